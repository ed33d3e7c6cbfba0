from __future__ import annotations

import time

import pytest

from agglo.graph.names import did_you_mean, nearest, nearest_terms
from agglo.graph.vocabulary import Term, Vocabulary

KNOWN = ["philips", "asml", "eindhoven", "eindhoven-high-tech", "austin", "spin-off", "shared-campus", "zh-Hans", "en"]


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("philps", "philips"),
        ("phillips", "philips"),
        ("phlips-nv", "philips"),
        ("Philips", "philips"),
        ("spinoff", "spin-off"),
        ("spin_off", "spin-off"),
        ("eindhovn", "eindhoven"),
        ("high-tech-eindhoven", "eindhoven-high-tech"),
        ("zh-hans", "zh-Hans"),
        ("EN", "en"),
    ],
)
def test_the_nearest_name_comes_first(name: str, best: str) -> None:
    assert nearest(name, KNOWN)[0] == best


@pytest.mark.parametrize("name", ["", "🙂", "埃因霍温", "zzz", "x" * 201])
def test_nothing_is_near_to_what_is_like_nothing(name: str) -> None:
    assert nearest(name, KNOWN) == []
    assert did_you_mean(name, KNOWN) == ""


def test_a_hint_names_only_what_is_about_as_near_as_the_best() -> None:
    assert list(nearest("eindhovn", KNOWN)) == ["eindhoven", "eindhoven-high-tech"]
    assert did_you_mean("eindhovn", KNOWN) == "did you mean `eindhoven`?"
    assert did_you_mean("firm-1", ["firm-2", "firm-3", "law"]) == "did you mean `firm-2` or `firm-3`?"


def test_no_more_than_asked_for_and_in_a_stable_order() -> None:
    many = [f"firm-{n}" for n in range(50)]
    assert list(nearest("firm-", many, limit=4)) == list(nearest("firm-", many[::-1], limit=4))
    assert len(nearest("firm-", many, limit=4)) == 4
    assert did_you_mean("firm-", many).count("`") == 6


def test_a_term_may_be_meant_by_its_label(vocabulary: Vocabulary) -> None:
    assert nearest_terms("company", vocabulary.classes) == ["Firm"]
    assert nearest_terms("企业", vocabulary.classes) == ["Firm"]
    assert nearest_terms("anchored", vocabulary.relations) == ["anchors"]
    assert nearest_terms("said by", vocabulary.keys["Evidence"]) == ["said_by"]
    assert nearest_terms("Fimr", vocabulary.classes) == ["Firm"]
    assert nearest_terms("anything", dict[str, Term]()) == []


def test_a_huge_name_costs_nothing() -> None:
    start = time.monotonic()
    assert nearest("x" * 5_000_000, KNOWN) == []
    assert time.monotonic() - start < 0.5
