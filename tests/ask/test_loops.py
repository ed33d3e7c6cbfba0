"""Feedback loops: which there are, their signs and delays, and what is none."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.edges import Edge
from agglo.graph.ask.edges import Path as Chain
from agglo.graph.ask.kinds.loops import delay, simple_cycles
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.sparql import query_for

FACTS = """
source: first
sources:
  first: {title: {en: First study}, publisher: One Press, published: 2001, kind: paper}
  second: {title: {en: Second study}, publisher: Two Press, published: 2020, kind: paper}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land}
  port: {type: City, label: {en: Port, zh-Hans: 港}, in: land}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  school: {type: University, label: {en: School, zh-Hans: 学校}, in: town}
  rope: {type: Firm, label: {en: Rope, zh-Hans: 绳厂}, in: town}
  guild: {type: Association, label: {en: Guild, zh-Hans: 行会}, in: town}
  dock: {type: Firm, label: {en: Dock, zh-Hans: 船坞}, in: port}
  craft: {type: Concept, label: {en: craft, zh-Hans: 手艺}}
  one: {type: Firm, label: {en: One, zh-Hans: 甲}, in: port}
  two: {type: Firm, label: {en: Two, zh-Hans: 乙}, in: port}
  three: {type: Firm, label: {en: Three, zh-Hans: 丙}, in: port}
claims:
  - {claim: mill drives school, when: 1900, evidence: [{gist: {en: It did.}}, {source: second, gist: {en: It did.}}]}
  - {claim: mill supports school, evidence: [{gist: {en: It did.}}]}
  - claim: school supplies_talent_to mill
    when: 1920/..
    evidence: [{gist: {en: It did.}}, {source: second, gist: {en: It did.}}]
  - {claim: mill drives rope, evidence: [{gist: {en: It did.}}]}
  - {claim: rope hinders mill, evidence: [{gist: {en: It did.}}]}
  - {claim: rope drives guild, evidence: [{gist: {en: It did.}}]}
  - {claim: guild transforms rope, evidence: [{gist: {en: It did.}}]}
  # Through a craft: one within a town, and one that gets from town to port, which is no loop.
  - {claim: mill drives craft, evidence: [{gist: {en: It did.}}]}
  - {claim: craft drives school, evidence: [{gist: {en: It did.}}]}
  - {claim: craft drives dock, evidence: [{gist: {en: It did.}}]}
  - {claim: dock drives mill, evidence: [{gist: {en: It did.}}]}
  # From no claim on can these have come about: each one begins before the one that it comes from, or the next does.
  - {claim: one drives two, when: 1900, evidence: [{gist: {en: It did.}}]}
  - {claim: two drives three, when: 1950, evidence: [{gist: {en: It did.}}]}
  - {claim: three drives one, when: 1920, evidence: [{gist: {en: It did.}}]}
  # What was rejected is no link.
  - claim: guild drives mill
    status: rejected
    reason: {en: The guild came later.}
    evidence: [{gist: {en: It was said.}}]
"""
SCHOOL = ("mill.drives.school", "school.supplies_talent_to.mill")
ROPE = ("mill.drives.rope", "rope.hinders.mill")
CRAFT = ("school.supplies_talent_to.mill", "mill.drives.craft", "craft.drives.school")
GUILD = ("guild.transforms.rope", "rope.drives.guild")


@pytest.fixture(scope="module")
def town(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.yaml").write_text(FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


def told(graph: KnowledgeGraph, question: str) -> list[tuple[str, ...]]:
    return [tuple(edge.claim for edge in row.path.edges) for row in graph.ask(question).rows]


@pytest.mark.parametrize("question", ["which feedback loops are there", "有哪些反馈循环", "有哪些反饋循環"])
def test_every_loop_once_signed_ones_first_shorter_first_stronger_first(town: KnowledgeGraph, question: str) -> None:
    """Worked out by hand; a loop is told from its first claim in time."""
    assert told(town, question) == [SCHOOL, ROPE, CRAFT, GUILD]
    rows = town.ask(question).rows
    assert [row.verdict for row in rows] == [
        "reinforcing",
        "balancing",
        "reinforcing",
        "unknown-sign",
    ]
    # Two claims say how the mill made the school.
    assert [row.others for row in rows] == [1, 0, 0, 0]
    assert town.ask(question).examined == {"claims": 14, "claims left out by filters": 0, "paths": 5}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("which loops run through Rope", [ROPE, GUILD]),
        ("哪些循环经过绳厂", [ROPE, GUILD]),
        ("经过行会的循环有哪些", [GUILD]),
        ("which loops run through Town", [SCHOOL, ROPE, CRAFT, GUILD]),
        ("镇有哪些反馈循环", [SCHOOL, ROPE, CRAFT, GUILD]),
        ("which loops run through craft", [CRAFT]),
        ("which loops run through Port", []),
        ("which loops run through Land", [SCHOOL, ROPE, CRAFT, GUILD]),
        ("which feedback loops are there in at most 2 steps", [SCHOOL, ROPE, GUILD]),
        ("有哪些反馈循环，最多1步", []),
        ("which feedback loops are there since 1910", []),  # the mill made the school in 1900
        ("which feedback loops are there according to Second study", [SCHOOL]),
        ("which feedback loops are there as known by 2010", [SCHOOL, ROPE, CRAFT, GUILD]),
        ("which feedback loops are there with confidence above 0.9", [SCHOOL]),
    ],
)
def test_the_loops_that_are_asked_for(town: KnowledgeGraph, question: str, found: list[tuple[str, ...]]) -> None:
    assert set(told(town, question)) == set(found)


def test_a_loop_says_its_sign_its_delay_and_which_claim_needs_a_sign(town: KnowledgeGraph) -> None:
    rows = answer_json(town.look, "", town.ask("which feedback loops are there"))["answers"]
    school, _, craft, guild = rows
    assert (school["title"], school["polarity"], school["from"]["id"], school["to"]["id"]) == (
        "Mill → School → Mill",
        "increases",
        "mill",
        "mill",
    )
    assert [(note["name"], note["values"]) for note in school["notes"]] == [("delay", [20])]
    assert "notes" not in craft  # one date makes no delay
    (wanted,) = guild["notes"]
    number = FACTS.partition("  - {claim: guild transforms")[0].count("\n") + 1
    line = f"town.yaml:{number}"
    assert wanted["name"] == "sign-wanted"
    assert wanted["values"][2:] == ["guild.transforms.rope", line]
    assert "Guild" in wanted["text"]
    assert line in wanted["text"]
    chinese = answer_json(town.look, "", town.ask("有哪些反馈循环"))["answers"]
    assert chinese[0]["title"] == "磨坊 → 学校 → 磨坊"
    assert "20 年" in chinese[0]["notes"][0]["text"]


def edge(subject: str, target: str, sign: int = 1, number: int = 0, since: str = "", begun: str = "") -> Edge:
    name = f"{subject}.{target}.{number}"
    return Edge(name, subject, "drives", target, sign, None, since, begun, "", bool(since))


@pytest.mark.parametrize(
    ("periods", "years"),
    [
        ([("1900-01-01", "1900-12-31"), ("1920-01-01", "1920-12-31")], (20, 20)),
        ([("1900-01-01", "1909-12-31"), ("1920-01-01", "1920-12-31")], (11, 20)),
        ([("1900-01-01", "1909-12-31"), ("1905-01-01", "1905-12-31")], (0, 9)),
        ([("1950-01-01", "1950-12-31"), ("", ""), ("1940-01-01", "1940-12-31")], (10, 10)),
        ([("1950-01-01", "1950-12-31"), ("", "")], None),
    ],
)
def test_the_delay_is_what_the_dates_allow(periods: list[tuple[str, str]], years: tuple[int, int] | None) -> None:
    last = len(periods) - 1
    ring = [edge(str(i), str(0 if i == last else i + 1), since=s, begun=b) for i, (s, b) in enumerate(periods)]
    assert delay(Chain(tuple(ring))) == years


def test_loops_take_no_filter_that_a_loop_cannot_meet(town: KnowledgeGraph) -> None:
    for text in ("which feedback loops are there outside Town", "which loops run through Mill in Port"):
        with pytest.raises(QuestionError, match="does not go with"):
            town.read(text)
    with pytest.raises(QuestionError, match="1 to 6"):
        town.reading("loops", "mill", hops=7)
    assert town.reading("loops").hops == 6


def test_the_sparql_gives_the_claims_that_loops_are_made_of(town: KnowledgeGraph) -> None:
    answer = town.ask("which feedback loops are there")
    found = {id_of(row["claim"]) for row in town.look.rows(query_for(town.look, answer.reading))}
    assert len(found) == answer.examined["claims"]
    assert {e.claim for row in answer.rows for e in row.path.edges} <= found


def test_nothing_has_no_loops_and_what_drives_itself_is_one() -> None:
    assert list(simple_cycles([], 6)) == []
    assert list(simple_cycles([edge("a", "a"), edge("a", "b")], 1)) == [(edge("a", "a"),)]


def test_the_shipped_facts_have_the_loops_of_their_graph(shipped_graph: KnowledgeGraph) -> None:
    """Every ring that is told is one of the graph of causal claims, as networkx finds them."""
    found = [row.path for row in shipped_graph.ask("which feedback loops are there").rows]
    assert found
    kinds = shipped_graph.release.vocabulary.relations
    graph: nx.DiGraph[str] = nx.DiGraph(
        (one, other)
        for one, other, _, data in shipped_graph.to_networkx().edges(keys=True, data=True)
        if kinds[data["relation"]].kind == "causal"
    )
    rings = {frozenset(zip(ring, [*ring[1:], ring[0]], strict=True)) for ring in nx.simple_cycles(graph, 6)}
    assert {frozenset((e.subject, e.object) for e in path.edges) for path in found} <= rings


_ENDS = st.integers(0, 6)
_EDGES = st.lists(st.tuples(_ENDS, _ENDS, st.sampled_from((1, -1, 0))), max_size=18)


@settings(max_examples=200, deadline=None)
@given(_EDGES, st.integers(1, 6))
def test_the_cycles_are_those_of_networkx(drawn: list[tuple[int, int, int]], hops: int) -> None:
    """On random signed multigraphs: the rings that networkx finds, by every choice among parallel claims."""
    found = [edge(str(one), str(other), sign, number) for number, (one, other, sign) in enumerate(drawn)]
    ours = list(simple_cycles(found, hops))
    parallel: dict[tuple[str, str], list[Edge]] = {}
    for each in found:
        parallel.setdefault((each.subject, each.object), []).append(each)
    theirs: list[Any] = []
    for ring in nx.simple_cycles(nx.DiGraph(list(parallel)), length_bound=hops):
        steps = zip(ring, [*ring[1:], ring[0]], strict=True)
        theirs += [frozenset(way) for way in product(*(parallel[step] for step in steps))]
    assert len(ours) == len(set(map(frozenset, ours)))
    assert set(map(frozenset, ours)) == set(theirs)
    assert len(ours) == len(theirs)
    for cycle in ours:
        assert [e.object for e in cycle] == [e.subject for e in (*cycle[1:], cycle[0])]
        signs = 1
        for each in cycle:
            signs *= each.sign
        assert Chain(cycle).sign == signs


def test_a_tangle_is_refused_and_a_shorter_length_is_not(
    own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"f{number}" for number in range(5)]
    lines = ["source: s", "sources:", "  s: {title: {en: Study}, publisher: P, kind: paper}", "entities:"]
    # Labels that look like a template, markup and a query.
    hostile = ("{0}", "[bold]x[/bold]", "<b>", '"}', "% s")
    lines += [
        f"  {name}: {{type: Firm, label: {{en: {label!r}, zh-Hans: {label!r}}}}}"
        for name, label in zip(names, hostile, strict=True)
    ]
    lines.append("claims:")
    lines += [
        f"  - {{claim: {one} drives {other}, evidence: [{{gist: {{en: It did.}}}}]}}"
        for one, other in product(names, names)
        if one != other
    ]
    (tmp_path / "tangle.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    graph = KnowledgeGraph.open(tmp_path)
    found = answer_json(graph.look, "", graph.ask("which feedback loops are there"))
    assert found["found"] == 84  # of 5 entities, each joined to each both ways: 10 + 20 + 30 + 24
    assert {row["title"] for row in found["answers"]} >= {"{0} → [bold]x[/bold] → {0}"}
    monkeypatch.setattr("agglo.graph.ask.kinds.loops.MOST", 30)
    with pytest.raises(QuestionError, match="more than 30 loops of at most 6 claims"):
        graph.ask("which feedback loops are there")
    assert len(graph.ask("有哪些反馈循环，最多3步").rows) == 30
