"""Which subjects two graphs speak of differently, by the sorted lines that their builds kept.

A build after a small change edits the blocks of lines that it touches and takes over the others as they are, so that
those which are the same in both need not even be unpacked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .blocks import Block, blocks_of
from .release import Release


def subjects_apart(old: Release, new: Release) -> set[str]:
    """The IRIs of all subjects of which one graph says what the other does not.

    Raises:
        Unknown: the lines of either are not kept, or are damaged.
    """
    with blocks_of(old) as one, blocks_of(new) as other:
        return {line[1 : line.index(b">")].decode() for line in lines_apart(one, other)}


def lines_apart(old: Iterator[Block], new: Iterator[Block]) -> Iterator[bytes]:
    """The lines that only one of two graphs has.

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

    def __init__(self, blocks: Iterator[Block]) -> None:
        self._blocks = blocks
        self.block = next(self._blocks, None)
        self.read: Sequence[bytes] = ()
        """What was unpacked and not yet taken."""

    def skip(self) -> None:
        """Go past a block."""
        self.block = next(self._blocks, None)

    def unpack(self) -> None:
        """See to it that there are lines to take, if there are any left."""
        if not self.read and self.block:
            self.read = self.block.lines()
            self.skip()

    def take(self, last: bytes) -> set[bytes]:
        """The unpacked lines up to one, which are then gone."""
        place = bisect_right(self.read, last)
        taken, self.read = self.read[:place], self.read[place:]
        return set(taken)
