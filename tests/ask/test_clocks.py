"""Two clocks: what was true in a year, and what had been published by its end; and places that are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.look import id_of
from agglo.graph.ask.sparql import query_for

FACTS = """
source: later
sources:
  early: {title: {en: Early study}, publisher: One Press, published: 1990, kind: paper}
  later: {title: {en: Later study}, publisher: Two Press, published: 2015-03, kind: report}
  undated: {title: {en: Undated page}, publisher: Three Press, kind: news}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
  port: {type: City, label: {en: Port, zh-Hans: 港}, in: land}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  forge: {type: Firm, label: {en: Forge, zh-Hans: 铁厂}, in: town}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  rope: {type: Cluster, label: {en: Rope, zh-Hans: 绳索集群}, in: port}
claims:
  - {claim: mill anchors yarn, when: 1980/1989, evidence: [{gist: {en: It did.}}]}
  - claim: forge anchors yarn
    when: 1985/..
    evidence:
      - {gist: {en: It did.}}
      - {source: early, gist: {en: So it was.}}
  - {claim: mill anchors rope, when: 1984, evidence: [{source: undated, gist: {en: It did.}}]}
  - {claim: forge anchors rope, when: ../1999, evidence: [{source: early, gist: {en: It did.}}]}
  - {claim: forge attracts mill, evidence: [{source: early, gist: {en: It did.}}]}
  - {claim: mill has_employment, value: 30, unit: jobs, when: 1984, evidence: [{source: early, gist: {en: Thirty.}}]}
  - claim: mill founded forge
    status: contested
    when: 1985
    reason: {en: The later study finds no trace of it.}
    evidence:
      - {source: early, gist: {en: The mill set the forge up.}}
      - {direction: disputes, gist: {en: No deed names the mill.}}
"""


@pytest.fixture(scope="module")
def town(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.yaml").write_text(FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


def pairs(graph: KnowledgeGraph, question: str) -> set[str]:
    """The pairs of an answer, which its SPARQL gives too."""
    answer = graph.ask(question)
    found = {f"{row.start} {row.end}" for row in answer.rows}
    rows = graph.look.rows(query_for(graph.look, answer.reading))
    assert {f"{id_of(row['from'])} {id_of(row['to'])}" for row in rows} == found
    return found


@pytest.mark.parametrize(
    ("year", "held"),
    [
        (1979, set()),
        (1984, {"mill yarn", "mill rope"}),
        (1985, {"mill yarn", "forge yarn", "mill rope"}),
        # What happened in 1984 stays so; a period that is over does not; one without a beginning is not counted.
        (2020, {"forge yarn", "mill rope"}),
    ],
)
def test_what_was_true_in_a_year(town: KnowledgeGraph, year: int, held: set[str]) -> None:
    assert pairs(town, f"which firms anchor which clusters as of {year}") == held
    assert pairs(town, f"哪些企业锚定了哪些集群，{year}年当时") == held


def test_a_figure_holds_for_its_own_date(town: KnowledgeGraph) -> None:
    found = {year: len(town.ask(f"which figures does Mill have as of {year}").rows) for year in (1983, 1984, 1985)}
    assert found == {1983: 0, 1984: 1, 1985: 0}


def test_what_had_been_published_by_a_year(town: KnowledgeGraph) -> None:
    # A study of 2015 about 1985 is true of 1985 and was not known in 2010.
    assert "mill yarn" in pairs(town, "which firms anchor which clusters as of 1985")
    assert pairs(town, "which firms anchor which clusters as known by 2010") == {"forge yarn", "forge rope"}
    assert pairs(town, "which firms anchor which clusters known by 2015") == {"mill yarn", "forge yarn", "forge rope"}
    assert pairs(town, "按2010年已知，哪些企业锚定了哪些集群") == {"forge yarn", "forge rope"}
    assert pairs(town, "which firms anchor which clusters known by 1989") == set()


def test_belief_rests_on_what_had_been_published(town: KnowledgeGraph) -> None:
    question = "which firms anchor Yarn"
    (now,) = (row for row in town.ask(question).rows if row.start == "forge")
    (then,) = town.ask(f"{question} known by 2010").rows
    # A paper (0.8) and a report (0.7); then the paper alone.
    assert (now.path.confidence, now.independent_sources) == (0.94, 2)
    assert (then.path.confidence, then.independent_sources) == (0.8, 1)
    (evidence,) = then.claims[0].evidence
    assert evidence.source == "early"
    assert "So it was." in FACTS.splitlines()[evidence.line - 1]


def test_a_dispute_is_none_before_somebody_disputes(town: KnowledgeGraph) -> None:
    (row,) = town.ask("who says that Mill founded Forge known by 2010").rows
    assert [each.direction for each in row.claims[0].evidence] == ["supports"]


def test_places_that_are_left_out(town: KnowledgeGraph) -> None:
    assert pairs(town, "which firms anchor which clusters outside Port") == {"mill yarn", "forge yarn"}
    assert pairs(town, "哪些企业锚定了哪些集群，不在镇") == {"mill rope", "forge rope"}
    assert pairs(town, "which firms anchor which clusters not in Town or Port") == set()


def test_a_clock_is_set_once(town: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError, match="the clock"):
        town.read("what is Mill as of 1985").at(as_of=1990)
    with pytest.raises(QuestionError, match="contradicts"):
        town.read("what is Mill as of 1985 as of 1990")
    assert town.read("what is Mill").at(as_of=1990, known_by=2000).filters.known_by == 2000
