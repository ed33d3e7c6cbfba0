"""The page in headless Chromium, beside pyvis' own page on the same data, in one run.

    python tests/benchmarks/page.py [--runs 5] [--patience 60] [--keep DIR] [--quick]

Prints tables: sizes; the first readable picture; panning, filters, search; layout. Times are medians in milliseconds,
as the reader's clock tells them; `work` is what the page's main thread did meanwhile, which other programs on the
machine disturb less. Exits 1 if a goal is missed. Made-up graphs take minutes to lay out: with `--keep` they are kept.
"""

from __future__ import annotations

import argparse
import math
import os
import pickle
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from agglo.graph import KnowledgeGraph
from agglo.graph.view.collect import page_data
from agglo.graph.view.layout import positions
from agglo.graph.view.page import to_pyvis, write_page
from tests.benchmarks.collection import page_data as made_up
from tests.view.chromium import FLAGS, executable

# Noted in every frame from the very start: when a page's first picture stands.
NOTE = """(() => {
  const look = () => {
    const ours = window.agglo, theirs = typeof network !== "undefined" && network;
    const stands = ours ? ours.ready && (!ours.view.overview || ours.view.overview.painted)
      : theirs && theirs.body && theirs.physics && (!theirs.physics.physicsEnabled || theirs.physics.stabilized);
    if (!stands) return requestAnimationFrame(look);
    // What was drawn in this frame is on the screen in the next.
    requestAnimationFrame(() => { window.stood = performance.now(); });
  };
  requestAnimationFrame(look);
})();"""
FRAMES = """new Promise((done) => {
  const gaps = []; let last = performance.now(); const end = last + 3000;
  const frame = (now) => { gaps.push(now - last); last = now; now < end ? requestAnimationFrame(frame) : done(gaps); };
  requestAnimationFrame(frame);
})"""
# Milliseconds until the frame that shows the change is done.
TOGGLE = """() => new Promise((done) => {
  const box = document.querySelector('.filters input[data-key="Firm"]'), start = performance.now();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done(performance.now() - start);
  box.click();
  requestAnimationFrame(() => port2.postMessage(0));
})"""
SEARCH = """(texts) => texts.map((text) => {
  const input = document.getElementById("search"), start = performance.now();
  input.value = text;
  input.dispatchEvent(new Event("input"));
  return performance.now() - start;
})"""
SOUGHT = ["p", "po", "port", "port 12", "光", "光电", "厂企", "no such name"]


@dataclass
class Table:
    """Rows of what was measured, beside what it should be."""

    missed: list[str] = field(default_factory=list)

    def row(self, name: str, value: float | None, unit: str, goal: float | None = None, note: str = "") -> None:
        """Print a row; more than the goal is a miss, less where the unit is frames a second."""
        if value is None:
            print(f"  {name:<58} {'—':>10} {unit:<8} {note}")
            return
        bad = goal is not None and (value < goal if unit == "fps" else value > goal)
        told = (
            ""
            if goal is None
            else f"{'at least' if unit == 'fps' else 'at most'} {goal:,g}: {'MISSED' if bad else 'met'}"
        )
        shown = f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"
        print(f"  {name:<58} {shown:>10} {unit:<8} {told}{note}", flush=True)
        if bad:
            self.missed.append(name)


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[tuple[Page, CDPSession]]:
    """A page of a context of its own, that notes when its first picture stands."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    page.add_init_script(NOTE)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    try:
        page.goto(address, wait_until="commit", timeout=120_000)
        yield page, session
    finally:
        context.close()


def until(page: Page, told: str, patience: float) -> bool:
    """Wait until an expression is true in the page; false if it is not in time."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if page.evaluate(told):
            return True
        time.sleep(0.02)
    return False


def first_picture(browser: Browser, address: str, runs: int, patience: float) -> tuple[float | None, float | None]:
    """Medians: when the first picture stood, and the main thread's work until then; none if it took too long."""
    clock, work = [], []
    for _ in range(runs):
        with opened(browser, address) as (page, session):
            if not until(page, "window.stood", patience):
                return None, None
            clock.append(float(page.evaluate("window.stood")))
            work.append(busy(session))
    return statistics.median(clock), statistics.median(work)


def busy(session: CDPSession) -> float:
    """Milliseconds that the page's main thread has worked so far."""
    found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(found["TaskDuration"])


def panned(page: Page) -> list[float]:
    """The gaps between frames while the picture is dragged about for three seconds."""
    box = page.locator("canvas").first.bounding_box() or {"x": 0, "y": 0, "width": 800, "height": 600}
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(f"() => {{ window.frames_ = {FRAMES}; }}")
    start = time.monotonic()
    while (now := time.monotonic() - start) < 2.9:
        page.mouse.move(x + 160 * math.sin(3 * now), y + 90 * math.sin(4 * now))
    gaps: list[float] = page.evaluate("window.frames_")
    page.mouse.up()
    return sorted(gaps[1:])


def pyvis_pages(data: dict[str, Any], folder: Path, name: str, *, moving: bool) -> dict[str, str]:
    """pyvis' own page: with its own physics, and with positions given."""
    found = {}
    for kind in ("default", "fixed") if moving else ("fixed",):
        network = to_pyvis(data)
        if kind == "default":
            network.toggle_physics(True)
            for node in network.nodes:
                for key in ("x", "y", "physics"):
                    node.pop(key)
        out = folder / f"{name}-pyvis-{kind}.html"
        out.write_text(network.generate_html(), "utf-8")
        found[kind] = str(out)
    return found


def kept(folder: Path, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Page data that is made once."""
    file = folder / f"{name}.pickle"
    if not file.exists():
        print(f"making {name} …", file=sys.stderr, flush=True)
        file.write_bytes(pickle.dumps(make()))
    found: dict[str, Any] = pickle.loads(file.read_bytes())
    return found


def layouts(table: Table) -> None:
    """How long the layout of thousands of nodes takes."""
    print("\nLayout, seconds")
    for things, goal in ((1_500, None), (5_000, 6.0), (20_000, 40.0)):
        links = random_links(things)
        clock, work = time.perf_counter(), time.process_time()
        positions([f"n{at}" for at in range(things)], links)
        clock, work = time.perf_counter() - clock, time.process_time() - work
        table.row(f"{things:,} nodes, {len(links):,} edges", clock, "s", goal, f"  work {work:.1f} s")


def random_links(things: int) -> list[tuple[str, str]]:
    """Links as in the made-up graphs."""
    from random import Random

    from tests.benchmarks.collection import links

    return [(f"n{a}", f"n{b}") for a, b in links(Random(1), things, 2 * things)]


def compared(browser: Browser, table: Table, pages: dict[str, Any], given: argparse.Namespace) -> None:
    """The first picture of each page, beside pyvis'."""
    print(f"\nFirst readable picture, milliseconds (pyvis is waited for {given.patience:g} s)")
    for name, (address, fragment, goal, others) in pages.items():
        clock, work = first_picture(browser, Path(address).as_uri() + fragment, given.runs, given.patience)
        table.row(name, clock, "ms", goal, f"  work {work or 0:,.0f} ms")
        for kind, other in others.items():
            runs = 1 if kind == "default" else min(3, given.runs)
            clock, work = first_picture(browser, Path(other).as_uri(), runs, given.patience)
            slow = f"not within {given.patience:g} s" if clock is None else f"  work {work or 0:,.0f} ms"
            table.row(f"    pyvis, {kind}, the same data", clock, "ms", None, slow)


def moved(browser: Browser, table: Table, pages: dict[str, Any], given: argparse.Namespace) -> None:
    """Panning, filters and search."""
    print("\nAt work")
    for name, (address, fragment, goals, other) in pages.items():
        with opened(browser, Path(address).as_uri() + fragment) as (page, _):
            until(page, "window.stood && window.agglo.complete", given.patience)
            page.wait_for_timeout(600)
            gaps = panned(page)
            table.row(f"{name}: frames a second while panning", 1000 * len(gaps) / sum(gaps), "fps", goals.get("fps"))
            table.row(f"{name}: 95 % of frames within", gaps[int(0.95 * len(gaps))], "ms", goals.get("p95"))
            page.wait_for_timeout(400)
            turns = []
            for _ in range(2 * given.runs):
                turns.append(float(page.evaluate(TOGGLE)))
                page.wait_for_timeout(250)
            table.row(f"{name}: a filter turned", statistics.median(turns), "ms", goals.get("toggle"))
            times = [each for _ in range(given.runs) for each in page.evaluate(SEARCH, SOUGHT)]
            table.row(f"{name}: search over names", statistics.median(times), "ms", goals.get("search"))
        if not other:
            continue
        with opened(browser, Path(other).as_uri()) as (page, _):
            if until(page, "window.stood", given.patience):
                gaps = panned(page)
                table.row("    pyvis, fixed: frames a second while panning", 1000 * len(gaps) / sum(gaps), "fps")
                table.row("    pyvis, fixed: 95 % of frames within", gaps[int(0.95 * len(gaps))], "ms")


def size_of(path: str) -> float:
    """Megabytes of a page, with the folder beside it."""
    page = Path(path)
    folder = page.with_name(f"{page.stem}.data")
    beside = sum(each.stat().st_size for each in folder.iterdir()) if folder.is_dir() else 0
    return (page.stat().st_size + beside) / 1e6


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--patience", type=float, default=60, help="seconds to wait for a picture")
    parser.add_argument("--keep", type=Path, help="where made-up graphs are kept")
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes: 100,000 claims, layout")
    given = parser.parse_args()
    table = Table()
    with TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        facts = page_data(KnowledgeGraph.open().look)
        sets = {"shipped": facts}
        sets["1,500"] = kept(folder, "1500", lambda: made_up(facts, 1_500, 3_000))
        sets["20,000"] = kept(folder, "20000", lambda: made_up(facts, 20_000, 40_000))
        if not given.quick:
            sets["100,000 claims"] = kept(folder, "100000", lambda: made_up(facts, 30_000, 100_000))
        ours, theirs = {}, {}
        print("Page sizes, megabytes")
        for name, data in sets.items():
            ours[name] = str(Path(temporary, f"{name.replace(',', '').replace(' ', '-')}.html"))
            write_page(data, Path(ours[name]), max_size=8)
            table.row(
                f"{name}: {len(data['entities']):,} things", size_of(ours[name]), "MB", 4 if name == "shipped" else None
            )
            if not name.startswith("100"):
                moving = len(data["entities"]) < 5_000
                theirs[name] = pyvis_pages(data, Path(temporary), Path(ours[name]).stem, moving=moving)
                table.row("    pyvis, fixed, without claims", size_of(theirs[name]["fixed"]), "MB")
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        pages = {
            "shipped facts": (ours["shipped"], "", 1000, theirs["shipped"]),
            "shipped facts, everything": (ours["shipped"], "#all=yes", None, {}),
            "1,500 things": (ours["1,500"], "#all=yes", 1500, theirs["1,500"]),
            "20,000 things, in groups": (ours["20,000"], "#all=yes", 1500, theirs["20,000"]),
            "20,000 things, one by one": (ours["20,000"], "#all=yes&g=none", None, {}),
        }
        if not given.quick:
            pages["100,000 claims, opening"] = (ours["100,000 claims"], "", 3000, {})
            pages["100,000 claims, everything"] = (ours["100,000 claims"], "#all=yes", None, {})
        compared(browser, table, pages, given)
        smooth = {"p95": 33.4, "toggle": 50, "search": 20}
        work = {
            "1,500 things": (ours["1,500"], "#all=yes", {"fps": 30}, theirs["1,500"]["fixed"]),
            "20,000 in groups": (ours["20,000"], "#all=yes", smooth, theirs["20,000"]["fixed"]),
            "20,000 one by one": (ours["20,000"], "#all=yes&g=none", smooth, None),
        }
        moved(browser, table, work, given)
        browser.close()
    if not given.quick:
        layouts(table)
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", end="; ")
    print(f"missed: {', '.join(table.missed) or 'nothing'}")
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
