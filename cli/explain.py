"""`agglo why-not`, `agglo rivals`: why there is no path, and what else could explain a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from agglo.graph.light import replace

from . import options
from .answering import answering

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph
    from agglo.graph.ask.reading import Reading

_DRIVES = "drives"


@answering
def why_not_command(
    opened: KnowledgeGraph,
    cause: Annotated[str, typer.Argument(help="The cause: an id or a name.")],
    effect: Annotated[str, typer.Argument(help="The effect: an id or a name.")],
    hops: Annotated[int, typer.Option("--hops", min=1, max=6, help="Longest path, in claims.")] = 3,
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show why there is no path from one thing to another: what hides one, and which hop is missing."""
    return replace(opened.reading("why-not", cause, effect, language=language.value), relation=_DRIVES, hops=hops)


@answering
def rivals_command(
    opened: KnowledgeGraph,
    effect: Annotated[str, typer.Argument(help="What is to be explained: an id or a name.")],
    besides: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--besides", metavar="NAME", help="A cause that is known already."),
    ] = None,
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show the causes on record of a thing, and whether any source weighed one against another."""
    return replace(opened.reading("rivals", effect, besides or "", language=language.value), relation=_DRIVES)
