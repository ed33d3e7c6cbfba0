"""Why a claim is believed, and on what a derived fact rests: worked out by hand, and over the shipped facts."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph, NameNotFoundError, QuestionError
from agglo.graph.ask.claims import claim_view
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.reading import PATHS, WHY
from agglo.graph.ask.sentences import sentence
from agglo.graph.ask.sparql import query_for
from agglo.graph.ask.weighed import weighed

from .questions import LANGUAGES, questions

FACTS = """
source: paper
sources:
  paper: {title: {en: Paper}, author: [Ada], publisher: One Press, published: 1990, kind: paper, interest: academic}
  reprint: {title: {en: Reprint}, publisher: Third Press, published: 2001, kind: news, derived_from: [paper]}
  report: {title: {en: Report}, publisher: Two Press, published: 2015, kind: report}
  page: {title: {en: Own page}, publisher: Mill, published: 2010, kind: company, interest: own}
  advice: {title: {en: Advice}, publisher: Guns for Hire, published: 2011, kind: report, interest: paid}
  second: {title: {en: Second page}, publisher: MILL, published: 2012, kind: company, interest: own}
entities:
  world: {type: Region, label: {en: World, zh-Hans: 世界}}
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}, in: world}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  forge: {type: Firm, label: {en: Forge, zh-Hans: 铁厂}}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  rope: {type: Cluster, label: {en: Rope, zh-Hans: 绳索集群}, in: town}
  growth: {type: Mechanism, label: {en: growth, zh-Hans: 成长}, definition: {en: More.}}
  branch: {type: Mechanism, label: {en: branch, zh-Hans: 分支}, definition: {en: Parts.}, broader: [growth]}
claims:
  - claim: mill anchors yarn
    through: [branch]
    because: contributing
    condition: {en: as long as the river runs}
    rival: [forge.anchors.yarn]
    dispute: cause
    evidence:
      - {gist: {en: It did.}}
      - {source: reprint, gist: {en: It did indeed.}}
      - {source: report, direction: qualifies, gist: {en: In part.}}
      - {source: page, direction: disputes, gist: {en: We never.}}
  - {claim: mill anchors rope, evidence: [{source: page, gist: {en: We did.}}, {source: advice, gist: {en: They did.}}]}
  - {claim: forge anchors yarn, evidence: [{source: page, gist: {en: Not us.}}, {source: second, gist: {en: Not us.}}]}
  - {claim: forge part_of yarn, evidence: [{gist: {en: It is.}}]}
  - {claim: forge located_in town, evidence: [{source: report, gist: {en: It stands there.}}]}
  - {claim: forge partner_of mill, evidence: [{gist: {en: They are.}}]}
"""


@pytest.fixture(scope="module")
def town(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.yaml").write_text(FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


def first(rows: list[dict[str, Any]]) -> list[str]:
    """The first claim of each answer."""
    return [row["claims"][0]["id"] for row in rows]


def asked(graph: KnowledgeGraph, question: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = answer_json(graph.look, question, graph.ask(question))["answers"]
    return rows


def test_the_arithmetic_of_a_belief_is_shown_piece_by_piece(town: KnowledgeGraph) -> None:
    """A paper (0.8) and its reprint count once; the report qualifies (half of 0.7); the firm's page (0.6) disputes."""
    (row,) = asked(town, "why is it said that Mill anchors Yarn")
    (found,) = row["weighing"]
    assert found["sum"] == "S = 1 − (1 − 0.8)(1 − 0.35) = 0.87; D = 0.6; S × (1 − D) = 0.348 ≈ 0.35"
    assert found["confidence"] == row["confidence"] == 0.35
    assert (found["because"]["id"], found["unassessed"], found["only_interested"]) == ("contributing", None, False)
    paper, reprint, report, page = found["pieces"]
    assert paper["arithmetic"] == "1 − 0.05 − 0.15 = 0.8"
    assert report["arithmetic"] == "0.5 × (1 − 0.05 − 0.25) = 0.35"
    assert [piece["counted"] for piece in found["pieces"]] == [True, False, True, True]
    assert (reprint["why_not"], reprint["with"]["id"], reprint["group"]) == ("derived-from", "paper", paper["group"])
    assert (paper["interest"]["id"], report["interest"], page["interest"]["id"]) == ("academic", None, "own")
    (claim,) = row["claims"]
    assert [each["id"] for each in claim["rival"]] == ["forge.anchors.yarn"]
    assert claim["condition"] == "as long as the river runs"


def test_only_interested_parties_say_so(town: KnowledgeGraph) -> None:
    said = ("Mill anchors Rope", "Forge anchors Yarn", "Mill anchors Yarn")
    rows = [row for each in said for row in asked(town, f"how sure is it that {each}")]
    verdicts = {row["claims"][0]["id"]: row.get("verdict") for row in rows}
    assert verdicts == {
        "mill.anchors.rope": "only-interested",
        "forge.anchors.yarn": "only-interested",
        "mill.anchors.yarn": None,
    }
    # No interest recorded is none known.
    assert not weighed(town.look, claim_view(town.look, "forge.located_in.town"), "en")["only_interested"]
    (own,) = asked(town, "why is it said that Forge anchors Yarn")
    assert own["weighing"][0]["pieces"][1]["why_not"] == "same-publisher"


def test_a_role_has_a_proof_for_each_claim_that_suffices(town: KnowledgeGraph) -> None:
    for question in ("why is Mill an anchor", "what makes Mill an anchor", "磨坊为什么是锚机构", "为什么磨坊是锚机构"):
        rows = asked(town, question)
        assert [[claim["id"] for claim in row["claims"]] for row in rows] == [
            ["mill.anchors.rope"],
            ["mill.anchors.yarn"],
        ]
    (rope, yarn) = asked(town, "why is Mill an anchor")
    assert rope["title"] == "Mill is an anchor"
    assert (rope["from"]["id"], rope["to"]["id"], rope["to"]["label"]) == ("mill", "Anchor", "anchor")
    assert rope["proof"]["rule"]["id"] == "anchor-role"
    assert rope["proof"]["premises"] == [{"claim": "mill.anchors.rope"}]
    assert [note["name"] for note in rope["notes"]] == ["one-of", "rests-on-interested"]
    assert [note["name"] for note in yarn["notes"]] == ["one-of"]
    assert asked(town, "为什么磨坊是锚机构")[0]["proof"]["rule"]["label"] == "锚机构角色"
    assert asked(town, "why is Town an anchor") == []


def test_a_place_is_proved_through_what_is_between_and_is_as_sure_as_its_weakest_claim(town: KnowledgeGraph) -> None:
    rows = asked(town, "why is it said that Forge is located in World")
    # By its own place, or as a part of the cluster, which is in the town.
    assert [[claim["id"] for claim in row["claims"]] for row in rows] == [
        ["forge.part_of.yarn"],
        ["forge.located_in.town"],
    ]
    assert [row["confidence"] for row in rows] == [0.8, 0.7]
    proof = rows[1]["proof"]
    assert (proof["statement"], proof["rule"]["id"]) == ("Forge lies within World", "lifted-place")
    claim = next(each for each in proof["premises"] if "claim" in each)
    below = next(each for each in proof["premises"] if "rule" in each)
    assert claim == {"claim": "forge.located_in.town"}
    assert below["statement"] == "Town lies within World"
    entries = [each["entry"]["statement"] for each in below["premises"]]
    assert sorted(entries) == ["Land is in World", "Town is in Land"]
    assert all(each["entry"]["line"] for each in below["premises"])
    (record,) = asked(town, "why is it said that Town is located in Land")
    assert (record["proof"]["entry"]["statement"], record["claims"]) == ("Town is in Land", [])
    assert first(asked(town, "why is it said that Forge is located in Town")) == [
        "forge.located_in.town",
        "forge.part_of.yarn",
    ]


def test_a_member_of_a_cluster_and_a_broader_mechanism(town: KnowledgeGraph) -> None:
    (member,) = asked(town, "why is it said that Forge is a member of Yarn")
    assert (member["proof"]["rule"]["id"], member["claims"][0]["id"]) == ("cluster-member", "forge.part_of.yarn")
    for question in (
        "why does claim mill.anchors.yarn work through growth",
        "论断mill.anchors.yarn为什么也通过成长起作用",
    ):
        (row,) = asked(town, question)
        assert row["proof"]["rule"]["id"] == "broader-mechanism"
        assert {"claim": "mill.anchors.yarn"} in row["proof"]["premises"]
        assert (row["from"]["id"], row["to"]["id"]) == ("mill", "growth")
    (itself,) = asked(town, "why does claim mill.anchors.yarn work through branch")
    assert "proof" not in itself
    assert itself["claims"][0]["id"] == "mill.anchors.yarn"


def test_filters_take_premises_away(town: KnowledgeGraph) -> None:
    assert first(asked(town, "why is Mill an anchor with confidence above 0.5")) == ["mill.anchors.rope"]
    assert first(asked(town, "why is Mill an anchor as known by 2009")) == ["mill.anchors.yarn"]
    (then,) = asked(town, "why is it said that Mill anchors Yarn known by 1990")
    assert then["weighing"][0]["sum"] == "S = 0.8; D = 0; S × (1 − D) = 0.8"
    answer = town.ask("why is Mill an anchor as known by 1980")
    assert (answer.rows, answer.examined) == ((), {"claims": 2, "claims left out by filters": 2, "paths": 0})
    with pytest.raises(QuestionError, match="does not go with"):
        town.read("why is Mill an anchor in Town")


def test_a_belief_of_which_nothing_was_public_is_not_assessed(town: KnowledgeGraph) -> None:
    early = town.look.known_by(1950)
    found = weighed(early, claim_view(early, "mill.anchors.yarn"), "en")
    assert (found["confidence"], found["sum"], found["unassessed"], found["pieces"]) == (None, None, "no-support", [])


def test_a_path_question_stays_one(town: KnowledgeGraph) -> None:
    assert town.read("why did Mill drive Yarn").kind == PATHS
    assert town.read("why did Mill anchor Yarn").kind == PATHS
    assert town.read("为什么磨坊带动了纱线集群").kind == PATHS


def test_the_words_of_the_command(town: KnowledgeGraph) -> None:
    assert town.why("mill.anchors.yarn").claim == "mill.anchors.yarn"
    assert town.why("Mill", "anchor") == town.why("mill", "Anchor") == town.read("why is Mill an anchor")
    assert town.why("磨坊", "锚机构") == town.why("mill", "anchor")
    for relation in ("anchors", "anchored", "锚定"):
        assert town.why("mill", relation, "yarn") == town.read("why is it said that Mill anchors Yarn")
    assert town.why("mill.anchors.yarn", "growth").object.entity == "growth"
    with pytest.raises(NameNotFoundError, match=r"claim `mill.anchors.yarm`") as caught:
        town.why("mill.anchors.yarm")
    assert "mill.anchors.yarn" in caught.value.nearest
    with pytest.raises(NameNotFoundError, match="class `ancor`"):
        town.why("mill", "ancor")
    with pytest.raises(NameNotFoundError, match="relation"):
        town.why("mill", "ancors", "yarn")
    with pytest.raises(NameNotFoundError):
        town.why("")


def test_a_claim_holds_both_ways_where_the_relation_does(town: KnowledgeGraph) -> None:
    assert first(asked(town, "why is it said that Mill is a partner of Forge")) == ["forge.partner_of.mill"]


def test_the_sparql_gives_the_claims_that_are_weighed(town: KnowledgeGraph) -> None:
    for question in (
        "why is it said that Mill anchors Yarn",
        "why is Mill an anchor",
        "why is Mill an anchor with confidence above 0.5",
        "why is it said that Forge is located in World",
        "why is it said that Forge is a member of Yarn",
        "why does claim mill.anchors.yarn work through growth",
        "what does claim mill.anchors.yarn rest on",
        "why is it said that Mill is a partner of Forge",
    ):
        answer = town.ask(question)
        found = {id_of(row["claim"]) for row in town.look.rows(query_for(town.look, answer.reading))}
        assert found == {claim.id for row in answer.rows for claim in row.claims}, question


@pytest.mark.parametrize("question", [q for q in questions()["inquiries"] if q["kind"] == WHY], ids=lambda q: q["ask"])
def test_the_corpus_is_answered(shipped_graph: KnowledgeGraph, question: dict[str, Any]) -> None:
    assert asked(shipped_graph, question["ask"])


def test_the_belief_shown_is_the_one_stored_for_every_claim_that_ships(shipped_graph: KnowledgeGraph) -> None:
    look, number = shipped_graph.look, 0
    for _, ids in look.release.index.phrases("claim"):
        for id_ in ids:
            claim = claim_view(look, id_)
            found = weighed(look, claim, "en")
            number += 1
            assert found["confidence"] == claim.confidence, id_
            counted = {piece["group"] for piece in found["pieces"] if piece["direction"] != "disputes"}
            assert len(counted) == claim.independent_sources
            if claim.confidence is None:
                assert found["unassessed"]
                continue
            assert float(re.findall(r"[\d.]+", found["sum"])[-1]) == pytest.approx(claim.confidence, abs=1e-9), id_
            for name, against in (("supported", False), ("disputed", True)):
                left = 1.0
                for piece in found["pieces"]:
                    if piece["counted"] and (piece["direction"] == "disputes") == against:
                        left *= 1 - piece["reliability"]
                assert found[name] == pytest.approx(1 - left, abs=1e-5)
    assert number > 3000


def test_two_hundred_random_claims_are_explained_in_three_languages(shipped_graph: KnowledgeGraph) -> None:
    look = shipped_graph.look
    every = sorted(id_ for _, ids in look.release.index.phrases("claim") for id_ in ids)
    for id_ in random.Random(7).sample(every, 200):
        for language in LANGUAGES.values():
            reading = shipped_graph.why(id_, language=language)
            printed = sentence(look, reading)
            assert shipped_graph.read(printed).in_language(language) == reading, printed
            (row,) = answer_json(look, printed, shipped_graph.ask(reading))["answers"]
            assert [each["id"] for each in row["claims"]] == [id_]
            assert len(row["weighing"][0]["pieces"]) == len(row["claims"][0]["evidence"])
