"""Two releases compared, and what changed as JSON-ready data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..ask.claims import claim_view
from ..ask.expectations import expected_of
from ..ask.look import Look
from ..ask.present import named, statement
from ..records import CLAIM, ENTITY, QUESTION, SOURCE
from .answers import AnswerChange, RowChange, answer_changes
from .records import KINDS, Changed, Changes, record_changes


@dataclass(frozen=True)
class Difference:
    """What changed between two releases; true if anything did.

    Attributes:
        old: the one.
        new: the other.
        records: the changes of each kind of record.
        answers: the questions whose answers changed; None if they were not asked.
        asked: how many questions were asked.
    """

    old: Look
    new: Look
    records: Mapping[str, Changes]
    answers: tuple[AnswerChange, ...] | None = None
    asked: int = 0

    def __bool__(self) -> bool:
        return any(self.records.values()) or bool(self.answers)


def compare(old: Look, new: Look, *, answers: bool = False) -> Difference:
    """Compare two releases.

    Args:
        old: the one.
        new: the other.
        answers: whether to ask the competency questions of both, too.
    """
    if old.release.marker.sha256 == new.release.marker.sha256:
        nothing = {kind: Changes() for kind in KINDS}
        return Difference(old, new, nothing, (), len(expected_of(new))) if answers else Difference(old, new, nothing)
    records = record_changes(old, new)
    if not answers:
        return Difference(old, new, records)
    found, asked = answer_changes(old, new, records)
    return Difference(old, new, records, tuple(found), asked)


def difference_json(found: Difference, language: str = "en") -> dict[str, Any]:
    """A difference as JSON: for each kind of record what was added, removed and changed, each with its line."""
    sides = {"old": found.old, "new": found.new}
    marks = {name: {"id": each.release.marker.id, "sha256": each.release.marker.sha256} for name, each in sides.items()}
    records = {KINDS[kind]: _records(found, kind, changes, language) for kind, changes in found.records.items()}
    answers = {} if found.answers is None else {"answers": [_answer(found, each, language) for each in found.answers]}
    asked = {} if found.answers is None else {"asked": found.asked}
    return {**marks, "equal": not found, **records, **asked, **answers}


def _records(found: Difference, kind: str, changes: Changes, language: str) -> dict[str, Any]:
    return {
        "added": [_record(found.new, kind, id_, language) for id_ in changes.added],
        "removed": [_record(found.old, kind, id_, language) for id_ in changes.removed],
        "changed": [_changed(found.new, kind, each, language) for each in changes.changed],
    }


def _record(look: Look, kind: str, id_: str, language: str) -> dict[str, Any]:
    file, line = look.release.position(kind, id_)
    return {"id": id_, "text": _text(look, kind, id_, language), "file": file, "line": line}


def _text(look: Look, kind: str, id_: str, language: str) -> str:
    """A record in words: a claim's statement, a label, a title, a question."""
    if kind == CLAIM:
        return statement(look, claim_view(look, id_), language)
    if kind == ENTITY:
        return look.shown(id_, language)
    if kind == SOURCE:
        from ..ask.sentences import source_title

        return source_title(look, id_, language)
    asked = look.once("questions", "", lambda _: {each.id: each for each in expected_of(look)})
    return str(asked[id_].shown(language)) if kind == QUESTION else id_


def _changed(look: Look, kind: str, changed: Changed, language: str) -> dict[str, Any]:
    keys = {each.key: {"old": list(each.old), "new": list(each.new)} for each in changed.keys}
    return {**_record(look, kind, changed.id, language), "keys": keys}


def _answer(found: Difference, changed: AnswerChange, language: str) -> dict[str, Any]:
    asked_of = found.new if found.new.release.position(QUESTION, changed.id)[0] else found.old
    return {
        **_record(asked_of, QUESTION, changed.id, language),
        "held": {"old": changed.held[0], "new": changed.held[1]},
        "unread": {"old": changed.unread[0] or None, "new": changed.unread[1] or None},
        "rows": [_row(found, each, language) for each in changed.rows],
    }


def _row(found: Difference, row: RowChange, language: str) -> dict[str, Any]:
    look = found.old if row.new is None else found.new
    change = "came" if row.old is None else "went" if row.new is None else "changed"
    return {
        "change": change,
        "from": named(look, row.start, language),
        "to": named(look, row.end, language) if row.end else None,
        "claims": {"old": _listed(row.old), "new": _listed(row.new)},
        "verdict": {"old": row.verdicts[0] or None, "new": row.verdicts[1] or None},
        "because": [_cause(found, id_, language) for id_ in row.because],
        "also": list(row.also),
    }


def _listed(claims: tuple[str, ...] | None) -> list[str] | None:
    return None if claims is None else list(claims)


def _cause(found: Difference, id_: str, language: str) -> dict[str, Any]:
    """A claim that was touched: how, and where it stands (stood, if it was removed)."""
    changes = found.records[CLAIM]
    how = "added" if id_ in changes.added else "removed" if id_ in changes.removed else "changed"
    return {"change": how, **_record(found.old if how == "removed" else found.new, CLAIM, id_, language)}
