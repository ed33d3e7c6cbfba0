"""What happened, where things are, why they rose: forms of questions over a small world."""

from pathlib import Path

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.sentences import sentence
from agglo.graph.ask.sparql import query_for

from .questions import LANGUAGES, described

FACTS = """
source: first
sources:
  first: {title: {en: First study}, author: [Ada], publisher: One Press, kind: paper, published: 2001}
  later: {title: {en: Later study}, author: [Bea], publisher: Two Press, kind: paper, published: 2015}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  town: {type: City, label: {en: Town, zh-Hans: 镇城}, in: land}
  port: {type: City, label: {en: Port, zh-Hans: 港城}}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town}
  forge: {type: Firm, label: {en: Forge, zh-Hans: 铁铺}, in: port}
  yard: {type: Firm, label: {en: Yard, zh-Hans: 船厂}, in: port}
  school: {type: University, label: {en: School, zh-Hans: 学堂}, in: town}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  ada: {type: Person, label: {en: Ada, zh-Hans: 阿达}}
  scorn: {type: Concept, label: {en: scorn, zh-Hans: 轻视}}
  subsidy: {type: Mechanism, label: {en: subsidy, zh-Hans: 补贴}, definition: {en: Money.}}
claims:
  - {claim: mill went_bankrupt, when: 1985, evidence: [{gist: {en: It did.}}]}
  - {claim: forge went_bankrupt, when: 2009-03, through: [subsidy], evidence: [{source: later, gist: {en: It did.}}]}
  - claim: yard went_bankrupt
    when: 1990
    status: rejected
    reason: {en: It was another yard.}
    evidence: [{gist: {en: It did.}}]
  - {claim: yard closed, evidence: [{gist: {en: Some day.}}]}
  - {claim: school was_established, when: 1900, evidence: [{gist: {en: It was.}}]}
  - {claim: yarn declined, when: 1960/1980, evidence: [{gist: {en: It did.}}]}
  - {claim: yarn rose, when: 1850, evidence: [{gist: {en: It did.}}]}
  - {claim: mill anchors yarn, evidence: [{gist: {en: It did.}}]}
  - {claim: scorn led_to_decline_of yarn, evidence: [{gist: {en: It did.}}]}
  - {claim: forge was_established, when: 1921, evidence: [{gist: {en: It was.}}]}
  - {claim: ada founded forge, when: 1920, evidence: [{source: later, gist: {en: She did.}}]}
  - {claim: ada founded mill, evidence: [{gist: {en: She did.}}]}
  - {claim: mill headquartered_in port, evidence: [{gist: {en: It is.}}]}
  - {claim: mill competes_with forge, evidence: [{gist: {en: It does.}}]}
  - {claim: port attracts forge, evidence: [{gist: {en: It does.}}]}
  - {claim: school enables yarn, evidence: [{gist: {en: It does.}}]}
  - {claim: mill has_employment, value: 30, unit: people, when: 1810, evidence: [{gist: {en: Thirty.}}]}
  - {claim: yarn has_firm_count, value: 5, unit: firms, when: 1811, evidence: [{gist: {en: Five.}}]}
"""


@pytest.fixture(scope="module")
def world(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("events")
    (folder / "world.yaml").write_text(FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


EVENTS = [
    # by date, what has none last; what was rejected did not happen
    ("which firms went bankrupt", ["mill.went_bankrupt", "forge.went_bankrupt"]),
    ("Which companies have gone bankrupt?", ["mill.went_bankrupt", "forge.went_bankrupt"]),
    ("哪些企业破产了", ["mill.went_bankrupt", "forge.went_bankrupt"]),
    ("哪些公司破產過？", ["mill.went_bankrupt", "forge.went_bankrupt"]),
    ("which firms in Land went bankrupt", ["mill.went_bankrupt"]),
    ("兰国有哪些企业破产了", ["mill.went_bankrupt"]),
    ("which firms went bankrupt outside Land", ["forge.went_bankrupt"]),
    ("which firms went bankrupt since 2000", ["forge.went_bankrupt"]),
    ("2000年以前哪些企业破产了", ["mill.went_bankrupt"]),
    ("which firms went bankrupt through subsidy", ["forge.went_bankrupt"]),
    ("which firms went bankrupt as known by 2005", ["mill.went_bankrupt"]),
    ("which firms went bankrupt as of 1986", ["mill.went_bankrupt"]),
    ("which universities went bankrupt", []),
    ("what closed", ["yard.closed"]),
    ("which firms were closed", ["yard.closed"]),
    ("什么关闭了", ["yard.closed"]),
    ("which firms closed since 1900", []),  # nobody knows when
    ("which clusters declined", ["yarn.declined"]),
    ("which clusters declined in 1970", ["yarn.declined"]),
    ("did Mill go bankrupt", ["mill.went_bankrupt"]),
    ("has Mill gone bankrupt", ["mill.went_bankrupt"]),
    ("Did Yard go bankrupt?", []),
    ("when did Mill go bankrupt", ["mill.went_bankrupt"]),
    ("磨坊是什么时候破产的", ["mill.went_bankrupt"]),
    ("磨坊破产了吗？", ["mill.went_bankrupt"]),
    ("磨坊有没有破产", ["mill.went_bankrupt"]),
    ("when was School established", ["school.was_established"]),
    ("which universities were established before 1950", ["school.was_established"]),
    # who was founded by somebody was established too; without a date, last
    ("when was Forge founded", ["ada.founded.forge", "forge.was_established"]),
    ("铁铺是什么时候成立的", ["ada.founded.forge", "forge.was_established"]),
    ("铁铺创立于哪一年", ["ada.founded.forge", "forge.was_established"]),
    ("was Forge founded since 1921", ["forge.was_established"]),
    ("was Forge established according to Later study", ["ada.founded.forge"]),
    ("when was Mill established", ["ada.founded.mill"]),
    ("list the clusters that rose", ["yarn.rose"]),
]


@pytest.mark.parametrize(("question", "found"), EVENTS)
def test_what_happened(world: KnowledgeGraph, question: str, found: list[str]) -> None:
    answer = world.ask(question)
    assert answer.reading.kind == "events"
    assert [row.claims[0].id for row in answer.rows] == found
    assert answer.examined["claims"] - answer.examined["claims left out by filters"] == len(found)
    for language in LANGUAGES.values():
        wanted = answer.reading.in_language(language)
        assert world.read(sentence(world.look, wanted)).in_language(language) == wanted
    query = query_for(world.look, answer.reading)
    assert {id_of(row["claim"]) for row in world.look.rows(query)} == set(found), query


def test_a_record_says_since_when_its_thing_is_active(own_cache: Path, tmp_path: Path) -> None:
    text = FACTS.replace("type: Firm, label: {en: Forge", "type: Firm, active: 1920/.., label: {en: Forge")
    (tmp_path / "world.yaml").write_text(text, "utf-8")
    graph = KnowledgeGraph.open(tmp_path)
    answer = graph.ask("when was Forge founded")
    *claims, record = answer_json(graph.look, "", answer)["answers"]
    assert [row["claims"][0]["id"] for row in claims] == ["ada.founded.forge", "forge.was_established"]
    line = text.splitlines().index(next(each for each in text.splitlines() if "active: 1920" in each)) + 1
    assert record["title"] == f"by its record, Forge is active: 1920/.. [world.yaml:{line}]"
    assert record["claims"] == []
    # It has no evidence, so it meets no filter; and it is asked of one thing.
    assert len(graph.ask("when was Forge founded according to First study").rows) == 1
    assert all(row.claims for row in graph.ask("which firms were founded").rows)


def test_events_have_no_chains(world: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError, match="does not go with"):
        world.read("which firms went bankrupt in at most 2 steps")


@pytest.mark.parametrize(
    ("question", "kind", "relation", "subject", "target"),
    [
        ("Where is Mill headquartered?", "objects", "headquartered_in", "mill", "Place"),
        ("磨坊的总部在哪里", "objects", "headquartered_in", "mill", "Place"),
        ("what made Yarn possible", "subjects", "enables", "any", "yarn"),
        ("why did Yarn emerge", "subjects", "drives", "any", "yarn"),
        ("纱线集群靠什么发展起来的", "subjects", "drives", "any", "yarn"),
        ("why has Yarn declined", "subjects", "led_to_decline_of", "any", "yarn"),
        ("纱线集群为什么衰落", "subjects", "led_to_decline_of", "any", "yarn"),
        ("什么导致了纱线集群的衰落", "subjects", "led_to_decline_of", "any", "yarn"),
        ("who is the founder of Mill", "subjects", "founded", "any", "mill"),
        ("谁是磨坊的创始人", "subjects", "founded", "any", "mill"),
        ("磨坊的创始人是谁", "subjects", "founded", "any", "mill"),
        ("磨坊的竞争对手有哪些", "objects", "competes_with", "mill", "any"),
        ("how many people does Mill employ", "figures", "has_employment", "mill", "any"),
        ("磨坊有多少名员工", "figures", "has_employment", "mill", "any"),
        ("How many firms are there in Yarn?", "figures", "has_firm_count", "yarn", "any"),
        ("纱线集群有几家企业", "figures", "has_firm_count", "yarn", "any"),
        ("磨坊的情况", "about", "", "mill", "any"),
    ],
)
def test_other_ways_to_ask(
    world: KnowledgeGraph, question: str, kind: str, relation: str, subject: str, target: str
) -> None:
    reading = world.read(question)
    assert described(reading) == {"kind": kind, "relation": relation, "subject": subject, "object": target}
    assert world.ask(reading).rows
    assert world.read(sentence(world.look, reading)) == reading


def test_what_is_drawn_to_a_place_is_there(world: KnowledgeGraph) -> None:
    assert described(world.read("what attracted Forge to Port"))["places"] == ["port"]
    assert [row.start for row in world.ask("what attracted Forge to Port").rows] == ["port"]
    # Only of what makes a thing come to a place can `to` tell where.
    for text in ("what anchored Yarn to Town", "what is Mill to Port", "which firms went bankrupt to Port"):
        with pytest.raises(QuestionError):
            world.read(text)


def test_at_least_keeps_the_line_itself(world: KnowledgeGraph) -> None:
    """Confidence has two decimals."""
    for said, above in (("0.8", 0.79), ("0.805", 0.80), ("1", 0.99), ("0.29", 0.28), ("0.01", 0.0)):
        text = f"which anchors drove which clusters with confidence of at least {said}"
        assert world.read(text).filters.confidence == above
    assert world.read("哪些锚机构带动了哪些集群，置信度至少0.5").filters.confidence == 0.49
    with pytest.raises(QuestionError):
        world.read("which anchors drove which clusters with confidence of at least 0")


def test_an_id_is_one_thing_whatever_else_is_called_so(shipped_graph: KnowledgeGraph) -> None:
    """`anchor institution` is a class, and a concept of the facts; two things are called flexible production."""
    (the_class, concept) = (
        shipped_graph.read(f"what did {name} enable") for name in ("an anchor institution", "anchor-institution")
    )
    assert described(the_class)["subject"] == "Anchor"
    assert described(concept)["subject"] == "anchor-institution"
    for reading in (the_class, concept, shipped_graph.read("what did flexible-production enable")):
        for language in LANGUAGES.values():
            wanted = reading.in_language(language)
            assert shipped_graph.read(sentence(shipped_graph.look, wanted)).in_language(language) == wanted


def test_a_name_that_holds_a_class_and_a_place_is_a_name(shipped_graph: KnowledgeGraph) -> None:
    assert described(shipped_graph.read("What drove the University of Catania?"))["object"] == "university-of-catania"
    assert described(shipped_graph.read("what did University of Galway support"))["subject"] == "university-of-galway"


def test_names_are_found_in_the_traditional_characters_that_answers_show(shipped_graph: KnowledgeGraph) -> None:
    """By words, 反复 becomes 反覆, and not 反復."""
    label = shipped_graph.look.label("repeated-trial-and-error", "zh-Hant")
    assert "反覆" in label
    assert shipped_graph.read(f"{label}是什麼").subject.entity == "repeated-trial-and-error"


def test_chains_say_nothing_of_relations_that_make_none(world: KnowledgeGraph) -> None:
    assert world.read("Where is Mill headquartered in at most 2 steps") == world.read("Where is Mill headquartered")


def test_steps_may_be_counted_in_words(world: KnowledgeGraph) -> None:
    assert world.read("which anchors drove which clusters in at most two steps").hops == 2
    assert world.read("哪些锚机构最多两步带动了哪些集群").hops == 2
