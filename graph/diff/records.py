"""Records that were added, removed or changed between two releases, key by key, by what the graphs hold.

The graph keeps values and not spellings, so writing a fact file otherwise, or in another order, changes nothing here.
The order of evidence does not count either; that of a framework's members does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .. import namespaces as ns
from ..ask.look import Look, id_of
from ..records import CLAIM, ENTITY, EVIDENCE, QUESTION, SOURCE
from ..store.apart import subjects_apart
from ..store.workings import Unknown
from ..vocabulary import canonical_tag

KINDS = {CLAIM: "claims", ENTITY: "entities", SOURCE: "sources", QUESTION: "questions"}
"""The kinds of record that are compared, and what many of them are called."""

_SPACES = {CLAIM: ns.CLAIM, ENTITY: ns.ENTITY, SOURCE: ns.SOURCE, QUESTION: ns.QUESTION}
_MARKS = {
    CLAIM: (ns.RDF + "type", ns.ONTOLOGY + "Claim"),
    ENTITY: (ns.ONTOLOGY + "type", ""),
    SOURCE: (ns.RDF + "type", ns.ONTOLOGY + "Source"),
    QUESTION: (ns.RDF + "type", ns.ONTOLOGY + "Question"),
}
"""What a subject is said to be if it is a record of a kind: a predicate, and its object unless that can be any."""

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
_EVIDENCE = ns.ONTOLOGY + "evidence"

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
    touched = _touched(old, new)
    return {kind: _changes(*(dict(keyed(look, kind, touched)) for look in (old, new))) for kind in KINDS}


def _touched(old: Look, new: Look) -> set[str] | None:
    """The subjects of which the graphs differ; None if that is not known, or means nothing: keys became others."""
    if any(_names(old, kind) != _names(new, kind) for kind in (*KINDS, EVIDENCE)):
        return None
    try:
        found = subjects_apart(old.release, new.release)
    except Unknown:
        return None
    # A piece of evidence belongs to its claim.
    return found | {each.rpartition("/evidence/")[0] for each in found if each.startswith(ns.CLAIM)}


def _changes(old: Mapping[str, Keyed], new: Mapping[str, Keyed]) -> Changes:
    both = sorted(old.keys() & new.keys())
    changed = (Changed(id_, tuple(_differences(old[id_], new[id_]))) for id_ in both if old[id_] != new[id_])
    return Changes(tuple(sorted(new.keys() - old.keys())), tuple(sorted(old.keys() - new.keys())), tuple(changed))


def _differences(old: Keyed, new: Keyed) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        was, now = Counter(old.get(key, ())), Counter(new.get(key, ()))
        if was != now:
            yield Change(key, tuple(sorted((was - now).elements())), tuple(sorted((now - was).elements())))


def keyed(look: Look, kind: str, among: Collection[str] | None = None) -> Iterator[tuple[str, Keyed]]:
    """The records of a kind with their values by key; a claim's evidence is one key, each piece one value.

    Args:
        look: into the release.
        kind: the kind.
        among: IRIs; only records that are among them. None for all.
    """
    names, space, (mark, of) = _names(look, kind) | _POINT, _SPACES[kind], _MARKS[kind]
    # Superclasses and roles follow from the class; the members are numbered, for their order counts.
    for predicate in (ns.RDF + "type", ns.ONTOLOGY + "members"):
        names.pop(predicate, None)
    pieces = _names(look, EVIDENCE)
    for iri in {each for each, _ in look.every(mark, of)} if among is None else among:
        if not iri.startswith(space):
            continue
        about = look.about(iri)
        if not any(not of or each.value == of for each in about.get(mark, ())):
            continue
        found: dict[str, list[str]] = {}
        for predicate, values in about.items():
            if predicate.startswith(_MEMBER):
                number = predicate.removeprefix(_MEMBER)
                found.setdefault("members", []).extend(f"{number}. {_shown(each)}" for each in values)
            elif key := names.get(predicate):
                found.setdefault(key, []).extend(map(_shown, values))
        if kind == CLAIM:
            found["evidence"] = [_piece(look, each.value, pieces) for each in about.get(_EVIDENCE, ())]
        yield iri.removeprefix(space), {key: tuple(sorted(each)) for key, each in found.items()}


def _names(look: Look, kind: str) -> dict[str, str]:
    """The key that each predicate stands for; what follows from one (bounds of dates, superclasses) stands for none."""
    rows: list[Any] = look.once("keys", "", lambda _: list(look.rows(_KEYS)))
    names = {row["to"].value: row["key"].value for row in rows if id_of(row["of"]) == kind}
    return {**names, **{ns.ONTOLOGY + name: key for name, key in _BESIDE.get(kind, {}).items()}}


def _piece(look: Look, iri: str, names: Mapping[str, str]) -> str:
    """A piece of evidence as one text."""
    about = look.about(iri)
    said = [f"{names[each]}: {_shown(value)}" for each, values in about.items() if each in names for value in values]
    return "; ".join(sorted(said, key=_source_first))


def _source_first(said: str) -> tuple[bool, str]:
    return not said.startswith("source: "), said


def _shown(term: Any) -> str:  # noqa: ANN401 - a term of the store
    tag = getattr(term, "language", None)
    if tag:
        return f"{term.value} ({canonical_tag(tag)})"
    # A value of a key that takes one of a list is below its key: `status/accepted`.
    return id_of(term).rpartition("/")[2] if term.value.startswith(ns.ONTOLOGY) else id_of(term)
