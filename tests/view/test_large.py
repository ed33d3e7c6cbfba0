"""A page too large for one file: the opening stands in it, the rest is read from the folder beside it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from agglo.graph.view.page import write_page
from agglo.graph.view.shards import columns, divided

from ..benchmarks.collection import page_data
from .chromium import Visit, until
from .sample import hostile_data, sample_data

pytestmark = pytest.mark.browser

KINDS: dict[str, Any] = {"relations": ("anchors", "hinders", "uses"), "types": ("Firm", "City")}
COMPLETE = "window.agglo?.complete"


@pytest.fixture(scope="module")
def crowd() -> dict[str, Any]:
    return page_data(sample_data(), 900, 1500, **KINDS)


@pytest.fixture
def large(tmp_path: Path) -> Callable[..., Path]:
    """Write page data as a page with a folder, however small it is."""

    def written(data: dict[str, Any], name: str = "page.html") -> Path:
        out = tmp_path / name
        write_page(data, out, max_size=0)
        return out

    return written


def files(page: Page) -> list[str]:
    """Note which files a page asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    return asked


def outside(data: dict[str, Any]) -> str:
    """The id of a claim that the opening has nothing to do with."""
    known = divided(data, "folder")[0]["entities"].keys()
    found: list[str] = [id_ for id_, c in data["claims"].items() if not {c["subject"], c["object"]} & known]
    return found[0]


def test_what_fits_is_one_file_and_what_does_not_is_two_things(crowd: dict[str, Any], tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    folder = tmp_path / "page.data"
    write_page(crowd, out, max_size=8)
    whole = out.stat().st_size
    assert not folder.exists()
    write_page(crowd, out, max_size=1.5)
    assert out.stat().st_size < min(whole, 1_500_000)
    assert {path.name.rstrip("0123456789.js") for path in folder.iterdir()} == {"thing-", "claim-", "things-", "lines-"}
    write_page(crowd, out, max_size=8)
    assert not folder.exists()  # nothing that belongs to an older page stays


def test_a_folder_that_is_not_ours_is_left_alone(crowd: dict[str, Any], tmp_path: Path) -> None:
    mine = tmp_path / "page.data" / "thesis.txt"
    mine.parent.mkdir()
    mine.write_text("years of work")
    with pytest.raises(OSError, match=r"page\.data"):
        write_page(crowd, tmp_path / "page.html", max_size=0)
    write_page(sample_data(), tmp_path / "page.html", max_size=8)
    assert mine.read_text() == "years of work"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.data", "page.html"]


def test_the_page_itself_does_not_grow_with_the_graph(crowd: dict[str, Any], tmp_path: Path) -> None:
    more = page_data(sample_data(), 2700, 4500, **KINDS)
    sizes = []
    for name, data in (("few", crowd), ("many", more)):
        write_page(data, tmp_path / f"{name}.html", max_size=0)
        sizes.append((tmp_path / f"{name}.html").stat().st_size)
    assert sizes[1] < 1.05 * sizes[0]


def test_the_opening_is_the_same_and_needs_no_folder(
    chrome: Browser, visit: Visit, crowd: dict[str, Any], large: Callable[..., Path], tmp_path: Path
) -> None:
    one = visit(crowd)
    told = "(({nodes, edges}) => [[...nodes].sort(), edges.map((edge) => edge.id).sort()])(window.agglo.part())"
    out = large(crowd, "two.html")
    shutil.rmtree(out.with_name("two.data"))
    context = chrome.new_context(offline=True)
    page = context.new_page()
    page.goto(out.as_uri())
    until(page, "window.agglo?.ready")
    assert page.evaluate(told) == one.evaluate(told)
    # It says what is missing, and what cannot be shown is not shown by halves.
    expect(page.locator("#counts")).to_contain_text("the folder two.data, which belongs beside this page, is missing")
    page.get_by_role("button", name="Everything").click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.agglo.state.everything") is False
    context.close()


def test_the_folder_of_another_graph_is_not_taken(
    chrome: Browser, crowd: dict[str, Any], large: Callable[..., Path]
) -> None:
    out = large({**crowd, "release": {"id": "one", "sha256": "1" * 64}})
    other = large({**crowd, "release": {"id": "two", "sha256": "2" * 64}}, "other.html")
    shutil.rmtree(out.with_name("page.data"))
    other.with_name("other.data").rename(out.with_name("page.data"))
    context = chrome.new_context(offline=True)
    page = context.new_page()
    page.goto(out.as_uri())
    until(page, "window.agglo?.ready")
    expect(page.locator("#counts")).to_contain_text("belongs to another graph")
    context.close()


def test_everything_is_found_by_name(visit: Visit, crowd: dict[str, Any], large: Callable[..., Path]) -> None:
    claim = crowd["claims"][outside(crowd)]
    name = crowd["entities"][claim["subject"]]["label"]
    page = visit(large(crowd))
    for text in (name["zh-Hans"], name["en"]):
        page.locator("#search").fill(text)
        expect(page.locator("#hits li").first).to_contain_text(name["en"])
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(name["en"])
    assert claim["subject"] in page.evaluate("[...window.agglo.part().nodes]")


def test_only_what_is_read_is_asked_for(visit: Visit, crowd: dict[str, Any], large: Callable[..., Path]) -> None:
    page = visit(large(crowd))
    until(page, COMPLETE)
    asked = files(page)
    id_ = outside(crowd)
    page.evaluate(f"window.agglo.change({{selected: {{kind: 'claim', id: {json.dumps(id_)}}}}})")
    expect(page.locator(".item-of-evidence").first).to_be_visible()
    assert len(asked) == 1 and asked[0].startswith("claim-")


@pytest.mark.parametrize("kind", ["claim", "entity"])
def test_a_link_shows_what_it_says_whole(
    visit: Visit, crowd: dict[str, Any], large: Callable[..., Path], kind: str
) -> None:
    id_ = outside(crowd)
    target = id_ if kind == "claim" else crowd["claims"][id_]["subject"]
    texts = []
    for page in (
        visit(crowd, fragment=f"#s={kind}:{target}"),
        visit(large(crowd, "two.html"), fragment=f"#s={kind}:{target}"),
    ):
        until(page, COMPLETE)
        texts.append(page.locator("#panel").inner_text())
    assert texts[0] == texts[1]
    gist = crowd["claims"][id_]["evidence"][0]["gist"]["en"]
    assert (gist in texts[1]) == (kind == "claim")


def test_everything_is_drawn_as_from_one_file(visit: Visit, crowd: dict[str, Any], large: Callable[..., Path]) -> None:
    told = """(() => {
      const { plane, groups } = window.agglo.view.overview;
      const ids = [...plane.ids].sort();
      return [ids, plane.from.length, [...plane.drawn].reduce((a, b) => a + b, 0)];
    })()"""
    found = []
    for page in (visit(crowd, fragment="#all=yes"), visit(large(crowd, "two.html"), fragment="#all=yes")):
        until(page, "window.agglo.view.overview?.painted")
        found.append(page.evaluate(told))
        expect(page.locator("#counts")).to_contain_text("of 900 and 1500")
    assert found[0] == found[1]


def test_what_reasons_over_the_whole_graph_gets_the_whole(
    visit: Visit, crowd: dict[str, Any], large: Callable[..., Path]
) -> None:
    # A key of the address that only some later part of the page knows: a question, say.
    out = large(crowd)
    page = visit(out, fragment="#question=x")
    asked = files(page)
    page.reload()
    until(page, COMPLETE)
    expected = {path.name for path in out.with_name("page.data").iterdir()}
    assert expected <= set(asked)


def test_back_and_forward_work(visit: Visit, crowd: dict[str, Any], large: Callable[..., Path]) -> None:
    page = visit(large(crowd))
    until(page, COMPLETE)
    id_ = outside(crowd)
    subject = crowd["claims"][id_]["subject"]
    page.locator("#search").fill(crowd["entities"][subject]["label"]["en"])
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_visible()
    until(page, "window.agglo.state.selected")
    page.go_back()
    expect(page.locator("#panel .close")).to_have_count(0)
    page.go_forward()
    expect(page.locator("#panel h2")).to_have_text(crowd["entities"][subject]["label"]["en"])
    assert subject in page.evaluate("[...window.agglo.part().nodes]")


@pytest.mark.parametrize("name", ["a b#c%20&d.html", "城市 'x' \"y\".html", "..html"])
def test_the_page_may_have_any_name(visit: Visit, large: Callable[..., Path], name: str) -> None:
    out = large(sample_data(), name)
    page = visit(out, fragment="#s=claim:philips.anchors.eindhoven-high-tech")
    expect(page.locator(".item-of-evidence")).to_have_count(3)


def test_hostile_texts_stay_texts(visit: Visit, large: Callable[..., Path]) -> None:
    text = '");alert(1)//</script><script>alert(2)</script><img src=x onerror=alert(3)>'
    page = visit(
        large(hostile_data(text, "javascript:alert(4)")), fragment="#s=claim:philips.anchors.eindhoven-high-tech"
    )
    expect(page.locator("blockquote").first).to_have_text(text)


def test_the_policy_lets_only_our_own_script_add_files(large: Callable[..., Path], tmp_path: Path) -> None:
    write_page(sample_data(), tmp_path / "one.html")
    one, two = ((tmp_path / "one.html").read_text(), large(sample_data()).read_text())
    policies = [unescape(page.split('content="')[1].split('"')[0]) for page in (one, two)]
    directives = [dict(each.split(" ", 1) for each in policy.split("; ")) for policy in policies]
    assert directives[0]["default-src"] == directives[1]["default-src"] == "'none'"
    own, trusting = (each["script-src"].split() for each in directives)
    assert [source.split("-")[0] for source in own] == ["'sha256", "'sha256"]
    assert [source.split("-")[0] for source in trusting] == ["'sha256", "'sha256", "'strict"]


def test_a_script_that_is_not_ours_does_not_run(chrome: Browser, large: Callable[..., Path], tmp_path: Path) -> None:
    out = large(sample_data())
    (tmp_path / "page.data" / "evil.js").write_text("window.evil = true;")
    text = out.read_text().replace("</head>", '<script src="page.data/evil.js"></script></head>')
    out.write_text(text.replace("<body>", '<body onload="window.evil = true">'))
    context = chrome.new_context(offline=True)
    page = context.new_page()
    page.goto(out.as_uri())
    until(page, COMPLETE)
    assert page.evaluate("window.evil === undefined")
    context.close()


def test_columns_keep_every_value() -> None:
    records: list[tuple[str, dict[str, Any]]] = [
        ("a", {"type": "City", "n": 1, "also": ["x"], "same": None}),
        ("b", {"type": "City", "n": 2, "also": [], "same": None}),
        ("c", {"type": "Firm", "n": 3, "also": [], "same": None}),
    ]
    found = columns(records)
    assert found["ids"] == ["a", "b", "c"]
    assert found["keys"]["n"] == {"plain": [1, 2, 3]}
    assert found["keys"]["type"] == {"values": ["City", "Firm"], "codes": [0, 0, 1]}
    assert found["keys"]["same"] == {"values": [None], "codes": [0, 0, 0]}


def test_no_claim_and_no_thing_is_lost(crowd: dict[str, Any]) -> None:
    first, made = divided(crowd, "folder")
    assert first["large"]["things"] == 900
    assert first["large"]["claims"] == 1500
    names = {name.rpartition("-")[0] for name in made}
    assert names == {"things", "lines", "thing", "claim"}
    assert first["claims"].keys() <= crowd["claims"].keys()
    assert all(
        end in first["entities"] for claim in first["claims"].values() for end in (claim["subject"], claim["object"])
    )
