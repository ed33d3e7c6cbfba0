"""`agglo show`, `agglo search`, `agglo stats`."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options
from .output import table, write, write_json

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Language = Annotated[str, typer.Option("--lang", help="en, zh-Hans or zh-Hant.")]


def show_command(
    name: Annotated[str, typer.Argument(help="An entity: its id or any of its names.")],
    language: Language = "en",
    json: Json = False,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Show an entity: names, type, place, and every claim about it."""
    from agglo.graph.ask.entities import entity_json

    opened = options.graph_of(facts, graph, ontology)
    found = entity_json(opened.look, opened.resolve(name), language)
    if json:
        write_json(found)
        return
    names = "; ".join(found["also"])
    lines = [f"{found['label']}  ({found['id']})", f"  {found['type']['label']}"]
    lines += [f"  also: {names}"] if names else []
    lines += [f"  in: {found['in']['label']}"] if found["in"] else []
    lines += [f"  {found['definition']}"] if found["definition"] else []
    lines += [f"  {found['file']}:{found['line']}"]
    write("\n".join(lines) + "\n")
    rows = [
        (
            c["statement"],
            c["when"] or "",
            ", ".join(m["label"] for m in c["through"]),
            c["status"],
            f"{c['file']}:{c['line']}",
        )
        for c in found["claims"]
    ]
    table(("claim", "when", "through", "status", "line"), rows)
    write(f"{len(rows)} claims\n")


def search_command(
    text: Annotated[str, typer.Argument(help="Part of a name, in any script.")],
    language: Language = "en",
    json: Json = False,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Find entities by any part of any of their names."""
    from agglo.graph.ask.entities import search

    opened = options.graph_of(facts, graph, ontology)
    found = search(opened.look, text, language)
    if json:
        write_json(found)
        return
    table(("id", "name", "type"), [(each["id"], each["label"], each["type"]) for each in found])
    write(f"{len(found)} found\n")


def stats_command(
    json: Json = False,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Count what the graph holds."""
    from agglo.graph.ask.entities import statistics

    counts = statistics(options.graph_of(facts, graph, ontology).look)
    if json:
        write_json(counts)
    else:
        table(("what", "number"), [(name, f"{number:,}") for name, number in counts.items()])
