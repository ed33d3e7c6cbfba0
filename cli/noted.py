"""Answers that are notes, each with the claims that it rests on, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .answers import claim_lines, head, side_by_side, when
from .layout import wrapped
from .wording import Wording

Row = dict[str, Any]
_INDENT = " " * 4
_SHOWN = 2
"""How many claims of a note are shown where evidence is not asked for: one for each of two things."""


def noted(number: int, row: Row, say: Wording, width: int, *, evidence: bool) -> Iterator[str]:
    """One answer: what it is, then each note with its best claims, or with all of them and their evidence."""
    yield from head(number, row["title"], width)
    for note in row["notes"]:
        yield from wrapped(note["text"], width, _INDENT)
        found = note.get("claims", [])
        for claim in found if evidence else found[:_SHOWN]:
            said = claim["statement"] + when(claim, say)
            said += say("brackets", say("measure", say.seen(claim, "measure"))) if claim["measure"] else ""
            if evidence:
                yield from wrapped(said, width, _INDENT + "  ", _INDENT + "• ")
                yield from claim_lines(claim, say, width, _INDENT + "  ", evidence=True)
                continue
            first, *rest = side_by_side(said, f"{claim['file']}:{claim['line']}", width, _INDENT + "  ")
            yield _INDENT + "• " + first.lstrip()
            yield from rest
        if not evidence and len(found) > _SHOWN:
            yield f"{_INDENT}  {say('and more', len(found) - _SHOWN)}"
