"""Find the token that the engine stumbled over.

The engine's parser compares a keyword with as many characters as the keyword has, and names the end of the farthest
comparison: for `SELECT * { ?s ?? }` the place of `?s` plus the length of SERVICE. In a text whose tokens stand farther
apart than any keyword is long, the farthest place lies behind the right token and before the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from .tokens import Token, tokens

_GAP = 24  # characters; the longest keyword, ENCODE_FOR_URI, has 14
_APART = frozenset("{}();,")  # marks that space may surround anywhere
_ENGINE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spread:
    """A query with its tokens far apart.

    Attributes:
        text: the query to give to the engine; it means the same.
        places: where each token starts in it.
        starts: where the same token starts in the query as it was written, and at last the end of it.
    """

    text: str
    places: tuple[int, ...]
    starts: tuple[int, ...]

    def original(self, offset: int) -> int:
        """The offset in the query as it was written of the token that an offset in `text` stands in or behind."""
        return self.starts[max(0, bisect_right(self.places, offset) - 1)]


def spread(query: str) -> Spread:
    """Move the tokens of a query apart wherever there is space, and around brackets and separators."""
    pieces: list[str] = []
    places: list[int] = []
    starts: list[int] = []
    length = 0
    previous: Token | None = None
    for token in tokens(query):
        if previous and (token.start > previous.end or token.text in _APART or previous.text in _APART):
            pieces.append(" " * _GAP)
            length += _GAP
        places.append(length)
        starts.append(token.start)
        pieces.append(token.text)
        length += len(token.text)
        previous = token
    pieces.append(" " * 2 * _GAP)
    end = previous.end if previous else 0
    return Spread("".join(pieces), (*places, length + _GAP), (*starts, end))


def engine_offset(query: str, message: str) -> tuple[int, str] | None:
    """The offset in `query` that the engine's message names, and what it expected there; None if it names none."""
    said = _ENGINE.match(message)
    if not said:
        return None
    lines = query.split("\n")
    row = min(int(said[1]), len(lines))
    offset = sum(len(line) + 1 for line in lines[: row - 1]) + int(said[2]) - 1
    return min(offset, len(query)), said[3]
