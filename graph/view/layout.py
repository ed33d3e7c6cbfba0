"""Where the nodes stand: computed here once, so that the page needs no physics and never moves.

ForceAtlas2 places each connected part by itself. It needs numpy only (networkx' Kamada-Kawai, and its spring
layout from 500 nodes up, need scipy) and keeps neighbours closer together than the spring layout does. Then
overlaps are removed with room for a label under every node, and the parts are packed around the largest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.float64]

# Room that one node and its label of up to two lines take, in the page's pixels at zoom 1.
ROOM = (132.0, 66.0)
# The force layout costs time by the square of the nodes: this many node pairs in all, then it stops.
PAIRS = 60_000_000
SPIRAL = 2.399963229728653  # the golden angle, radians: points on it never line up


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
    parts = _parts(nodes, kept)
    linked = [_place(part, kept, seed) for part in parts if len(part) > 1]
    single = [part[0] for part in parts if len(part) == 1]
    blocks = [(part, spots) for part, spots in zip([p for p in parts if len(p) > 1], linked, strict=True)]
    if single:
        blocks.append((single, _rows(len(single))))
    placed: dict[str, tuple[float, float]] = {}
    for (part, spots), (left, top) in zip(blocks, _pack([_size(spots) for _, spots in blocks]), strict=True):
        low = spots.min(axis=0)
        for node, (x, y) in zip(part, spots - low, strict=True):
            placed[node] = (float(round(left + x)), float(round(top + y)))
    return {node: placed[node] for node in nodes}


def _parts(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return the connected parts, largest first, then in the order of `nodes`."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    place = {node: index for index, node in enumerate(nodes)}
    parts = [sorted(part, key=place.__getitem__) for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), place[part[0]]))


def _place(part: Sequence[str], edges: Sequence[tuple[str, str]], seed: int) -> Points:
    """Lay out one connected part; shape (nodes, 2)."""
    import networkx as nx
    import numpy as np

    inside = set(part)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(part)
    graph.add_edges_from(edge for edge in edges if edge[0] in inside)
    rounds = max(20, min(200, PAIRS // len(part) ** 2))
    # Starting on a spiral by distance from the hub untangles faster than starting at random.
    hub = max(part, key=lambda node: (graph.degree[node], -part.index(node)))
    order = list(nx.bfs_tree(graph, hub))
    start = {node: np.array(_on_spiral(index)) for index, node in enumerate(order)}
    found: dict[str, Any] = nx.forceatlas2_layout(
        graph, pos=start, max_iter=rounds, scaling_ratio=4.0, gravity=0.6, seed=seed
    )
    points = np.array([found[node] for node in part], dtype=np.float64)
    return _spread(_scaled(points, graph, part))


def _on_spiral(index: int) -> tuple[float, float]:
    radius = math.sqrt(index)
    return radius * math.cos(index * SPIRAL), radius * math.sin(index * SPIRAL)


def _scaled(points: Points, graph: nx.Graph[str], part: Sequence[str]) -> Points:
    """Centre the points and stretch them until the median edge has room for its two labels."""
    import numpy as np

    place = {node: index for index, node in enumerate(part)}
    ends = np.array([(place[a], place[b]) for a, b in graph.edges], dtype=np.intp)
    lengths = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)
    middle = float(np.median(lengths)) or 1.0
    stretched: Points = (points - points.mean(axis=0)) * (0.95 * ROOM[0] / middle)
    return stretched


def _spread(points: Points, rounds: int = 400) -> Points:
    """Push boxes of `ROOM` apart, each pair along the way that costs least, until none overlap."""
    import numpy as np

    room = np.array(ROOM)
    points = points.copy()
    for turn in range(1, rounds):
        if turn % 12 == 0:
            points *= 1.05  # a crowd that cannot part by pushing alone needs a larger plane
        order = np.argsort(points[:, 0], kind="stable")
        ends = np.searchsorted(points[order, 0], points[order, 0] + room[0])
        counts = ends - np.arange(len(points)) - 1
        first = np.repeat(np.arange(len(points)), counts)
        if not len(first):
            break
        offset = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
        a, b = order[first], order[first + 1 + offset]
        gap = points[b] - points[a]
        push = room - np.abs(gap)
        hit = (push > 0.5).all(axis=1)
        if not hit.any():
            break
        a, b, gap, push = a[hit], b[hit], gap[hit], push[hit]
        # Points on one spot have no direction of their own: the order of the ids decides.
        sign = np.where(gap == 0, np.where(a < b, 1.0, -1.0)[:, None], np.sign(gap))
        along = (push[:, 0] * ROOM[1] > push[:, 1] * ROOM[0]).astype(np.intp)
        rows = np.arange(len(a))
        step = np.zeros_like(gap)
        step[rows, along] = sign[rows, along] * (push[rows, along] / 2 + 0.5)
        moved = np.zeros_like(points)
        touched = np.zeros(len(points))
        for ends_of, way in ((a, -1.0), (b, 1.0)):
            np.add.at(moved, ends_of, way * step)
            np.add.at(touched, ends_of, 1.0)
        points += moved / np.maximum(1.0, touched / 2)[:, None]
    return points


def _rows(count: int) -> Points:
    """Stand nodes without edges in rows, about as wide as high on the screen."""
    import numpy as np

    columns = max(1, round(math.sqrt(count * ROOM[1] / ROOM[0] * 1.6)))
    return np.array([((i % columns) * (ROOM[0] + 8), (i // columns) * (ROOM[1] + 8)) for i in range(count)])


def _size(points: Points) -> tuple[float, float]:
    """Return the width and height that the points take with the room of the outermost."""
    width, height = (points.max(axis=0) - points.min(axis=0)).tolist()
    return width + ROOM[0] + 30, height + ROOM[1] + 30


Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom


def _touch(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _pack(sizes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Pack boxes around the first, each at the nearest free place; returns top left corners, centred."""
    taken: list[Box] = []
    for width, height in sizes:
        step = 0
        while True:
            x, y = _on_spiral(step)
            left, top = x * 30 * 1.3 - width / 2, y * 30 - height / 2
            if not any(_touch((left, top, left + width, top + height), box) for box in taken):
                break
            step += 1
        taken.append((left, top, left + width, top + height))
    if not taken:
        return []
    middle = (
        (min(box[0] for box in taken) + max(box[2] for box in taken)) / 2,
        (min(box[1] for box in taken) + max(box[3] for box in taken)) / 2,
    )
    half = (ROOM[0] + 30) / 2, (ROOM[1] + 30) / 2
    return [(box[0] - middle[0] + half[0], box[1] - middle[1] + half[1]) for box in taken]
