"""`agglo export`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Optional

import typer

from . import options
from .output import standard_output, write

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph


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
    if out is None:
        with standard_output() as file:
            _write(opened, form, file)
    else:
        from agglo.graph.writing import written_whole

        with written_whole(out) as file:
            _write(opened, form, file)
        write(f"{out} ({out.stat().st_size / 1e6:.1f} MB)\n")


def _write(graph: KnowledgeGraph, form: Form, file: BinaryIO) -> None:
    if form is Form.GRAPHML:
        from agglo.graph.export.networks import graphml

        file.write(graphml(graph.look))
    else:
        from agglo.graph.export.rdf import export_rdf

        export_rdf(graph.release, form.value, file)
