"""`agglo export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from . import options
from .output import write


def export_command(
    form: Annotated[str, typer.Option("--format", help="nq, nt, ttl, trig, jsonld, rdf or graphml.")] = "nq",
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", help="The file to write; standard output by default."),
    ] = None,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Write the whole graph in another form; the same bytes every time."""
    opened = options.graph_of(facts, graph, ontology)
    if form == "graphml":
        from agglo.graph.export.networks import graphml

        data = graphml(opened.look)
    else:
        from agglo.graph.export.rdf import export_rdf

        data = export_rdf(opened.release, form)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(data)
        write(f"{out} ({len(data) / 1e6:.1f} MB)\n")
