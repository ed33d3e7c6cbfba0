"""What can be taken along: the picture as SVG and PNG, the claims as JSON-LD, the address."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from .chromium import Visit, drawn, wait_for
from .sample import CLAIM, hostile_data, sample_data

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"


def saved(page: Page, key: str) -> Path:
    wait_for(page, "complete")
    page.locator(".menu > summary").click()
    with page.expect_download() as found:
        page.click(f"[data-save={key}]")
    return Path(found.value.path())


def test_the_drawing_is_svg_with_names_signs_and_legend(visit: Visit) -> None:
    page = visit(sample_data())
    root = ET.fromstring(saved(page, "save_svg").read_text(encoding="utf-8"))
    said = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
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
