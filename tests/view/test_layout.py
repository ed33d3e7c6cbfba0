"""Where nodes stand."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import numpy as np
import pytest

from agglo.graph.view.forces import EXACT, _exactly, _Grid
from agglo.graph.view.layout import ROOM, positions
from agglo.graph.view.near import near_pairs
from agglo.graph.view.spread import thinned


def network(size: int) -> tuple[list[str], list[tuple[str, str]]]:
    chance = random.Random(size)
    nodes = [f"n{at}" for at in range(size)]
    edges = [(nodes[at], nodes[chance.randrange(max(1, min(at, 12)))]) for at in range(1, size - size // 10)]
    return nodes, edges


def overlaps(placed: dict[str, tuple[float, float]]) -> int:
    spots = np.array(list(placed.values()))
    first, second = np.triu_indices(len(spots), 1)
    # A pixel for the rounding to whole pixels, and half a pixel of slack in the last push.
    return int((np.abs(spots[first] - spots[second]) < np.array(ROOM) - 2).all(axis=1).sum())


@pytest.mark.parametrize("size", [1, 2, 3, 30, 150, 401, 1500])
def test_no_two_nodes_share_the_room_for_a_label(size: int) -> None:
    placed = positions(*network(size))
    assert overlaps(placed) == 0


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


NAMES = [f"n{at}" for at in range(EXACT + 200)]


@pytest.mark.parametrize(
    "edges",
    [
        [("n0", name) for name in NAMES[1:]],
        list(pairwise(NAMES)),
        [(f"n{at % 2}", name) for at, name in enumerate(NAMES[2:])],
        [(one, two) for at, one in enumerate(NAMES[:60]) for two in NAMES[:at]],
        list(zip(NAMES[::2], NAMES[1::2], strict=True)),
    ],
    ids=["star", "path", "two hubs", "all with all", "pairs"],
)
def test_graphs_of_an_odd_shape_have_room_too(edges: list[tuple[str, str]]) -> None:
    placed = positions(NAMES, edges)
    assert set(placed) == set(NAMES)
    assert overlaps(placed) == 0


def test_what_is_linked_stands_near() -> None:
    chance = random.Random(1)
    nodes = [f"n{at}" for at in range(900)]
    # Nine groups: nine links in ten stay within.
    edges = [
        (
            nodes[at],
            nodes[(at // 100) * 100 + chance.randrange(100) if chance.random() < 0.9 else chance.randrange(900)],
        )
        for at in range(900)
        for _ in range(3)
    ]
    placed = positions(nodes, edges)
    spots = np.array([placed[node] for node in nodes]) / ROOM
    own = 0
    for at, spot in enumerate(spots):
        nearest = np.argsort(np.hypot(*(spots - spot).T))[1:11]
        own += int((nearest // 100 == at // 100).sum())
    assert own > 0.6 * 10 * len(nodes)  # by chance it would be a ninth


def test_the_push_by_way_of_a_grid_is_about_the_exact_one() -> None:
    chance = np.random.default_rng(3)
    points = chance.normal(size=(1500, 2)) * 200
    mass = 1.0 + chance.integers(0, 9, len(points))
    exact, found = _exactly(points, mass), _Grid(len(points)).repel(points, mass)
    error = np.hypot(*(found - exact).T) / np.hypot(*exact.T)
    assert np.median(error) < 0.02
    assert np.quantile(error, 0.99) < 0.2


def test_every_near_pair_is_found_once() -> None:
    points = np.random.default_rng(5).uniform(0, 30, (400, 2))
    first, second = near_pairs(points, (2.0, 1.0))
    found = [tuple(sorted(pair)) for pair in zip(first.tolist(), second.tolist(), strict=True)]
    assert len(found) == len(set(found))
    a, b = np.triu_indices(len(points), 1)
    near = (np.abs(points[a] - points[b]) < (2.0, 1.0)).all(axis=1)
    assert set(zip(a[near].tolist(), b[near].tolist(), strict=True)) <= set(found)


def test_a_thinned_crowd_keeps_who_is_left_of_whom() -> None:
    chance = np.random.default_rng(7)
    crowd = np.concatenate([chance.normal(size=(1500, 2)), chance.uniform(-40, 40, (100, 2))])
    found = thinned(crowd)
    # The crowd's share of the picture grows, and hardly anything changes sides.
    assert np.ptp(found[:1500, 0]) / np.ptp(found[:, 0]) > 2 * np.ptp(crowd[:1500, 0]) / np.ptp(crowd[:, 0])
    a, b = chance.integers(0, 1600, (2, 4000))
    far = np.abs(crowd[a, 0] - crowd[b, 0]) > 0.5
    same = (crowd[a, 0] < crowd[b, 0]) == (found[a, 0] < found[b, 0])
    assert same[far].mean() > 0.95


def test_five_thousand_nodes_take_seconds() -> None:
    start = time.process_time()
    positions(*network(5000))
    # The benchmark measures; this only sees that nothing costs the square of the nodes.
    assert time.process_time() - start < 30
