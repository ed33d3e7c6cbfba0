"""`agglo export`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from . import options
from .output import write, write_bytes


class Form(StrEnum):
    """Formats of the whole graph."""

    NQUADS = "nq"
    NTRIPLES = "nt"
    TURTLE = "ttl"
    TRIG = "trig"
    JSONLD = "jsonld"
    RDFXML = "rdf"
    GRAPHML = "graphml"


def export_command(
    form: Annotated[Form, typer.Option("--format", help="Format of the graph.")] = Form.NQUADS,
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="FILE", help="The file to write; standard output by default."),
    ] = None,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Write the whole graph in another form; the same bytes every time."""
    if out is not None:
        options.writable(out)
    opened = options.graph_of(facts, graph, ontology)
    if form is Form.GRAPHML:
        from agglo.graph.export.networks import graphml

        data = graphml(opened.look)
    else:
        from agglo.graph.export.rdf import export_rdf

        data = export_rdf(opened.release, form.value)
    if out is None:
        write_bytes(data)
    else:
        out.write_bytes(data)
        write(f"{out} ({len(data) / 1e6:.1f} MB)\n")
