"""The dataset's description of itself: every figure is what a count gives."""

from __future__ import annotations

from agglo.graph.vocabulary import Vocabulary

from .conftest import Graph

DATASET = "<https://w3id.org/agglo/dataset>"


def numbers(graph: Graph, query: str) -> dict[str, int]:
    return {name[1:-1]: int(number.split('"')[1]) for name, number in graph.values(query)}


def test_the_size_is_the_number_of_triples_the_description_included(graph: Graph) -> None:
    assert graph.ask(f"{DATASET} void:triples {len(graph.store)}")
    assert graph.count("?s ?p ?o") == len(graph.store)
    assert graph.ask(f"{DATASET} a void:Dataset, dcat:Dataset ; dcterms:title ?title ; dcterms:license ?license")


def test_entities_and_sources_are_counted(graph: Graph) -> None:
    assert graph.ask(f"{DATASET} void:entities 16 ; void:documents 3")
    assert graph.count("?e a agglo:Entity") == 16
    assert graph.count("?s a agglo:Source") == 3


def test_each_class_has_the_number_of_its_instances(graph: Graph, vocabulary: Vocabulary) -> None:
    said = numbers(graph, f"SELECT ?c ?n {{ {DATASET} void:classPartition ?p . ?p void:class ?c ; void:entities ?n }}")
    real = {term.iri: graph.count(f"?e a <{term.iri}>") for term in vocabulary.classes.values()}
    assert said == {iri: number for iri, number in real.items() if number}
    named = {iri.rpartition("/")[2]: number for iri, number in said.items()}
    assert named["Entity"] == 16
    assert named["City"] == 4
    assert named["Place"] >= 6
    assert named["Anchor"] == 3


def test_each_relation_has_the_number_of_its_claims(graph: Graph, vocabulary: Vocabulary) -> None:
    query = f"SELECT ?r ?n {{ {DATASET} void:propertyPartition ?p . ?p void:property ?r ; void:triples ?n }}"
    real = {f"https://w3id.org/agglo/prop/{name}": graph.count(f"?s p:{name} ?c") for name in vocabulary.relations}
    said = numbers(graph, query)
    assert said == {iri: number for iri, number in real.items() if number}
    assert sum(said.values()) == graph.count("?c a agglo:Claim") == 6


def test_each_linkset_has_the_number_of_its_links(graph: Graph) -> None:
    query = f"SELECT ?l ?n {{ {DATASET} void:subset ?l . ?l a void:Linkset ; void:triples ?n }}"
    assert numbers(graph, query) == {"https://w3id.org/agglo/dataset/linkset/geonames": 1}
    assert graph.count("?e skos:exactMatch ?o . FILTER(STRSTARTS(STR(?o), 'https://sws.geonames.org/'))") == 1
