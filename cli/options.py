"""Options that many commands share, and the graph that they lead to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from .output import progress, say

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph

Facts = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it at run time
    typer.Option("--facts", metavar="DIR", help="Folder of fact files; the facts that ship by default."),
]
Graph = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--graph", metavar="RELEASE", help="A built release to answer from; nothing is built."),
]
Ontology = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--ontology", metavar="DIR", help="Folder of the ontology; the one that ships by default."),
]


def graph_of(facts: Path | None, graph: Path | None, ontology: Path | None) -> KnowledgeGraph:
    """Open the graph that the options name."""
    from agglo.graph import KnowledgeGraph

    if graph is not None and facts is not None:
        raise typer.BadParameter("give --facts or --graph, not both")
    return KnowledgeGraph.open(facts, graph=graph, ontology=ontology, say=say, progress=progress)
