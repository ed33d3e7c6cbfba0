"""`agglo ask`, `agglo paths`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from . import options
from .layout import terminal_width
from .output import write, write_json, write_lines

if TYPE_CHECKING:
    from agglo.graph import Answer, KnowledgeGraph

_SHOWN = 10


class Form(StrEnum):
    """Formats of an answer."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"


Evidence = Annotated[bool, typer.Option("--evidence", "-e", help="Show every claim with its evidence.")]
Sparql = Annotated[bool, typer.Option("--sparql", help="Print the SPARQL query that gives the same pairs, and stop.")]
Format = Annotated[Optional[Form], typer.Option("--format", help="Format of the answer; text by default.")]  # noqa: UP045
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Limit = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option(
        "--limit", min=0, help=f"At most so many answers, 0 for all; {_SHOWN} by default as text or md, else all."
    ),
]


def ask_command(
    question: Annotated[str, typer.Argument(help="The question, in English or Chinese.")],
    evidence: Evidence = False,
    sparql: Sparql = False,
    form: Format = None,
    json: Json = False,
    limit: Limit = None,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Answer a question such as "which anchors drove which clusters" or 哪些锚机构带动了哪些集群."""
    chosen = _form(form, json)
    opened = options.graph_of(facts, graph, ontology)
    _show(opened, question, opened.ask(question), evidence=evidence, sparql=sparql, form=chosen, limit=limit)


def paths_command(
    start: Annotated[str, typer.Option("--from", metavar="NAME", help="The cause: an id or a name.")],
    end: Annotated[str, typer.Option("--to", metavar="NAME", help="The effect: an id or a name.")],
    hops: Annotated[int, typer.Option("--hops", min=1, max=6, help="Longest path, in claims.")] = 3,
    language: options.Language = options.Tongue.ENGLISH,
    evidence: Evidence = False,
    sparql: Sparql = False,
    form: Format = None,
    json: Json = False,
    limit: Limit = None,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Show every causal path from one thing to another, best first."""
    chosen = _form(form, json)
    opened = options.graph_of(facts, graph, ontology)
    answer = opened.paths(start, end, hops=hops, language=language.value)
    _show(opened, f"{start} -> {end}", answer, evidence=evidence, sparql=sparql, form=chosen, limit=limit)


def _form(form: Form | None, json: bool) -> Form:
    if json and form not in (None, Form.JSON):
        raise typer.BadParameter(f"--json and --format {form} exclude each other", param_hint="--format")
    return Form.JSON if json else form or Form.TEXT


def _show(
    graph: KnowledgeGraph,
    question: str,
    answer: Answer,
    *,
    evidence: bool,
    sparql: bool,
    form: Form,
    limit: int | None,
) -> None:
    from agglo.graph.ask.present import answer_json

    if sparql:
        from agglo.graph.ask.sparql import query_for

        write(query_for(graph.look, answer.reading) + "\n")
        return
    if limit is None:
        limit = _SHOWN if form in (Form.TEXT, Form.MD) else 0
    found = answer_json(graph.look, question, answer, limit, sparql=form is Form.JSON)
    if form is Form.JSON:
        write_json(found)
        return
    from . import answers

    if form is Form.TEXT:
        write_lines(answers.lines(found, terminal_width(), evidence=evidence))
    elif form is Form.MD:
        write(answers.markdown(found))
    elif form is Form.JSONL:
        write(answers.json_lines(found["answers"]))
    else:
        write(answers.separated(found["answers"], "," if form is Form.CSV else "\t"))
