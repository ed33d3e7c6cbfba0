"""Questions that ask for claims: about a thing, its figures, disputes, who says so, what is lost without it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.edges import Edge
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.reading import WITHOUT, Reading
from agglo.graph.ask.sentences import sentence
from agglo.graph.ask.sparql import query_for
from agglo.graph.ask.without import by_end, lost_without

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
    origins, _ = by_end(found)
    _, effects = by_end([*found, helped])
    lost = lost_without("firm", origins, effects, {"firm": {"lab"}}, {"city"})
    assert set(lost) == {"firm", "lab", "campus", "cluster"}
    assert [e.claim for e in lost["cluster"].edges] == ["lab.founded.campus", "campus.drives.cluster"]


def test_filters_that_do_not_fit_are_refused(town: KnowledgeGraph) -> None:
    for text in ("what remains without Mill in Town", "what is Mill in at most 2 steps"):
        with pytest.raises(QuestionError, match="does not go with"):
            town.read(text)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_lost_is_what_networkx_says(seed: int) -> None:
    """What is lost is the least set that holds the thing and all whose causes are in it: by repeated removal."""
    draw = random.Random(seed)
    graph = nx.gnp_random_graph(9, draw.choice((0.1, 0.2, 0.35)), seed=seed, directed=True)
    found = [Edge(f"{a}-{b}", str(a), "drives", str(b), 1, None, "", "", "", False) for a, b in graph.edges]
    causes, effects = by_end(found)
    had_causes = {node for node in graph if graph.in_degree(node)}
    left = graph.copy()
    left.remove_node(0)
    while orphans := [n for n in left if n in had_causes and not left.in_degree(n)]:
        left.remove_nodes_from(orphans)
    lost = lost_without("0", causes, effects, {}, ())
    assert set(lost) == {str(n) for n in graph if n not in left}
    assert all(path.end == node for node, path in lost.items() if node != "0")


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
        shipped_graph.read(q["ask"]).in_language("en") for q in INQUIRIES if q["kind"] != WITHOUT
    )
    answered = 0
    for reading in readings:
        query = query_for(shipped_graph.look, reading)
        found = {id_of(row["claim"]) for row in shipped_graph.look.rows(query)}
        assert found == {row.path.edges[0].claim for row in shipped_graph.ask(reading).rows}, query
        answered += bool(found)
    assert answered > 12
