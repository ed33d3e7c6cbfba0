"""The map: what stands where, how it is moved, and what opens."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .chromium import Visit, until
from .sample_places import placed_data

pytestmark = pytest.mark.browser

# Everything on the map; the same in Europe alone, where Eindhoven and Veldhoven, 6 km apart, are one mark.
WORLD = "#all=yes&w=map"
EUROPE = "#all=yes&w=map&m=51.00,5.00,6.00"
NEAR = "#all=yes&w=map&m=51.43,5.44,12.4"


def group(page: Page, place: str) -> Locator:
    return page.locator(f'[data-group="{place}"]')


def row(page: Page, thing: str) -> Locator:
    return page.locator(f'[data-thing="{thing}"]')


def camera(page: Page) -> tuple[float, float, float]:
    """Latitude, longitude and zoom of the map in the address."""
    found = re.search(r"[#&]m=([-\d.]+),([-\d.]+),([-\d.]+)", page.url)
    assert found, page.url
    lat, lon, zoom = map(float, found.groups())
    return lat, lon, zoom


def settled(page: Page) -> None:
    """Wait until the map has stopped flying."""
    until(
        page,
        """() => new Promise((done) => {
          const marks = () => [...document.querySelectorAll('[data-group]')];
          const seen = () => marks().map((one) => one.getAttribute('transform')).join();
          let [before, still] = [seen(), 0];
          const look = () => {
            const now = seen();
            still = now === before ? still + 1 : 0;
            before = now;
            if (still > 8) done(true); else requestAnimationFrame(look);
          };
          look();
        })""",
    )


def claims_between(data: dict[str, Any], one: str, other: str) -> list[str]:
    """The causal claims from what stands at one place, or so near that it is one mark, to what stands at another."""
    near = {"veldhoven": "eindhoven"}
    stands = {id_: near.get(place, place) for id_, place in data["map"]["stands"].items()}
    kinds = {name for name, relation in data["relations"].items() if relation["kind"] == "causal"}
    return [
        id_
        for id_, claim in data["claims"].items()
        if claim["relation"] in kinds and stands.get(claim["subject"]) == one and stands.get(claim["object"]) == other
    ]


def moved_to_hsinchu(*things: str) -> dict[str, Any]:
    """The sample with things in Hsinchu, and no other claim between there and Eindhoven."""
    data = placed_data()
    gone = claims_between(data, "eindhoven", "hsinchu") + claims_between(data, "hsinchu", "eindhoven")
    for id_ in gone:
        data["claims"][id_]["status"] = "withdrawn"  # which no picture draws
    for id_ in things:
        data["entities"][id_]["in"] = data["map"]["stands"][id_] = "hsinchu"
    return data


def middle(found: Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_things_stand_at_their_places(visit: Visit) -> None:
    page = visit(placed_data(), fragment=WORLD)
    # In the east what is in the east, in the north what is in the north.
    (ex, ey), (hx, hy), (px, _) = (middle(group(page, place)) for place in ("eindhoven", "hsinchu", "palo-alto"))
    assert px < ex < hx
    assert ey < hy
    # Hsinchu with the park, the institute, three firms, the university and the cluster.
    expect(group(page, "hsinchu").locator(".number")).to_have_text("8")
    expect(group(page, "hsinchu")).to_have_attribute("aria-label", re.compile(r"^Hsinchu: firm 3, .*cluster 1"))


def test_it_opens_where_it_stays(visit: Visit) -> None:
    page = visit(placed_data(), fragment=WORLD)
    flown = "Boolean(window.agglo.view.map.flying)"
    assert not page.evaluate(flown), "it flew to where it was"
    page.get_by_role("button", name="Larger").click()
    assert page.evaluate(flown)


def test_the_outline_is_drawn(visit: Visit) -> None:
    page = visit(placed_data(), fragment=EUROPE)
    until(page, "() => agglo.view.map.outline.fine.land.length > 500")
    page.wait_for_timeout(100)
    colours = page.evaluate(
        """() => { const canvas = document.querySelector('.map-stage canvas');
          const found = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          const tally = new Map();
          for (let at = 0; at < found.length; at += 4) {
            const key = [...found.slice(at, at + 3)].join();
            tally.set(key, (tally.get(key) ?? 0) + 1);
          }
          const most = [...tally.values()].sort((a, b) => b - a).slice(0, 2);
          return most.map((number) => number / (found.length / 4)); }"""
    )
    # Both the land and the sea.
    assert all(share > 0.2 for share in colours), colours


def test_what_has_no_place_is_counted_and_listed(visit: Visit) -> None:
    data = placed_data()
    page = visit(data, fragment=WORLD)
    placed = data["map"]["points"].keys() | data["map"]["stands"].keys()
    lacking = data["positions"].keys() - placed
    button = page.get_by_role("button", name=f"{len(lacking)} things without a place")
    button.click()
    card = page.get_by_role("dialog")
    expect(card).to_be_visible()
    expect(card.locator("li")).to_have_count(len(lacking))
    expect(card).to_contain_text("Fairchild Semiconductor")
    expect(card).not_to_contain_text("Philips NatLab")
    card.get_by_role("button", name="Fairchild Semiconductor").click()
    expect(page.locator("#panel h2")).to_have_text("Fairchild Semiconductor")
    card.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()


def test_near_places_are_one_mark_that_a_click_takes_apart(visit: Visit) -> None:
    page = visit(placed_data(), fragment=EUROPE)
    expect(group(page, "veldhoven")).to_have_count(0)
    expect(page.locator(".names")).to_contain_text("Eindhoven +1")
    group(page, "eindhoven").click()
    expect(group(page, "veldhoven")).to_be_visible()
    settled(page)
    expect(page.locator(".names")).not_to_contain_text("+1")
    assert camera(page)[2] > 8


def test_one_place_opens_into_its_things_and_closes(visit: Visit) -> None:
    page = visit(placed_data(), fragment=NEAR)
    mark = group(page, "eindhoven")
    expect(mark).to_have_attribute("aria-expanded", "false")
    mark.click()
    expect(mark).to_have_attribute("aria-expanded", "true")
    for thing in ("philips", "natlab", "tu-eindhoven", "eindhoven-high-tech"):
        expect(row(page, thing)).to_be_visible()
    assert "mo=eindhoven" in page.url
    # Causes are left of what they lead to, and a claim between them is an arrow.
    settled(page)
    assert middle(row(page, "philips"))[0] < middle(row(page, "eindhoven-high-tech"))[0]
    inner = page.locator(".inner [data-arrow]")
    assert inner.count() > 3
    row(page, "philips").click()
    expect(page.locator("#panel h2")).to_have_text("Philips")
    expect(row(page, "philips")).to_have_class(re.compile("chosen"))
    page.keyboard.press("Escape")
    page.locator(".map-picture").click(position={"x": 8, "y": 8})
    expect(mark).to_have_attribute("aria-expanded", "false")
    assert "mo=" not in page.url


def test_an_arrow_between_places_is_a_claim(visit: Visit) -> None:
    page = visit(moved_to_hsinchu("nxp"), fragment=WORLD)
    arrow = page.locator('[data-arrow^="eindhoven hsinchu"]')
    expect(arrow).to_have_count(1)
    expect(arrow).to_have_class(re.compile("plus"))
    expect(arrow).to_have_attribute("aria-label", "Philips spun off NXP Semiconductors")
    arrow.locator(".polarity").evaluate(
        "(sign) => sign.parentNode.dispatchEvent(new MouseEvent('click', { bubbles: true }))"
    )
    expect(page.locator("#panel h2")).to_have_text("Philips spun off NXP Semiconductors")
    expect(arrow).to_have_class(re.compile("chosen"))
    # Both ends are named, whatever else had its name there.
    expect(page.locator(".names")).to_contain_text("NXP")


@pytest.mark.parametrize(
    ("look", "dashes", "letter", "kind"),
    [
        ({"polarity": "decreases"}, "10 6", "−", "minus"),
        ({"polarity": "increases"}, None, "+", "plus"),
        ({"polarity": "increases", "status": "contested"}, "2 5", "+?", "plus"),
        ({"polarity": "decreases", "status": "contested"}, "9 4 2 4", "−?", "minus"),
        ({"polarity": None}, None, "", "plain"),
    ],
)
def test_signs_are_dashes_and_colours_and_letters(
    visit: Visit, look: dict[str, Any], dashes: str | None, letter: str, kind: str
) -> None:
    data = moved_to_hsinchu("nxp")
    data["claims"]["philips.spun_off.nxp"] |= look
    page = visit(data, fragment=WORLD)
    arrow = page.locator('[data-arrow^="eindhoven hsinchu"]')
    expect(arrow).to_have_class(re.compile(kind))
    assert arrow.locator(".line").get_attribute("stroke-dasharray") == dashes
    expect(arrow.locator(".polarity")).to_have_text(letter)


def test_several_claims_between_two_places_are_one_arrow_and_a_list(visit: Visit) -> None:
    data = moved_to_hsinchu("nxp", "signify")
    drawn = [data["claims"][id_]["status"] for id_ in claims_between(data, "eindhoven", "hsinchu")]
    number = drawn.count("accepted")
    page = visit(data, fragment=WORLD)
    arrow = page.locator('[data-arrow="eindhoven hsinchu +"]')
    expect(arrow.locator(".polarity")).to_have_text(f"+ ×{number}")
    expect(arrow).to_have_attribute("aria-label", re.compile(f"and {number - 1} more$"))
    arrow.evaluate("(found) => found.dispatchEvent(new MouseEvent('click', { bubbles: true }))")
    card = page.get_by_role("dialog", name=f"{number} claims")
    expect(card.locator("li")).to_have_count(number)
    card.get_by_role("button", name="Signify").first.click()
    expect(page.locator("#panel h2")).to_contain_text("Signify")


def test_a_claim_counts_at_the_place_that_it_names(visit: Visit) -> None:
    page = visit(placed_data(), fragment=WORLD)
    group(page, "hsinchu").hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("Claims said of this place: 1")
    expect(group(page, "hsinchu")).to_have_attribute("aria-label", re.compile("Claims said of this place: 1"))


def test_a_place_with_claims_only_is_a_mark_that_lists_them(visit: Visit) -> None:
    data = placed_data()
    data["map"]["points"]["nowhere-else"] = [-33.9, 18.4]
    data["entities"]["nowhere-else"] = {**data["entities"]["eindhoven"], "label": {"en": "Cape Town"}}
    data["claims"]["philips.anchors.eindhoven-high-tech"]["where"] = ["nowhere-else"]
    page = visit(data, fragment=WORLD)
    group(page, "nowhere-else").click()
    card = page.get_by_role("dialog", name="Cape Town")
    expect(card).to_contain_text("Said of this place")
    card.get_by_role("button", name="Philips anchors").click()
    expect(page.locator("#panel h2")).to_contain_text("Philips anchors Eindhoven high-tech cluster")


def test_wheel_zooms_around_the_mouse(visit: Visit) -> None:
    page = visit(placed_data(), fragment=EUROPE)
    before = middle(group(page, "eindhoven"))
    page.mouse.move(*before)
    page.mouse.wheel(0, -300)
    expect(page).to_have_url(re.compile(r"m=(?!51\.00,5\.00)"))
    settled(page)
    after = middle(group(page, "eindhoven"))
    assert camera(page)[2] > 6.5
    assert abs(after[0] - before[0]) < 3
    assert abs(after[1] - before[1]) < 3


def test_dragging_moves_the_map_and_is_no_click(visit: Visit) -> None:
    page = visit(placed_data(), fragment=EUROPE)
    x, y = middle(group(page, "eindhoven"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y + 60, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"m=(?!51\.00,5\.00)"))
    after = middle(group(page, "eindhoven"))
    assert abs(after[0] - x - 120) < 4
    assert abs(after[1] - y - 60) < 4
    assert camera(page)[2] == pytest.approx(6, abs=0.01)
    assert "mo=" not in page.url


def test_a_pinch_zooms(visit: Visit) -> None:
    page = visit(placed_data(), fragment=EUROPE, size=(390, 844))
    x, y = middle(group(page, "eindhoven"))
    session = page.context.new_cdp_session(page)

    def touch(kind: str, apart: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 30)
    for apart in (40, 60, 90, 120):
        touch("touchMove", apart)
    touch("touchEnd", 0)
    until(page, "() => agglo.state.mapped.zoom > 7.2")


def test_keys_and_buttons_move_and_zoom(visit: Visit) -> None:
    page = visit(placed_data(), fragment=EUROPE)
    page.locator(".map-picture").focus()
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile(r"m=51\.\d+,5\.\d+,6\.77"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"m=51\.\d+,(?!5\.)"))
    page.get_by_role("button", name="Smaller").click()
    expect(page).to_have_url(re.compile(r",6\.00"))
    # Everything again, and no place of the map in the address.
    page.keyboard.press("0")
    expect(page).to_have_url(re.compile(r"^(?!.*[#&]m=)"))
    expect(group(page, "hsinchu")).to_be_visible()


def test_one_tab_stop_and_arrows_from_mark_to_mark(visit: Visit) -> None:
    page = visit(placed_data(), fragment=WORLD)
    assert page.locator('.map-picture [role="button"][tabindex="0"]').count() == 1
    page.locator(".map-picture").focus()
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    first = focused.get_attribute("data-group")
    assert first in {"eindhoven", "hsinchu", "palo-alto"}
    way = {"palo-alto": "ArrowRight", "eindhoven": "ArrowRight", "hsinchu": "ArrowLeft"}[first]
    page.keyboard.press(way)
    expect(page.locator(":focus")).not_to_have_attribute("data-group", first)
    expect(page.get_by_role("tooltip")).to_be_visible()
    # Escape takes the tip away and nothing else.
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_be_hidden()
    assert page.locator('.map-picture [role="button"][tabindex="0"]').count() == 1


def test_enter_opens_and_chooses(visit: Visit) -> None:
    page = visit(placed_data(), fragment=NEAR)
    group(page, "eindhoven").focus()
    page.keyboard.press("Enter")
    expect(row(page, "philips")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page.locator(":focus")).to_have_attribute("data-thing", re.compile("."))
    name = page.locator(":focus").get_attribute("aria-label") or ""
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(name.partition(":")[0])


def test_the_chosen_thing_is_laid_out_and_marked(visit: Visit) -> None:
    page = visit(placed_data(), fragment=f"{WORLD}&s=entity:tsmc")
    expect(row(page, "tsmc")).to_have_class(re.compile("chosen"))
    page.locator("#search").fill("tu-eindhoven")
    page.keyboard.press("Enter")
    expect(row(page, "tu-eindhoven")).to_have_class(re.compile("chosen"))
    expect(group(page, "hsinchu")).to_have_attribute("aria-expanded", "false")


def test_the_address_brings_the_same_map_back(visit: Visit) -> None:
    page = visit(placed_data(), fragment=f"{NEAR}&mo=eindhoven")
    expect(row(page, "philips")).to_be_visible()
    assert camera(page) == (51.43, 5.44, 12.4)


@pytest.mark.parametrize(
    "fragment", ["#w=map&m=1,2", "#w=map&m=a,b,c", "#w=map&m=NaN,0,Infinity", "#w=map&mo=constructor"]
)
def test_an_address_from_elsewhere_is_told(visit: Visit, fragment: str) -> None:
    page = visit(placed_data(), fragment=fragment)
    expect(page.locator("#counts")).to_have_text("This address names something that is not in this graph.")
    expect(group(page, "hsinchu")).to_be_visible()


def test_fit_and_start_again_show_everything(visit: Visit) -> None:
    page = visit(placed_data(), fragment=NEAR)
    expect(group(page, "hsinchu")).to_have_count(0)
    page.locator("#fit").click()
    expect(group(page, "hsinchu")).to_be_visible()
    assert "m=" not in page.url.replace("w=map", "")


def test_the_part_of_the_graph_is_the_same_as_in_other_views(visit: Visit) -> None:
    page = visit(placed_data(), fragment="#w=map&d=tsmc&o=0")
    nodes = set(page.evaluate("[...agglo.part().nodes]"))
    assert "tsmc" in nodes
    placed = placed_data()["map"]
    total = sum(page.evaluate("agglo.view.map.groups.map((group) => group.things.length)"))
    assert total == len([id_ for id_ in nodes if id_ in placed["points"] or id_ in placed["stands"]])


def test_the_language_changes_the_names(visit: Visit) -> None:
    page = visit(placed_data(), fragment=WORLD, language="zh-Hant")
    expect(page.locator(".names")).to_contain_text("埃因霍溫")
    page.get_by_role("button", name="EN").click()
    expect(page.locator(".names")).to_contain_text("Eindhoven")


@pytest.mark.parametrize("size", [(390, 844), (1280, 800), (2560, 1440)])
def test_no_name_covers_another(visit: Visit, size: tuple[int, int]) -> None:
    page = visit(placed_data(), fragment=EUROPE, size=size)
    boxes = page.evaluate(
        """[...document.querySelectorAll('.map-picture .name')].map((name) => {
          const { left, right, top, bottom } = name.getBoundingClientRect();
          return [left, right, top, bottom]; })"""
    )
    assert boxes
    for at, (left, right, top, bottom) in enumerate(boxes):
        for left2, right2, top2, bottom2 in boxes[at + 1 :]:
            assert left >= right2 - 7 or right <= left2 + 7 or top >= bottom2 - 5 or bottom <= top2 + 5


def test_marks_keep_their_size(visit: Visit) -> None:
    page = visit(placed_data(), fragment=EUROPE)
    before = group(page, "eindhoven").locator(".plate").bounding_box()
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Larger").click()
    settled(page)
    after = group(page, "eindhoven").locator(".plate").bounding_box()
    assert before
    assert after
    assert after["width"] == pytest.approx(before["width"], abs=0.5)


def test_data_without_places_is_a_map_without_marks(visit: Visit) -> None:
    data = placed_data()
    del data["map"], data["dates"]
    page = visit(data, fragment=WORLD)
    expect(page.locator("[data-group]")).to_have_count(0)
    expect(page.locator(".map-foot .aside")).to_have_text(f"{len(data['positions'])} things without a place")


HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    "\u202eright to left",
    "x" * 10_000,
    "a\u200bb\u0000c",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_stay_text(visit: Visit, text: str) -> None:
    data = placed_data()
    for id_ in ("philips", "hsinchu", "eindhoven"):
        data["entities"][id_]["label"] = {"en": text}
    page = visit(data, fragment=f"{NEAR}&mo=eindhoven")
    expect(row(page, "philips")).to_be_visible()
    settled(page)
    group(page, "eindhoven").focus()
    assert page.evaluate("document.querySelectorAll('.map img, .map script').length") == 0
    box = row(page, "philips").bounding_box()
    assert box
    assert box["width"] < 400


def test_any_word_may_be_an_id(visit: Visit) -> None:
    data = placed_data()
    for name in ("constructor", "__proto__", "toString"):
        copy = {**data["entities"]["eindhoven"], "label": {"en": f"the {name}"}}
        data["entities"] |= {name: copy}
        data["positions"] |= {name: [0.0, 0.0]}
    data["map"]["points"] |= {"constructor": [0.0, 0.0], "toString": [60.0, 100.0]}
    page = visit(data, fragment=WORLD)
    expect(group(page, "constructor")).to_have_attribute("aria-label", re.compile("^the constructor"))
    expect(group(page, "toString")).to_be_visible()


def test_places_at_the_ends_of_the_earth(visit: Visit) -> None:
    data = placed_data()
    ends: dict[str, Any] = {"pole": [90, 0], "south": [-90, 10], "east": [0, 180], "west": [0, -180], "same": [0, 180]}
    for name in ends:
        data["entities"] |= {name: {**data["entities"]["eindhoven"], "label": {"en": name}}}
        data["positions"] |= {name: [0.0, 0.0]}
    data["map"]["points"] |= ends
    page = visit(data, fragment=WORLD)
    # 180° east and west are one meridian; both poles are somewhere.
    total = page.evaluate("agglo.view.map.groups.flatMap((group) => group.piles.map(({ place }) => place))")
    assert set(ends) <= set(total)
    spots = page.evaluate("agglo.view.map.groups.map(({ x, y }) => [x, y])")
    assert all(isinstance(x, int | float) and isinstance(y, int | float) for x, y in spots)
