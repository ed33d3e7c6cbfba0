"""The flow: causes, mechanisms and effects, with bands as wide as they have claims."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations, pairwise
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .chromium import Visit, until
from .sample import hostile_data, sample_data

pytestmark = pytest.mark.browser

FLOW = "#w=flow&v=2"
WHOLE = "#w=flow&all=yes&fr=8&v=2"
HIGH = (1400, 1700)
NODES = """nodes => nodes.map(node => {
  const bar = node.querySelector(".bar").getBoundingClientRect();
  const name = node.querySelector(".flow-name").getBoundingClientRect();
  return { column: Number(node.dataset.column), id: node.dataset.id, tall: bar.height, y: bar.top + bar.height / 2,
    left: name.left, right: name.right, top: name.top, bottom: name.bottom, said: node.getAttribute("aria-label") };
})"""


def ways(page: Page) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(json.loads(found))
        for found in page.locator(".flow-scroll .way").evaluate_all("all => all.map(one => one.dataset.ends)")
    )


def nodes(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.locator(".flow-node").evaluate_all(NODES)
    return found


def node(page: Page, column: int, name: str) -> Locator:
    return page.locator(f'.flow-node[data-column="{column}"][data-id="{name}"]')


def way(page: Page, *ends: str) -> Locator:
    return page.locator(f".way[data-ends='{json.dumps(ends, separators=(',', ':'))}']")


def point(found: Locator) -> tuple[float, float]:
    """A point of a band just beside its cause, where no other band can cover it."""
    found.evaluate("way => way.scrollIntoView({block: 'center'})")
    x, y = found.evaluate(
        """way => {
          const path = way.querySelector("path");
          const [, x, top, bottom] = /^M([\\d.]+) ([\\d.]+)C.* ([\\d.]+)Z$/.exec(path.getAttribute("d"));
          const middle = new DOMPoint(Number(x) + 3, (Number(top) + Number(bottom)) / 2);
          const at = middle.matrixTransform(path.getScreenCTM());
          return [at.x, at.y];
        }"""
    )
    return x, y


def causal(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    kinds = data["relations"]
    drawn = ("accepted", "contested")
    return {
        key: claim
        for key, claim in data["claims"].items()
        if claim["object"] and kinds[claim["relation"]]["kind"] == "causal" and claim["status"] in drawn
    }


def test_every_causal_claim_is_a_way_through_each_of_its_mechanisms(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment=WHOLE, size=HIGH)
    wanted = Counter(
        (claim["subject"], mechanism, claim["object"])
        for claim in causal(data).values()
        for mechanism in claim["through"] or [""]
    )
    assert set(ways(page)) == set(wanted)
    number = len(causal(data))
    other = len(data["claims"]) - number
    expect(page.locator(".pane.flow .counts")).to_contain_text(
        f"{number} of {number} causal claims are in the picture."
    )
    expect(page.locator(".pane.flow .counts")).to_contain_text(f"{other} claims here say nothing of cause.")


def test_a_claim_without_a_mechanism_says_so(visit: Visit) -> None:
    page = visit(sample_data(), fragment=WHOLE, size=HIGH)
    expect(node(page, 1, "").locator(".flow-name")).to_contain_text("no mechanism")
    expect(way(page, "asml", "", "eindhoven-high-tech")).to_have_attribute(
        "aria-label", "ASML → no mechanism on record → Eindhoven high-tech cluster, 1 claim, increases"
    )


def test_bars_are_as_high_as_they_have_claims_or_independent_sources(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment=WHOLE, size=HIGH)

    def ratio() -> float:
        tall = {(one["column"], one["id"]): one["tall"] for one in nodes(page)}
        return float(tall[2, "eindhoven-high-tech"] / tall[2, "silicon-valley"])

    def total(name: str, key: str) -> int:
        return sum(claim[key] if key else 1 for claim in causal(data).values() if claim["object"] == name)

    assert ratio() == pytest.approx(total("eindhoven-high-tech", "") / total("silicon-valley", ""), rel=0.02)
    page.get_by_role("button", name="by independent sources").click()
    sources = [total(name, "independent_sources") for name in ("eindhoven-high-tech", "silicon-valley")]
    assert sources[0] > total("eindhoven-high-tech", "")
    assert ratio() == pytest.approx(sources[0] / sources[1], rel=0.02)
    assert "fm=sources" in page.url
    expect(node(page, 2, "eindhoven-high-tech")).to_have_attribute(
        "aria-label",
        f"Effect: Eindhoven high-tech cluster, {total('eindhoven-high-tech', '')} claims, "
        f"{sources[0]} independent sources",
    )


def test_sign_and_dispute_are_told_by_colour_pattern_and_words(visit: Visit) -> None:
    page = visit(sample_data(), fragment=WHOLE, size=HIGH)
    against = way(page, "land-price", "", "hsinchu-semiconductors")
    doubted = way(page, "land-price", "", "eindhoven-high-tech")
    plain = way(page, "cost-crisis", "", "eindhoven-high-tech")
    argued = way(page, "philips", "spin-off", "eindhoven-high-tech")
    for found, fill, words in (
        (against, 'url("#flow-minus")', "decreases"),
        (doubted, 'url("#flow-minus-contested")', "decreases, contested"),
        (argued, 'url("#flow-plus-contested")', "increases, contested"),
        (plain, "rgb(125, 131, 143)", "without a sign"),
    ):
        assert found.locator("path").first.evaluate("path => getComputedStyle(path).fill") == fill
        assert (found.get_attribute("aria-label") or "").endswith(words)
    strokes = [
        found.locator("path").first.evaluate("path => getComputedStyle(path).strokeDasharray")
        for found in (way(page, "asml", "", "eindhoven-high-tech"), against, doubted)
    ]
    assert len(set(strokes)) == 3
    legend = page.locator(".flow-legend li")
    assert [text.strip() for text in legend.all_inner_texts()] == [
        *("increases", "decreases", "without a sign", "contested"),
        "Two mechanisms: half in each.",
    ]
    assert (doubted.locator(".flow-sign").text_content() or "") == "−?"


def lit(page: Page) -> set[tuple[int, str]]:
    found = page.locator(".flow-node.on").evaluate_all(
        "all => all.map(one => [Number(one.dataset.column), one.dataset.id])"
    )
    return {(column, name) for column, name in found}


def test_pointing_at_a_band_lights_up_the_whole_way(visit: Visit) -> None:
    page = visit(sample_data(), fragment=WHOLE, size=HIGH)
    page.mouse.move(*point(way(page, "stanford", "talent-pool", "silicon-valley")))
    assert lit(page) == {(0, "stanford"), (1, "talent-pool"), (2, "silicon-valley")}
    faint = way(page, "asml", "", "eindhoven-high-tech")
    until(page, "way => getComputedStyle(way).opacity < 0.3", arg=faint.element_handle())
    # A claim through two mechanisms is one claim: both its halves light up.
    way(page, "philips", "spin-off", "eindhoven-high-tech").focus()
    assert lit(page) == {(0, "philips"), (1, "spin-off"), (1, "shared-campus"), (2, "eindhoven-high-tech")}
    node(page, 1, "talent-pool").hover()
    assert {name for column, name in lit(page) if column == 2} == {
        "silicon-valley",
        "hsinchu-semiconductors",
        "eindhoven-high-tech",
    }


def test_clicking_chooses_the_claim_the_thing_or_asks_which(visit: Visit) -> None:
    data = sample_data()
    data["claims"]["again"] = {**data["claims"]["stanford.anchors.silicon-valley"], "when": "1970"}
    page = visit(data, fragment=WHOLE, size=HIGH)
    page.mouse.click(*point(way(page, "fairchild", "spin-off", "intel")))
    expect(page.locator("#panel h2")).to_contain_text("Fairchild Semiconductor spun off Intel")
    expect(way(page, "fairchild", "spin-off", "intel")).to_have_attribute("aria-pressed", "true")
    node(page, 2, "silicon-valley").click()
    expect(page.locator("#panel h2")).to_have_text("Silicon Valley")
    page.mouse.click(*point(way(page, "stanford", "talent-pool", "silicon-valley")))
    several = page.locator(".several")
    expect(several.locator("button")).to_have_count(2)
    expect(several.locator("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(several).to_be_hidden()
    assert "s=entity:silicon-valley" in page.url, "Escape closes the list and nothing else"
    way(page, "stanford", "talent-pool", "silicon-valley").press("Enter")
    page.keyboard.press("ArrowDown")
    second = several.locator("button").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(several).to_be_hidden()
    expect(page.locator("#panel h2")).to_contain_text("Stanford University anchors Silicon Valley")
    # What stands for claims without a mechanism is no thing: it asks which of them.
    node(page, 1, "").click()
    assert several.locator("button").count() > 10


def test_what_has_no_room_is_said_and_can_be_unfolded(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment="#w=flow&all=yes&v=2", size=(1280, 720))
    said = page.locator(".pane.flow .counts")
    expect(said).to_contain_text("have no room at this height.")
    picture, scroller = page.locator(".flow-scroll .flow-picture"), page.locator(".flow-scroll")
    assert scroller.evaluate("box => box.scrollHeight <= box.clientHeight + 1"), "folded, it is as high as the window"
    fewer = page.locator(".flow-scroll .way").count()
    while page.locator(".flow-more").is_visible():
        page.locator(".flow-more").click()
    assert page.locator(".flow-scroll .way").count() > fewer
    number = len(causal(data))
    expect(said).to_contain_text(f"{number} of {number} causal claims")
    assert "no room" not in said.inner_text()
    expect(page.locator(".flow-less")).to_be_focused()
    page.locator(".flow-less").click()
    expect(page.locator(".flow-scroll .way")).to_have_count(fewer)
    assert "fr=" not in page.url
    assert picture.get_attribute("aria-label") == (
        f"Causes, mechanisms and effects: {fewer} ways. Right and left follow a way, up and down go to the next one, "
        "Enter chooses."
    )


def test_what_is_chosen_always_has_room(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#w=flow&all=yes&s=claim:umc.spun_off.mediatek&v=2", size=(1280, 560))
    expect(way(page, "umc", "", "mediatek")).to_have_attribute("aria-pressed", "true")
    assert {(0, "umc"), (2, "mediatek")} <= lit(page)


def test_the_keyboard_follows_a_way_from_cause_to_effect(visit: Visit) -> None:
    page = visit(sample_data(), fragment=WHOLE, size=HIGH)
    assert page.locator(".flow-picture [tabindex='0']").count() == 1, "one tab stop"
    node(page, 0, "fairchild").focus()
    at = "document.activeElement.dataset.id ?? JSON.parse(document.activeElement.dataset.ends)"
    trail = []
    for _ in range(5):
        trail.append(page.evaluate(at))
        page.keyboard.press("ArrowRight")
    cause, first, mechanism, second, effect = trail
    assert first == second == [cause, mechanism, effect], "the same way on both sides of its mechanism"
    assert page.evaluate(at) == effect, "and there it ends"
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    assert page.evaluate(at) == "fairchild", "and back by the same way"
    page.keyboard.press("Home")
    first_node = min((one for one in nodes(page) if one["column"] == 0), key=lambda one: one["y"])
    assert page.evaluate(at) == first_node["id"]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(at) != first_node["id"]
    page.keyboard.press("Enter")
    name = page.evaluate("document.activeElement.querySelector('title').textContent").rpartition(" · ")[0]
    expect(page.locator("#panel h2")).to_have_text(name)
    assert page.locator(".flow-picture [tabindex='0']").count() == 1


def test_follows_filters_language_and_what_is_chosen(visit: Visit) -> None:
    page = visit(sample_data(), fragment=FLOW, size=HIGH)
    before = page.locator(".flow-scroll .way").count()
    page.locator('.filters input[data-key="University"]').uncheck()
    assert 0 < page.locator(".flow-scroll .way").count() < before
    assert node(page, 0, "stanford").count() == 0
    page.evaluate("window.agglo.change({selected: {kind: 'entity', id: 'philips'}})")
    expect(node(page, 0, "philips")).to_have_attribute("aria-pressed", "true")
    assert (0, "philips") in lit(page)
    page.locator('[data-language="zh-Hant"]').click()
    expect(node(page, 0, "philips").locator("title")).to_contain_text("飛利浦")
    expect(node(page, 1, "").locator("title")).to_contain_text("未記錄機制")
    expect(page.locator(".flow-heads")).to_have_text("原因機制結果")
    expect(page.locator("#tab-flow")).to_have_text("流向")


def test_a_part_without_causes_says_so(visit: Visit) -> None:
    data = sample_data()
    for term in data["relations"].values():
        term["kind"] = "structural"
    page = visit(data, fragment=FLOW)
    expect(page.locator(".pane.flow .notice")).to_have_text("No causal claim is in this part of the graph.")
    assert page.locator(".flow-scroll .way").count() == 0


def crossings(found: list[dict[str, Any]], pairs: set[tuple[str, ...]], place: dict[tuple[int, str], float]) -> int:
    total = 0
    for left in (0, 1):
        links = {(place[left, ends[left]], place[left + 1, ends[left + 1]]) for ends in pairs}
        total += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(links, 2))
    return total


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("size", [(390, 844), (1280, 800), (2560, 1440)])
def test_names_can_be_read_and_bands_cross_little(
    visit: Visit, shipped: dict[str, Any], size: tuple[int, int], language: str
) -> None:
    page = visit(shipped, fragment=FLOW, size=size, language=language)
    found = nodes(page)
    assert len(found) > 12
    edge = page.locator(".flow-scroll .flow-picture").bounding_box()
    assert edge is not None
    for column in (0, 1, 2):
        names = sorted((one for one in found if one["column"] == column), key=lambda one: one["top"])
        for above, below in pairwise(names):
            assert above["bottom"] <= below["top"] + 2, f"{above['said']} covers {below['said']}"
        for one in names:
            assert edge["x"] - 1 <= one["left"] < one["right"] <= edge["x"] + edge["width"] + 1, one["said"]
    drawn = {(one["column"], one["id"]): one["y"] for one in found}
    by_id = {key: float(at) for at, key in enumerate(sorted(drawn))}
    assert crossings(found, set(ways(page)), drawn) < 0.6 * crossings(found, set(ways(page)), by_id)


def test_the_whole_graph_unfolds_to_all_its_causal_claims(visit: Visit, shipped: dict[str, Any]) -> None:
    page = visit(shipped, fragment=FLOW)
    page.evaluate("window.agglo.change({everything: true, flowRoom: 64})")
    said = page.locator(".pane.flow .counts").inner_text()
    shown, number, *_ = (int(word) for word in said.split() if word.isdigit())
    assert number == len(causal(shipped)) - sum(
        not {claim["subject"], claim["object"]} <= shipped["positions"].keys() for claim in causal(shipped).values()
    )
    assert shown == number
    expect(page.locator(".flow-more")).to_be_hidden()


@pytest.mark.parametrize(
    "text",
    ["<img src=x onerror=alert(1)></script><script>alert(2)</script>", "\u202e\u2066 gnp.exe", "长" * 10_000, "\0 a"],
)
def test_hostile_names_stay_text(visit: Visit, text: str) -> None:
    data = hostile_data(text, "javascript:alert(1)") if len(text) < 1000 else sample_data()
    for name in ("philips", "spin-off"):
        data["entities"][name]["label"] = {"en": text, "zh-Hans": text, "zh-Hant": text}
    page = visit(data, fragment=WHOLE, size=HIGH)
    expect(node(page, 0, "philips")).to_be_visible()
    assert page.locator(".flow-picture img, .flow-picture script").count() == 0
    shown = node(page, 0, "philips").locator("title").text_content() or ""
    assert shown.startswith(text[:20].replace("\0", "\ufffd")) or shown.startswith(text[:20])


def test_ids_that_are_words_of_the_language_are_ids(visit: Visit) -> None:
    data = sample_data()
    for name in ("constructor", "__proto__"):
        data["entities"][name] = {**data["entities"]["spin-off"]}
        claim = {**data["claims"]["stanford.anchors.silicon-valley"], "through": [name], "subject": "intel"}
        data["claims"][f"by-{name}"] = claim
    page = visit(data, fragment=WHOLE, size=HIGH)
    assert {one["id"] for one in nodes(page) if one["column"] == 1} >= {"constructor", "__proto__"}
