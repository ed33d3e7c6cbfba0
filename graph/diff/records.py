"""Records that were added, removed or changed between two releases, key by key, by what the graphs hold.

The graph keeps values and not spellings, so writing a fact file otherwise, or in another order, changes nothing here.
The order of evidence does not count either; that of a framework's members does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .. import namespaces as ns
from ..ask.look import Look, id_of
from ..records import CLAIM, ENTITY, EVIDENCE, QUESTION, SOURCE
from ..vocabulary import canonical_tag

KINDS = {CLAIM: "claims", ENTITY: "entities", SOURCE: "sources", QUESTION: "questions"}
"""The kinds of record that are compared, and what many of them are called."""

_SPACES = {CLAIM: ns.CLAIM, ENTITY: ns.ENTITY, SOURCE: ns.SOURCE, QUESTION: ns.QUESTION}
_MARKS = {
    CLAIM: "a agglo:Claim",
    ENTITY: "agglo:type ?type",
    SOURCE: "a agglo:Source",
    QUESTION: "a agglo:Question",
}
_BESIDE = {
    CLAIM: {name: name for name in ("subject", "relation", "object", "status", "polarity", "confidence")},
    ENTITY: {"type": "type"},
    EVIDENCE: {"direction": "direction"},
    SOURCE: {"copy_sha256": "copy", "copy_lines": "copy"},
}
"""What a graph says of a record beside its keys and is compared too, by term; a claim's confidence is computed."""

_MEMBER, _POINT = ns.RDF + "_", {ns.WGS84 + "lat": "point", ns.WGS84 + "long": "point"}

_KEYS = """SELECT ?of ?key ?to WHERE {
  ?term a agglo:Key ; agglo:record ?of ; agglo:keyword ?key ; agglo:compilesTo ?to }"""
_PIECES = "SELECT ?claim ?piece ?key ?value WHERE { ?claim agglo:evidence ?piece . ?piece ?key ?value }"

Values = tuple[str, ...]
Keyed = Mapping[str, Values]
"""The values of a record by key, sorted."""


@dataclass(frozen=True)
class Change:
    """What a key had and what it has."""

    key: str
    old: Values
    new: Values


@dataclass(frozen=True)
class Changed:
    """One record that is in both releases and is not the same."""

    id: str
    keys: tuple[Change, ...]


@dataclass(frozen=True)
class Changes:
    """What happened to the records of one kind; ids in order."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def ids(self) -> frozenset[str]:
        """Every record that was touched."""
        return frozenset((*self.added, *self.removed, *(each.id for each in self.changed)))


def record_changes(old: Look, new: Look) -> dict[str, Changes]:
    """The changes of every kind of record, by kind."""
    return {kind: _changes(dict(keyed(old, kind)), dict(keyed(new, kind))) for kind in KINDS}


def _changes(old: Mapping[str, Keyed], new: Mapping[str, Keyed]) -> Changes:
    both = sorted(old.keys() & new.keys())
    changed = (Changed(id_, tuple(_differences(old[id_], new[id_]))) for id_ in both if old[id_] != new[id_])
    return Changes(tuple(sorted(new.keys() - old.keys())), tuple(sorted(old.keys() - new.keys())), tuple(changed))


def _differences(old: Keyed, new: Keyed) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        was, now = Counter(old.get(key, ())), Counter(new.get(key, ()))
        if was != now:
            yield Change(key, tuple(sorted((was - now).elements())), tuple(sorted((now - was).elements())))


def keyed(look: Look, kind: str) -> Iterator[tuple[str, Keyed]]:
    """Every record of a kind with its values by key; a claim's evidence is one key, each piece one value."""
    names, space = _names(look, kind) | _POINT, _SPACES[kind]
    # Superclasses and roles follow from the class; the members are numbered, for their order counts.
    for predicate in (ns.RDF + "type", ns.ONTOLOGY + "members"):
        names.pop(predicate, None)
    found: dict[str, dict[str, list[str]]] = {}
    query = f"SELECT ?record ?key ?value WHERE {{ ?record {_MARKS[kind]} ; ?key ?value }}"
    for row in look.rows(query):
        record, predicate, value = row["record"].value, row["key"].value, _shown(row["value"])
        if predicate.startswith(_MEMBER):
            key, value = "members", f"{predicate.removeprefix(_MEMBER)}. {value}"
        else:
            key = names.get(predicate, "")
        if key and record.startswith(space):
            found.setdefault(record.removeprefix(space), {}).setdefault(key, []).append(value)
    if kind == CLAIM:
        for id_, pieces in _evidence(look).items():
            found[id_]["evidence"] = pieces
    for id_, values in found.items():
        yield id_, {key: tuple(sorted(each)) for key, each in values.items()}


def _names(look: Look, kind: str) -> dict[str, str]:
    """The key that each predicate stands for; what follows from one (bounds of dates, superclasses) stands for none."""
    rows = look.rows(_KEYS)
    names = {row["to"].value: row["key"].value for row in rows if id_of(row["of"]) == kind}
    return {**names, **{ns.ONTOLOGY + name: key for name, key in _BESIDE.get(kind, {}).items()}}


def _evidence(look: Look) -> dict[str, list[str]]:
    """For each claim its pieces of evidence, each as one text."""
    names = _names(look, EVIDENCE)
    pieces: dict[tuple[str, str], list[str]] = {}
    for row in look.rows(_PIECES):
        if key := names.get(row["key"].value):
            place = id_of(row["claim"]), row["piece"].value
            pieces.setdefault(place, []).append(f"{key}: {_shown(row['value'])}")
    found: dict[str, list[str]] = {}
    for (claim, _), said in sorted(pieces.items()):
        found.setdefault(claim, []).append("; ".join(sorted(said, key=_source_first)))
    return found


def _source_first(said: str) -> tuple[bool, str]:
    return not said.startswith("source: "), said


def _shown(term: Any) -> str:  # noqa: ANN401 - a term of the store
    tag = getattr(term, "language", None)
    if tag:
        return f"{term.value} ({canonical_tag(tag)})"
    # A value of a key that takes one of a list is below its key: `status/accepted`.
    return id_of(term).rpartition("/")[2] if term.value.startswith(ns.ONTOLOGY) else id_of(term)
