"""A question without an answer leads to one that has one: about the clusters in a place, or all that is known."""

from __future__ import annotations

import pytest

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.reading import ABOUT, OBJECTS, PAIRS, SUBJECTS, Filters, Reading, Slot
from agglo.graph.ask.sentences import sentence
from agglo.graph.ask.wider import wider

AUSTIN = Slot(entity="austin")
CLUSTERS = Slot(type="Cluster")
PHILIPS = Slot(entity="philips")
KNOWN = (ABOUT, PHILIPS, Slot(), ())


def test_what_is_offered_has_answers_and_is_read_as_it_is_said(shipped_graph: KnowledgeGraph) -> None:
    look = shipped_graph.look
    offered = 0
    for place in sorted(look.instances("Place")):
        asked = Reading("subjects", "drives", Slot(), Slot(entity=place))
        if shipped_graph.ask(asked).rows:
            continue
        for each in wider(look, asked):
            offered += 1
            assert shipped_graph.ask(each).rows
            for language in ("en", "zh-Hans", "zh-Hant"):
                told = each.in_language(language)
                assert shipped_graph.read(sentence(look, told)) == told
    assert offered > 10


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        (Reading(SUBJECTS, "drives", Slot(), AUSTIN), [(PAIRS, Slot(), CLUSTERS, ("austin",))]),
        (
            Reading("paths", "drives", Slot(entity="sematech"), AUSTIN),
            [(OBJECTS, Slot(entity="sematech"), CLUSTERS, ("austin",))],
        ),
        (Reading(SUBJECTS, "drives", Slot(type="Policy"), AUSTIN), []),
        (Reading(SUBJECTS, "drives", Slot(), AUSTIN, Filters(places=("austin",))), []),
        (Reading(SUBJECTS, "drives", Slot(type="Policy"), PHILIPS, Filters(since=1900)), [KNOWN]),
        (
            Reading("paths", "drives", Slot(entity="austin-chips"), PHILIPS),
            [(ABOUT, Slot(entity=each), Slot(), ()) for each in ("austin-chips", "philips")],
        ),
        (Reading(SUBJECTS, "drives", Slot(), AUSTIN, Filters(until=1800)), []),
        (Reading(PAIRS, "drives", Slot(type="Anchor"), CLUSTERS), []),
        (Reading(ABOUT, "", AUSTIN, Slot(), Filters(until=1800)), []),
        (Reading("without", "", PHILIPS, Slot()), [KNOWN]),
    ],
)
def test_a_place_gives_way_to_its_clusters(
    tiny_graph: KnowledgeGraph, asked: Reading, offered: list[tuple[str, Slot, Slot, tuple[str, ...]]]
) -> None:
    found = wider(tiny_graph.look, asked)
    assert [(each.kind, each.subject, each.object, each.filters.places) for each in found] == offered


def test_so_does_a_cause_and_filters_stay(shipped_graph: KnowledgeGraph) -> None:
    asked = shipped_graph.read("what did Boston drive since 1950")
    assert not shipped_graph.ask(asked).rows
    (found,) = wider(shipped_graph.look, asked)
    assert found.subject == Slot(type="Cluster", places=("boston",))
    assert found.filters == asked.filters
