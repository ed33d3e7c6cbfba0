"""Belief in a claim: worked out by hand for the tiny world, and the laws that it keeps."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agglo.graph.compile.belief import Belief, belief, source_groups
from agglo.graph.records import CLAIM, EVIDENCE, SOURCE, Facts, Record
from agglo.graph.vocabulary import ChoiceTerm, Vocabulary

from .conftest import Graph

# Reliability of one piece of evidence, 1 - systematic - random, as `ontology/records.ttl` has it.
PAPER, REPORT, NEWS = 0.8, 0.7, 0.6


def sources(**given: Mapping[str, object]) -> dict[str, Record]:
    return {
        name: Record(SOURCE, name, {"title": {"en": name}, "kind": "paper"} | dict(values), "f", ())
        for name, values in given.items()
    }


def claim(*pieces: tuple[str, str] | str, **evidence: object) -> Record:
    records = []
    for number, piece in enumerate(pieces, 1):
        name, direction = (piece, "supports") if isinstance(piece, str) else piece
        values = {"source": name, "direction": direction, "gist": {"en": "So."}} | evidence
        records.append(Record(EVIDENCE, f"c/{number}", values, "f", ()))
    return Record(
        CLAIM, "c", {"subject": "a", "relation": "anchors", "object": "b", "evidence": tuple(records)}, "f", ()
    )


def believed(
    vocabulary: Vocabulary, found: dict[str, Record], *pieces: tuple[str, str] | str, **more: object
) -> Belief:
    return belief(claim(*pieces, **more), found, source_groups(found), vocabulary)


@pytest.mark.parametrize(
    ("id_", "confidence", "independent"),
    [
        ("philips.anchors.eindhoven-high-tech", 0.94, 2),  # a paper and a report: 1 - (1 - 0.8)(1 - 0.7)
        ("philips.spun_off.asml", 0.80, 1),  # a paper
        ("asml.anchors.lithography-cluster", 0.70, 1),  # a report
        ("sematech.anchors.austin-chips", 0.80, 1),  # a paper and news that repeats it: the better of the two
        ("mit.anchors.austin-chips", 0.24, 1),  # a paper for, a report against: 0.8 (1 - 0.7)
        ("eindhoven-high-tech.has_employment", 0.70, 1),  # a report
    ],
)
def test_the_tiny_world_by_hand(
    facts: Facts, vocabulary: Vocabulary, graph: Graph, id_: str, confidence: float, independent: int
) -> None:
    found = belief(facts.claims[id_], facts.sources, source_groups(facts.sources), vocabulary)
    assert found == Belief(confidence, independent)
    assert graph.ask(f"<https://w3id.org/agglo/claim/{id_}> agglo:confidence {confidence}")
    assert graph.ask(f"<https://w3id.org/agglo/claim/{id_}> agglo:independent_sources {independent}")


def test_the_groups_of_the_tiny_world(facts: Facts, graph: Graph) -> None:
    groups = source_groups(facts.sources)
    assert groups == {"first-paper": "first-paper", "reprint": "first-paper", "second-report": "second-report"}
    for name, group in groups.items():
        assert graph.ask(f"source:{name} agglo:independence_group source:{group}")


def test_five_copies_of_one_report_count_once(vocabulary: Vocabulary) -> None:
    copies = {f"copy-{n}": {"kind": "news", "publisher": f"Paper {n}", "derived_from": ("report",)} for n in range(5)}
    found = sources(report={"kind": "report"}, **copies)
    every = believed(vocabulary, found, "report", *copies)
    assert every == believed(vocabulary, found, "report") == Belief(REPORT, 1)
    assert believed(vocabulary, found, *copies) == Belief(NEWS, 1)


def test_copies_of_copies_count_once(vocabulary: Vocabulary) -> None:
    found = sources(a={}, b={"derived_from": ("a",)}, c={"derived_from": ("b",)}, d={"same_study": ("c",)}, e={})
    assert set(source_groups(found).values()) == {"a", "e"}
    assert believed(vocabulary, found, "b", "c", "d") == Belief(PAPER, 1)
    assert believed(vocabulary, found, "d", "e") == Belief(0.96, 2)


def test_a_source_that_repeats_one_we_do_not_have_stands_alone(vocabulary: Vocabulary) -> None:
    found = sources(a={"derived_from": ("lost",)}, b={"derived_from": ("lost",)})
    assert believed(vocabulary, found, "a") == Belief(PAPER, 1)
    assert set(source_groups(found)) == {"a", "b"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"author": ("A. Author", "B. Other")}, {"author": ("A. Author",)}),
        ({"publisher": "The Press"}, {"publisher": "The Press"}),
        ({"publisher": "The Press"}, {"publisher": "the  PRESS"}),
        ({"publisher": "The Press"}, {"publisher": "Ｔhe Press"}),
        ({"author": ("City of X",)}, {"publisher": "City of X"}),
        ({"same_study": ("b",)}, {}),
        ({}, {"derived_from": ("a",)}),
    ],
)
def test_sources_of_one_maker_or_one_study_count_once(
    vocabulary: Vocabulary, one: dict[str, object], other: dict[str, object]
) -> None:
    found = sources(a=one, b=other)
    assert source_groups(found) == {"a": "a", "b": "a"}
    assert believed(vocabulary, found, "a", "b") == Belief(PAPER, 1)


def test_two_makers_are_two_sources(vocabulary: Vocabulary) -> None:
    found = sources(a={"publisher": "One", "author": ("X",)}, b={"publisher": "Two", "author": ("Y",)})
    assert believed(vocabulary, found, "a", "b") == Belief(0.96, 2)


def test_one_source_quoted_twice_counts_once(vocabulary: Vocabulary) -> None:
    assert believed(vocabulary, sources(a={}), "a", "a", "a") == Belief(PAPER, 1)


def test_disputes_lower_belief_and_copies_of_a_dispute_do_not_lower_it_again(vocabulary: Vocabulary) -> None:
    found = sources(a={}, b={"kind": "news"}, c={"kind": "news", "derived_from": ("b",)}, d={"kind": "news"})
    alone = believed(vocabulary, found, "a").confidence
    once = believed(vocabulary, found, "a", ("b", "disputes"))
    assert alone == PAPER
    assert once == Belief(0.32, 1)  # 0.8 (1 - 0.6)
    assert believed(vocabulary, found, "a", ("b", "disputes"), ("c", "disputes")) == once
    assert believed(vocabulary, found, "a", ("b", "disputes"), ("d", "disputes")) == Belief(0.13, 1)  # 0.8 · 0.4 · 0.4
    assert believed(vocabulary, found, ("a", "disputes")) == Belief(0.0, 0)


def test_what_qualifies_supports_at_half_its_reliability(vocabulary: Vocabulary) -> None:
    assert believed(vocabulary, sources(a={}), ("a", "qualifies")) == Belief(0.4, 1)


def test_weak_evidence_weighs_less(vocabulary: Vocabulary) -> None:
    found = sources(a={})
    weights = {"strong": 1.0, "moderate": 0.8, "weak": 0.5}
    for strength, weight in weights.items():
        expected = round(PAPER * weight, 2)
        assert believed(vocabulary, found, "a", strength=strength) == Belief(expected, 1), strength


def with_unrated(vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary and a kind of source without error rates."""
    from dataclasses import replace

    kinds = {**vocabulary.choices["kind"], "rumour": ChoiceTerm("rumour", "urn:x:rumour", {}, key="kind")}
    return replace(vocabulary, choices={**vocabulary.choices, "kind": kinds})


def test_what_cannot_be_assessed_is_not(vocabulary: Vocabulary) -> None:
    unrated = with_unrated(vocabulary)
    found = sources(a={"kind": "rumour"}, b={"kind": "rumour"}, c={})
    assert believed(unrated, found, "a") == Belief(None, 1)
    assert believed(unrated, found, "a", "b") == Belief(None, 2)
    # Support of unknown weight against a dispute of known weight is still unknown, not nought.
    assert believed(unrated, found, "a", ("c", "disputes")) == Belief(None, 1)
    assert believed(unrated, found, ("a", "disputes")) == Belief(None, 0)
    assert believed(unrated, found, "a", "c") == Belief(PAPER, 2)
    assert believed(unrated, found) == Belief(None, 0)


def test_belief_is_never_certain(vocabulary: Vocabulary) -> None:
    found = sources(**{f"s{n}": {} for n in range(12)})
    assert believed(vocabulary, found, *found) == Belief(0.99, 12)


NAMES = [f"s{n}" for n in range(6)]
LINKS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=8)
PIECES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["supports", "disputes", "qualifies"])), max_size=8)


@given(LINKS, st.permutations(NAMES))
def test_groups_do_not_depend_on_the_order_of_sources(links: list[tuple[str, str]], order: list[str]) -> None:
    repeated = {name: tuple(b for a, b in links if a == name and b != name) for name in NAMES}
    found = sources(**{name: {"derived_from": repeated[name]} for name in NAMES})
    groups = source_groups(found)
    assert source_groups({name: found[name] for name in order}) == groups
    assert all(groups[a] == groups[b] for a, b in links)
    assert all(groups[group] == group for group in groups.values())


@given(PIECES, st.randoms(use_true_random=False))
def test_belief_does_not_depend_on_the_order_of_evidence(
    vocabulary: Vocabulary, pieces: list[tuple[str, str]], random: object
) -> None:
    found = sources(**{name: {"kind": kind} for name, kind in zip(NAMES, ["paper", "news", "blog"] * 2, strict=True)})
    shuffled = sorted(pieces, key=lambda piece: random.random())  # type: ignore[attr-defined]
    first = believed(vocabulary, found, *pieces)
    assert believed(vocabulary, found, *shuffled) == first
    if first.confidence is not None:
        assert 0 <= first.confidence < 1
        more = believed(vocabulary, found, *pieces, ("s0", "supports"))
        assert more.confidence is not None
        assert more.confidence >= first.confidence
