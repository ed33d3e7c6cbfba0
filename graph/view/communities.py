"""Communities: things that are linked among themselves more than with all others, to be shown as groups."""

from __future__ import annotations

from collections.abc import Sequence


def communities(nodes: Sequence[str], links: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Find the communities of a graph, by the method of Louvain.

    Args:
        nodes: ids, each once.
        links: pairs of ids; a pair that comes twice counts twice. Loops and other ids make no difference.

    Returns:
        For each id the number of its community: 0 is the largest; of equal ones that with the first id comes first.
    """
    import networkx as nx

    place = {node: index for index, node in enumerate(nodes)}
    # Numbers, since the order in which a set gives strings changes from run to run.
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    for first, second in links:
        if first != second and first in place and second in place:
            a, b = place[first], place[second]
            graph.add_edge(a, b, weight=graph.get_edge_data(a, b, {"weight": 0})["weight"] + 1)
    found = nx.community.louvain_communities(graph, seed=0) if graph.number_of_edges() else [{n} for n in graph]
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    return {nodes[member]: number for number, members in enumerate(ordered) for member in members}
