"""`agglo sparql`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from . import options
from .output import table, write_bytes
from .output import write as write_text


class Form(StrEnum):
    """Formats of a SPARQL answer."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"


def sparql_command(
    query: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="The query; `-` reads it from standard input. Agglo's prefixes need no declaration."),
    ] = None,
    file: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--file", "-f", help="Read the query from a file."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="Format of the answer.")] = Form.TABLE,
    seconds: Annotated[float, typer.Option("--timeout", min=0.1, help="Stop the query after so many seconds.")] = 30.0,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Run a SPARQL 1.1 query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Give it as QUERY, in a file, or as `-` on standard input. Agglo's prefixes need no declaration. It runs in a process
    of its own that can be stopped, and without a network.
    """
    text = _query(query, file)
    opened = options.graph_of(facts, graph, ontology)
    from agglo.graph.namespaces import PREFIXES
    from agglo.graph.query import Limits, text_rows, write

    answer = opened.sparql(text, limits=Limits(seconds=seconds))
    if form is not Form.TABLE:
        write_bytes(write(answer, form.value, PREFIXES))
        return
    header, *rows = text_rows(answer, PREFIXES)
    table(header, rows)
    write_text(f"{len(rows):,} rows\n" if len(rows) != 1 else "1 row\n")


def _query(query: str | None, file: Path | None) -> str:
    if (query is None) == (file is None):
        raise typer.BadParameter("give a query, or a file with --file, or `-` for standard input")
    if file is not None:
        try:
            return file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise typer.BadParameter(f"cannot read `{file}`: {error}", param_hint="--file") from error
    if query != "-":
        return str(query)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"standard input is not UTF-8: {error}") from error
