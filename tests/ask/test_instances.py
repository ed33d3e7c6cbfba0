"""Which things of a kind there are, and where a thing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.sparql import query_for

WORLD = """
source: study
sources:
  study: {title: {en: Study}, publisher: One Press, published: 1990, kind: paper}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  isle: {type: Country, label: {en: Isle, zh-Hans: 岛国}}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
  port: {type: City, label: {en: Port, zh-Hans: 港}, in: isle}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  dock: {type: Firm, label: {en: Dock, zh-Hans: 船坞}}
  inn: {type: Firm, label: {en: Inn, zh-Hans: 客栈}, in: port}
  cloud: {type: Firm, label: {en: Cloud, zh-Hans: 云}}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
claims:
  - {claim: dock located_in port, when: 1980/.., evidence: [{gist: {en: So.}}]}
  - {claim: dock located_in town, status: rejected, reason: {en: It moved.}, evidence: [{gist: {en: So.}}]}
  - {claim: dock anchors yarn, evidence: [{gist: {en: So.}}]}
  - {claim: mill drives yarn, evidence: [{gist: {en: So.}}]}
"""


@pytest.fixture(scope="module")
def world(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("world")
    (folder / "world.yaml").write_text(WORLD, "utf-8")
    return KnowledgeGraph.open(folder)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which firms are there", ["dock", "mill", "cloud", "inn"]),
        ("which firms are in Land", ["mill"]),
        ("which firms are in Isle", ["dock", "inn"]),
        ("which firms are there outside Isle", ["mill", "cloud"]),
        ("which firms are in Isle or Town", ["dock", "mill", "inn"]),
        ("how many clusters does Land have", ["yarn"]),
        ("岛国有哪些企业", ["dock", "inn"]),
        ("哪些企業在島國", ["dock", "inn"]),
        ("which anchors are there", ["dock"]),
        ("which anchors are in Land", []),
        ("which organisations are in Isle", ["dock", "inn"]),
        ("which universities are there", []),
        ("where is Inn", ["inn"]),
        ("磨坊在哪里", ["mill"]),
        ("where is Cloud", []),
    ],
)
def test_the_things_of_a_kind_with_most_on_record_first(
    world: KnowledgeGraph, question: str, expected: list[str]
) -> None:
    assert [row.start for row in world.ask(question).rows] == expected


def test_what_puts_a_thing_there_is_told(world: KnowledgeGraph) -> None:
    found = answer_json(world.look, "", world.ask("which firms are in Isle"))["answers"]
    told = [[note["text"] for note in row["notes"]] for row in found]
    assert told == [
        ["in Port", "claims that name it: 3"],
        ["in Port, by its record [world.yaml:12]", "claims that name it: 0"],
    ]
    assert [claim["id"] for claim in found[0]["notes"][0]["claims"]] == ["dock.located_in.port"]
    assert found[0]["to"] is None
    (anchor,) = world.ask("which anchors are there").rows
    role = next(note for note in anchor.notes if note.name == "role")
    assert role.claims == ("dock.anchors.yarn",)
    assert {*world.ask("which anchors are there").claims} == {"dock.anchors.yarn", "dock.located_in.port"}


def test_what_was_looked_at_is_counted(world: KnowledgeGraph) -> None:
    assert world.ask("which firms are in Isle").examined == {
        "claims": 3,
        "claims left out by filters": 0,
        "paths": 0,
        "things": 2,
    }


@pytest.mark.parametrize("question", ["which firms are in Isle since 1990", "which firms are there through spin-off"])
def test_filters_of_claims_do_not_go_with_it(shipped_graph: KnowledgeGraph, question: str) -> None:
    with pytest.raises(QuestionError):
        shipped_graph.read(question.replace("Isle", "China"))


@pytest.mark.parametrize("text", ["which firms", "which anchor institutions", "哪些企业"])
def test_a_noun_alone_is_no_question(shipped_graph: KnowledgeGraph, text: str) -> None:
    with pytest.raises(QuestionError):
        shipped_graph.read(text)


@pytest.mark.parametrize(
    "question",
    [
        "which clusters are there",
        "which anchors are in China or the United States",
        "which firms are in China outside Shanghai",
        "where is ASML",
        "where is talent density",
    ],
)
def test_the_query_gives_the_same_things(shipped_graph: KnowledgeGraph, question: str) -> None:
    found = shipped_graph.ask(question)
    rows = shipped_graph.look.rows(query_for(shipped_graph.look, found.reading))
    assert {id_of(row["thing"]) for row in rows} == {row.start for row in found.rows}
    assert bool(found.rows) == ("talent" not in question)


def test_rows_are_made_when_they_are_looked_at(shipped_graph: KnowledgeGraph) -> None:
    rows = shipped_graph.ask("which clusters are there").rows
    assert len(rows) == len(shipped_graph.look.instances("Cluster")) > 100
    counts = [int(str(note.values[0])) for row in rows[:20] for note in row.notes if note.name == "claims"]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]
