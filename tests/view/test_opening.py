"""The opening picture: how it is drawn, and what of it a reader sees."""

from __future__ import annotations

import copy
import random
from itertools import combinations, pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from agglo.graph.ask.tongues import LANGUAGES
from agglo.graph.view.layers import MARK, draw_block
from agglo.graph.view.opening import MOST_NODES, PAGE, Hop, opening
from agglo.graph.view.page import render_page

from .chromium import Visit, until
from .sample import sample_data

# Boxes of the names that are written, in pixels of the canvas; and its size.
WRITTEN = """
() => {
const { picture } = window.agglo.view;
const { network } = picture;
const scale = network.getScale();
const start = network.DOMtoCanvas({ x: 0, y: 0 });
const boxes = [...picture.written].map(([id, { left, right, top, bottom }]) =>
  [id, left - start.x * scale, top - start.y * scale, right - start.x * scale, bottom - start.y * scale]);
const ends = network.getPositions();
const lines = picture.edges.get().map(({ from, to }) =>
  [from, to, ...[from, to].flatMap((id) => [(ends[id].x - start.x) * scale, (ends[id].y - start.y) * scale])]);
return { boxes, lines, ...picture.size() };
}
"""
POSITIONS = "window.agglo.view.picture.network.getPositions()"


def chain(*names: str) -> list[Hop]:
    return [Hop(f"{a}.drives.{b}", a, b) for a, b in pairwise(names)]


def drawn(*paths: list[Hop]) -> dict[str, Any]:
    return opening(paths, {node: [node] for path in paths for hop in path for node in hop[1:]})


def written(page: Page) -> dict[str, Any]:
    until(page, "window.agglo.view.picture.written.size > 0")
    found: dict[str, Any] = page.evaluate(WRITTEN)
    return found


def shown(page: Page) -> dict[str, list[float]]:
    return {id_: [spot["x"], spot["y"]] for id_, spot in page.evaluate(POSITIONS).items()}


# ---- the drawing


def test_anchors_stand_left_and_clusters_right() -> None:
    found = drawn(chain("a", "c"), chain("b", "c"))
    (ax, ay), (bx, by), (cx, cy) = (found["positions"][node] for node in "abc")
    assert ax == bx < cx
    assert abs(ay - by) > 2 * MARK
    assert cy == (ay + by) / 2
    assert found["sides"] == {"a": "left", "b": "left", "c": "right"}


def test_a_chain_has_a_layer_for_every_hop() -> None:
    found = drawn(chain("a", "b", "c"), chain("d", "c"))
    x = {node: spot[0] for node, spot in found["positions"].items()}
    assert x["a"] == x["d"] < x["b"] < x["c"]
    assert found["sides"]["b"] == "below"


def test_a_circle_is_drawn_too() -> None:
    found = drawn(chain("a", "b", "c"), chain("c", "a"))
    x = {node: spot[0] for node, spot in found["positions"].items()}
    assert x["a"] < x["b"] < x["c"]


def test_the_links_of_a_long_chain_are_spread_over_the_layers() -> None:
    names = "abcdefgh"
    found = drawn(chain(*names))
    x = [found["positions"][node][0] for node in names]
    assert x == sorted(x)
    assert [x.count(each) for each in sorted({*x})] == [2, 2, 2, 2]


def test_lines_do_not_cross_where_they_need_not() -> None:
    links = [("a", "y"), ("b", "x"), ("c", "y"), ("d", "x")]
    block = draw_block(["a", "y", "b", "x", "c", "d"], links, dict.fromkeys("abcdxy", 1))
    for (a, x), (b, y) in combinations(links, 2):
        left, right = block.spots[a][1] - block.spots[b][1], block.spots[x][1] - block.spots[y][1]
        assert left * right >= 0


def test_a_long_line_does_not_run_over_the_node_between() -> None:
    links = [("a", "m"), ("m", "x"), ("a", "z"), ("b", "x"), ("b", "z")]
    block = draw_block(["a", "m", "x", "z", "b"], links, dict.fromkeys("amxzb", 1))
    for cause, effect in links[2:]:
        at = (block.spots[cause][1] + block.spots[effect][1]) / 2
        assert abs(at - block.spots["m"][1]) > MARK


def test_the_strongest_pair_comes_first_and_the_rest_on_further_pages() -> None:
    paths = [chain(f"anchor-{at}", f"cluster-{at}") for at in range(100)]
    found = drawn(*paths)
    assert found["claims"] == found["pages"][0]["claims"]
    assert found["claims"][0] == "anchor-0.drives.cluster-0"
    assert 24 <= found["pages"][0]["pairs"] <= 40
    assert [claim for page in found["pages"] for claim in page["claims"]] == [path[0].claim for path in paths]
    assert sum(page["pairs"] for page in found["pages"]) == found["pairs"] == 100
    for page in found["pages"]:
        left, top, right, bottom = page["box"]
        assert bottom - top <= PAGE[1]
        ends = [hop for path in paths for hop in path if hop.claim in page["claims"]]
        for node in (node for hop in ends for node in hop[1:]):
            x, y = found["positions"][node]
            assert left < x < right
            assert top < y < bottom


def test_no_more_is_placed_than_the_page_draws_but_all_is_counted() -> None:
    found = drawn(*(chain(f"anchor-{at}", f"cluster-{at}") for at in range(400)))
    assert len(found["positions"]) <= MOST_NODES
    assert found["pairs"] == 400


def test_a_hub_of_very_many_anchors_still_fits_its_pages() -> None:
    found = drawn(*(chain(f"anchor-{at}", "hub") for at in range(60)))
    assert len(found["positions"]) == 61
    assert sum(page["pairs"] for page in found["pages"]) == 60
    assert all(page["box"][3] - page["box"][1] <= PAGE[1] for page in found["pages"])


def test_two_nodes_never_share_a_place() -> None:
    chance = random.Random(5)
    paths = [
        chain(f"a{chance.randrange(40)}", f"m{chance.randrange(60)}", f"c{chance.randrange(30)}") for _ in range(60)
    ]
    spots = list(drawn(*paths)["positions"].values())
    for (ax, ay), (bx, by) in combinations(spots, 2):
        assert abs(ax - bx) >= 2 * MARK - 1 or abs(ay - by) >= 2 * MARK - 1


def test_the_same_paths_are_drawn_the_same() -> None:
    paths = [chain("a", "b", "c"), chain("d", "c"), chain("e", "f")]
    assert drawn(*paths) == drawn(*copy.deepcopy(paths))


def test_no_paths_make_no_pages() -> None:
    assert drawn()["pages"] == drawn()["claims"] == []


# ---- the page


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", ["Guangzhou-Shenzhen-Foshan-Dongguan", "Telecommunicationsequipment", "广州深圳佛山东莞" * 3]
)
def test_a_name_that_is_longer_than_a_line_is_written_whole(visit: Visit, name: str) -> None:
    data = sample_data()
    data["entities"]["silicon-valley"]["label"] = dict.fromkeys(LANGUAGES, name)
    labels = {id_: list(entity["label"].values()) for id_, entity in data["entities"].items()}
    paths = [[Hop(key, *ends(data["claims"][key]))] for key in data["opening"]["claims"]]
    data["opening"] |= opening(paths, labels)
    page = visit(data, size=(1280, 800))
    assert "silicon-valley" in {box[0] for box in written(page)["boxes"]}
    said = page.evaluate("window.agglo.view.picture.lettering('silicon-valley').lines.join('')")
    assert said.replace(" ", "") == name


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1440, 900), (1280, 800)], ids=["1440x900", "1280x800"])
def test_every_name_of_the_opening_can_be_read(
    visit: Visit, shipped: dict[str, Any], language: str, size: tuple[int, int]
) -> None:
    page = visit(shipped, size=size, language=language)
    found = written(page)
    first = {end for key in shipped["opening"]["claims"] for end in ends(shipped["claims"][key])}
    assert {"philips", "eindhoven-high-tech"} <= first
    assert {box[0] for box in found["boxes"]} == first
    for _, left, top, right, bottom in found["boxes"]:
        assert left >= 0
        assert top >= 0
        assert right <= found["width"]
        assert bottom <= found["height"]
    for (one, *a), (other, *b) in combinations(found["boxes"], 2):
        assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3], f"{one} covers {other}"
    assert len(found["lines"]) == len(shipped["opening"]["claims"])
    for id_, *box in found["boxes"]:
        assert not [line for line in found["lines"] if id_ not in line[:2] and runs_through(line[2:], box)], id_


def runs_through(line: list[float], box: list[float]) -> bool:
    """Whether a line runs through the letters in a box, seen at each of its pixels."""
    (ax, ay, bx, by), (left, top, right, bottom) = line, box
    steps = int(abs(bx - ax) + abs(by - ay))
    points = ((ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps) for step in range(steps))
    return any(left < x < right and top + 2 < y < bottom - 2 for x, y in points)


def ends(claim: dict[str, Any]) -> tuple[str, str]:
    return claim["subject"], claim["object"]


@pytest.mark.browser
def test_the_opening_of_the_facts_is_of_readable_size_and_signed(visit: Visit, shipped: dict[str, Any]) -> None:
    page = visit(shipped, size=(1440, 900))
    written(page)
    assert 20 <= len(shipped["opening"]["claims"]) <= 40
    assert page.evaluate("window.agglo.view.picture.signed.size") == len(shipped["opening"]["claims"])
    pairs = f"{shipped['opening']['pages'][0]['pairs']} of {shipped['opening']['pairs']} anchor and cluster"
    expect(page.locator("#counts")).to_contain_text(pairs)


@pytest.mark.browser
def test_the_opening_stands_where_the_data_say(visit: Visit, shipped: dict[str, Any]) -> None:
    page = visit(shipped)
    found = shown(page)
    assert found
    assert found == {id_: shipped["opening"]["positions"][id_] for id_ in found}


@pytest.mark.browser
def test_neighbours_come_without_moving_what_stands(visit: Visit, shipped: dict[str, Any]) -> None:
    page = visit(shipped)
    before = shown(page)
    page.evaluate("location.hash = '#d=philips,eindhoven-high-tech'")
    page.reload()
    until(page, "window.agglo?.ready")
    after = shown(page)
    assert len(after) > len(before) + 10
    assert {id_: after[id_] for id_ in before} == before
    fresh = [spot for id_, spot in after.items() if id_ not in before]
    for (ax, ay), (bx, by) in combinations([*fresh, *before.values()], 2):
        assert abs(ax - bx) >= MARK or abs(ay - by) >= MARK


@pytest.mark.browser
def test_more_pairs_are_drawn_on_request_until_there_are_none(visit: Visit, shipped: dict[str, Any]) -> None:
    page = visit(shipped, size=(1440, 900))
    before = shown(page)
    for pages in range(2, len(shipped["opening"]["pages"]) + 1):
        page.click("#further")
        claims = [key for each in shipped["opening"]["pages"][:pages] for key in each["claims"]]
        assert set(shown(page)) == {end for key in claims for end in ends(shipped["claims"][key])}
        assert f"o={pages}" in page.url
    after = shown(page)
    assert len(after) > len(before)
    assert {id_: after[id_] for id_ in before} == before
    assert after == {id_: shipped["opening"]["positions"][id_] for id_ in after}
    expect(page.locator("#further")).to_be_hidden()
    page.click("#reset")
    assert shown(page) == before


@pytest.mark.browser
def test_types_that_look_alike_have_letters_of_their_own(visit: Visit) -> None:
    for language in LANGUAGES:
        page = visit(sample_data(), language=language)
        marks = page.evaluate("[...document.querySelectorAll('#types .glyph')].map((mark) => mark.innerHTML)")
        assert len(marks) == len(set(marks)) > 3


def test_two_renderings_of_the_facts_are_the_same_bytes(shipped: dict[str, Any]) -> None:
    assert render_page(shipped) == render_page(copy.deepcopy(shipped))


def test_sources_tell_their_interest(shipped: dict[str, Any]) -> None:
    told = {source["interest"] for source in shipped["sources"].values()} - {None}
    assert told
    assert told <= shipped["choices"]["interest"].keys()
