"""Accepted claims between entities as a networkx graph."""

from __future__ import annotations

import networkx as nx

from ..ask.edges import edges
from ..ask.look import Look
from ..ask.tongues import in_language
from ..vocabulary import canonical_tag

ENGLISH = "en"


def to_networkx(look: Look) -> nx.MultiDiGraph[str]:
    """A MultiDiGraph of all entities and of every accepted claim that has an object.

    Nodes are entity ids with `label` and `type`; edges are keyed by claim id, with `relation`, `sign` and `confidence`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(release=look.release.marker.id)
    query = "SELECT ?e ?type ?label WHERE { ?e agglo:type ?type ; skos:prefLabel ?label }"
    labels: dict[str, dict[str, str]] = {}
    types: dict[str, str] = {}
    for row in look.rows(query):
        id_ = row["e"].value.rpartition("/id/")[2]
        labels.setdefault(id_, {})[canonical_tag(row["label"].language)] = row["label"].value
        types[id_] = row["type"].value.rpartition("/")[2]
    for id_ in sorted(labels):
        graph.add_node(id_, label=in_language(labels[id_], ENGLISH), type=types[id_])
    for edge in edges(look, look.release.vocabulary.relations):
        values = {"relation": edge.relation, "sign": edge.sign, "confidence": edge.confidence}
        graph.add_edge(edge.subject, edge.object, key=edge.claim, **values)
    return graph


def graphml(look: Look) -> bytes:
    """The same graph as GraphML; the same bytes every time."""
    graph = to_networkx(look)
    for *_, values in graph.edges(data=True):
        if values["confidence"] is None:
            del values["confidence"]  # GraphML has no null: an absent value is "not assessed"
    return "\n".join(nx.generate_graphml(graph, named_key_ids=True)).encode() + b"\n"
