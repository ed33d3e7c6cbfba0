"""`agglo transfer`, `agglo portfolio`: can a mechanism move, and do policies and mechanisms match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from agglo.graph.light import replace

from . import options
from .answering import answering

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph
    from agglo.graph.ask.reading import Reading


@answering
def transfer_command(
    opened: KnowledgeGraph,
    target: Annotated[str, typer.Option("--to", metavar="PLACE", help="Where it should work: an id or a name.")],
    mechanism: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="A mechanism: its id or any of its names; by default every one at work in --from."),
    ] = None,
    origin: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--from", metavar="PLACE", help="Where it works; by default wherever it does."),
    ] = None,
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Check what a mechanism needs against what is on record in another place."""
    if mechanism is None and origin is None:
        raise typer.BadParameter("name a mechanism, or the place --from which to take every one")
    return opened.reading("transfer", origin or "", target, mechanism=mechanism or "", language=language.value)


@answering
def portfolio_command(
    opened: KnowledgeGraph,
    place: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="A place: its id or any of its names; everywhere by default."),
    ] = None,
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show policies without a mechanism, mechanisms without a policy, and policies that share an unproven one."""
    from agglo.graph.ask.kinds import require_place

    reading = opened.reading("portfolio", language=language.value)
    places = (opened.resolve(place),) if place else ()
    for each in places:
        require_place(opened.look, each)
    return replace(reading, filters=replace(reading.filters, places=places))
