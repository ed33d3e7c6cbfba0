"""axe-core over every view, in both languages, light and dark: nothing serious."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .chromium import Visit, wait_for
from .sample import CLAIM, sample_data

pytestmark = pytest.mark.browser

VIEWS = ("picture", "map", "timeline", "flow", "matrix", "table", "list")


def serious(page: Page) -> list[str]:
    """What axe finds, as lines that can be read."""
    # A colour that is on its way to another has a contrast that nobody looks at.
    page.evaluate("() => Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    found = Axe().run(page).response
    assert len(found["passes"]) > 10
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_no_view_has_a_serious_fault(visit: Visit, language: str, dark: bool) -> None:
    page = visit(sample_data(), language=language, dark=dark, fragment=f"#s=claim:{CLAIM}")
    wait_for(page, "complete")
    for view in VIEWS:
        page.click(f"#tab-{view}")
        assert serious(page) == [], view


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nor_have_the_questions_and_a_thing(visit: Visit, dark: bool) -> None:
    page = visit(sample_data(), dark=dark, fragment="#s=entity:philips&confidence=0.3")
    assert serious(page) == []
    page.click("#others")
    assert serious(page) == []
