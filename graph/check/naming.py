"""Checks of names: every reference has a target of the right class, every key its place, no chain bites its tail."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..names import did_you_mean
from ..records import Record
from .context import Scope

REQUIRED_LABELS = ("en", "zh-Hans")
_REFERENCES = ("reference", "references", "members")
_SOURCES = ("source", "sources")


def _all(scope: Scope) -> Iterator[Record]:
    yield from scope.facts
    yield from scope.facts.evidence()


def references(scope: Scope) -> None:
    """Every id in a reference key names an entity, or a source, of the class that the ontology asks for."""
    for record in _all(scope):
        keys = scope.vocabulary.keys[record.kind]
        for keyword, value in record.values.items():
            key = keys.get(keyword)
            if key is None or key.value_kind not in (*_REFERENCES, *_SOURCES):
                continue
            for name in value if isinstance(value, tuple) else (value,):
                if key.value_kind in _SOURCES:
                    _source(scope, record, name, keyword)
                else:
                    scope.entity(record, name, key.range, (keyword,), f"`{keyword}`")


def _source(scope: Scope, record: Record, name: str, keyword: str) -> None:
    scope.count("source references")
    if name not in scope.facts.sources:
        hint = did_you_mean(name, scope.facts.sources) or "define it under `sources:`"
        scope.wrong(record, "unknown-source", f"there is no source `{name}`", hint, (keyword,))


def labels(scope: Scope) -> None:
    """Every entity has a label in English and in Simplified Chinese; every gist is in one of the two."""
    for entity in scope.facts.entities.values():
        scope.count("labels")
        given = entity.get("label")
        missing = [tag for tag in REQUIRED_LABELS if given and tag not in given]
        if missing:
            message = f"the label of `{entity.id}` lacks {' and '.join(missing)}"
            scope.wrong(entity, "missing-label", message, "add it to `label`", ("label",))
    for evidence in scope.facts.evidence():
        scope.count("gists")
        if evidence.get("gist") and not any(tag in evidence["gist"] for tag in REQUIRED_LABELS):
            scope.wrong(
                evidence,
                "missing-gist",
                "the gist is neither in en nor in zh-Hans",
                "add one of them",
                ("gist",),
            )


def key_places(scope: Scope) -> None:
    """A key that belongs to some classes only stands on entities of those."""
    for entity in scope.facts.entities.values():
        type_ = scope.types.get(entity.id)
        for keyword in entity.values:
            scope.count("keys")
            key = scope.vocabulary.keys[entity.kind][keyword]
            if key.types and type_ and not scope.vocabulary.is_a(type_, key.types):
                message = f"`{keyword}` belongs to {', '.join(key.types)}, but `{entity.id}` is a {type_}"
                scope.wrong(entity, "key-of-other-class", message, "", (keyword,))


def cycles(scope: Scope) -> None:
    """No entity is in itself or broader than itself, no source is derived from itself, by any number of steps."""
    _acyclic(scope, scope.facts.entities, "in")
    _acyclic(scope, scope.facts.entities, "broader")
    _acyclic(scope, scope.facts.sources, "derived_from")


def _acyclic(scope: Scope, records: dict[str, Record], keyword: str) -> None:
    def above(name: str) -> tuple[str, ...]:
        value = records[name].get(keyword) if name in records else None
        return value if isinstance(value, tuple) else (value,) if value else ()

    done: set[str] = set()
    for start in records:
        scope.count("chains")
        if (loop := _loop(start, above, done)) and start == min(loop):
            chain = " → ".join([*loop, loop[0]])
            scope.wrong(records[start], "cycle", f"`{keyword}` goes round in a circle: {chain}", "", (keyword,))


def _loop(start: str, above: Callable[[str], tuple[str, ...]], done: set[str]) -> list[str]:
    """The cycle through `start`, if there is one; what leads nowhere is remembered in `done`."""
    trail: list[str] = []
    stack = [(start, iter(above(start)))]
    trail.append(start)
    seen = {start}
    while stack:
        following = next(stack[-1][1], None)
        if following is None:
            stack.pop()
            done.add(trail.pop())
        elif following == start:
            return trail
        elif following not in seen and following not in done:
            seen.add(following)
            trail.append(following)
            stack.append((following, iter(above(following))))
    return []
