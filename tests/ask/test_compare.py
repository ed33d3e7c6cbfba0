"""Two things side by side, and what is like a thing."""

from __future__ import annotations

from collections.abc import Collection
from math import isclose, log
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.kinds.similar import jaccard, rarity
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.sparql import query_for

FACTS = """
source: first
sources:
  first: {title: {en: First study}, publisher: One Press, published: 2001, kind: paper}
  second: {title: {en: Second study}, publisher: Two Press, published: 2020, kind: paper}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  left: {type: City, label: {en: Left, zh-Hans: 左城}, in: land}
  right: {type: City, label: {en: Right, zh-Hans: 右城}, in: land}
  void: {type: City, label: {en: Void, zh-Hans: 空城}, in: land}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: left}
  forge: {type: Firm, label: {en: Forge, zh-Hans: 铁铺}, in: right}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: left}
  iron: {type: Cluster, label: {en: Iron, zh-Hans: 铁器集群}, in: right}
  bare: {type: Cluster, label: {en: Bare, zh-Hans: 无主集群}, in: right}
  weaving: {type: Industry, label: {en: weaving, zh-Hans: 纺织业}}
  grant: {type: Subsidy, label: {en: Grant, zh-Hans: 补助}}
  training: {type: Mechanism, label: {en: training, zh-Hans: 培训}, definition: {en: Teaching.}}
  lessons: {type: Mechanism, label: {en: lessons, zh-Hans: 授课}, broader: [training], definition: {en: Hours.}}
  piracy: {type: Mechanism, label: {en: piracy, zh-Hans: 仿冒}, definition: {en: Copying.}}
  list: {type: Framework, label: {en: The Four, zh-Hans: 四项}, members: [skill, room, luck, trust]}
  skill: {type: Concept, label: {en: skill, zh-Hans: 手艺}}
  room: {type: Concept, label: {en: room, zh-Hans: 空间}}
  luck: {type: Concept, label: {en: luck, zh-Hans: 运气}}
  trust: {type: Concept, label: {en: trust, zh-Hans: 信任}}
claims:
  - {claim: list includes skill, evidence: [{gist: {en: One.}}]}
  - {claim: list includes room, evidence: [{gist: {en: Two.}}]}
  - {claim: list includes luck, evidence: [{gist: {en: Three.}}]}
  - {claim: list includes trust, evidence: [{gist: {en: Four.}}]}
  - {claim: mill anchors yarn, when: 1900, through: [lessons], evidence: [{gist: {en: It did.}}]}
  - {claim: forge anchors iron, through: [training, piracy], evidence: [{source: second, gist: {en: It did.}}]}
  - {claim: bare is_kind_of weaving, evidence: [{gist: {en: It is.}}]}
  - {claim: mill active_in weaving, evidence: [{gist: {en: It is.}}]}
  - {claim: forge active_in weaving, evidence: [{gist: {en: It is.}}]}
  - {claim: grant supports yarn, evidence: [{gist: {en: It did.}}]}
  - {claim: mill has_trait skill, evidence: [{gist: {en: It has.}}]}
  - {claim: forge has_trait skill, evidence: [{gist: {en: It has.}}]}
  - {claim: mill has_trait room, evidence: [{gist: {en: It has.}}]}
  - claim: forge has_trait luck
    status: contested
    dispute: existence
    reason: {en: It burnt down.}
    evidence: [{gist: {en: It had.}}, {source: second, direction: disputes, gist: {en: It had not.}}]
  - {claim: mill partner_of forge, evidence: [{gist: {en: They are.}}]}
  - {claim: left has_output, value: 5, unit: GBP, when: 1900, evidence: [{gist: {en: Five.}}]}
  - {claim: right has_output, id: right.1890, value: 7, unit: GBP, when: 1890, evidence: [{gist: {en: Seven.}}]}
  - {claim: right has_output, id: right.1902, value: 8, unit: GBP, when: 1902, evidence: [{gist: {en: Eight.}}]}
  - {claim: left has_employment, value: 30, unit: jobs, when: 1900, evidence: [{gist: {en: Thirty.}}]}
  - {claim: right has_employment, value: 4, unit: people, when: 1900, evidence: [{gist: {en: Four.}}]}
"""


@pytest.fixture(scope="module")
def cities(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("cities")
    (folder / "cities.yaml").write_text(FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


def topics(graph: KnowledgeGraph, question: str) -> dict[str, list[tuple[Any, ...]]]:
    """Each topic with its notes: name, values without their labels, and claims."""
    return {
        row.title.name: [(note.name, *note.values, list(note.claims)) for note in row.notes]
        for row in graph.ask(question).rows
        if row.title
    }


@pytest.mark.parametrize("question", ["compare Left and Right", "how do Left and Right differ"])
def test_two_cities_topic_by_topic(cities: KnowledgeGraph, question: str) -> None:
    """Worked out by hand."""
    assert topics(cities, question) == {
        "clusters": [
            ("cluster", "left", "yarn", ["mill.anchors.yarn"]),
            ("cluster", "right", "iron", ["forge.anchors.iron"]),
            ("clusters-alone", "right", ("bare",), []),
        ],
        # Lessons are training, which the other has; training is not lessons.
        "mechanisms": [
            ("both", "training", ["mill.anchors.yarn", "forge.anchors.iron"]),
            ("only", "left", ("lessons",), ["mill.anchors.yarn"]),
            ("only", "right", ("piracy",), ["forge.anchors.iron"]),
        ],
        "industries": [
            ("both", "weaving", ["mill.active_in.weaving", "bare.is_kind_of.weaving", "forge.active_in.weaving"])
        ],
        "policies": [
            ("both-none", []),
            ("only", "left", ("grant",), ["grant.supports.yarn"]),
            ("unrecorded", "right", []),
        ],
        # Jobs are not people, and of two years the nearer one counts.
        "figures": [
            ("figure-apart", "has an output of", "pound sterling", 2, ["left.has_output", "right.1902"]),
            ("only", "left", ("employs this many · jobs",), ["left.has_employment"]),
            ("only", "right", ("employs this many · people",), ["right.has_employment"]),
        ],
        "between": [("joined", 1, ["mill.partner_of.forge"])],
        "disputes": [("disputed", "right", 1, ["forge.has_trait.luck"])],
        # What is contested is not on record, and what is not on record is not absent.
        "frameworks": [
            ("framework-both", "list", ("skill",), ["mill.has_trait.skill", "forge.has_trait.skill"]),
            ("framework-only", "list", ("room",), "left", ["mill.has_trait.room"]),
            ("framework-neither", "list", ("luck", "trust"), []),
        ],
    }


def test_the_order_of_the_two_is_the_readers(cities: KnowledgeGraph) -> None:
    one, other = topics(cities, "compare Left and Right"), topics(cities, "右城和左城有什么不同")
    assert one.keys() == other.keys()
    assert {note[0] for note in other["policies"]} == {"both-none", "only", "unrecorded"}
    assert other["policies"][1] == ("unrecorded", "right", [])
    assert other["mechanisms"][0] == ("both", "training", ["forge.anchors.iron", "mill.anchors.yarn"])


def test_every_claim_of_a_comparison_leads_to_its_line(cities: KnowledgeGraph) -> None:
    answer = cities.ask("比较左城和右城")
    found = answer_json(cities.look, "", answer)
    assert found["reading"] == "左城和右城有什么异同？"
    for row in found["answers"]:
        assert (row["from"]["id"], row["to"]["id"], row["polarity"], row["hops"]) == ("left", "right", "unclear", 0)
        assert row["claims"] == []
        claims = [claim for note in row["notes"] for claim in note.get("claims", ())]
        assert all(claim["file"] == "cities.yaml" and claim["line"] for claim in claims)
    said = [note["text"] for row in found["answers"] for note in row["notes"]]
    assert "只有左城有记录：补助" in said
    assert "右城没有记录，但不等于没有" in said
    assert "四项，两者都没有记录：运气、信任" in said
    query = {id_of(row["claim"]) for row in cities.look.rows(query_for(cities.look, answer.reading))}
    notes = [note for row in found["answers"] for note in row["notes"]]
    shown = {claim["id"] for note in notes for claim in note.get("claims", ())}
    assert shown
    assert shown <= query


def test_things_of_different_classes_are_compared_by_what_there_is(cities: KnowledgeGraph) -> None:
    found = topics(cities, "compare Mill with Right")
    assert found["kinds"] == [("kind", "mill", "firm", []), ("kind", "right", "city", [])]
    assert found["clusters"][0] == ("cluster", "mill", "yarn", ["mill.anchors.yarn"])
    assert found["mechanisms"][0][:2] == ("both", "training")
    assert found["between"] == [("joined", 1, ["mill.partner_of.forge"])]


def test_what_is_not_recorded_is_never_absent(cities: KnowledgeGraph) -> None:
    found = topics(cities, "compare Left and Void")
    names = {note[0] for notes in found.values() for note in notes}
    assert names == {"cluster", "both-none", "only", "unrecorded", "framework-only", "framework-neither"}
    assert ("unrecorded", "void", []) in found["mechanisms"]
    rows = cities.ask("compare Void and Land").rows
    assert [note.name for row in rows if row.title and row.title.name == "mechanisms" for note in row.notes]


def test_what_is_in_the_other_is_said_so(cities: KnowledgeGraph) -> None:
    found = topics(cities, "compare Left and Mill")
    assert found["kinds"][2:] == [("inside", "mill", "left", [])]
    assert "between" not in found


def test_members_of_frameworks_are_on_record_where_gaps_has_them(shipped_graph: KnowledgeGraph) -> None:
    pair = ("eindhoven", "shanghai")
    rows = {row.title.name: row for row in shipped_graph.ask(shipped_graph.reading("compare", *pair)).rows if row.title}
    recorded: dict[str, set[tuple[str, str]]] = {end: set() for end in pair}
    frameworks = set()
    for note in rows["frameworks"].notes:
        framework, group, *only = note.values
        assert isinstance(framework, str)
        assert isinstance(group, tuple)
        frameworks.add(framework)
        for end in pair if note.name == "framework-both" else only:
            recorded[str(end)] |= {(framework, member) for member in group}
    assert len(frameworks) > 5
    for end in pair:
        present = {
            (framework, row.end)
            for framework in frameworks
            for row in shipped_graph.ask(shipped_graph.reading("gaps", end, framework)).rows
            if row.verdict == "present"
        }
        assert recorded[end] == present


def test_filters_and_refusals_of_a_comparison(cities: KnowledgeGraph) -> None:
    assert "between" not in topics(cities, "compare Left and Right since 1850")
    known = topics(cities, "compare Left and Right known by 2010")
    assert known["mechanisms"] == [
        ("both-none", []),
        ("only", "left", ("lessons",), ["mill.anchors.yarn"]),
        ("unrecorded", "right", []),
    ]
    for text in ("compare Left and Right in Land", "compare Left and Right through piracy"):
        with pytest.raises(QuestionError, match="does not go with"):
            cities.read(text)
    with pytest.raises(QuestionError, match="with itself"):
        cities.ask("compare Left and Left")
    with pytest.raises(QuestionError, match="不能与自己比较"):
        cities.ask("比较左城和左城")


LIKE = """
source: first
sources:
  first: {title: {en: First study}, publisher: One Press, published: 2001, kind: paper}
  second: {title: {en: Second study}, publisher: Two Press, published: 2020, kind: paper}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  a: {type: Firm, label: {en: Ash, zh-Hans: 白蜡}, in: land}
  b: {type: Firm, label: {en: Beech, zh-Hans: 山毛榉}, in: land}
  c: {type: Firm, label: {en: Cedar, zh-Hans: 雪松}, in: land}
  d: {type: Firm, label: {en: Damson, zh-Hans: 李子}, in: land}
  shop: {type: Site, label: {en: Shop, zh-Hans: 车间}, in: a}
"""
INDUSTRIES = {"a": "12345", "b": "12346", "c": "17890", "d": "1"}


@pytest.fixture(scope="module")
def trees(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("trees")
    kinds = "".join(
        f"  i{n}: {{type: Industry, label: {{en: trade {name}, zh-Hans: 行业{n}}}}}\n"
        for n, name in enumerate(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))
    )
    claims = "".join(
        f"  - {{claim: {firm} active_in i{n}, evidence: [{{gist: {{en: It is.}}}}]}}\n"
        for firm, those in INDUSTRIES.items()
        for n in those
    )
    (folder / "trees.yaml").write_text(f"{LIKE}{kinds}claims:\n{claims}", "utf-8")
    return KnowledgeGraph.open(folder)


@pytest.mark.parametrize(
    "question", ["what is similar to Ash", "which firms are like Ash", "哪些企业与白蜡相似", "与白蜡相似的企业有哪些"]
)
def test_likeness_is_the_weighted_jaccard_index(trees: KnowledgeGraph, question: str) -> None:
    """Worked out by hand: of three firms with enough on record all are in trade 1; trades 2 to 4 are of two, 5 and 6 of
    one each."""
    answer = trees.ask(question)
    (row,) = answer.rows
    assert (row.start, row.end) == ("a", "b")
    likeness, shared = row.notes
    expected = 3 * log(3 / 2) / (3 * log(3 / 2) + 2 * log(3 / 1))
    assert likeness.values == (round(expected, 3), 3, 5) == (0.356, 3, 5)
    assert (shared.name, shared.values) == ("industries", (("i2", "i3", "i4"),))
    assert shared.claims[:2] == ("a.active_in.i2", "b.active_in.i2")
    assert len(shared.claims) == 6
    assert answer.examined["paths"] == 2
    (back,) = trees.ask("what is similar to Beech").rows
    assert (back.end, back.notes[0].values) == ("a", likeness.values)


def test_too_little_on_record_is_said_so(trees: KnowledgeGraph) -> None:
    (row,) = trees.ask("what is similar to Damson").rows
    assert (row.verdict, row.end, row.claims) == ("not-enough-on-record", "", ())
    assert row.notes[0].values == ("d", 1, 5)
    (found,) = answer_json(trees.look, "", trees.ask("什么与李子相似"))["answers"]
    assert found["to"] is None
    assert found["notes"][0]["text"] == "李子只有 1 个特征有记录；至少要 5 个才能比较"
    assert trees.ask("what is similar to Cedar").rows == ()
    (row,) = trees.ask("what is similar to Ash known by 2000").rows
    assert row.verdict == "not-enough-on-record"


@pytest.mark.parametrize("kind", ["loops", "compare", "similar"])
def test_the_same_question_gives_the_same_answer(shipped_graph: KnowledgeGraph, kind: str) -> None:
    names = {"loops": ("philips", ""), "compare": ("eindhoven", "austin"), "similar": ("eindhoven", "")}[kind]
    reading = shipped_graph.reading(kind, *names)
    one, other = (answer_json(g.look, "", g.ask(reading)) for g in (shipped_graph, KnowledgeGraph.open()))
    assert one == other
    assert one["found"]


def test_what_a_thing_is_in_and_what_is_in_it_is_not_compared(shipped_graph: KnowledgeGraph) -> None:
    found = {row.end for row in shipped_graph.ask("which cities are similar to Suzhou").rows}
    assert found
    assert not found & {"suzhou", "kunshan"}


_THINGS = st.lists(st.frozensets(st.sampled_from("abcdefg")), min_size=2, max_size=6)


@settings(max_examples=200, deadline=None)
@given(_THINGS)
def test_likeness_is_what_its_definition_says(things: list[frozenset[str]]) -> None:
    weights = rarity(things)
    assert weights.keys() == set().union(*things)

    def weight(features: Collection[str]) -> float:
        return sum(log(len(things) / sum(f in each for each in things)) for f in features)

    for one in things:
        for other in things:
            found = jaccard(one, other, weights)
            assert found == jaccard(other, one, weights)
            assert 0 <= found <= 1
            total = weight(one | other)
            assert isclose(found, weight(one & other) / total if total else 0.0, abs_tol=1e-12)
