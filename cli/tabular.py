"""Answers as CSV, TSV, Markdown and JSON lines, for programs and documents."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from .wording import Wording

Row = dict[str, Any]

_FIELDS = (
    "from",
    "from_label",
    "to",
    "to_label",
    "place",
    "polarity",
    "confidence",
    "hops",
    "support",
    "independent_sources",
    "other_paths",
    "through",
    "claims",
    "sources",
    "title",
    "verdict",
    "notes",
)


def separated(found: dict[str, Any], delimiter: str) -> str:
    """Answers as CSV or TSV with a header, one a line; several values in a field have `; ` between them."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_FIELDS)
    say = Wording(found["language"])
    for row in found["answers"]:
        writer.writerow(_flat(row, say).values())
    return text.getvalue()


def json_lines(rows: Sequence[Row]) -> str:
    """Answers as JSON, one a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def markdown(found: dict[str, Any]) -> str:
    """Answers as a Markdown table under the question as it was read.

    Where they say more than a pair and its claims (a title, a verdict, notes), that stands in a last column.
    """
    say = Wording(found["language"])
    names = [say(name) for name in ("from", "to", "place", "sure", "held", "mechanisms", "facts")]
    told = any("title" in row or "verdict" in row or "notes" in row for row in found["answers"])
    rows = [[*names, say("finding")] if told else names]
    rows.append(["---"] * len(rows[0]))
    for row in found["answers"]:
        claims = _claims_of(row)
        through = {say.seen(m, "label"): None for claim in claims for m in claim["through"]}
        sure = say("unsure") if row["confidence"] is None else f"{row['confidence']:.2f}"
        sited = "; ".join(f"{claim['statement']} ({claim['file']}:{claim['line']})" for claim in claims)
        target = _target(row, say)
        cells = [
            say.seen(row["from"], "label"),
            target["label"],
            target["place"],
            sure,
            str(row["independent_sources"]),
        ]
        finding = [" · ".join(_finding(row, say))] if told else []
        rows.append([_cell(cell) for cell in (*cells, say("comma").join(through), sited, *finding)])
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"{_cell(found['reading'])}\n\n{table}"


def _flat(row: Row, say: Wording) -> dict[str, str]:
    claims = _claims_of(row)
    through = {m["id"]: None for claim in claims for m in claim["through"]}
    sources = {e["source"]: None for claim in claims for e in claim["evidence"] if e["direction"] != "disputes"}
    target = _target(row, say)
    flat: dict[str, str] = {
        "from": row["from"]["id"],
        "from_label": say.seen(row["from"], "label"),
        "to": target["id"],
        "to_label": target["label"],
        "place": target["place"],
        "through": "; ".join(through),
        "claims": "; ".join(claim["id"] for claim in claims),
        "sources": "; ".join(sources),
        "notes": "; ".join(note["text"] for note in row.get("notes", ())),
    }
    plain = {name: "" if row.get(name) is None else str(row.get(name)) for name in _FIELDS if name not in flat}
    return {name: " ".join((flat | plain)[name].split()) for name in _FIELDS}


def _claims_of(row: Row) -> list[Row]:
    """The claims of a row's path and of its notes, each once."""
    every = [*row["claims"], *(claim for note in row.get("notes", ()) for claim in note.get("claims", ()))]
    return list({claim["id"]: claim for claim in every}.values())


def _target(row: Row, say: Wording) -> dict[str, str]:
    """Where a row leads to; for a figure, the figure and no id."""
    if to := row["to"]:
        return {"id": to["id"], "label": say.seen(to, "label"), "place": say.seen(to, "place")}
    figures = [f"{claim['value']:.15g} {claim['unit']}" for claim in row["claims"][:1] if claim["value"] is not None]
    return {"id": "", "label": "".join(figures), "place": ""}


def _finding(row: Row, say: Wording) -> Iterator[str]:
    """What a row says beside its claims."""
    yield from filter(None, (row.get("title"), say(row["verdict"], len(row["remaining"])) if "verdict" in row else ""))
    yield from (note["text"] for note in row.get("notes", ()))


def _cell(text: str) -> str:
    """A text that cannot end its cell or begin markup."""
    escaped = "".join(f"\\{c}" if c in "\\|*_`<>[]#" else c for c in text)
    return " ".join(escaped.split())
