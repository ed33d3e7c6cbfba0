"""Text in lines that fit the terminal; a Chinese character takes two columns and may end a line anywhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

_PIPE_WIDTH = 120
_NARROWEST = 20
_CLOSING = "。，、；：！？）】」』》〉”’…·,.;:!?)]}"
_OPENING = "（【「『《〈“‘([{"


def terminal_width() -> int:
    """How many columns there are: what COLUMNS says, else the terminal, else enough for a file."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return max(_NARROWEST, int(given))
    try:
        return max(_NARROWEST, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError, AttributeError):
        return _PIPE_WIDTH


def columns(text: str) -> int:
    """How many columns a text takes.

    >>> columns("ASML 阿斯麦")
    11
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """The lines of a text, each at most `width` columns if its words allow it.

    Args:
        text: the text; spaces and line breaks in it are places to break.
        width: in columns.
        indent: begins every line.
        first: begins the first line in place of `indent`.

    >>> wrapped("飞利浦带动了埃因霍温。", 12)
    ['飞利浦带动了', '埃因霍温。']
    """
    lines = [indent if first is None else first]
    room = width - columns(lines[0])
    start = True
    for gap, word in _words(text):
        need = columns(word) + (0 if start else gap)
        if need > room and not start:
            lines.append(indent)
            room, start, need = width - columns(indent), True, columns(word)
        lines[-1] += ("" if start else " " * gap) + word
        room -= need
        start = False
    return lines


def _words(text: str) -> Iterator[tuple[int, str]]:
    """The pieces between which a line may break, each with the number of spaces before it (0 or 1)."""
    if text.isascii():
        yield from ((int(number > 0), word) for number, word in enumerate(text.split()))
        return
    gap, word = 0, ""
    for char in text:
        if char.isspace():
            if word:
                yield gap, word
                gap, word = 1, ""
            continue
        wide = east_asian_width(char) in "WF"
        broken = word and (wide or east_asian_width(word[-1]) in "WF")
        if broken and char not in _CLOSING and word[-1] not in _OPENING:
            yield gap, word
            gap, word = 0, ""
        word += char
    if word:
        yield gap, word
