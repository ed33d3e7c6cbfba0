"""The dataset's description of itself: DCAT and VoID, without blank nodes or times, so that a build is repeatable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from .. import namespaces as ns
from ..records import Facts
from ..vocabulary import Vocabulary
from . import terms

DATASET = ns.BASE + "dataset"


def description(facts: Facts, vocabulary: Vocabulary, types: Mapping[str, int], quads: int) -> list[ox.Quad]:
    """The quads that describe the dataset, to be added to its others.

    Every figure is what a count over the whole gives once they are in it: `void:triples` counts them too, and a class
    has its entities of narrower classes and its derived ones.

    Args:
        facts: the records.
        vocabulary: the ontology.
        types: how often `rdf:type` gives each class, by its IRI in `<` and `>`.
        quads: how many there are without these.
    """
    instances = {name: n for name in sorted(vocabulary.classes) if (n := types.get(str(terms.term(name)), 0))}
    said = list(_description(facts, instances))
    size = ox.Quad(ox.NamedNode(DATASET), terms.node(ns.VOID + "triples"), ox.Literal(quads + len(said) + 1))
    return [*said, size]


def _description(facts: Facts, instances: Mapping[str, int]) -> Iterator[ox.Quad]:
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
    yield say(dataset, ns.VOID + "entities", ox.Literal(len(facts.entities)))
    yield say(dataset, ns.VOID + "documents", ox.Literal(len(facts.sources)))
    for name, number in instances.items():
        part = ox.NamedNode(f"{DATASET}/class/{name}")
        yield say(dataset, ns.VOID + "classPartition", part)
        yield say(part, ns.VOID + "class", terms.term(name))
        yield say(part, ns.VOID + "entities", ox.Literal(number))
    relations = Counter(record["relation"] for record in facts.claims.values())
    for name, number in sorted(relations.items()):
        part = ox.NamedNode(f"{DATASET}/property/{name}")
        yield say(dataset, ns.VOID + "propertyPartition", part)
        yield say(part, ns.VOID + "property", terms.node(ns.CLAIM_OF + name))
        yield say(part, ns.VOID + "triples", ox.Literal(number))
    schemes = Counter(scheme for record in facts.entities.values() for scheme in record.get("ids", {}))
    for name, number in sorted(schemes.items()):
        part = ox.NamedNode(f"{DATASET}/linkset/{name}")
        yield say(dataset, ns.VOID + "subset", part)
        yield say(part, ns.RDF + "type", terms.node(ns.VOID + "Linkset"))
        yield say(part, ns.VOID + "linkPredicate", terms.node(ns.SKOS + "exactMatch"))
        yield say(part, ns.VOID + "triples", ox.Literal(number))
