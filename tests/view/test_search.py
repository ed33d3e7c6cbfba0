"""Search over every name in every script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .chromium import Visit, drawn
from .sample import sample_data

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("sought", ["飞利浦", "飛利浦", "philips", "Royal Ph"])
def test_search_finds_a_name_in_any_script(visit: Visit, sought: str) -> None:
    page = visit(sample_data())
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.insert_text(sought)
    expect(page.locator("#hits li").first).to_contain_text("Philips")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("Philips")
    expect(page.locator("#hits")).to_be_hidden()


def test_arrows_move_through_the_hits(visit: Visit) -> None:
    page = visit(sample_data())
    field = page.locator("#search")
    field.fill("Philips")
    second = page.locator("#hits .hit").nth(1).inner_text()
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "hit-1")
    field.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(second)


def test_a_hit_that_is_not_drawn_comes_with_its_neighbours(visit: Visit) -> None:
    page = visit(sample_data())
    assert not {"lithography", "foundry-model"} & drawn(page)
    page.fill("#search", "光刻")
    page.press("#search", "Enter")
    assert {"lithography", "natlab", "asml"} <= drawn(page)
    assert "natlab.enables.lithography" in drawn(page, "claims")


@pytest.mark.parametrize("typed", ["feilipu", "flp", "fei li pu"])
def test_a_chinese_name_is_found_by_its_pinyin(visit: Visit, typed: str) -> None:
    data = sample_data() | {"pinyin": {"philips": ["feilipu", "flp"]}}
    page = visit(data, language="zh-Hans")
    page.fill("#search", typed)
    expect(page.locator("#hits li").first).to_contain_text("飞利浦")
