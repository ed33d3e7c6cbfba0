"""Flow, matrix and table for readers who do not see them, and on every size of window."""

from __future__ import annotations

from importlib.resources import files

import pytest

from .chromium import Visit
from .sample import sample_data

pytestmark = pytest.mark.browser

VIEWS = ("flow", "matrix", "table")
CHOSEN = "all=yes&mo=alike&s=claim:philips.anchors.eindhoven-high-tech"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(visit: Visit, view: str, language: str, dark: bool) -> None:
    data = sample_data()
    data["claims"]["nxp.anchors.eindhoven-high-tech"] |= {"status": "rejected", "through": ["spin-off"]}
    page = visit(data, fragment=f"#w={view}&{CHOSEN}&v=2", language=language, dark=dark, size=(1280, 800))
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    serious = page.evaluate(
        """async () => (await axe.run(".view")).violations
          .filter(({ impact }) => ["serious", "critical"].includes(impact))
          .map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => node.html.slice(0, 200))])"""
    )
    assert serious == []


@pytest.mark.parametrize("size", [(390, 844), (768, 1024), (1280, 800), (2560, 1440)])
@pytest.mark.parametrize("view", VIEWS)
def test_the_window_never_scrolls_sideways(visit: Visit, view: str, size: tuple[int, int]) -> None:
    page = visit(sample_data(), fragment=f"#w={view}&all=yes&v=2", size=size)
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room
    box = page.locator(f".{view}-scroll").bounding_box()
    assert box is not None
    assert box["height"] > 200


@pytest.mark.parametrize("view", VIEWS)
def test_each_button_can_be_touched(visit: Visit, view: str) -> None:
    page = visit(sample_data(), fragment=f"#w={view}&all=yes&v=2", size=(390, 844))
    low = page.locator(f".pane.{view} .viewbar button:visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 24).map(one => one.textContent)"
    )
    assert low == []
