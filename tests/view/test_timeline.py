"""The timeline: bars of dates, their soft and open ends, and the strip that sets the period."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from agglo.graph.ask.answer import edge_passes
from agglo.graph.ask.edges import edges
from agglo.graph.ask.reading import Filters
from agglo.graph.knowledge_graph import KnowledgeGraph
from agglo.graph.view.standing import dated

from .chromium import Visit, until
from .sample_places import ACTIVE, placed_data

pytestmark = pytest.mark.browser

ALL = "#all=yes&w=timeline"


def bar(page: Page, key: str) -> Locator:
    """The bar of a thing (`e philips`) or of a claim (`c philips.spun_off.nxp`)."""
    return page.locator(f'[data-bar="{key}"]')


def claims(data: dict[str, Any]) -> dict[str, Any]:
    return {id_: claim for id_, claim in data["claims"].items() if claim["when"]}


def drawn(page: Page) -> list[str]:
    """The keys of all bars, in the order of the rows, whether they are in the window or not."""
    found: list[str] = page.evaluate("agglo.view.timeline.chart.items.map(({ key }) => key)")
    return found


def box(found: Locator) -> dict[str, float]:
    """Where the solid part of a bar is."""
    shape = found.locator(".solid").bounding_box()
    assert shape
    return {"left": shape["x"], "right": shape["x"] + shape["width"], "y": shape["y"]}


def x_of(page: Page, year: float) -> float:
    """Where a year is, in pixels of the window."""
    left = page.locator(".time-stage").bounding_box()
    assert left
    return left["x"] + float(page.evaluate("(year) => agglo.view.timeline.scale.x(year)", year))


def years(page: Page) -> tuple[float, float]:
    found = page.evaluate("[agglo.view.timeline.scale.from, agglo.view.timeline.scale.to]")
    return found[0], found[1]


def today() -> float:
    now = datetime.now(UTC)
    return now.year + (now.timetuple().tm_yday - 1) / 365.25


def test_every_date_is_a_bar_and_nothing_else(visit: Visit) -> None:
    data = placed_data()
    page = visit(data, fragment=ALL)
    expected = {f"e {id_}" for id_ in ACTIVE} | {f"c {id_}" for id_ in claims(data)}
    assert set(drawn(page)) == expected
    expect(bar(page, "e philips")).to_have_attribute("aria-label", "Philips: since 1891")


def test_bars_stand_at_their_years(visit: Visit) -> None:
    data = placed_data()
    data["claims"]["stanford.spun_off.hewlett-packard"]["when"] = "1939/1950-06-30"
    data["dates"] = dated(data)
    page = visit(data, fragment=ALL)
    span = box(bar(page, "c stanford.spun_off.hewlett-packard"))
    assert span["left"] == pytest.approx(x_of(page, 1939), abs=1)
    assert span["right"] == pytest.approx(x_of(page, 1950.5), abs=1)


def test_what_goes_on_reaches_today_and_points_on(visit: Visit) -> None:
    page = visit(placed_data(), fragment=ALL)
    now = x_of(page, today())
    assert box(bar(page, "e philips"))["right"] == pytest.approx(now, abs=2)
    line = page.locator(".years .now").bounding_box()
    assert line
    assert line["x"] == pytest.approx(now, abs=2)
    expect(page.locator(".time-axis .now")).to_have_text("today")
    # What ended before is drawn to its end only.
    assert box(bar(page, "c fairchild.anchors.silicon-valley"))["right"] < now - 50


@pytest.mark.parametrize(
    ("when", "fades", "beyond", "lost", "event"),
    [
        ("1984", 0, 0, 0, True),
        ("1984?", 2, 0, 0, True),
        ("1984~", 2, 0, 0, True),
        ("198X", 2, 0, 0, True),
        ("1984-03-05", 0, 0, 0, True),
        ("1984/1990", 0, 0, 0, False),
        ("1984~/1990", 1, 0, 0, False),
        ("198X/199X", 2, 0, 0, False),
        ("../1990", 1, 1, 0, False),
        ("/1990", 1, 1, 0, False),
        ("2001/..", 0, 0, 0, False),
        ("2001/", 1, 0, 1, False),
    ],
)
def test_ends_are_soft_open_or_sharp(visit: Visit, when: str, fades: int, beyond: int, lost: int, event: bool) -> None:
    data = placed_data()
    data["claims"]["fairchild.spun_off.intel"]["when"] = when
    data["dates"] = dated(data)
    page = visit(data, fragment=ALL)
    found = bar(page, "c fairchild.spun_off.intel")
    expect(found.locator(".fade")).to_have_count(fades)
    expect(found.locator(".beyond")).to_have_count(beyond)
    expect(found.locator(".lost")).to_have_count(lost)
    # A sharp event is round, an arrow goes on, all else is square.
    shape = found.locator(".solid").get_attribute("d") or ""
    assert ("A" in shape) is (event and not fades)
    assert ("L" in shape) is (when == "2001/..")


def test_signs_are_dashes_and_letters_too(visit: Visit) -> None:
    data = placed_data()
    chosen = "fairchild.spun_off.intel"
    data["claims"][chosen] |= {"polarity": "decreases", "status": "contested"}
    page = visit(data, fragment=ALL)
    found = bar(page, f"c {chosen}")
    expect(found.locator(".mark")).to_have_text("−?")
    expect(found.locator(".solid")).to_have_attribute("stroke-dasharray", "2 3")
    expect(found).to_have_class(re.compile("minus"))
    plain = bar(page, "c fairchild.anchors.silicon-valley")
    expect(plain.locator(".mark")).to_have_text("+")


def test_what_is_rejected_is_listed_and_not_drawn(visit: Visit) -> None:
    data = placed_data()
    data["claims"]["fairchild.spun_off.intel"]["status"] = "withdrawn"
    page = visit(data, fragment=ALL)
    assert "c fairchild.spun_off.intel" not in drawn(page)
    page.locator(".time-tools .aside").click()
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("Not drawn: rejected, superseded or withdrawn")
    expect(card).to_contain_text("Fairchild Semiconductor spun off Intel")


def test_what_has_no_date_is_counted_and_listed(visit: Visit) -> None:
    data = placed_data()
    page = visit(data, fragment=ALL)
    # A claim that was withdrawn is told where it is asked for, and not counted here.
    undated = sum(not claim["when"] for claim in data["claims"].values() if claim["status"] != "withdrawn")
    told = {end for claim in claims(data).values() for end in (claim["subject"], claim["object"])}
    things = len(data["positions"].keys() - told - ACTIVE.keys())
    button = page.locator(".time-tools .aside")
    expect(button).to_have_text(f"{things} things and {undated} claims without a date")
    button.click()
    card = page.get_by_role("dialog")
    withdrawn = sum(claim["status"] == "withdrawn" for claim in data["claims"].values())
    expect(card.locator("li")).to_have_count(things + undated + withdrawn)
    card.get_by_role("button", name="job hopping", exact=True).click()
    expect(page.locator("#panel h2")).to_have_text("job hopping")


def test_rows_are_grouped_by_type_or_by_place(visit: Visit) -> None:
    page = visit(placed_data(), fragment=ALL)
    heads = page.locator(".time-head .title")
    expect(heads.first).to_contain_text("firm")
    page.get_by_role("button", name="By place").click()
    expect(page).to_have_url(re.compile("tb=place"))
    expect(heads.first).to_contain_text("Eindhoven")
    titles = page.evaluate(
        "agglo.view.timeline.chart.rows.filter(({ group }) => group).map(({ group }) => group.title)"
    )
    assert titles[-1] == "without a place"
    assert {"Hsinchu", "Veldhoven"} <= set(titles)
    expect(page.get_by_role("button", name="By place")).to_have_attribute("aria-pressed", "true")


def test_bars_of_one_row_never_overlap(visit: Visit) -> None:
    data = placed_data()
    for at, claim in enumerate(data["claims"].values()):
        claim |= {"subject": "philips", "when": f"{1980 + at % 7}/{1990 + at % 5}"}
    data["dates"] = dated(data)
    page = visit(data, fragment=ALL)
    boxes = page.evaluate(
        """[...document.querySelectorAll('[data-bar] .solid')].map((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          return [left, right, top, bottom]; })"""
    )
    assert len(boxes) > 10
    for at, (left, right, top, bottom) in enumerate(boxes):
        for left2, right2, top2, bottom2 in boxes[at + 1 :]:
            assert left >= right2 or right <= left2 or top >= bottom2 or bottom <= top2


def test_words_never_cover_another_bar_or_other_words(visit: Visit) -> None:
    page = visit(placed_data(), fragment=ALL, size=(1000, 900))
    covered = page.evaluate(
        """() => {
          const bars = [...document.querySelectorAll('[data-bar]')].map((node) => ({
            words: node.querySelector('.words.beside')?.getBoundingClientRect(),
            any: node.querySelector('.words')?.getBoundingClientRect(),
            solid: node.querySelector('.solid').getBoundingClientRect() }));
          const beside = (a, b) => a.left < b.right - 1 && b.left < a.right - 1;
          const meet = (a, b) => a && b && beside(a, b) && a.top < b.bottom - 4 && b.top < a.bottom - 4;
          const pairs = bars.flatMap((one) => bars.filter((other) => other !== one).map((other) => [one, other]));
          return pairs.filter(([one, other]) => meet(one.words, other.solid) || meet(one.words, other.any)).length; }"""
    )
    assert covered == 0


def test_wheel_drag_and_buttons_move_in_time(visit: Visit) -> None:
    page = visit(placed_data(), fragment=ALL)
    before = years(page)
    axis = page.locator(".time-axis").bounding_box()
    assert axis
    x, y = axis["x"] + axis["width"] * 0.7, axis["y"] + 10
    kept = page.evaluate("(x) => agglo.view.timeline.scale.year(x)", axis["width"] * 0.7)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -240)
    expect(page).to_have_url(re.compile(r"ty=[\d.]+,[\d.]+"))
    near = years(page)
    assert near[1] - near[0] < (before[1] - before[0]) * 0.8
    # The year under the mouse stays there.
    assert page.evaluate("(x) => agglo.view.timeline.scale.year(x)", axis["width"] * 0.7) == pytest.approx(
        kept, abs=0.2
    )
    page.mouse.move(x, y + 100)
    page.mouse.down()
    page.mouse.move(x + 80, y + 100, steps=4)
    page.mouse.up()
    until(page, "(from) => agglo.state.years && agglo.state.years.from < from - 1", arg=near[0])
    assert years(page)[0] < near[0]
    page.get_by_role("button", name="More years").click()
    assert years(page)[1] - years(page)[0] > near[1] - near[0]
    page.locator("#fit").click()
    assert years(page) == pytest.approx(before, abs=0.1)
    assert "ty=" not in page.url


def test_a_wheel_over_many_rows_scrolls_them(visit: Visit) -> None:
    page = visit(placed_data(), fragment=ALL, size=(1280, 620))
    before = years(page)
    page.locator(".time-scroll").hover()
    page.mouse.wheel(0, 200)
    until(page, "() => document.querySelector('.time-scroll').scrollTop > 50")
    assert years(page) == before


def test_the_address_brings_the_same_years_back(visit: Visit) -> None:
    page = visit(placed_data(), fragment=f"{ALL}&ty=1950,1980&tb=place")
    assert years(page) == pytest.approx((1950, 1980), abs=0.1)
    expect(page.get_by_role("button", name="By place")).to_have_attribute("aria-pressed", "true")
    # Bars that begin before the window begin at its edge.
    expect(bar(page, "e philips").locator(".words")).to_be_visible()


@pytest.mark.parametrize("fragment", ["ty=1980", "ty=2000,1990", "ty=a,b", "tb=size", "since=soon", "until=1e3"])
def test_an_address_from_elsewhere_is_told(visit: Visit, fragment: str) -> None:
    page = visit(placed_data(), fragment=f"#w=timeline&{fragment}")
    expect(page.locator("#counts")).to_have_text("This address names something that is not in this graph.")


def test_one_tab_stop_and_arrows_from_bar_to_bar(visit: Visit) -> None:
    page = visit(placed_data(), fragment=ALL, size=(1280, 620))
    assert page.locator('[data-bar][tabindex="0"]').count() == 1
    page.locator(".time-scroll").focus()
    page.keyboard.press("Tab")
    order = drawn(page)
    expect(page.locator(":focus")).to_have_attribute("data-bar", order[0])
    for key in order[1:]:
        page.keyboard.press("ArrowRight")
        expect(page.locator(":focus")).to_have_attribute("data-bar", key)
        expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(page.locator(":focus")).to_have_attribute("data-bar", order[0])
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).not_to_have_attribute("data-bar", order[0])
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).not_to_be_empty()
    assert "s=" in page.url


def test_tips_by_mouse_and_by_keyboard(visit: Visit) -> None:
    page = visit(placed_data(), fragment=ALL)
    tip = page.get_by_role("tooltip")
    bar(page, "c philips.anchors.eindhoven-high-tech").hover()
    expect(tip).to_contain_text("Philips anchors Eindhoven high-tech cluster")
    expect(tip).to_contain_text("since 1984")
    expect(tip).to_contain_text("contested")
    # It can be reached by the mouse, and goes when that leaves.
    spot = tip.bounding_box()
    assert spot
    page.mouse.move(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2, steps=3)
    page.wait_for_timeout(300)
    expect(tip).to_be_visible()
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    page.locator(".time-scroll").focus()
    page.keyboard.press("Tab")
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_the_chosen_stands_out_and_is_brought_into_the_window(visit: Visit) -> None:
    page = visit(placed_data(), fragment=f"{ALL}&ty=1950,1960", size=(1280, 620))
    page.locator("#search").fill("ASML")
    page.keyboard.press("Enter")
    expect(bar(page, "e asml")).to_be_in_viewport()
    expect(bar(page, "e asml")).to_have_class(re.compile("chosen"))
    start, end = years(page)
    assert end >= 1984
    assert end - start == pytest.approx(10, abs=0.1)


# ---- the period


def brush(page: Page) -> dict[str, float]:
    found = page.locator(".time-brush").bounding_box()
    assert found
    return {"x": found["x"], "y": found["y"], "width": found["width"], "height": found["height"]}


def strip_x(page: Page, year: float) -> float:
    return brush(page)["x"] + float(page.evaluate("(year) => agglo.view.timeline.strip.x(year)", year))


def drag(page: Page, start: float, end: float) -> None:
    y = brush(page)["y"] + 20
    page.mouse.move(strip_x(page, start), y)
    page.mouse.down()
    page.mouse.move(strip_x(page, end), y, steps=5)
    page.mouse.up()


def test_a_stroke_over_the_strip_sets_the_period(visit: Visit) -> None:
    data = placed_data()
    page = visit(data, fragment=ALL)
    drag(page, 1960.4, 1985.5)
    expect(page).to_have_url(re.compile("since=1960&until=1985"))
    expect(page.locator(".time-period")).to_have_text("Claims that may hold between 1960 and 1985")
    left = set(page.evaluate("agglo.part().claims"))
    bounds = data["dates"]
    expected = set()
    for id_, claim in claims(data).items():
        found = bounds[claim["when"]]
        if (not found[-1] or found[-1] >= "1960") and (not found[0] or found[0] <= "1985-12-31"):
            expected.add(id_)
    assert left == expected
    assert expected < set(claims(data))
    # The same filter in every view, and a way back.
    page.get_by_role("tab", name="List").click()
    expect(page.locator("#counts")).to_contain_text("hidden")
    page.get_by_role("tab", name="Timeline").click()
    page.locator(".time-filter .link").click()
    expect(page).not_to_have_url(re.compile("since="))
    assert set(page.evaluate("agglo.part().claims")) == set(data["claims"])


def test_a_period_is_moved_and_its_ends_are_dragged(visit: Visit) -> None:
    page = visit(placed_data(), fragment=f"{ALL}&since=1950&until=1970")
    drag(page, 1960, 1970)
    expect(page).to_have_url(re.compile("since=1960&until=1980"))
    drag(page, 1960, 1966)
    expect(page).to_have_url(re.compile("since=1966&until=1980"))
    page.go_back()
    expect(page).to_have_url(re.compile("since=1960&until=1980"))


def test_a_click_on_the_strip_changes_nothing(visit: Visit) -> None:
    page = visit(placed_data(), fragment=ALL)
    page.mouse.click(strip_x(page, 1960), brush(page)["y"] + 20)
    assert "since" not in page.url


def test_the_ends_of_the_period_are_sliders(visit: Visit) -> None:
    page = visit(placed_data(), fragment=f"{ALL}&since=1950&until=1970")
    since = page.get_by_role("slider", name="First year of the period")
    expect(since).to_have_attribute("aria-valuenow", "1950")
    since.focus()
    page.keyboard.press("ArrowRight")
    expect(since).to_have_attribute("aria-valuenow", "1951")
    page.keyboard.press("PageUp")
    expect(page).to_have_url(re.compile("since=1961"))
    # It stops at the other end.
    page.keyboard.press("PageUp")
    expect(page).to_have_url(re.compile("since=1970&until=1970"))
    page.keyboard.press("Delete")
    expect(page).not_to_have_url(re.compile("since="))
    expect(since).to_have_attribute("aria-valuetext", "no bound")
    expect(since).to_be_focused()


def test_what_is_chosen_outside_the_period_is_uncovered(visit: Visit) -> None:
    page = visit(placed_data(), fragment=f"{ALL}&since=2015")
    page.evaluate("agglo.change({ selected: null })")
    page.locator("#search").fill("Fairchild")
    page.keyboard.press("Enter")
    page.locator("#panel").get_by_role("button", name="Fairchild Semiconductor spun off Intel").click()
    expect(page).not_to_have_url(re.compile("since="))


PERIODS = [(1990, None), (None, 1985), (1984, 1984), (1950, 1979), (2020, 2030), (None, 1800)]


def test_the_page_keeps_the_claims_that_the_command_keeps(
    visit: Visit, shipped: dict[str, Any], shipped_graph: KnowledgeGraph
) -> None:
    page = visit(shipped, fragment="#all=yes&w=list")
    look = shipped_graph.look
    found = edges(look, look.release.vocabulary.relations)
    for since, last in PERIODS:
        expected = {edge.claim for edge in found if edge_passes(edge, Filters(since=since, until=last), look)}
        kept = page.evaluate(
            "(period) => { agglo.change(period); return agglo.part().claims; }", {"since": since, "until": last}
        )
        assert expected == set(kept) & {edge.claim for edge in found}, (since, last)


# ---- odd data


def test_thousands_of_rows_are_drawn_only_where_they_are_seen(visit: Visit) -> None:
    data = placed_data()
    for at in range(4000):
        id_ = f"thing-{at}"
        data["entities"][id_] = {
            **data["entities"]["philips"],
            "label": {"en": f"Thing {at}"},
            "active": str(1900 + at % 120),
        }
        data["positions"][id_] = [float(at), 0.0]
    data["dates"] = dated(data)
    page = visit(data, fragment=ALL)
    assert page.locator("[data-bar]").count() < 200
    page.locator(".time-scroll").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    expect(page.locator(":focus")).to_be_in_viewport()


def test_dates_before_our_era_and_far_ahead(visit: Visit) -> None:
    data = placed_data()
    data["claims"]["stanford.spun_off.hewlett-packard"]["when"] = "-0400/0476"
    data["claims"]["fairchild.spun_off.intel"]["when"] = "2400/.."
    data["dates"] = dated(data)
    page = visit(data, fragment=ALL)
    expect(page.locator(".time-axis .year").filter(has_text="BC").first).to_be_visible()
    assert box(bar(page, "c fairchild.spun_off.intel"))["left"] == pytest.approx(x_of(page, 2400), abs=1)


def test_data_without_dates_says_so(visit: Visit) -> None:
    data = placed_data()
    del data["map"], data["dates"]
    page = visit(data, fragment=ALL)
    expect(page.locator(".time-stage .notice")).to_have_text("Nothing here has a date")
    expect(page.locator("[data-bar]")).to_have_count(0)


HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    "\u202eright to left",
    "x" * 10_000,
    "a\u200bb\u0000c",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(visit: Visit, text: str) -> None:
    data = placed_data()
    data["entities"]["philips"]["label"] = {"en": text}
    data["entities"]["asml"]["active"] = text
    data["claims"]["fairchild.spun_off.intel"]["when"] = text
    page = visit(data, fragment=ALL)
    bar(page, "e philips").hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert page.evaluate("document.querySelectorAll('.timeline img, .timeline script').length") == 0
    # What is no date has no bar.
    assert "c fairchild.spun_off.intel" not in drawn(page)
    assert "e asml" not in drawn(page)


def test_the_language_changes_the_words(visit: Visit) -> None:
    page = visit(placed_data(), fragment=ALL, language="zh-Hans")
    expect(bar(page, "c philips.anchors.eindhoven-high-tech")).to_have_attribute(
        "aria-label", re.compile("^飞利浦锚定埃因霍温高科技集群：自 1984")
    )
    expect(page.locator(".time-axis .now")).to_have_text("今天")
    page.get_by_role("button", name="EN").click()
    expect(page.locator(".time-axis .now")).to_have_text("today")


@pytest.mark.parametrize("size", [(390, 844), (2560, 1440)])
def test_it_fits_a_phone_and_a_wall_screen(visit: Visit, size: tuple[int, int]) -> None:
    page = visit(placed_data(), fragment=ALL, size=size)
    expect(bar(page, "e philips")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
