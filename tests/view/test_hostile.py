"""Fifty names that want to be something else stay text: in every view, in the panel, in exports, in links."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from .chromium import Visit, drawn
from .sample import sample_data
from .test_export import saved

pytestmark = pytest.mark.browser

MARKUP = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=2</script>",
    "<img src=x onerror=window.hit=3>",
    '"><img src=x onerror=window.hit=4>',
    "'><svg onload=window.hit=5>",
    "<svg><script>window.hit=6</script></svg>",
    "<a href=javascript:window.hit=7>click</a>",
    "javascript:window.hit=8",
    "<iframe srcdoc='<script>parent.hit=9</script>'>",
    "<style>*{display:none}</style>",
    "<base href=//example.org/>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<!-- <script> -->",
    "<!--<script>",
    "]]><script>window.hit=10</script>",
    "<![CDATA[x]]>",
    "&lt;b&gt;&amp;&#x3c;script&#x3e;",
    "{{constructor.constructor('window.hit=11')()}}",
    "${window.hit=12}",
    "`;window.hit=13;`",
    "';window.hit=14;//",
    '";window.hit=15;//',
    "\\u003cscript\\u003ewindow.hit=16\\u003c/script\\u003e",
    "\\\\\\",
    "</title></style></textarea><script>window.hit=17</script>",
    "<math><mtext><script>window.hit=18</script>",
    "<details open ontoggle=window.hit=19>",
    "<input autofocus onfocus=window.hit=20>",
    "</svg><script>window.hit=21</script>",
    "data:text/html,<script>window.hit=22</script>",
)
LETTERS = (
    "\u202etxet desrever",
    "\u2066isolate without an end",
    "a\u200bb\u200cc\u200dd\ufeffe",
    "nul\0in the middle",
    "\x1b[31mred\x07",
    "line\u2028and paragraph\u2029separators",
    "line\nbreak\tand tab\r",
    "Z̷̢̛͓̲͈̮̐͂͑a̵l̶g̷o̸" * 8,
    "\U0001f3ed\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f1f3\U0001f1f1",
    "ﷺ" * 40,
    "x" * 10_000,
    "长" * 10_000,
    "word " * 2_000,
    "  spaces  around  ",
    "\u00ad\u2060",
)
NUMBERS = ('=HYPERLINK("https://example.org")', "+1+cmd|' /C calc'!A0", "@SUM(A1)", "constructor", "__proto__")
NAMES = (*MARKUP, *LETTERS, *NUMBERS)
VIEWS = ("picture", "map", "timeline", "flow", "matrix", "table", "list")


def hostile() -> dict[str, Any]:
    """Each name is that of a firm, which anchors a cluster through a mechanism of that name."""
    data = sample_data()
    firm, cluster = data["entities"]["intel"], data["entities"]["silicon-valley"]
    mechanism, claim = data["entities"]["spin-off"], data["claims"]["intel.anchors.silicon-valley"]
    for at, name in enumerate(NAMES):
        label = dict.fromkeys(("en", "zh-Hans", "zh-Hant"), name)
        data["entities"][f"firm-{at}"] = {**firm, "label": label}
        data["entities"][f"cluster-{at}"] = {**cluster, "label": label}
        data["entities"][f"way-{at}"] = {**mechanism, "label": label, "definition": {"en": name}}
        data["positions"][f"firm-{at}"] = [at % 10 * 200, 900 + at // 10 * 160]
        data["positions"][f"cluster-{at}"] = [at % 10 * 200 + 90, 980 + at // 10 * 160]
        evidence = [{**claim["evidence"][0], "gist": {"en": name}}] if claim["evidence"] else []
        data["claims"][f"hostile-{at}"] = {
            **claim,
            "subject": f"firm-{at}",
            "object": f"cluster-{at}",
            "through": [f"way-{at}"],
            "reason": {"en": name},
            "evidence": evidence,
        }
    return data


@pytest.fixture(scope="module")
def fifty() -> dict[str, Any]:
    assert len(set(NAMES)) == 50
    return hostile()


def unharmed(page: Page) -> None:
    """Nothing was made of a name but text; that nothing was asked for or logged is seen by `visit`."""
    assert page.evaluate("window.hit") is None
    assert (
        page.locator("img, iframe, base, math, object, embed, [onerror], [onload], [onfocus], [ontoggle]").count() == 0
    )
    assert page.locator("a[href^='javascript'], a[href^='data:text']").count() == 0
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    assert page.evaluate("getComputedStyle(document.body).display") != "none"


@pytest.mark.parametrize("view", VIEWS)
def test_in_a_view(visit: Visit, fifty: dict[str, Any], view: str) -> None:
    page = visit(fifty, fragment=f"#all=yes&w={view}")
    scripts = page.locator("script").count()
    assert {f"firm-{at}" for at in range(50)} <= drawn(page)
    for language in ("zh-Hans", "en"):
        page.locator(f"[data-language={language}]").click()
        unharmed(page)
    assert page.locator("script").count() == scripts


def test_in_the_list_each_is_there_letter_by_letter(visit: Visit, fifty: dict[str, Any]) -> None:
    page = visit(fifty, fragment="#all=yes&w=list")
    said = set(
        page.locator(".pane.list").locator("button, b, span").evaluate_all("all => all.map(one => one.textContent)")
    )
    short = [name for name in NAMES if len(name) < 100]
    assert [name for name in short if not any(name in text for text in said)] == []


@pytest.mark.parametrize("at", range(0, 50, 7))
def test_in_the_panel_and_in_a_link(visit: Visit, fifty: dict[str, Any], at: int) -> None:
    page = visit(fifty, fragment=f"#s=entity:firm-{at}")
    assert page.locator("#panel h2").evaluate("found => found.textContent").startswith(NAMES[at][:200])
    unharmed(page)
    page.goto(page.url.partition("#")[0] + f"#s=claim:hostile-{at}")
    expect(page.locator("#panel .kicker").first).to_be_visible()
    unharmed(page)


def test_as_a_state_in_a_link(visit: Visit) -> None:
    page = visit(sample_data())
    for name in NAMES:
        short = quote(name[:300])
        for fragment in (
            f"s=entity:{short}",
            f"q={short}",
            f"w={short}&l={short}",
            f"through={short}&sc={short}",
            short,
        ):
            page.evaluate("fragment => { location.hash = fragment; }", fragment)
            page.evaluate("new Promise(done => setTimeout(done))")
    expect(page.locator("#question")).to_be_visible()
    unharmed(page)


def test_typed_into_the_search(visit: Visit, fifty: dict[str, Any]) -> None:
    page = visit(fifty)
    for name in NAMES:
        page.locator("#search").fill(name[:300].replace("\n", " ").replace("\r", " "))
        page.keyboard.press("ArrowDown")
    unharmed(page)


def test_in_what_is_taken_along(visit: Visit, fifty: dict[str, Any]) -> None:
    page = visit(fifty, fragment="#all=yes&w=flow")
    root = ET.fromstring(saved(page, "save_svg").read_text(encoding="utf-8"))
    tags = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert not tags & {"script", "img", "image", "a", "foreignObject", "style", "iframe"}
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on") or name.endswith("href")]
    found = json.loads(saved(page, "save_jsonld").read_text(encoding="utf-8"))
    labels = {text["@value"] for one in found["@graph"] for text in one.get("label", [])}
    assert set(NAMES) <= labels


def test_in_a_table_for_a_spreadsheet(visit: Visit, fifty: dict[str, Any]) -> None:
    page = visit(fifty, fragment="#all=yes&w=table")
    with page.expect_download() as download:
        page.locator(".table-file").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert len(cells) > 500
    starts = [cell.lstrip(" \t\r\n\u200b\ufeff")[:1] for cell in cells]
    figures = [cell.lstrip("-").replace(".", "", 1).isdigit() for cell in cells]
    assert [
        cell for cell, first, figure in zip(cells, starts, figures, strict=True) if first in tuple("=+@") and not figure
    ] == []
