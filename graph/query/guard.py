"""Run queries that somebody else wrote: with limits on time, memory and answer, and without the network."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType

from ..errors import AggloError, EngineError, QueryError, QueryLimitError, StoreError
from .locate import engine_offset, spread
from .process import Child, ChildEnd
from .results import ANY, Answer, decode, require
from .syntax import explain, fail, refuse, star_order

_START = 60.0  # seconds for a child to open its store


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one query may take. Over a limit it fails; nothing is ever cut off silently.

    Attributes:
        seconds: wall time from sending the query until its answer has come.
        memory: bytes of address space, beyond what the open store takes.
        rows: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE.
        size: bytes of the answer as TSV or N-Triples.
        query_size: bytes of the query text in UTF-8.
    """

    seconds: float = 30.0
    memory: int = 2 << 30
    rows: int = 1_000_000
    size: int = 256 << 20
    query_size: int = 8 << 20

    def __post_init__(self) -> None:
        for name in (field.name for field in fields(self)):
            if not getattr(self, name) > 0:
                raise ValueError(f"the limit `{name}` must be above 0, not {getattr(self, name)}")


_EXPLAINED = 100_000  # characters of a query that is worth a second look
_EXPLAINING = Limits(seconds=1, rows=1, size=100_000)


class QueryWorker:
    """A child process that answers queries over one store, one at a time.

    The child is kept between queries and replaced when a query had to be stopped. Threads may share a worker: their
    queries wait for each other. A store may have any number of workers, but nobody may write to it meanwhile.

    Args:
        store_dir: the folder of an Oxigraph store.
        prefixes: prefixes that a query may use without declaring them, name to namespace.
        limits: the default is `Limits()`.

    >>> with QueryWorker(store) as worker:  # doctest: +SKIP
    ...     worker.run("SELECT * { ?s agglo:anchors ?o }").rows
    """

    def __init__(
        self, store_dir: Path, *, prefixes: Mapping[str, str] | None = None, limits: Limits | None = None
    ) -> None:
        self.store_dir = Path(store_dir)
        self.prefixes = dict(prefixes or {})
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._closed = False
        self._ready = False
        self._unguarded: tuple[str, ...] = ()
        self._child = self._spawn()

    def __enter__(self) -> QueryWorker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The process id of the child; another one after a query had to be stopped."""
        return self._child.pid

    @property
    def unguarded(self) -> tuple[str, ...]:
        """What this platform cannot refuse: any of `sockets` and `memory`. Empty on Linux (x86-64, ARM64).

        SERVICE is refused by its text too, and the time limit holds everywhere.
        """
        with self._lock:
            self._wait_until_ready()
            return self._unguarded

    def run(self, query: str, *, accept: str = ANY) -> Answer:
        """Answer a query.

        Args:
            query: SPARQL 1.1 SELECT, ASK, CONSTRUCT or DESCRIBE.
            accept: the format that the answer is wanted in, a name in `results.FORMATS`; a query whose form has no such
                format is refused, before it runs where that can be seen.

        Raises:
            QueryError: the query does not parse, or asks for what is not allowed.
            QueryLimitError: it ran over a limit.
            StoreError: the store cannot be opened.
            EngineError: the engine failed, or somebody killed the child.
        """
        query = query.removeprefix("\ufeff")  # a byte order mark is no part of the text
        self._check_text(query)
        form = refuse(query, self.prefixes)
        require(form, accept)
        kind, payload = self._exchange(query, self.limits)
        if kind == b"E":
            raise self._explained(query, payload.decode())
        if kind == b"L":
            raise self._over(payload.decode())
        if kind == b"F":
            raise EngineError(f"the engine failed: {payload.decode()}")
        answer = decode(kind, payload, star_order(query) if kind == b"S" else [])
        require(answer.form, accept)
        return answer

    def close(self) -> None:
        """End the child, also in the middle of a query of another thread, which then fails; may be called twice."""
        self._closed = True
        self._child.kill()
        with self._lock:
            self._child.end()

    def _check_text(self, query: str) -> None:
        try:
            size = len(query.encode())
        except UnicodeEncodeError as error:
            where = query[: error.start]
            message = f"U+{ord(query[error.start]):04X} is half a character and cannot be encoded"
            raise fail(where, len(where), message) from None
        if size > self.limits.query_size:
            raise QueryError(f"the query has {size:,} bytes, above the limit of {self.limits.query_size:,}")

    def _explained(self, query: str, message: str) -> QueryError:
        said = engine_offset(query, message)
        if said is None:
            return QueryError(message)
        offset, expected = said
        if len(query) <= _EXPLAINED:
            apart = spread(query)
            with suppress(QueryLimitError):
                _, payload = self._exchange(apart.text, _EXPLAINING)
                said = engine_offset(apart.text, payload.decode())
                if said:
                    offset, expected = apart.original(said[0]), said[1]
        return explain(query, offset, expected, self.prefixes)

    def _exchange(self, query: str, limits: Limits) -> tuple[bytes, bytes]:
        request = {
            "query": query,
            "prefixes": self.prefixes,
            "seconds": limits.seconds,
            "rows": limits.rows,
            "size": limits.size,
        }
        text = json.dumps(request).encode()
        with self._lock:
            self._wait_until_ready()
            try:
                return self._child.exchange(text, limits.seconds)
            except ChildEnd as end:
                if self._closed:
                    raise EngineError("the query worker was closed while the query ran") from None
                self._child = self._spawn()  # at once, so that the next query need not wait for it
                raise self._ended(end) from None

    def _spawn(self) -> Child:
        self._ready = False
        return Child(self.store_dir, self.limits.memory)

    def _wait_until_ready(self) -> None:
        if self._closed:
            raise EngineError("the query worker is closed")
        if not self._child.usable:
            self._child.end()
            self._child = self._spawn()
        if self._ready:
            return
        try:
            kind, payload = self._child.receive(_START)
        except ChildEnd as end:
            said = end.said.splitlines()[-1] if end.said else f"{end.signal or f'exit code {end.code}'}"
            raise EngineError(f"the query worker did not start: {said}") from None
        if kind != b"R":
            raise StoreError(f"cannot open the store {os.fspath(self.store_dir)}: {payload.decode()}")
        self._unguarded = tuple(json.loads(payload))
        self._ready = True

    def _ended(self, end: ChildEnd) -> AggloError:
        """What to raise when the child ended in the middle of a query."""
        if end.late or end.signal == "SIGALRM":
            return self._over("seconds")
        if "memory allocation" in end.said or "bad_alloc" in end.said:
            return self._over("memory")
        if end.signal == "SIGSEGV":
            return QueryLimitError("the query is nested too deeply for the engine", "use fewer nested groups")
        if end.signal:
            return EngineError(f"the query worker was killed ({end.signal})", "run the query again")
        return EngineError(f"the query worker ended with exit code {end.code}: {end.said[-500:]}")

    def _over(self, limit: str) -> QueryLimitError:
        limits = self.limits
        message, hint = {
            "seconds": (f"the query ran over {limits.seconds:g} s and was stopped", "ask for less, or add LIMIT"),
            "memory": (f"the query needs more than {limits.memory >> 20:,} MiB", "ask for less at once"),
            "rows": (f"the answer has more than {limits.rows:,} rows", "add LIMIT and OFFSET"),
            "size": (f"the answer has more than {limits.size >> 20:,} MiB", "add LIMIT, or fewer columns"),
        }[limit]
        return QueryLimitError(message, hint)
