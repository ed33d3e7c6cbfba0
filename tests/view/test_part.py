"""Pages that hold a part of a graph: an answer, or things and what is around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.present import answer_json
from agglo.graph.errors import QuestionError
from agglo.graph.view import plane
from agglo.graph.view.collect import page_data
from agglo.graph.view.focus import MOST
from agglo.graph.view.opening import Hop
from agglo.graph.view.part import chosen, part_around, part_of, part_of_answer

from .chromium import Visit, drawn, until

ASKED = (
    "how did Philips drive the Eindhoven high-tech cluster",
    "which anchors drove which clusters",
    "what is known about Austin",
    "what is disputed about London",
    "what remains without Philips",
    "what does Yangpu lack for five conditions for manufacturing to return to cities",
    "would what worked in Eindhoven work in Austin",
    "why is Philips an anchor",
    "which loops",
    "compare Austin with Eindhoven",
    "what led to the decline of Nokia",
    "what else could explain the Eindhoven high-tech cluster",
    "which clusters are in China",
)


@pytest.fixture(scope="module")
def graph(shipped_graph: KnowledgeGraph) -> KnowledgeGraph:
    return shipped_graph


@pytest.fixture(scope="module")
def every(graph: KnowledgeGraph, shipped: dict[str, Any]) -> dict[str, Any]:
    """The data of a part of all claims, but for where they stand, which takes longest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plane, "positions", lambda names, _: dict.fromkeys(names, (0.0, 0.0)))
        return page_data(graph.look, part_of(graph.look, sorted(shipped["claims"]), (), {}))


def pairs(table: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {(id_, each) for id_, many in table.items() for each in many}


def placed(data: dict[str, Any]) -> set[str]:
    return {*data["map"]["points"], *data["map"]["stands"]}


def missing(data: dict[str, Any]) -> Iterator[str]:
    """What page data refer to and do not hold."""
    entities, claims = data["entities"], data["claims"]
    for id_, claim in claims.items():
        named = [claim["subject"], *claim["through"], *claim["where"], *([claim["object"]] if claim["object"] else [])]
        named += [each for piece in claim["evidence"] for each in piece["said_by"]]
        yield from (f"{id_} names {each}" for each in named if each not in entities)
        yield from (f"{id_} cites {e['source']}" for e in claim["evidence"] if e["source"] not in data["sources"])
    engine, above = data["engine"], data["above"]
    for name, table in (*above.items(), ("all broader", engine["broader"]), ("requires", engine["requires"])):
        yield from (f"{one} {name} {up}" for one, up in pairs(table) if one not in entities or up not in entities)
    words, ways = engine["derivations"]["words"], engine["derivations"]["ways"]
    used = [words[-1 - each] for _, _, *premises in ways for each in premises if each < 0]
    yield from (f"a way takes {each}" for each in used if each not in claims)
    yield from (f"{each[0]} bears load" for each in engine["load"]["flips"] if each[0] not in claims)
    told = [*data["opening"]["beside"], *(id_ for page in data["opening"]["pages"] for id_ in page["claims"])]
    yield from (f"the opening tells {each}" for each in told if each not in claims)
    for table in ("positions", "pinyin"):
        yield from (f"{table} of {each}" for each in data[table] if each not in entities)
    yield from (
        f"{each} stands at {at}" for each, at in data["map"]["stands"].items() if at not in data["map"]["points"]
    )


@pytest.mark.parametrize("asked", ASKED)
def test_a_part_holds_all_that_it_refers_to(graph: KnowledgeGraph, asked: str) -> None:
    data = page_data(graph.look, part_of_answer(graph.look, graph.ask(asked)))
    assert data["claims"]
    assert [*missing(data)] == []
    assert len(data["claims"]) < data["of"] == graph.release.marker.examined["claims"]
    told = [*data["opening"]["beside"], *(id_ for page in data["opening"]["pages"] for id_ in page["claims"])]
    assert sorted(told) == sorted(data["claims"])


def test_a_part_of_all_claims_says_what_the_whole_says(every: dict[str, Any], shipped: dict[str, Any]) -> None:
    data = every
    things = data["entities"].keys()
    assert len(things) > 2000
    assert data["claims"] == shipped["claims"]
    for table in ("entities", "sources", "pinyin"):
        assert data[table] == {id_: shipped[table][id_] for id_ in data[table]}, table
    assert data["sources"].keys() == {e["source"] for claim in data["claims"].values() for e in claim["evidence"]}
    spots = {id_: data["map"]["points"][data["map"]["stands"].get(id_, id_)] for id_ in placed(data)}
    assert spots == {
        id_: shipped["map"]["points"][shipped["map"]["stands"].get(id_, id_)] for id_ in placed(shipped) & things
    }
    for kind in ("in", "broader"):
        assert pairs(data["above"][kind]) == {each for each in pairs(shipped["above"][kind]) if each[0] in things}
    for table in ("articled", "common"):
        assert data["reader"][table] == [id_ for id_ in shipped["reader"][table] if id_ in things]
    ours, theirs = data["engine"], shipped["engine"]
    same = ("relations", "periods", "rival", "dispute", "values", "measures", "load", "rules", "texts")
    assert {name: ours[name] for name in same} == {name: theirs[name] for name in same}
    for tag, ids in ours["namesakes"].items():
        assert ids == [id_ for id_ in theirs["namesakes"][tag] if id_ in things]
    assert pairs(ours["requires"]) == {each for each in pairs(theirs["requires"]) if things >= {*each}}
    assert len(ours["derivations"]["ways"]) > 0.9 * len(theirs["derivations"]["ways"])


def test_a_part_is_read_with_every_name_of_its_things(every: dict[str, Any], shipped: dict[str, Any]) -> None:
    data = every
    ours, theirs = data["grammar"]["tables"], shipped["grammar"]["tables"]
    assert len(ours["source"]) > 1000
    for kind, held in (("entity", data["entities"]), ("source", data["sources"])):
        assert ours[kind] == {id_: phrases for id_, phrases in theirs[kind].items() if id_ in held}
    assert {name: ours[name] for name in ours if name not in ("entity", "source")} == {
        name: theirs[name] for name in theirs if name not in ("entity", "source")
    }


@pytest.mark.parametrize("asked", ASKED)
def test_the_claims_of_an_answer_are_those_that_its_json_shows(graph: KnowledgeGraph, asked: str) -> None:
    found = graph.ask(asked)
    told = {*claims_in(answer_json(graph.look, asked, found, sparql=False)["answers"])}
    assert told
    assert told <= {*found.claims}
    assert len(found.claims) == len({*found.claims})


def claims_in(value: Any) -> Iterator[str]:
    """The ids of all claims within JSON."""
    if isinstance(value, dict):
        if "evidence" in value and "relation" in value:
            yield value["id"]
        if claim := value.get("claim"):
            yield claim if isinstance(claim, str) else claim["id"]
        yield from (each for key in value for each in claims_in(value[key]))
        yield from value.get("remaining", ())
    elif isinstance(value, list):
        yield from (each for one in value for each in claims_in(one))


def test_what_cannot_be_drawn_is_listed(graph: KnowledgeGraph, shipped: dict[str, Any]) -> None:
    claims = shipped["claims"]
    figure = next(id_ for id_, claim in claims.items() if claim["unit"])
    rejected = next(id_ for id_, claim in claims.items() if claim["status"] == "rejected" and claim["object"])
    line = next(id_ for id_, claim in claims.items() if claim["status"] == "accepted" and claim["object"])
    hop = Hop(rejected, claims[rejected]["subject"], claims[rejected]["object"])
    part = part_of(graph.look, [figure, rejected, line], [[hop]], {})
    assert [[each.claim for each in path] for path in part.paths] == [[line]]
    opening = page_data(graph.look, part)["opening"]
    assert opening["claims"] == [line]
    assert opening["beside"] == sorted([figure, rejected])
    assert part_of(graph.look, [figure], (), {}).start == "w=table"


def test_a_path_is_cut_where_it_does_not_go_on(graph: KnowledgeGraph, shipped: dict[str, Any]) -> None:
    lines = [
        Hop(id_, claim["subject"], claim["object"])
        for id_, claim in shipped["claims"].items()
        if claim["status"] == "accepted" and claim["object"] and claim["object"] != claim["subject"]
    ]
    one, on = next((one, on) for one in lines for on in lines if on.cause == one.effect)
    apart = next(hop for hop in lines if hop.cause not in (on.effect, one.effect) and hop not in (one, on))
    part = part_of(graph.look, [one.claim, on.claim, apart.claim], [[one, on, apart]], {})
    assert part.paths == [[one, on], [apart]]


def test_the_part_around_things_has_their_neighbours_and_what_joins_them(graph: KnowledgeGraph) -> None:
    one, two = part_around(graph.look, ["asml"], 1), part_around(graph.look, ["asml"], 2)
    assert {*graph.look.mentions("asml")} <= {*one.claims} < {*two.claims}
    assert {"asml", "philips", "eindhoven-high-tech"} <= {*one.ends}
    assert len(two.ends) <= MOST
    assert one.title == {"en": "What is known about ASML?", "zh-Hans": "阿斯麦是什么？", "zh-Hant": "阿斯麥是什麼？"}
    assert part_around(graph.look, ["asml", "philips"], 1).title["zh-Hans"] == "阿斯麦、飞利浦"
    assert part_around(graph.look, ["asml", "asml"], 1) == one
    assert [*missing(page_data(graph.look, two))] == []


def test_a_part_needs_something_to_hold(graph: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError, match="nothing is named"):
        chosen(graph.look, [], 1, None)
    with pytest.raises(QuestionError, match="nothing is named"):
        graph.view(alone=True)


@pytest.mark.browser
@pytest.mark.parametrize("asked", ["which loops", "would what worked in Eindhoven work in Austin"])
def test_an_answer_is_drawn_whole(visit: Visit, graph: KnowledgeGraph, asked: str) -> None:
    found = graph.ask(asked)
    page = visit(page_data(graph.look, part_of_answer(graph.look, found)))
    expect(page.locator("#empty")).to_be_hidden()
    expect(page.locator("#counts")).to_contain_text(f"This page holds {len(found.claims)} of the graph's")
    expect(page.locator("#panel h3").first).to_contain_text("Claims shown")
    while page.locator("#further").is_visible():
        page.locator("#further").click()
    assert drawn(page, "claims") == {*found.claims}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "No claim on record answers this."),
        ("zh-Hans", "没有记录在案的论断能回答这个问题。"),
        ("zh-Hant", "沒有記錄在案的論斷能回答這個問題。"),
    ],
)
def test_no_answer_is_said_to_be_none(visit: Visit, graph: KnowledgeGraph, language: str, said: str) -> None:
    found = graph.ask("which policies did Austin enact")
    assert not found.rows
    page = visit(page_data(graph.look, part_of_answer(graph.look, found)), language=language)
    expect(page.locator("#empty")).to_have_text(said)


@pytest.mark.browser
def test_figures_alone_are_a_list(visit: Visit, graph: KnowledgeGraph, shipped: dict[str, Any]) -> None:
    figure = next(id_ for id_, claim in shipped["claims"].items() if claim["unit"])
    page = visit(page_data(graph.look, part_of(graph.look, [figure], (), dict.fromkeys(("en", "zh-Hans"), "A figure"))))
    expect(page.locator("#tab-table")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#view-table")).to_contain_text(
        shipped["entities"][shipped["claims"][figure]["subject"]]["label"]["en"]
    )
    page.get_by_role("tab").first.click()
    expect(page.locator("#panel")).to_contain_text("Claims shown")


@pytest.mark.browser
def test_a_part_answers_what_it_holds(visit: Visit, graph: KnowledgeGraph) -> None:
    asked = "how did Philips drive the Eindhoven high-tech cluster"
    found = graph.ask(asked)
    page = visit(page_data(graph.look, part_of_answer(graph.look, found)), fragment=f"#ask={asked}")
    expect(page.locator("#panel .answers > li")).to_have_count(len(found.rows))


@pytest.mark.browser
def test_things_that_no_claim_names_are_drawn_too(visit: Visit, graph: KnowledgeGraph) -> None:
    found = graph.ask("which clusters are in Austin")
    assert found.rows
    assert not found.claims
    data = page_data(graph.look, part_of_answer(graph.look, found))
    assert [*missing(data)] == []
    page = visit(data)
    assert drawn(page) == {row.start for row in found.rows}
    expect(page.locator("#empty")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize(
    "asked", ["which loops", "would what worked in Eindhoven work in Austin", "which clusters are in China"]
)
def test_a_part_too_large_for_one_file_has_a_folder_of_its_own(
    visit: Visit, graph: KnowledgeGraph, tmp_path: Path, asked: str
) -> None:
    out = tmp_path / "page.html"
    graph.view(out, question=asked, alone=True, max_size=0.1)
    assert len([*(tmp_path / "page.data").iterdir()]) == 4
    page = visit(out, alone=True)
    expect(page.locator("#counts")).to_contain_text("This page holds")
    if page.locator("#everything").get_attribute("aria-pressed") != "true":
        page.locator("#everything").click()
    whole = part_of_answer(graph.look, graph.ask(asked))
    until(page, "() => document.querySelector('#counts').textContent.includes('things')")
    assert drawn(page) == {*whole.ends}
