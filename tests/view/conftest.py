"""One headless Chromium for all browser tests, cut off from the network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from agglo.graph.knowledge_graph import KnowledgeGraph
from agglo.graph.view.collect import page_data
from agglo.graph.view.page import write_page

from .chromium import Visit, chromium, visiting

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1400,900",
    "--lang=en",
)

Open = Callable[..., webdriver.Chrome]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in FLAGS:
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('browser')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    yield driver
    driver.quit()


@pytest.fixture
def open_page(browser: webdriver.Chrome, tmp_path: Path) -> Iterator[Open]:
    """Write page data as a page and open it from disk; afterwards nothing may have gone wrong in it."""

    def opened(
        data: dict[str, Any],
        *,
        fragment: str = "",
        size: tuple[int, int] = (1400, 900),
        dark: bool = False,
        language: str = "en",
    ) -> webdriver.Chrome:
        out = tmp_path / "page.html"
        write_page(data, out, language=language)
        browser.get("about:blank")
        logged(browser, "browser")
        logged(browser, "performance")
        narrow = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 600}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        browser.get(out.as_uri() + fragment)
        return browser

    yield opened
    console = [entry["message"] for entry in logged(browser, "browser")]
    assert console == []
    assert requests(browser) == []


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(chrome: Browser, tmp_path: Path) -> Iterator[Visit]:
    with visiting(chrome, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def shipped(shipped_graph: KnowledgeGraph) -> dict[str, Any]:
    """The page data of the facts that ship."""
    return page_data(shipped_graph.look)


def logged(browser: webdriver.Chrome, kind: str) -> list[dict[str, Any]]:
    """Return a log since it was last read."""
    return cast("list[dict[str, Any]]", browser.get_log(kind))  # type: ignore[no-untyped-call]


def requests(browser: webdriver.Chrome) -> list[str]:
    """Return the addresses that were asked for since the page was opened, but for the page itself."""
    found = []
    for entry in logged(browser, "performance"):
        event = cast("dict[str, Any]", json.loads(entry["message"])["message"])
        if event["method"] == "Network.requestWillBeSent":
            found.append(event["params"]["request"]["url"])
    return [url for url in found if not url.startswith(("file:", "data:", "about:"))]
