"""The matrix: mechanisms by cities, clusters or anchors, with its gaps."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from agglo.graph.ask.edges import edges
from agglo.graph.ask.features import MECHANISMS, Features
from agglo.graph.knowledge_graph import KnowledgeGraph

from .chromium import Visit, until
from .sample import hostile_data, names, sample_data

pytestmark = pytest.mark.browser

MATRIX = "#w=matrix&all=yes&v=2"


def cell(page: Page, mechanism: str, column: str) -> Locator:
    """The cell of a mechanism and a column, by the words of its label."""
    return page.locator(f'.matrix-table td[aria-label^="{mechanism}, {column}: "]')


def heads(page: Page) -> list[str]:
    return page.locator(".matrix-table .top .hit").all_inner_texts()


def sides(page: Page) -> list[str]:
    return page.locator(".matrix-table .side .hit").all_inner_texts()


def with_broader() -> dict[str, Any]:
    """The sample with two levels of mechanisms above spin-off and job hopping, and one that nothing names."""
    data = sample_data()
    for name, label in (("venturing", "venturing"), ("growth", "growth"), ("lonely", "lonely mechanism")):
        data["entities"][name] = {**data["entities"]["spin-off"], "label": names(label, label), "definition": {}}
    data["above"] = {
        "in": {},
        "broader": {"spin-off": ["venturing"], "job-hopping": ["venturing", "talent-pool"], "venturing": ["growth"]},
    }
    return data


def test_a_claim_counts_for_its_mechanisms_in_the_city_of_its_effect(visit: Visit) -> None:
    page = visit(sample_data(), fragment=MATRIX)
    assert set(heads(page)) == {"Eindhoven", "Hsinchu"}
    expect(cell(page, "shared campus", "Eindhoven")).to_have_text("+4?")
    expect(cell(page, "shared campus", "Eindhoven")).to_have_attribute(
        "aria-label", "shared campus, Eindhoven: 4 claims, increases, disputed"
    )
    # ITRI and TSMC are in Hsinchu, Fairchild and Intel in no city on record.
    expect(cell(page, "spin-off", "Hsinchu")).to_have_text("+2")
    expect(page.locator(".pane.matrix .counts")).to_contain_text("name a mechanism but no city.")
    expect(page.locator("#tab-matrix")).to_have_attribute("aria-selected", "true")


def test_gaps_say_that_nothing_is_recorded_not_that_nothing_is_there(visit: Visit) -> None:
    page = visit(sample_data(), fragment=MATRIX)
    gap = cell(page, "job hopping", "Hsinchu")
    expect(gap).to_have_attribute("aria-label", "job hopping, Hsinchu: not recorded")
    expect(gap).to_have_attribute("title", "job hopping, Hsinchu: not recorded")
    expect(gap).to_have_text("·")
    expect(page.locator(".matrix-legend")).to_contain_text("not recorded (which is not absent)")
    gap.click()
    expect(page.locator(".several")).to_have_count(0)
    assert "absent" not in (gap.get_attribute("aria-label") or "")


def test_a_cell_of_rejected_claims_only_is_marked_as_such(visit: Visit) -> None:
    data = sample_data()
    data["claims"]["tsing-hua.enables.hsinchu-semiconductors"] |= {"status": "rejected"}
    del data["claims"]["hsinchu-semiconductors.uses.talent-pool"]
    page = visit(data, fragment=MATRIX)
    expect(cell(page, "talent pool", "Hsinchu")).to_have_text("×1")
    expect(cell(page, "talent pool", "Hsinchu")).to_have_attribute(
        "aria-label", "talent pool, Hsinchu: 1 rejected or withdrawn claim"
    )


def test_signs_of_both_kinds_and_of_none(visit: Visit) -> None:
    data = sample_data()
    claim = data["claims"]["tsing-hua.enables.hsinchu-semiconductors"]
    data["claims"]["less"] = {**claim, "relation": "hinders", "polarity": "decreases"}
    data["claims"]["open"] = {**claim, "relation": "hinders", "polarity": "decreases", "through": ["job-hopping"]}
    page = visit(data, fragment=MATRIX)
    expect(cell(page, "talent pool", "Hsinchu")).to_have_text("±3")
    expect(cell(page, "talent pool", "Hsinchu")).to_have_attribute(
        "aria-label", "talent pool, Hsinchu: 3 claims, both ways"
    )
    expect(cell(page, "job hopping", "Hsinchu")).to_have_text("−1")
    colours = {
        look: page.locator(f".swatch.{look}").first.evaluate("found => getComputedStyle(found).backgroundColor")
        for look in ("plus", "minus", "plain")
    }
    assert len(set(colours.values())) == 3


def test_columns_can_be_cities_clusters_or_anchors(visit: Visit) -> None:
    page = visit(sample_data(), fragment=MATRIX)
    page.get_by_role("button", name="clusters").click()
    assert set(heads(page)) == {"Eindhoven high-tech cluster", "Hsinchu semiconductor cluster", "Silicon Valley"}
    assert "mb=cluster" in page.url
    expect(cell(page, "talent pool", "Silicon Valley")).to_have_text("+1")
    page.get_by_role("button", name="anchors", exact=True).click()
    assert heads(page) == ["Philips"]
    expect(cell(page, "spin-off", "Philips")).to_have_text("+3?")


def test_narrower_mechanisms_fold_under_broader_ones(visit: Visit) -> None:
    page = visit(with_broader(), fragment=MATRIX)
    assert set(sides(page)) == {"growth", "talent pool", "shared campus"}
    row = page.locator(".matrix-table tr", has_text="growth")
    expect(row).to_have_attribute("aria-expanded", "false")
    expect(row).to_have_attribute("aria-level", "1")
    expect(cell(page, "growth", "Hsinchu")).to_have_text("+2")
    row.locator(".twist").click()
    expect(row).to_have_attribute("aria-expanded", "true")
    assert "mx=growth" in page.url
    expect(page.locator("#panel h2").first).not_to_have_text("growth")
    page.locator(".side", has_text="venturing").focus()
    page.keyboard.press(" ")
    order = sides(page)
    assert order[order.index("growth") :][:3] == ["growth", "venturing", "spin-off"]
    expect(page.locator(".side", has_text="venturing")).to_be_focused()
    page.get_by_role("button", name="Fold all").click()
    assert set(sides(page)) == {"growth", "talent pool", "shared campus"}
    page.get_by_role("button", name="Unfold all").click()
    assert sides(page).count("job hopping") == 2, "it stands under both of its broader mechanisms"


def test_empty_rows_can_be_shown_as_gaps(visit: Visit) -> None:
    page = visit(with_broader(), fragment=MATRIX)
    assert "lonely mechanism" not in sides(page)
    page.get_by_role("button", name="Empty rows").click()
    assert "lonely mechanism" in sides(page)
    assert "me=yes" in page.url
    expect(cell(page, "lonely mechanism", "Hsinchu")).to_have_text("·")


def test_rows_and_columns_are_ordered_by_count_by_name_or_alike(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment="#w=matrix&all=yes&mb=cluster&v=2")
    numbers = [int(text) for text in page.locator(".side .number").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    tops = [int(text) for text in page.locator(".top .number").all_inner_texts()]
    assert tops == sorted(tops, reverse=True)
    page.get_by_role("button", name="by name").click()
    assert heads(page) == sorted(heads(page))
    assert sides(page) == sorted(sides(page), key=str.lower)
    assert "mo=name" in page.url


def test_alike_puts_columns_of_the_same_mechanisms_beside_each_other(visit: Visit) -> None:
    data = sample_data()
    mechanisms, cities = [f"m{at}" for at in range(12)], [f"c{at}" for at in range(12)]
    turned = [at * 5 % 12 for at in range(12)]
    for at in range(12):
        data["entities"][mechanisms[at]] = {**data["entities"]["spin-off"], "label": names(f"m{turned[at]:02}", "")}
        data["entities"][cities[at]] = {**data["entities"]["hsinchu"], "label": names(f"c{at * 7 % 12:02}", "")}
    # A band matrix whose rows and columns were shuffled: each mechanism is in two neighbouring cities.
    claim = data["claims"]["tsmc.anchors.hsinchu-semiconductors"]
    data["claims"] = {
        f"{at}-{to}": {**claim, "through": [mechanisms[at]], "subject": "tsmc", "where": [cities[to]]}
        for at in range(12)
        for to in (at, at + 1)
        if to < 12
    }
    page = visit(data, fragment="#w=matrix&all=yes&mo=alike&v=2", size=(1900, 1000))
    found = [int(name[1:]) for name in heads(page) if name.startswith("c")]
    straight = [at * 7 % 12 for at in range(12)]
    assert found in (straight, straight[::-1])
    rows = [int(name[1:]) for name in sides(page)]
    assert rows in ([turned[at] for at in range(12)], [turned[at] for at in range(12)][::-1])


def test_heads_stay_in_sight_and_only_what_can_be_seen_is_made(visit: Visit, shipped: dict[str, Any]) -> None:
    page = visit(shipped, fragment="#w=matrix&all=yes&v=2", size=(1000, 700))
    page.get_by_role("button", name="Unfold all").click()
    table = page.locator(".matrix-table")
    rows, columns = (int(table.get_attribute(name) or 0) for name in ("aria-rowcount", "aria-colcount"))
    assert rows > 190
    assert columns > 100
    assert page.locator(".matrix-table td[role=gridcell]").count() < 1500
    scroller = page.locator(".matrix-scroll")
    box = scroller.bounding_box()
    assert box is not None
    scroller.evaluate("box => box.scrollTo(1500, 2500)")
    until(page, "document.querySelector('.matrix-table .side').dataset.row > 40")
    seen = page.evaluate(
        """([x, y]) => ["top", "side"].map((name) => [...document.querySelectorAll(`th.${name}`)].map((head) => {
          const at = head.getBoundingClientRect();
          return name === "top" ? at.top - y : at.left - x;
        }))""",
        [box["x"], box["y"]],
    )
    assert all(abs(off) < 1 for kind in seen for off in kind)
    # Every cell that can be seen stands in the row and the column that its label says.
    odd = page.evaluate(
        """() => [...document.querySelectorAll(".matrix-table td[role=gridcell]")].filter((cell) => {
          const row = document.querySelector(`.side[data-row="${cell.dataset.row}"] .hit`).textContent;
          const top = document.querySelector(`.top[data-column="${cell.dataset.column}"]`);
          const column = top.querySelector(".hit").textContent;
          const [at, up] = [cell, top].map((one) => one.getBoundingClientRect());
          return !cell.getAttribute("aria-label").startsWith(`${row}, ${column}: `) || Math.abs(at.left - up.left) > 1;
        }).length"""
    )
    assert odd == 0


def test_the_keyboard_moves_between_cells_and_opens_their_claims(visit: Visit) -> None:
    page = visit(sample_data(), fragment=MATRIX)
    assert page.locator(".matrix-table [tabindex='0']").count() == 1, "one tab stop"
    page.locator(".matrix-unfold, .pane.matrix .onoff").last.focus()
    page.keyboard.press("Tab")
    label = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate("document.activeElement.classList.contains('side')")
    first = sides(page)[0]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(label).startswith(f"{first}, {heads(page)[0]}: ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(label).startswith(f"{sides(page)[1]}, {heads(page)[1]}: ")
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.classList.contains('top')")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(heads(page)[0])
    # One claim is chosen at once, several are asked for.
    cell(page, "talent pool", "Eindhoven").focus()
    page.evaluate("document.activeElement.click()")
    expect(page.locator("#panel h2")).to_contain_text("Eindhoven University of Technology")
    expect(cell(page, "talent pool", "Eindhoven")).to_have_attribute("aria-selected", "true")
    expect(cell(page, "talent pool", "Eindhoven")).to_be_focused()
    cell(page, "shared campus", "Eindhoven").click()
    several = page.locator(".several")
    expect(several.locator("button")).to_have_count(4)
    expect(several).to_have_attribute("aria-label", "shared campus · Eindhoven")
    page.keyboard.press("Escape")
    expect(several).to_be_hidden()
    expect(cell(page, "shared campus", "Eindhoven")).to_be_focused()
    page.keyboard.press("Enter")
    several.locator("button").nth(2).click()
    expect(cell(page, "shared campus", "Eindhoven")).to_have_attribute("aria-selected", "true")


def test_follows_filters_language_and_what_is_chosen(visit: Visit) -> None:
    page = visit(sample_data(), fragment=MATRIX)
    page.locator('.filters input[data-key="structural"]').uncheck()
    expect(cell(page, "shared campus", "Eindhoven")).to_have_text("+3?")
    page.locator('.filters input[data-key="causal"]').uncheck()
    expect(page.locator(".matrix-table td[role=gridcell]:not(.none)")).to_have_count(0)
    page.locator("#unfilter").click()
    page.evaluate("window.agglo.change({selected: {kind: 'claim', id: 'itri.spun_off.umc'}})")
    expect(cell(page, "spin-off", "Hsinchu")).to_have_attribute("aria-selected", "true")
    page.evaluate("window.agglo.change({selected: {kind: 'entity', id: 'spin-off'}})")
    expect(page.locator(".side[aria-selected='true'] .hit")).to_have_text("spin-off")
    page.locator('[data-language="zh-Hans"]').click()
    assert set(heads(page)) == {"埃因霍温", "新竹"}
    expect(page.locator('.matrix-table td[aria-label="跳槽，新竹：未记录"]')).to_have_count(1)


def test_counts_what_agglo_counts(visit: Visit, shipped: dict[str, Any], shipped_graph: KnowledgeGraph) -> None:
    """The cells of the whole graph against `agglo compare`: accepted claims between two things."""
    look = shipped_graph.look
    accepted = edges(look, look.release.vocabulary.relations)
    page = visit(shipped, fragment=MATRIX)
    for by, things in (
        ("city", look.instances("City")),
        ("cluster", look.instances("Cluster")),
        ("anchor", look.instances("Anchor")),
    ):
        own = {
            thing: {
                feature.thing: {edge.claim for edge in why}
                for feature, why in given.items()
                if feature.topic == MECHANISMS
            }
            for thing, given in Features(look, accepted).of(things).items()
        }
        mechanisms = sorted(look.instances("Mechanism"))
        wanted = {
            f"{mechanism} {thing}": sorted(claims)
            for mechanism in mechanisms
            for thing in things
            if (claims := set().union(*(own[thing].get(each, set()) for each in look.with_narrower(mechanism))))
        }
        page.evaluate("by => window.agglo.change({matrixBy: by})", by)
        found = page.evaluate(
            """([mechanisms, things, accepted]) => {
              const known = new Set(accepted), found = {};
              for (const mechanism of mechanisms) for (const thing of things) {
                const claims = window.agglo.view.claims(mechanism, thing).filter((id) => known.has(id)).sort();
                if (claims.length) found[`${mechanism} ${thing}`] = claims;
              }
              return found;
            }""",
            [mechanisms, sorted(things), [edge.claim for edge in accepted]],
        )
        assert len(wanted) > 100
        assert {key: sorted(claims) for key, claims in found.items()} == wanted


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)></script>", "\u202e\u2066 gnp.exe", "长" * 10_000, "a " * 5000]
)
def test_hostile_names_stay_text_and_break_nothing(visit: Visit, text: str) -> None:
    data = hostile_data(text, "javascript:alert(1)") if len(text) < 1000 else sample_data()
    for name in ("hsinchu", "spin-off", "constructor", "__proto__"):
        data["entities"].setdefault(name, {**data["entities"]["eindhoven"]})
        data["entities"][name]["label"] = {"en": text, "zh-Hans": text, "zh-Hant": text}
    data["claims"]["odd"] = {**data["claims"]["itri.spun_off.tsmc"], "where": ["__proto__", "constructor"]}
    page = visit(data, fragment=MATRIX)
    assert page.locator(".matrix-table .top").count() == 4
    assert page.locator(".matrix-table img, .matrix-table script").count() == 0
    top = page.locator(".matrix-table .top").first.bounding_box()
    side = page.locator(".matrix-table .side").first.bounding_box()
    assert top is not None
    assert side is not None
    assert top["height"] < 200
    assert side["height"] < 60
    assert side["width"] < 300


def test_circles_of_broader_mechanisms_end(visit: Visit) -> None:
    data = sample_data()
    data["above"] = {
        "in": {"eindhoven": ["hsinchu"], "hsinchu": ["eindhoven"]},
        "broader": {"spin-off": ["job-hopping"], "job-hopping": ["spin-off"]},
    }
    page = visit(data, fragment=MATRIX)
    page.get_by_role("button", name="Unfold all").click()
    assert "spin-off" in sides(page)
    assert "job hopping" in sides(page)
