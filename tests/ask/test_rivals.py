"""Rival explanations: the causes on record of a thing, and who weighed one against another. Worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.sparql import query_for

FACTS = """
source: paper
sources:
  paper: {title: {en: The paper}, author: [Ada], publisher: One Press, published: 1999, kind: paper}
  report: {title: {en: The report}, author: [Bea], publisher: Two Press, published: 2015, kind: report}
  page: {title: {en: The page}, author: [Cy], publisher: Three Press, published: 2020, kind: news}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
  spinning: {type: Mechanism, label: {en: spinning, zh-Hans: 纺纱}}
  spinning-by-hand: {type: Mechanism, label: {en: spinning by hand, zh-Hans: 手纺}, broader: [spinning]}
  lending: {type: Mechanism, label: {en: lending, zh-Hans: 借贷}}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  workshop: {type: Firm, label: {en: Workshop, zh-Hans: 作坊}, in: mill}
  bank: {type: Firm, label: {en: Bank, zh-Hans: 银行}}
  luck: {type: Concept, label: {en: Luck, zh-Hans: 运气}}
  climate: {type: Concept, label: {en: Climate, zh-Hans: 气候}}
  plague: {type: Concept, label: {en: Plague, zh-Hans: 瘟疫}}
  school: {type: University, label: {en: School, zh-Hans: 学校}, in: town}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  loom: {type: Cluster, label: {en: Loom, zh-Hans: 织机集群}, in: town}
  dyes: {type: Cluster, label: {en: Dyes, zh-Hans: 染料集群}, in: town}
  pots: {type: Cluster, label: {en: Pots, zh-Hans: 陶器集群}, in: town}
  jars: {type: Cluster, label: {en: Jars, zh-Hans: 罐子集群}, in: town}
claims:
  - claim: mill anchors yarn
    through: [spinning-by-hand]
    when: 1980/..
    evidence:
      - {gist: {en: It did.}}
      - {source: report, gist: {en: It did.}}
  - {claim: mill funds yarn, evidence: [{source: page, gist: {en: It did.}}]}
  - {claim: workshop drives yarn, through: [spinning], evidence: [{gist: {en: So did this.}}]}
  - {claim: mill founded bank, evidence: [{source: page, gist: {en: It did.}}]}
  - {claim: bank supports yarn, through: [lending], evidence: [{source: page, gist: {en: It did.}}]}
  - claim: climate drives yarn
    status: contested
    reason: {en: Bea finds no such thing.}
    dispute: cause
    rival: [mill.anchors.yarn, school.drives.loom]
    evidence:
      - {source: page, gist: {en: Damp air.}}
      - {source: report, direction: disputes, gist: {en: The air is dry.}}
  - claim: luck drives yarn
    status: rejected
    reason: {en: Nobody believes it now.}
    dispute: cause
    rival: [bank.supports.yarn]
    evidence: [{source: page, gist: {en: Luck.}}]
  - {claim: plague hinders yarn, evidence: [{gist: {en: It did.}}]}
  - {claim: school drives loom, evidence: [{gist: {en: It did.}}]}
  - {claim: school drives pots, evidence: [{gist: {en: It did.}}]}
  - claim: luck drives pots
    status: rejected
    dispute: cause
    reason: {en: No.}
    evidence: [{source: page, gist: {en: Luck.}}]
  - {claim: school drives jars, evidence: [{gist: {en: It did.}}]}
  - {claim: bank drives jars, evidence: [{source: page, gist: {en: It did.}}]}
"""


@pytest.fixture(scope="module")
def town(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.yaml").write_text(FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


def asked(graph: KnowledgeGraph, question: str) -> list[dict[str, Any]]:
    """The answers, the claims of which the SPARQL gives too."""
    answer = graph.ask(question)
    rows: list[dict[str, Any]] = answer_json(graph.look, question, answer)["answers"]
    found = {id_of(row["claim"]) for row in graph.look.rows(query_for(graph.look, answer.reading))}
    shown = {claim["id"] for row in rows for claim in row["claims"]}
    assert shown <= found
    assert len(found) == answer.examined["claims"] - answer.examined["claims left out by filters"]
    return rows


def texts(row: dict[str, Any], *names: str) -> list[str]:
    return [note["text"] for note in row.get("notes", ()) if not names or note["name"] in names]


def line(graph: KnowledgeGraph, claim: str) -> str:
    return "{}:{}".format(*graph.release.position("Claim", claim))


def test_every_cause_but_what_hinders_is_shown_by_mechanism(town: KnowledgeGraph) -> None:
    lead, *rows = asked(town, "what else could explain Yarn")
    assert (lead["title"], lead["verdict"]) == ("Causes on record of Yarn: 4", "rivals-tested")
    assert [(row["from"]["id"], row.get("verdict", "")) for row in rows] == [
        ("mill", ""),
        ("workshop", ""),
        ("bank", ""),
        ("climate", "contested"),
        ("luck", "rejected"),
    ]
    # Spinning by hand is spinning.
    assert texts(lead, "by-mechanism", "by-one-each", "by-none") == [
        "Through spinning: Mill, Workshop",
        "Mechanisms of one cause only: lending (Bank), spinning by hand (Mill)",
        "Without a mechanism on record: Climate",
    ]
    (group,) = (note for note in lead["notes"] if note["name"] == "by-mechanism")
    assert [value["id"] for value in group["values"] if isinstance(value, dict)] == ["spinning", "mill", "workshop"]


def test_who_speaks_for_several_and_who_weighs_them_is_said(town: KnowledgeGraph) -> None:
    lead, *_ = asked(town, "what else could explain Yarn")
    mill, climate = line(town, "mill.anchors.yarn"), line(town, "climate.drives.yarn")
    bank, luck = line(town, "bank.supports.yarn"), line(town, "luck.drives.yarn")
    assert texts(lead, "tested", "set-against") == [
        # Bea's report supports the one and disputes the other, and one is the other's rival: said once.
        f"“The report” speaks for one and against another: Mill anchors Yarn ({mill}); "
        f"against: Climate drives Yarn ({climate})",
        f"Set against each other: Bank supports Yarn ({bank}); Luck drives Yarn ({luck})",
    ]
    assert texts(lead, "speaks-for") == [
        "“The page” speaks for several: Mill, Bank, Climate",
        "“The paper” speaks for several: Mill, Workshop",
    ]


def test_each_cause_tells_of_its_other_claims_and_of_chains(town: KnowledgeGraph) -> None:
    _, mill, workshop, bank, climate, luck = asked(town, "纱线集群还有哪些解释")
    assert [claim["id"] for claim in mill["claims"]] == ["mill.anchors.yarn"]
    assert texts(mill) == [f"另有：磨坊资助纱线集群（{line(town, 'mill.funds.yarn')}）"]
    assert texts(workshop) == ["属于：磨坊"]
    assert texts(bank) == [f"可能是同一条链上的一步，因为磨坊通向它：磨坊创立银行（{line(town, 'mill.founded.bank')}）"]
    assert texts(climate, "reason") == ["理由：Bea finds no such thing. [en]"]
    assert texts(climate, "rival-claim") == [f"与之相对：学校带动织机集群（{line(town, 'school.drives.loom')}）"]
    assert texts(luck, "reason") == ["理由：Nobody believes it now. [en]"]


@pytest.mark.parametrize(
    ("question", "verdict", "causes"),
    [
        ("what else could explain Loom", "no-rival-recorded", ["school"]),
        ("what else drove Loom besides School", "no-rival-recorded", []),
        ("what else drove Loom besides Mill", "no-rival-recorded", ["school"]),
        ("what else could explain Dyes", "no-cause-recorded", []),
        ("besides Mill, what drove Dyes", "no-cause-recorded", []),
        # One that was rejected is no rival, and is shown.
        ("what else could explain Pots", "rivals-rejected", ["school", "luck"]),
        ("what else could explain Pots according to Ada", "no-rival-recorded", ["school"]),
        ("what else could explain Jars", "rivals-untested", ["bank", "school"]),
        ("what else drove Jars besides Bank", "rivals-untested", ["school"]),
        ("what else hinders Yarn", "no-rival-recorded", ["plague"]),
        ("what else anchors Yarn", "no-rival-recorded", ["mill"]),
        # Filters.
        ("what else could explain Yarn through lending", "no-rival-recorded", ["bank"]),
        ("what else could explain Yarn known by 2000", "rivals-untested", ["mill", "workshop"]),
        ("what else could explain Yarn as of 1985", "no-rival-recorded", ["mill"]),
        ("what else could explain Yarn with confidence above 0.9", "no-rival-recorded", ["mill"]),
        ("what else could explain Yarn outside Town", "no-cause-recorded", []),
    ],
)
def test_one_cause_has_no_rival(town: KnowledgeGraph, question: str, verdict: str, causes: list[str]) -> None:
    lead, *rows = asked(town, question)
    assert lead["verdict"] == verdict
    assert sorted(row["from"]["id"] for row in rows) == sorted(causes)


def test_the_cause_that_is_named_is_shown_apart(town: KnowledgeGraph) -> None:
    for question in (
        "what else drove Yarn besides Mill",
        "除了磨坊，纱线集群还有哪些解释",
        "除磨坊之外還有什麼帶動了紗線集群",
    ):
        lead, *rows = asked(town, question)
        assert [claim["id"] for claim in lead["claims"]] == ["mill.anchors.yarn"]
        assert [row["from"]["id"] for row in rows] == ["workshop", "bank", "climate", "luck"]
    lead, *_ = asked(town, "what else drove Loom besides Mill")
    assert texts(lead) == ["Not on record as a cause of it: Mill"]


def test_nobody_speaks_for_two(town: KnowledgeGraph) -> None:
    lead, *_ = asked(town, "what else could explain Jars")
    assert texts(lead) == [
        "Without a mechanism on record: Bank, School",
        "No source speaks for two of them at once.",
    ] or texts(lead) == [
        "Without a mechanism on record: School, Bank",
        "No source speaks for two of them at once.",
    ]


def test_only_causes_have_rivals(town: KnowledgeGraph) -> None:
    for question in ("what else is located in Town", "what else", "what else drove Yarn in at most 2 steps"):
        with pytest.raises(QuestionError):
            town.read(question)
