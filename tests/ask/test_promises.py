"""What an outsider can try: disputes are not made of different periods, lines stay true, answers are frozen."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.present import answer_json

AGGLO = Path(sys.executable).with_name("agglo")
FACTS = """\
source: first
sources:
  first: {title: {en: First study}, publisher: One Press, kind: paper}
  second: {title: {en: Second study}, publisher: Two Press, kind: paper}
entities:
  town: {type: City, label: {en: Town, zh-Hans: 镇}}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  dyes: {type: Cluster, label: {en: Dyes, zh-Hans: 染料集群}, in: town}
claims:
  - {claim: mill has_employment, id: early-staff, value: 30, unit: jobs, when: 1800, evidence: [{gist: {en: Thirty.}}]}
  - {claim: mill has_employment, id: late-staff, value: 90, unit: jobs, when: 1850, evidence: [{gist: {en: Ninety.}}]}
  - {claim: mill anchors yarn, id: first-time, when: 1800/1810, evidence: [{gist: {en: It did.}}]}
  - {claim: mill anchors yarn, id: second-time, when: 1840/1850, evidence: [{source: second, gist: {en: Again.}}]}
  - {claim: yarn drives dyes, evidence: [{source: second, gist: {en: It did.}}]}
"""


def written(folder: Path, text: str) -> KnowledgeGraph:
    folder.mkdir(exist_ok=True)
    (folder / "town.yaml").write_text(text, "utf-8")
    return KnowledgeGraph.open(folder)


def test_the_same_claim_of_two_periods_is_no_dispute(own_cache: Path, tmp_path: Path) -> None:
    graph = written(tmp_path / "facts", FACTS)
    assert graph.ask("what is disputed").rows == ()
    a_person_says_so = FACTS.replace(
        "when: 1850,", "when: 1850, status: contested, dispute: size, rival: [early-staff],"
    )
    told = written(tmp_path / "told", a_person_says_so.replace("rival:", "reason: {en: Counted otherwise.}, rival:"))
    (row,) = answer_json(told.look, "", told.ask("what is disputed"))["answers"]
    (claim,) = row["claims"]
    assert (claim["id"], claim["dispute"], claim["dispute_label"]) == ("late-staff", "size", "size")
    assert [rival["id"] for rival in claim["rival"]] == ["early-staff"]


def test_a_chain_in_pieces_is_not_told_by_one_source(own_cache: Path, tmp_path: Path) -> None:
    graph = written(tmp_path / "facts", FACTS)
    question = "how did Mill drive Dyes"
    rows = {row["claims"][0]["id"]: row for row in answer_json(graph.look, question, graph.ask(question))["answers"]}
    assert {id_: row["support"] for id_, row in rows.items()} == {
        "first-time": "pieces",
        "second-time": "single-source",
    }


@pytest.mark.parametrize("question", ["which firms anchor which clusters", "what is Mill", "what remains without Mill"])
def test_every_claim_leads_to_its_line_also_after_edits_above_it(
    own_cache: Path, tmp_path: Path, question: str
) -> None:
    for above in ("", "# A comment.\n\n# 又一行\n"):
        graph = written(tmp_path / "facts", above + FACTS)
        lines = (tmp_path / "facts" / "town.yaml").read_text("utf-8").splitlines()
        rows = answer_json(graph.look, question, graph.ask(question))["answers"]
        claims = [claim for row in rows for claim in row["claims"]]
        assert claims
        for claim in claims:
            said = f"claim: {claim['subject']} {claim['relation']}"
            assert said in lines[claim["line"] - 1]
            for evidence in claim["evidence"]:
                assert f"en: {evidence['gist']}" in lines[evidence["line"] - 1]


def test_an_answer_is_frozen_with_its_release(own_cache: Path, tmp_path: Path) -> None:
    question = "which firms anchor which clusters"

    def answered(graph: KnowledgeGraph) -> str:
        return json.dumps(answer_json(graph.look, question, graph.ask(question)), ensure_ascii=False)

    graph = written(tmp_path / "facts", FACTS)
    first = answered(graph)
    release = graph.release.folder
    assert json.loads(first)["release"]["sha256"] == graph.release.marker.sha256
    assert json.loads(first)["question"] == question
    # The facts go on; the release that gave the answer gives it again, byte for byte.
    after = written(tmp_path / "facts", FACTS.replace("mill anchors yarn, id: second", "mill anchors dyes, id: second"))
    assert answered(after) != first
    assert answered(KnowledgeGraph.open(graph=release)) == first


@pytest.mark.parametrize("kind", ["without", "gaps", "compare", "similar", "rivals", "why-not", "transfer"])
def test_a_question_about_something_names_it(shipped_graph: KnowledgeGraph, kind: str) -> None:
    with pytest.raises(QuestionError, match="give its name"):
        shipped_graph.reading(kind)


_PROVED = re.compile(r"^\| (\d+) \| .+ \| `(agglo [^`]+)` \| `([\w/]+\.py)::(\w+)` \|$", re.MULTILINE)


def test_what_the_guide_names_as_proof_is_a_test() -> None:
    root = Path(__file__).parents[2]
    named = _PROVED.findall((root / "cli" / "GUIDE.md").read_text("utf-8"))
    assert [int(number) for number, *_ in named] == [n for n in range(1, 29) if n != 23]
    helped = subprocess.run([AGGLO, "--help"], capture_output=True, text=True, check=True).stdout
    commands = set(re.findall(r"^  ([a-z-]+) {2,}", helped.partition("Commands:")[2], re.MULTILINE))
    for number, command, file, test in named:
        assert command.split()[1] in commands, number
        assert f"\ndef {test}(" in (root / "tests" / file).read_text("utf-8"), (number, test)
