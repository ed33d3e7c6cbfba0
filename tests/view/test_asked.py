"""A question in a link: its answer, alone, and in sight."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.sentences import sentence
from agglo.graph.ask.wider import wider
from agglo.graph.view.page import page_messages

from .chromium import Visit, drawn, until

pytestmark = pytest.mark.browser

QUESTION = "what remains without Philips"
NOTHING_DRAWN = page_messages()["answer_undrawn"]
ALONG = "window.agglo.view.picture.along.map(({ edge, shown, turn }) => ({ edge, shown, turn }))"


@pytest.fixture(scope="module")
def shipped_page(shipped_graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("asked") / "page.html"
    shipped_graph.view(found)
    return found


@pytest.fixture
def file(shipped_page: Path, tmp_path: Path) -> Path:
    """Where `visit` allows a page to be."""
    return Path(shutil.copy(shipped_page, tmp_path))


def test_a_link_with_a_question_shows_its_answer_alone(visit: Visit, file: Path, shipped_graph: KnowledgeGraph) -> None:
    page = visit(file, fragment=f"#ask={QUESTION}")
    claims = {edge.claim for row in shipped_graph.ask(QUESTION).rows for edge in row.path.edges}
    assert drawn(page, "claims") >= claims
    assert len(drawn(page)) <= 2 * len(claims) + 1
    page.get_by_role("button", name="Back to the opening").click()
    assert len(drawn(page)) > 20


def test_on_a_phone_an_answer_is_in_sight(visit: Visit, file: Path) -> None:
    page = visit(file, fragment="#ask=which anchors drove which clusters in China", size=(390, 844))
    head = page.locator("#panel h2")
    expect(head).to_be_in_viewport()
    expect(page.locator("#panel .answers > li").first).to_be_in_viewport()


def test_a_question_that_cannot_be_read_leaves_the_opening(visit: Visit, file: Path) -> None:
    page = visit(file, fragment="#ask=colourless green ideas")
    expect(page.locator("#counts")).to_have_text("This address names something that is not in this graph.")
    expect(page.locator("#question")).to_have_text("Which anchors drove which clusters?")
    assert len(drawn(page)) > 20
    expect(page.locator("#empty")).to_be_hidden()


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("what drove Silicon Valley", "en"),
        ("哪些锚机构带动了深圳", "zh-Hans"),
        ("how did Stanford University drive Silicon Valley", "zh-Hant"),
        ("what did Boston drive", "en"),
        ("did Philips drive Austin", "en"),
        ("what led to the decline of Detroit", "en"),
        ("底特律为什么衰落", "zh-Hant"),
    ],
)
def test_no_answer_about_a_place_offers_what_the_command_offers(
    visit: Visit, file: Path, shipped_graph: KnowledgeGraph, question: str, language: str
) -> None:
    reading = shipped_graph.read(question).in_language(language)
    # The page leaves out the number of steps where it is the usual one.
    said = (sentence(shipped_graph.look, each) for each in wider(shipped_graph.look, reading))
    offered = [re.sub("(, in at most 3 steps|，最多3步)", "", each) for each in said]
    page = visit(file, fragment=f"#ask={question}&l={language}")
    expect(page.locator("#panel .notice")).to_be_visible()
    expect(page.locator("#empty")).to_have_text(NOTHING_DRAWN[language])
    buttons = page.locator("#panel .offers button")
    expect(buttons).to_have_text(offered)
    if offered:
        buttons.first.click()
        expect(page.locator("#panel h2")).to_have_text(offered[0])
        expect(page.locator("#panel .answers > li").first).to_be_visible()


@pytest.mark.parametrize("size", [(1280, 800), (2560, 1440)])
def test_lines_of_an_answer_tell_their_mechanisms(visit: Visit, file: Path, size: tuple[int, int]) -> None:
    page = visit(file, fragment=f"#ask={QUESTION}", size=size)
    until(page, "window.agglo.view.picture.along.length > 0")
    told = page.evaluate(ALONG)
    assert {each["edge"] for each in told} == drawn(page, "claims")
    words = {part.strip(",…") for each in told for part in each["shown"].split(", ")}
    assert {"foreign investment", "corporate spin-off"} <= words
    assert all(abs(each["turn"]) < 1.2 for each in told), "words stand on their heads"
    # A larger window shows the few things larger.
    assert page.evaluate("window.agglo.view.picture.network.getScale()") > 0.9 * size[0] / 1280


def test_an_answer_says_how_sure_it_is_as_the_command_does(
    visit: Visit, file: Path, shipped_graph: KnowledgeGraph
) -> None:
    rows = shipped_graph.ask(QUESTION).rows
    page = visit(file, fragment=f"#ask={QUESTION}")
    marks = page.locator("#panel .answers > li").first.locator(".mark")
    sources = rows[0].independent_sources
    assert len(rows[0].claims) == 1, "who tells the chain is said of chains only"
    expect(marks).to_have_text([
        "loses support; other claims still hold it up",
        f"confidence {rows[0].path.confidence}",
        f"{sources} independent sources",
    ])  # fmt: skip
    expect(page.locator("#counts")).to_have_text(re.compile("^3 things and 2 claims drawn, of "))


def test_an_answer_without_a_claim_is_not_said_to_be_sure(visit: Visit, file: Path) -> None:
    page = visit(file, fragment="#ask=why is there no path from Philips to Austin semiconductor cluster")
    first = page.locator("#panel .answers > li").first
    expect(first.locator(".mark")).to_have_text(["no chain of accepted claims that the question admits"])
    expect(page.locator("#counts")).to_have_text(re.compile("^3 things and 1 claim drawn, of "))
