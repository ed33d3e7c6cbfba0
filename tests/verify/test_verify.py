"""What `agglo check` finds in a graph: broken checks of the ontology, questions that are no longer answered."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from agglo.graph import GraphReport, KnowledgeGraph, OntologyError, check_folder, check_graph, load_vocabulary
from agglo.graph.ask.answer import answer
from agglo.graph.ask.look import Look
from agglo.graph.ask.read import Reader
from agglo.graph.records import Facts
from agglo.graph.resources import shipped_facts, shipped_ontology
from agglo.graph.store.build import build
from agglo.graph.verify.checks import load_checks, run_checks
from agglo.graph.verify.competency import ids_in, run_questions

WORLD = Path(__file__).parents[1] / "data" / "tiny" / "world.yaml"
ANCHORS = """    must_include: [philips, sematech]
    must_not_include: [mit]
    min_rows: 3
"""


@pytest.fixture
def verified(own_cache: Path, tmp_path: Path) -> Callable[..., GraphReport]:
    """The report on the tiny world, with parts of its text replaced."""

    def verify(*changes: tuple[str, str]) -> GraphReport:
        text = WORLD.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "world.yaml").write_text(text, "utf-8")
        report = check_folder(tmp_path, load_vocabulary(shipped_ontology()))
        assert report, [str(fault) for fault in report.faults]
        return check_graph(KnowledgeGraph.open(tmp_path).look, report, tmp_path, shipped_ontology())

    return verify


def told(report: GraphReport, code: str) -> list[str]:
    return [str(fault) for fault in report.faults if fault.code.startswith(code)]


def test_a_world_whose_questions_are_answered(verified: Callable[..., GraphReport]) -> None:
    report = verified()
    assert report.examined["competency questions"] == (2, 0)
    assert report.examined["expectations of their answers"] == (8, 0)
    assert report.examined["cluster-without-place"] == (3, 0)
    assert told(report, "facts.question") == []
    # The two Cambridges, of which nothing is said.
    assert not report
    assert [fault.position.line for fault in report.faults] == [29, 30]


def test_a_deleted_claim_is_named_by_the_question_that_needs_it(verified: Callable[..., GraphReport]) -> None:
    claim = "philips.anchors.eindhoven-high-tech"
    cited = (ANCHORS, ANCHORS.replace("[philips,", f"[{claim},"))
    assert told(verified(cited), "facts.question") == []
    deleted = ("  - claim: philips anchors eindhoven-high-tech", "  - claim: philips drives eindhoven-high-tech")
    (fault,) = told(verified(cited, deleted), "facts.question-missing")
    assert "question `anchors-of-the-tiny-world` (en, zh-Hans)" in fault
    assert f"does not hold `{claim}`" in fault
    assert "deleted or renamed" in fault


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("must_not_include: [mit]", "must_not_include: [asml]", "world.yaml:83:24: question"),
        ("must_not_include: [mit]", "must_not_include: [asml]", "the answer holds `asml`"),
        ("must_include: [philips, sematech]", "must_include: [philips, mit]", "the answer does not hold `mit`"),
        ("min_rows: 3", "min_rows: 30", "the answer has 4 rows, and 30 are asked for"),
        ("min_rows: 3", "min_rows: -3", "`min_rows` is a whole number from 0, found -3"),
        ("min_rows: 3", "min_rows: 2.5", "found 2.5"),
        ("en: which anchors drove which clusters", "en: which ankers drove", "(en): cannot read the question"),
        ("en: which anchors drove which clusters", "en: what drove Cambridge", "(en): `Cambridge` may be any of 2"),
    ],
)
def test_what_a_question_misses(verified: Callable[..., GraphReport], old: str, new: str, said: str) -> None:
    report = verified((old, new))
    found = told(report, "facts.question")
    assert any(said in line for line in found), found
    assert report.examined["competency questions"][1] == 1


def test_a_claim_that_is_not_accepted_is_said_to_be_why(verified: Callable[..., GraphReport]) -> None:
    claim = "mit.anchors.austin-chips"
    (fault,) = told(verified((ANCHORS, f"    must_include: [{claim}]\n")), "facts.question-missing")
    assert "its claim is contested" in fault


def test_checks_say_what_they_examine(tmp_path: Path, tiny_graph: KnowledgeGraph) -> None:
    (tmp_path / "a-violation.rq").write_text("# All is well.\nSELECT ?x WHERE { ?x a agglo:Cluster }", "utf-8")
    with pytest.raises(OntologyError, match="does not say what it looks at"):
        load_checks(tmp_path)
    text = "# There is\n# no cluster.\n# Examines: ?x a agglo:City\n"
    (tmp_path / "a-violation.rq").write_text(text + "SELECT ?x WHERE { ?x a agglo:Cluster } ORDER BY ?x", "utf-8")
    ((check, number, faults),) = run_checks(tiny_graph.look, load_checks(tmp_path))
    assert (check.name, check.rule, number) == ("a", "There is no cluster.", 4)
    assert str(faults[0]) == "world.yaml:37:1: x `austin-chips`: There is no cluster."
    assert len(faults) == 3
    for wrong, said in (("SELECT ?x WHERE { ?x", "check `a`"), ("ASK { ?x ?y ?z }", "no SELECT")):
        (tmp_path / "a-violation.rq").write_text(text + wrong, "utf-8")
        with pytest.raises(OntologyError, match=said):
            list(run_checks(tiny_graph.look, load_checks(tmp_path)))


# The facts that ship


@pytest.fixture(scope="module")
def shipped() -> Facts:
    return check_folder(shipped_facts(), load_vocabulary(shipped_ontology())).facts_or_raise()


def test_the_shipped_graph_passes(shipped_graph: KnowledgeGraph) -> None:
    report = check_folder(shipped_facts(), load_vocabulary(shipped_ontology()))
    found = check_graph(shipped_graph.look, report, shipped_facts(), shipped_ontology())
    assert [str(fault) for fault in found.faults] == []
    assert found
    assert all(number > 0 for number, _ in found.examined.values())
    assert found.examined["competency questions"][0] >= 160


def test_every_shipped_question_is_asked_in_both_languages_and_cites_a_claim(shipped: Facts) -> None:
    assert len(shipped.questions) >= 80
    for question in shipped.questions.values():
        assert {"en", "zh-Hans"} <= set(question["ask"]), question.id
        assert set(question["must_include"]) & set(shipped.claims), question.id
        known = {*shipped.claims, *shipped.entities, *shipped.sources}
        assert {*question["must_include"], *question.get("must_not_include", ())} <= known, question.id


def test_deleting_any_cited_claim_makes_the_question_fail_and_names_it(
    shipped: Facts, own_cache: Path, tmp_path: Path
) -> None:
    """Twenty claims picked at random, each taken out of the facts by itself; the graph is built once without all."""
    # A rival cannot go by itself: the claim that names it would point at nothing, which is a fault already.
    rivals = {each for claim in shipped.claims.values() for each in claim.get("rival", ())}
    named = {c for q in shipped.questions.values() for c in q["must_include"] if c in shipped.claims}
    cited = sorted(named - rivals)
    picked = random.Random(20).sample(cited, 20)
    folder = Path(shutil.copytree(shipped_facts(), tmp_path / "facts"))
    for file in {shipped.claims[id_].file for id_ in picked}:
        _without(folder / file, shipped, picked)
    report = check_folder(folder, load_vocabulary(shipped_ontology()))
    assert report, [str(fault) for fault in report.faults]
    assert len(shipped.claims) - len(report.facts.claims) == 20
    needing = {q.id: q for q in shipped.questions.values() if not set(picked).isdisjoint(q["must_include"])}
    release = build(folder, tmp_path / "out", shipped_ontology()).folder
    look = KnowledgeGraph.open(graph=release).look
    _, _, faults = run_questions(look, replace(report.facts, questions=needing), folder)
    for id_ in picked:
        for name in [q.id for q in needing.values() if id_ in q["must_include"]]:
            told = [f for f in faults if f"question `{name}`" in f.message and f"`{id_}`" in f.message]
            assert told, (name, id_)
            assert told[0].hint


def _without(path: Path, facts: Facts, claims: list[str]) -> None:
    """Take claims out of a fact file, line by line: a claim goes from its dash to the next dash of its depth."""
    text = path.read_text("utf-8").split("\n")
    starts = [n for n, line in enumerate(text) if line.startswith("  - ")]
    gone: set[int] = set()
    for id_ in claims:
        claim = facts.claims[id_]
        if path.name != Path(claim.file).name:
            continue
        said = f"{claim['subject']} {claim['relation']} {claim.get('object', '')}".strip()
        for start in starts:
            end = next(
                (n for n in range(start + 1, len(text)) if text[n] and not text[n].startswith("    ")), len(text)
            )
            block = "\n".join(text[start:end])
            unnamed = id_ == said.replace(" ", ".") and "\n    id: " not in block
            if f"claim: {said}" in block and (unnamed or f"id: {id_}\n" in f"{block}\n"):
                gone.update(range(start, end))
                break
    path.write_text("\n".join(line for n, line in enumerate(text) if n not in gone), "utf-8")


def test_ids_in_an_answer(tiny_graph: KnowledgeGraph) -> None:
    look: Look = tiny_graph.look
    found = answer(look, Reader(look).read("how did Philips drive the lithography cluster"))
    assert {"philips", "asml", "lithography-cluster", "spin-off", "philips.spun_off.asml"} <= ids_in(found)
