"""What the rules gave, read back from the store: each way to a fact, with its premises."""

from __future__ import annotations

from collections.abc import Iterator
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


def derivations(store: ox.Store) -> list[Derivation]:
    """Every derivation in a store, ordered by id."""
    # By predicate: a few scans in place of some ten thousand look-ups.
    rules = dict(_pairs(store, terms.term("rule")))
    sources: dict[str, list[str]] = {iri: [] for iri in rules}
    for iri, source in _pairs(store, terms.node(ns.PROV + "wasDerivedFrom")):
        if iri in rules:
            sources[iri].append(source)
    told = rules.keys() | set(chain.from_iterable(sources.values()))  # a few of all claims
    local = cache(_local)
    parts = [
        {iri: local(value) for iri, value in _pairs(store, terms.term(name)) if iri in told}
        for name in ("subject", "relation", "object")
    ]

    @cache
    def premise(iri: str) -> Premise:
        kind = "derived" if iri in rules else "entry" if iri.startswith(ns.ENTRY) else "claim"
        return Premise(kind, local(iri) if kind == "claim" else "", *stated(iri))

    def stated(iri: str) -> Fact:
        return Fact._make(part.get(iri, "") for part in parts)

    return [
        Derivation(local(iri), local(rule), stated(iri), tuple(sorted(set(map(premise, sources[iri])))))
        for iri, rule in sorted(rules.items())
    ]


def _pairs(store: ox.Store, predicate: ox.NamedNode) -> Iterator[tuple[str, str]]:
    """The IRIs that a predicate joins."""
    for quad in store.quads_for_pattern(None, predicate, None, ox.DefaultGraph()):
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
            yield subject.value, value.value


def _local(iri: str) -> str:
    return next((iri.removeprefix(space) for space in _SPACES if iri.startswith(space)), iri)
