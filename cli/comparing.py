"""`agglo loops`, `agglo compare`, `agglo similar`: what comes back to itself, and things side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from . import options
from .answering import answering

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph
    from agglo.graph.ask.reading import Reading


@answering
def loops_command(
    opened: KnowledgeGraph,
    name: Annotated[Optional[str], typer.Argument(help="What the loops run through; all of them by default.")] = None,  # noqa: UP045
    hops: Annotated[int, typer.Option("--hops", min=1, max=6, help="Longest loop, in claims.")] = 6,
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show the feedback loops of causal claims, with their signs."""
    return opened.reading("loops", name or "", hops=hops, language=language.value)


@answering
def compare_command(
    opened: KnowledgeGraph,
    first: Annotated[str, typer.Argument(help="An entity: its id or any of its names.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show two things side by side, topic by topic."""
    return opened.reading("compare", first, second, language=language.value)


@answering
def similar_command(
    opened: KnowledgeGraph,
    name: Annotated[str, typer.Argument(help="An entity: its id or any of its names.")],
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show what is most like something, by what their claims share."""
    return opened.reading("similar", name, language=language.value)
