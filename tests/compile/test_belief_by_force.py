"""Belief by brute force: the groups as networkx joins them, and the chance that somebody is right, case by case."""

from __future__ import annotations

from itertools import product
from math import prod

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph.compile.belief import source_groups
from agglo.graph.vocabulary import Vocabulary

from .test_belief import believed, sources

NAMES = [f"s{n}" for n in range(5)]
KINDS = ("paper", "report", "news")
DIRECTIONS = ("supports", "disputes", "qualifies")
MADE = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "publisher": st.sampled_from(("", "One", "Two", "Three", "Four")),
        "derived_from": st.lists(st.sampled_from(NAMES), max_size=1).map(tuple),
    }
)
PIECES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(DIRECTIONS)), min_size=1, max_size=6)


def reliability(vocabulary: Vocabulary, kind: str, direction: str) -> float:
    rates = vocabulary.choices["kind"][kind].numbers
    half = 0.5 if direction == "qualifies" else 1.0
    return half * (1 - rates["systematic_error"] - rates["random_error"])


def chance_that_one_is_right(reliabilities: list[float]) -> float:
    """Summed over every way in which they may be right or wrong."""
    outcomes = product((True, False), repeat=len(reliabilities))
    return sum(
        prod(r if right else 1 - r for r, right in zip(reliabilities, outcome, strict=True))
        for outcome in outcomes
        if any(outcome)
    )


@settings(max_examples=200, deadline=None)
@given(made=st.lists(MADE, min_size=5, max_size=5), pieces=PIECES)
def test_belief_is_the_chance_that_somebody_is_right_and_nobody_against(
    vocabulary: Vocabulary, made: list[dict[str, object]], pieces: list[tuple[str, str]]
) -> None:
    given_ = {
        name: {key: value for key, value in values.items() if value and value != (name,)}
        for name, values in zip(NAMES, made, strict=True)
    }
    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(NAMES)
    for name, values in given_.items():
        joined.add_edges_from((name, str(other)) for other in values.get("derived_from", ()))  # type: ignore[attr-defined]
        same = (other for other in NAMES if other < name and values.get("publisher"))
        joined.add_edges_from((name, o) for o in same if given_[o].get("publisher") == values["publisher"])
    parts = [frozenset(part) for part in nx.connected_components(joined)]
    found = sources(**given_)
    groups = source_groups(found)
    assert {frozenset(n for n in NAMES if groups[n] == group) for group in groups.values()} == set(parts)

    def best(against: bool) -> list[float]:
        by_part: dict[frozenset[str], float] = {}
        for name, direction in pieces:
            if (direction == "disputes") == against:
                part = next(part for part in parts if name in part)
                value = reliability(vocabulary, str(given_[name]["kind"]), direction)
                by_part[part] = max(by_part.get(part, 0.0), value)
        return list(by_part.values())

    belief = believed(vocabulary, found, *pieces)
    expected = chance_that_one_is_right(best(against=False)) * (1 - chance_that_one_is_right(best(against=True)))
    assert belief.independent_sources == len(best(against=False))
    assert belief.confidence is not None
    assert abs(belief.confidence - min(expected, 0.99)) <= 0.005 + 1e-9
