"""What a build keeps of its work for the next one: the texts it read, and the lines of the graph in their order.

A build after a small change takes from here what a file said before, and the digest of all lines without making them
again. It is no part of the release: without it, or with another's, the next build reads everything.

workings.sqlite     text: each fact file, deflated
                    block: the sorted lines of the graph, some at a time, deflated, with size and number; by the first
                    state: figures that a build counts, the digest of the lines, and the rules taken apart, as JSON
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..light import dataclass
from .unguarded import unguarded

NAME = "workings.sqlite"

_SCHEMA = """
CREATE TABLE text (file TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE block (first BLOB PRIMARY KEY, data BLOB NOT NULL, size INTEGER NOT NULL, lines INTEGER NOT NULL);
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_LARGEST = 2 * 1024 * 1024  # bytes of lines in a block
_QUICK = 1  # the level of deflate: others take three times as long for a tenth of the room


class Unknown(Exception):
    """The workings do not say it, or are not what was expected of them."""


@dataclass(frozen=True)
class Edited:
    """The lines of a graph before and after an edit.

    Attributes:
        before: how many there were before it.
        after: SHA-256 of all lines after it.
        added: how many lines were added that were not there.
        removed: how many went.
    """

    before: int
    after: str
    added: int
    removed: int


class Workings:
    """The workings of one release, open."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def keep_text(self, file: str, data: bytes) -> None:
        """Keep a fact file's bytes."""
        self._database.execute("INSERT OR REPLACE INTO text VALUES (?, ?)", (file, zlib.compress(data, _QUICK)))

    def drop_text(self, file: str) -> None:
        """Forget a fact file."""
        self._database.execute("DELETE FROM text WHERE file = ?", (file,))

    def text(self, file: str, sha256: str) -> bytes:
        """A fact file's bytes.

        Raises:
            Unknown: they are not kept, or others than the digest says.
        """
        found = self._database.execute("SELECT data FROM text WHERE file = ?", (file,)).fetchone()
        data = zlib.decompress(found[0]) if found else b""
        if not found or hashlib.sha256(data).hexdigest() != sha256:
            raise Unknown(file)
        return data

    def keep_state(self, name: str, value: object) -> None:
        """Keep a value that JSON knows."""
        self._database.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, json.dumps(value)))

    def state(self, name: str) -> Any:  # noqa: ANN401
        """What was kept by a name.

        Raises:
            Unknown: nothing was.
        """
        found = self._database.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        if not found:
            raise Unknown(name)
        return json.loads(found[0])

    def keep_lines(self, chunk: bytes) -> None:
        """Keep lines: whole ones, sorted, not empty, after all that were kept before."""
        first = chunk[: chunk.index(b"\n") + 1]
        row = (first, zlib.compress(chunk, _QUICK), len(chunk), chunk.count(b"\n"))
        self._database.execute("INSERT INTO block VALUES (?, ?, ?, ?)", row)

    def edit_lines(self, removed: Iterable[bytes], added: Iterable[bytes]) -> Edited:
        """Take lines out and put others in. What is there already is not added again.

        Raises:
            Unknown: a line that is to go is not there, or the lines are not whole.
        """
        out, into = sorted(removed), sorted(added)
        firsts = [row[0] for row in self._database.execute("SELECT first FROM block ORDER BY first")]
        if not firsts:
            raise Unknown("lines")
        after = hashlib.sha256()
        before = fresh = 0
        for place, first in enumerate(firsts):
            row = self._database.execute("SELECT data, size, lines FROM block WHERE first = ?", (first,)).fetchone()
            packed, size, number = row
            chunk = zlib.decompress(packed)  # which has a checksum of its own
            if not chunk.startswith(first) or len(chunk) != size:
                raise Unknown("lines")
            before += number
            end = firsts[place + 1] if place + 1 < len(firsts) else None
            going, out = _until(out, end)
            coming, into = _until(into, end)
            if going or coming:
                lines = set(chunk.splitlines(keepends=True))
                if not lines.issuperset(going):
                    raise Unknown("a line")
                fresh += len(set(coming) - lines)
                kept = sorted(lines.difference(going).union(coming))
                self._database.execute("DELETE FROM block WHERE first = ?", (first,))
                for part in _chunks(kept):
                    self.keep_lines(part)
                chunk = b"".join(kept)
            after.update(chunk)
        return Edited(before, after.hexdigest(), fresh, len(set(removed)))


def _until(lines: list[bytes], end: bytes | None) -> tuple[list[bytes], list[bytes]]:
    """Sorted lines parted at one that is not among the first."""
    place = len(lines) if end is None else bisect_left(lines, end)
    return lines[:place], lines[place:]


def _chunks(lines: list[bytes]) -> Iterator[bytes]:
    """Sorted lines in blocks, none much larger than the largest."""
    size, ends = 0, []
    for line in lines:
        size += len(line)
        ends.append(size)
    start = 0
    while start < len(lines):
        done = ends[start - 1] if start else 0
        stop = max(start + 1, bisect_right(ends, done + _LARGEST))
        yield b"".join(lines[start:stop])
        start = stop


@contextmanager
def open_workings(path: Path) -> Iterator[Workings]:
    """Open workings to change them; they are made if they are not there.

    Raises:
        OSError: they cannot be read or written.
    """
    try:
        fresh = not path.exists()
        with unguarded(path) as database:
            if fresh:
                database.executescript(_SCHEMA)
            database.execute("BEGIN")
            yield Workings(database)
            database.execute("COMMIT")
    except (sqlite3.Error, zlib.error, ValueError) as error:
        raise OSError(f"the workings cannot be read or written: {error}") from error
