"""Questions that ask for claims: about a thing, its figures, disputes, who says so, what is lost without it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.edges import Edge
from agglo.graph.ask.kinds import NAMES
from agglo.graph.ask.kinds.without import lost_without
from agglo.graph.ask.look import id_of
from agglo.graph.ask.near import by_end
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.reading import ABOUT, Filters, Reading, Slot
from agglo.graph.ask.sentences import sentence
from agglo.graph.ask.sparql import query_for

from .questions import LANGUAGES, described, questions

INQUIRIES = questions()["inquiries"]

FACTS = """
source: first
sources:
  first: {title: {en: First study}, author: [Ada], publisher: One Press, kind: paper}
  second: {title: {en: Second study}, author: [Bea], publisher: Two Press, kind: paper}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  school: {type: University, label: {en: School, zh-Hans: 学校}, in: town}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  loom: {type: Cluster, label: {en: Loom, zh-Hans: 织机集群}, in: town}
  dyes: {type: Cluster, label: {en: Dyes, zh-Hans: 染料集群}}
claims:
  - {claim: mill anchors yarn, when: 1800/1850, evidence: [{gist: {en: It did.}}]}
  - {claim: school anchors yarn, evidence: [{gist: {en: So did this.}}]}
  - {claim: mill drives loom, evidence: [{gist: {en: It did.}}]}
  - {claim: loom drives dyes, evidence: [{gist: {en: It did.}}]}
  - claim: mill has_employment
    value: 30
    unit: jobs
    when: 1810
    measure: {en: spinners, zh-Hans: 纺工}
    evidence: [{gist: {en: Thirty.}}]
  - {claim: mill has_output, value: 5, unit: GBP, when: 1811, evidence: [{gist: {en: Five pounds.}}]}
  - claim: mill founded school
    status: contested
    reason: {en: The second study finds no trace of it.}
    evidence:
      - {gist: {en: The mill set the school up.}}
      - {source: second, direction: disputes, gist: {en: No deed names the mill.}}
"""


@pytest.fixture(scope="module")
def town(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.yaml").write_text(FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


def claims(graph: KnowledgeGraph, question: str) -> list[str]:
    return [row.claims[0].id for row in graph.ask(question).rows]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what is Loom", ["loom.drives.dyes", "mill.drives.loom"]),
        ("织机集群是什么", ["loom.drives.dyes", "mill.drives.loom"]),
        ("what is School since 1900", []),
        ("which figures does Mill have", ["mill.has_employment", "mill.has_output"]),
        ("磨坊有哪些数据", ["mill.has_employment", "mill.has_output"]),
        ("what is the employment of Mill", ["mill.has_employment"]),
        ("磨坊的产值是多少", ["mill.has_output"]),
        ("what is the output of Mill before 1811", []),
        ("what is the output of Mill in 1811", ["mill.has_output"]),
        ("what is disputed", ["mill.founded.school"]),
        ("what is disputed about Land", ["mill.founded.school"]),
        ("织机集群有哪些争议", []),
        ("who says that Mill founded School", ["mill.founded.school"]),
        ("谁说磨坊创立学校", ["mill.founded.school"]),
        ("who says that School founded Mill", []),
        ("who says that Mill drives Yarn", ["mill.anchors.yarn"]),
        ("what is disputed according to Bea", []),  # she disputes it, and does not say it
    ],
)
def test_the_claims_that_answer(town: KnowledgeGraph, question: str, found: list[str]) -> None:
    assert sorted(claims(town, question)) == found


def test_an_answer_that_is_a_figure_leads_nowhere_and_says_what_was_counted(town: KnowledgeGraph) -> None:
    question = "what is the employment of Mill"
    (row,) = answer_json(town.look, question, town.ask(question))["answers"]
    assert (row["from"]["id"], row["to"]) == ("mill", None)
    (claim,) = row["claims"]
    assert (claim["value"], claim["unit"], claim["when"], claim["measure"]) == (30.0, "jobs", "1810", "spinners")


def test_a_dispute_shows_both_sides_and_its_reason(town: KnowledgeGraph) -> None:
    question = "有哪些争议"
    (row,) = answer_json(town.look, question, town.ask(question))["answers"]
    (claim,) = row["claims"]
    assert claim["status"] == "contested"
    assert claim["reason"] == "The second study finds no trace of it."
    assert [each["direction"] for each in claim["evidence"]] == ["supports", "disputes"]


def test_without_a_thing_what_has_other_support_is_weakened_and_the_rest_lost(town: KnowledgeGraph) -> None:
    found = {row.path.end: row for row in town.ask("what remains without Mill").rows}
    assert {end: row.verdict for end, row in found.items()} == {
        "loom": "loses-all-support",
        "dyes": "loses-all-support",
        "yarn": "loses-one-of-several",
    }
    assert found["yarn"].remaining == ("school.anchors.yarn",)
    assert [edge.claim for edge in found["dyes"].path.edges] == ["mill.drives.loom", "loom.drives.dyes"]
    assert [row.path.end for row in town.ask("没有学校会怎样").rows] == ["yarn"]
    lost = {row.path.end: row.verdict for row in town.ask("what remains without Land").rows}
    assert lost == dict.fromkeys(("yarn", "loom", "dyes"), "loses-all-support")
    assert town.ask("what remains without Dyes").rows == ()


def test_parts_go_with_the_whole_and_what_is_only_helped_stays() -> None:
    def edge(subject: str, relation: str, target: str) -> Edge:
        return Edge(f"{subject}.{relation}.{target}", subject, relation, target, 1, None, "", "", "", False)

    # The firm's laboratory made a campus, whose tenants made a cluster; the firm helped a school, and made a city.
    found = [
        edge("lab", "founded", "campus"),
        edge("campus", "drives", "cluster"),
        edge("firm", "drives", "city"),
        edge("city", "drives", "port"),
    ]
    helped = edge("firm", "supports", "school")
    origins, effects = by_end(found, ends=True), by_end([*found, helped], ends=False)
    lost = lost_without("firm", told(origins), told(effects), told({"firm": {"lab"}}), {"city"}.__contains__)
    assert set(lost) == {"firm", "lab", "campus", "cluster"}
    assert [e.claim for e in lost["cluster"].edges] == ["lab.founded.campus", "campus.drives.cluster"]


def test_filters_that_do_not_fit_are_refused(town: KnowledgeGraph) -> None:
    for text in ("what remains without Mill in Town", "what is Mill in at most 2 steps"):
        with pytest.raises(QuestionError, match="does not go with"):
            town.read(text)


def told(found: Mapping[str, Any]) -> Callable[[str], Any]:
    return lambda id_: found.get(id_, ())


@pytest.mark.parametrize("seed", range(200))
def test_what_is_lost_is_what_networkx_says(seed: int) -> None:
    """What is lost is the least set that holds the thing and all whose causes are in it: by repeated removal."""
    draw = random.Random(seed)
    graph = nx.gnp_random_graph(9, draw.choice((0.1, 0.2, 0.35)), seed=seed, directed=True)
    found = [Edge(f"{a}-{b}", str(a), "drives", str(b), 1, None, "", "", "", False) for a, b in graph.edges]
    causes, effects = (by_end(found, ends=ends) for ends in (True, False))
    had_causes = {node for node in graph if graph.in_degree(node)}
    left = graph.copy()
    left.remove_node(0)
    while orphans := [n for n in left if n in had_causes and not left.in_degree(n)]:
        left.remove_nodes_from(orphans)
    lost = lost_without("0", told(causes), told(effects), told({}), lambda _: False)
    assert set(lost) == {str(n) for n in graph if n not in left}
    assert all(path.end == node for node, path in lost.items() if node != "0")


GAPS_FACTS = """
source: first
sources:
  first: {title: {en: First study}, publisher: One Press, kind: paper}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  here: {type: City, label: {en: Here, zh-Hans: 此城}, in: land, point: [0, 0]}
  close: {type: City, label: {en: Close, zh-Hans: 近城}, in: land, point: [0, 1]}
  away: {type: City, label: {en: Away, zh-Hans: 远城}, in: land, point: [0, 9]}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: here}
  forge: {type: Firm, label: {en: Forge, zh-Hans: 铁铺}, in: close}
  dock: {type: Firm, label: {en: Dock, zh-Hans: 船坞}, in: away}
  list: {type: Framework, label: {en: The Five, zh-Hans: 五项}, members: [skill, room, money, luck, trust]}
  skill: {type: Concept, label: {en: skill, zh-Hans: 手艺}}
  room: {type: Concept, label: {en: room, zh-Hans: 空间}}
  money: {type: Concept, label: {en: money, zh-Hans: 资金}}
  luck: {type: Concept, label: {en: luck, zh-Hans: 运气}}
  trust: {type: Concept, label: {en: trust, zh-Hans: 信任}}
  schooling: {type: Mechanism, label: {en: schooling, zh-Hans: 学徒制}, definition: {en: Lessons.}}
claims:
  - {claim: list includes skill, evidence: [{gist: {en: One.}}]}
  - {claim: list includes room, evidence: [{gist: {en: Two.}}]}
  - {claim: list includes money, evidence: [{gist: {en: Three.}}]}
  - {claim: list includes luck, evidence: [{gist: {en: Four.}}]}
  - {claim: list includes trust, evidence: [{gist: {en: Five.}}]}
  - {claim: skill requires schooling, evidence: [{gist: {en: It does.}}]}
  - {claim: mill attracts forge, through: [schooling], where: [here], evidence: [{gist: {en: By lessons.}}]}
  - {claim: dock has_trait room, evidence: [{gist: {en: Much room.}}]}
  - {claim: forge has_trait room, evidence: [{gist: {en: Some room.}}]}
  - claim: mill has_trait money
    status: contested
    dispute: existence
    reason: {en: The books are lost.}
    evidence: [{gist: {en: Rich.}}]
  - claim: mill has_trait luck
    status: rejected
    dispute: existence
    reason: {en: It burnt down.}
    evidence: [{gist: {en: Lucky.}}]
"""


@pytest.fixture(scope="module")
def cities(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("cities")
    (folder / "cities.yaml").write_text(GAPS_FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


def test_a_place_is_measured_against_a_framework_member_by_member(cities: KnowledgeGraph) -> None:
    """Worked out by hand; what is missing first, else in the order of the framework."""
    found = cities.ask("what does Here lack for the Five")
    assert [(row.end, row.verdict) for row in found.rows] == [
        ("room", "not-recorded"),
        ("trust", "not-recorded"),
        ("luck", "absent"),
        ("money", "disputed"),
        ("skill", "present"),
    ]
    room, trust, *_, skill = found.rows
    assert room.nearest is not None
    assert (room.nearest.city, room.nearest.kilometres, room.nearest.claim) == ("close", 111, "forge.has_trait.room")
    assert trust.nearest is None
    assert [claim.id for claim in skill.claims] == ["mill.attracts.forge", "skill.requires.schooling"]


def test_an_empty_city_lacks_nothing_for_sure(cities: KnowledgeGraph) -> None:
    rows = cities.ask("兰国对照五项缺什么").rows
    assert {row.verdict for row in rows} == {"present", "not-recorded", "disputed", "absent"}
    assert {row.verdict for row in cities.ask("what does Away lack for the Five").rows if row.end != "room"} == {
        "not-recorded"
    }


def test_a_gap_in_json_names_the_nearest_city(cities: KnowledgeGraph) -> None:
    question = "此城对照五项缺什么"
    first = answer_json(cities.look, question, cities.ask(question))["answers"][0]
    assert (first["from"]["id"], first["to"]["id"], first["verdict"]) == ("here", "room", "not-recorded")
    assert first["claims"] == []
    assert (first["confidence"], first["independent_sources"], first["hops"]) == (None, 0, 0)
    assert first["nearest"]["label"] == "近城"
    assert first["nearest"]["claim"]["id"] == "forge.has_trait.room"


def test_any_one_of_several_mechanisms_is_enough(cities: KnowledgeGraph) -> None:
    either = Filters(through=(("schooling", "luck"),))
    rows = cities.ask(Reading(ABOUT, "", Slot(entity="forge"), Slot(), either)).rows
    assert [row.claims[0].id for row in rows] == ["mill.attracts.forge"]
    both = Filters(through=(("schooling",), ("luck",)))
    assert cities.ask(Reading(ABOUT, "", Slot(entity="forge"), Slot(), both)).rows == ()


@pytest.mark.parametrize("question", INQUIRIES, ids=lambda q: q["ask"])
def test_the_corpus_of_inquiries_is_read_right(shipped_graph: KnowledgeGraph, question: dict[str, Any]) -> None:
    expected = {name: value for name, value in question.items() if name != "ask"}
    reading = shipped_graph.read(question["ask"])
    assert described(reading) == expected
    for language in LANGUAGES.values():
        wanted = reading.in_language(language)
        printed = sentence(shipped_graph.look, wanted)
        assert shipped_graph.read(printed).in_language(language) == wanted, printed


def test_the_sparql_of_every_inquiry_gives_its_claims(shipped_graph: KnowledgeGraph) -> None:
    readings: dict[Reading, None] = dict.fromkeys(
        shipped_graph.read(q["ask"]).in_language("en") for q in INQUIRIES if q["kind"] not in NAMES
    )
    answered = 0
    for reading in readings:
        query = query_for(shipped_graph.look, reading)
        found = {id_of(row["claim"]) for row in shipped_graph.look.rows(query)}
        assert found == {row.path.edges[0].claim for row in shipped_graph.ask(reading).rows}, query
        answered += bool(found)
    assert answered > 12
