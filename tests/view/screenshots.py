"""Pictures of the shipped page at each width, light and dark, in both languages, to look at.

    python -m tests.view.screenshots FOLDER

Writes FOLDER/WIDTH-LOOK-LANGUAGE-SIGHT.png, and a sheet of the sights of each width, look and language.
"""

from __future__ import annotations

import sys
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from agglo.graph import KnowledgeGraph

from .chromium import chromium, until

SIZES = {390: 844, 1280: 800, 2560: 1440}
LOOKS = ("light", "dark")
LANGUAGES = ("en", "zh-Hans")
SIGHTS = {
    "opening": "",
    "claim": "#s=claim:philips.anchors.eindhoven-high-tech",
    "thing": "#s=entity:philips",
    "question": "#ask=what remains without Philips",
    "why-not": "#ask=why is there no path from Philips to Austin semiconductor cluster",
    "map": "#w=map",
    "timeline": "#w=timeline",
    "flow": "#w=flow",
    "matrix": "#w=matrix",
    "table": "#w=table",
    "list": "#w=list",
    "everything": "#all=yes",
}
_STYLE = "body { display: flex; flex-wrap: wrap; font: 12px sans-serif } figure { margin: 4px }"


def take(browser: Browser, page: Path, width: int, look: str, language: str, out: Path) -> list[Path]:
    """Take every sight; the paths of the pictures."""
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme="dark" if look == "dark" else "light",
        is_mobile=width < 600,
        has_touch=width < 600,
        offline=True,
    )
    taken = []
    for name, fragment in SIGHTS.items():
        tab = context.new_page()
        tab.goto(page.as_uri() + (f"{fragment}&" if fragment else "#") + f"l={language}")
        until(tab, "window.agglo?.complete", 60)
        tab.wait_for_timeout(400)
        taken.append(out / f"{width}-{look}-{language}-{name}.png")
        tab.screenshot(path=taken[-1])
        tab.close()
    context.close()
    return taken


def sheet(browser: Browser, pictures: list[Path], width: int, out: Path) -> None:
    """All pictures on one, side by side."""
    each = 300 if width < 600 else 640
    cells = "".join(
        f"<figure><img src='{p.name}' width={each}><figcaption>{escape(p.stem)}</figcaption></figure>" for p in pictures
    )
    html = out.with_suffix(".html")
    html.write_text(
        f"<style>body{{display:flex;flex-wrap:wrap;font:12px sans-serif}}figure{{margin:4px}}</style>{cells}"
    )
    tab = browser.new_page(viewport={"width": 6 * (each + 8) if width < 600 else 3 * (each + 8), "height": 400})
    tab.goto(html.as_uri())
    tab.screenshot(path=out, full_page=True)
    tab.close()
    html.unlink()


def main(folder: str) -> None:
    """Write all pictures."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    page = out / "agglo.html"
    KnowledgeGraph.open().view(page)
    number = 0
    with chromium() as browser:
        for width, look, language in product(SIZES, LOOKS, LANGUAGES):
            pictures = take(browser, page, width, look, language, out)
            sheet(browser, pictures, width, out / f"sheet-{width}-{look}-{language}.png")
            number += len(pictures)
    sys.stdout.write(f"{number} pictures in {out}\n")


if __name__ == "__main__":
    main(sys.argv[1])
