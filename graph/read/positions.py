"""Where in a YAML text each value stands, from PyYAML's event stream.

The events are read one by one (libyaml keeps its own stack), so deep nesting cannot overflow ours. This pass runs for
files with a fault and for the release's table of source lines, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import yaml

from ..records import Path

Spot = tuple[int, int]
"""Line and column, from 1."""


@dataclass
class _Level:
    """A mapping or sequence that is open: its path and what comes next in it."""

    path: Path
    is_mapping: bool
    key: str | None = None
    index: int = 0
    seen: dict[str, Spot] = field(default_factory=dict)


def _spot(event: yaml.Event) -> Spot:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _events(text: str) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    yield from yaml.parse(text, Loader=loader)


def walk(
    text: str, wanted: Callable[[Path], bool], on_duplicate: Callable[[str, Spot, Spot], None] | None = None
) -> dict[Path, Spot]:
    """The spot of every wanted path: of a mapping's value, the spot of its key; of a list item, of the item.

    Raises:
        yaml.YAMLError: PyYAML, which knows YAML 1.1, cannot read the text.
    """
    found: dict[Path, Spot] = {}
    stack: list[_Level] = []
    for event in _events(text):
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
            _advance(stack)
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        spot = _spot(event)
        level = stack[-1] if stack else None
        if level and level.is_mapping and level.key is None and isinstance(event, yaml.ScalarEvent):
            level.key = event.value
            if on_duplicate and event.value in level.seen:
                on_duplicate(event.value, spot, level.seen[event.value])
            level.seen.setdefault(event.value, spot)
            path = (*level.path, event.value)
            if wanted(path):
                found.setdefault(path, spot)
            continue
        path = () if level is None else (*level.path, level.key if level.is_mapping else level.index)  # type: ignore[arg-type]
        if level and not level.is_mapping and wanted(path):
            found.setdefault(path, spot)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            stack.append(_Level(path, isinstance(event, yaml.MappingStartEvent)))
        else:
            _advance(stack)
    return found


def _advance(stack: list[_Level]) -> None:
    """A value has ended: the level around it waits for its next key or item."""
    if stack:
        stack[-1].key = None
        stack[-1].index += 1


def of_path(text: str, path: Path) -> Spot:
    """The spot of one path, or of the nearest path around it; (0, 0) where PyYAML cannot tell."""
    return of_paths(text, [path])[path]


def of_paths(text: str, paths: list[Path]) -> dict[Path, Spot]:
    """As `of_path`, for many paths in one pass."""
    prefixes = {tuple(map(str, p[:n])) for p in paths for n in range(1, len(p) + 1)}
    try:
        found = walk(text, lambda p: tuple(map(str, p)) in prefixes)
    except yaml.YAMLError:
        return dict.fromkeys(paths, (0, 0))
    # Keys are compared as text: yaml-rs reads `1:` as a number, events give its spelling.
    known = {tuple(map(str, p)): spot for p, spot in found.items()}
    result: dict[Path, Spot] = {}
    for path in paths:
        texts = tuple(map(str, path))
        around = (texts[:n] for n in range(len(texts), 0, -1))
        result[path] = next((known[each] for each in around if each in known), (1, 1))
    return result


def duplicate_key(text: str) -> tuple[str, Spot, Spot] | None:
    """The first key that stands twice in one mapping: the key, its second spot, its first spot."""
    twice: list[tuple[str, Spot, Spot]] = []
    with suppress(yaml.YAMLError):
        walk(text, lambda _: False, lambda key, spot, first: twice.append((key, spot, first)))
    return twice[0] if twice else None


def first_alias(text: str) -> Spot | None:
    """The spot of the first alias."""
    with suppress(yaml.YAMLError):
        for event in _events(text):
            if isinstance(event, yaml.AliasEvent):
                return _spot(event)
    return None
