"""`agglo view`."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from . import options
from .output import write


def view_command(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The HTML file to write.")] = Path(
        "agglo.html"
    ),
    focus: Annotated[
        list[str],
        typer.Option("--focus", metavar="NAME", help="Open on a thing and its neighbours; may be given again."),
    ] = [],  # noqa: B006 - typer copies it
    hops: Annotated[int, typer.Option("--hops", help="Steps around the focus that are drawn.")] = 1,
    question: Annotated[str, typer.Option("--question", metavar="TEXT", help="Open on the answer to a question.")] = "",
    alone: Annotated[
        bool, typer.Option("--alone", help="Hold what it opens on, and not the whole graph: small and quick.")
    ] = False,
    language: options.Language = options.Tongue.ENGLISH,
    max_size: Annotated[
        float,
        typer.Option(
            "--max-size",
            metavar="MB",
            min=0,
            help="A larger page is a small one with a folder beside it.",
        ),
    ] = 8.0,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Write the graph as one HTML page that opens offline."""
    names = [name.strip() for each in focus for name in each.split(",") if name.strip()]
    if alone and not (names or question):
        raise typer.BadParameter("goes with --focus or --question: it holds what they name", param_hint="--alone")
    options.writable(out)
    opened = options.graph_of(facts, graph, ontology)
    opened.view(out, focus=names, hops=hops, question=question, alone=alone, language=language.value, max_size=max_size)
    folder = out.with_name(f"{out.stem}.data")
    beside = f" with the folder {folder}, which belongs beside it" if folder.is_dir() else ""
    write(f"{out} ({out.stat().st_size / 1e6:.1f} MB){beside}\n")
    if show:
        webbrowser.open(out.resolve().as_uri())
