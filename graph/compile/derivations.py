"""What the rules gave, read back from the store: each way to a fact, with its premises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import chain
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


def derivations(store: ox.Store, nodes: Collection[ox.NamedNode] | None = None) -> list[Derivation]:
    """Derivations in a store, ordered by id: all, or those of some nodes that are there."""
    # All by predicate: a few scans in place of some ten thousand look-ups.
    rules = dict(_pairs(store, terms.term("rule"), nodes))
    sources: dict[str, list[str]] = {iri: [] for iri in rules}
    for iri, source in _pairs(store, terms.node(ns.PROV + "wasDerivedFrom"), nodes):
        if iri in rules:
            sources[iri].append(source)
    told = rules.keys() | set(chain.from_iterable(sources.values()))  # a few of all claims
    those = None if nodes is None else [ox.NamedNode(iri) for iri in told]
    local = cache(local_name)
    parts = [
        {iri: local(value) for iri, value in _pairs(store, terms.term(name), those) if iri in told}
        for name in ("subject", "relation", "object")
    ]
    derived = set(rules) if nodes is None else {iri for iri, _ in _pairs(store, terms.term("rule"), those)}

    @cache
    def premise(iri: str) -> Premise:
        kind = "derived" if iri in derived else "entry" if iri.startswith(ns.ENTRY) else "claim"
        return Premise(kind, local(iri) if kind == "claim" else "", *stated(iri))

    def stated(iri: str) -> Fact:
        return Fact._make(part.get(iri, "") for part in parts)

    return [
        Derivation(local(iri), local(rule), stated(iri), tuple(sorted(set(map(premise, sources[iri])))))
        for iri, rule in sorted(rules.items())
    ]


def _pairs(
    store: ox.Store, predicate: ox.NamedNode, subjects: Iterable[ox.NamedNode] | None
) -> Iterator[tuple[str, str]]:
    """The IRIs that a predicate joins, for all subjects or some."""
    for each in [None] if subjects is None else subjects:
        for quad in store.quads_for_pattern(each, predicate, None, ox.DefaultGraph()):
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
                yield subject.value, value.value


def local_name(iri: str) -> str:
    """The id or the local name that an IRI ends in."""
    return next((iri.removeprefix(space) for space in _SPACES if iri.startswith(space)), iri)
