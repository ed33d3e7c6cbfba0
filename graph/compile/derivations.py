"""What the rules gave, read back from the store: each way to a fact, with its premises."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from .. import namespaces as ns
from . import terms
from .premises import Fact, Premise

_SPACES = (ns.ENTITY, ns.CLAIM, ns.ONTOLOGY, ns.SKOS, ns.RDF, ns.RULE)


class Derivation(NamedTuple):
    """One way in which a rule gave a fact. It needs all its premises; of several that state the same one is enough."""

    id: str
    rule: str
    fact: Fact
    premises: tuple[Premise, ...]


def derivations(store: ox.Store) -> list[Derivation]:
    """Every derivation in a store, ordered by id."""
    # By predicate: a few scans in place of some ten thousand look-ups.
    subjects, relations, objects, rules = (
        _values(store, terms.term(n)) for n in ("subject", "relation", "object", "rule")
    )
    sources = _values(store, terms.node(ns.PROV + "wasDerivedFrom"))

    def stated(iri: str) -> Fact:
        return Fact._make(_local(values.get(iri, ("",))[0]) for values in (subjects, relations, objects))

    def premise(iri: str) -> Premise:
        kind = "derived" if iri in rules else "entry" if iri.startswith(ns.ENTRY) else "claim"
        return Premise(kind, _local(iri) if kind == "claim" else "", *stated(iri))

    return [
        Derivation(_local(iri), _local(named[0]), stated(iri), tuple(sorted(set(map(premise, sources.get(iri, ()))))))
        for iri, named in sorted(rules.items())
    ]


def _values(store: ox.Store, predicate: ox.NamedNode) -> dict[str, list[str]]:
    """The IRIs that a predicate gives each subject."""
    found: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(None, predicate, None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found.setdefault(quad.subject.value, []).append(quad.object.value)
    return found


def _local(iri: str) -> str:
    return next((iri.removeprefix(space) for space in _SPACES if iri.startswith(space)), iri)
