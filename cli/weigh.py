"""`agglo disputes`, `agglo without`, `agglo gaps`: questions that weigh claims, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from . import options
from .answering import answering

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph
    from agglo.graph.ask.reading import Reading

Name = Annotated[str, typer.Argument(help="An entity: its id or any of its names.")]


@answering
def disputes_command(
    opened: KnowledgeGraph,
    name: Annotated[Optional[str], typer.Argument(help="What the disputes are about; everything by default.")] = None,  # noqa: UP045
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show what is disputed, with both sides."""
    return opened.reading("disputes", name or "", language=language.value)


@answering
def without_command(opened: KnowledgeGraph, name: Name, language: options.Language = options.Tongue.ENGLISH) -> Reading:
    """Show what would lose its support if something had not been there."""
    return opened.reading("without", name, language=language.value)


@answering
def gaps_command(
    opened: KnowledgeGraph,
    place: Annotated[str, typer.Argument(help="A place: its id or any of its names.")],
    framework: Annotated[str, typer.Argument(help="The framework to measure it by.")],
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show what a place lacks for a framework, member by member."""
    return opened.reading("gaps", place, framework, language=language.value)
