"""Text of one fact file to a plain tree, and the faults of its syntax.

Values come from yaml-rs: YAML 1.2, several times faster than PyYAML's C loader (tests/benchmarks/yaml_loaders.py),
refuses duplicate keys and alias bombs, keeps `NO` and `12:30` as text. Positions come from PyYAML's events, see
`positions`.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml_rs

from ..errors import Fault, Position
from . import positions

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 64

# C0 and C1 controls other than tab, line feed and carriage return; also the two non-characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_YAML_ERROR = re.compile(r"at line (\d+), column (\d+)")
_NO_ALIASES = yaml_rs.AliasLimits(0, 0)


class Broken(Exception):
    """The file cannot become a tree."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@contextmanager
def collector_paused() -> Iterator[None]:
    """Run without Python's cycle collector: parsing allocates much and makes no cycles (1.2 to 3 times faster)."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def decode(path: Path, name: str) -> str:
    """The text of a file.

    Raises:
        Broken: too large, not UTF-8, empty, or with control characters.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise _broken(name, "file-too-large", f"the file has {size:,} bytes, more than {MAX_BYTES:,}", "split it")
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        found = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise _broken(name, "not-utf8", found, "save the file as UTF-8", line, column) from None
    if control := _CONTROL.search(text):
        line, column = spot(text, control.start())
        raise _broken(
            name, "control-character", f"control character U+{ord(control[0]):04X}", "delete it", line, column
        )
    if not text.strip():
        raise _broken(
            name, "empty-file", "the file is empty", "give it a section: sources, entities, claims, questions"
        )
    return text


def spot(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset in a text."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def parse_yaml(text: str, name: str) -> dict[str, Any]:
    """The tree of a YAML fact file.

    Raises:
        Broken: the text is not one YAML mapping that can be read safely.
    """
    if tab := _TAB_INDENT.search(text):
        line, column = spot(text, tab.end() - 1)
        raise _broken(name, "tab", "a tab in the indentation", "indent with spaces", line, column)
    try:
        with collector_paused():
            tree = yaml_rs.loads(text, parse_datetime=False, alias_limits=_NO_ALIASES)
    except yaml_rs.YAMLDecodeError as error:
        raise Broken(_syntax_fault(str(error), text, name)) from None
    if isinstance(tree, list):
        several = re.search(r"^---", text[3:], re.MULTILINE)
        line = spot(text, several.start() + 3)[0] if several else 1
        if several:
            raise _broken(name, "several-documents", "several YAML documents in one file", "one a file", line, 1)
    if not isinstance(tree, dict):
        found = "nothing but comments" if tree is None else f"a {'list' if isinstance(tree, list) else 'single value'}"
        hint = "write sections: sources, entities, claims, questions"
        raise _broken(name, "not-a-mapping", f"the file holds {found}, not sections", hint, 1, 1)
    if deep := _too_deep(tree):
        line, column = positions.of_path(text, deep[: MAX_DEPTH // 2])
        message = f"nested deeper than {MAX_DEPTH} levels"
        raise _broken(name, "too-deep", message, "facts need no more than six", line, column)
    return tree


def parse_json_line(line: str, name: str, number: int) -> dict[str, Any]:
    """The record on one line of a JSON lines file.

    Raises:
        Broken: the line is not one JSON object, or has a key twice.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise _broken(name, "duplicate-key", f"the key `{key}` stands twice", "keep one", number, 1)
            found[key] = value
        return found

    try:
        record = json.loads(line, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise _broken(name, "syntax", f"not JSON: {error.msg}", "one object a line", number, error.colno) from None
    except RecursionError:
        raise _broken(name, "too-deep", f"nested deeper than {MAX_DEPTH} levels", "", number, 1) from None
    if not isinstance(record, dict):
        raise _broken(name, "not-a-mapping", "the line is not an object", "one object a line", number, 1)
    if _too_deep(record):
        raise _broken(name, "too-deep", f"nested deeper than {MAX_DEPTH} levels", "", number, 1)
    return record


def _syntax_fault(message: str, text: str, name: str) -> Fault:
    first = message.splitlines()[0]
    if "duplicate mapping key" in first:
        key = first.partition(": ")[2].strip("'\"")
        if twice := positions.duplicate_key(text):
            key, (line, column), (before, _) = twice
            found = f"the key `{key}` stands twice, first on line {before}"
            return _fault(name, "duplicate-key", found, "keep one of them", line, column)
        return _fault(name, "duplicate-key", f"the key `{key}` stands twice", "keep one of them")
    if "alias" in first.lower() or "replay" in first.lower():
        line, column = positions.first_alias(text) or (0, 0)
        return _fault(name, "alias", "a YAML alias", "write the value out; `&` and `*` are not read", line, column)
    reason = message.splitlines()[-1].strip()
    if where := _YAML_ERROR.search(message):
        return _fault(name, "syntax", f"not YAML: {reason}", "", int(where[1]), int(where[2]))
    return _fault(name, "syntax", f"not YAML: {reason}")


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


def _fault(name: str, code: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> Fault:
    return Fault(Position(name, line, column), f"facts.{code}", message, hint)


def _broken(name: str, code: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> Broken:
    return Broken(_fault(name, code, message, hint, line, column))
