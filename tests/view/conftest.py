"""One headless Chromium for all browser tests, cut off from the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from agglo.graph.knowledge_graph import KnowledgeGraph
from agglo.graph.view.collect import page_data

from .chromium import Tabs, Visit, chromium, visiting


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def tabs(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Tabs:
    return Tabs(chrome, tmp_path_factory.mktemp("pages"))


@pytest.fixture
def visit(tabs: Tabs, tmp_path: Path) -> Iterator[Visit]:
    with visiting(tabs, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def shipped(shipped_graph: KnowledgeGraph) -> dict[str, Any]:
    """The page data of the facts that ship."""
    return page_data(shipped_graph.look)
