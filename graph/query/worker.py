"""The child program that runs queries: `python -m agglo.graph.query.worker STORE_DIR`.

Both ways a frame is one byte of kind, eight bytes of length (big-endian) and that many bytes.

Requests on stdin: `S` settings, once, JSON `{memory}`; then `Q` a query, JSON `{query, prefixes, seconds, rows, size}`.
Answers on stdout: `R` ready, with a JSON list of what could not be refused; `S` SELECT as TSV; `A` ASK as `true` or
`false`; `G` CONSTRUCT or DESCRIBE as sorted N-Triples; `E` a syntax error; `L` a limit (`rows`, `size` or `memory`);
`F` a failure. End of input ends the program. Nothing else is ever written to stdout.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from collections.abc import Iterable
from typing import IO, Any, cast

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
)

from .seal import seal

HEADER = struct.Struct(">cQ")
_GRACE = 2.0  # seconds after which the child ends itself, should the parent be gone


class OverLimit(Exception):
    """The answer is over a cap; the message names it."""


class Sink:
    """A file for the engine to write lines to, with caps on lines and bytes.

    Counting lines counts rows: TSV and N-Triples both escape line ends inside of values.
    """

    def __init__(self, rows: int, size: int) -> None:
        self.chunks: list[bytes] = []
        self._rows = rows
        self._size = size

    def write(self, chunk: bytes) -> int:
        """Keep a chunk.

        Raises:
            OverLimit: this chunk goes over a cap.
        """
        self._size -= len(chunk)
        self._rows -= chunk.count(b"\n")
        if self._rows < 0:
            raise OverLimit("rows")
        if self._size < 0:
            raise OverLimit("size")
        self.chunks.append(bytes(chunk))
        return len(chunk)

    def flush(self) -> None:
        """Do nothing: the engine calls it."""


def receive(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """Read one frame: its kind and its payload.

    Raises:
        EOFError: the other side has ended.
    """
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        raise EOFError
    kind, length = HEADER.unpack(header)
    payload = stream.read(length)
    if len(payload) < length:
        raise EOFError
    return kind, payload


def send(stream: IO[bytes], kind: bytes, chunks: Iterable[bytes]) -> None:
    """Write one frame."""
    chunks = list(chunks)
    stream.write(HEADER.pack(kind, sum(map(len, chunks))))
    for chunk in chunks:
        stream.write(chunk)
    stream.flush()


def answer(store: Store, request: dict[str, Any]) -> tuple[bytes, list[bytes]]:
    """Run one query; what goes wrong becomes an answer too."""
    try:
        results = store.query(request["query"], prefixes=request["prefixes"])
        if isinstance(results, QueryBoolean):
            return b"A", [b"true" if results else b"false"]
        if isinstance(results, QuerySolutions):
            sink = Sink(request["rows"] + 1, request["size"])  # one line more, for the names
            results.serialize(cast("IO[bytes]", sink), QueryResultsFormat.TSV)
            return b"S", sink.chunks
        sink = Sink(request["rows"], request["size"])
        results.serialize(cast("IO[bytes]", sink), RdfFormat.N_TRIPLES)
        return b"G", [canonical(b"".join(sink.chunks))]
    except SyntaxError as error:
        return b"E", [str(error).encode()]
    except OverLimit as error:
        return b"L", [str(error).encode()]
    except MemoryError:
        return b"L", [b"memory"]
    except BaseException as error:  # a Rust panic is no Exception
        return b"F", [f"{type(error).__name__}: {error}".encode(errors="replace")]


def canonical(ntriples: bytes) -> bytes:
    """Sort the lines, without repeats; blank nodes get the names of RDF canonicalisation (RDFC-1.0).

    The engine names the blank nodes of a CONSTRUCT at random; an answer must be the same bytes each time.
    """
    if b"_:" in ntriples:
        dataset = Dataset(parse(ntriples, RdfFormat.N_TRIPLES))
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        ntriples = b"".join(f"{quad.triple} .\n".encode() for quad in dataset)
    lines = set(ntriples.split(b"\n"))
    lines.discard(b"")
    return b"".join(line + b"\n" for line in sorted(lines))


def main(store_dir: str) -> None:
    """Answer requests until the input ends."""
    requests = sys.stdin.buffer
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whoever prints does not break the frames
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    kind, payload = receive(requests)
    settings = json.loads(payload)
    store_dir = os.path.realpath(store_dir)  # tables may be opened later, when a link points elsewhere
    try:
        store = Store.read_only(store_dir)
        bool(store.query("ASK { ?s ?p ?o }"))
    except (OSError, ValueError) as error:
        return send(replies, b"F", [str(error).encode(errors="replace")])
    send(replies, b"R", [json.dumps(seal(store_dir, settings["memory"])).encode()])
    alarm = getattr(signal, "setitimer", None)
    while True:
        try:
            kind, payload = receive(requests)
        except EOFError:
            return None
        request = json.loads(payload)
        if alarm:
            alarm(signal.ITIMER_REAL, request["seconds"] + _GRACE)
        kind, chunks = answer(store, request)
        send(replies, kind, chunks)
        if alarm:
            alarm(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main(sys.argv[1])
