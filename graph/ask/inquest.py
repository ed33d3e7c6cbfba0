"""Answers that are claims: about a thing, its figures, what is disputed, who says so."""

from __future__ import annotations

from collections.abc import Iterable

from ..vocabulary import SIGNS
from . import kinds
from .answer import Answer, Row, edge_passes, in_and_out, looked_at
from .claims import FALLEN, ClaimView, claim_views
from .edges import Edge, Path
from .look import Look
from .reading import ABOUT, DISPUTES, FIGURES, REFUTED, Filters, Reading


def inquest(look: Look, reading: Reading) -> Answer:
    """Answer a reading whose kind asks for claims.

    Claims of every status are looked at: what was rejected or superseded is part of what is known.
    """
    if reading.kind in kinds.NAMES:
        return kinds.kind(reading.kind).answer(look, reading)
    found = claim_views(look, _candidates(look, reading))
    wanted = [claim for claim in found if _is_asked_for(look, reading, claim)]
    kept = [claim for claim in wanted if claim_passes(look, claim, reading.filters)]
    rows = [Row(look, Path((edge_of(claim),))) for claim in sorted(kept, key=_order)]
    return Answer(reading, tuple(rows), looked_at(wanted, kept, len(rows)))


def _candidates(look: Look, reading: Reading) -> Iterable[str]:
    if reading.kind in (DISPUTES, REFUTED):
        return look.release.index.disputed()
    return look.mentions(reading.subject.entity)


def _is_asked_for(look: Look, reading: Reading, claim: ClaimView) -> bool:
    about, vocabulary = reading.subject.entity, look.release.vocabulary
    if reading.kind == ABOUT:
        return True
    if reading.kind in (DISPUTES, REFUTED):
        open_ = reading.kind == DISPUTES or claim.status in FALLEN
        return open_ and (not about or concerns(look, claim, about))
    if reading.kind == FIGURES and not reading.relation:
        return claim.subject == about and vocabulary.relations[claim.relation].kind == "attribute"
    # A figure of one measure, or who says that one thing did something to another.
    ends = claim.subject == about and reading.object.entity in ("", claim.object)
    return ends and claim.relation in vocabulary.narrower_relations[reading.relation]


def concerns(look: Look, claim: ClaimView, about: str) -> bool:
    """Whether a claim names a thing, or something in it; where the claim says where, that place alone counts."""
    named = (claim.subject, *filter(None, (claim.object,)), *claim.through)
    around = claim.where or named
    return about in named or any(about in look.within(each) for each in around)


def edge_of(claim: ClaimView) -> Edge:
    """A claim of any kind as an edge; without an object it ends in the empty id."""
    return Edge(
        claim.id,
        claim.subject,
        claim.relation,
        claim.object,
        SIGNS.get(claim.polarity, 0),
        claim.confidence,
        claim.since,
        claim.begun,
        claim.until,
        bool(claim.when),
    )


def claim_passes(look: Look, claim: ClaimView, filters: Filters) -> bool:
    """Whether a claim by itself meets the filters."""
    if not filters.narrows:
        return True
    if not edge_passes(edge_of(claim), filters, look):
        return False
    through = set(claim.through)
    if any(through.isdisjoint(set().union(*map(look.with_narrower, group))) for group in filters.through):
        return False
    if any(through & look.with_narrower(m) for m in filters.not_through):
        return False
    if not (filters.places or filters.not_places):
        return True
    around = set().union(*(look.within(each) for each in (claim.subject, claim.object, *claim.where) if each))
    return in_and_out(around, filters)


def _order(claim: ClaimView) -> tuple[str, str, str]:
    return claim.relation, claim.when, claim.id
