"""Headless Chromium through Playwright, cut off from the network, for the tests of the page."""

from __future__ import annotations

import pickle
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from agglo.graph.view.page import render_page

_BROWSERS = ("chromium-headless-shell", "chromium")
"""Debian's; the first has no window and needs a third of the time of the other."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)

Visit = Callable[..., Page]
"""(data, *, fragment, size, dark, language) -> the page, opened from disk."""


def executable() -> str:
    """The browser of the tests."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    assert found, f"none of {_BROWSERS} is installed; tests/run installs one"
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield browser
        browser.close()


def until(page: Page, told: str, seconds: float = 20, arg: Any = None) -> None:
    """Wait until an expression is true; Playwright's own wait evaluates text in the page, which its policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(told, arg):
        assert time.monotonic() < end, f"not within {seconds} s: {told}"
        page.wait_for_timeout(20)


def wait_for(page: Page, what: str) -> None:
    """Wait until `window.agglo` says that it is `ready`, or `complete`."""
    until(page, f"window.agglo?.{what}", 30)


@lru_cache(maxsize=8)
def _written(pickled: bytes, language: str) -> str:
    """A page as text. Writing one takes as long as opening it, and most tests of a file open the same."""
    return render_page(pickle.loads(pickled), language=language)


@contextmanager
def visiting(browser: Browser, folder: Path) -> Iterator[Visit]:
    """Write page data as a page and open it from disk; afterwards nothing may have gone wrong in it.

    Nothing: no message on the console, no error of a script, no request but for the page and its own folder.
    """
    contexts, wrong = [], []

    def asked(url: str) -> None:
        if not url.startswith((folder.as_uri(), "data:", "blob:", "about:")):
            wrong.append(f"asked for {url}")

    def visit(
        data: dict[str, Any] | Path,
        *,
        fragment: str = "",
        size: tuple[int, int] = (1400, 900),
        dark: bool = False,
        language: str = "en",
    ) -> Page:
        out = data if isinstance(data, Path) else folder / "page.html"
        if not isinstance(data, Path):
            out.write_text(_written(pickle.dumps(data), language), "utf-8")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            is_mobile=size[0] < 600,
            has_touch=size[0] < 600,
            offline=True,
            locale="en",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error.stack or error}"))
        page.on("request", lambda request: asked(request.url))
        page.goto(out.as_uri() + fragment)
        # The page is ready when it has taken its state from the address and drawn it.
        until(page, "window.agglo?.ready")
        return page

    try:
        yield visit
    finally:
        for context in contexts:
            context.close()
    assert wrong == []


def drawn(page: Page, what: str = "nodes") -> set[str]:
    """The ids of the things, or of the claims, in the part of the graph that the page shows."""
    return set(page.evaluate("(what) => [...window.agglo.part()[what]]", what))
