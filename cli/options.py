"""Options that many commands share, and the graph that they lead to."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from .output import progress, say

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph


class Tongue(StrEnum):
    """Languages of labels."""

    ENGLISH = "en"
    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"


Facts = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it at run time
    typer.Option(
        "--facts",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Folder of fact files; the facts that ship by default.",
    ),
]
Graph = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--graph",
        metavar="RELEASE",
        exists=True,
        file_okay=False,
        help="A built release to answer from; nothing is built.",
    ),
]
Ontology = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--ontology",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Folder of the ontology; the one that ships by default.",
    ),
]
Language = Annotated[Tongue, typer.Option("--lang", help="Language of the labels.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def graph_of(facts: Path | None, graph: Path | None, ontology: Path | None) -> KnowledgeGraph:
    """Open the graph that the options name."""
    from agglo.graph import KnowledgeGraph

    if graph is not None and (facts is not None or ontology is not None):
        raise typer.BadParameter("a release has its facts and ontology in it: give --graph alone")
    return KnowledgeGraph.open(facts, graph=graph, ontology=ontology, say=say, progress=progress)


def writable(path: Path) -> Path:
    """A place for a file to be written.

    Raises:
        typer.BadParameter: its folder does not exist, or it is itself a folder.
    """
    if not path.parent.is_dir():
        raise typer.BadParameter(f"there is no folder `{path.parent}`", param_hint="--out")
    if path.is_dir():
        raise typer.BadParameter(f"`{path}` is a folder", param_hint="--out")
    return path
