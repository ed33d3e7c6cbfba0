"""`agglo show`, `agglo search`, `agglo stats`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from . import options
from .answers import side_by_side, when
from .layout import terminal_width, wrapped
from .output import bold, dim, table, write, write_json, write_lines
from .wording import Wording


def show_command(
    name: Annotated[str, typer.Argument(help="An entity: its id or any of its names.")],
    language: options.Language = options.Tongue.ENGLISH,
    json: options.Json = False,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Show an entity: names, type, place, and every claim about it.

    NAME is its id or any of its names.
    """
    from agglo.graph.ask.entities import entity_json

    opened = options.graph_of(facts, graph, ontology)
    found = entity_json(opened.look, opened.resolve(name), language.value)
    if json:
        write_json(found)
    else:
        write_lines(_entity(found, Wording(language.value), terminal_width()))


def _entity(found: dict[str, Any], say: Wording, width: int) -> Iterator[str]:
    yield f"{bold(say.seen(found, 'label'))}  ({found['id']})"
    kinds = [found["type"], *found["roles"]]
    about = [say.labels(kinds)]
    about += [say("also", say("joint").join(found["also"]))] if found["also"] else []
    about += [say("in", say.seen(found["in"], "label"))] if found["in"] else []
    about += [say.seen(found, name) for name in ("definition", "note") if found[name]]
    if track := found.get("track"):
        about.append(say("track", track["worked"], track["places"], track["failed"]))
        about += [say("no-failure-recorded")] if track["survivorship"] else []
    for text in about:
        yield from wrapped(text, width, "  ")
    yield dim(f"  {found['file']}:{found['line']}")
    for claim in found["claims"]:
        reason = ": " + say.seen(claim, "reason") if claim["reason"] else ""
        state = f" [{say(claim['status'])}{reason}]" if claim["status"] != "accepted" else ""
        yield ""
        yield from wrapped(claim["statement"] + when(claim, say) + state, width, "    ", "  ")
        mechanisms = say.labels(claim["through"])
        line = f"{claim['file']}:{claim['line']}"
        if checked := _last_checked(claim):
            yield from wrapped(say("checked", checked), width, "    ")
        if mechanisms:
            yield from map(dim, side_by_side(say("through", mechanisms), line, width, "    "))
        else:
            yield dim(f"    {line}")
    yield ""
    yield say.counted("claim", len(found["claims"]))


def _last_checked(claim: dict[str, Any]) -> str:
    """The day on which somebody last read a source that supports a claim; empty if that is not known of any."""
    supporting = (each for each in claim["evidence"] if each["direction"] != "disputes")
    return max((each["checked_on"] for each in supporting if each["checked_on"]), default="")


def search_command(
    text: Annotated[str, typer.Argument(help="Part of a name, in any script.")],
    language: options.Language = options.Tongue.ENGLISH,
    json: options.Json = False,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Find entities by any part of any of their names.

    TEXT may be in any script.
    """
    from agglo.graph.ask.entities import search

    opened = options.graph_of(facts, graph, ontology)
    found = search(opened.look, text, language.value)
    if json:
        write_json(found)
        return
    say = Wording(language.value)
    if found:
        table(("id", "name", "type"), [(each["id"], say.seen(each, "label"), say.seen(each, "type")) for each in found])
    write(f"{len(found)} found\n")


def stats_command(
    json: options.Json = False,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Count what the graph holds, and what is missing in each language.

    A text that is missing in a language is shown in another, and marked; `converted` counts Traditional Chinese that
    was made from Simplified.
    """
    from agglo.graph.ask.statistics import missing_texts, statistics

    look = options.graph_of(facts, graph, ontology).look
    counts, missing = statistics(look), missing_texts(look)
    if json:
        write_json({**counts, "missing": missing})
        return
    table(("what", "number"), [(name, f"{number:,}") for name, number in counts.items()])
    rows = [
        (tag, kind, *(f"{each[name]:,}" for name in ("missing", "of", "converted")))
        for tag, kinds in missing.items()
        for kind, each in kinds.items()
    ]
    table(("language", "texts", "missing", "of", "converted"), rows)
