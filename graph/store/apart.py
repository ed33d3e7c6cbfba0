"""Which subjects two graphs speak of differently, by the sorted lines that their builds kept.

A build after a small change edits the blocks of lines that it touches and takes over the others as they are, so that
those which are the same in both need not even be unpacked.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing

from .release import Release
from .workings import NAME as WORKINGS
from .workings import Unknown

_Block = tuple[bytes, bytes, int]
"""The first line, all of them deflated, and how many there are."""


def subjects_apart(old: Release, new: Release) -> set[str]:
    """The IRIs of all subjects of which one graph says what the other does not.

    Raises:
        Unknown: the lines of either are not kept, or are damaged.
    """
    try:
        with closing(_workings(old)) as one, closing(_workings(new)) as other:
            return {line[1 : line.index(b">")].decode() for line in lines_apart(one, other)}
    except (sqlite3.Error, zlib.error, ValueError) as error:
        raise Unknown(WORKINGS) from error


def _workings(release: Release) -> sqlite3.Connection:
    """The workings of a release, to read.

    Raises:
        Unknown: they are another release's, or lines are missing.
    """
    database = sqlite3.connect(f"{(release.folder / WORKINGS).resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        row = database.execute(
            "SELECT value, (SELECT sum(lines) FROM block) FROM state WHERE name = 'release'"
        ).fetchone()
        if not row or [json.loads(row[0]), row[1]] != [release.marker.sha256, release.marker.quads]:
            raise Unknown(WORKINGS)
    except BaseException:
        database.close()
        raise
    return database


def lines_apart(old: sqlite3.Connection, new: sqlite3.Connection) -> Iterator[bytes]:
    """The lines that only one of two graphs has, by the workings of both.

    Raises:
        Unknown: a block is not what was expected of it.
    """
    one, other = _Lines(old), _Lines(new)
    while True:
        while not one.read and not other.read and one.block and one.block == other.block:
            one.skip()
            other.skip()
        one.unpack()
        other.unpack()
        if not one.read or not other.read:
            break
        # Up to where both were read they can be compared.
        last = min(one.read[-1], other.read[-1])
        yield from one.take(last) ^ other.take(last)
    for rest in (one, other):
        while rest.read:
            yield from rest.read
            rest.read = ()
            rest.unpack()


class _Lines:
    """The lines of a graph in order, block by block; `block` is the next one, none at the end."""

    def __init__(self, workings: sqlite3.Connection) -> None:
        self._blocks: Iterator[_Block] = workings.execute("SELECT first, data, lines FROM block ORDER BY first")
        self.block = next(self._blocks, None)
        self.read: Sequence[bytes] = ()
        """What was unpacked and not yet taken."""

    def skip(self) -> None:
        """Go past a block."""
        self.block = next(self._blocks, None)

    def unpack(self) -> None:
        """See to it that there are lines to take, if there are any left."""
        if not self.read and self.block:
            first, data, number = self.block
            self.read = zlib.decompress(data).splitlines(keepends=True)
            if len(self.read) != number or self.read[:1] != [first]:
                raise Unknown(WORKINGS)
            self.skip()

    def take(self, last: bytes) -> set[bytes]:
        """The unpacked lines up to one, which are then gone."""
        place = bisect_right(self.read, last)
        taken, self.read = self.read[:place], self.read[place:]
        return set(taken)
