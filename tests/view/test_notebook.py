"""Pages in a notebook, and pages that open on something."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from agglo.graph import KnowledgeGraph
from agglo.graph.errors import NameNotFoundError, QuestionError

from .chromium import Visit, drawn


@pytest.fixture
def graph(shipped_graph: KnowledgeGraph) -> KnowledgeGraph:
    return shipped_graph


@pytest.mark.browser
def test_a_page_opens_on_a_thing_and_its_neighbours(visit: Visit, graph: KnowledgeGraph, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    graph.view(out, focus="Philips")
    page = visit(out)
    assert {"philips", "asml", "eindhoven-high-tech"} <= drawn(page)
    assert "skype" not in drawn(page)


@pytest.mark.browser
def test_two_hops_draw_the_neighbours_of_the_neighbours(visit: Visit, graph: KnowledgeGraph, tmp_path: Path) -> None:
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    graph.view(one, focus=["nvidia"])
    graph.view(two, focus=["nvidia"], hops=2)
    assert drawn(visit(one)) < drawn(visit(two))


@pytest.mark.browser
def test_a_page_opens_on_an_answer(visit: Visit, graph: KnowledgeGraph, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    graph.view(out, question="what remains without Philips", language="zh-Hans")
    page = visit(out)
    expect(page.locator("#question")).to_have_text("没有飞利浦会怎样？")
    rows = graph.ask("what remains without Philips").rows
    expect(page.locator("#panel .answers > li")).to_have_count(len(rows))


@pytest.mark.browser
def test_an_answer_draws_its_claims_alone(visit: Visit, graph: KnowledgeGraph, tmp_path: Path) -> None:
    answer = graph.ask("how did Philips drive the Eindhoven high-tech cluster")
    out = tmp_path / "page.html"
    answer.view().write(out)
    page = visit(out)
    assert drawn(page, "claims") == set(answer.claims)
    expect(page.locator("#question")).to_contain_text("How did Philips drive the Eindhoven high-tech cluster")


def test_a_notebook_gets_a_frame_of_its_own(graph: KnowledgeGraph) -> None:
    shown = graph.view(focus="Philips")._repr_html_()
    found = re.fullmatch(r'<iframe srcdoc="([^"]*)" sandbox="([^"]*)"[^>]*></iframe>', shown, re.DOTALL)
    assert found
    assert html.unescape(found[1]).startswith("<!DOCTYPE html>")
    assert "allow-same-origin" not in found[2]


def test_what_a_page_cannot_open_on_is_an_error(graph: KnowledgeGraph) -> None:
    with pytest.raises(NameNotFoundError):
        graph.view(focus="Atlantis Works")
    with pytest.raises(QuestionError):
        graph.view(question="please sing")
    with pytest.raises(QuestionError):
        graph.view(focus="Philips", hops=9)


@pytest.mark.browser
def test_a_large_page_opens_on_what_it_was_made_for(visit: Visit, graph: KnowledgeGraph, tmp_path: Path) -> None:
    for name, made_for in (("one", {"focus": "Philips"}), ("two", {"question": "what remains without Philips"})):
        out = tmp_path / f"{name}.html"
        graph.view(out, max_size=0.1, **made_for)  # type: ignore[arg-type]
        assert (tmp_path / f"{name}.data").is_dir()
        page = visit(out, alone=True)
        expect(page.locator("#counts")).to_contain_text("things")
        assert {"philips", "eindhoven-high-tech"} <= drawn(page)
        assert "skype" not in drawn(page)
