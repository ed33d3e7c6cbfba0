"""Figures of two things side by side: only of one relation and one unit, those of one measure and the nearest years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from ..light import dataclass
from .claims import ClaimView, claim_view
from .inquest import edge_of, inquest
from .look import Look
from .reading import FIGURES, Reading, Slot
from .sentences import label_of
from .tongues import in_language


class Pair(NamedTuple):
    """Two figures that can stand side by side.

    Attributes:
        relation: the relation's label.
        unit: the unit's label.
        claims: the ids of the two claims.
        apart: the years between them; None if either has no date.
        alike: whether both were counted in the same way, as far as they say.
    """

    relation: str
    unit: str
    claims: tuple[str, str]
    apart: int | None
    alike: bool


@dataclass(frozen=True)
class Pairs:
    """The figures of two things.

    Attributes:
        pairs: those that can stand side by side.
        alone: for each of the two, the claims that have no counterpart, with what they measure.
        examined: how many claims were looked at.
        left_out: how many of them the filters left out.
    """

    pairs: tuple[Pair, ...]
    alone: tuple[dict[str, str], dict[str, str]]
    examined: int
    left_out: int


_Kind = tuple[str, str]


def paired(look: Look, ends: tuple[str, str], reading: Reading) -> Pairs:
    """The accepted figures of two things, side by side where relation and unit are the same.

    Of each measure that both have one pair, of the years that are nearest to each other, then the latest; of a relation
    and unit that have none, one pair that is not counted alike. Labels are in the reading's language.
    """
    answers = [inquest(look, Reading(FIGURES, "", Slot(entity=end), Slot(), reading.filters)) for end in ends]
    given = [_grouped([claim_view(look, row.path.edges[0].claim) for row in answer.rows]) for answer in answers]
    one, other = given
    vocabulary, language = look.release.vocabulary, reading.language

    def labels(kind: _Kind) -> tuple[str, str]:
        relation, unit = kind
        return label_of(vocabulary.relations[relation], language), label_of(vocabulary.units[unit], language)

    pairs = tuple(
        Pair(*labels(kind), (mine.id, theirs.id), _apart(mine, theirs), _measure(mine) == _measure(theirs))
        for kind in sorted(one.keys() & other.keys())
        for mine, theirs in _nearest(one[kind], other[kind])
    )
    first, second = (
        {claim.id: " · ".join(labels(kind)) for kind in sorted(mine.keys() - theirs.keys()) for claim in mine[kind]}
        for mine, theirs in ((one, other), (other, one))
    )
    examined = sum(answer.examined["claims"] for answer in answers)
    left_out = sum(answer.examined["claims left out by filters"] for answer in answers)
    return Pairs(pairs, (first, second), examined, left_out)


def _grouped(claims: Sequence[ClaimView]) -> dict[_Kind, list[ClaimView]]:
    found: dict[_Kind, list[ClaimView]] = {}
    for claim in claims:
        if claim.status == "accepted":
            found.setdefault((claim.relation, claim.unit), []).append(claim)
    return found


def _nearest(one: Sequence[ClaimView], other: Sequence[ClaimView]) -> list[tuple[ClaimView, ClaimView]]:
    """For each measure that both have the pair of the nearest years; else the one such pair of them all."""
    best: dict[str, tuple[ClaimView, ClaimView]] = {}
    every = sorted(product(one, other), key=_order)
    for mine, theirs in every:
        if _measure(mine) == _measure(theirs):
            best.setdefault(_measure(mine), (mine, theirs))
    return list(best.values()) or every[:1]


def _order(pair: tuple[ClaimView, ClaimView]) -> tuple[bool, int, int, str, str]:
    mine, theirs = pair
    apart = _apart(mine, theirs)
    return apart is None, apart or 0, -(_year(mine) or 0), mine.id, theirs.id


def _apart(mine: ClaimView, theirs: ClaimView) -> int | None:
    one, other = _year(mine), _year(theirs)
    return None if one is None or other is None else abs(one - other)


def _year(claim: ClaimView) -> int | None:
    """The year in which a figure's period begins, else the one in which it ends."""
    edge = edge_of(claim)
    day = edge.since or edge.until
    return int(day[:4]) if day else None


def _measure(claim: ClaimView) -> str:
    return in_language(claim.measure, "en")
