"""`agglo load`, `agglo witnesses`: what much rests on, and what rests on little."""

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
def load_command(
    opened: KnowledgeGraph,
    name: Annotated[Optional[str], typer.Argument(help="What the claims are about; everything by default.")] = None,  # noqa: UP045
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show on which claims the most answers rest: what to verify first.

    Counts for each claim the competency questions of the facts whose answers would no longer hold without it; among
    equals, the weaker evidence stands first. NAME narrows the claims to those about it. As text the first ten are
    shown; --limit gives more.
    """
    return opened.reading("load", name or "", language=language.value)


@answering
def witnesses_command(
    opened: KnowledgeGraph,
    what: Annotated[str, typer.Argument(help="A class of things, as the ontology names it.")] = "Cluster",
    place: Annotated[Optional[str], typer.Option("--in", metavar="PLACE", help="Only those in a place.")] = None,  # noqa: UP045
    language: options.Language = options.Tongue.ENGLISH,
) -> Reading:
    """Show what rests on one witness: all its causes are told by one author, publisher or study.

    WHAT is a class of things as the ontology names it (City, Firm, …), Cluster by default.
    """
    from agglo.graph.ask.reading import Filters

    reading = opened.reading("witnesses", kind_of=what, language=language.value)
    if not place:
        return reading
    id_ = opened.resolve(place)
    if "Place" not in opened.look.types(id_):
        raise typer.BadParameter(f"`{id_}` is no place", param_hint="--in")
    return replace(reading, filters=Filters(places=(id_,)))
