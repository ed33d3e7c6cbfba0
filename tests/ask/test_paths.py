"""The search for paths, against networkx, and what a path is worth."""

import random
from collections.abc import Sequence

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph.ask.edges import Edge, Path, simple_paths

NODES = "abcdef"


def edge(number: int, subject: str, target: str, confidence: float | None = None, sign: int = 1) -> Edge:
    return Edge(f"claim-{number:03}", subject, "drives", target, sign, confidence, "", "", "", False)


@st.composite
def edge_sets(draw: st.DrawFn) -> list[Edge]:
    ends = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(ends, max_size=14))
    confidences = st.one_of(st.none(), st.floats(0, 1))
    signs = st.sampled_from((-1, 0, 1))
    return [edge(n, one, two, draw(confidences), draw(signs)) for n, (one, two) in enumerate(pairs)]


def found_by_networkx(edges: list[Edge], starts: set[str], ends: set[str], hops: int) -> set[tuple[str, ...]]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(NODES)
    for each in edges:
        graph.add_edge(each.subject, each.object, key=each.claim)
    return {
        tuple(str(step[-1]) for step in path)
        for start in starts
        for end in ends - {start}
        for path in nx.all_simple_edge_paths(graph, start, end, cutoff=hops)
    }


def claims(path: Path) -> tuple[str, ...]:
    return tuple(each.claim for each in path.edges)


@settings(max_examples=200, deadline=None)
@given(
    edges=edge_sets(),
    starts=st.sets(st.sampled_from(NODES)),
    ends=st.sets(st.sampled_from(NODES)),
    hops=st.integers(1, 5),
)
def test_simple_paths_are_those_of_networkx(edges: list[Edge], starts: set[str], ends: set[str], hops: int) -> None:
    found = [claims(path) for path in simple_paths(edges, starts.__contains__, ends.__contains__, hops)]
    assert len(found) == len(set(found))
    assert set(found) == found_by_networkx(edges, starts, ends, hops)


@settings(max_examples=200, deadline=None)
@given(edges=edge_sets(), seed=st.integers(0, 2**16))
def test_ranks_do_not_depend_on_the_order_of_the_claims(edges: list[Edge], seed: int) -> None:
    def ranked(given_edges: list[Edge]) -> list[tuple[str, ...]]:
        return [claims(path) for path in sorted(simple_paths(given_edges, bool, bool, 3), key=Path.rank)]

    shuffled = random.Random(seed).sample(edges, len(edges))
    assert ranked(edges) == ranked(shuffled)


@settings(max_examples=200, deadline=None)
@given(edges=edge_sets())
def test_a_path_is_never_stronger_than_its_weakest_link(edges: list[Edge]) -> None:
    for path in simple_paths(edges, bool, bool, 4):
        links = [each.confidence for each in path.edges]
        if None in links:
            assert path.confidence is None
        else:
            assert path.confidence == min(value for value in links if value is not None)
        assert (path.sign == 0) == any(each.sign == 0 for each in path.edges)
        assert path.sign in (0, (-1) ** sum(each.sign < 0 for each in path.edges))


def test_the_best_path_is_short_then_strong_then_first_by_id() -> None:
    edges = [
        edge(1, "a", "d", 0.2),
        edge(2, "a", "d", 0.9),
        edge(3, "a", "d", 0.9),
        edge(4, "a", "d"),
        edge(5, "a", "b", 1.0),
        edge(6, "b", "d", 1.0),
    ]
    found = sorted(simple_paths(edges, "a".__eq__, "d".__eq__, 2), key=Path.rank)
    order = ["claim-002", "claim-003", "claim-001", "claim-004"]
    assert [claims(path) for path in found] == [*((claim,) for claim in order), ("claim-005", "claim-006")]


def test_what_may_not_follow_is_not_walked_into() -> None:
    edges = [edge(1, "a", "b"), edge(2, "b", "c"), edge(3, "b", "d")]
    seen: list[tuple[int, str]] = []

    def follows(trail: Sequence[Edge], other: Edge) -> bool:
        seen.append((len(trail), other.claim))
        return other.object != "c"

    found = simple_paths(edges, "a".__eq__, lambda name: name in "cd", 3, follows)
    assert [claims(path) for path in found] == [("claim-001", "claim-003")]
    assert seen == [(1, "claim-002"), (1, "claim-003")]


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_no_path_is_longer_than_asked(hops: int) -> None:
    chain = [edge(n, one, two) for n, (one, two) in enumerate(zip("abcde", "bcdef", strict=True))]
    lengths = [len(path.edges) for path in simple_paths(chain, "a".__eq__, bool, hops)]
    assert lengths == list(range(1, hops + 1))
