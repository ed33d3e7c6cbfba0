"""The lines of records in YAML that is written as most people write it: blocks, each flow and quoted text on one line.

It takes a tenth of PyYAML's time, since most lines are only counted. It reads no values, and whatever it is not sure of
it does not tell: then `positions` asks PyYAML.
"""

from __future__ import annotations

import re
from collections.abc import Collection

Texts = tuple[str, ...]
"""A path as text: keys as they are spelled, places in lists as digits."""

_KEY = re.compile(r"""([\w.][^\s:#'"{}\[\],]*|"[^"\\\n]*"|'[^'\n]*'):(?:[ ]+(.*))?$""")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:#.*)?$""")
_WITHOUT_TEXTS = re.compile(r"""(?<=[\s,:\[{])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
# What YAML 1.1 takes for line ends, and marks of documents: left to PyYAML.
_STRANGE = re.compile("[\t\r\x85\u2028\u2029\ufeff]|^(?:---|\\.\\.\\.|%|\\? )", re.MULTILINE)


class _UnsureError(Exception):
    """The text is not written as here is understood."""


class _Level:
    """A block that is open: the column of its keys or dashes, its path, and what comes next in it."""

    __slots__ = ("column", "index", "path")

    def __init__(self, column: int, path: Texts, index: int) -> None:
        self.column = column
        self.path = path
        self.index = index  # of the next item; -1 in a mapping


def lines_of(text: str, wanted: Collection[Texts]) -> dict[Texts, int] | None:
    """The line, from 1, of each wanted path: of a mapping's value that of its key, of a list item that of the item.

    Returns:
        A line for all of them, or None where that cannot be told for sure.
    """
    if _STRANGE.search(text):
        return None
    scan = _Scan(wanted)
    try:
        scan.read(text)
    except _UnsureError:
        return None
    for path in scan.missing:
        # What stands in a flow on one line stands on the line of the flow.
        around = next((scan.flows[path[:n]] for n in range(len(path) - 1, 0, -1) if path[:n] in scan.flows), None)
        if around is None:
            return None
        scan.found[path] = around
    return scan.found


class _Scan:
    def __init__(self, wanted: Collection[Texts]) -> None:
        self.found: dict[Texts, int] = {}
        self.flows: dict[Texts, int] = {}
        self.missing = set(wanted)
        self._wanted = frozenset(wanted)
        self._around = {path[:n] for path in wanted for n in range(len(path))}
        self._levels: list[_Level] = []
        self._pending: Texts | None = ()  # the path of a block that the next deeper line opens
        self._under = -1  # the column of a pending block's parent
        self._passed = -1  # the column of a key whose list, in the same column, nobody asks about

    def read(self, text: str) -> None:
        """Read all lines."""
        skip = -2  # lines of a greater column belong to what nobody asks about
        for number, line in enumerate(text.split("\n"), 1):
            bare = line.lstrip(" ")
            if not bare or (column := len(line) - len(bare)) > skip > -2 or bare[0] == "#":
                continue
            skip = self._line(number, column, bare)

    def _line(self, number: int, column: int, bare: str) -> int:
        """Take a line; returns the column below which lines are to be skipped, or -2."""
        levels = self._levels
        dash = bare == "-" or bare.startswith("- ")
        if dash and column == self._passed:
            return column
        self._passed = -1
        if self._pending is not None:
            # A list may stand in the column of the key that it belongs to.
            if column > self._under or (dash and column == self._under):
                levels.append(_Level(column, self._pending, 0 if dash else -1))
            self._pending = None
        while levels and (
            levels[-1].column > column or (levels[-1].column == column and levels[-1].index >= 0 and not dash)
        ):
            levels.pop()
        level = levels[-1] if levels else None
        if level is None or level.column != column or dash != (level.index >= 0):
            raise _UnsureError
        if not dash:
            return self._key(number, level, bare)
        path = (*level.path, str(level.index))
        level.index += 1
        self._note(path, number)
        rest = bare[1:].lstrip(" ")
        if not rest or rest[0] == "#":
            if path in self._wanted:
                raise _UnsureError  # it stands where its first line does
            return self._open(path, column)
        if path not in self._around:
            return self._value(path, number, column, rest)
        inner = column + len(bare) - len(rest)
        if rest.startswith("- "):
            raise _UnsureError
        if _KEY.match(rest):
            levels.append(_Level(inner, path, -1))
            return self._key(number, levels[-1], rest)
        return self._value(path, number, column, rest)

    def _key(self, number: int, level: _Level, bare: str) -> int:
        match = _KEY.match(bare)
        if not match:
            raise _UnsureError
        key, value = match.groups()
        path = (*level.path, key[1:-1] if key[0] in "\"'" else key)
        self._note(path, number)
        if not value or value[0] == "#":
            return self._open(path, level.column)
        return self._value(path, number, level.column, value)

    def _open(self, path: Texts, column: int) -> int:
        if path not in self._around:
            self._passed = column
            return column
        self._pending, self._under = path, column
        return -2

    def _value(self, path: Texts, number: int, column: int, value: str) -> int:
        """A value that begins on this line; what goes on is deeper."""
        first = value[0]
        if first in "&*!%@`" or (first in "\"'" and not _QUOTED.match(value)):
            raise _UnsureError
        if first in "[{":
            bare = _WITHOUT_TEXTS.sub("", value).partition(" #")[0]
            if '"' in bare or "'" in bare or bare.count("[") != bare.count("]") or bare.count("{") != bare.count("}"):
                raise _UnsureError
            self.flows[path] = number
        return column

    def _note(self, path: Texts, number: int) -> None:
        if path in self._wanted:
            if path in self.found:
                raise _UnsureError
            self.found[path] = number
            self.missing.discard(path)
