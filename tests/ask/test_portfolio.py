"""Policies without a mechanism, mechanisms without a policy, and policies that share an unproven mechanism."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.sentences import sentence
from agglo.graph.ask.sparql import query_for

FACTS = """
source: first
sources:
  first: {title: {en: First study}, author: [Ada], publisher: One Press, published: 1990, kind: paper}
  second: {title: {en: Second study}, author: [Bea], publisher: Two Press, published: 2015, kind: paper}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
  port: {type: City, label: {en: Port, zh-Hans: 港}, in: land}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  rope: {type: Cluster, label: {en: Rope, zh-Hans: 绳索集群}, in: port}
  charter: {type: Policy, label: {en: Charter, zh-Hans: 特许状}, in: town}
  bounty: {type: Subsidy, label: {en: Bounty, zh-Hans: 赏金}, in: port}
  edict: {type: Law, label: {en: Edict, zh-Hans: 敕令}, in: land}
  privilege: {type: Mechanism, label: {en: privilege, zh-Hans: 特权}, definition: {en: A right.}}
  reward: {type: Mechanism, label: {en: reward, zh-Hans: 奖励}, definition: {en: Money.}, broader: [privilege]}
  fair: {type: Mechanism, label: {en: fair, zh-Hans: 集市}, definition: {en: A market.}}
  neglect: {type: Mechanism, label: {en: neglect, zh-Hans: 荒废}, definition: {en: Nobody cares.}}
claims:
  - {claim: charter supports yarn, through: [reward], evidence: [{gist: {en: It did.}}]}
  - {claim: bounty uses reward, evidence: [{gist: {en: It does.}}]}
  - {claim: edict supports yarn, evidence: [{source: second, gist: {en: It did.}}]}
  - {claim: neglect hinders edict, through: [neglect], evidence: [{gist: {en: It did.}}]}
  - {claim: town drives yarn, through: [fair], evidence: [{gist: {en: It did.}}, {source: second, gist: {en: So.}}]}
  - claim: reward drives rope
    status: contested
    dispute: cause
    reason: {en: Somebody else did.}
    evidence: [{gist: {en: It did.}}, {source: second, gist: {en: It did.}}]
"""


def opened(folder: Path, facts: str) -> KnowledgeGraph:
    (folder / "facts.yaml").write_text(facts, "utf-8")
    return KnowledgeGraph.open(folder)


@pytest.fixture(scope="module")
def three(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Three policies."""
    return opened(tmp_path_factory.mktemp("three"), FACTS)


def found(graph: KnowledgeGraph, question: str) -> list[tuple[str, str]]:
    return [(row.start, row.verdict) for row in graph.ask(question).rows]


def test_policies_without_a_mechanism(three: KnowledgeGraph) -> None:
    """The edict is named beside a mechanism only where that holds it back."""
    for question in ("which policies have no mechanism", "哪些政策没有机制", "哪些政策沒有機制"):
        assert found(three, question) == [("edict", "no-mechanism")]
    (row,) = three.ask("which policies have no mechanism").rows
    # Both have one source; then by id.
    assert row.notes[0].claims == ("edict.supports.yarn", "neglect.hinders.edict")


def test_mechanisms_without_a_policy(three: KnowledgeGraph) -> None:
    """A privilege has one: the narrower reward."""
    for question in ("which mechanisms have no policy", "哪些机制没有政策支撑", "哪些機制沒有政策支撐"):
        assert found(three, question) == [("fair", "no-policy"), ("neglect", "no-policy")]


def test_policies_that_lean_on_the_same_unproven_mechanism(three: KnowledgeGraph) -> None:
    for question in ("which policies rest on the same unproven mechanism", "哪些政策依靠同一个未经证实的机制"):
        (row,) = answer_json(three.look, question, three.ask(question))["answers"]
        assert (row["from"]["id"], row["verdict"]) == ("reward", "unproven")
        said = [(note["name"], [claim["id"] for claim in note.get("claims", [])]) for note in row["notes"]]
        # One claim has one source; the other has two and is contested.
        assert said == [
            ("all-weak", ["reward.drives.rope", "charter.supports.yarn"]),
            ("policy", ["bounty.uses.reward"]),
            ("policy", ["charter.supports.yarn"]),
        ]


def test_a_second_independent_source_proves_it(three: KnowledgeGraph, tmp_path: Path) -> None:
    more = FACTS.replace(
        "through: [reward], evidence: [{gist: {en: It did.}}]",
        "through: [reward], evidence: [{gist: {en: It did.}}, {source: second, gist: {en: It did.}}]",
    )
    assert more != FACTS
    graph = opened(tmp_path, more)
    question = "which policies rest on the same unproven mechanism"
    assert found(graph, question) == []
    # As it was known before the second study, there was one source.
    assert found(graph, f"{question} known by 2000") == [("reward", "unproven")]


def test_a_place_has_its_own_portfolio(three: KnowledgeGraph) -> None:
    assert found(three, "which policies have no mechanism in Town") == [("edict", "no-mechanism")]
    assert found(three, "which policies have no mechanism in Port") == []
    # What is at work in the place, and named by none of its policies.
    assert found(three, "which mechanisms have no policy in Town") == [("fair", "no-policy")]
    assert found(three, "which mechanisms have no policy in Port") == []
    # The charter is not Port's, so nobody shares.
    assert found(three, "which policies rest on the same unproven mechanism in Port") == []


def test_the_whole_portfolio(three: KnowledgeGraph) -> None:
    expected = [("reward", "unproven"), ("edict", "no-mechanism"), ("fair", "no-policy"), ("neglect", "no-policy")]
    for question in ("how do policies and mechanisms match", "政策与机制如何对应"):
        assert found(three, question) == expected
    assert [(row.start, row.verdict) for row in three.ask(three.reading("portfolio")).rows] == expected


def test_the_sparql_gives_every_claim_that_the_answer_shows(three: KnowledgeGraph) -> None:
    answer = three.ask("how do policies and mechanisms match")
    given = {id_of(row["claim"]) for row in three.look.rows(query_for(three.look, answer.reading))}
    shown = {id_ for row in answer.rows for note in row.notes for id_ in note.claims}
    assert len(shown) > 4
    assert shown <= given


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("which measures name no mechanism?", "Which policies have no mechanism?"),
        ("Which policies in Town have no mechanism", "Which policies have no mechanism in Town?"),
        ("镇的哪些政策没有机制", "哪些政策没有机制，位于镇？"),
        ("Which mechanisms in Town or Port have no policy", "Which mechanisms have no policy in Town or Port?"),
        ("which mechanisms lack a policy in Land since 1990", "Which mechanisms have no policy in Land, since 1990?"),
        ("which policies lean on one unproven mechanism", "Which policies rest on the same unproven mechanism?"),
        ("在镇，哪些机制缺少政策支持", "哪些机制没有政策支撑，位于镇？"),
        ("政策和機制怎樣匹配", "政策與機制如何對應？"),
    ],
)
def test_how_questions_are_read(three: KnowledgeGraph, question: str, read: str) -> None:
    reading = three.read(question)
    assert sentence(three.look, reading) == read
    assert three.read(read) == reading


def test_what_makes_no_sense_is_refused(three: KnowledgeGraph) -> None:
    for question in (
        "which policies have no mechanism through fair",
        "which policies have no policy",
        "which firms have no mechanism",
        "which policies in Town have no mechanism in Port",
    ):
        with pytest.raises(QuestionError):
            three.read(question)


def test_an_empty_portfolio(tmp_path: Path) -> None:
    bare = FACTS[: FACTS.index("  charter:")] + "claims: [{claim: town drives yarn, evidence: [{gist: {en: So.}}]}]\n"
    graph = opened(tmp_path, bare)
    assert graph.ask(graph.reading("portfolio")).rows == ()
    assert graph.ask("which mechanisms have no failure on record").rows == ()


@pytest.mark.parametrize("seed", range(6))
def test_the_portfolio_is_what_counting_gives(seed: int, tmp_path: Path) -> None:
    """Random facts; the answer is worked out again from the YAML alone."""
    draw = random.Random(seed)
    facts: dict[str, Any] = yaml.safe_load(FACTS)
    policies = [f"policy-{n}" for n in range(5)]
    mechanisms = [f"way-{n}" for n in range(6)]

    def label(id_: str) -> dict[str, str]:
        return {"en": id_, "zh-Hans": f"名{id_}"}

    entities: dict[str, Any] = {p: {"type": "Policy", "label": label(p)} for p in policies}
    entities |= {m: {"type": "Mechanism", "label": label(m), "definition": {"en": "A way."}} for m in mechanisms}
    entities |= {name: facts["entities"][name] for name in ("land", "town", "yarn")}
    claims = []
    for number in range(draw.randint(3, 12)):
        claim: dict[str, Any] = {
            "id": f"c{number}",
            "claim": f"{draw.choice([*policies, 'town'])} {draw.choice(['supports', 'enables', 'drives'])} yarn",
            "through": draw.sample(mechanisms, draw.randint(0, 2)),
            "evidence": [{"source": s, "gist": {"en": "So."}} for s in draw.choice((["first"], ["first", "second"]))],
        }
        if draw.random() < 0.3:
            claim |= {"status": "contested", "dispute": "cause", "reason": {"en": "No."}}
        claims.append({key: value for key, value in claim.items() if value != []})
    text = yaml.safe_dump({"source": "first", "sources": facts["sources"], "entities": entities, "claims": claims})
    graph = opened(tmp_path, text)

    named: dict[str, set[str]] = {p: set() for p in policies}
    solid: set[str] = set()
    for claim in claims:
        named.get(claim["claim"].split()[0], set()).update(claim.get("through", ()))
        if len(claim["evidence"]) == 2 and "status" not in claim:
            solid.update(claim.get("through", ()))
    shared = {m for m in mechanisms if sum(m in names for names in named.values()) > 1}
    rows = found(graph, "how do policies and mechanisms match")
    assert {id_ for id_, verdict in rows if verdict == "no-mechanism"} == {p for p in policies if not named[p]}
    assert {id_ for id_, verdict in rows if verdict == "no-policy"} == set(mechanisms) - set().union(*named.values())
    assert {id_ for id_, verdict in rows if verdict == "unproven"} == shared - solid
