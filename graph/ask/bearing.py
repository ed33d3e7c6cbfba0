"""How many competency answers each claim bears: those that would no longer hold if the claim fell.

Nothing is built again. A question that a relation makes is answered once, with all its paths: a pair falls with a claim
when each of its paths uses it, and the next best path takes its row over where one is left. A list of claims loses the
claim itself. Where a claim alone puts something in a place or gives it a role, and in questions that weigh claims (of
these the claims that the answer shows or reads are tried), the question is asked again of the release without it
(`hidden`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import QuestionError
from . import kinds
from .answer import Answer, Row, answer
from .claims import ClaimView, claim_view
from .expectations import Expected, Shortfall, expected_of, ids_in, ids_in_row, shortfall
from .hiding import NOTHING, Alone, Hiding
from .look import Look
from .reading import LOAD, PATHS, RELATIONAL, Filters, Reading

_NOT_ASSESSED = -1.0
_PLAIN = frozenset(
    {"label", "source", "card", "view", "narrower", "within", "inside", "parents", "instances", "types", "edges"}
)
"""The kinds of thing that are looked up in the index."""


@dataclass(frozen=True)
class Bearing:
    """What rests on each claim.

    Attributes:
        flips: for each claim the questions whose answers would no longer hold without it, and what they would lack;
            what should be verified first stands first.
        questions: how many questions hold, and were tried.
        failing: how many did not hold to begin with, or ask for the load themselves, and were left out.
        claims: how many claims were tried.
        paths: how many paths the answers have.
    """

    flips: dict[str, list[tuple[Expected, Shortfall]]]
    questions: int
    failing: int
    claims: int
    paths: int


def bearing(look: Look, clocks: Filters | None = None) -> Bearing:
    """Try every claim on which some answer rests.

    A question is asked in one language: `agglo check` sees to it that the others give what is expected too.

    Args:
        look: the release.
        clocks: a set of filters whose clocks the questions are asked by, where they have none of their own.
    """
    from .read import Reader

    reader, hiding = Reader(look), Hiding(look)
    flips: dict[str, list[tuple[Expected, Shortfall]]] = {}
    tried: set[str] = set()
    held = failing = paths = 0
    for expected in expected_of(look):
        try:
            reading = _at(reader.read(expected.text("en")), clocks or Filters())
            # What bears the load is no answer that bears on it; the question would be asked for its own answer.
            asked = None if reading.kind == LOAD else _Asked.of(look, expected, reading)
        except QuestionError:
            asked = None
        if asked is None or asked.lacks(NOTHING, ""):
            failing += 1
            continue
        held += 1
        paths += len(asked.rows)
        for claim in asked.candidates(hiding):
            tried.add(claim)
            if lost := asked.without(hiding, claim):
                flips.setdefault(claim, []).append((expected, lost))
    order = sorted(flips, key=lambda id_: verified_first(claim_view(look, id_), len(flips[id_])))
    return Bearing({id_: flips[id_] for id_ in order}, held, failing, len(tried), paths)


def verified_first(claim: ClaimView, answers: int) -> tuple[int, float, int, str]:
    """The order: more answers, then weaker evidence, then the id."""
    confidence = _NOT_ASSESSED if claim.confidence is None else claim.confidence
    return -answers, confidence, claim.independent_sources, claim.id


def _at(reading: Reading, clocks: Filters) -> Reading:
    own = reading.filters
    as_of = clocks.as_of if own.as_of is None else own.as_of
    known_by = clocks.known_by if own.known_by is None else own.known_by
    return replace(reading, filters=replace(own, as_of=as_of, known_by=known_by))


@dataclass(frozen=True)
class _Watching(Look):
    """A look that notes of which entities it was asked where they are, and which claims it read.

    Attributes:
        base: a like look, which keeps for all questions what is looked up.
    """

    base: Look = field(kw_only=True)
    places: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    def once(self, kind: str, id_: str, find: Callable[[str], Any]) -> Any:  # noqa: ANN401
        noted = {"within": self.places, "view": self.read}.get(kind)
        if noted is not None:
            noted.add(id_)
        # What was found of other kinds may have been found by looking at places and claims: that is to be noted.
        found = self.base.once(kind, id_, find) if kind in _PLAIN else super().once(kind, id_, find)
        if kind == "inside":
            self.places.update(found)
        return found

    def known_by(self, year: int) -> Look:
        return replace(self, horizon=year, base=self.base.known_by(year))


@dataclass(frozen=True)
class _Asked:
    """A question that was answered.

    Attributes:
        rows: its rows; of a question that a relation makes, one for each path, best first.
        places: the entities of which the answer asked where they are.
        read: the claims that it read.
    """

    expected: Expected
    reading: Reading
    rows: Sequence[Row]
    places: frozenset[str]
    read: frozenset[str]
    _ids: dict[int, set[str]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, look: Look, expected: Expected, reading: Reading) -> _Asked:
        watching = _Watching(look.release, look.horizon, base=look)
        every = replace(reading, kind=PATHS) if reading.kind in RELATIONAL else reading
        rows = answer(watching, every).rows
        return cls(expected, reading, rows, frozenset(watching.places), frozenset(watching.read))

    def candidates(self, hiding: Hiding) -> set[str]:
        """The claims without which the answer may be another."""
        found = {id_ for row in self._shown(NOTHING, "") for id_ in _named(row)}
        if self.reading.kind in kinds.NAMES:
            found |= self.read
        starts = {row.start for row in self.rows} | {row.end for row in self.rows}
        for claim, alone in hiding.alone.items():
            if any(entity in starts for entity, _ in alone.roles) or not self.places.isdisjoint(hiding.moved(claim)):
                found.add(claim)
        return found

    def without(self, hiding: Hiding, claim: str) -> Shortfall:
        """What the answer would lack without a claim."""
        alone = hiding.alone.get(claim, NOTHING)
        moves = bool(alone.inside) and not self.places.isdisjoint(hiding.moved(claim))
        if moves or self.reading.kind in kinds.NAMES:
            try:
                found: Answer = answer(hiding.without(claim), self.reading)
            except QuestionError:  # there is no answer without it
                return shortfall(self.expected, (), 0)
            return shortfall(self.expected, ids_in(found), len(found.rows))
        return self.lacks(alone, claim)

    def lacks(self, alone: Alone, claim: str) -> Shortfall:
        """What it would lack without the rows that use a claim, or that need a role which the claim alone gives."""
        shown = list(self._shown(alone, claim))
        held = set().union(*(self._ids_of(row) for row in shown))
        return shortfall(self.expected, held, len(shown))

    def _shown(self, alone: Alone, claim: str) -> Iterator[Row]:
        """The rows that would be left; of several paths between two ends the best."""
        first_only = self.reading.kind in RELATIONAL - {PATHS}
        seen: set[tuple[str, str]] = set()
        for row in self.rows:
            ends = (row.start, row.end)
            if claim in _used(row) or not _apart(ends, self.reading, alone) or (first_only and ends in seen):
                continue
            seen.add(ends)
            yield row

    def _ids_of(self, row: Row) -> set[str]:
        if id(row) not in self._ids:
            self._ids[id(row)] = ids_in_row(row)
        return self._ids[id(row)]


def _apart(ends: tuple[str, str], reading: Reading, alone: Alone) -> bool:
    """Whether neither end of a row has a role by the one claim alone that the question asks for."""
    slots = zip(ends, (reading.subject.type, reading.object.type), strict=True)
    return not any((end, type_) in alone.roles for end, type_ in slots)


def _used(row: Row) -> set[str]:
    return {edge.claim for edge in row.path.edges}


def _named(row: Row) -> Iterable[str]:
    yield from _used(row)
    yield from row.remaining
    if row.nearest:
        yield row.nearest.claim
