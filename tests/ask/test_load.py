"""Which claims bear the most load: the same as when each claim is taken out and the facts are built again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from agglo.graph import KnowledgeGraph, QuestionError, Vocabulary, check_folder, load_vocabulary
from agglo.graph.ask.answer import answer
from agglo.graph.ask.bearing import bearing, verified_first
from agglo.graph.ask.claims import claim_view
from agglo.graph.ask.expectations import expected_of, ids_in, shortfall
from agglo.graph.ask.hiding import Hiding
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.read import Reader
from agglo.graph.ask.reading import Filters
from agglo.graph.ask.sparql import query_for
from agglo.graph.resources import shipped_ontology
from agglo.graph.store.build import build
from agglo.graph.verify.competency import run_questions

WORLD = """
source: study
sources:
  study: {title: {en: Study}, author: [Ada], publisher: One Press, published: 1990, kind: paper}
  paper: {title: {en: Paper}, author: [Bea], publisher: Two Press, published: 2015, kind: news}
  page: {title: {en: Page}, publisher: Three Press, published: 2001, kind: blog}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
  port: {type: City, label: {en: Port, zh-Hans: 港}, in: land}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  forge: {type: Firm, label: {en: Forge, zh-Hans: 铁厂}}
  dock: {type: Firm, label: {en: Dock, zh-Hans: 船坞}}
  school: {type: University, label: {en: School, zh-Hans: 学校}, in: town}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  rope: {type: Cluster, label: {en: Rope, zh-Hans: 绳索集群}}
  dyes: {type: Cluster, label: {en: Dyes, zh-Hans: 染料集群}, in: port}
  ships: {type: Cluster, label: {en: Ships, zh-Hans: 船舶集群}}
  lists: {type: Framework, label: {en: The Two, zh-Hans: 两项}, members: [skill, room]}
  skill: {type: Concept, label: {en: skill, zh-Hans: 手艺}}
  room: {type: Concept, label: {en: room, zh-Hans: 空间}}
  leasing: {type: Mechanism, label: {en: leasing, zh-Hans: 租赁}, definition: {en: Renting out.}}
claims:
"""
CLAIMS = """
mill anchors yarn | study paper | when: 1980/1989
school anchors yarn | paper | when: 1985/..
mill anchors rope | study | through: [leasing]
forge anchors rope | page |
forge anchors dyes | page study | when: 1970/..
dock anchors ships | study |
dock drives rope | paper |
yarn drives dyes | paper page |
rope drives ships | study | through: [leasing]
mill attracts forge | paper |
mill founded dock | study |
forge spun_off dock | page |
school supplies_talent_to mill | study paper |
school supplies_talent_to forge | page |
forge located_in town | study |
forge headquartered_in town | page |
dock located_in port | paper |
rope located_in port | page |
ships located_in port | study |
mill partner_of forge | study |
mill owns dock | page |
lists includes skill | study |
lists includes room | study |
mill has_trait skill | paper |
dock has_trait room | page |
mill has_employment | study | value: 30, unit: jobs, when: 1984
mill has_output | page | value: 5, unit: GBP, when: 1984
school drives rope | study | status: contested, dispute: existence, reason: {en: None seen.}
dock anchors dyes | page | status: contested, dispute: date, reason: {en: Too late.}
yarn attracts dock | paper study |
"""
QUESTIONS = """
questions:
  - {id: pairs, ask: {en: which anchors drove which clusters, zh-Hans: 哪些锚机构带动了哪些集群},
     must_include: [mill.anchors.yarn, forge, dock, leasing], min_rows: 6}
  - {id: in-port, ask: {en: which anchors drove which clusters in Port}, must_include: [rope, ships], min_rows: 6}
  - {id: in-town, ask: {en: which firms in Town drove which clusters}, must_include: [dyes], min_rows: 4}
  - {id: far, ask: {en: what did School drive}, must_include: [ships, school.supplies_talent_to.mill], min_rows: 5}
  - {id: behind-ships, ask: {en: what drove Ships}, must_include: [dock, mill, forge, school], min_rows: 5}
  - {id: how, ask: {en: how did Mill drive Ships}, must_include: [mill.founded.dock, mill.anchors.rope], min_rows: 3}
  - {id: by-leasing, ask: {en: which anchors drove which clusters through leasing}, min_rows: 2}
  - {id: home, ask: {en: which firms are headquartered in which cities}, must_include: [forge]}
  - {id: partners, ask: {en: what is a partner of Mill}, must_include: [forge]}
  - {id: dock, ask: {en: what is Dock, zh-Hans: 船坞是什么}, must_include: [dock.anchors.dyes], min_rows: 7}
  - {id: figures, ask: {en: which figures does Mill have}, min_rows: 2}
  - {id: disputes-port, ask: {en: what is disputed about Port}, must_include: [dock.anchors.dyes], min_rows: 2}
  - {id: disputes, ask: {en: what is disputed}, must_include: [school], min_rows: 2}
  - {id: who, ask: {en: who says that Mill anchors Yarn}, must_include: [paper]}
  - {id: without-mill, ask: {en: what remains without Mill}, must_include: [rope, forge.anchors.rope]}
  - {id: without-port, ask: {en: what remains without Port}, must_include: [ships, rope], min_rows: 2}
  - {id: lacks, ask: {en: what does Town lack for the Two}, must_include: [mill.has_trait.skill, room]}
  - {id: fails, ask: {en: what did Ships drive}, must_include: [mill]}
  - {id: late, ask: {en: which anchors drove which clusters as of 1985}, min_rows: 2}
"""


def world(but: str = "") -> str:
    """The facts, without one claim; the framework keeps no member that no claim gives it."""
    lines = []
    for line in CLAIMS.strip().splitlines():
        said, sources, more = (part.strip() for part in line.split("|"))
        evidence = ", ".join(f"{{source: {each}, gist: {{en: So it is.}}}}" for each in sources.split())
        if said.replace(" ", ".") != but:
            lines.append(f"  - {{claim: {said}, {more + ', ' if more else ''}evidence: [{evidence}]}}")
    return WORLD + "\n".join(lines) + QUESTIONS


@pytest.fixture(scope="module")
def graph(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("world")
    (folder / "world.yaml").write_text(world(), "utf-8")
    return KnowledgeGraph.open(folder)


def failing(folder: Path, vocabulary: Vocabulary) -> set[str]:
    """The questions that do not hold, by the checks that `agglo check` runs."""
    report = check_folder(folder, vocabulary)
    assert report, [str(fault) for fault in report.faults]
    release = build(folder, folder.parent / "out", shipped_ontology()).folder
    *_, faults = run_questions(KnowledgeGraph.open(graph=release).look, report.facts, folder)
    return {fault.message.split("`")[1] for fault in faults}


def test_the_order_is_that_of_taking_out_each_claim_and_building_again(
    graph: KnowledgeGraph, own_cache: Path, tmp_path: Path
) -> None:
    ids = [claim["claim"].replace(" ", ".") for claim in yaml.safe_load(world())["claims"]]
    assert len(ids) == 30
    folder, vocabulary = tmp_path / "facts", load_vocabulary(shipped_ontology())
    folder.mkdir()
    (folder / "world.yaml").write_text(world(), "utf-8")
    before = failing(folder, vocabulary)
    assert before == {"fails"}
    lost: dict[str, set[str]] = {}
    for id_ in ids:
        (folder / "world.yaml").write_text(world(id_), "utf-8")
        if fallen := failing(folder, vocabulary) - before:
            lost[id_] = fallen
    found = bearing(graph.look)
    counted = {id_: {each.id for each, _ in flips} for id_, flips in found.flips.items()}
    assert counted == lost
    assert (found.questions, found.failing) == (18, 1)
    assert len(lost) > 15
    order = sorted(lost, key=lambda id_: verified_first(claim_view(graph.look, id_), len(lost[id_])))
    assert claims(graph, "which claims bear the most load") == order


def claims(graph: KnowledgeGraph, question: str) -> list[str]:
    return [row.claims[0].id for row in graph.ask(question).rows]


def test_no_claim_is_left_untried(graph: KnowledgeGraph) -> None:
    """Every question is asked of the release without each claim, whether or not the claim has to do with it."""
    hiding, reader, lost = Hiding(graph.look), Reader(graph.look), dict[str, set[str]]()
    questions = [(each, reader.read(each.text("en"))) for each in expected_of(graph.look) if each.id != "fails"]
    for line in CLAIMS.strip().splitlines():
        claim = line.partition("|")[0].strip().replace(" ", ".")
        for expected, reading in questions:
            found = answer(hiding.without(claim), reading)
            if shortfall(expected, ids_in(found), len(found.rows)):
                lost.setdefault(claim, set()).add(expected.id)
    assert {id_: {each.id for each, _ in flips} for id_, flips in bearing(graph.look).flips.items()} == lost


def test_circles_and_names_with_braces(own_cache: Path, tmp_path: Path) -> None:
    text = world().replace("{en: Rope,", "{en: '{0} <b>Rope</b> {x}',")
    circle = "  - {claim: ships drives mill, evidence: [{gist: {en: Round and round.}}]}\nquestions:"
    (tmp_path / "world.yaml").write_text(text.replace("questions:", circle), "utf-8")
    graph = KnowledgeGraph.open(tmp_path)
    found = answer_json(graph.look, "", graph.ask("which claims bear the most load"))
    assert "Mill anchors {0} <b>Rope</b> {x}" in [row["title"] for row in found["answers"]]


def test_among_equals_the_weaker_evidence_is_verified_first(graph: KnowledgeGraph) -> None:
    rows = graph.ask("应先核实哪些论断").rows
    weighed = [
        (len(row.notes) - 1, row.path.confidence if row.path.confidence is not None else -1, row.independent_sources)
        for row in rows
    ]
    assert weighed == sorted(weighed, key=lambda each: (-each[0], *each[1:]))
    assert len({answers for answers, *_ in weighed}) > 2


def test_what_falls_short_is_said_with_the_line_of_its_question(graph: KnowledgeGraph) -> None:
    question = "which claims about School bear the most load"
    found = answer_json(graph.look, question, graph.ask(question))
    said = {row["claims"][0]["id"]: [note["text"] for note in row["notes"]] for row in found["answers"]}
    line = 1 + world().splitlines().index(next(x for x in world().splitlines() if "id: disputes," in x))
    assert f"“what is disputed” would have 1 of at least 2 rows [world.yaml:{line}]" in said["school.drives.rope"]
    first = found["answers"][0]
    assert first["title"] == first["claims"][0]["statement"]
    assert found["examined"]["questions"] == 18


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        (
            "which claims bear the most load in Port",
            lambda c: "port" in c or any(x in c for x in ("dyes", "rope", "ships", "dock")),
        ),
        ("which claims about Forge should be verified first", lambda c: "forge" in c),
        ("关于铁厂哪些论断最关键", lambda c: "forge" in c),
        ("which claims bear the most load through leasing", lambda c: c in ("mill.anchors.rope", "rope.drives.ships")),
    ],
)
def test_filters_narrow_the_claims(graph: KnowledgeGraph, question: str, kept: Any) -> None:
    every = claims(graph, "which claims bear the most load")
    assert claims(graph, question) == [each for each in every if kept(each)] != []


def test_the_clocks_are_those_of_the_questions_too(graph: KnowledgeGraph) -> None:
    """By 1995 nothing but the study was public: most answers lacked something even then, and are not counted."""
    found = bearing(graph.look, Filters(known_by=1995))
    assert found.failing > 8
    public = {id_ for id_ in found.flips if "study" in claim_view(graph.look, id_).supporting}
    assert set(claims(graph, "which claims bear the most load as known by 1995")) == public != set()


def test_the_sparql_gives_the_claims_that_may_be_listed(graph: KnowledgeGraph) -> None:
    for text in ("which claims bear the most load", "which claims about Forge bear the most load"):
        query = query_for(graph.look, graph.read(text))
        found = {id_of(row["claim"]) for row in graph.look.rows(query)}
        assert set(claims(graph, text)) <= found


def test_facts_without_questions_bear_nothing(own_cache: Path, tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text(world().partition("questions:")[0], "utf-8")
    graph = KnowledgeGraph.open(tmp_path)
    found = graph.ask("which claims bear the most load")
    assert found.rows == ()
    assert found.examined["questions"] == 0
    assert expected_of(graph.look) == []


def test_an_unknown_name_is_refused(graph: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError, match="Nobody"):
        graph.read("which claims about Nobody bear the most load")
