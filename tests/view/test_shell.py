"""The page's shell: it opens on the question, and its state stands in the address."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .chromium import Visit
from .sample import sample_data

pytestmark = pytest.mark.browser


def test_opens_on_the_question_and_its_claims(visit: Visit) -> None:
    data = sample_data()
    page = visit(data)
    expect(page.locator("#question")).to_have_text("Which anchors drove which clusters?")
    part = page.evaluate("(({nodes, claims}) => ({nodes: [...nodes], claims}))(window.agglo.part())")
    opening = [data["claims"][key] for key in data["opening"]["claims"]]
    assert set(part["nodes"]) == {end for claim in opening for end in (claim["subject"], claim["object"])}
    assert set(part["claims"]) == set(data["opening"]["claims"])
    expect(page.locator("#counts")).to_have_text(
        "28 of 28 anchor and cluster pairs · 23 things and 28 claims drawn, of 34 and 53"
    )
