"""Canonical N-Quads, sorted lines without repeats, of more quads than memory need hold.

Agglo writes no blank nodes, so sorting makes them canonical. What is more than a run is sorted run by run on disk, and
the runs are merged.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

import pyoxigraph as ox

_RUN = 12 * 1024 * 1024  # bytes of text sorted at once
_PART = 64 * 1024 * 1024  # bytes of text loaded at once: less takes more time, more takes more memory
_BATCH = 1024 * 1024  # bytes read at once
_LINES = 10_000  # lines merged at once
_INTEGER = b"#integer> .\n"
_VALUE = b'> "'  # where the literal begins: in a text, a quotation mark follows a backslash


class Lines:
    """Collects quads as lines; they can be given more than once, and in any order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs: list[Path] = []
        self._lines: list[bytes] = []
        self._size = 0
        self._kept: dict[bytes, bytes] = {}

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads.

        Raises:
            OSError: the disk is full.
        """
        text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
        lines = text.splitlines(keepends=True)
        odd = [(place, line) for place, line in enumerate(lines) if b'"^^<' in line and not _is_plain_integer(line)]
        self._learn(line for _, line in odd)
        for place, line in odd:
            lines[place] = self._as_kept(line)
        self._lines += lines
        self._size += len(text)
        if self._size > _RUN:
            self._end_run()

    def write(self, path: Path) -> int:
        """Write what was added to a file; it can be done once.

        Returns:
            How many lines there are.

        Raises:
            OSError: the disk is full.
        """
        number = 0
        with ExitStack() as stack:
            runs: list[Iterable[bytes]] = [stack.enter_context(run.open("rb")) for run in self._runs]
            merged = heapq.merge(*runs, sorted(self._lines)) if runs else iter(sorted(self._lines))
            file = stack.enter_context(path.open("wb"))
            each = map(itemgetter(0), groupby(merged))
            while lines := list(islice(each, _LINES)):
                number += len(lines)
                file.write(b"".join(lines))
        for run in self._runs:
            run.unlink()
        self._lines = []
        return number

    def rest(self) -> None:
        """Write what is in memory to the disk, and forget what was learned."""
        self._end_run()
        self._kept.clear()

    def _end_run(self) -> None:
        run = self._folder / f"run-{len(self._runs)}.nq"
        run.write_bytes(b"".join(sorted(set(self._lines))))
        self._runs.append(run)
        self._lines, self._size = [], 0

    def _learn(self, lines: Iterable[bytes]) -> None:
        """See how the engine gives the values on some lines back: it keeps values, `1.50` becomes `1.5`."""
        fresh = list({line.rpartition(_VALUE)[2] for line in lines} - self._kept.keys())
        store = ox.Store()
        store.load(b"".join(b'<urn:x:%d> <urn:x:b> "%s' % each for each in enumerate(fresh)), ox.RdfFormat.N_QUADS)
        for line in (store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True):
            before, _, kept = line.partition(_VALUE)
            value = fresh[int(before[7 : before.index(b">")])]
            self._kept[value] = value if kept == value else kept

    def _as_kept(self, line: bytes) -> bytes:
        """A line with its value spelled as the engine gives it back."""
        before, mark, value = line.rpartition(_VALUE)
        return before + mark + self._kept[value]


def _is_plain_integer(line: bytes) -> bool:
    """Whether a line ends in an integer without sign and leading zeros: most do, and the engine spells them alike."""
    return line.endswith(_INTEGER) and line[line.rfind(_VALUE) + len(_VALUE)] in b"123456789"


def merged(path: Path, more: Iterable[bytes]) -> Iterator[bytes]:
    """The sorted lines of a file and of some more, in order, about a megabyte of whole lines at a time."""
    rest = sorted(more)
    with path.open("rb") as file:
        while lines := file.readlines(_BATCH):
            here = bisect_left(rest, lines[-1])
            yield b"".join(sorted([*lines, *rest[:here]]) if here else lines)
            rest = rest[here:]
    if rest:
        yield b"".join(rest)


def parts(path: Path) -> Iterator[bytes]:
    """A file's lines, some tens of megabytes at a time: the engine loads what it gets at once in memory."""
    with path.open("rb") as file:
        while part := file.read(_PART):
            yield part + file.readline()
