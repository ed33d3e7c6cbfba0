"""Why there is no path: which filter or rule hides one, and which hop is missing. Every answer worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.hindrance import what_hides
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.sparql import query_for

FACTS = """
source: paper
sources:
  paper: {title: {en: The paper}, author: [Ada], publisher: One Press, published: 1999, kind: paper}
  report: {title: {en: The report}, author: [Bea], publisher: Two Press, published: 2015, kind: report}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  north: {type: City, label: {en: North, zh-Hans: 北城}, in: land}
  south: {type: City, label: {en: South, zh-Hans: 南城}, in: land}
  abroad: {type: Country, label: {en: Abroad, zh-Hans: 外国}}
  isle: {type: City, label: {en: Isle, zh-Hans: 岛城}, in: abroad}
  copying: {type: Mechanism, label: {en: copying, zh-Hans: 模仿}}
  stealing: {type: Mechanism, label: {en: stealing, zh-Hans: 偷师}, broader: [copying]}
  lending: {type: Mechanism, label: {en: lending, zh-Hans: 借贷}}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: north}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: north}
  cloth: {type: Cluster, label: {en: Cloth, zh-Hans: 布匹集群}, in: north}
  rope: {type: Cluster, label: {en: Rope, zh-Hans: 绳索集群}, in: south}
  one: {type: Firm, label: {en: One, zh-Hans: 一号}}
  two: {type: Firm, label: {en: Two, zh-Hans: 二号}}
  three: {type: Firm, label: {en: Three, zh-Hans: 三号}}
  four: {type: Firm, label: {en: Four, zh-Hans: 四号}}
  five: {type: Firm, label: {en: Five, zh-Hans: 五号}}
  six: {type: Firm, label: {en: Six, zh-Hans: 六号}}
  seven: {type: Firm, label: {en: Seven, zh-Hans: 七号}}
  eight: {type: Firm, label: {en: Eight, zh-Hans: 八号}}
  doubted: {type: Firm, label: {en: Doubted, zh-Hans: 存疑公司}}
  doubtful: {type: Cluster, label: {en: Doubtful, zh-Hans: 可疑集群}, in: north}
  ruled: {type: Cluster, label: {en: Ruled, zh-Hans: 已否集群}, in: north}
  tax: {type: Concept, label: {en: Tax, zh-Hans: 税负}}
  trade: {type: Concept, label: {en: Trade, zh-Hans: 贸易}}
  late: {type: Firm, label: {en: Late, zh-Hans: 晚公司}}
  middle: {type: Firm, label: {en: Middle, zh-Hans: 间公司}}
  early: {type: Cluster, label: {en: Early, zh-Hans: 早集群}, in: north}
  guest: {type: Firm, label: {en: Guest, zh-Hans: 客公司}}
  there: {type: Cluster, label: {en: There, zh-Hans: 彼地集群}, in: south}
  kin: {type: Firm, label: {en: Kin, zh-Hans: 亲公司}, in: isle}
  offspring: {type: Firm, label: {en: Offspring, zh-Hans: 子公司}, in: isle}
  smith: {type: Firm, label: {en: Smith, zh-Hans: 铁匠}, in: isle}
  forge: {type: Cluster, label: {en: Forge, zh-Hans: 铁器集群}, in: isle}
  loner: {type: Firm, label: {en: Loner, zh-Hans: 独公司}, in: south}
claims:
  - {claim: mill drives yarn, through: [stealing], when: 1980/1989, evidence: [{source: report, gist: {en: It did.}}]}
  - {claim: yarn drives cloth, evidence: [{gist: {en: It did.}}]}
  - {claim: mill founded rope, when: 1985, evidence: [{gist: {en: It did.}}]}
  # A chain of seven.
  - {claim: one drives two, evidence: [{gist: {en: It did.}}]}
  - {claim: two drives three, evidence: [{gist: {en: It did.}}]}
  - {claim: three drives four, evidence: [{gist: {en: It did.}}]}
  - {claim: four drives five, evidence: [{gist: {en: It did.}}]}
  - {claim: five drives six, evidence: [{gist: {en: It did.}}]}
  - {claim: six drives seven, evidence: [{gist: {en: It did.}}]}
  - {claim: seven drives eight, evidence: [{gist: {en: It did.}}]}
  - claim: doubted drives doubtful
    status: contested
    reason: {en: Bea denies it.}
    evidence:
      - {gist: {en: It did.}}
      - {source: report, direction: disputes, gist: {en: It did not.}}
  - claim: doubted drives ruled
    status: rejected
    reason: {en: Tried and found wanting.}
    evidence: [{gist: {en: It did.}}]
  - {claim: tax hinders trade, evidence: [{gist: {en: It does.}}]}
  - {claim: late drives middle, when: 1990/.., evidence: [{gist: {en: Since 1990.}}]}
  - {claim: middle drives early, when: 1950/1960, evidence: [{gist: {en: From 1950 on.}}]}
  - {claim: north attracts guest, evidence: [{gist: {en: North drew Guest.}}]}
  - {claim: guest drives there, evidence: [{gist: {en: Guest made There.}}]}
  - {claim: kin spun_off offspring, evidence: [{gist: {en: It did.}}]}
  - {claim: offspring partner_of smith, evidence: [{gist: {en: They work together.}}]}
  - {claim: smith anchors forge, evidence: [{gist: {en: It did.}}]}
"""


@pytest.fixture(scope="module")
def town(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.yaml").write_text(FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


def asked(graph: KnowledgeGraph, question: str) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = answer_json(graph.look, question, graph.ask(question))["answers"]
    return answers


def titles(rows: list[dict[str, Any]]) -> list[str]:
    return [row["title"] for row in rows if row["verdict"].startswith("hidden")]


@pytest.mark.parametrize(
    ("question", "hidden"),
    [
        # Each filter by itself. A paper makes 0.8, a report 0.7.
        ("why did Mill not drive Yarn with confidence above 0.75", "“with confidence above 0.75”"),
        ("why did Mill not drive Yarn since 1995", "“since 1995”"),
        ("why did Mill not drive Yarn between 1950 and 1960", "“between 1950 and 1960”"),
        ("why did Mill not drive Yarn as of 1995", "“as of 1995”"),
        ("why did Mill not drive Yarn known by 2010", "“as known by 2010”"),
        ("why did Mill not drive Yarn according to Ada", "“according to The paper”"),
        ("why did Mill not drive Yarn through lending", "“through lending”"),
        ("why did Mill not drive Yarn through copying and lending", "“through lending”"),
        ("why did Mill not drive Yarn not through copying", "“not through copying”"),
        ("why did Mill not drive Yarn in South", "“in South”"),
        ("why did Mill not drive Yarn outside Land", "“outside Land”"),
        ("why did One not drive Three directly", "“in at most 1 step”"),
        ("why did One not drive Five", "“in at most 3 steps”"),
        # Each rule by itself.
        ("why did Doubted not drive Doubtful", "“accepted claims only”"),
        ("why did Doubted not drive Ruled", "“accepted claims only”"),
        ("why did Tax not drive Trade", "“signs must come to that of the relation”"),
        ("why did Mill not anchor Rope", "“claims of this relation only”"),
        ("why did Late not drive Early", "“causes come first”"),
        ("why did North not drive There", "“causes carry on only where they hold”"),
        # Only both of two.
        (
            "why did Mill not drive Yarn since 1995 according to Ada",
            "“since 1995” and “according to The paper” together",
        ),
        (
            "why did One not drive Five with confidence above 0.9",
            "“with confidence above 0.9” and “in at most 3 steps” together",
        ),
        ("why did Doubted not drive Doubtful in South", "“in South” and “accepted claims only” together"),
        # Three are said only where fewer do not do.
        (
            "why did Mill not drive Yarn since 1995 in South according to Ada",
            "“in South” and “since 1995” and “according to The paper” together",
        ),
    ],
)
def test_each_filter_and_rule_is_named_by_itself(town: KnowledgeGraph, question: str, hidden: str) -> None:
    rows = asked(town, question)
    assert titles(rows) == [f"Hidden by {hidden}"]
    (row,) = (row for row in rows if row["verdict"].startswith("hidden"))
    assert row["claims"]
    assert all(claim["file"] == "town.yaml" and claim["line"] for claim in row["claims"])
    assert row["notes"]


def texts(row: dict[str, Any]) -> list[str]:
    return [note["text"] for note in row.get("notes", ())]


def notes(graph: KnowledgeGraph, question: str) -> list[str]:
    return [text for row in asked(graph, question) for text in texts(row)]


def test_where_a_filter_or_rule_bites_is_said(town: KnowledgeGraph) -> None:
    found = {
        "why did Mill not drive Yarn with confidence above 0.75": (
            "“with confidence above 0.75” leaves out: Mill drives Yarn (1980–1989) (confidence 0.70)"
        ),
        "why did Mill not drive Yarn in South": "The path as a whole does not meet “in South”.",
        "why did One not drive Five": "Number of steps that would do: 4",
        "why did Doubted not drive Doubtful": "Contested: Doubted drives Doubtful",
        "why did Doubted not drive Ruled": "Rejected: Doubted drives Ruled",
        "why did Tax not drive Trade": (
            "It comes to the opposite: more of the one leads to less of the other (Tax → Trade)."
        ),
        "why did Late not drive Early": (
            "The effect had begun before its cause: Middle drives Early (1950–1960); "
            "but: Late drives Middle (since 1990)"
        ),
        "why did North not drive There": "Guest carries nothing from one place to another: North → There",
        "为什么晚公司没有带动早集群": (
            "结果早于原因：间公司带动早集群（1950–1960）；但是：晚公司带动间公司（自 1990 起）"
        ),
    }
    for question, said in found.items():
        assert said in notes(town, question)
    assert "Because: Bea denies it." in notes(town, "why did Doubted not drive Doubtful")


def test_a_path_that_exists_is_shown_and_the_question_corrected(town: KnowledgeGraph) -> None:
    for question, title in (
        ("why did Mill not drive Yarn", "There is a path: Mill → Yarn"),
        ("为什么磨坊没有带动纱线集群", "有路径：磨坊 → 纱线集群"),
    ):
        (row,) = asked(town, question)
        assert (row["verdict"], row["title"]) == ("path-exists", title)
        assert [claim["id"] for claim in row["claims"]] == ["mill.drives.yarn"]


def test_the_farthest_points_and_the_missing_hop(town: KnowledgeGraph) -> None:
    """From Kin one gets to Offspring, from Smith to Forge; a partnership joins the two, and carries no cause."""
    rows = asked(town, "why did Kin not drive Forge")
    assert [(row["verdict"], row["from"]["id"], row["to"]["id"]) for row in rows] == [
        ("no-path", "kin", "forge"),
        ("reached", "kin", "offspring"),
        ("reaching", "smith", "forge"),
        ("missing-hop", "offspring", "smith"),
    ]
    assert [[claim["id"] for claim in row["claims"]] for row in rows] == [
        [],
        ["kin.spun_off.offspring"],
        ["smith.anchors.forge"],
        ["offspring.partner_of.smith"],
    ]
    assert texts(rows[-1]) == [
        "A claim joins the two, but it is not one of cause and effect: Offspring is a partner of Smith"
    ]
    assert "The two are not connected at all" in " ".join(texts(rows[0]))
    # With one step to go, it is the one from end to end that is missing.
    *_, last = asked(town, "why did Kin not drive Forge directly")
    assert (last["verdict"], last["from"]["id"], last["to"]["id"]) == ("missing-hop", "kin", "forge")
    assert texts(last)[-1] == "Both are in the same city: Isle"


def test_what_comes_after_the_missing_hop_did_not_begin_before_what_comes_before_it(town: KnowledgeGraph) -> None:
    *_, last = asked(town, "why did Late not drive Rope")
    assert (last["from"]["id"], last["to"]["id"]) == ("late", "mill")
    *_, last = asked(town, "why did Mill not drive Early")
    assert (last["from"]["id"], last["to"]["id"]) != ("rope", "middle")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("why did Loner not drive Yarn", "has this as a cause: Loner"),
        ("why did Mill not drive Loner", "has this as an effect: Loner"),
        ("why did Mill not drive Forge", "not connected at all"),
        ("why did Guest not drive Guest", "Both ends are the same: Guest"),
        ("why did One not drive Eight", "has 7 steps; a path has at most 6"),
        ("why did Yarn not drive Rope", "only if some of them are read backwards"),
        ("why did Mill not drive Forge", "Nor is there one of up to 6 steps."),
        ("why did Mill not drive Forge since 1980", "The filters of the question do not hide one"),
    ],
)
def test_what_does_not_connect_is_said(town: KnowledgeGraph, question: str, said: str) -> None:
    rows = asked(town, question)
    assert said in " ".join(texts(rows[0]))
    assert (rows[0]["verdict"], titles(rows)) == ("no-path", [])


def test_the_other_way_round_is_shown(town: KnowledgeGraph) -> None:
    *_, last = asked(town, "why did Two not drive One")
    assert (last["verdict"], last["title"]) == ("other-way", "The other way round there is a path: One → Two")


def test_the_three_scripts_have_the_same_answer(town: KnowledgeGraph) -> None:
    questions = [
        "why did Mill not drive Yarn since 1995 according to Ada",
        "为什么磨坊没有带动纱线集群，1995年以来，根据Ada",
        "磨坊為什麼沒有帶動紗線集群，1995年以來，根據Ada",
    ]
    answers = [town.ask(question) for question in questions]
    assert [answer.reading.language for answer in answers] == ["en", "zh-Hans", "zh-Hant"]
    plain = [[(row.verdict, row.ends, [e.claim for e in row.path.edges]) for row in each.rows] for each in answers]
    assert plain[0] == plain[1] == plain[2]
    title = titles(asked(town, questions[2]))
    assert title == ["被「1995年以來」和「根據The paper [en]」一起遮住"]


def test_only_causal_verbs_are_asked_why_not(town: KnowledgeGraph) -> None:
    for question in ("why is Mill not located in South", "why did Mill not drive", "why not Mill"):
        with pytest.raises(QuestionError):
            town.read(question)


def test_braces_in_labels_are_no_format(own_cache: Path, tmp_path: Path) -> None:
    facts = """
source: s
sources: {s: {title: {en: "{0} {x} %s"}, publisher: P, kind: paper}}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰}}
  town: {type: City, label: {en: "Town {9}", zh-Hans: 镇}, in: land}
  a: {type: Firm, label: {en: "A {0} {name}", zh-Hans: 甲}, in: town}
  b: {type: Cluster, label: {en: "B } {", zh-Hans: 乙}, in: town}
claims:
  - {claim: a drives b, evidence: [{gist: {en: "{1}"}}]}
"""
    (tmp_path / "odd.yaml").write_text(facts, "utf-8")
    graph = KnowledgeGraph.open(tmp_path)
    (lead, *_) = asked(graph, "why did b not drive a")
    assert lead["title"] == "No path: B } { → A {0} {name}"
    rows = asked(graph, "why did a not drive b with confidence above 0.9")
    assert titles(rows) == ["Hidden by “with confidence above 0.9”"]
    (lead, *_) = asked(graph, "what else could explain b")
    assert lead["verdict"] == "no-rival-recorded"


def test_a_claim_and_its_contrary_are_told_apart(own_cache: Path, tmp_path: Path) -> None:
    facts = """
source: s
sources: {s: {title: {en: S}, publisher: P, kind: paper}, t: {title: {en: T}, publisher: Q, kind: news}}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
  a: {type: Firm, label: {en: Aa, zh-Hans: 甲}, in: town}
  b: {type: Firm, label: {en: Bb, zh-Hans: 乙}, in: town}
  c: {type: Cluster, label: {en: Cc, zh-Hans: 丙}, in: town}
claims:
  - {claim: a drives b, evidence: [{gist: {en: It did.}}]}
  - {claim: b drives a, evidence: [{gist: {en: So it did.}}]}
  - claim: b drives c
    status: contested
    dispute: sign
    rival: [b.hinders.c]
    reason: {en: Open.}
    evidence: [{gist: {en: It did.}}]
  - claim: b hinders c
    status: contested
    dispute: sign
    reason: {en: Open.}
    evidence: [{gist: {en: It did not.}}, {source: t, direction: disputes, gist: {en: It did.}}]
"""
    (tmp_path / "town.yaml").write_text(facts, "utf-8")
    graph = KnowledgeGraph.open(tmp_path)
    rows = asked(graph, "why did Aa not drive Cc")
    # The contested claim for it alone; that against it would need the sign, too.
    assert titles(rows) == ["Hidden by “accepted claims only”"]
    (hidden,) = (row for row in rows if row["verdict"] == "hidden-by-rule")
    assert [claim["id"] for claim in hidden["claims"]] == ["a.drives.b", "b.drives.c"]
    assert titles(asked(graph, "why did Bb not hinder Cc")) == ["Hidden by “accepted claims only”"]
    (exists,) = asked(graph, "why did Bb not drive Aa")  # a loop is walked once
    assert exists["verdict"] == "path-exists"


def test_the_sparql_gives_the_claims_that_are_weighed(town: KnowledgeGraph) -> None:
    reading = town.read("why did Kin not drive Forge")
    found = {id_of(row["claim"]) for row in town.look.rows(query_for(town.look, reading))}
    assert found == {edge.claim for edge in what_hides(town.look, reading).claims}


def test_before_anything_was_known_no_claim_is_kept(town: KnowledgeGraph) -> None:
    reading = town.read("why did Mill not drive Cloth known by 1950")
    found = what_hides(town.look.known_by(1950), reading)
    assert found.kept == []
    assert {edge.claim for edge in found.claims} >= {"mill.drives.yarn", "yarn.drives.cloth"}
