"""`agglo view`."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from . import options
from .output import write

_LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def view_command(
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file to write.")] = Path("agglo.html"),
    language: Annotated[str, typer.Option("--lang", help="Language at the start: en, zh-Hans or zh-Hant.")] = "en",
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Write the graph as one HTML page that opens offline."""
    if language not in _LANGUAGES:
        raise typer.BadParameter(f"`{language}` is none of {', '.join(_LANGUAGES)}", param_hint="--lang")
    if not out.parent.is_dir():
        raise typer.BadParameter(f"there is no folder `{out.parent}`", param_hint="--out")
    path = options.graph_of(facts, graph, ontology).view(out, language=language)
    write(f"{path} ({path.stat().st_size / 1e6:.1f} MB)\n")
    if show:
        webbrowser.open(path.resolve().as_uri())
