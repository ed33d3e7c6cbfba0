"""Reading a thing or a claim: who says so, who disagrees, and where it stands."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .chromium import Visit
from .sample import CLAIM, hostile_data, sample_data

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"

# A point of an edge, in pixels of the window, that the network itself takes for this edge.
EDGE_POINT = """(name) => {
const { network } = window.agglo.view.picture;
const place = document.querySelector("#view-picture canvas").getBoundingClientRect();
for (let way = 0.3; way <= 0.7; way += 0.02) {
  const at = network.canvasToDOM(network.body.edges[name].edgeType.getPoint(way));
  const steps = [[0, 0], [3, 0], [-3, 0], [0, 3], [0, -3]];
  const about = steps.map(([x, y]) => network.getEdgeAt({ x: at.x + x, y: at.y + y }));
  if (about.every((id) => id === name) && !network.getNodeAt(at)) return [place.left + at.x, place.top + at.y];
}
return null;
}"""
NODE_POINT = """(name) => {
const { network } = window.agglo.view.picture;
const place = document.querySelector("#view-picture canvas").getBoundingClientRect();
const at = network.canvasToDOM(network.getPosition(name));
return [place.left + at.x, place.top + at.y];
}"""


def click_at(page: Page, script: str, name: str) -> None:
    # vis-network draws in the next frame, and before it has drawn a node it does not know where that can be hit.
    page.evaluate("() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))")
    point = page.evaluate(script, name)
    assert point is not None, f"{name} cannot be clicked"
    page.mouse.click(*point)


def test_a_clicked_edge_shows_both_sides_of_its_evidence(visit: Visit) -> None:
    page = visit(sample_data())
    click_at(page, EDGE_POINT, CLAIM)
    expect(page.locator("#panel h2")).to_have_text("Philips anchors Eindhoven high-tech cluster")
    support, against = (page.locator(f"#panel .side.{side}") for side in ("for", "against"))
    expect(support.locator("article")).to_have_count(2)
    expect(support).to_contain_text("Its spin-offs and opened campus seeded the cluster.")
    expect(against).to_contain_text("regional policy carried it")
    expect(against).to_contain_text("Brainport Development")
    expect(against).to_contain_text("cases/sample.yaml:205")
    one, other = support.bounding_box(), against.bounding_box()
    assert one and other
    assert one["y"] == other["y"]
    assert one["width"] == pytest.approx(other["width"], abs=1)
    for said in ("since 1984", "contested", "0.62", "3 independent sources", "spin-off"):
        expect(page.locator("#panel dl").first).to_contain_text(said)


def test_a_clicked_node_shows_its_claims_in_groups(visit: Visit) -> None:
    page = visit(sample_data())
    click_at(page, NODE_POINT, "eindhoven-high-tech")
    expect(page.locator("#panel h2")).to_have_text("Eindhoven high-tech cluster")
    groups = [text.split("\n")[0] for text in page.locator("#panel .group").all_inner_texts()]
    assert groups[:4] == ["In dispute 2", "What drove it 6", "Other 2", "Figures 1"]
    expect(page.locator("#panel .group").nth(3)).to_contain_text("1,200 firms")
    page.locator("#panel .claim-line").first.click()
    expect(page.locator("#panel .kicker")).to_have_text("Claim")


def test_a_node_shows_its_names_role_place_and_members(visit: Visit) -> None:
    data = sample_data()
    data["entities"]["philips"]["members"] = ["natlab", "asml"]
    page = visit(data, fragment="#s=entity:philips")
    for told in ("飞利浦 · 飛利浦", "Royal Philips", "anchor", "Eindhoven", "since 1891", "Philips NatLab", "ASML"):
        expect(page.locator("#panel dl").first).to_contain_text(told)


def test_a_mechanism_without_failures_is_marked(visit: Visit) -> None:
    data = sample_data()
    data["entities"]["spin-off"]["survivorship"] = True
    page = visit(data, fragment="#s=entity:spin-off")
    expect(page.locator("#panel dl").first).to_contain_text("beware of survivorship")
    page = visit(data, fragment="#s=entity:talent-pool")
    expect(page.locator("#panel h2")).to_be_visible()
    expect(page.locator("#panel")).not_to_contain_text("survivorship")


def test_a_claim_without_confidence_says_so(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#s=claim:natlab.enables.lithography")
    expect(page.locator("#panel dl").first).to_contain_text("not assessed")


def test_a_gist_in_another_language_names_its_language(visit: Visit) -> None:
    page = visit(sample_data(), fragment=f"#l=zh-Hans&s=claim:{CLAIM}")
    gists = page.locator("#panel blockquote")
    expect(gists.first).to_have_text("其分拆与开放园区孕育了集群。")
    expect(gists.nth(1)).to_contain_text("英文")
    assert page.locator("#panel blockquote[lang=en]").count()


def test_an_object_may_stand_inside_a_chinese_verb(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#s=claim:tsmc.enables.foundry-model", language="zh-Hans")
    expect(page.locator("#panel h2")).to_have_text("台积电使晶圆代工成为可能")


@pytest.mark.parametrize("place", ["entity:philips", f"claim:{CLAIM}", "entity:eindhoven-high-tech"])
@pytest.mark.parametrize("view", ["picture", "list"])
def test_markup_in_any_text_stays_text(visit: Visit, place: str, view: str) -> None:
    page = visit(hostile_data(HOSTILE, "javascript:alert(1)"), fragment=f"#w={view}&s={place}")
    scripts = page.locator("script").count()
    page.fill("#search", "img src")
    expect(page.locator("#hits li").first).to_be_visible()
    expect(page.locator("#panel")).to_contain_text(HOSTILE)
    assert page.locator("img, #panel a[href^=javascript], body [onerror], body [onclick]").count() == 0
    assert page.locator("script").count() == scripts


def test_source_links_are_web_addresses_that_tell_nothing(visit: Visit) -> None:
    page = visit(sample_data(), fragment=f"#s=claim:{CLAIM}")
    links = page.locator("#panel .evidence a")
    expect(links).to_have_count(2)
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://example.org/notes",
        "http://example.org/critique",
    ]
    assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer"}
