"""The dataset's description of itself: DCAT and VoID, without blank nodes or times, so that a build is repeatable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from .. import namespaces as ns
from ..records import Facts
from ..vocabulary import Vocabulary
from . import terms

DATASET = ns.BASE + "dataset"


class Figures(NamedTuple):
    """What the description says of the records.

    Attributes:
        entities: how many.
        sources: how many.
        relations: claims by relation.
        schemes: identifiers by their scheme.
    """

    entities: int
    sources: int
    relations: Mapping[str, int]
    schemes: Mapping[str, int]

    @classmethod
    def of(cls, facts: Facts) -> Figures:
        """The figures of some records."""
        relations = Counter(record["relation"] for record in facts.claims.values())
        schemes = Counter(scheme for record in facts.entities.values() for scheme in record.get("ids", {}))
        return cls(len(facts.entities), len(facts.sources), relations, schemes)


def description(figures: Figures, vocabulary: Vocabulary, types: Mapping[str, int], quads: int) -> list[ox.Quad]:
    """The quads that describe the dataset, to be added to its others.

    Every figure is what a count over the whole gives once they are in it: `void:triples` counts them too, and a class
    has its entities of narrower classes and its derived ones.

    Args:
        figures: what there is of records.
        vocabulary: the ontology.
        types: how often `rdf:type` gives each class, by its IRI in `<` and `>`.
        quads: how many there are without these.
    """
    instances = {name: n for name in sorted(vocabulary.classes) if (n := types.get(str(terms.term(name)), 0))}
    said = list(_description(figures, instances))
    size = ox.Quad(ox.NamedNode(DATASET), terms.node(ns.VOID + "triples"), ox.Literal(quads + len(said) + 1))
    return [*said, size]


def _description(figures: Figures, instances: Mapping[str, int]) -> Iterator[ox.Quad]:
    dataset = ox.NamedNode(DATASET)

    def say(subject: ox.NamedNode, predicate: str, target: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, terms.node(predicate), target)

    yield say(dataset, ns.RDF + "type", terms.node(ns.DCAT + "Dataset"))
    yield say(dataset, ns.RDF + "type", terms.node(ns.VOID + "Dataset"))
    yield say(dataset, ns.DCTERMS + "title", ox.Literal("Agglo: cities, clusters and mechanisms", language="en"))
    yield say(dataset, ns.DCTERMS + "title", ox.Literal("Agglo：城市、集群与机制", language="zh-Hans"))
    yield say(dataset, ns.DCTERMS + "license", ox.NamedNode("https://creativecommons.org/licenses/by/4.0/"))
    yield say(dataset, ns.VOID + "uriSpace", ox.Literal(ns.ENTITY))
    yield say(dataset, ns.VOID + "vocabulary", ox.NamedNode(ns.ONTOLOGY))
    yield say(dataset, ns.VOID + "entities", ox.Literal(figures.entities))
    yield say(dataset, ns.VOID + "documents", ox.Literal(figures.sources))
    for name, number in instances.items():
        part = ox.NamedNode(f"{DATASET}/class/{name}")
        yield say(dataset, ns.VOID + "classPartition", part)
        yield say(part, ns.VOID + "class", terms.term(name))
        yield say(part, ns.VOID + "entities", ox.Literal(number))
    for name, number in sorted(figures.relations.items()):
        part = ox.NamedNode(f"{DATASET}/property/{name}")
        yield say(dataset, ns.VOID + "propertyPartition", part)
        yield say(part, ns.VOID + "property", terms.node(ns.CLAIM_OF + name))
        yield say(part, ns.VOID + "triples", ox.Literal(number))
    for name, number in sorted(figures.schemes.items()):
        part = ox.NamedNode(f"{DATASET}/linkset/{name}")
        yield say(dataset, ns.VOID + "subset", part)
        yield say(part, ns.RDF + "type", terms.node(ns.VOID + "Linkset"))
        yield say(part, ns.VOID + "linkPredicate", terms.node(ns.SKOS + "exactMatch"))
        yield say(part, ns.VOID + "triples", ox.Literal(number))
