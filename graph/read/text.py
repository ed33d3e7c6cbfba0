"""Bytes of one fact file to a plain tree, and the faults of its syntax.

Values come from yaml-rs: YAML 1.2, several times faster than PyYAML's C loader (tests/benchmarks/yaml_loaders.py),
refuses duplicate keys and alias bombs, keeps `NO` and `12:30` as text. Positions come from PyYAML's events, see
`positions`; what a message says about broken syntax is in `syntax`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import yaml_rs

from ..collector import collector_paused
from ..errors import Fault, Position
from . import positions
from .syntax import explain
from .traps import second_document, traps
from .wording import BAD_CHARACTER, Trouble, shown

# A tree takes up to fifty times the bytes of its YAML; JSON lines are read one by one.
MAX_BYTES = {".yaml": 4 * 1024 * 1024, ".yml": 4 * 1024 * 1024, ".jsonl": 64 * 1024 * 1024}
MAX_LINE = 1024 * 1024
MAX_DEPTH = 64
_ENOUGH = 1_000  # faults of one sort of syntax

_COMPLEX_KEY = re.compile(r"^\s*\?(?=\s)", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
# yaml-rs parses blocks by recursion and overflows the stack at some ten thousand levels. A block inside a block stands
# further right, or begins with a further `- `, `? ` or `: ` on the line, so the width of that bounds the depth.
_DEEPEST = 200
_DEEP_INDENT = re.compile(rf"^[ ?:-]{{{_DEEPEST + 1}}}", re.MULTILINE)
# Python's time to read a number grows with the square of its length.
_DIGITS = 400
_LONG_NUMBER = re.compile(rf"(?:0x[0-9A-Fa-f_]{{{_DIGITS + 1}}}|[0-9_]{{{_DIGITS + 1}}})")
_NO_ALIASES = yaml_rs.AliasLimits(0, 0)
_SECTIONS_HINT = "give it sections: sources, entities, claims, questions"


class Broken(Exception):
    """The file, or the line, cannot become a tree.

    Attributes:
        faults: why not.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def load(path: Path, name: str) -> bytes:
    """The bytes of a file.

    Raises:
        Broken: the file is too large.
        OSError: it cannot be read.
    """
    size, most = path.stat().st_size, MAX_BYTES[path.suffix]
    if size > most:
        _break(
            name,
            "file-too-large",
            f"the file has {size:,} bytes, more than {most:,}",
            "split it; *.jsonl may be larger",
        )
    return path.read_bytes()


def decode(data: bytes, name: str) -> str:
    """The text of a file's bytes, with every line end as a line feed.

    Raises:
        Broken: it is not UTF-8, empty, or with characters that no text of facts needs.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # `error.object` is what follows the byte order mark.
        at = error.start + len(data) - len(error.object)
        line, before = data.count(b"\n", 0, at) + 1, data[data.rfind(b"\n", 0, at) + 1 : at]
        found = f"byte 0x{data[at]:02x} is not UTF-8"
        column = len(before.decode("utf-8-sig", "replace")) + 1
        _break(name, "not-utf8", found, "save the file as UTF-8", line, column)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := BAD_CHARACTER.search(text):
        _break(name, "control-character", f"the character U+{ord(bad[0]):04X}", "delete it", *spot(text, bad.start()))
    if not text.strip():
        _break(name, "empty-file", "the file is empty", _SECTIONS_HINT)
    return text


def spot(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset in a text."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def parse_yaml(text: str, name: str, faults: list[Fault]) -> dict[str, Any]:
    """The tree of a YAML fact file.

    Args:
        text: the text, as `decode` gives it.
        name: the file's name, for faults.
        faults: takes the faults that the tree can be read in spite of: keys that stand twice, texts cut short.

    Raises:
        Broken: the text is not one YAML mapping that can be read safely.
    """
    _guard(text, name)
    found = list(islice(traps(text), _ENOUGH))
    if any(each.code != "comment" for each in found):
        raise Broken(*(_fault(name, each) for each in found))
    faults += (_fault(name, each) for each in found)
    tree = _tree(text, name, faults)
    if isinstance(tree, list) and (second := second_document(text)):
        _break(name, "several-documents", "a second YAML document in one file", "give each a file", *second)
    if not isinstance(tree, dict):
        what = "nothing but comments" if tree is None else "a list" if isinstance(tree, list) else "a single value"
        _break(name, "not-a-mapping", f"the file holds {what}, not sections", _SECTIONS_HINT, 1, 1)
    if deep := _too_deep(tree):
        _break_deep(name, *positions.of_path(text, deep))
    return tree


def _guard(text: str, name: str) -> None:
    """Refuse what a YAML parser cannot take in reasonable time, memory and stack."""
    # To see that there is no tab, and no long line, takes a fraction of the time of the patterns.
    if "\t" in text and (tabs := list(islice(_TAB_INDENT.finditer(text), 100))):
        found = "a tab in the indentation"
        raise Broken(*(_at(name, "tab", found, "indent with spaces", *spot(text, tab.end() - 1)) for tab in tabs))
    longest = max(map(len, text.split("\n")))
    if longest > _DEEPEST and (deep := _DEEP_INDENT.search(text)):
        _break_deep(name, *spot(text, deep.end() - 1))
    if longest > _DIGITS and (long := _LONG_NUMBER.search(text)):
        _break(name, "long-number", "a row of more than 400 digits", "", *spot(text, long.start()))


def _tree(text: str, name: str, faults: list[Fault]) -> object:
    try:
        return _loaded(text, name, yaml_rs.DuplicateKeyPolicy.Error)
    except yaml_rs.YAMLDecodeError as error:
        if "duplicate mapping key" not in str(error):
            raise Broken(_fault(name, explain(str(error), text))) from None
        faults += _duplicates(text, name, str(error).partition(": ")[2].strip("'"))
    try:
        return _loaded(text, name, yaml_rs.DuplicateKeyPolicy.FirstWins)
    except yaml_rs.YAMLDecodeError as error:
        raise Broken(_fault(name, explain(str(error), text))) from None


def _loaded(text: str, name: str, policy: yaml_rs.DuplicateKeyPolicy) -> object:
    try:
        with collector_paused():
            return yaml_rs.loads(text, parse_datetime=False, alias_limits=_NO_ALIASES, duplicate_key_policy=policy)
    except TypeError:  # yaml-rs makes a Python dict, which takes no dict as a key
        sign = _COMPLEX_KEY.search(text)
        place = spot(text, sign.end() - 1) if sign else (1, 1)
        _break(name, "key-not-text", "a mapping or list as a key", "keys are text", *place)


def _duplicates(text: str, name: str, key: str) -> Iterator[Fault]:
    twice = list(islice(positions.duplicate_keys(text), _ENOUGH))
    for each in twice:
        found = f"the key {shown(each.key)} stands twice, first on line {each.first[0]}"
        yield _at(name, "duplicate-key", found, "keep one of them", *each.spot)
    if not twice:
        yield _at(name, "duplicate-key", f"the key {shown(key)} stands twice", "keep one of them")


def parse_json_line(line: str, name: str, number: int) -> dict[str, Any]:
    """The record on one line of a JSON lines file.

    Raises:
        Broken: the line is too long, is not one JSON object, or has a key twice.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                twice.append(key)
            found.setdefault(key, value)
        return found

    def no_number(spelled: str) -> NoReturn:
        _break(name, "syntax", f"not JSON: {spelled} is no number", "", number, 1)

    twice: list[str] = []
    hint = "write one object a line"
    if len(line) > MAX_LINE:
        _break(name, "line-too-long", f"the line has {len(line):,} characters, more than {MAX_LINE:,}", "", number, 1)
    try:
        record = json.loads(line, object_pairs_hook=once, parse_constant=no_number)
    except json.JSONDecodeError as error:
        _break(name, "syntax", f"not JSON: {error.msg}", hint, number, error.colno)
    except ValueError:
        _break(name, "long-number", "a number with too many digits", "", number, 1)
    except RecursionError:
        _break_deep(name, number, 1)
    if not isinstance(record, dict):
        _break(name, "not-a-mapping", "the line is not a JSON object", hint, number, 1)
    # What closes no more than that many brackets is no deeper: counting them is quick.
    if line.count("}") + line.count("]") > MAX_DEPTH and _too_deep(record):
        _break_deep(name, number, 1)
    if twice:
        spots = {each.key: each.spot[1] for each in reversed([*positions.duplicate_keys(line)])}
        hint = "keep one of them"
        raise Broken(
            *(
                _at(
                    name,
                    "duplicate-key",
                    f"the key `{k[:60]}` stands twice",
                    "keep one of them",
                    number,
                    spots.get(k, 1),
                )
                for k in dict.fromkeys(twice)
            )
        )
    return record


def _too_deep(tree: dict[str, Any]) -> tuple[str | int, ...]:
    """The path to the first value below `MAX_DEPTH`, without recursion."""
    stack: list[tuple[Any, tuple[str | int, ...]]] = [(tree, ())]
    while stack:
        value, path = stack.pop()
        if len(path) > MAX_DEPTH:
            return path
        if isinstance(value, dict):
            stack += [(v, (*path, k)) for k, v in value.items() if isinstance(v, dict | list)]
        else:
            stack += [(v, (*path, i)) for i, v in enumerate(value) if isinstance(v, dict | list)]
    return ()


def _at(name: str, code: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> Fault:
    return Fault(Position(name, line, column), f"facts.{code}", message, hint)


def _fault(name: str, trouble: Trouble) -> Fault:
    if trouble.code == "too-deep":
        return _deep(name, trouble.line, trouble.column)
    return _at(name, trouble.code, trouble.message, trouble.hint, trouble.line, trouble.column)


def _deep(name: str, line: int, column: int) -> Fault:
    return _at(name, "too-deep", f"nested deeper than {MAX_DEPTH} levels", "facts need no more than six", line, column)


def _break(name: str, code: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> NoReturn:
    raise Broken(_at(name, code, message, hint, line, column)) from None


def _break_deep(name: str, line: int, column: int) -> NoReturn:
    raise Broken(_deep(name, line, column)) from None
