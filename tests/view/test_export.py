"""What can be taken along: the picture as SVG and PNG, the claims as JSON-LD, the address."""

from __future__ import annotations

import csv
import io
import json
import shlex
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Page, expect

from agglo.graph import KnowledgeGraph

from .chromium import Visit, drawn, wait_for
from .sample import CLAIM, hostile_data, sample_data
from .sample_places import placed_data

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"


def saved(page: Page, key: str) -> Path:
    wait_for(page, "complete")
    if not page.locator(".menu").evaluate("menu => menu.open"):
        page.locator(".menu > summary").click()
    with page.expect_download() as found:
        page.click(f"[data-save={key}]")
    return Path(found.value.path())


def test_the_drawing_is_svg_with_names_signs_and_legend(visit: Visit) -> None:
    data = sample_data()
    page = visit(data)
    root = ET.fromstring(saved(page, "save_svg").read_text(encoding="utf-8"))
    said = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    mechanisms = {each["label"]["en"] for each in data["entities"].values() if each["type"] == "Mechanism"}
    assert any(text[:7] in name for text in said if len(text) >= 7 for name in mechanisms)
    assert "Which anchors drove which clusters?" in said
    assert "+" in said
    assert "cluster" in said
    assert any("Philips" in text for text in said)
    assert any("28 of 28 anchor and cluster pairs" in text for text in said)


def test_the_picture_is_png(visit: Visit) -> None:
    content = saved(visit(sample_data()), "save_png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert width > 1000
    assert height > 800


def test_the_claims_are_json_ld_of_what_is_shown(visit: Visit) -> None:
    page = visit(sample_data())
    shown = drawn(page, "claims")
    found = json.loads(saved(page, "save_jsonld").read_text(encoding="utf-8"))
    claims = {one["@id"].rpartition("/claim/")[2] for one in found["@graph"] if one["@type"] == "Claim"}
    assert claims == shown
    told = next(one for one in found["@graph"] if one["@id"].endswith(f"/{CLAIM}"))
    assert told["subject"] == {"@id": "https://w3id.org/agglo/id/philips"}
    assert [one["direction"] for one in told["evidence"]] == ["supports", "supports", "disputes"]


@pytest.mark.parametrize("view", ["map", "timeline", "flow"])
def test_every_picture_can_be_taken_along(visit: Visit, view: str) -> None:
    page = visit(placed_data(), fragment=f"#all=yes&w={view}")
    root = ET.fromstring(saved(page, "save_svg").read_text(encoding="utf-8"))
    assert any("Eindhoven" in "".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert len(list(root.iter())) > 60
    assert all(image.attrib["href"].startswith("data:image/png;base64,") for image in root.iter(f"{SVG}image"))
    assert saved(page, "save_png").read_bytes().startswith(b"\x89PNG\r\n")


def test_the_claims_shown_are_a_table(visit: Visit) -> None:
    page = visit(sample_data(), fragment="#confidence=0.5")
    text = saved(page, "save_csv").read_text(encoding="utf-8-sig")
    heads, *found = csv.reader(io.StringIO(text, newline=""))
    assert heads[-1] == "Id"
    assert {row[-1] for row in found} == drawn(page, "claims")
    assert 0 < len(found) < len(drawn(visit(sample_data()), "claims"))


def test_the_command_has_the_filters_of_the_page(visit: Visit, shipped_graph: KnowledgeGraph, tmp_path: Path) -> None:
    shipped_graph.view(tmp_path / "shipped.html")
    page = visit(tmp_path / "shipped.html")
    page.evaluate("""window.agglo.change({
      through: new Set(["corporate-spin-off"]), places: new Set(["netherlands"]), confidence: 0.4, since: 1950,
    })""")
    program, verb, question = shlex.split(page.evaluate("window.agglo.command()"))
    assert (program, verb) == ("agglo", "ask")
    filters = shipped_graph.read(question).filters
    assert (filters.through, filters.places, filters.confidence, filters.since) == (
        (("corporate-spin-off",),),
        ("netherlands",),
        0.4,
        1950,
    )
    assert set(shipped_graph.ask(question).claims)


def test_an_answer_shows_the_command_with_the_filters_of_the_page(
    visit: Visit, shipped_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    shipped_graph.view(tmp_path / "shipped.html")
    asked = "what drove Brainport Eindhoven"
    page = visit(tmp_path / "shipped.html", fragment=f"#ask={quote(asked)}")
    shown = page.locator("#panel code", has_text="agglo ask")
    assert shlex.split(shown.inner_text()) == ["agglo", "ask", asked]
    page.evaluate("window.agglo.change({ confidence: 0.4 })")
    expect(shown).to_contain_text("0.4")
    plain, narrowed = (shipped_graph.read(text) for text in (asked, shlex.split(shown.inner_text())[2]))
    assert narrowed == replace(plain, filters=replace(plain.filters, confidence=0.4))


def test_hostile_names_stay_text_in_a_drawing(visit: Visit) -> None:
    page = visit(hostile_data(HOSTILE, "javascript:alert(1)"))
    root = ET.fromstring(saved(page, "save_svg").read_text(encoding="utf-8"))
    assert not [node.tag for node in root.iter() if node.tag.rpartition("}")[2] in ("script", "img", "image", "a")]
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on") or name.endswith("href")]


def test_an_address_is_readable_and_brings_all_back(visit: Visit) -> None:
    page = visit(sample_data())
    change = "{through: new Set(['spin-off']), confidence: 0.5, view: 'list', language: 'zh-Hans'}"
    page.evaluate(f"window.agglo.change({change})")
    address = unquote(page.url)
    for part in ("through=spin-off", "confidence=0.5", "w=list", "l=zh-Hans"):
        assert part in address
    before = drawn(page, "claims")
    page.goto("about:blank")
    page.goto(address)
    wait_for(page, "ready")
    assert drawn(page, "claims") == before
    expect(page.locator("#chips .chip")).to_have_count(2)
