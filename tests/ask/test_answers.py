"""What counts as an answer, and what it is worth."""

from itertools import product

import pytest

from agglo.graph import Answer, KnowledgeGraph, NameNotFoundError, QuestionError
from agglo.graph.ask.look import id_of
from agglo.graph.ask.reading import Filters, Reading, Slot
from agglo.graph.ask.sparql import query_for


def chains_of(answer: Answer) -> list[list[str]]:
    """Each answer's entities, from the first cause to the last effect."""
    return [[row.path.start, *(edge.object for edge in row.path.edges)] for row in answer.rows]


def pairs(answer: Answer) -> set[tuple[str, str]]:
    return {(row.path.start, row.path.end) for row in answer.rows}


@pytest.mark.parametrize(
    ("start", "end", "support", "independent"),
    [
        ("alpha", "gamma", "whole-chain", 1),
        ("beta", "gamma", "whole-chain", 2),
        ("delta", "zeta", "pieces", 1),
        ("eta", "iota", "single-source", 1),
        ("theta", "iota", "single-source", 1),
    ],
)
def test_a_path_says_who_tells_it(chains: KnowledgeGraph, start: str, end: str, support: str, independent: int) -> None:
    (row,) = chains.paths(start, end).rows
    assert (row.support, row.independent_sources) == (support, independent)


def test_a_reprint_counts_once_and_is_shown(tiny_graph: KnowledgeGraph) -> None:
    (row,) = tiny_graph.paths("sematech", "austin-chips").rows
    assert row.independent_sources == 1
    assert {evidence.source for claim in row.claims for evidence in claim.evidence} == {"first-paper", "reprint"}


def test_no_effect_begins_before_its_cause(chains: KnowledgeGraph) -> None:
    late, undated = (chains_of(chains.ask(f"what did {name} drive")) for name in ("Late", "Undated"))
    assert late == [["late", "undated"], ["late", "undated", "middle"]]
    assert undated == [["undated", "middle"], ["undated", "middle", "early"]]


def test_what_attracts_works_in_its_place_only(chains: KnowledgeGraph) -> None:
    assert pairs(chains.ask("what did North drive")) == {("north", "guest"), ("north", "here")}
    assert pairs(chains.ask("what did Guest drive")) == {("guest", "here"), ("guest", "there")}


def test_what_has_no_place_of_its_own_carries_nothing_from_city_to_city(chains: KnowledgeGraph) -> None:
    found = {("kiln", "notion"), ("kiln", "near"), ("kiln", "afloat"), ("kiln", "land")}
    assert pairs(chains.ask("what did Kiln drive")) == found
    assert ("notion", "far") in pairs(chains.ask("what did Notion drive"))
    look = chains.look
    rows = look.rows(query_for(look, chains.read("what did Kiln drive")))
    assert {("kiln", id_of(row["to"])) for row in rows} == found


def test_what_hinders_a_hindrance_does_not_hinder(chains: KnowledgeGraph) -> None:
    hindered = chains.ask("what did Tax hinder")
    assert pairs(hindered) == {("tax", "flight"), ("tax", "jobs")}
    assert {row.path.sign for row in hindered.rows} == {-1}


def test_contested_claims_are_in_no_path(chains: KnowledgeGraph, tiny_graph: KnowledgeGraph) -> None:
    assert pairs(chains.ask("what did Doubted drive")) == set()
    assert ("mit", "austin-chips") not in pairs(tiny_graph.ask("which universities drove which clusters"))
    assert pairs(tiny_graph.paths("mit", "austin-chips")) == set()


def test_the_anchors_of_the_tiny_world(tiny_graph: KnowledgeGraph) -> None:
    answer = tiny_graph.ask("which anchors drove which clusters")
    assert pairs(answer) == {
        ("philips", "eindhoven-high-tech"),
        ("philips", "lithography-cluster"),
        ("asml", "lithography-cluster"),
        ("sematech", "austin-chips"),
    }
    lengths = [len(row.path.edges) for row in answer.rows]
    assert lengths == sorted(lengths) == [1, 1, 1, 2]
    assert answer.examined == {"claims": 4, "claims left out by filters": 0, "paths": 4}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did Alpha drive through stealing", {("alpha", "beta"), ("alpha", "gamma")}),
        ("what did Alpha drive through copying", {("alpha", "beta"), ("alpha", "gamma")}),
        ("what did Alpha drive not through copying", set()),
        ("what did Beta drive not through copying", {("beta", "gamma")}),
        ("what did Alpha drive in South", {("alpha", "gamma")}),
        ("what did Alpha drive in at most 1 step", {("alpha", "beta")}),
        ("what did Alpha directly drive", {("alpha", "beta")}),
        ("what did Alpha drive according to Second study", set()),
        ("what did Beta drive according to Bea", {("beta", "gamma")}),
        ("what did Late drive since 1980", {("late", "undated")}),
        ("what did Late drive before 1980", set()),
        ("what did Middle drive between 1955 and 1999", {("middle", "early")}),
        ("what did Middle drive since 1961", set()),
        ("what did Undated drive since 1900", set()),
        ("which firms in North drove which clusters", {("alpha", "gamma"), ("kiln", "near")}),
        ("which firms in South drove which clusters", {("eta", "iota")}),
        (
            "which firms drove which clusters in North",
            {("delta", "zeta"), ("epsilon", "zeta"), ("guest", "here"), ("kiln", "near")},
        ),
        ("which firms work with Eta", {("alpha", "eta")}),
        ("which firms work with Alpha", {("eta", "alpha")}),
    ],
)
def test_filters(chains: KnowledgeGraph, question: str, expected: set[tuple[str, str]]) -> None:
    assert pairs(chains.ask(question)) == expected


def test_confidence_is_a_line_to_be_above(shipped_graph: KnowledgeGraph) -> None:
    every = shipped_graph.ask("which anchors directly drove which clusters")
    lines = sorted({row.path.confidence for row in every.rows if row.path.confidence is not None})
    line = lines[len(lines) // 2]
    above = shipped_graph.ask(f"which anchors directly drove which clusters with confidence above {line}")
    assert above.rows
    assert all(row.path.confidence is not None and row.path.confidence > line for row in above.rows)
    assert above.examined["claims left out by filters"] > 0


def test_the_sparql_of_any_reading_gives_the_same_pairs(chains: KnowledgeGraph) -> None:
    subjects = [
        Slot(),
        Slot(type="Firm"),
        Slot(type="Firm", places=("north",)),
        Slot(entity="alpha"),
        Slot(entity="late"),
    ]
    objects = [Slot(), Slot(type="Cluster"), Slot(entity="gamma")]
    filters = [
        Filters(),
        Filters(through=(("copying",),)),
        Filters(not_through=("stealing",)),
        Filters(places=("north", "south")),
        Filters(since=1955, until=1995),
        Filters(sources=("first",)),
        Filters(confidence=0.3),
    ]
    answered = 0
    for relation, subject, target, filtered in product(("drives", "hinders", "partner_of"), subjects, objects, filters):
        for hops in (1, 2, 3):
            reading = Reading("pairs", relation, subject, target, filtered, hops)
            rows = chains.look.rows(query_for(chains.look, reading))
            found = {(id_of(row["from"]), id_of(row["to"])) for row in rows}
            assert found == pairs(chains.ask(reading)), reading
            answered += bool(found)
    assert answered > 200


# Names


def test_an_ambiguous_name_is_asked_back_with_both_ids(tiny_graph: KnowledgeGraph) -> None:
    for text in ("which anchors drove Cambridge", "哪些锚机构带动了剑桥", "哪些錨機構帶動了劍橋"):
        with pytest.raises(QuestionError) as caught:
            tiny_graph.ask(text)
        asked = " ".join(caught.value.suggestions)
        assert "cambridge-england" in asked
        assert "cambridge-massachusetts" in asked
        for id_, suggestion in zip(("england", "massachusetts"), caught.value.suggestions, strict=True):
            assert tiny_graph.read(suggestion).object.entity == f"cambridge-{id_}"
    with pytest.raises(QuestionError, match="2 entities"):
        tiny_graph.resolve("Cambridge")


def test_a_full_name_is_not_ambiguous(tiny_graph: KnowledgeGraph) -> None:
    assert tiny_graph.read("what drove Cambridge (England)").object.entity == "cambridge-england"
    assert tiny_graph.resolve("麻省剑桥") == "cambridge-massachusetts"


def test_an_unknown_name_comes_back_with_the_nearest(tiny_graph: KnowledgeGraph) -> None:
    with pytest.raises(NameNotFoundError) as caught:
        tiny_graph.resolve("Philps")
    assert list(caught.value.nearest) == ["philips"]
    with pytest.raises(QuestionError) as refused:
        tiny_graph.ask("what did Philps drive")
    assert "Philips" in refused.value.hint
    assert tiny_graph.read(refused.value.suggestions[0]) == tiny_graph.read("what did Philips drive")


@pytest.mark.parametrize(
    "name", ["philips", "Philips", "PHILIPS", "royal philips", "飞利浦", "飛利浦", "Ｐｈｉｌｉｐｓ"]
)
def test_a_name_in_any_spelling_is_the_same_entity(tiny_graph: KnowledgeGraph, name: str) -> None:
    assert tiny_graph.resolve(name) == "philips"
    assert tiny_graph.read(f"what did {name} drive").subject.entity == "philips"


def test_paths_takes_1_to_6_claims_and_known_relations(tiny_graph: KnowledgeGraph) -> None:
    assert tiny_graph.paths("philips", "lithography-cluster", hops=6).rows
    for hops in (0, 7):
        with pytest.raises(QuestionError, match="1 to 6"):
            tiny_graph.paths("philips", "asml", hops=hops)
    with pytest.raises(NameNotFoundError, match="no relation"):
        tiny_graph.paths("philips", "asml", relation="drvies")
