"""What `agglo loops`, `compare` and `similar` print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agglo.cli.layout import columns

from .conftest import Command

FACTS = """
source: first
sources:
  first: {title: {en: First study}, publisher: One Press, published: 2001, kind: paper}
entities:
  town: {type: City, label: {en: Town, zh-Hans: 镇}}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  school: {type: University, label: {en: School, zh-Hans: 学校}, in: town}
claims:
  - {claim: mill founded school, when: 1900, evidence: [{gist: {en: It did.}}]}
  - {claim: school supplies_talent_to mill, when: 1920/.., evidence: [{gist: {en: It did.}}]}
  - {claim: school transforms mill, evidence: [{gist: {en: It did.}}]}
"""
LOOPS = """\
Read as: Which feedback loops are there, in at most 6 steps?

 1. Mill → School → Mill
    reinforcing: it drives itself on
    delay: its claims begin over 20 years
    confidence 0.80; 1 independent source; from one source only
    • Mill founded School (1900)
      first  town.yaml:10
    • School supplies talent to Mill (since 1920)
      first  town.yaml:11

 2. Mill → School → Mill
    sign not known
    wanted: does more of School lead to more or to less of Mill? No polarity on
    record: school.transforms.mill, town.yaml:12
    confidence 0.80; 1 independent source; from one source only
    • Mill founded School (1900)
      first  town.yaml:10
    • School transforms Mill
      first  town.yaml:12
"""


@pytest.fixture
def town(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "town.yaml").write_text(FACTS, "utf-8")
    return "--facts", str(tmp_path)


def test_loops_with_their_signs_and_delays(command: Command, town: tuple[str, str]) -> None:
    ran = command("loops", *town)
    assert ran.status == 0
    assert ran.out.partition("\n2 answers.")[0] == LOOPS
    chinese = command("loops", "磨坊", "--lang", "zh-Hans", "--hops", "2", *town).out
    assert chinese.startswith("读作：哪些反馈循环经过磨坊，最多2步？")
    for said in ("增强回路（正反馈）：自我推动", "时滞：各论断先后开始，跨 20 年", "正负不明"):
        assert said in chinese
    assert command("loops", "--as-of", "1910", *town).out.count("No answer.") == 1


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("question", [("compare", "philips", "asml"), ("similar", "philips"), ("loops",)])
def test_every_form_of_every_answer(ask: Command, question: tuple[str, ...], language: str) -> None:
    options = (*question, "--lang", language)
    for arguments in (options, (*options, "--evidence")):
        ran = ask(*arguments, columns=60)
        assert (ran.status, ran.err) == (0, "")
        assert max(map(columns, ran.out.splitlines())) <= 62
    found = json.loads(ask(*options, "--json").out)
    assert (found["kind"], found["language"], found["found"]) == (question[0], language, len(found["answers"]))
    assert json.loads(ask("ask", found["reading"], "--json").out)["answers"] == found["answers"]
    for form in ("csv", "tsv", "md", "jsonl"):
        assert ask(*options, "--format", form).status == 0
    assert "agglo:status" in ask("loops", "--sparql").out


def test_a_comparison_shows_claims_under_what_rests_on_them(ask: Command) -> None:
    short, long = (ask("compare", "philips", "asml", *more).out for more in ((), ("--evidence",)))
    assert " 1. " in short
    assert ".yaml:" in short
    assert "supports:" in long
    assert "supports:" not in short
