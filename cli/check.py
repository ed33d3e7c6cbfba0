"""`agglo build`, `agglo check`, `agglo schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from . import options
from .exits import Exit
from .output import progress, say, write, write_json


def build_command(
    facts: options.Facts = None,
    ontology: options.Ontology = None,
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", metavar="DIR", help="Where the release goes; the user's cache by default."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing has changed.")] = False,
) -> None:
    """Compile the facts into a release: RDF in a store on disk, swapped in whole."""
    from agglo.graph import build
    from agglo.graph.knowledge_graph import default_root
    from agglo.graph.resources import shipped_facts, shipped_ontology

    folder, terms = facts or shipped_facts(), ontology or shipped_ontology()
    root = out or default_root(folder, terms)
    built = build(folder, root, terms, say=say, progress=progress, force=force)
    examined = ", ".join(f"{number:,} {what}" for what, number in built.marker.examined.items())
    state = "built" if built.changed else "unchanged"
    write(f"release {built.marker.id} {state}: {built.marker.quads:,} quads from {examined}\n{built.folder}\n")


def check_command(
    facts: options.Facts = None,
    ontology: options.Ontology = None,
    every: Annotated[bool, typer.Option("--all", help="Show every fault, not three of each cause.")] = False,
    only: Annotated[bool, typer.Option("--facts-only", help="Check the files alone; build nothing.")] = False,
    warned: Annotated[
        bool, typer.Option("--warnings", help="List what may be right and is worth a second look, too.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Faults, warnings and counts as JSON.")] = False,
) -> None:
    """Check the facts, the graph that they make, and its answers to their competency questions.

    Says how many things of each sort were looked at.
    """
    from agglo.graph import GraphReport, KnowledgeGraph, check_folder, check_graph, load_vocabulary
    from agglo.graph.resources import shipped_facts, shipped_ontology

    from .faults import are_cut, fault_lines, fault_records

    folder, terms = facts or shipped_facts(), ontology or shipped_ontology()
    report = check_folder(folder, load_vocabulary(terms), progress)
    graph = GraphReport((), {})
    if report and not only:
        opened = KnowledgeGraph.open(folder, ontology=terms, say=say, progress=progress)
        graph = check_graph(opened.look, report, folder, terms)
    faults = (*report.faults, *graph.faults)
    if json:
        checks = {name: {"examined": number, "failing": bad} for name, (number, bad) in graph.examined.items()}
        looked = {name: {"examined": number, "found": some} for name, (number, some) in graph.warned.items()}
        warnings = {"warnings": fault_records(graph.warnings), "warned": looked}
        write_json({"faults": fault_records(faults), "examined": report.examined, "graph": checks, **warnings})
    else:
        lines = [f"{number:>8,}  {what} examined" for what, number in report.examined.items()]
        lines += [f"{number:>8,}  {what}: {bad:,} failing" for what, (number, bad) in graph.examined.items()]
        lines += [f"{number:>8,}  {what}: {some:,} to look at" for what, (number, some) in graph.warned.items()]
        more = "" if warned or not graph.warnings else "; --warnings lists them"
        # Facts with faults make no graph, and nothing was looked at for a warning.
        lines += [f"{len(graph.warnings):>8,}  warnings{more}"] if graph.warned else []
        lines.append(f"{len(faults):>8,}  faults{'' if every or not are_cut(faults) else '; --all lists them'}")
        listed = fault_lines(graph.warnings, every=True) if warned else []
        write("\n".join([*fault_lines(faults, every=every), *listed, *lines]) + "\n")
    if faults:
        raise typer.Exit(Exit.FACTS)


def schema_command(ontology: options.Ontology = None) -> None:
    """Print the JSON Schema of fact files, for editors."""
    from agglo.graph import load_vocabulary
    from agglo.graph.resources import shipped_ontology
    from agglo.graph.schema import json_schema

    write_json(json_schema(load_vocabulary(ontology or shipped_ontology())))
