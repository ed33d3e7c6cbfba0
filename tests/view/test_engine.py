"""The page answers questions by itself, and says what the command says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Page

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.claims import claim_view
from agglo.graph.ask.kinds import NAMES
from agglo.graph.ask.kinds.without import LOST
from agglo.graph.ask.reading import ABOUT, PAIRS, RELATIONAL, WITHOUT, Filters, Reading, Slot
from agglo.graph.ask.weighed import weighed
from agglo.graph.view.collect import page_data
from agglo.graph.view.page import page_messages

from ..ask.questions import sections
from .chromium import Tabs, Visit, visiting, wait_for
from .parity import KINDS_OF_SETTINGS, PAGE, Settings, WithoutSources, as_json, commands_answer
from .sample import sample_data

pytestmark = pytest.mark.browser

QUESTIONS: dict[str, list[str]] = sections(Path(__file__).with_name("questions.yaml"))
SETTINGS = 20
SEED = 20_261_121
OPENING = Reading(PAIRS, "drives", Slot(type="Anchor"), Slot(type="Cluster"))


@pytest.fixture(scope="module")
def page(tabs: Tabs, shipped: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page of the facts that ship, with all its texts; nobody changes it."""
    with visiting(tabs, tmp_path_factory.mktemp("engine")) as visit:
        found = visit(shipped)
        wait_for(found, "complete")
        yield found


def pages_answer(page: Page, reading: Reading) -> dict[str, Any]:
    return cast("dict[str, Any]", page.evaluate(PAGE, as_json(reading)))


def test_there_are_questions_of_every_kind_in_both_languages(page: Page, shipped_graph: KnowledgeGraph) -> None:
    assert all(len(asked) >= 15 for asked in QUESTIONS.values())
    kinds = {shipped_graph.read(question).kind for asked in QUESTIONS.values() for question in asked}
    assert set(page.evaluate("[...window.agglo.engine.KINDS.keys()]")) == kinds
    assert kinds >= {*NAMES, *RELATIONAL}


@pytest.mark.parametrize("question", [each for asked in QUESTIONS.values() for each in asked])
def test_the_page_answers_as_the_command_does(page: Page, shipped_graph: KnowledgeGraph, question: str) -> None:
    reading = shipped_graph.read(question)
    expected = commands_answer(shipped_graph.look, reading)
    assert expected["rows"]
    assert pages_answer(page, reading) == expected
    said = {f"verdict_{row['verdict'].replace('-', '_')}" for row in expected["rows"] if row["verdict"]}
    assert said <= page_messages().keys()


@pytest.fixture(scope="module")
def settings(shipped_graph: KnowledgeGraph) -> list[Reading]:
    made = Settings(shipped_graph.look, SEED)
    return [made.reading(KINDS_OF_SETTINGS[number % len(KINDS_OF_SETTINGS)]) for number in range(SETTINGS)]


@pytest.mark.parametrize("number", range(SETTINGS))
def test_any_setting_of_filters_gives_the_commands_verdicts(
    page: Page, shipped_graph: KnowledgeGraph, settings: list[Reading], number: int
) -> None:
    assert pages_answer(page, settings[number]) == commands_answer(shipped_graph.look, settings[number])


def test_most_of_these_settings_leave_something(shipped_graph: KnowledgeGraph, settings: list[Reading]) -> None:
    answered = Counter(reading.kind for reading in settings if shipped_graph.ask(reading).rows)
    assert all(answered[kind] >= 3 for kind in KINDS_OF_SETTINGS)


@pytest.mark.parametrize("kind", KINDS_OF_SETTINGS)
def test_sources_that_are_off_are_not_seen(page: Page, shipped_graph: KnowledgeGraph, kind: str) -> None:
    made = Settings(shipped_graph.look, SEED)
    off = made.sources()
    look = WithoutSources(shipped_graph.release, off=frozenset(off))
    for _ in range(3):
        reading = made.reading(kind)
        narrowed = replace(reading, filters=Filters(confidence=0.4))
        asked = {**as_json(narrowed), "filters": {"confidence": 0.4, "without_sources": off}}
        assert page.evaluate(PAGE, asked) == look.answers(narrowed)


@pytest.mark.parametrize("year", [None, 1990, 2012, 2020])
def test_belief_comes_from_the_evidence_that_is_seen(
    page: Page, shipped_graph: KnowledgeGraph, year: int | None
) -> None:
    """Confidence, independent sources and number of pieces, by a year and with some sources off."""
    off = Settings(shipped_graph.look, SEED).sources() if year != 1990 else []
    look = WithoutSources(shipped_graph.release, off=frozenset(off), **({"horizon": year} if year else {}))
    seen = """([ids, filters]) => ids.map((id) => Object.values(window.agglo.engine.believed(id, filters)))"""
    ids = sorted(
        page.evaluate("[...new Set(window.agglo.answer({kind: 'disputes'}).rows.flatMap((row) => row.claims))]")
    )
    ids += sorted({edge for row in shipped_graph.ask(OPENING).rows for edge in (each.claim for each in row.path.edges)})
    views = [claim_view(look, id_) for id_ in ids]
    expected = [[view.confidence, view.independent_sources, len(view.evidence)] for view in views]
    assert page.evaluate(seen, [ids, {"known_by": year, "without_sources": off}]) == expected


def test_a_belief_is_told_piece_by_piece(page: Page, shipped_graph: KnowledgeGraph) -> None:
    look = shipped_graph.look
    for id_ in look.release.index.disputed():
        for language in ("en", "zh-Hant"):
            told = page.evaluate("([id, tag]) => window.agglo.engine.weighedBy(id, {}, tag)", [id_, language])
            assert told == weighed(look, claim_view(look, id_), language)


def test_which_clusters_stand(page: Page, shipped_graph: KnowledgeGraph) -> None:
    """At every confidence: as the command answers which anchors drove which clusters."""
    every = sorted(shipped_graph.look.instances("Cluster"))
    first = {row.end for row in shipped_graph.ask(OPENING).rows}
    for line in (None, 0.3, 0.55, 0.6, 0.9):
        rows = shipped_graph.ask(replace(OPENING, filters=Filters(confidence=line))).rows
        best = {row.end: row for row in reversed(rows)}
        found = page.evaluate(
            """line => window.agglo.engine.standing(line === null ? {} : { confidence: line })
              .map(({ row, ...each }) => ({ ...each, claims: row ? row.claims : [] }))""",
            line,
        )
        assert found == [
            {
                "cluster": cluster,
                "stands": cluster in best,
                "stood": cluster in first,
                "anchors": [row.start for row in rows if row.end == cluster],
                "verdict": best[cluster].support if cluster in best else "",
                "claims": [edge.claim for edge in best[cluster].path.edges] if cluster in best else [],
            }
            for cluster in every
        ]
    assert first
    assert first != {row.end for row in rows}


def test_what_remains_without_a_thing(page: Page, shipped_graph: KnowledgeGraph) -> None:
    found = page.evaluate(
        """() => {
          const { lost, clusters, rows } = window.agglo.engine.withoutThing("netherlands", { since: 1950 });
          return { lost, clusters: Object.fromEntries(clusters), rows: rows.length };
        }"""
    )
    asked = Reading(WITHOUT, "", Slot(entity="netherlands"), Slot(), Filters(since=1950))
    rows = shipped_graph.ask(asked).rows
    assert found["clusters"] == {row.end: row.verdict for row in rows}
    assert LOST in found["clusters"].values()
    assert {"netherlands", "eindhoven", "philips"} <= set(found["lost"])


def test_why_not_tells_of_sources_that_are_off(page: Page, shipped_graph: KnowledgeGraph) -> None:
    ends = Slot(entity="philips"), Slot(entity="eindhoven-high-tech")
    rows = shipped_graph.ask(Reading("paths", "drives", *ends, hops=6)).rows
    off = sorted({each.source for row in rows for claim in row.claims for each in claim.evidence})
    asked = as_json(Reading("why-not", "drives", *ends))
    answers = {}
    for tag in ("en", "zh-Hans", "zh-Hant"):
        found = page.evaluate(PAGE, {**asked, "language": tag, "filters": {"without_sources": off}})
        answers[tag] = [(row["verdict"], row["title"]) for row in found["rows"]]
        assert "undefined" not in str(found["rows"])
    (no, _), (hidden, title), *_ = answers["en"]
    assert (no, hidden) == ("no-path", "hidden-by-filter")
    assert title == f"Hidden by “without {len(off)} sources that are switched off”"
    assert str(len(off)) in answers["zh-Hans"][1][1]


REFUSED = {
    "nothing to tell about": {"kind": ABOUT},
    "nothing to compare with": {"kind": "compare", "subject": {"entity": "philips"}},
    "a kind that there is not": {"kind": "burden"},
    "a load at another time": {"kind": "load", "filters": {"as_of": 1990}},
    "no kind": {},
    "a kind of an object's own": {"kind": "constructor"},
    "an unknown thing": {"kind": ABOUT, "subject": {"entity": "nobody"}},
    "a thing that is a word of scripts": {"kind": ABOUT, "subject": {"entity": "__proto__"}},
    "an unknown class": {"kind": "witnesses", "subject": {"type": "toString"}},
    "an unknown relation": {"kind": PAIRS, "relation": "loves"},
    "no relation": {"kind": PAIRS},
    "a relation that is nothing": {"kind": PAIRS, "relation": None, "subject": None, "filters": None},
    "a thing that is a number": {"kind": ABOUT, "subject": {"entity": 7}},
    "a class that is a list": {"kind": "witnesses", "subject": {"type": ["Cluster"]}},
    "an unknown filter": {"kind": ABOUT, "subject": {"entity": "philips"}, "filters": {"colour": "red"}},
    "a year that is text": {"kind": ABOUT, "subject": {"entity": "philips"}, "filters": {"since": "1990"}},
    "a year that is not whole": {"kind": ABOUT, "subject": {"entity": "philips"}, "filters": {"as_of": 1990.5}},
    "a list that is text": {"kind": ABOUT, "subject": {"entity": "philips"}, "filters": {"places": "china"}},
    "an unknown source": {"kind": ABOUT, "subject": {"entity": "philips"}, "filters": {"without_sources": ["x"]}},
    "too long a path": {"kind": "loops", "hops": 7},
    "another language": {"kind": "loops", "language": "fr"},
    "an unknown claim": {"kind": "why", "claim": "valueOf"},
    "a framework that is none": {"kind": "gaps", "subject": {"entity": "eindhoven"}, "object": {"entity": "philips"}},
    "a thing beside itself": {"kind": "compare", "subject": {"entity": "philips"}, "object": {"entity": "philips"}},
}


@pytest.mark.parametrize("asked", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_answered_is_refused(page: Page, asked: dict[str, Any]) -> None:
    kind = page.evaluate(
        """json => {
          try {
            window.agglo.answer(json);
          } catch (error) {
            return error.constructor.name;
          }
        }""",
        asked,
    )
    assert kind == "QuestionError"


def test_the_command_refuses_with_the_same_words(page: Page, shipped_graph: KnowledgeGraph) -> None:
    for reading in (
        Reading("gaps", "", Slot(entity="philips"), Slot(entity="eindhoven")),
        Reading("gaps", "", Slot(entity="eindhoven"), Slot(entity="philips")),
        Reading("compare", "", Slot(entity="philips"), Slot(entity="philips"), language="zh-Hans"),
        Reading("transfer", "", Slot(entity="philips"), Slot(entity="eindhoven"), mechanism="spin-off"),
        Reading("transfer", "", Slot(), Slot(entity="eindhoven")),
        Reading("transfer", "", Slot(), Slot(entity="eindhoven"), mechanism="philips"),
    ):
        expected = commands_answer(shipped_graph.look, reading)
        assert set(expected) == {"refused"}
        assert pages_answer(page, reading) == expected


def test_the_opening_question_is_answered_at_once(page: Page) -> None:
    took = page.evaluate(
        """json => Array.from({ length: 7 }, () => {
          const start = performance.now();
          window.agglo.answer(json);
          return performance.now() - start;
        })""",
        as_json(OPENING),
    )
    # The least of several: other programs may share the machine.
    assert min(took) < 50


def test_a_page_without_what_answers_need_says_so(visit: Visit) -> None:
    page = visit(sample_data())
    refused = {"refused": "this page does not carry what answers need"}
    assert page.evaluate(PAGE, {"kind": ABOUT, "subject": {"entity": "philips"}}) == refused
    for call in ("standing()", "withoutThing('philips')", "believed('philips.founded.asml')"):
        tried = f"() => {{ try {{ window.agglo.engine.{call} }} catch (error) {{ return error.message }} }}"
        assert page.evaluate(tried) == refused["refused"]


HOSTILE = "</script><img src=x onerror=alert(1)>&quot;" + "很长" * 2000
FACTS = f"""
source: constructor
sources:
  constructor: {{title: {{en: "{HOSTILE}"}}, author: ["{HOSTILE}"], publisher: "valueOf", kind: paper, published: 2001}}
  to-string: {{title: {{en: Other}}, author: [toString], publisher: hasOwnProperty, kind: report, published: 2010}}
entities:
  land: {{type: Country, label: {{en: Land, zh-Hans: 兰国}}}}
  constructor: {{type: City, label: {{en: "{HOSTILE}", zh-Hans: 此城}}, in: land}}
  prototype: {{type: Firm, label: {{en: "{{0}} {{1}}", zh-Hans: "{{0}}"}}, in: constructor}}
  length: {{type: Cluster, label: {{en: length, zh-Hans: 长度}}, in: constructor}}
  name: {{type: Mechanism, label: {{en: "$& $1", zh-Hans: 名}}, definition: {{en: A name.}}}}
  size: {{type: Mechanism, label: {{en: size, zh-Hans: 大小}}, definition: {{en: A size.}}, broader: [name]}}
claims:
  - {{claim: prototype anchors length, through: [size], when: 199X/.., evidence: [{{gist: {{en: So.}}}}]}}
  - {{claim: prototype drives constructor, when: 1950~/1960, evidence: [{{source: to-string, gist: {{en: So.}}}}]}}
  - claim: length drives prototype
    status: contested
    dispute: existence
    reason: {{en: "{HOSTILE}"}}
    evidence: [{{gist: {{en: So.}}}}, {{source: to-string, direction: disputes, gist: {{en: Not so.}}}}]
  - {{claim: prototype has_employment, value: 1.5, unit: jobs, when: 1999, evidence: [{{gist: {{en: So.}}}}]}}
"""


def test_names_that_scripts_know_are_names_like_others(visit: Visit, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "facts.yaml").write_text(FACTS, "utf-8")
    graph = KnowledgeGraph.open(folder)
    page = visit(page_data(graph.look))
    wait_for(page, "complete")
    nothing = Slot()
    city, firm, cluster = (Slot(entity=name) for name in ("constructor", "prototype", "length"))
    for reading in (
        OPENING,
        Reading("paths", "drives", firm, cluster, Filters(through=(("name",),))),
        Reading(ABOUT, "", firm, nothing),
        Reading(ABOUT, "", city, nothing, Filters(as_of=1955)),
        Reading("figures", "", firm, nothing),
        Reading("disputes", "", nothing, nothing),
        Reading("disputes", "", nothing, nothing, Filters(known_by=2005)),
        Reading("without", "", city, nothing),
        Reading("rivals", "", firm, nothing),
        Reading("why-not", "drives", cluster, firm, Filters(not_through=("name",), sources=("to-string",))),
        Reading("compare", "", firm, cluster),
        Reading("similar", "", firm, nothing),
        Reading("survivorship", "", nothing, nothing),
        Reading("portfolio", "", nothing, nothing),
        Reading("witnesses", "", Slot(type="Cluster"), nothing),
        Reading("loops", "", nothing, nothing, hops=6),
        Reading("transfer", "", nothing, city, mechanism="size"),
        Reading("why", "", nothing, Slot(entity="name"), claim="prototype.anchors.length"),
        Reading("why", "", firm, Slot(type="Anchor")),
        Reading("why", "located_in", firm, Slot(entity="land")),
    ):
        assert pages_answer(page, reading) == commands_answer(graph.look, reading)
