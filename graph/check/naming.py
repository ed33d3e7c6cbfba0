"""Checks of names: every reference has a target of the right class, every key its place, no chain bites its tail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..records import Record
from .context import Finding, Scope

REQUIRED_LABELS = ("en", "zh-Hans")
_REFERENCES = ("reference", "references", "members")
_SOURCES = ("source", "sources")
_CLAIMS = ("claims",)
_LONG_LOOP = 10


def _all(scope: Scope) -> Iterator[Record]:
    yield from scope.facts
    yield from scope.facts.evidence()


def references(scope: Scope) -> None:
    """Every id in a reference key names an entity, a source or a claim, of the class that the ontology asks for."""
    for record in _all(scope):
        keys = scope.vocabulary.keys[record.kind]
        for keyword, value in record.values.items():
            key = keys.get(keyword)
            if key is None or key.value_kind not in (*_REFERENCES, *_SOURCES, *_CLAIMS):
                continue
            for index, name in enumerate(value if isinstance(value, tuple) else (value,)):
                at = (keyword, index) if isinstance(value, tuple) else (keyword,)
                if key.value_kind in _SOURCES:
                    _source(scope, record, name, at)
                elif key.value_kind in _CLAIMS:
                    _claim(scope, record, name, at)
                else:
                    scope.entity(record, name, key.range, at, f"`{keyword}`")
    for file, name in scope.reading.defaults.items():
        scope.count("source references")
        if message := _unknown_source(scope, name):
            scope.findings.append(Finding(file, ("source",), "unknown-source", *message))


def _source(scope: Scope, record: Record, name: str, at: tuple[str | int, ...]) -> None:
    scope.count("source references")
    # Of the file's default it is said once, where the file names it.
    if scope.reading.defaults.get(record.file) != name and (message := _unknown_source(scope, name)):
        scope.wrong(record, "unknown-source", *message, at)


def _claim(scope: Scope, record: Record, name: str, at: tuple[str | int, ...]) -> None:
    scope.count("claim references")
    if name == record.id:
        scope.wrong(record, "self-reference", f"the claim `{name}` names itself", "name the other claim", at)
    elif name not in scope.facts.claims and not scope.may_be_unread(name):
        hint = scope.near(name, scope.facts.claims) or "a claim's id is `subject.relation.object`, or its `id:`"
        scope.wrong(record, "unknown-claim", f"there is no claim `{name}`", hint, at)


def _unknown_source(scope: Scope, name: str) -> tuple[str, str] | None:
    """Message and hint, if a source is not known."""
    if name in scope.facts.sources or scope.may_be_unread(name):
        return None
    hint = scope.near(name, scope.facts.sources) or "define it under `sources:`"
    hint = "it is an entity; name a source" if name in scope.facts.entities else hint
    return f"there is no source `{name}`", hint


def labels(scope: Scope) -> None:
    """Every entity has a label in English and in Simplified Chinese; every gist is in one of the two."""
    for entity in scope.facts.entities.values():
        scope.count("labels")
        given = entity.get("label")
        missing = [tag for tag in REQUIRED_LABELS if given and tag not in given]
        if missing and not scope.is_flawed(entity, "label"):
            tags = " and ".join(f"`{tag}`" for tag in missing)
            scope.wrong(
                entity, "missing-label", f"the label lacks {tags}", "both en and zh-Hans are needed", ("label",)
            )
    for evidence in scope.facts.evidence():
        scope.count("gists")
        gist = evidence.get("gist")
        if gist and not any(tag in gist for tag in REQUIRED_LABELS) and not scope.is_flawed(evidence, "gist"):
            message = "the gist is neither in `en` nor in `zh-Hans`"
            scope.wrong(evidence, "missing-gist", message, "add one of them", ("gist",))


def key_places(scope: Scope) -> None:
    """A key that belongs to some classes only stands on entities of those."""
    for entity in scope.facts.entities.values():
        type_ = scope.type_of(entity.id)
        for keyword in entity.values:
            scope.count("keys")
            key = scope.vocabulary.keys[entity.kind][keyword]
            if key.types and type_ and not scope.vocabulary.is_a(type_, key.types):
                message = f"`{keyword}` is a key of {' and '.join(key.types)}, and this is a {type_}"
                scope.wrong(entity, "key-of-other-class", message, "leave it out, or mend `type`", (keyword,))


def cycles(scope: Scope) -> None:
    """No entity is in itself or broader than itself, no source is derived from itself, by any number of steps."""
    _acyclic(scope, scope.facts.entities, "in")
    _acyclic(scope, scope.facts.entities, "broader")
    _acyclic(scope, scope.facts.sources, "derived_from")


def _acyclic(scope: Scope, records: Mapping[str, Record], keyword: str) -> None:
    scope.count("chains", len(records))
    for loop in _loops({name: _above(record, keyword) for name, record in records.items()}):
        inner = loop if len(loop) <= _LONG_LOOP else [*loop[: _LONG_LOOP - 1], f"… ({len(loop)} in all)"]
        chain = " → ".join([*inner, loop[0]])
        first = records[loop[0]]
        scope.wrong(first, "cycle", f"`{keyword}` goes round in a circle: {chain}", "mend one of them", (keyword,))


def _above(record: Record, keyword: str) -> tuple[str, ...]:
    value = record.get(keyword)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _loops(above: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Circles in a graph, at least one of each knot; each begins with its least name. Without recursion."""
    done: set[str] = set()
    for start in above:
        trail: list[str] = []  # the way from `start` to where we are
        places: dict[str, int] = {}  # of each name on the trail
        stack = [iter((start,))]
        while stack:
            name = next(stack[-1], None)
            if name is None:
                stack.pop()
                if trail:
                    done.add(trail[-1])
                    del places[trail.pop()]
            elif name in places:
                loop = trail[places[name] :]
                least = loop.index(min(loop))
                yield loop[least:] + loop[:least]
            elif name not in done and name in above:
                places[name] = len(trail)
                trail.append(name)
                stack.append(iter(above[name]))
