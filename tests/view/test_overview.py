"""The overview: everything on one canvas, in groups that open in place."""

from __future__ import annotations

from importlib import import_module
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ..benchmarks.collection import page_data
from .chromium import Visit, until
from .sample import sample_data

pytestmark = pytest.mark.browser

THINGS, CLAIMS = 1700, 2600
# What the canvas shows, told by the overview itself: groups, marks, names; and where a thing stands in the window.
OVERVIEW = "window.agglo.view.overview"
GROUPS = f"{OVERVIEW}.groups.shown.map(({{key, name, count, open, x, y, r}}) => ({{key, name, count, open, x, y, r}}))"
MARKS = f"{OVERVIEW}.compose().marks.reduce((sum, mark) => sum + mark, 0)"
NAMES = f"{OVERVIEW}.painter.names.map(({{shown, x, top, wide}}) => [x - wide / 2, top, x + wide / 2, top + 15, shown])"


@pytest.fixture(scope="module")
def crowd() -> dict[str, Any]:
    return page_data(sample_data(), THINGS, CLAIMS, relations=("anchors", "hinders", "uses"), types=("Firm", "City"))


def drawn(page: Page) -> None:
    """Wait for the sharp picture."""
    until(page, f"{OVERVIEW}.painted && {OVERVIEW}.camera.flight === 0")
    page.wait_for_timeout(250)


def spot(page: Page, at: str) -> tuple[float, float]:
    """Where something of the plane is on the page: `at` is an expression with x and y."""
    box = page.locator(".plane").bounding_box()
    assert box
    found = page.evaluate(f"(({{x, y}}) => {OVERVIEW}.camera.toWindow(x, y))({at})")
    return box["x"] + found["x"], box["y"] + found["y"]


def thing(id_: str) -> str:
    where = f'{OVERVIEW}.plane.place.get("{id_}")'
    return f"({{x: {OVERVIEW}.x[{where}], y: {OVERVIEW}.y[{where}]}})"


def fragment(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.hash)"))


def test_everything_is_one_button_away_and_comes_in_groups(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd)
    button = page.get_by_role("button", name="Everything")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    drawn(page)
    expect(button).to_have_attribute("aria-pressed", "true")
    assert "all=yes" in fragment(page)
    groups = page.evaluate(GROUPS)
    assert 5 < len(groups) < 50
    assert sum(group["count"] for group in groups) == THINGS
    lines = page.evaluate("window.agglo.part().edges.length")
    expect(page.get_by_role("application")).to_have_attribute(
        "aria-label",
        f"Overview of {THINGS} things and {lines} claims in {len(groups)} groups. The list says the same. Keys: arrows "
        "move, plus and minus zoom, 0 shows all, N and P step through what is in sight, Enter chooses.",
    )
    assert page.evaluate(MARKS) == 0  # no group is open
    button.click()
    expect(page.locator(".plane")).to_be_hidden()


def test_no_two_discs_overlap_and_all_are_in_sight(visit: Visit, crowd: dict[str, Any]) -> None:
    for way in ("community", "city", "type"):
        page = visit(crowd, fragment=f"#all=yes&g={way}")
        drawn(page)
        groups = page.evaluate(GROUPS)
        for a, b in combinations(groups, 2):
            assert ((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5 > a["r"] + b["r"] - 1
        for group in groups:
            size = page.evaluate(f"({OVERVIEW}.camera.width, {OVERVIEW}.camera.height)")
            at = page.evaluate(f"{OVERVIEW}.camera.toWindow({group['x']}, {group['y']})")
            assert at["x"] > 0 and 0 < at["y"] < size


def test_a_click_opens_a_group_in_place_and_back_closes_it(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes")
    drawn(page)
    group = page.evaluate(GROUPS)[2]
    page.mouse.click(*spot(page, f"{{x: {group['x']}, y: {group['y']}}}"))
    drawn(page)
    opened = page.evaluate(GROUPS)[2]
    assert (opened["open"], opened["x"], opened["y"]) == (True, group["x"], group["y"])
    assert page.evaluate(MARKS) >= group["count"]
    assert f"gi={group['key']}" in fragment(page)
    page.get_by_role("button", name="All groups").click()
    drawn(page)
    assert not any(group["open"] for group in page.evaluate(GROUPS))
    page.go_back()
    drawn(page)
    assert page.evaluate(GROUPS)[2]["open"]


def test_things_are_grouped_as_the_reader_says(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes")
    page.get_by_label("Group by").select_option("type")
    drawn(page)
    types = {group["name"]: group["count"] for group in page.evaluate(GROUPS)}
    assert types == {
        kind: sum(entity["type"] == name for entity in crowd["entities"].values())
        for kind, name in (("firm", "Firm"), ("city", "City"))
    }
    assert "g=type" in fragment(page)
    page.get_by_label("Group by").select_option("none")
    drawn(page)
    assert page.evaluate(MARKS) == THINGS
    page.go_back()
    drawn(page)
    assert page.get_by_label("Group by").input_value() == "type"


def test_a_group_that_is_not_there_is_no_harm(visit: Visit, crowd: dict[str, Any]) -> None:
    for word in ("constructor", "__proto__", "~small", "~none", "</script>"):
        page = visit(crowd, fragment=f"#all=yes&gi={word}")
        drawn(page)
        assert len(page.evaluate(GROUPS)) > 5


def test_a_thing_is_chosen_by_a_click_and_drawn_alone_by_two(visit: Visit, crowd: dict[str, Any]) -> None:
    hub = max(crowd["entities"], key=lambda id_: sum(id_ == c["subject"] for c in crowd["claims"].values()))
    page = visit(crowd, fragment=f"#all=yes&s=entity:{hub}")
    drawn(page)
    # Its group is open, and it and what it is linked with are drawn.
    near = {c["object"] for c in crowd["claims"].values() if c["subject"] == hub}
    near |= {c["subject"] for c in crowd["claims"].values() if c["object"] == hub}
    marked = page.evaluate(
        f"(() => {{ const {{plane, marks}} = {OVERVIEW}.compose(); return plane.ids.filter((_, at) => marks[at]); }})()"
    )
    assert near | {hub} <= set(marked)
    page.keyboard.press("Escape")
    drawn(page)
    page.mouse.click(*spot(page, thing(hub)))
    expect(page.locator("#panel h2")).to_have_text(crowd["entities"][hub]["label"]["en"])
    drawn(page)
    page.mouse.dblclick(*spot(page, thing(hub)))
    expect(page.locator(".plane")).to_be_hidden()
    expect(page.locator(".net canvas")).to_be_visible()
    assert f"d={hub}" in fragment(page) and "all=" not in fragment(page)


def test_lines_that_are_near_can_be_chosen(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes&g=none")
    drawn(page)
    claim = next(
        (a, b)
        for a, b in ((c["subject"], c["object"]) for c in crowd["claims"].values())
        if abs(crowd["positions"][a][0] - crowd["positions"][b][0]) > 200
    )
    ends = [page.evaluate(thing(end)) for end in claim]
    middle = [sum(end[axis] for end in ends) / 2 for axis in ("x", "y")]
    page.evaluate(f"{OVERVIEW}.camera.set({middle[0]}, {middle[1]}, 3)")
    drawn(page)
    assert page.evaluate(f"{OVERVIEW}.painter.near.length") > 0
    found = page.evaluate(
        f"""(() => {{
          const {{ painter, camera }} = {OVERVIEW};
          const scene = {OVERVIEW}.compose();
          for (const line of painter.near) {{
            const path = painter.strokes.path(scene, painter, line);
            if (!path) continue;
            const point = {{ x: (path.from.x + path.to.x) / 2, y: (path.from.y + path.to.y) / 2 }};
            const inside = point.x > 10 && point.y > 60 && point.x < camera.width - 10 && point.y < camera.height - 10;
            if (inside && {OVERVIEW}.hit(point).line === line) return {{ ...point, id: scene.plane.line(line).id }};
          }}
        }})()"""
    )
    box = page.locator(".plane").bounding_box()
    assert box and found
    page.mouse.click(box["x"] + found["x"], box["y"] + found["y"])
    assert page.evaluate("window.agglo.state.selected") == {"kind": "claim", "id": found["id"]}


def test_filters_hide_things_and_empty_groups(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes&g=type")
    drawn(page)
    page.get_by_role("checkbox", name="city").uncheck()
    drawn(page)
    assert [group["name"] for group in page.evaluate(GROUPS)] == ["firm"]
    firms = sum(entity["type"] == "Firm" for entity in crowd["entities"].values())
    # What was linked with cities only has no line left, and goes with them.
    assert page.evaluate(GROUPS)[0]["count"] == page.evaluate("window.agglo.part().nodes.size") <= firms
    page.get_by_label("Group by").select_option("none")
    drawn(page)
    assert page.evaluate(MARKS) == page.evaluate("window.agglo.part().nodes.size")


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("zoom", [1, 4, 20])
def test_names_never_cover_each_other(visit: Visit, crowd: dict[str, Any], language: str, zoom: int) -> None:
    page = visit(crowd, fragment="#all=yes&g=none", language=language)
    drawn(page)
    page.evaluate(f"{OVERVIEW}.camera.zoom({zoom})")
    drawn(page)
    names = page.evaluate(NAMES)
    assert len(names) >= (12 if zoom < 20 else 1)
    for (left, top, right, bottom, _), (left2, top2, right2, bottom2, _) in combinations(names, 2):
        assert right <= left2 + 1 or right2 <= left + 1 or bottom <= top2 + 1 or bottom2 <= top + 1
    best = {crowd["entities"][id_]["label"][language] for id_ in page.evaluate(f"{OVERVIEW}.plane.ids.slice(0, 3)")}
    if zoom == 1:
        assert best <= {name[4] for name in names}


def test_hands_move_the_camera(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes")
    drawn(page)
    camera = f"(({{x, y, scale}}) => ({{x, y, scale}}))({OVERVIEW}.camera)"
    before = page.evaluate(camera)
    page.mouse.move(600, 450)
    page.mouse.down()
    page.mouse.move(650, 470, steps=4)
    page.mouse.up()
    moved = page.evaluate(camera)
    assert moved["scale"] == before["scale"]
    assert (before["x"] - moved["x"]) * moved["scale"] == pytest.approx(50, abs=6)
    assert page.evaluate("window.agglo.state.group") is None  # a drag is no click
    page.mouse.wheel(0, -900)
    until(page, f"{OVERVIEW}.camera.scale > {before['scale'] * 3}")
    drawn(page)
    assert any(group["open"] for group in page.evaluate(GROUPS))  # what is near opens by itself
    page.locator(".plane").focus()
    page.keyboard.press("0")
    drawn(page)
    assert page.evaluate(camera)["scale"] == pytest.approx(before["scale"])
    for key, axis, sign in (("ArrowRight", "x", 1), ("ArrowDown", "y", 1), ("ArrowLeft", "x", -1)):
        start = page.evaluate(camera)
        page.keyboard.press(key)
        assert (page.evaluate(camera)[axis] - start[axis]) * sign > 0
    page.keyboard.press("+")
    assert page.evaluate(camera)["scale"] > before["scale"]


def test_the_keys_step_through_groups_and_open_them(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes")
    drawn(page)
    groups = page.evaluate(GROUPS)
    page.locator(".plane").focus()
    page.keyboard.press("n")
    expect(page.locator("#said")).to_have_text(f"{groups[0]['name']}, {groups[0]['count']} things")
    page.keyboard.press("n")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    drawn(page)
    assert page.evaluate(GROUPS)[0]["open"]
    while "links" not in (page.locator("#said").text_content() or ""):
        page.keyboard.press("n")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .close")).to_be_visible()


def test_two_fingers_zoom(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes&w=picture", size=(390, 844))
    drawn(page)
    before = page.evaluate(f"{OVERVIEW}.camera.scale")
    session = page.context.new_cdp_session(page)
    for kind, far in (("touchStart", 40), ("touchMove", 70), ("touchMove", 120)):
        points = [{"x": 195 - far, "y": 600, "id": 0}, {"x": 195 + far, "y": 600, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert page.evaluate(f"{OVERVIEW}.camera.scale") == pytest.approx(3 * before, rel=0.1)
    assert page.evaluate("window.agglo.state.group") is None


def test_what_is_under_the_mouse_is_told(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes")
    drawn(page)
    group = page.evaluate(GROUPS)[0]
    page.mouse.move(*spot(page, f"{{x: {group['x']}, y: {group['y']}}}"))
    expect(page.locator(".tip b")).to_have_text(group["name"])
    expect(page.locator(".tip")).to_contain_text(f"{group['count']} things")
    page.mouse.move(5, 5)
    expect(page.locator(".tip")).to_be_hidden()


@pytest.mark.parametrize("text", ["</script><img src=x onerror=alert(1)>", "\u202eabc\u202c\u200b", "x" * 10_000])
def test_names_are_text_whatever_they_say(visit: Visit, crowd: dict[str, Any], text: str) -> None:
    label = dict.fromkeys(("en", "zh-Hans", "zh-Hant"), text)
    data = {**crowd, "entities": {id_: {**entity, "label": label} for id_, entity in crowd["entities"].items()}}
    page = visit(data, fragment="#all=yes")
    drawn(page)
    group = page.evaluate(GROUPS)[0]
    page.mouse.move(*spot(page, f"{{x: {group['x']}, y: {group['y']}}}"))
    expect(page.locator(".tip b")).to_have_text(text)
    box = page.locator(".tip").bounding_box()
    assert box and box["width"] <= 304
    assert page.locator(".tip img, .overview script").count() == 0


@pytest.mark.parametrize("id_", ["__proto__", "constructor", "7"])
def test_any_word_may_be_an_id(visit: Visit, crowd: dict[str, Any], id_: str) -> None:
    old = "thing-5"
    swap = {old: id_}

    def swapped(record: dict[str, Any], *keys: str) -> dict[str, Any]:
        return {**record, **{key: swap.get(record[key], record[key]) for key in keys}}

    names = sorted(crowd["entities"])
    community = dict(zip(names, crowd["communities"], strict=True))
    entities = {swap.get(key, key): entity for key, entity in crowd["entities"].items()}
    data = {
        **crowd,
        "entities": {key: swapped(entity, "in") for key, entity in entities.items()},
        "claims": {key: swapped(claim, "subject", "object") for key, claim in crowd["claims"].items()},
        "positions": {swap.get(key, key): spot for key, spot in crowd["positions"].items()},
        "communities": [community[old if name == id_ else name] for name in sorted(entities)],
        "opening": {**sample_data()["opening"], "claims": [], "pages": [], "positions": {}, "pairs": 0},
    }
    page = visit(data, fragment=f"#all=yes&s=entity:{id_}")
    drawn(page)
    expect(page.locator("#panel h2")).to_have_text(crowd["entities"][old]["label"]["en"])
    assert sum(group["count"] for group in page.evaluate(GROUPS)) == THINGS


def test_between_a_few_hundred_and_the_groups_everything_is_drawn_at_once(visit: Visit) -> None:
    data = page_data(sample_data(), 700, 1200, relations=("anchors", "uses"), types=("Firm", "City"))
    page = visit(data, fragment="#all=yes")
    drawn(page)
    assert page.evaluate(MARKS) == 700
    expect(page.get_by_label("Group by")).to_be_hidden()


def test_a_small_graph_needs_no_overview(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#all=yes")
    expect(page.locator(".net canvas")).to_be_visible()
    expect(page.locator(".plane")).to_have_count(0)


def test_a_fine_screen_gets_all_its_pixels(chrome: Browser, visit: Visit, crowd: dict[str, Any]) -> None:
    address = visit(crowd, fragment="#all=yes").url
    context = chrome.new_context(viewport={"width": 1000, "height": 700}, device_scale_factor=2)
    page = context.new_page()
    page.goto(address)
    until(page, f"window.agglo?.ready && {OVERVIEW}.painted")
    sizes = page.evaluate(
        "(() => { const c = document.querySelector('.plane canvas'); return [c.width, c.clientWidth]; })()"
    )
    assert sizes[0] == 2 * sizes[1]
    context.close()


def test_the_list_of_everything_comes_in_steps(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes&w=list")
    rows = page.get_by_role("treeitem")
    expect(rows).to_have_count(401)
    page.get_by_role("treeitem", name="List 400 more of 1300").click()
    expect(rows).to_have_count(801)
    assert page.evaluate("document.activeElement.dataset.key") == rows.nth(400).get_attribute("data-key")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_nothing_serious_for_axe(visit: Visit, crowd: dict[str, Any], dark: bool, language: str) -> None:
    page = visit(crowd, fragment="#all=yes", dark=dark, language=language)
    drawn(page)
    found = import_module("axe_playwright_python.sync_playwright").Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []


def test_nothing_to_draw_is_no_harm(visit: Visit, crowd: dict[str, Any]) -> None:
    for way in ("community", "none"):
        page = visit(crowd, fragment=f"#all=yes&g={way}&x=Firm,City")
        expect(page.locator("#empty")).to_be_visible()
        page.locator("#unfilter").click()
        page.get_by_role("button", name="Fit").click()
        drawn(page)
        assert page.evaluate("window.agglo.part().nodes.size") == THINGS
        assert page.evaluate(f"Number.isFinite({OVERVIEW}.camera.scale + {OVERVIEW}.camera.x)")


def test_who_wants_no_motion_gets_none(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes", alone=True)
    drawn(page)
    page.emulate_media(reduced_motion="reduce")
    group = page.evaluate(GROUPS)[0]
    before = page.evaluate(f"{OVERVIEW}.camera.scale")
    page.evaluate(f"window.agglo.change({{group: {group['key']!r}}})")
    assert page.evaluate(f"[{OVERVIEW}.camera.flight, {OVERVIEW}.camera.scale > {before}]") == [0, True]


def test_colours_follow_the_theme(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes&g=none")
    drawn(page)
    corner = """(() => {
      const canvas = document.querySelector(".plane canvas");
      const copy = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      copy.drawImage(canvas, 3, canvas.height - 3, 1, 1, 0, 0, 1, 1);
      return [...copy.getImageData(0, 0, 1, 1).data];
    })()"""
    light = page.evaluate(corner)
    page.locator("#theme").click()
    drawn(page)
    assert sum(light[:3]) > 700 and sum(page.evaluate(corner)[:3]) < 120


def test_lines_that_come_and_go_leave_no_trace(visit: Visit, crowd: dict[str, Any]) -> None:
    pixels = f"""(() => {{
      const {{ pixels, layers }} = {OVERVIEW}.painter.raster;
      return [pixels, ...layers].map((each) => each.reduce((sum, value, at) => (sum * 31 + value + at) % 1e9, 7));
    }})()"""
    page = visit(crowd, fragment="#all=yes&g=none")
    drawn(page)
    firms = page.locator('.filters input[data-key="Firm"]')
    seen = [page.evaluate(pixels)]
    for _ in range(2):
        firms.click()
        drawn(page)
        seen.append(page.evaluate(pixels))
    assert seen[0] == seen[2] != seen[1]
    # The same, with every line drawn anew.
    firms.click()
    drawn(page)
    page.evaluate(f"{OVERVIEW}.painter.laid = null, {OVERVIEW}.paint()")
    assert page.evaluate(pixels) == seen[1]


def test_more_filters_do_not_move_what_stays(visit: Visit, crowd: dict[str, Any]) -> None:
    page = visit(crowd, fragment="#all=yes&g=none")
    drawn(page)
    camera = f"(({{x, y, scale}}) => [x, y, scale])({OVERVIEW}.camera)"
    before = page.evaluate(camera), page.evaluate(thing("thing-3"))
    page.get_by_role("checkbox", name="city").uncheck()
    drawn(page)
    assert (page.evaluate(camera), page.evaluate(thing("thing-3"))) == before


def test_two_claims_between_two_things_are_two_lines(visit: Visit, crowd: dict[str, Any]) -> None:
    plain = next(iter(crowd["claims"].values()))
    turned = {
        **plain,
        "subject": plain["object"],
        "object": plain["subject"],
        "relation": "hinders",
        "polarity": "decreases",
    }
    data = {**crowd, "claims": {**crowd["claims"], "turned": turned}}
    page = visit(data, fragment="#all=yes&g=none&s=claim:turned")
    drawn(page)
    # Close enough for strokes, with one end in the window.
    end = page.evaluate(thing(plain["subject"]))
    page.evaluate(f"{OVERVIEW}.camera.set({end['x']}, {end['y']}, 3)")
    drawn(page)
    bends = page.evaluate(
        f"""(() => {{
          const {{ painter }} = {OVERVIEW};
          const scene = {OVERVIEW}.compose();
          const pair = [{plain["subject"]!r}, {plain["object"]!r}];
          const both = ({{ from, to }}) => pair.includes(from) && pair.includes(to);
          return painter.near.filter((line) => both(scene.plane.line(line)))
            .map((line) => painter.strokes.path(scene, painter, line).bend);
        }})()"""
    )
    assert len(bends) >= 2
    assert len({(round(bend["x"]), round(bend["y"])) for bend in bends}) == len(bends)
