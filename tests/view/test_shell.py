"""The page's shell: it opens on the question; its state stands in the address and outlives it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from agglo.graph.ask.tongues import LANGUAGES
from agglo.graph.view.page import write_page

from .chromium import Visit, drawn
from .sample import CLAIM, sample_data

pytestmark = pytest.mark.browser


def brightness(page: Page) -> int:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3]))


def test_the_page_is_dark_before_its_script_runs(chrome: Browser, tmp_path: Path) -> None:
    write_page(sample_data(), tmp_path / "page.html")
    for scheme in ("dark", "light"):
        context = chrome.new_context(java_script_enabled=False, color_scheme=scheme)
        page = context.new_page()
        page.goto((tmp_path / "page.html").as_uri())
        picture = page.screenshot(clip={"x": 0, "y": 0, "width": 4, "height": 4}, path=tmp_path / f"{scheme}.png")
        assert picture.startswith(b"\x89PNG")
        context.close()
    assert (tmp_path / "dark.png").read_bytes() != (tmp_path / "light.png").read_bytes()


def test_on_paper_stand_the_question_the_picture_and_all_that_the_panel_says(visit: Visit) -> None:
    page = visit(sample_data(), fragment=f"#s=claim:{CLAIM}", alone=True)
    page.emulate_media(media="print")
    for shown in ("#question", "#view canvas", "#panel blockquote"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in (".bar", ".filters", ".tools", "#others", "#further", "#panel .buttons"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert (
        page.evaluate(
            "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.getElementById('panel'))"
        )
        <= 1
    )
    assert len(page.pdf()) > 10_000


def test_opens_on_the_question_and_its_claims(visit: Visit) -> None:
    data = sample_data()
    page = visit(data)
    expect(page.locator("#question")).to_have_text("Which anchors drove which clusters?")
    opening = [data["claims"][key] for key in data["opening"]["claims"]]
    assert drawn(page) == {end for claim in opening for end in (claim["subject"], claim["object"])}
    assert drawn(page, "claims") == set(data["opening"]["claims"])
    expect(page.locator("#counts")).to_have_text(
        "28 of 28 anchor and cluster pairs · 23 things and 28 claims drawn, of 34 and 53"
    )


def test_an_address_of_a_claim_alone_draws_it(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#s=claim:foundry-model.enables.mediatek")
    assert "foundry-model.enables.mediatek" in drawn(page, "claims")
    expect(page.locator("#panel h2")).to_have_text("pure-play foundry enables MediaTek")


def test_a_claim_that_no_longer_stands_is_told_but_not_drawn(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#s=claim:philips.funds.brainport")
    expect(page.locator("#panel dl")).to_contain_text("withdrawn")
    assert "philips.funds.brainport" not in page.evaluate("[...window.agglo.part().edges].flatMap(e => e.claims)")


def test_the_language_changes_without_a_reload_or_a_move(visit: Visit) -> None:
    page = visit(sample_data())
    positions = "window.agglo.view.picture.network.getPositions()"
    page.evaluate("window.stays = true")
    before = page.evaluate(positions)
    page.click("[data-language=zh-Hant]")
    expect(page.locator("#question")).to_have_text("哪些錨機構帶動了哪些集群？")
    expect(page.locator("#panel .claim-line").first).to_contain_text("飛利浦錨定埃因霍溫高科技集群")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(page.locator("#search")).to_have_attribute("placeholder", "搜尋名稱，或提出問題")
    assert page.evaluate("window.stays")
    assert page.evaluate(positions) == before
    page.click("[data-language=zh-Hans]")
    expect(page.locator("#question")).to_have_text("哪些锚机构带动了哪些集群？")


def test_dark_follows_the_system_and_the_button_turns_it(visit: Visit) -> None:
    page = visit(sample_data(), dark=True)
    assert brightness(page) < 150
    page.click("#theme")
    assert brightness(page) > 600
    assert "t=light" in page.url


@pytest.mark.parametrize("fragment", ["", "#v=2&w=picture", f"#v=2&w=picture&s=claim:{CLAIM}"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_needs_no_sideways_scroll(visit: Visit, fragment: str, language: str) -> None:
    page = visit(sample_data(), fragment=fragment, size=(360, 740), language=language)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_phone_opens_on_the_list(visit: Visit) -> None:
    page = visit(sample_data(), size=(360, 740))
    expect(page.locator("#list")).to_be_visible()
    page.click("[data-view=picture]")
    expect(page.locator("#view-picture canvas").first).to_be_visible()


def test_a_hidden_type_leaves_and_is_counted(visit: Visit) -> None:
    page = visit(sample_data())
    page.click("#types input[data-key=Firm]")
    assert not {"philips", "tsmc", "intel"} & drawn(page)
    expect(page.locator("#counts")).to_contain_text("hidden by filters")
    assert "x=Firm" in page.url
    page.click("#unfilter")
    assert "philips" in drawn(page)


def test_relations_are_filtered_by_kind(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#v=2&o=0&d=philips")
    assert "philips.located_in.eindhoven" in drawn(page, "claims")
    page.click("#kinds input[data-key=structural]")
    assert "philips.located_in.eindhoven" not in drawn(page, "claims")
    assert "philips.spun_off.asml" in drawn(page, "claims")


def test_the_address_brings_the_view_back(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#s=claim:philips.spun_off.asml")
    page.click("[data-language=zh-Hans]")
    page.click("#theme")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#panel h2")).to_have_text("飞利浦分拆出阿斯麦")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_back_undoes_a_choice_and_forward_does_it_again(visit: Visit) -> None:
    page = visit(sample_data())
    page.locator("#panel .claim-line").first.click()
    expect(page.locator("#panel .kicker")).to_have_text("Claim")
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("How to read this")
    page.go_forward()
    expect(page.locator("#panel .kicker")).to_have_text("Claim")


def test_an_address_that_names_what_is_gone_says_so(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#v=2&s=entity:constructor&d=__proto__")
    expect(page.locator("#counts")).to_contain_text("not in this graph")
    assert "philips" in drawn(page)


@pytest.mark.parametrize("fragment", ["#%", "#s=%E0%A4%A", "#o=99999999&d=**&x=,,&k=nothing", "#v=1&w=constructor"])
def test_an_address_of_nonsense_opens_the_page_all_the_same(visit: Visit, fragment: str) -> None:
    page = visit(sample_data(), fragment=fragment)
    assert "philips" in drawn(page)


def test_the_list_is_one_stop_and_then_arrows(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#v=2&w=list")
    expect(page.locator("#list [tabindex='0']")).to_have_count(1)
    expect(page.locator("#list [aria-level='1']")).to_have_count(len(drawn(page)))
    page.locator("#list [tabindex='0']").focus()
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#panel .kicker")).to_have_text("Claim")
    expect(page.locator("#panel h2")).to_contain_text("Eindhoven high-tech cluster")


def test_tabs_are_one_stop_and_then_arrows(visit: Visit) -> None:
    page = visit(sample_data())
    tabs = page.locator("#views [role=tab]")
    names = [tab.get_attribute("data-view") for tab in tabs.all()]
    assert {"picture", "list"} <= {*names}
    expect(page.locator("#views [tabindex='0']")).to_have_count(1)
    page.locator("#views [tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"#tab-{names[1]}")).to_be_focused()
    expect(page.locator(f"#view-{names[1]}")).to_be_visible()
    expect(page.locator("#view-picture")).to_be_hidden()


def test_escape_closes_the_panel(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#v=2&s=entity:philips")
    expect(page.locator("#panel h2")).to_have_text("Philips")
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("How to read this")


def many_suppliers() -> dict[str, Any]:
    data = sample_data()
    pattern = data["claims"]["philips.funds.asml"]
    for at in range(400):
        name = f"supplier-{at}"
        data["entities"][name] = {**data["entities"]["asml"], "label": dict.fromkeys(LANGUAGES, f"Supplier {at}")}
        data["positions"][name] = [at % 20 * 100, at // 20 * 80]
        data["claims"][f"{name}.funds.asml"] = {**pattern, "subject": name}
        data["opening"]["pages"][0]["claims"].append(f"{name}.funds.asml")
        data["opening"]["claims"] = data["opening"]["pages"][0]["claims"]
        data["opening"]["positions"][name] = [at % 20 * 100, 800 + at // 20 * 80]
        data["opening"]["sides"][name] = "right"
    return data


def test_a_large_graph_draws_no_more_than_the_limit_and_says_so(visit: Visit) -> None:
    page = visit(many_suppliers())
    assert len(drawn(page)) == 300
    expect(page.locator("#counts")).to_contain_text("The picture is full at 300: 123 not drawn")


def test_neighbours_come_by_the_page(visit: Visit) -> None:
    page = visit(many_suppliers(), fragment="#v=2&o=0&d=asml&s=entity:asml")
    assert len(drawn(page)) == 25
    button = page.locator("#panel .buttons button").first
    hidden = re.search(r"\d+", button.inner_text())
    assert hidden and int(hidden[0]) > 370
    button.click()
    assert len(drawn(page)) == 49
