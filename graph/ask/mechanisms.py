"""The record of a mechanism: where it worked, where it failed, where that is in doubt; and what it requires.

What counts is a causal claim that works through the mechanism or a narrower one, or has one of them as its subject.

- It *worked* where the claim is accepted and something grew by it, or a hindrance grew less.
- It *failed* where the claim is accepted and something grew less by it, or a hindrance grew; or where a claim that it
  worked was rejected. What it prevented never was there to be lost: that is no failure.
- It is in *doubt* where a claim that it worked is contested.

A hindrance is an idea, an event or a measure (no place, firm, cluster or product) of which accepted claims say that it
lessens something, and nothing else.

A mechanism that worked in two places or more and failed in none is marked: nobody may have looked for the failures.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..light import dataclass, replace
from .claims import ClaimView, claim_views
from .inquest import claim_passes
from .look import Look
from .reading import Filters

_PREVENTS = "prevents"
_TANGIBLE = ("Place", "Organisation", "Person", "Cluster", "Industry", "Product")
ENOUGH_PLACES = 2
"""In so many places a mechanism must have worked before a record without failures is remarkable."""


@dataclass(frozen=True)
class Track:
    """The record of one mechanism; each list is ordered, the best supported claim first.

    Attributes:
        worked: the claims by which it worked.
        failed: those by which it failed.
        doubted: those that it worked, contested.
        places: for each city (else the smallest place on record) where it worked, the best claim that says so.
        examined: how many claims were looked at.
        left_out: how many of them the filters left out.
    """

    worked: tuple[ClaimView, ...]
    failed: tuple[ClaimView, ...]
    doubted: tuple[ClaimView, ...]
    places: dict[str, ClaimView]
    examined: int = 0
    left_out: int = 0

    @property
    def survivorship(self) -> bool:
        """Whether it has successes in several places, and not one failure."""
        return len(self.places) >= ENOUGH_PLACES and not self.failed


def track_of(look: Look, mechanism: str, filters: Filters | None = None) -> Track:
    """The record of a mechanism and of those narrower than it.

    Whoever wants those of many does well to `gather_tracks` first.
    """
    filters = filters or Filters()
    every = claims_of(look, mechanism)
    kept = sorted((claim for claim in every if claim_passes(look, claim, filters)), key=strength)
    worked: list[ClaimView] = []
    failed: list[ClaimView] = []
    doubted: list[ClaimView] = []
    into = {"accepted": worked, "rejected": failed, "contested": doubted}
    for claim in kept:
        if helps(look, claim):
            into.get(claim.status, []).append(claim)
        elif claim.status == "accepted" and harms(look, claim):
            failed.append(claim)
    places: dict[str, ClaimView] = {}
    for claim in worked:
        for place in effect_places(look, claim):
            places.setdefault(place, claim)
    return Track(tuple(worked), tuple(failed), tuple(doubted), places, len(every), len(every) - len(kept))


def gather_tracks(look: Look, mechanisms: Iterable[str]) -> None:
    """Look up in one go what the records of many mechanisms take."""
    family = {each for mechanism in mechanisms for each in look.with_narrower(mechanism)}
    look.gather_naming(family)
    named = {id_ for each in family for id_ in (*look.through(each), *look.mentions(each))}
    look.gather_naming({look.outline(id_).object for id_ in named} - _tangible(look))


def claims_of(look: Look, mechanism: str) -> list[ClaimView]:
    """The causal claims through a mechanism or a narrower one, or about what it does; of every status, by id."""
    family = look.with_narrower(mechanism)
    look.gather_naming(family)
    found = {claim.id: claim for each in family for claim in own_claims(look, each)}
    return [found[id_] for id_ in sorted(found)]


def own_claims(look: Look, mechanism: str) -> list[ClaimView]:
    """The causal claims through a mechanism itself, or about what it does."""

    def find(_: str) -> list[ClaimView]:
        relations = look.release.vocabulary.relations
        views = claim_views(look, dict.fromkeys((*look.through(mechanism), *look.mentions(mechanism))))
        causal = (claim for claim in views if relations[claim.relation].kind == "causal")
        return [claim for claim in causal if claim.subject == mechanism or mechanism in claim.through]

    found: list[ClaimView] = look.once("own claims", mechanism, find)
    return found


def helps(look: Look, claim: ClaimView) -> bool:
    """Whether something grows by a claim, or a hindrance lessens."""
    found: bool = look.once("helps", claim.id, lambda _: _helps(look, claim))
    return found


def _helps(look: Look, claim: ClaimView) -> bool:
    if claim.polarity == "decreases":
        return claim.relation == _PREVENTS or _only_hinders(look, claim)
    return claim.polarity == "increases" and not _only_hinders(look, claim)


def worked_in(look: Look, mechanism: str, place: str, filters: Filters) -> bool:
    """Whether a mechanism itself, and not only a narrower one, worked in a place."""
    return any(
        claim.status == "accepted"
        and place in effect_around(look, claim)
        and claim_passes(look, claim, filters)
        and helps(look, claim)
        for claim in own_claims(look, mechanism)
    )


def harms(look: Look, claim: ClaimView) -> bool:
    """Whether something grows less by a claim, or a hindrance grows."""
    return claim.polarity in ("increases", "decreases") and not helps(look, claim)


def _only_hinders(look: Look, claim: ClaimView) -> bool:
    """Whether all that accepted claims say of what the object of a claim does is that it lessens other things."""
    done: list[ClaimView] = look.once("deeds", claim.object, lambda id_: _deeds(look, id_))
    return bool(done) and all(each.polarity == "decreases" and each.object != claim.subject for each in done)


def _deeds(look: Look, id_: str) -> list[ClaimView]:
    """What accepted claims say that an idea or an event does; nothing for what can be touched."""
    if id_ in _tangible(look):
        return []
    views = claim_views(look, look.mentions(id_))
    return [each for each in views if each.subject == id_ and each.status == "accepted" and each.polarity]


def _tangible(look: Look) -> set[str]:
    """What can be touched."""
    found: set[str] = look.once("tangible", "", lambda _: set().union(*map(look.instances, _TANGIBLE)))
    return found


def strength(claim: ClaimView) -> tuple[float, int, str]:
    """Orders claims: the more certain first, then the one with more independent sources, then by id."""
    return -(claim.confidence or 0), -claim.independent_sources, claim.id


def effect_around(look: Look, claim: ClaimView) -> set[str]:
    """Everything that the effect of a claim lies in: where the claim says, else where its object is, else its subject.

    What makes somebody come (a `local` relation: `attracts`) has its effect where the subject is.
    """
    found: set[str] = look.once("effect", claim.id, lambda _: _effect_around(look, claim))
    return found


def _effect_around(look: Look, claim: ClaimView) -> set[str]:
    ends = (claim.subject, claim.object) if look.release.vocabulary.relations[claim.relation].local else None
    for each in (claim.where, *((end,) for end in ends or (claim.object, claim.subject))):
        around = set().union(*(look.within(end) for end in each if end))
        if around & look.instances("Place"):
            return around
    return set()


def effect_places(look: Look, claim: ClaimView) -> list[str]:
    """The cities where the effect of a claim is; where none is on record, the smallest places that are."""
    found: list[str] = look.once("effect places", claim.id, lambda _: _effect_places(look, claim))
    return found


def _effect_places(look: Look, claim: ClaimView) -> list[str]:
    around = effect_around(look, claim) & look.instances("Place")
    return sorted(around & look.instances("City") or _smallest(look, around))


def _smallest(look: Look, places: Iterable[str]) -> set[str]:
    every = set(places)
    return {each for each in every if not any(each != other and each in look.within(other) for other in every)}


class Need(NamedTuple):
    """A precondition: what is required, by which mechanism (itself or a broader one), by which claims.

    Without claims it stands in the `requires` of the mechanism's own record.
    """

    thing: str
    by: str
    claims: tuple[str, ...]


def needs_of(look: Look, mechanism: str, filters: Filters) -> list[Need]:
    """What a mechanism requires: its own preconditions first, then those of broader mechanisms, step by step.

    What it requires, it always does: filters on time do not apply, but for what was known by a year.
    """
    filters = replace(filters, since=None, until=None, as_of=None)
    noted = _above(look, "requires")
    found: dict[str, Need] = {}
    for each in broader_of(look, mechanism):
        stated = claim_views(look, look.mentions(each))
        required = [c for c in stated if (c.subject, c.relation, c.status) == (each, "requires", "accepted")]
        passing: dict[str, list[str]] = {}
        for claim in required:
            if claim_passes(look, claim, filters):
                passing.setdefault(claim.object, []).append(claim.id)
        # What a claim states is known by its claims alone, so that the filters apply.
        silent = set(noted.get(each, ())) - {claim.object for claim in required}
        for thing in sorted({*passing, *silent}):
            found.setdefault(thing, Need(thing, each, tuple(passing.get(thing, ()))))
    found.pop(mechanism, None)
    return list(found.values())


def broader_of(look: Look, mechanism: str) -> list[str]:
    """A mechanism and all that are broader, the nearest first."""
    up = _above(look, "broader")
    found = [mechanism]
    for each in found:
        found += [one for one in sorted(up.get(each, ())) if one not in found]
    return found


def _above(look: Look, kind: str) -> dict[str, list[str]]:
    """What is above each entity by `broader`, or what it needs by `requires`."""

    def find(_: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, up in look.release.index.above(kind):
            found.setdefault(id_, []).append(up)
        return found

    every: dict[str, list[str]] = look.once("above", kind, find)
    return every
