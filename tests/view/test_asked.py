"""A question in a link: its answer, alone, and in sight."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from agglo.graph import KnowledgeGraph

from .chromium import Visit, drawn

pytestmark = pytest.mark.browser

QUESTION = "what remains without Philips"


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
