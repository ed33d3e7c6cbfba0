"""Whether a mechanism can move from one place to another, and which mechanisms have no failure on record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.entities import entity_json
from agglo.graph.ask.kinds import gaps
from agglo.graph.ask.look import id_of
from agglo.graph.ask.mechanisms import broader_of, needs_of, track_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.reading import Filters
from agglo.graph.ask.sentences import sentence
from agglo.graph.ask.sparql import query_for
from agglo.graph.view.collect import page_data

FACTS = """
source: first
sources:
  first: {title: {en: First study}, author: [Ada], publisher: One Press, published: 1990, kind: paper}
  second: {title: {en: Second study}, author: [Bea], publisher: Two Press, published: 2015, kind: paper}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}}
  oldport: {type: City, label: {en: Oldport, zh-Hans: 老港}, in: land, point: [0, 0]}
  newport: {type: City, label: {en: Newport, zh-Hans: 新港}, in: land, point: [0, 2]}
  midway: {type: City, label: {en: Midway, zh-Hans: 半途}, in: land, point: [0, 3]}
  faraway: {type: City, label: {en: Faraway, zh-Hans: 远方}, in: land, point: [0, 40]}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: oldport}
  forge: {type: Firm, label: {en: Forge, zh-Hans: 铁铺}, in: newport}
  dock: {type: Firm, label: {en: Dock, zh-Hans: 船坞}, in: midway}
  kiln: {type: Firm, label: {en: Kiln, zh-Hans: 砖窑}, in: faraway}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: oldport}
  rope: {type: Cluster, label: {en: Rope, zh-Hans: 绳索集群}, in: midway}
  bricks: {type: Cluster, label: {en: Bricks, zh-Hans: 砖瓦集群}, in: faraway}
  fear: {type: Concept, label: {en: fear, zh-Hans: 恐惧}}
  sloth: {type: Concept, label: {en: sloth, zh-Hans: 懒惰}}
  envy: {type: Concept, label: {en: envy, zh-Hans: 嫉妒}}
  rules: {type: Mechanism, label: {en: rules, zh-Hans: 规矩}, definition: {en: What is done.}}
  masters: {type: Concept, label: {en: masters, zh-Hans: 师傅}}
  schools: {type: Concept, label: {en: schools, zh-Hans: 学堂}}
  river: {type: Concept, label: {en: river, zh-Hans: 河流}}
  money: {type: Concept, label: {en: money, zh-Hans: 资金}}
  apprenticeship: {type: Mechanism, label: {en: apprenticeship, zh-Hans: 学徒制}, definition: {en: Lessons.}}
  craft:
    type: Mechanism
    label: {en: craft, zh-Hans: 手艺}
    definition: {en: Skill.}
    requires: [river, schools]
  guild:
    type: Mechanism
    label: {en: guild, zh-Hans: 行会}
    definition: {en: A union of masters.}
    broader: [craft]
    requires: [masters, money]
  small-guild: {type: Mechanism, label: {en: small guild, zh-Hans: 小行会}, definition: {en: One.}, broader: [guild]}
  fair: {type: Mechanism, label: {en: fair, zh-Hans: 集市}, definition: {en: A market.}}
  list: {type: Framework, label: {en: The Four, zh-Hans: 四项}, members: [masters, money, river, schools]}
claims:
  - {claim: list includes masters, evidence: [{gist: {en: One.}}]}
  - {claim: list includes money, evidence: [{gist: {en: Two.}}]}
  - {claim: list includes river, evidence: [{gist: {en: Three.}}]}
  - {claim: list includes schools, evidence: [{gist: {en: Four.}}]}
  - {claim: guild requires masters, evidence: [{gist: {en: It does.}}]}
  - {claim: guild requires money, evidence: [{source: second, gist: {en: It does.}}]}
  - {claim: craft requires schools, evidence: [{gist: {en: It does.}}]}
  - {claim: schools requires apprenticeship, evidence: [{gist: {en: They do.}}]}
  # at work: in Oldport by the narrower one, in Midway by itself; in Faraway it did harm
  - {claim: mill anchors yarn, through: [small-guild], evidence: [{gist: {en: It did.}}]}
  - {claim: dock anchors rope, through: [guild], evidence: [{gist: {en: It did.}}, {source: second, gist: {en: So.}}]}
  - {claim: kiln hinders bricks, through: [guild], evidence: [{source: second, gist: {en: It did.}}]}
  - {claim: mill drives dock, through: [fair], where: [oldport], evidence: [{gist: {en: It did.}}]}
  - {claim: dock drives forge, through: [fair], where: [midway], evidence: [{gist: {en: It did.}}]}
  - {claim: mill prevents fear, through: [fair], evidence: [{gist: {en: It did.}}]}
  # hindrances: sloth does nothing but lessen; envy does good too
  - {claim: sloth hinders yarn, evidence: [{gist: {en: It did.}}]}
  - {claim: envy hinders yarn, evidence: [{gist: {en: It did.}}]}
  - {claim: envy supports rope, evidence: [{gist: {en: It did.}}]}
  - {claim: mill hinders sloth, through: [rules], evidence: [{gist: {en: It did.}}]}
  - {claim: dock causes sloth, through: [rules], evidence: [{gist: {en: It did.}}]}
  - {claim: dock hinders envy, through: [rules], evidence: [{gist: {en: It did.}}]}
  - {claim: dock causes envy, through: [rules], evidence: [{gist: {en: It did.}}]}
  - {claim: dock attracts kiln, through: [rules], evidence: [{gist: {en: It did.}}]}
  # the preconditions: masters are in Oldport, Newport and Midway; money is in Faraway, and doubtful in Newport
  - {claim: mill has_trait masters, evidence: [{gist: {en: Some.}}]}
  - {claim: forge has_trait masters, evidence: [{gist: {en: Some.}}]}
  - {claim: dock has_trait masters, evidence: [{gist: {en: Some.}}]}
  - {claim: kiln has_trait money, evidence: [{gist: {en: Rich.}}]}
  - claim: forge has_trait money
    status: contested
    dispute: existence
    reason: {en: The books are lost.}
    evidence: [{gist: {en: Rich.}}]
  - claim: forge has_trait river
    status: rejected
    dispute: existence
    reason: {en: It dried up.}
    evidence: [{gist: {en: Wet.}}]
  - {claim: mill supports forge, through: [apprenticeship], where: [newport], evidence: [{gist: {en: By lessons.}}]}
"""


@pytest.fixture(scope="module")
def ports(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("ports")
    (folder / "ports.yaml").write_text(FACTS, "utf-8")
    return KnowledgeGraph.open(folder)


def rows(graph: KnowledgeGraph, question: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer_json(graph.look, question, graph.ask(question))["answers"]
    return found


def notes(row: dict[str, Any]) -> list[tuple[str, list[Any], list[str]]]:
    """The notes of a row: name, values by id, claims."""
    return [
        (
            note["name"],
            [value["id"] if isinstance(value, dict) else value for value in note["values"]],
            [claim["id"] for claim in note.get("claims", [])],
        )
        for note in row["notes"]
    ]


def test_the_checklist_of_a_move(ports: KnowledgeGraph) -> None:
    """Worked out by hand: own preconditions, then those of the broader mechanism, one of them by its key alone."""
    (row,) = rows(ports, "can guild move from Oldport to Newport")
    assert (row["from"]["id"], row["to"]["id"], row["verdict"]) == ("guild", "newport", "precondition-absent")
    assert row["title"] == "guild: from Oldport to Newport"
    assert notes(row) == [
        ("counts", [2, 4, "newport", 0, 1, 1], []),
        ("already-not-recorded", ["newport", 0], []),
        ("worked", ["oldport", 1], ["mill.anchors.yarn"]),
        ("needs", ["masters"], ["guild.requires.masters"]),
        ("at-present", ["newport", 0], ["forge.has_trait.masters"]),
        ("at-present", ["oldport", 0], ["mill.has_trait.masters"]),
        ("nearest", ["midway", 111, "newport"], ["dock.has_trait.masters"]),
        ("needs", ["money"], ["guild.requires.money"]),
        ("at-disputed", ["newport", 0], ["forge.has_trait.money"]),
        ("at-not-recorded", ["oldport", 0], []),
        ("nearest", ["faraway", 4225, "newport"], ["kiln.has_trait.money"]),
        ("needs-noted-inherited", ["river", "craft", "ports.yaml:28"], []),
        ("at-absent", ["newport", 0], ["forge.has_trait.river"]),
        ("at-not-recorded", ["oldport", 0], []),
        ("nearest-none", [], []),
        ("needs-inherited", ["schools", "craft"], ["craft.requires.schools"]),
        ("at-present", ["newport", 0], ["mill.supports.forge", "schools.requires.apprenticeship"]),
        ("at-not-recorded", ["oldport", 0], []),
        ("nearest-none", [], []),
        ("failed", [1], ["kiln.hinders.bricks"]),
    ]


def test_every_note_leads_to_the_line_of_its_claims(ports: KnowledgeGraph) -> None:
    (row,) = rows(ports, "can guild move from Oldport to Newport")
    lines = FACTS.splitlines()
    claims = [claim for note in row["notes"] for claim in note.get("claims", [])]
    assert len(claims) > 8
    for claim in claims:
        assert claim["subject"] in lines[claim["line"] - 1], claim["id"]
        assert claim["evidence"]
    # A precondition by its key alone leads to the record of the mechanism.
    (noted,) = (note for note in row["notes"] if note["name"] == "needs-noted-inherited")
    assert "craft:" in lines[int(noted["values"][2].partition(":")[2]) - 1]


@pytest.mark.parametrize("place", ["oldport", "newport", "midway", "faraway", "land"])
@pytest.mark.parametrize("year", [None, 2000])
def test_preconditions_stand_as_gaps_tells_it(ports: KnowledgeGraph, place: str, year: int | None) -> None:
    """The framework has the preconditions as its members."""
    measured = ports.ask(ports.reading("gaps", place, "list").at(known_by=year)).rows
    told = {row.end: (row.verdict, [claim.id for claim in row.claims]) for row in measured}
    moved = ports.ask(ports.reading("transfer", "faraway", place, mechanism="guild").at(known_by=year))
    (row,) = answer_json(ports.look, "", moved)["answers"]
    found, need = {}, ""
    for name, values, claims in notes(row):
        if name.startswith("needs"):
            need = values[0]
        elif name.startswith("at-") and values[0] == place:
            found[need] = (name.removeprefix("at-").removesuffix("-more"), claims)
    # What the second study says was not known in 2000: that money is needed is not asked then.
    assert found == {need: told[need] for need in told if year is None or need != "money"}


def test_the_shipped_preconditions_stand_as_gaps_tells_it(shipped_graph: KnowledgeGraph) -> None:
    look = shipped_graph.look
    for mechanism in ("living-lab", "vertical-factory", "labour-mobility"):
        points = gaps.points_of(look)
        for need in needs_of(look, mechanism, Filters()):
            claims = gaps.evidence_of(look, gaps.signs_of(look, need.thing), Filters()).claims
            for place in ("shenzhen", "eindhoven"):
                told = gaps.standing(look, (place, need.thing), claims, points).verdict
                (row,) = rows(shipped_graph, f"can {mechanism.replace('-', ' ')} move from Hegang to {place}")
                names = [note[0] for note in notes(row) if note[1][:1] == [place] and note[0].startswith("at-")]
                assert any(name.removesuffix("-more") == f"at-{told}" for name in names)


def test_what_a_mechanism_requires_it_requires_at_any_time(ports: KnowledgeGraph) -> None:
    """The claims have no dates: nothing is on record of the places as of a year, and the preconditions stay."""
    (row,) = rows(ports, "can guild move from Oldport to Newport as of 1985")
    assert notes(row)[0] == ("counts", [0, 4, "newport", 4, 0, 0], [])
    (row,) = rows(ports, "can guild move from Oldport to Newport according to Bea")
    assert [note[1][0] for note in notes(row) if note[0].startswith("needs")] == ["money", "river"]


def test_without_a_first_place_all_places_where_it_worked_stand_for_it(ports: KnowledgeGraph) -> None:
    (row,) = rows(ports, "would guild work in Newport")
    found = {name: (values, claims) for name, values, claims in notes(row)}
    assert found["worked-places"] == ([2], ["dock.anchors.rope", "mill.anchors.yarn"])
    met = [values for name, values, _ in notes(row) if name == "met-where-it-worked"]
    assert met == [[2, 2], [0, 2], [0, 2], [0, 2]]  # masters in both, the rest in neither


def test_without_a_mechanism_every_one_at_work_there_is_asked_about(ports: KnowledgeGraph) -> None:
    found = rows(ports, "would what worked in Oldport work in Newport")
    assert [(row["from"]["id"], row["verdict"]) for row in found] == [
        ("small-guild", "precondition-absent"),
        ("fair", "preconditions-unknown"),
        ("rules", "preconditions-unknown"),
    ]
    # The narrower one inherits all four.
    assert [values[:2] for name, values, _ in notes(found[0]) if name == "counts"] == [[2, 4]]
    # No preconditions: no count that could be read as a yes.
    assert "counts" not in [name for name, *_ in notes(found[1])]
    assert rows(ports, "would what worked in Faraway work in Newport") == []


def test_it_says_when_the_second_place_has_the_mechanism_already(ports: KnowledgeGraph) -> None:
    (row,) = rows(ports, "can guild move from Oldport to Midway")
    assert ("already-present", ["midway", 0], ["dock.anchors.rope"]) in notes(row)
    (row,) = rows(ports, "can fair move from Oldport to Midway")
    assert notes(row)[0] == ("already-present", ["midway", 0], ["dock.drives.forge"])


def test_success_failure_and_the_flag_of_survivorship(ports: KnowledgeGraph) -> None:
    """Item 16: a mechanism with successes only, in two places or more, is marked."""
    fair, guild = track_of(ports.look, "fair"), track_of(ports.look, "guild")
    # To prevent a fear is no failure.
    assert [claim.id for claim in fair.worked] == ["dock.drives.forge", "mill.drives.dock", "mill.prevents.fear"]
    assert (set(fair.places), fair.failed, fair.survivorship) == ({"oldport", "midway"}, (), True)
    assert ([claim.id for claim in guild.failed], guild.survivorship) == (["kiln.hinders.bricks"], False)
    assert not track_of(ports.look, "small-guild").survivorship  # one place only
    assert track_of(ports.look, "guild", Filters(sources=("first",))).survivorship  # only the second study tells
    for question in ("which mechanisms have no failure on record", "哪些机制没有失败记录"):
        (row,) = rows(ports, question)
        assert (row["from"]["id"], row["to"], row["verdict"]) == ("fair", None, "no-failure-recorded")
        assert notes(row) == [("worked", [3, 2], ["dock.drives.forge", "mill.drives.dock"])]
    found = rows(ports, "which mechanisms have no failure on record known by 2000")
    assert {row["from"]["id"] for row in found} == {"fair", "guild", "craft"}


def test_less_of_a_hindrance_is_a_success_and_more_of_it_a_failure(ports: KnowledgeGraph) -> None:
    rules = track_of(ports.look, "rules")
    assert [c.id for c in rules.worked] == ["dock.attracts.kiln", "dock.causes.envy", "mill.hinders.sloth"]
    assert [c.id for c in rules.failed] == ["dock.causes.sloth", "dock.hinders.envy"]
    # What makes a firm come has its effect where it comes to; else the effect is where its object is.
    assert {place: claim.id for place, claim in rules.places.items()} == {
        "midway": "dock.attracts.kiln",
        "oldport": "mill.hinders.sloth",
    }


def test_the_page_has_the_flag(ports: KnowledgeGraph) -> None:
    entities = page_data(ports.look)["entities"]
    marked = {id_: entity["survivorship"] for id_, entity in entities.items() if "survivorship" in entity}
    assert marked == {
        "apprenticeship": False,
        "craft": False,
        "fair": True,
        "guild": False,
        "rules": False,
        "small-guild": False,
    }


def test_an_entity_shows_the_flag(ports: KnowledgeGraph) -> None:
    wanted = {"worked": 3, "places": 2, "failed": 0, "doubted": 0, "survivorship": True}
    assert entity_json(ports.look, "fair", "en")["track"] == wanted
    assert not entity_json(ports.look, "guild", "en")["track"]["survivorship"]
    assert "track" not in entity_json(ports.look, "mill", "en")


def test_the_sparql_gives_every_claim_that_the_answer_shows(ports: KnowledgeGraph) -> None:
    for question in (
        "can guild move from Oldport to Newport",
        "would guild work in Newport",
        "would what worked in Oldport work in Newport known by 2000",
        "which mechanisms have no failure on record",
    ):
        answer = ports.ask(question)
        given = {id_of(row["claim"]) for row in ports.look.rows(query_for(ports.look, answer.reading))}
        shown = {id_ for row in answer.rows for note in row.notes for id_ in note.claims}
        assert shown
        assert shown <= given, question


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Could the guild be transferred from Oldport to Newport?", "Can guild move from Oldport to Newport?"),
        ("would the guild mechanism work in Newport", "Would guild work in Newport?"),
        ("would what has worked in Land work in Newport?", "Would what worked in Land work in Newport?"),
        ("行会机制能不能从老港移植到新港？", "行会能从老港搬到新港吗？"),
        ("老港的行会机制在新港行得通吗", "行会能从老港搬到新港吗？"),
        ("能把老港的行会机制搬到新港吗", "行会能从老港搬到新港吗？"),
        ("能否将老港的做法推广到新港？", "老港的做法在新港行得通吗？"),
        ("Could what worked in Oldport be copied to Newport?", "Would what worked in Oldport work in Newport?"),
        ("老港的经验在新港管用吗", "老港的做法在新港行得通吗？"),
        ("行會能在新港行得通嗎", "行會在新港行得通嗎？"),
        ("can the guild move to Newport", "Would guild work in Newport?"),
        ("does what worked in Oldport work in Newport", "Would what worked in Oldport work in Newport?"),
        ("would Oldport's model work in Newport", "Would what worked in Oldport work in Newport?"),
        ("would the Oldport model work in Newport", "Would what worked in Oldport work in Newport?"),
        ("could the approach of Oldport be copied to Newport", "Would what worked in Oldport work in Newport?"),
        ("can Newport copy what worked in Oldport", "Would what worked in Oldport work in Newport?"),
        ("can Newport learn from Oldport?", "Would what worked in Oldport work in Newport?"),
        ("老港的做法能搬到新港吗", "老港的做法在新港行得通吗？"),
        ("老港的行會能搬到新港嗎", "行會能從老港搬到新港嗎？"),
        ("行会能移植到新港吗", "行会在新港行得通吗？"),
        ("新港能否借鉴老港模式", "老港的做法在新港行得通吗？"),
        ("新港可以學習老港的經驗嗎", "老港的做法在新港行得通嗎？"),
        ("新港能学老港吗", "老港的做法在新港行得通吗？"),
        ("哪些机制从未失败", "哪些机制没有失败记录？"),
    ],
)
def test_how_questions_are_read(ports: KnowledgeGraph, question: str, read: str) -> None:
    reading = ports.read(question)
    assert sentence(ports.look, reading) == read
    assert ports.read(read) == reading


def test_what_makes_no_sense_is_refused(ports: KnowledgeGraph) -> None:
    for question in (
        "can guild move from Oldport to Newport through fair",
        "would guild work in Newport outside Oldport",
        "which mechanisms have no failure on record through fair",
        "行会能从老港搬到新港吗，最多2步",
    ):
        with pytest.raises(QuestionError, match=r"does not go|不适用"):
            ports.read(question)
    with pytest.raises(QuestionError):
        ports.read("can guild move from Oldport")
    with pytest.raises(QuestionError, match="`mill` is not a mechanism"):
        ports.ask(ports.reading("transfer", "oldport", "newport", mechanism="mill"))
    with pytest.raises(QuestionError, match="`mill` is not a place \\(it is in: land, oldport"):
        ports.ask(ports.reading("transfer", "mill", "newport", mechanism="guild"))
    with pytest.raises(QuestionError, match="name a mechanism"):
        ports.ask(ports.reading("transfer", "", "newport"))


STRANGE = """
source: first
sources:
  first: {title: {en: First study}, publisher: One Press, kind: paper}
entities:
  town: {type: City, label: {en: Town, zh-Hans: 镇}}
  port: {type: City, label: {en: Port, zh-Hans: 港}}
  wheel:
    type: Mechanism
    label: {en: wheel, zh-Hans: 轮}
    also: {en: [turn]}
    definition: {en: It turns.}
    requires: [axle]
  axle:
    type: Mechanism
    label: {en: axle, zh-Hans: 轴}
    also: {en: [turn]}
    definition: {en: It holds.}
    requires: [wheel]
  odd: {type: Mechanism, label: {en: "{0} <b>odd</b> {x}", zh-Hans: "{1}怪"}, definition: {en: It is odd.}}
claims:
  - {claim: wheel requires axle, evidence: [{gist: {en: It does.}}]}
  - {claim: axle requires wheel, evidence: [{gist: {en: It does.}}]}
  - {claim: port drives town, through: [odd], evidence: [{gist: {en: It does.}}]}
  - {claim: town drives port, through: [wheel], evidence: [{gist: {en: It did.}}]}
  - id: not-so
    claim: town drives port
    through: [wheel]
    status: rejected
    dispute: existence
    reason: {en: It did not.}
    evidence: [{gist: {en: It did.}}]
"""


@pytest.fixture(scope="module")
def strange(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("strange")
    (folder / "strange.yaml").write_text(STRANGE, "utf-8")
    return KnowledgeGraph.open(folder)


def test_circles_and_strange_names_do_no_harm(strange: KnowledgeGraph) -> None:
    (row,) = rows(strange, "can wheel move from Town to Town")
    assert ("needs", ["axle"], ["wheel.requires.axle"]) in notes(row)
    (row,) = answer_json(strange.look, "", strange.ask(strange.reading("transfer", "town", "port", mechanism="odd")))[
        "answers"
    ]
    assert row["title"] == "{0} <b>odd</b> {x}: from Town to Port"
    assert row["verdict"] == "preconditions-unknown"
    assert broader_of(strange.look, "wheel") == ["wheel"]
    # That it worked was claimed, and rejected: a failure on record beside a success.
    assert [claim.id for claim in track_of(strange.look, "wheel").failed] == ["not-so"]


def test_an_ambiguous_mechanism_is_asked_back(strange: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError) as caught:
        strange.read("can turn move from Town to Port")
    assert caught.value.suggestions == ("can axle move from Town to Port", "can wheel move from Town to Port")
