"""Where in a YAML text each value stands, from PyYAML's event stream.

The events are read one by one (libyaml keeps its own stack), so deep nesting cannot overflow ours. This pass runs for
files with a fault and for the release's table of source lines, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from ..records import Path

Spot = tuple[int, int]
"""Line and column, from 1."""

# libyaml's time for each word grows with the number of brackets around it.
_DEEPEST = 500
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class _Level:
    """A mapping or sequence that is open: its path and what comes next in it."""

    path: Path
    is_mapping: bool
    is_key: bool = False
    key: str | None = None
    index: int = 0
    seen: dict[str, Spot] = field(default_factory=dict)

    def next_path(self) -> Path:
        """The path of the value that comes next."""
        return (*self.path, (self.key or "") if self.is_mapping else self.index)

    def advance(self, after_key: bool = False) -> None:
        """A value has ended, or a key that is no plain text: wait for what comes next."""
        self.key = "?" if after_key else None
        self.index += 1


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A key that stands twice in one mapping."""

    key: str
    spot: Spot
    first: Spot


class Mark(Protocol):
    """PyYAML's place in a text, by libyaml or in Python; lines and columns from 0."""

    line: int
    column: int


def spot_of(mark: Mark | None) -> Spot:
    """PyYAML's mark as a spot."""
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def events(text: str) -> Iterator[yaml.Event]:
    """The events of a text.

    Raises:
        yaml.YAMLError: PyYAML, which knows YAML 1.1, cannot read the text, or it is nested too deeply; what stands
            before the error was yielded.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise yaml.YAMLError("nested too deeply")
        yield event


def walk(
    text: str, wanted: Callable[[Path], bool], twice: Callable[[Duplicate], None] | None = None
) -> dict[Path, Spot]:
    """The spot of every wanted path: of a mapping's value, the spot of its key; of a list item, of the item.

    Raises:
        yaml.YAMLError: PyYAML, which knows YAML 1.1, cannot read the text.
    """
    found: dict[Path, Spot] = {}
    for path, spot in _steps(text, twice):
        if wanted(path):
            found.setdefault(path, spot)
    return found


def _steps(text: str, twice: Callable[[Duplicate], None] | None = None) -> Iterator[tuple[Path, Spot]]:
    """Every path with its spot, in the order of the text; keys as they are spelled."""
    stack: list[_Level] = []
    for event in events(text):
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            ended = stack.pop()
            if stack:
                stack[-1].advance(ended.is_key)
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        level = stack[-1] if stack else None
        spot = spot_of(event.start_mark)
        at_key = level is not None and level.is_mapping and level.key is None
        if level and at_key and isinstance(event, yaml.ScalarEvent):
            level.key = event.value
            if twice and event.value in level.seen:
                twice(Duplicate(event.value, spot, level.seen[event.value]))
            level.seen.setdefault(event.value, spot)
            yield level.next_path(), spot
            continue
        path = level.next_path() if level else ()
        if level and not level.is_mapping:
            yield path, spot
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            stack.append(_Level(path, isinstance(event, yaml.MappingStartEvent), at_key))
        elif level:
            level.advance(at_key)


def of_path(text: str, path: Path) -> Spot:
    """The spot of one path, or of the nearest path around it; (0, 0) where PyYAML cannot tell."""
    return of_paths(text, [path])[path]


def of_paths(text: str, paths: list[Path]) -> dict[Path, Spot]:
    """As `of_path`, for many paths in one pass, which ends with the last of them."""
    # Keys are compared as text: yaml-rs reads `1:` as a number, events give its spelling.
    missing = {tuple(map(str, p[:n])) for p in paths for n in range(1, len(p) + 1)}
    known: dict[tuple[str, ...], Spot] = {}
    top = (1, 1)
    try:
        for path, spot in _steps(text) if missing else ():
            texts = tuple(map(str, path))
            if texts in missing:
                missing.discard(texts)
                known[texts] = spot
                if not missing:
                    break
    except yaml.YAMLError:
        top = (0, 0)
    result: dict[Path, Spot] = {}
    for path in paths:
        texts = tuple(map(str, path))
        around = (texts[:n] for n in range(len(texts), 0, -1))
        result[path] = next((known[each] for each in around if each in known), top)
    return result


def duplicate_keys(text: str) -> Iterator[Duplicate]:
    """The keys that stand twice in one mapping, as far as PyYAML can read."""
    twice: list[Duplicate] = []
    with suppress(yaml.YAMLError):
        for _ in _steps(text, twice.append):
            yield from twice
            twice.clear()
