"""`agglo diff`: what changed between two releases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os.path import commonprefix
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agglo.graph import FactError
from agglo.graph.ask.tongues import seen

from . import options
from .exits import Exit, report
from .layout import terminal_width, wrapped
from .output import bold, progress, say, write_json, write_lines

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph

DIFFERENT = 1
_MARKS = {"added": "+", "removed": "-", "changed": "~", "came": "+", "went": "-"}
_LONGEST, _BEFORE = 200, 60
"""How many characters of a value are shown, and how many of them before a difference."""

Place = Annotated[
    Path,
    typer.Argument(exists=True, file_okay=False, help="A release, the folder above it, or a folder of fact files."),
]


def diff_command(
    old: Place,
    new: Place,
    answers: Annotated[
        bool, typer.Option("--answers", help="Ask the competency questions of both, and show which answers changed.")
    ] = False,
    language: options.Language = options.Tongue.ENGLISH,
    ontology: options.Ontology = None,
    json: options.Json = False,
) -> None:
    """Show which claims, entities, sources and questions were added, removed or changed, key by key.

    OLD and NEW are each a release, the folder above it, or a folder of fact files, which is built first.

    Values are compared, not spellings: other formatting or another order of the YAML is no difference. The exit status
    is that of diff: 0 if the two are equal, 1 if they differ, 2 or 3 if they cannot be compared.
    """
    from agglo.graph.diff.compare import compare, difference_json

    try:
        one, other = (_opened(place, ontology) for place in (old, new))
    except FactError as error:
        report(error)
        # 1 says that the two differ.
        raise typer.Exit(Exit.USAGE) from None
    found = compare(one.look, other.look, answers=answers)
    told = difference_json(found, language.value)
    if json:
        write_json(told)
    else:
        write_lines(_lines(told, language.value, terminal_width()))
    if found:
        raise typer.Exit(DIFFERENT)


def _opened(place: Path, ontology: Path | None) -> KnowledgeGraph:
    """A release, or the facts of a folder built into one."""
    from agglo.graph import KnowledgeGraph

    if (place / "release.json").exists() or (place / "current").exists():
        return KnowledgeGraph.open(graph=place)
    return KnowledgeGraph.open(place, ontology=ontology, say=say, progress=progress)


def _lines(found: dict[str, Any], language: str, width: int) -> Iterator[str]:
    yield f"{found['old']['id']} → {found['new']['id']}"
    for name in ("claims", "entities", "sources", "questions"):
        yield from _records(name, found[name], width)
    if "answers" in found:
        yield ""
        yield bold(f"answers: {len(found['answers'])} changed of {found['asked']} questions")
        for each in found["answers"]:
            yield from _answer(each, language, width)
    if found["equal"]:
        yield "no difference"


def _records(name: str, changes: dict[str, Any], width: int) -> Iterator[str]:
    counts = [f"{len(changes[how])} {how}" for how in ("added", "removed", "changed") if changes[how]]
    if not counts:
        return
    yield ""
    yield bold(f"{name}: {', '.join(counts)}")
    for how in ("added", "removed", "changed"):
        for each in changes[how]:
            yield from _told(_MARKS[how], each, width, "  ")
            for key, values in each.get("keys", {}).items():
                for mark, side in (("-", "old"), ("+", "new")):
                    others = values["new" if side == "old" else "old"]
                    for value in values[side]:
                        yield from wrapped(f"{mark} {key}: {_short(value, others)}", width, " " * 8, " " * 6)


def _short(value: str, others: Sequence[str]) -> str:
    """A value, cut if it is long to what is around the first difference from the likest of some others.

    >>> _short("source: x; " + "a" * 300 + "b", ["source: x; " + "a" * 300 + "c"]).replace("a" * 199, "")
    'source: x; …b'
    """
    if len(value) <= _LONGEST:
        return value
    same = max((len(commonprefix([value, each])) for each in others), default=0)  # noqa: RUF071 - characters are meant
    start = min(same - _BEFORE, len(value) - _LONGEST) if same > _LONGEST - _BEFORE else 0
    # What a piece of evidence begins with is its source.
    lead = f"{value[: value.find('; ') + 1][:_BEFORE]} …".lstrip() if start else ""
    return f"{lead}{value[start : start + _LONGEST]}{'…' if start + _LONGEST < len(value) else ''}"


def _told(mark: str, record: dict[str, Any], width: int, indent: str) -> Iterator[str]:
    """A record in a line: its id, its text, where it stands."""
    text = f"{mark} {record['id']}: {record['text']} [{record['file']}:{record['line']}]"
    yield from wrapped(text, width, indent + "  ", indent)


def _answer(changed: dict[str, Any], language: str, width: int) -> Iterator[str]:
    yield from _told("~", changed, width, "  ")
    held = changed["held"]
    if held["old"] != held["new"] and None not in held.values():
        yield "      holds again" if held["new"] else "      no longer holds"
    for side in ("old", "new"):
        if changed["unread"][side]:
            yield from wrapped(f"the {side} release: {changed['unread'][side]}", width, " " * 8, " " * 6)
    for row in changed["rows"]:
        ends = " → ".join(seen(row[end], "label", language) for end in ("from", "to") if row[end])
        mark = _MARKS[row["change"]]
        yield from wrapped(f"{mark} {ends}", width, " " * 8, " " * 6)
        for cause in row["because"]:
            yield from wrapped(
                f"because {cause['change']}: {cause['text']} [{cause['file']}:{cause['line']}]",
                width,
                " " * 12,
                " " * 10,
            )
        if row["also"] and not row["because"]:
            yield from wrapped(f"touched: {', '.join(row['also'])}", width, " " * 12, " " * 10)
