"""Answers to the competency questions that are not the same in two releases, and because of which claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..ask import kinds
from ..ask.answer import Row, answer
from ..ask.expectations import Expected, expected_of, ids_in, ids_in_row, shortfall
from ..ask.look import Look
from ..ask.read import Reader
from ..ask.reading import PATHS, RELATIONAL
from ..errors import QuestionError
from ..records import CLAIM, ENTITY, SOURCE
from .records import Changes


@dataclass(frozen=True)
class RowChange:
    """One row that came, went, or rests on other claims than before.

    Attributes:
        start: the entity from which it goes.
        end: the one to which it leads; empty for a figure or an event.
        old: the claims that it rested on; None if it was not there.
        new: the claims that it rests on; None if it is not there.
        verdicts: what it found and finds, in a question that weighs claims.
        because: the claims that were touched and that it rests on; if there are none, those about what it goes through.
        also: the entities and sources that were touched and that it goes through or cites.
    """

    start: str
    end: str
    old: tuple[str, ...] | None
    new: tuple[str, ...] | None
    verdicts: tuple[str, str]
    because: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True)
class AnswerChange:
    """One question whose answer changed.

    Attributes:
        id: the question.
        asked: its text, in English where it has one.
        rows: what changed.
        held: whether each release's answer is as its question expects; None where the release has no such question.
        unread: why it cannot be read, for each release; empty where it can.
    """

    id: str
    asked: str
    rows: tuple[RowChange, ...]
    held: tuple[bool | None, bool | None]
    unread: tuple[str, str] = ("", "")


def answer_changes(old: Look, new: Look, records: Mapping[str, Changes]) -> tuple[list[AnswerChange], int]:
    """The questions of either release whose answers differ, and how many were asked.

    A question is asked in one language and in its newer wording, of both releases.
    """
    was, now = ({each.id: each for each in expected_of(look)} for look in (old, new))
    readers = Reader(old), Reader(new)
    touched = _Touched.of((old, new), records)
    found = []
    for id_ in sorted(was.keys() | now.keys()):
        text = (now.get(id_) or was[id_]).text("en")
        one = _Side.of(old, readers[0], text, was.get(id_))
        other = _Side.of(new, readers[1], text, now.get(id_))
        rows = tuple(_rows(one, other, touched))
        if rows or one.unread != other.unread:
            found.append(AnswerChange(id_, text, rows, (one.held, other.held), (one.unread, other.unread)))
    return found, len(was.keys() | now.keys())


_Key = tuple[str, ...]


@dataclass(frozen=True)
class _Side:
    """The answer of one release: its rows by what tells them apart."""

    look: Look
    rows: Mapping[_Key, Row]
    held: bool | None
    unread: str = ""

    @classmethod
    def of(cls, look: Look, reader: Reader, text: str, expected: Expected | None) -> _Side:
        try:
            reading = reader.read(text)
        except QuestionError as error:
            return cls(look, {}, None if expected is None else False, error.message)
        found = answer(look, reading)
        by_ends = reading.kind in RELATIONAL - {PATHS} or reading.kind in kinds.NAMES
        rows: dict[_Key, Row] = {}
        for row in found.rows:
            key = (row.start, row.end) if by_ends else _claims(row)
            rows[key if key not in rows else (*key, *_claims(row))] = row
        held = None if expected is None else not shortfall(expected, ids_in(found), len(found.rows))
        return cls(look, rows, held)


def _claims(row: Row) -> tuple[str, ...]:
    return tuple(edge.claim for edge in row.path.edges)


def _rows(old: _Side, new: _Side, touched: _Touched) -> Iterator[RowChange]:
    for key in sorted(old.rows.keys() | new.rows.keys()):
        was, now = old.rows.get(key), new.rows.get(key)
        claims = _claims(was) if was else None, _claims(now) if now else None
        verdicts = was.verdict if was else "", now.verdict if now else ""
        row = now or was
        if row and (claims[0] != claims[1] or verdicts[0] != verdicts[1]):
            both = [each for each in (was, now) if each]
            yield RowChange(row.start, row.end, *claims, verdicts, *touched.behind(both))


@dataclass(frozen=True)
class _Touched:
    """The records that changed; `ends` has the subject and object of the claims among them, in either release."""

    ends: Mapping[str, frozenset[str]]
    others: frozenset[str]

    @classmethod
    def of(cls, looks: Sequence[Look], records: Mapping[str, Changes]) -> _Touched:
        ends: dict[str, frozenset[str]] = {}
        for id_ in records[CLAIM].ids:
            cards = [card for look in looks if (card := look.release.index.claim(id_))]
            ends[id_] = frozenset(card[name] for card in cards for name in ("subject", "object")) - {""}
        return cls(ends, records[ENTITY].ids | records[SOURCE].ids)

    def behind(self, rows: Sequence[Row]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The claims because of which rows may have changed, and the other records."""
        named = set().union(*(ids_in_row(row) for row in rows))
        direct = self.ends.keys() & named
        near = {id_ for id_, ends in self.ends.items() if ends & named}
        return tuple(sorted(direct or near)), tuple(sorted(self.others & named))
