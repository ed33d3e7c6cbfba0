"""The table: claims or things, sorted, sifted, and taken along as a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .chromium import Visit, until
from .sample import names, sample_data

pytestmark = pytest.mark.browser

TABLE = "#w=table&all=yes&v=2"
CLAIM_COLUMNS = [
    *("Subject", "Relation", "Object", "Through", "Where", "When"),
    *("Status", "Confidence", "Independent", "Sources", "In the facts"),
]


def rows(page: Page) -> Locator:
    return page.locator(".table-table tbody tr[data-at]")


def texts(found: Locator) -> list[str]:
    """The words of cells, without the letters in their marks."""
    read: list[str] = found.evaluate_all(
        """cells => cells.map(cell => {
          const copy = cell.cloneNode(true);
          copy.querySelector("svg")?.remove();
          return copy.textContent.trim();
        })"""
    )
    return read


def column(page: Page, number: int) -> list[str]:
    return texts(page.locator(f".table-table tbody tr[data-at] td:nth-child({number})"))


def head(page: Page, key: str) -> Locator:
    return page.locator(f'.table-table th[data-key="{key}"]')


def sift(page: Page, key: str, text: str) -> None:
    """Type into a column's filter and wait until the rows follow."""
    head(page, key).locator("input").fill(text)
    until(page, "([key, text]) => (window.agglo.state.tableFilters.get(key) ?? '') === text", arg=[key, text])


def saved(page: Page, folder: Path) -> tuple[str, list[list[str]]]:
    """What `Download CSV` gives: the text and its rows."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").click()
    out = folder / waiting.value.suggested_filename
    waiting.value.save_as(out)
    text = out.read_bytes().decode("utf-8")
    return text, list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def test_shows_every_claim_of_the_part_with_all_that_is_known(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment=TABLE, size=(1700, 2200))
    expect(rows(page)).to_have_count(len(data["claims"]))
    assert page.locator(".table-table th .hit").all_inner_texts() == CLAIM_COLUMNS
    expect(page.locator(".pane.table .counts")).to_have_text(f"{len(data['claims'])} of {len(data['claims'])} claims")
    first = page.locator('.table-table tr[data-id="philips.anchors.eindhoven-high-tech"] td')
    assert texts(first) == [
        *("Philips", "+anchors", "Eindhoven high-tech cluster", "spin-off, shared campus", "", "since 1984"),
        *(
            "contested",
            "0.62",
            "3",
            "3",
            f"cases/sample.yaml:{data['claims']['philips.anchors.eindhoven-high-tech']['line']}",
        ),
    ]
    figure = page.locator('.table-table tr[data-id="eindhoven-high-tech.has_firms"] td').nth(2)
    expect(figure).to_have_text("1,200 firms")
    table = page.locator(".table-table")
    expect(table).to_have_attribute("role", "grid")
    expect(table).to_have_attribute("aria-rowcount", str(len(data["claims"]) + 1))


def test_follows_the_part_and_its_filters(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment="#w=table&v=2", size=(1400, 1900))
    expect(rows(page)).to_have_count(len(data["opening"]["claims"]))
    page.locator('.filters input[data-key="Cluster"]').uncheck()
    assert "Cluster" not in {data["entities"][data["claims"][key]["subject"]]["type"] for key in shown_ids(page)}
    assert 0 < rows(page).count() < len(data["opening"]["claims"])
    page.get_by_role("button", name="Whole graph").click()
    assert rows(page).count() > len(data["opening"]["claims"]) - 20
    assert "all=yes" in page.url


def shown_ids(page: Page) -> list[str]:
    found: list[str] = rows(page).evaluate_all("all => all.map(one => one.dataset.id)")
    return found


def test_sorts_by_any_column_both_ways_and_says_so(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment=TABLE, size=(1700, 2200))
    unsorted = shown_ids(page)
    assert page.locator("th[aria-sort]").count() == 0
    head(page, "subject").locator("button").click()
    expect(head(page, "subject")).to_have_attribute("aria-sort", "ascending")
    assert column(page, 1) == sorted(column(page, 1), key=str.lower)
    head(page, "subject").locator("button").click()
    expect(head(page, "subject")).to_have_attribute("aria-sort", "descending")
    assert column(page, 1) == sorted(column(page, 1), key=str.lower, reverse=True)
    assert "ts=subject:down" in page.url
    head(page, "subject").locator("button").click()
    assert page.locator("th[aria-sort]").count() == 0
    assert shown_ids(page) == unsorted, "the third time it is as it was"
    # A number goes down first, and what has none comes last either way.
    for way in ("descending", "ascending"):
        head(page, "confidence").locator("button").click()
        expect(head(page, "confidence")).to_have_attribute("aria-sort", way)
        values = [text for text in column(page, 8) if text != "not assessed"]
        assert values == sorted(values, reverse=way == "descending")
        assert column(page, 8)[-1] == "not assessed"
    head(page, "record").locator("button").click()
    lines = [int(text.rpartition(":")[2]) for text in column(page, 11)]
    assert lines == sorted(lines), "the numbers in a text count as numbers"


def test_figures_sort_by_their_size_after_names(visit: Visit) -> None:
    data = sample_data()
    for value in (-5, 30, 4):
        data["claims"][f"firms{value}"] = {**data["claims"]["eindhoven-high-tech.has_firms"], "value": value}
    page = visit(data, fragment="#w=table&all=yes&ts=object:up&v=2", size=(1700, 2400))
    found = [text for text in column(page, 3) if text.endswith("firms")]
    assert found == ["-5 firms", "4 firms", "30 firms", "1,200 firms"]
    assert column(page, 3)[0] == "ASML"
    assert column(page, 3)[-1] == "", "a claim without an object comes last"


def test_sifts_a_column_by_any_name_in_either_script(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment=TABLE, size=(1700, 2200))
    subjects = {key for key, claim in data["claims"].items() if claim["subject"] == "philips"}
    for text in ("飞利浦", "飛利浦", "royal phil", "PHILIPS "):
        sift(page, "subject", text)
        assert subjects <= set(shown_ids(page)) < set(data["claims"])
    sift(page, "subject", "飛利浦")
    sift(page, "through", "衍生")
    assert set(shown_ids(page)) == {key for key in subjects if "spin-off" in data["claims"][key]["through"]}
    expect(page.locator(".pane.table .counts")).to_have_text(f"{rows(page).count()} of {len(data['claims'])} claims")
    page.get_by_role("button", name="Clear filters").click()
    expect(rows(page)).to_have_count(len(data["claims"]))
    expect(head(page, "subject").locator("input")).to_have_value("")
    sift(page, "relation", "锚定")
    assert {data["claims"][key]["relation"] for key in shown_ids(page)} == {"anchors"}


def test_sifts_numbers_by_comparing_and_says_when_nothing_is_left(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment=TABLE, size=(1700, 2200))
    sift(page, "confidence", ">0.7")
    assert set(shown_ids(page)) == {key for key, claim in data["claims"].items() if (claim["confidence"] or 0) > 0.7}
    sift(page, "independent", "=3")
    expect(page.locator(".pane.table .notice")).to_have_text("No row has all of this.")
    expect(page.get_by_role("button", name="Download CSV")).to_be_disabled()
    sift(page, "confidence", "")
    assert shown_ids(page) == ["philips.anchors.eindhoven-high-tech"]
    head(page, "independent").locator("input").press("Escape")
    expect(rows(page)).to_have_count(len(data["claims"]))


def test_what_is_sorted_and_sifted_stands_in_the_address(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment=TABLE, size=(1700, 2200))
    sift(page, "object", "集群, 50%:a&b=#c")
    sift(page, "object", "新竹, a:b")
    sift(page, "object", "新竹")
    head(page, "when").locator("button").click()
    wanted, hash_ = shown_ids(page), page.evaluate("location.hash")
    again = visit(data, fragment=hash_, size=(1700, 2200))
    assert shown_ids(again) == wanted
    expect(head(again, "object").locator("input")).to_have_value("新竹")
    expect(head(again, "when")).to_have_attribute("aria-sort", "ascending")
    for odd in ("a, b:c%&=#", "100%"):
        sift(again, "object", odd)
        third = visit(data, fragment=again.evaluate("location.hash"))
        expect(head(third, "object").locator("input")).to_have_value(odd)


@pytest.mark.parametrize(
    "fragment", ["ts=nothing:up", "tf=__proto__:x", "tf=object:%25E0%25A4", "tr=constructor", "ts=subject"]
)
def test_an_address_from_elsewhere_is_told_and_does_no_harm(visit: Visit, fragment: str) -> None:
    page = visit(sample_data(), fragment=f"#w=table&{fragment}&v=2")
    expect(page.locator("#counts")).to_have_text("This address names something that is not in this graph.")
    assert rows(page).count() > 5


def test_things_in_place_of_claims(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment=TABLE, size=(1400, 1900))
    page.get_by_role("button", name="things").click()
    assert page.locator(".table-table th .hit").all_inner_texts() == [
        "Name",
        "Type",
        "In",
        "Active",
        "Claims in",
        "Claims out",
    ]
    number = rows(page).count()
    expect(page.locator(".pane.table .counts")).to_have_text(f"{number} of {number} things")
    philips = page.locator('.table-table tr[data-id="philips"] td')
    out = sum(claim["subject"] == "philips" for claim in data["claims"].values())
    into = sum(claim["object"] == "philips" for claim in data["claims"].values())
    assert texts(philips) == ["Philips", "firm", "Eindhoven", "since 1891", str(into), str(out)]
    head(page, "outgoing").locator("button").click()
    assert shown_ids(page)[0] == "philips"
    sift(page, "name", "皇家")
    assert shown_ids(page) == ["philips"]
    rows(page).first.click()
    expect(page.locator("#panel h2")).to_have_text("Philips")
    page.get_by_role("button", name="claims", exact=True).click()
    assert rows(page).count() > 20, "each kind of row has its own filters"


def test_chooses_and_shows_what_is_chosen(visit: Visit) -> None:
    page = visit(sample_data(), fragment=TABLE, size=(1400, 700))
    rows(page).nth(3).click()
    chosen = rows(page).nth(3).get_attribute("data-id")
    expect(rows(page).nth(3)).to_have_attribute("aria-selected", "true")
    assert f"s=claim:{chosen}" in page.url
    page.evaluate("window.agglo.change({selected: {kind: 'claim', id: 'silicon-valley.uses.job-hopping'}})")
    last = page.locator('tr[data-id="silicon-valley.uses.job-hopping"]')
    expect(last).to_have_attribute("aria-selected", "true")
    expect(last).to_be_in_viewport()
    page.evaluate("window.agglo.change({selected: {kind: 'entity', id: 'silicon-valley'}})")
    expect(last).to_have_class("touched")
    expect(last).to_have_attribute("aria-selected", "false")


def test_the_keyboard_goes_from_row_to_row(visit: Visit) -> None:
    data = sample_data()
    page = visit(data, fragment=TABLE, size=(1400, 700))
    assert page.locator(".table-table tbody [tabindex='0']").count() == 1, "one tab stop"
    head(page, "record").locator("input").focus()
    page.keyboard.press("Tab")
    expect(rows(page).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(rows(page).nth(1)).to_be_focused()
    at = "Number(document.activeElement.dataset.at)"
    page.keyboard.press("End")
    assert page.evaluate(at) == len(data["claims"]) - 1
    page.keyboard.press("PageUp")
    assert 20 < page.evaluate(at) < len(data["claims"]) - 5
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.dataset.id")
    assert f"s=claim:{focused}" in page.url
    assert page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"
    head_bottom = page.evaluate("document.querySelector('.table-table thead th').getBoundingClientRect().bottom")
    page.keyboard.press("Home")
    box = rows(page).first.bounding_box()
    assert page.evaluate(at) == 0
    assert box is not None
    assert box["y"] >= head_bottom - 1, "no row hides behind the head"
    head(page, "subject").locator("input").focus()
    page.keyboard.press("ArrowDown")
    expect(rows(page).first).to_be_focused()


def cpu(page: Page) -> float:
    """Seconds of work of the page's main thread so far, however busy the machine is."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return float(metrics["TaskDuration"])


def test_a_hundred_thousand_rows_scroll_smoothly(visit: Visit) -> None:
    page = visit(sample_data(), fragment=TABLE, size=(1400, 900))
    page.evaluate(
        """() => {
          const part = window.agglo.part();
          const claims = Array.from({ length: 1e5 }, (_, at) => part.claims[at % part.claims.length]);
          window.many = { ...part, claims };
          window.agglo.view.show(window.many);
        }"""
    )
    expect(page.locator(".pane.table .counts")).to_have_text("100000 of 100000 claims")
    assert rows(page).count() < 80
    spent = cpu(page)
    page.evaluate(
        """async () => {
          const box = document.querySelector(".table-scroll");
          for (let step = 1; step <= 40; step += 1) {
            box.scrollTop = step * 70000;
            await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
            const rows = [...document.querySelectorAll(".table-table tr[data-at]")];
            const shown = rows.map((row) => Number(row.dataset.at));
            const first = Math.floor(box.scrollTop / 32);
            if (!shown.includes(first) || !shown.includes(first + 18)) throw new Error(`gap at ${first}`);
            if (shown.some((at, place) => place && at !== shown[place - 1] + 1)) throw new Error("rows out of order");
          }
        }"""
    )
    assert (cpu(page) - spent) / 40 < 0.033, "seconds of work for a jump to rows not yet made"
    box = page.locator(".table-scroll")
    box.evaluate("box => { box.scrollTop = box.scrollHeight; }")
    until(page, "document.querySelector('.table-table tr[data-at=\"99999\"]') !== null")
    expect(page.locator('tr[data-at="99999"]')).to_have_attribute("aria-rowindex", "100001")
    expect(page.locator('tr[data-at="99999"]')).to_be_in_viewport()
    heights = set(rows(page).evaluate_all("all => all.map(one => one.getBoundingClientRect().height)"))
    assert heights == {32}
    page.evaluate(
        """() => {
          window.agglo.state.tableSort = { column: "subject", down: false };
          window.agglo.view.show(window.many);
        }"""
    )
    assert column(page, 1)[0] == "ASML"


def test_a_file_has_what_is_shown(visit: Visit, tmp_path: Path) -> None:
    data = sample_data()
    page = visit(data, fragment="#w=table&all=yes&ts=confidence:down&v=2", size=(1700, 2200))
    text, found = saved(page, tmp_path)
    assert text.startswith("\ufeffSubject,Relation,Object,Value,Unit,Through,Where,When,Status,Confidence,")
    assert text.count("\r\n") == len(found) == len(data["claims"]) + 1
    assert [row[-1] for row in found[1:]] == shown_ids(page), "in the order in which they are shown"
    by_id = {row[-1]: dict(zip(found[0], row, strict=True)) for row in found[1:]}
    assert by_id["philips.anchors.eindhoven-high-tech"] == {
        "Subject": "Philips",
        "Relation": "anchors",
        "Object": "Eindhoven high-tech cluster",
        "Value": "",
        "Unit": "",
        "Through": "spin-off, shared campus",
        "Where": "",
        "When": "1984/..",
        "Status": "contested",
        "Confidence": "0.62",
        "Independent": "3",
        "Sources": "3",
        "In the facts": f"cases/sample.yaml:{data['claims']['philips.anchors.eindhoven-high-tech']['line']}",
        "Id": "philips.anchors.eindhoven-high-tech",
    }
    figure = by_id["eindhoven-high-tech.has_firms"]
    assert (figure["Object"], figure["Value"], figure["Unit"]) == ("", "1200", "firms")
    sift(page, "subject", "飛利浦")
    _, fewer = saved(page, tmp_path)
    assert [row[-1] for row in fewer[1:]] == shown_ids(page)
    page.get_by_role("button", name="things").click()
    _, things = saved(page, tmp_path)
    assert things[0] == ["Name", "Type", "In", "Active", "Claims in", "Claims out", "Id"]
    assert (tmp_path / "agglo-things.csv").exists()


FORMULAS = [
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1",
    " =1+1",
    "＝1+1",
    "\u200b=1+1",
    "-",
]
PLAIN = [
    "-5",
    "+3.5e2",
    "-0.25",
    "a=b",
    'he said "hello", twice',
    "line\none",
    "line\r\ntwo",
    " both ends ",
    "<img src=x onerror=alert(1)></script>",
    "\u202egnp.exe",
    "长" * 10_000,
    "",
]


def test_a_file_cannot_run_anything_in_a_spreadsheet(visit: Visit, tmp_path: Path) -> None:
    data = sample_data()
    template = data["claims"]["intel.anchors.silicon-valley"]
    texts = [*FORMULAS, *PLAIN]
    for at, text in enumerate(texts):
        data["entities"][f"odd{at}"] = {**data["entities"]["intel"], "label": names(text or "empty", text or "empty")}
        data["claims"][f"zz{at:03}"] = {**template, "subject": f"odd{at}", "file": text, "when": text or None}
    data["claims"]["zzz"] = {**data["claims"]["eindhoven-high-tech.has_firms"], "value": -12.5}
    page = visit(data, fragment=TABLE)
    _, found = saved(page, tmp_path)
    by_id = {row[-1]: dict(zip(found[0], row, strict=True)) for row in found[1:]}
    for at, written in enumerate(texts):
        row = by_id[f"zz{at:03}"]
        wanted = f"'{written}" if written in FORMULAS else written
        assert row["Subject"] == (wanted or "empty")
        assert row["When"] == wanted
        assert row["In the facts"] == f"{wanted}:{template['line']}" if written not in PLAIN[:3] else True
    assert by_id["zzz"]["Value"] == "-12.5"
    for cells in found[1:]:
        for value in cells:
            number = value.lstrip("+-").replace(".", "", 1).replace("e", "", 1).isdigit()
            starts = value.lstrip(" \t\r\n\u200b")[:1]
            assert number or not starts or starts not in "=+-@＝＋－＠", value[:40]


def test_hostile_names_stay_text_in_rows_of_one_height(visit: Visit) -> None:
    data = sample_data()
    for text, name in (
        ("<img src=x onerror=alert(1)></script>", "philips"),
        ("长" * 10_000, "asml"),
        ("a\nb\u202ec\0", "nxp"),
    ):
        data["entities"][name]["label"] = {"en": text, "zh-Hans": text, "zh-Hant": text}
    for name in ("constructor", "__proto__"):
        data["entities"][name] = {**data["entities"]["intel"]}
        data["claims"][name] = {**data["claims"]["intel.anchors.silicon-valley"], "subject": name}
    page = visit(data, fragment=TABLE, size=(1700, 2200))
    assert page.locator(".table-table img, .table-table script").count() == 0
    assert {"constructor", "__proto__"} <= set(shown_ids(page))
    assert set(rows(page).evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")) == {32}
    assert "<img src=x onerror=alert(1)></script>" in column(page, 1)
    sift(page, "subject", "__proto__")
    assert shown_ids(page) == ["__proto__"]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_speaks_the_readers_language_and_sorts_by_it(visit: Visit, language: str) -> None:
    page = visit(sample_data(), fragment=TABLE, size=(1700, 2200), language=language)
    assert page.locator(".table-table th .hit").first.inner_text() == {"zh-Hans": "主体", "zh-Hant": "主體"}[language]
    head(page, "subject").locator("button").click()
    wanted = page.evaluate(
        "([names, language]) => [...names].sort(new Intl.Collator(language).compare)", [column(page, 1), language]
    )
    assert column(page, 1) == wanted
    expect(page.locator("#tab-table")).to_have_text("表格")


def test_fits_a_phone(visit: Visit) -> None:
    page = visit(sample_data(), fragment=TABLE, size=(390, 844))
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], "the page itself does not scroll sideways"
    box = page.locator(".table-scroll").bounding_box()
    assert box is not None
    assert box["height"] > 250
    page.locator(".table-scroll").evaluate("box => box.scrollTo(600, 400)")
    first = rows(page).first.locator("td").first.bounding_box()
    assert first is not None
    assert abs(first["x"] - box["x"]) < 3, "the first column stays in sight"
    heights = set(rows(page).evaluate_all("all => all.map(one => one.getBoundingClientRect().height)"))
    assert heights == {40}
