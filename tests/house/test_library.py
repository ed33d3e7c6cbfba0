"""The library hands its graph to rdflib and networkx users as it is."""

import rdflib

from agglo.graph import KnowledgeGraph

ANCHORS = "SELECT ?a ?c WHERE { ?a agglo:anchors ?c }"


def test_rdflib_users_get_the_same_store(tiny_graph: KnowledgeGraph) -> None:
    graph = tiny_graph.to_rdflib()
    assert len(graph) == tiny_graph.release.marker.quads
    found = {
        tuple(str(term).rpartition("/")[2] for term in row) for row in graph.query(ANCHORS) if not isinstance(row, bool)
    }
    assert found == {
        ("asml", "lithography-cluster"),
        ("philips", "eindhoven-high-tech"),
        ("sematech", "austin-chips"),
    }
    assert (rdflib.URIRef("https://w3id.org/agglo/id/philips"), rdflib.RDF.type, None) in graph


def test_networkx_users_get_every_accepted_claim_between_entities(tiny_graph: KnowledgeGraph) -> None:
    graph = tiny_graph.to_networkx()
    assert graph.number_of_nodes() == tiny_graph.release.marker.examined["entities"]
    assert {key for *_, key in graph.edges(keys=True)} == {
        "asml.anchors.lithography-cluster",
        "philips.anchors.eindhoven-high-tech",
        "philips.spun_off.asml",
        "sematech.anchors.austin-chips",
    }
