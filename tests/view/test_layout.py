"""Where nodes stand."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from agglo.graph.view.layout import ROOM, positions


def network(size: int) -> tuple[list[str], list[tuple[str, str]]]:
    chance = random.Random(size)
    nodes = [f"n{at}" for at in range(size)]
    edges = [(nodes[at], nodes[chance.randrange(max(1, min(at, 12)))]) for at in range(1, size - size // 10)]
    return nodes, edges


@pytest.mark.parametrize("size", [1, 2, 3, 30, 150])
def test_no_two_nodes_share_the_room_for_a_label(size: int) -> None:
    placed = positions(*network(size))
    for (ax, ay), (bx, by) in combinations(placed.values(), 2):
        # A pixel for the rounding to whole pixels, and half a pixel of slack in the last push.
        assert abs(ax - bx) >= ROOM[0] - 2 or abs(ay - by) >= ROOM[1] - 2


def test_the_same_graph_stands_the_same() -> None:
    nodes, edges = network(60)
    assert positions(nodes, edges) == positions(nodes, [(b, a) for a, b in reversed(edges)])


def test_another_seed_still_gives_every_node_a_place() -> None:
    nodes, edges = network(40)
    assert set(positions(nodes, edges, seed=7)) == set(nodes)


def test_loops_and_ends_that_are_not_nodes_make_no_difference() -> None:
    plain = positions(["a", "b"], [("a", "b")])
    assert positions(["a", "b"], [("a", "b"), ("a", "a"), ("b", "ghost")]) == plain


def test_no_nodes_have_no_places() -> None:
    assert positions([], []) == {}


def test_parts_stand_apart() -> None:
    chain = [(f"a{at}", f"a{at + 1}") for at in range(5)]
    pair = [("b0", "b1")]
    nodes = sorted({end for edge in chain + pair for end in edge})
    placed = positions(nodes, chain + pair)
    xs = [placed[node][0] for node in nodes if node.startswith("a")]
    ys = [placed[node][1] for node in nodes if node.startswith("a")]
    for node in ("b0", "b1"):
        x, y = placed[node]
        assert not (min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys))
