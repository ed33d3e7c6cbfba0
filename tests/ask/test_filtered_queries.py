"""The SPARQL of every kind of question with every filter: what the filters keep when claims are read one by one."""

from __future__ import annotations

from typing import Any

import pytest

from agglo.graph.ask import kinds
from agglo.graph.ask.claims import claim_view
from agglo.graph.ask.inquest import claim_passes
from agglo.graph.ask.look import id_of
from agglo.graph.ask.reading import ABOUT, DISPUTES, FIGURES, INSTANCES, REFUTED, RELATIONAL, WHO_SAYS, Filters, Reading
from agglo.graph.ask.sparql import query_for
from agglo.graph.knowledge_graph import KnowledgeGraph
from agglo.graph.light import replace

FILTERS: dict[str, Any] = {
    "through": (("spin-off", "talent-density"), ("spin-off", "shared-campus")),
    "not_through": ("spin-off",),
    "places": ("china", "eindhoven"),
    "not_places": ("china", "netherlands"),
    "since": 1990,
    "until": 1990,
    "sources": ("economist-hefei-2024", "article-2", "article-3"),
    "confidence": 0.7,
    "as_of": 1995,
    "known_by": 2015,
    "checked_since": "2020",
}
CLAIMS = (
    "what is known about Eindhoven",
    "which figures does Philips have",
    "who says that Philips anchored the Eindhoven high-tech cluster",
    "what is disputed",
    "what is disputed about China",
    "which claims do not stand",
    "what remains without Philips",
    "which firms went bankrupt",
    "which clusters rose",
    "what does Kunshan lack for the three roles of a city",
    "can spin-off move from Eindhoven to Yangpu",
    "which mechanisms have no failure on record",
    "how do policies and mechanisms match",
    "why did Philips not drive Silicon Fen",
    "why is it said that Philips anchored the Eindhoven high-tech cluster",
    "what else could explain the Eindhoven high-tech cluster",
    "which feedback loops are there",
    "how do Eindhoven and Kunshan differ",
    "which cities are similar to Eindhoven",
    "which clusters rest on one witness",
    "which claims bear the most load",
    "which claims about China bear the most load",
)
PAIRS = (
    "which anchors drove which clusters",
    "what drove the Eindhoven high-tech cluster",
    "which policies hindered which clusters",
)


def found(graph: KnowledgeGraph, reading: Reading) -> set[str]:
    return {id_of(row["claim"]) for row in graph.look.rows(query_for(graph.look, reading))}


def test_every_kind_is_asked(shipped_graph: KnowledgeGraph) -> None:
    asked = {shipped_graph.read(text).kind for text in CLAIMS}
    # `test_instances` has the one that asks for things.
    assert asked == {*kinds.NAMES, ABOUT, FIGURES, DISPUTES, REFUTED, WHO_SAYS} - {INSTANCES}
    assert FILTERS.keys() == Filters.names()


@pytest.mark.parametrize("text", CLAIMS)
def test_a_filter_keeps_the_claims_that_pass_it_by_themselves(shipped_graph: KnowledgeGraph, text: str) -> None:
    look, reading = shipped_graph.look, shipped_graph.read(text)
    allowed, _ = kinds.narrowing(reading.kind)
    assert allowed
    every = found(shipped_graph, reading)
    assert every
    for name in sorted(allowed):
        filters = replace(Filters(), **{name: FILTERS[name]})
        then = look.known_by(FILTERS[name]) if name == "known_by" else look
        wanted = {id_ for id_ in every if claim_passes(then, claim_view(then, id_), filters)}
        assert found(shipped_graph, replace(reading, filters=filters)) == wanted, name


@pytest.mark.parametrize("text", PAIRS)
def test_a_filter_of_paths_keeps_the_pairs_of_the_answer(shipped_graph: KnowledgeGraph, text: str) -> None:
    kept = 0
    for name, value in FILTERS.items():
        reading = replace(shipped_graph.read(text), filters=replace(Filters(), **{name: value}))
        assert reading.kind in RELATIONAL
        rows = shipped_graph.look.rows(query_for(shipped_graph.look, reading))
        pairs = {(id_of(row["from"]), id_of(row["to"])) for row in rows}
        assert pairs == {(row.path.start, row.path.end) for row in shipped_graph.ask(reading).rows}, name
        kept += bool(pairs)
    assert kept > len(FILTERS) // 2
