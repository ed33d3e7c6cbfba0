"""Each derived fact stands on its premises: it goes when a premise that it needs goes, and not before."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from agglo.graph.ontology import load_vocabulary
from agglo.graph.store.build import build
from agglo.graph.store.release import Release
from agglo.graph.vocabulary import canonical_tag

from .conftest import Graph

FACTS = """
source: study
sources:
  study: {title: {en: Study}, publisher: One Press, kind: paper}
entities:
  world: {type: Region, label: {en: World, zh-Hans: 世界}}
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}, in: world}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
  port: {type: City, label: {en: Port, zh-Hans: 港}}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}}
  forge: {type: Firm, label: {en: Forge, zh-Hans: 铁厂}, in: yarn}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  rope: {type: Cluster, label: {en: Rope, zh-Hans: 绳索集群}, in: port}
  change: {type: Mechanism, label: {en: change, zh-Hans: 变化}, definition: {en: Any.}}
  growth: {type: Mechanism, label: {en: growth, zh-Hans: 成长}, definition: {en: More.}, broader: [change]}
  branch: {type: Mechanism, label: {en: branch, zh-Hans: 分支}, definition: {en: Parts.}, broader: [growth]}
  twig: {type: Mechanism, label: {en: twig, zh-Hans: 细枝}, definition: {en: Small.}, broader: [growth]}
claims:
  - {claim: mill anchors yarn, through: [twig, branch], evidence: [{gist: {en: It did.}}]}
  - {claim: mill anchors rope, evidence: [{gist: {en: It did.}}]}
  - {claim: mill part_of yarn, evidence: [{gist: {en: A part.}}]}
  - {claim: port located_in land, evidence: [{gist: {en: It is.}}]}
"""

Holds = Callable[[str, str], bool]

CASES: list[tuple[str, list[str]]] = [
    # The derived fact, and the texts that must all be taken away before it is gone; each alone is not enough.
    ("id:mill a agglo:Anchor", ["mill anchors yarn", "mill anchors rope"]),
    ("id:mill agglo:member_of id:yarn", ["mill part_of yarn"]),
    ("id:forge agglo:member_of id:yarn", [", in: yarn"]),
    ("id:forge agglo:lies_within id:town", [", in: yarn"]),
    ("id:forge agglo:lies_within id:town", [", in: town"]),
    ("id:forge agglo:lies_within id:world", [", in: land"]),
    ("id:forge agglo:lies_within id:world", [", in: world"]),
    ("id:mill agglo:lies_within id:land", ["mill part_of yarn"]),
    ("id:rope agglo:lies_within id:land", ["port located_in land"]),
    ("id:rope agglo:lies_within id:world", ["port located_in land"]),
    ("claim:mill.anchors.yarn agglo:through_broader id:growth", ["through: [twig, ", "branch]"]),
    ("claim:mill.anchors.yarn agglo:through_broader id:change", [", broader: [change]"]),
]


_MECHANISMS = ("through: [twig, ", "branch]")


def without(text: str, *gone: str) -> str:
    """The facts without a claim, which is rejected, an `in`, a `broader` or a mechanism."""
    for each in gone:
        assert text.count(each) == 1, each
        rejected = f"{each}, status: rejected, dispute: existence, reason: {{en: No.}}"
        claim = re.fullmatch(r"\w+ \w+ \w+", each)
        brackets = "".join(character for character in each if character in "[]") if each in _MECHANISMS else ""
        text = text.replace(each, rejected if claim else f"through: {brackets}" if "[" in brackets else brackets)
    return text.replace(", through: []", "")


@pytest.fixture
def holds(ontology: Path, tmp_path: Path) -> Holds:
    """Whether a pattern holds in a build of a text."""

    def built(text: str, pattern: str) -> bool:
        folder = tmp_path / "facts"
        folder.mkdir(exist_ok=True)
        (folder / "world.yaml").write_text(text, "utf-8")
        pattern = re.sub(r"claim:(\S+)", r"<https://w3id.org/agglo/claim/\1>", pattern)
        return Graph(Release.open(build(folder, tmp_path / "out", ontology, force=True).folder).store).ask(pattern)

    return built


@pytest.mark.parametrize(("fact", "premises"), CASES, ids=lambda value: str(value)[:60])
def test_a_derived_fact_goes_with_its_premises(holds: Holds, fact: str, premises: list[str]) -> None:
    assert holds(FACTS, fact)
    for kept in premises:
        rest = [each for each in premises if each != kept]
        assert holds(without(FACTS, *rest), fact) if rest else True
    assert not holds(without(FACTS, *premises), fact)


def test_what_a_record_or_a_claim_says_itself_is_not_derived(holds: Holds) -> None:
    for stated in (
        "town agglo:lies_within id:land",
        "port agglo:lies_within id:land",
        "town agglo:lies_within id:town",
    ):
        assert not holds(FACTS, f"id:{stated}")
    assert not holds(FACTS, "claim:mill.anchors.yarn agglo:through_broader id:branch")
    assert not holds(FACTS, "id:yarn agglo:member_of ?any")


def test_a_circle_comes_to_an_end(holds: Holds) -> None:
    circle = FACTS + "  - {claim: world part_of town, evidence: [{gist: {en: So they say.}}]}\n"
    assert holds(circle, "id:land agglo:lies_within id:town")
    assert not holds(circle, "id:land agglo:lies_within id:land")


def test_every_rule_says_what_it_means_in_three_languages(ontology: Path) -> None:
    names = {path.stem for path in (ontology / "rules").glob("*.rq")}
    rules = load_vocabulary(ontology).rules
    assert set(rules) == names
    for rule in rules.values():
        for texts in (rule.label, rule.meaning):
            assert set(map(canonical_tag, texts)) == {"en", "zh-Hans", "zh-Hant"}
