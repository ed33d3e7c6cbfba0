"""`agglo why`: what a claim or a derived fact rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from . import options
from .answering import answering

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph
    from agglo.graph.ask.reading import Reading


@answering
def why_command(
    opened: KnowledgeGraph,
    what: Annotated[str, typer.Argument(help="A claim's id, or the name of what the claim is about.")],
    second: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(
            metavar="[ROLE|RELATION|MECHANISM]",
            help="A role that it has (anchor) or the relation (anchors); after a claim's id, a mechanism.",
        ),
    ] = None,
    target: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[OBJECT]", help="After a relation, the other end."),
    ] = None,
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show what a claim or a derived fact rests on: evidence weighed piece by piece, or the proof."""
    return opened.why(what, second or "", target or "", language=language.value)
