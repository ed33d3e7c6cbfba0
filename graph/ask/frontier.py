"""Where the chains from a cause end, where those to an effect begin, and the missing hop between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from itertools import islice

from ..light import dataclass
from .claims import claim_views
from .edges import Edge, Follows, Path, simple_paths
from .look import Look

_CHAINS = 50_000
"""How many chains are looked at on either side."""
_ENDS = 200
"""How many ends of chains are compared on either side."""

NOWHERE = Path(())
"""The chain from a thing to itself."""


class Nearness(IntEnum):
    """What joins two things, the closest first."""

    PART = 0
    CLAIM = 1
    CITY = 2
    AREA = 3
    THING = 4
    COUNTRY = 5
    NOTHING = 6


@dataclass(frozen=True)
class Gap:
    """The hop that is missing.

    Attributes:
        one: the farthest thing that the cause leads to.
        other: the thing from which the effect is reached, that is nearest to it.
        before: the chain from the cause to `one`; without claims if it is the cause.
        after: the chain from `other` to the effect.
        nearness: what joins the two.
        shared: the claim that does, or the smallest place or the thing that both have to do with; empty if none.
        starts_nothing: whether the cause leads to nothing at all.
        ends_nothing: whether nothing at all leads to the effect.
    """

    one: str
    other: str
    before: Path
    after: Path
    nearness: Nearness
    shared: str = ""
    starts_nothing: bool = False
    ends_nothing: bool = False


def reached(found: Iterable[Edge], start: str, hops: int, follows: Follows) -> dict[str, Path]:
    """The best chain from a thing to each that it leads to, itself included."""
    chains = simple_paths(found, start.__eq__, lambda _: True, hops, follows)
    return {start: NOWHERE, **_best(chains, lambda path: path.end)}


def reaching(found: Iterable[Edge], end: str, hops: int, follows: Follows) -> dict[str, Path]:
    """The best chain to a thing from each that leads to it, itself included."""
    chains = simple_paths(found, lambda _: True, end.__eq__, hops, follows)
    return {end: NOWHERE, **_best(chains, lambda path: path.start)}


def _best(chains: Iterable[Path], key: Callable[[Path], str]) -> dict[str, Path]:
    best: dict[str, Path] = {}
    for path in islice(chains, _CHAINS):
        known = best.get(key(path))
        if known is None or path.rank() < known.rank():
            best[key(path)] = path
    return best


def missing_hop(look: Look, ahead: Mapping[str, Path], back: Mapping[str, Path], hops: int) -> Gap | None:
    """The pair of ends that are nearest to each other; of pairs as near, the one with the longest chains.

    One hop between the two must be enough for a path of at most `hops` claims. None if a thing is on both sides: no
    hop is missing.
    """
    if ahead.keys() & back.keys():
        return None
    gaps = []
    for one, before in sorted(ahead.items(), key=_longest_first)[:_ENDS]:
        joined = joined_to(look, one)
        for other, after in sorted(back.items(), key=_longest_first)[:_ENDS]:
            if len(before.edges) + 1 + len(after.edges) <= hops and in_time(before, after):
                gaps.append(Gap(one, other, before, after, *near(look, one, other, joined)))
    return min(gaps, key=_order, default=None)


def in_time(before: Path, after: Path) -> bool:
    """Whether what comes after a missing hop had not certainly begun before what comes before it."""
    since = [edge.since for edge in before.edges if edge.since]
    return not any(edge.begun < each for edge in after.edges if edge.begun for each in since)


def _longest_first(side: tuple[str, Path]) -> tuple[int, str]:
    return -len(side[1].edges), side[0]


def _order(gap: Gap) -> tuple[int, int, str, str]:
    return gap.nearness, -len(gap.before.edges) - len(gap.after.edges), gap.one, gap.other


def near(look: Look, one: str, other: str, joined: Mapping[str, str]) -> tuple[Nearness, str]:
    """What joins two things, and the claim or the place that does; `joined` is what `joined_to` gives for the first."""
    around, about = look.within(one), look.within(other)
    countries = look.instances("Country")
    if {one, other} & around & about - countries:
        return Nearness.PART, ""
    if other in joined:
        return Nearness.CLAIM, joined[other]
    all_places = look.instances("Place")
    both = around & about & all_places
    cities, states = both & look.instances("City"), both & countries
    things = (joined.keys() & joined_to(look, other).keys()) - all_places
    found = (
        (Nearness.CITY, cities),
        (Nearness.AREA, both - states),
        (Nearness.THING, things),
        (Nearness.COUNTRY, states),
    )
    for nearness, shared in found:
        if shared:
            # The smallest: the one that is in most of the others.
            return nearness, min(shared, key=lambda each: (-len(look.within(each) & both), each))
    return Nearness.NOTHING, ""


def joined_to(look: Look, id_: str) -> dict[str, str]:
    """What accepted claims that say nothing of causes join to a thing, each with the first such claim."""
    relations = look.release.vocabulary.relations
    found: dict[str, str] = {}
    for claim in claim_views(look, look.mentions(id_)):
        if claim.object and claim.status == "accepted" and relations[claim.relation].kind != "causal":
            found.setdefault(claim.subject if claim.object == id_ else claim.object, claim.id)
    return found
