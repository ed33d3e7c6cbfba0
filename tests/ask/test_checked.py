"""Staleness: a claim whose sources nobody has read for long is shown and marked, and left out only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.answer import Answer
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.reading import Filters
from agglo.graph.ask.sentences import sentence
from agglo.graph.ask.sparql import query_for

FACTS = """\
source: old
sources:
  old: {title: {en: Old page}, author: [Ada], publisher: One, kind: paper, published: 1990, checked_on: 2019-05-01}
  new: {title: {en: New page}, author: [Bea], publisher: Two Press, kind: paper, checked_on: 2024-02-29}
  never: {title: {en: Page}, author: [Cid], publisher: Three Press, kind: paper}
entities:
  town: {type: City, label: {en: Town, zh-Hans: 镇}}
  port: {type: City, label: {en: Port, zh-Hans: 港}}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  forge: {type: Firm, label: {en: Forge, zh-Hans: 铁铺}, in: port}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  rope: {type: Cluster, label: {en: Rope, zh-Hans: 绳索集群}, in: port}
  dyes: {type: Cluster, label: {en: Dyes, zh-Hans: 染料集群}, in: town}
  guild: {type: Mechanism, label: {en: guild, zh-Hans: 行会}, definition: {en: A union.}}
  ways: {type: Framework, label: {en: Ways, zh-Hans: 诸法}, members: [guild]}
  plan: {type: Policy, label: {en: Plan, zh-Hans: 规划}, in: town}
claims:
  - {claim: mill anchors yarn, through: [guild], evidence: [{gist: {en: It did.}}, {source: never, gist: {en: Yes.}}]}
  - {claim: forge anchors rope, through: [guild], evidence: [{gist: {en: It did.}}, {source: new, gist: {en: It did.}}]}
  - {claim: forge anchors dyes, evidence: [{gist: {en: It did.}}, {source: new, direction: disputes, gist: {en: No.}}]}
  - {claim: yarn drives dyes, evidence: [{source: never, gist: {en: It did.}}]}
  - {claim: dyes drives yarn, evidence: [{source: new, gist: {en: It did.}}]}
  - {claim: mill went_bankrupt, when: 1980, evidence: [{gist: {en: It did.}}]}
  - {claim: forge went_bankrupt, when: 1980, evidence: [{source: new, gist: {en: It did.}}]}
  - {claim: mill has_employment, value: 30, unit: jobs, when: 1800, evidence: [{gist: {en: Thirty.}}]}
  - {claim: ways includes guild, evidence: [{source: new, gist: {en: It is.}}]}
questions:
  - {id: one, ask: {en: what did Mill drive}, must_include: [yarn]}
  - {id: two, ask: {en: what did Forge drive}, must_include: [rope]}
"""
CHECKED_2020 = {
    "forge.anchors.rope",
    "dyes.drives.yarn",
    "forge.went_bankrupt",
    "ways.includes.guild",
}
"""The claims that a source supports which was checked since 2020."""
NEVER = {"yarn.drives.dyes"}
"""The claims that no source supports of which anybody knows when it was checked."""


@pytest.fixture(scope="module")
def graph(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("checked")
    (folder / "world.yaml").write_text(FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


def claims_in(found: Answer) -> set[str]:
    return {edge.claim for row in found.rows for edge in row.path.edges} | {
        id_ for row in found.rows for note in row.notes for id_ in note.claims
    }


QUESTIONS = (
    "which anchors drove which clusters",
    "what drove Yarn",
    "what did Forge drive",
    "how did Forge drive Yarn",
    "which firms went bankrupt",
    "what is Mill",
    "which figures does Mill have",
    "what is disputed",
    "who says that Forge anchors Rope",
    "what remains without Forge",
    "what does Port lack for Ways",
    "can guild move from Town to Port",
    "which mechanisms have no failure on record",
    "how do policies and mechanisms match",
    "why did Mill not drive Rope",
    "what else could explain Yarn",
    "why is it said that Forge anchors Rope",
    "which loops run through Yarn",
    "compare Town and Port",
    "which cities are similar to Town",
    "which claims bear the most load",
    "which clusters rest on one witness",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_kind_of_question_takes_the_filter(graph: KnowledgeGraph, question: str) -> None:
    reading = graph.read(question)
    narrowed = graph.read(f"{question}, checked since 2020")
    assert narrowed == reading.at(checked_since="2020")
    if reading.kind != "why-not":  # which shows what the filters hide
        assert claims_in(graph.ask(narrowed)) <= CHECKED_2020
    for language in ("en", "zh-Hans", "zh-Hant"):
        printed = sentence(graph.look, narrowed.in_language(language))
        assert graph.read(printed).in_language("en") == narrowed, printed


@pytest.mark.parametrize(
    ("since", "pairs"),
    [
        (None, {("mill", "yarn"), ("mill", "dyes"), ("forge", "rope"), ("forge", "dyes"), ("forge", "yarn")}),
        ("2019", {("mill", "yarn"), ("forge", "rope"), ("forge", "dyes"), ("forge", "yarn")}),
        ("2019-05", {("mill", "yarn"), ("forge", "rope"), ("forge", "dyes"), ("forge", "yarn")}),
        ("2019-05-01", {("mill", "yarn"), ("forge", "rope"), ("forge", "dyes"), ("forge", "yarn")}),
        ("2019-05-02", {("forge", "rope")}),
        ("2019-06", {("forge", "rope")}),
        ("2024-02-29", {("forge", "rope")}),
        ("2024-03", set()),
        ("2999", set()),
    ],
)
def test_it_is_left_out_only_when_asked(graph: KnowledgeGraph, since: str | None, pairs: set[tuple[str, str]]) -> None:
    reading = graph.read("which anchors drove which clusters").at(checked_since=since)
    found = graph.ask(reading)
    assert {(row.start, row.end) for row in found.rows} == pairs
    rows = graph.look.rows(query_for(graph.look, reading))
    assert {(id_of(row["from"]), id_of(row["to"])) for row in rows} == pairs


@pytest.mark.parametrize("question", ["what is Mill", "what is Forge", "what is disputed", "which firms went bankrupt"])
@pytest.mark.parametrize("since", ["2019", "2019-05-02", "2024-03"])
def test_the_query_selects_the_same_claims(graph: KnowledgeGraph, question: str, since: str) -> None:
    reading = graph.read(question).at(checked_since=since)
    rows = graph.look.rows(query_for(graph.look, reading))
    assert {id_of(row["claim"]) for row in rows} == claims_in(graph.ask(reading))


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("{} checked since 2019", "2019"),
        ("{}, last checked since 2019-05", "2019-05"),
        ("{} checked on or after 2019-05-01", "2019-05-01"),
        ("checked since 2019-5-1, {}", "2019-05-01"),
    ],
)
def test_it_is_said_in_english(graph: KnowledgeGraph, said: str, since: str) -> None:
    reading = graph.read(said.format("which anchors drove which clusters"))
    assert reading.filters == Filters(checked_since=since)


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("{}，核查于2019年5月1日之后", "2019-05-01"),
        ("{}，核查不早于2019-05", "2019-05"),
        ("{}，2019年以来核查过", "2019"),
        ("{}，自2019年5月起核查过", "2019-05"),
        ("{}，核對於2019年5月1號以來", "2019-05-01"),
    ],
)
def test_it_is_said_in_chinese(graph: KnowledgeGraph, said: str, since: str) -> None:
    assert graph.read(said.format("哪些锚机构带动了哪些集群")).filters == Filters(checked_since=since)


def test_it_goes_with_the_other_filters(graph: KnowledgeGraph) -> None:
    reading = graph.read("which anchors drove which clusters in Port through guild since 1700, checked since 2020")
    assert reading.filters.given() == {"places", "through", "since", "checked_since"}
    # Of the two sources of a claim either may be the one that is named and the one that was checked.
    named = graph.ask("which anchors drove which clusters according to Old page, checked since 2020")
    assert [row.end for row in named.rows] == ["rope"]


@pytest.mark.parametrize(
    "said", ["checked since 2019-02-30", "checked since 2019, checked since 2020", "checked since"]
)
def test_what_is_no_date_is_refused(graph: KnowledgeGraph, said: str) -> None:
    with pytest.raises(QuestionError):
        graph.read(f"which anchors drove which clusters {said}")


@pytest.mark.parametrize("date", ["", "soon", "2019-13", "2019-02-30", "19", "2019~", "2019/2020", "201X"])
def test_what_is_no_date_is_refused_as_an_option(graph: KnowledgeGraph, date: str) -> None:
    with pytest.raises(QuestionError, match="no year, month or day"):
        graph.read("what is Mill").at(checked_since=date)


def test_why_not_names_the_filter(graph: KnowledgeGraph) -> None:
    question = "why did Mill not drive Yarn, checked since 2020"
    titles = [row["title"] for row in answer_json(graph.look, question, graph.ask(question))["answers"]]
    assert any("checked since 2020" in title for title in titles), titles


def test_the_day_stands_by_the_evidence(graph: KnowledgeGraph) -> None:
    question = "who says that Mill anchors Yarn"
    (row,) = answer_json(graph.look, question, graph.ask(question))["answers"]
    assert [each["checked_on"] for each in row["claims"][0]["evidence"]] == ["2019-05-01", None]
