"""`agglo ask`, `agglo paths`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from . import options
from .answering import answering

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph
    from agglo.graph.ask.reading import Reading


@answering
def ask_command(
    opened: KnowledgeGraph,
    question: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            help="The question, in English or Chinese, with or without quotes; none to ask many, one a line."
        ),
    ] = None,
) -> Reading:
    """Answer a question such as "which anchors drove which clusters" or 哪些锚机构带动了哪些集群."""
    return opened.read(" ".join(question or ()))


@answering
def paths_command(
    opened: KnowledgeGraph,
    start: Annotated[str, typer.Option("--from", metavar="NAME", help="The cause: an id or a name.")],
    end: Annotated[str, typer.Option("--to", metavar="NAME", help="The effect: an id or a name.")],
    hops: Annotated[int, typer.Option("--hops", min=1, max=6, help="Longest path, in claims.")] = 3,
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show every causal path from one thing to another, best first."""
    return opened.path_reading(start, end, hops=hops, language=language.value)
