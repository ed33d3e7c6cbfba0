"""A text in another language than the reader's is marked, never shown in silence: by every question and command."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.sentences import sentence
from agglo.graph.check import naming

from .conftest import Command

# Every text that an author gives here is English alone and begins with `Zq`, which no other text does.
FACTS = """\
source: first
sources:
  first: {title: {en: Zqstudy one}, author: [Ada], publisher: One Press, published: 1990, kind: paper}
  second: {title: {en: Zqstudy two}, author: [Bea], publisher: Two Press, published: 2015, kind: paper, interest: own}
  third: {title: {en: Zqstudy three}, author: [Ada], kind: paper}
entities:
  oldport: {type: City, label: {en: Zqoldport}, point: [0, 0]}
  newport: {type: City, label: {en: Zqnewport}, point: [0, 2], note: {en: Zqnote of a port}}
  mill: {type: Firm, label: {en: Zqmill}, in: oldport}
  dock: {type: Firm, label: {en: Zqdock}, in: newport}
  miller: {type: Person, label: {en: Zqmiller}}
  yarn: {type: Cluster, label: {en: Zqyarn}, in: oldport}
  dyes: {type: Cluster, label: {en: Zqdyes}, in: oldport}
  rope: {type: Cluster, label: {en: Zqrope}, in: newport}
  looms: {type: Industry, label: {en: Zqlooms}}
  river: {type: Concept, label: {en: Zqriver}}
  guild: {type: Mechanism, label: {en: Zqguild}, definition: {en: Zqdefinition.}, requires: [river]}
  craft: {type: Mechanism, label: {en: Zqcraft}, definition: {en: Zqdefinition too.}}
  plan: {type: Policy, label: {en: Zqplan}, in: newport}
  ways: {type: Framework, label: {en: Zqways}, members: [guild, craft, river]}
claims:
  - {claim: mill anchors yarn, through: [guild, craft], when: 1900/.., because: necessary,
     condition: {en: Zqcondition}, hedge: {en: Zqhedge}, evidence: [{gist: {en: Zqgist one}, said_by: [miller]},
     {source: second, direction: disputes, gist: {en: Zqgist two}}, {source: third, gist: {en: Zqgist three}}]}
  - {claim: plan drives yarn, status: contested, dispute: cause, rival: [mill.anchors.yarn], reason: {en: Zqreason},
     evidence: [{gist: {en: Zqgist four}}]}
  - {claim: yarn drives dyes, through: [guild], when: 1950, evidence: [{source: second, gist: {en: Zqgist five}}]}
  - {claim: dyes drives yarn, when: 1960, evidence: [{source: second, gist: {en: Zqgist six}}]}
  - {claim: dock anchors rope, through: [guild], where: newport, evidence: [{gist: {en: Zqgist seven}}]}
  - {claim: mill has_employment, value: 30, unit: jobs, when: 1800, measure: {en: Zqmeasure},
     evidence: [{gist: {en: Zqgist eight}}]}
  - {claim: dock has_employment, value: 40, unit: jobs, when: 1800, evidence: [{gist: {en: Zqgist nine}}]}
  - {claim: mill went_bankrupt, when: 1990, evidence: [{gist: {en: Zqgist ten}}]}
  - {claim: ways includes guild, evidence: [{gist: {en: Zqgist eleven}}]}
  - {claim: yarn active_in looms, evidence: [{gist: {en: Zqgist twelve}}]}
  - {claim: rope active_in looms, evidence: [{gist: {en: Zqgist thirteen}}]}
  - {claim: craft supports rope, evidence: [{gist: {en: Zqgist fourteen}}]}
  - {claim: river enables rope, evidence: [{gist: {en: Zqgist fifteen}}]}
  - {claim: river enables yarn, evidence: [{gist: {en: Zqgist sixteen}}]}
questions:
  - {id: asked, ask: {en: what did mill drive}, must_include: [yarn]}
"""

QUESTIONS = {
    "pairs": "哪些锚机构带动了哪些集群，通过Zqguild，根据Zqstudy one",
    "paths": "Zqmill如何带动Zqdyes",
    "objects": "Zqmill带动了什么",
    "about": "Zqmill是什么",
    "figures": "Zqmill有哪些数据",
    "disputes": "有哪些争议",
    "who-says": "谁说Zqmill锚定Zqyarn",
    "events": "哪些企业破产了",
    "without": "没有Zqmill会怎样",
    "gaps": "Zqnewport对照Zqways缺什么",
    "transfer": "Zqguild能从Zqoldport搬到Zqnewport吗",
    "survivorship": "哪些机制没有失败记录",
    "portfolio": "政策与机制如何对应",
    "why-not": "为什么Zqmill没有带动Zqrope",
    "rivals": "Zqyarn还有哪些解释",
    "why": "为什么说Zqmill锚定了Zqyarn",
    "loops": "有哪些反馈循环",
    "compare": "比较Zqoldport和Zqnewport",
    "similar": "什么与Zqmiller相似",
    "load": "应先核实哪些论断",
    "witnesses": "哪些集群只有一个来源",
}
TRADITIONAL = {"paths": "Zqmill如何帶動Zqdyes", "without": "沒有Zqmill會怎樣"}


@pytest.fixture(scope="session")
def english_only(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("english")
    built(folder, FACTS)
    return folder


def built(folder: Path, text: str) -> None:
    """A release of facts that the checks would refuse: they ask for a label in English and in Simplified Chinese."""
    (folder / "world.yaml").write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(naming, "REQUIRED_LABELS", ("en",))
        KnowledgeGraph.open(folder)


def unmarked(text: str) -> list[str]:
    """The texts of the world that stand in an output without their language after them."""
    whole = sorted(set(re.findall(r"en: (Zq[^}\]]*)}", FACTS)), key=len, reverse=True)
    found = re.findall(f"(?:{'|'.join(map(re.escape, whole))})(.{{0,9}})", text, re.DOTALL)
    assert found or "Zq" not in text
    return [after for after in found if not after.replace("\\", "").startswith(" [en]")]


def strings(found: Any, key: str = "", beside: dict[str, Any] | None = None) -> Iterator[tuple[str, str, str]]:
    """Every text in JSON: its key, itself, the language that stands beside it."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from strings(value, name, found)
    elif isinstance(found, list):
        for each in found:
            yield from strings(each, key, beside)
    elif isinstance(found, str) and beside is not None:
        yield key, found, str(beside.get("lang" if key in ("label", "gist") else f"{key}_lang", ""))


@pytest.mark.parametrize(("kind", "question"), [*QUESTIONS.items(), *TRADITIONAL.items()])
def test_what_people_read_is_marked(command: Command, english_only: Path, kind: str, question: str) -> None:
    for options in ([], ["--evidence"], ["--format", "md"], ["--format", "csv"], ["--format", "tsv"]):
        ran = command("ask", question, "--facts", str(english_only), *options, columns=10_000)
        assert ran.status == 0
        assert "Zq" in ran.out, "nothing to be marked"
        # The fact files' own ids and the question as a program gave it are no texts.
        assert unmarked(ran.out) == [], ran.out


@pytest.mark.parametrize(("kind", "question"), [*QUESTIONS.items(), *TRADITIONAL.items()])
def test_what_programs_read_is_marked(command: Command, english_only: Path, kind: str, question: str) -> None:
    found = json.loads(command("ask", question, "--facts", str(english_only), "--json").out)
    assert (found["kind"], found["found"] > 0) == (kind, True)
    assert found["reading"] != question
    told = [(key, text, lang) for key, text, lang in strings(found) if "Zq" in text and key not in ("question",)]
    assert told
    for key, text, lang in told:
        assert lang == "en" or unmarked(text) == [], (key, text)
        assert not (lang and " [en]" in text), (key, text)


@pytest.mark.parametrize("question", [*QUESTIONS.values(), *TRADITIONAL.values()])
def test_a_marked_question_is_read_again(english_only: Path, question: str) -> None:
    graph = KnowledgeGraph.open(english_only)
    reading = graph.read(question)
    assert graph.read(sentence(graph.look, reading)) == reading


def test_a_name_may_hold_what_looks_like_a_mark(own_cache: Path, tmp_path: Path) -> None:
    text = FACTS.replace("{en: Zqmill}", '{en: "Zqmill [en]", zh-Hans: "磨坊 [fr]"}').replace(
        "{en: Zqstudy one}", '{en: "Zqstudy [de]"}'
    )
    built(tmp_path, text)
    graph = KnowledgeGraph.open(tmp_path)
    for question in ("how did Zqmill [en] drive Zqdyes", "磨坊 [fr]如何带动Zqdyes"):
        reading = graph.read(question)
        assert (reading.subject.entity, reading.object.entity) == ("mill", "dyes")
        assert graph.read(sentence(graph.look, reading)) == reading
    assert graph.read("what drove Zqyarn according to Zqstudy [de]").filters.sources == ("first",)


def test_other_commands_mark_it(command: Command, english_only: Path) -> None:
    facts = ["--facts", str(english_only)]
    for name in ("mill", "newport", "guild", "plan"):
        ran = command("show", name, *facts, "--lang", "zh-Hans", columns=10_000)
        assert unmarked(ran.out) == []
        assert unmarked(command("show", name, *facts, columns=10_000).out) != []
    assert unmarked(command("search", "zq", *facts, "--lang", "zh-Hant", columns=10_000).out) == []
    ran = command("disputes", *facts, "--lang", "zh-Hans", columns=10_000)
    assert unmarked(ran.out) == []


def test_a_reader_of_english_sees_no_marks(command: Command, english_only: Path) -> None:
    for options in (["--evidence"], ["--json"], ["--format", "md"]):
        out = command("ask", "how did Zqmill drive Zqdyes", "--facts", str(english_only), *options).out
        assert "[en]" not in out
        assert 'lang"' not in out


def test_what_opencc_made_is_told_in_json_alone(command: Command, tmp_path: Path) -> None:
    two_scripts = FACTS.replace("{en: Zqmill}", "{en: Zqmill, zh-Hans: 磨坊厂}").replace(
        "{en: Zqdyes}", "{en: Zqdyes, zh-Hans: 染料, zh-Hant: 染料業}"
    )
    built(tmp_path, two_scripts)
    asked = ["ask", "磨坊廠如何帶動染料業", "--facts", str(tmp_path)]
    assert "磨坊廠 → 染料業（Zqoldport [en]）" in command(*asked).out
    (row, *_) = json.loads(command(*asked, "--json").out)["answers"]
    assert row["from"] == {"id": "mill", "label": "磨坊廠", "lang": "zh-Hant-t-zh-hans"}
    assert row["to"] == {"id": "dyes", "label": "染料業", "place": "Zqoldport", "place_lang": "en"}


def test_the_report_of_what_is_missing(command: Command, english_only: Path) -> None:
    missing = json.loads(command("stats", "--facts", str(english_only), "--json").out)["missing"]
    entities = FACTS.split("entities:")[1].split("claims:")[0].count("label:")
    assert missing["zh-Hans"]["labels"] == {"missing": entities, "of": entities, "converted": 0}
    assert missing["zh-Hans"]["gists"] == {"missing": 16, "of": 16, "converted": 0}
    assert missing["en"]["source titles"] == {"missing": 0, "of": 3, "converted": 0}
    lines = command("stats", "--facts", str(english_only)).out.splitlines()
    assert any(line.split()[:4] == ["zh-Hant", "gists", "16", "16"] for line in lines)
