"""Canonical N-Quads, sorted lines without repeats, of more quads than memory need hold.

Agglo writes no blank nodes, so sorting makes them canonical. What is more than a run is sorted run by run on disk, and
the runs are merged. Python's sort makes use of what is in order already, so lines of one record after the other are
sorted in a third of the time that shuffled ones take.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

_RUN = 12 * 1024 * 1024  # bytes of text sorted at once
_PART = 64 * 1024 * 1024  # bytes of text loaded at once: less takes more time, more takes more memory
BATCH = 1024 * 1024  # bytes read at once
_MERGED = 48 * 1024 * 1024  # bytes of all runs that a merge begins with
_INTEGER = b"#integer> .\n"
_VALUE = b'> "'  # where the literal begins: in a text, a quotation mark follows a backslash


class Lines:
    """Collects lines; they can be given more than once, and in any order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs: list[Path] = []
        self._lines: list[bytes] = []
        self._size = 0
        self._kept: dict[bytes, bytes] = {}

    def add(self, text: bytes) -> None:
        """Add lines, as the engine or `compile.ntriples` writes them.

        Raises:
            OSError: the disk is full.
        """
        lines = text.splitlines(keepends=True)
        odd = [(place, line) for place, line in enumerate(lines) if b'"^^<' in line and not _is_plain_integer(line)]
        self._learn(line for _, line in odd)
        for place, line in odd:
            lines[place] = self._as_kept(line)
        self._lines += lines
        self._size += len(text)
        if self._size > _RUN:
            self._end_run()

    def write(self, path: Path, also: Callable[[Sequence[bytes]], object] = lambda lines: None) -> int:
        """Write what was added to a file; it can be done once.

        Args:
            path: the file.
            also: told of all lines, some at a time.

        Returns:
            How many lines there are.

        Raises:
            OSError: the disk is full.
        """
        self._end_run()
        number = 0
        with ExitStack() as stack:
            runs = [stack.enter_context(run.open("rb")) for run in self._runs]
            file = stack.enter_context(path.open("wb"))
            for lines in _in_order(runs):
                file.write(b"".join(lines))
                also(lines)
                number += len(lines)
        for run in self._runs:
            run.unlink()
        return number

    def rest(self) -> None:
        """Write what is in memory to the disk, and forget what was learned."""
        self._end_run()
        self._kept.clear()

    def _end_run(self) -> None:
        run = self._folder / f"run-{len(self._runs)}.nq"
        self._lines.sort()
        run.write_bytes(b"".join(dict.fromkeys(self._lines)))
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


def _in_order(runs: Sequence[BinaryIO]) -> Iterator[list[bytes]]:
    """The lines of sorted runs without repeats, some at a time, in order and without repeats."""
    first = max(1, _MERGED // max(1, len(runs)))
    batch = max(first, BATCH)
    read = {run: lines for run in runs if (lines := run.readlines(first))}
    starts = dict.fromkeys(read, 0)
    while read:
        # What a run has still to give comes after what was read of it.
        end = min(lines[-1] for lines in read.values())
        found: list[bytes] = []
        for run, lines in list(read.items()):
            place = bisect_right(lines, end, starts[run])
            found += lines[starts[run] : place]
            starts[run] = place
            if place == len(lines):
                # Runs are of records in their order: most wait while one goes by, in few steps if they are large.
                read[run], starts[run] = run.readlines(batch), 0
                if not read[run]:
                    del read[run]
        found.sort()
        yield list(dict.fromkeys(found))


def _is_plain_integer(line: bytes) -> bool:
    """Whether a line ends in an integer without sign and leading zeros: most do, and the engine spells them alike."""
    return line.endswith(_INTEGER) and line[line.rfind(_VALUE) + len(_VALUE)] in b"123456789"


def merged(path: Path, more: Iterable[bytes]) -> Iterator[bytes]:
    """The sorted lines of a file and of some more, in order, about a megabyte of whole lines at a time."""
    rest = sorted(more)
    with path.open("rb") as file:
        while chunk := file.read(BATCH) + file.readline():
            last = chunk[chunk.rfind(b"\n", 0, -1) + 1 :]
            if here := bisect_left(rest, last):
                chunk = b"".join(sorted([*chunk.splitlines(keepends=True), *rest[:here]]))
                rest = rest[here:]
            yield chunk
    if rest:
        yield b"".join(rest)


def parts(path: Path, size: int = _PART) -> Iterator[bytes]:
    """A file's whole lines, about so many bytes at a time: the engine loads what it gets at once in memory."""
    with path.open("rb") as file:
        while part := file.read(size):
            yield part + file.readline()
