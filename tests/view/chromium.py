"""Headless Chromium through Playwright, cut off from the network, for the tests of the page."""

from __future__ import annotations

import pickle
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
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
"""(data, *, fragment, size, dark, language, alone) -> the page, opened from disk."""

_VISITS = 50  # of a tab, then it is closed: what a page leaves behind in its process stays small


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


class Tabs:
    """Tabs of a browser, used again one visit after the other.

    A new one is a new process, which knows none of the page's scripts: it takes twice what a visit takes otherwise.
    """

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self.folder, self._text = folder, ""
        self._idle: dict[tuple[tuple[int, int], bool], list[tuple[Page, int]]] = {}

    def written(self, data: dict[str, Any], language: str) -> Path:
        """A file with a page, one after the other the same: the browser knows scripts again by where they stand."""
        text, file = _written(pickle.dumps(data), language), self.folder / "page.html"
        if text is not self._text:
            file.write_text(text, "utf-8")
            self._text = text
        return file

    @contextmanager
    def tab(self, size: tuple[int, int], heard: Mapping[Any, Any], *, dark: bool, alone: bool) -> Iterator[Page]:
        """A blank tab, for as long as the context lasts.

        Args:
            size: its width and height.
            heard: what is told of which events of it, from its opening until it is blank again.
            dark: whether it asks for dark colours.
            alone: whether it is new, and closed afterwards.
        """
        idle = self._idle.setdefault((size, dark), [])
        page, visits = (self._opened(size, dark=dark), 0) if alone or not idle else idle.pop()
        page.set_default_timeout(10_000)
        for event, told in heard.items():
            page.on(event, told)
        yield page
        if alone or visits + 1 == _VISITS:
            page.context.close()
            return
        page.mouse.move(0, 0)
        page.goto("about:blank")
        for event, told in heard.items():
            page.remove_listener(event, told)
        idle.append((page, visits + 1))

    def _opened(self, size: tuple[int, int], *, dark: bool) -> Page:
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            is_mobile=size[0] < 600,
            has_touch=size[0] < 600,
            offline=True,
            locale="en",
        )
        return context.new_page()


@contextmanager
def visiting(tabs: Tabs, folder: Path) -> Iterator[Visit]:
    """Write page data as a page and open it from disk; afterwards nothing may have gone wrong in it.

    Nothing: no message on the console, no error of a script, no request but for the page and its own folder. A test
    that sets something on the tab itself, beyond the page, asks for one `alone`.
    """
    wrong: list[str] = []
    stack = ExitStack()

    def asked(url: str) -> None:
        if not url.startswith((folder.as_uri(), tabs.folder.as_uri(), "data:", "blob:", "about:")):
            wrong.append(f"asked for {url}")

    heard = {
        "console": lambda message: wrong.append(f"{message.type}: {message.text}"),
        "pageerror": lambda error: wrong.append(f"error: {error.stack or error}"),
        "request": lambda request: asked(request.url),
    }

    def visit(
        data: dict[str, Any] | Path,
        *,
        fragment: str = "",
        size: tuple[int, int] = (1400, 900),
        dark: bool = False,
        language: str = "en",
        alone: bool = False,
    ) -> Page:
        out = data if isinstance(data, Path) else tabs.written(data, language)
        page = stack.enter_context(tabs.tab(size, heard, dark=dark, alone=alone))
        page.goto(out.as_uri() + fragment)
        # The page is ready when it has taken its state from the address and drawn it.
        until(page, "window.agglo?.ready")
        return page

    with stack:
        yield visit
    assert wrong == []


def drawn(page: Page, what: str = "nodes") -> set[str]:
    """The ids of the things, or of the claims, in the part of the graph that the page shows."""
    return set(page.evaluate("(what) => [...window.agglo.part()[what]]", what))
