"""Accepted claims between entities as a networkx graph."""

from __future__ import annotations

import networkx as nx

from ..ask.edges import edges
from ..ask.look import Look
from ..ask.tongues import in_language

ENGLISH = "en"


def to_networkx(look: Look) -> nx.MultiDiGraph[str]:
    """A MultiDiGraph of all entities and of every accepted claim that has an object.

    Nodes are entity ids with `label` and `type`; edges are keyed by claim id, with `relation`, `sign` and `confidence`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(release=look.release.marker.id)
    index = look.release.index
    types = index.types()
    for id_, labels in index.labels():
        graph.add_node(id_, label=in_language(labels, ENGLISH), type=types[id_])
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
