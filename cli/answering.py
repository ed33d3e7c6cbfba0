"""Commands that answer: the options that they share, and how an answer is shown."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any, Optional, get_type_hints

import typer

from . import options
from .shown import SHOWN, Form, Style, show

if TYPE_CHECKING:
    from agglo.graph.ask.reading import Reading

Evidence = Annotated[bool, typer.Option("--evidence", "-e", help="Show every claim with its evidence.")]
Sparql = Annotated[bool, typer.Option("--sparql", help="Print the SPARQL query that gives the same answer, and stop.")]
Format = Annotated[Optional[Form], typer.Option("--format", help="Format of the answer; text by default.")]  # noqa: UP045
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Limit = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option(
        "--limit", min=0, help=f"At most so many answers, 0 for all; {SHOWN} by default as text or md, else all."
    ),
]
AsOf = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option("--as-of", min=1, max=9999, metavar="YEAR", help="Only what was true in that year."),
]
KnownBy = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option("--known-by", min=1, max=9999, metavar="YEAR", help="Only what had been published by that year."),
]

CheckedSince = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--checked-since", metavar="DATE", help="Only claims with a source read since: 2019, 2019-05, 2019-05-01."
    ),
]


def _every(
    as_of: AsOf = None,
    known_by: KnownBy = None,
    checked_since: CheckedSince = None,
    evidence: Evidence = False,
    sparql: Sparql = False,
    form: Format = None,
    json: Json = False,
    limit: Limit = None,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """The options of every command that answers, in the order in which help lists them."""


def answering(make: Callable[..., Reading]) -> Callable[..., None]:
    """A command from a function that makes a reading from an opened graph and the command's own arguments.

    The command has the function's parameters except the first, and the options that all answers share. The question in
    its JSON is the parameter `question` (words) where there is one, else the reading as a question. Where that has no
    words, questions are read one after another, from the terminal or from standard input.
    """
    own = list(inspect.signature(make).parameters.values())[1:]

    def command(**given: Any) -> None:  # noqa: ANN401 - what typer read
        mine = {each.name: given.pop(each.name) for each in own}
        if empty := [name for name, value in mine.items() if value == ""]:
            raise typer.BadParameter("give a name", param_hint=empty[0].upper())
        _run(make, mine, **given)

    # Only these are read: what the function gets first and gives is imported for type checkers alone.
    mine = SimpleNamespace(__annotations__={each.name: each.annotation for each in own})
    hints = get_type_hints(mine, make.__globals__, include_extras=True) | get_type_hints(_every, include_extras=True)
    every = [*own, *inspect.signature(_every).parameters.values()]
    # typer knows a command's options by its signature.
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [each.replace(annotation=hints[each.name], kind=inspect.Parameter.KEYWORD_ONLY) for each in every]
    )
    command.__annotations__ = {each.name: hints[each.name] for each in every}
    command.__doc__ = make.__doc__
    return command


def _run(
    make: Callable[..., Reading],
    given: dict[str, Any],
    *,
    as_of: int | None,
    known_by: int | None,
    checked_since: str | None,
    evidence: bool,
    sparql: bool,
    form: Form | None,
    json: bool,
    limit: int | None,
    facts: Path | None,
    graph: Path | None,
    ontology: Path | None,
) -> None:
    if json and form not in (None, Form.JSON):
        raise typer.BadParameter(f"--json and --format {form} exclude each other", param_hint="--format")
    style = Style(as_of, known_by, checked_since, evidence, sparql, Form.JSON if json else form or Form.TEXT, limit)
    opened = options.graph_of(facts, graph, ontology)
    question = given.get("question")
    if "question" in given and not question:
        from .conversation import converse

        raise typer.Exit(converse(opened, style))
    show(opened, " ".join(question or ()), make(opened, **given), style)
