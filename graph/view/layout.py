"""Where the nodes stand: computed here once, so that the page needs no physics and never moves.

ForceAtlas2 places each connected part by itself, crowds are thinned out, overlaps are removed with room for a label
under every node, and the parts stand in rows, the largest first. It needs numpy only, and seconds for thousands of
nodes (tests/benchmarks/page.py).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from .forces import EXACT, forced
from .spread import pushed_apart, thinned

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.floating[Any]]

# Room that one node and its label of up to two lines take, in the page's pixels at zoom 1.
ROOM = (132.0, 66.0)
SPIRAL = 2.399963229728653  # the golden angle, radians: points on it never line up
_UPRIGHT = 0.7  # rooms are wide: narrowed by this first, the picture is about as wide and high as a window
_MARGIN = 30.0  # between two parts
_WIDE = 1.4  # the picture's width for its height, as in a window
_SCATTERED = 12  # nodes: smaller parts have no shape that forces would find


def positions(
    nodes: Sequence[str], edges: Sequence[tuple[str, str]], *, seed: int = 0
) -> dict[str, tuple[float, float]]:
    """Place every node on the plane.

    Args:
        nodes: ids, each once. The order matters: another order is another picture.
        edges: pairs of ids; direction, repetition, loops and ids that are not in `nodes` make no difference.
        seed: the start of the random numbers; the same seed gives the same picture.

    Returns:
        x to the right and y downwards for every id, in pixels at zoom 1, centred on (0, 0) and rounded to
        whole pixels. No two nodes are nearer than `ROOM` in both directions.
    """
    known = set(nodes)
    kept = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b and a in known and b in known})
    parts = [(part, _place(part, links, seed)) for part, links in _parts(nodes, kept)]
    placed: dict[str, tuple[float, float]] = {}
    for (part, spots), (left, top) in zip(parts, _pack([_size(spots) for _, spots in parts]), strict=True):
        low = spots.min(axis=0)
        for node, (x, y) in zip(part, spots - low, strict=True):
            placed[node] = (float(round(left + x)), float(round(top + y)))
    return {node: placed[node] for node in nodes}


def _parts(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[tuple[list[str], list[tuple[str, str]]]]:
    """Return the connected parts with their edges, largest first, then in the order of `nodes`."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    place = {node: index for index, node in enumerate(nodes)}
    members = [sorted(part, key=place.__getitem__) for part in nx.connected_components(graph)]
    members.sort(key=lambda part: (-len(part), place[part[0]]))
    part_of = {node: number for number, part in enumerate(members) for node in part}
    inside: list[list[tuple[str, str]]] = [[] for _ in members]
    for edge in edges:
        inside[part_of[edge[0]]].append(edge)
    return list(zip(members, inside, strict=True))


def _place(part: Sequence[str], edges: Sequence[tuple[str, str]], seed: int) -> Points:
    """Lay out one connected part; shape (nodes, 2)."""
    import networkx as nx
    import numpy as np

    if len(part) == 1:
        return np.zeros((1, 2))
    place = {node: index for index, node in enumerate(part)}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(part)
    graph.add_edges_from(edges)
    # Starting on a spiral by distance from the hub untangles faster than starting at random.
    hub = max(part, key=lambda node: (graph.degree[node], -place[node]))
    points: Points = np.empty((len(part), 2))
    for index, node in enumerate(nx.bfs_tree(graph, hub)):
        points[place[node]] = _on_spiral(index)
    points = 10.0 * (points + np.random.default_rng(seed).uniform(-0.05, 0.05, points.shape))
    ends = np.array([(place[a], place[b]) for a, b in graph.edges], dtype=np.intp)
    points = forced(points, ends, rounds=_rounds(len(part))) * (_UPRIGHT, 1.0)
    points = thinned(points) * ROOM if len(part) > EXACT else _scaled(points, ends)
    return pushed_apart(points, ROOM)


def _rounds(count: int) -> int:
    """How often the forces move the nodes: a small part is at rest soon, and a large one is costly."""
    if count < _SCATTERED:
        return 4 * count
    return min(300, 60 + count) if count < 10_000 else 200


def _on_spiral(index: int) -> tuple[float, float]:
    radius = math.sqrt(index)
    return radius * math.cos(index * SPIRAL), radius * math.sin(index * SPIRAL)


def _scaled(points: Points, ends: NDArray[np.intp]) -> Points:
    """Stretch the points until the median edge has room for its two labels."""
    import numpy as np

    lengths = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)
    stretched: Points = points * (0.95 * ROOM[0] / (float(np.median(lengths)) or 1.0))
    return stretched


def _size(points: Points) -> tuple[float, float]:
    """Return the width and height that the points take with the room of the outermost."""
    width, height = (points.max(axis=0) - points.min(axis=0)).tolist()
    return width + ROOM[0] + _MARGIN, height + ROOM[1] + _MARGIN


def _pack(sizes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stand boxes in rows, the highest first; returns top left corners, centred on (0, 0)."""
    if not sizes:
        return []
    area = sum(width * height for width, height in sizes)
    widest = max(width for width, _ in sizes)
    # Under a part that is most of the picture, the others take its width.
    across = max(widest, math.sqrt(area * _WIDE) if widest**2 < area * _WIDE / 2 else 0.0)
    corners = [(0.0, 0.0)] * len(sizes)
    x = y = row = right = 0.0
    for number in sorted(range(len(sizes)), key=lambda number: (-sizes[number][1], number)):
        width, height = sizes[number]
        if x and x + width > across:
            x, y, row = 0.0, y + row, 0.0
        corners[number] = (x, y)
        x += width
        row = max(row, height)
        right = max(right, x)
    left, top = (right - ROOM[0] - _MARGIN) / 2, (y + row - ROOM[1] - _MARGIN) / 2
    return [(x - left, y - top) for x, y in corners]
