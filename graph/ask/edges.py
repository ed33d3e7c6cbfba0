"""Claims as edges, and the search for simple paths over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from ..light import dataclass
from .look import Look


class Edge(NamedTuple):
    """An accepted claim between two entities.

    Attributes:
        claim: the claim's id.
        subject: where the edge starts.
        relation: the relation's name.
        object: where it ends.
        sign: 1 where more leads to more, -1 where more leads to less, 0 where unclear or not causal.
        confidence: 0 to 1, None where not assessed.
        since: earliest start of the claim's period, `YYYY-MM-DD`; empty if open or undated.
        begun: latest start; empty if open or undated.
        until: latest end; empty if open or undated.
        dated: whether the claim has a period.
    """

    claim: str
    subject: str
    relation: str
    object: str
    sign: int
    confidence: float | None
    since: str
    begun: str
    until: str
    dated: bool


_edge: Callable[[Iterable[Any]], Edge] = partial(tuple.__new__, Edge)
"""An edge from a row of the index. There are thousands: `Edge._make` does the same in Python."""


def edges(look: Look, relations: Iterable[str]) -> list[Edge]:
    """Every accepted claim of the given relations between two entities, sorted by id."""
    wanted = sorted(relations)
    found: list[Edge] = look.once("edges", " ".join(wanted), lambda _: as_edges(look, look.release.index.edges(wanted)))
    return [*found]


def as_edges(look: Look, rows: Iterable[Any]) -> list[Edge]:
    """The edges that rows of the index are, in their order, as they were known by the horizon."""
    found = list(map(_edge, rows))
    if look.horizon is None:
        return found
    look.gather(edge.claim for edge in found)
    return [edge._replace(confidence=look.outline(edge.claim).confidence) for edge in found]


class Path(NamedTuple):
    """A chain of claims, each starting where the one before ends, through no entity twice."""

    edges: tuple[Edge, ...]

    @property
    def start(self) -> str:
        """The first cause."""
        return self.edges[0].subject

    @property
    def end(self) -> str:
        """The last effect."""
        return self.edges[-1].object

    @property
    def confidence(self) -> float | None:
        """That of the weakest link; None if any is not assessed."""
        weakest = None
        for edge in self.edges:
            if edge.confidence is None:
                return None
            if weakest is None or edge.confidence < weakest:
                weakest = edge.confidence
        return weakest

    @property
    def sign(self) -> int:
        """The product of the signs: 1, -1, or 0 if any is unclear."""
        product = 1
        for edge in self.edges:
            product *= edge.sign
        return product

    def rank(self) -> tuple[int, float, tuple[str, ...]]:
        """Best first: fewer hops, then the stronger weakest link, then by id so that the order is fixed."""
        weakest = self.confidence
        return len(self.edges), -(weakest if weakest is not None else -1.0), tuple([e.claim for e in self.edges])


Follows = Callable[[Sequence[Edge], Edge], bool]
"""Whether a claim can carry on what the claims of a path say."""


def simple_paths(
    found: Iterable[Edge],
    starts: Callable[[str], bool],
    ends: Callable[[str], bool],
    hops: int,
    follows: Follows = lambda trail, edge: True,
) -> Iterator[Path]:
    """Every simple path of at most `hops` edges from an entity that `starts` to one that `ends`.

    Of parallel edges each makes a path of its own. What cannot reach an end in the hops left is not walked into.
    """
    found = list(found)
    incoming: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in found:
        incoming[edge.object].append(edge)
    distance = distances(incoming, filter(ends, incoming), hops)
    outgoing: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in found:
        if edge.object in distance:
            outgoing[edge.subject].append(edge)
    for start in sorted(outgoing):
        if starts(start):
            walk = _Walk(outgoing, distance, ends, follows)
            yield from walk.on_from(start, (), frozenset({start}), hops)


def distances(incoming: Mapping[str, list[Edge]], ends: Iterable[str], hops: int) -> dict[str, int]:
    """The number of hops from each entity to the nearest end, where it is at most `hops`."""
    distance = dict.fromkeys(ends, 0)
    frontier = list(distance)
    for step in range(1, hops + 1):
        following = []
        for name in frontier:
            for edge in incoming.get(name, ()):
                if edge.subject not in distance:
                    distance[edge.subject] = step
                    following.append(edge.subject)
        frontier = following
    return distance


@dataclass(frozen=True)
class _Walk:
    """A depth-first walk over simple paths."""

    outgoing: Mapping[str, list[Edge]]
    distance: Mapping[str, int]
    ends: Callable[[str], bool]
    follows: Follows

    def on_from(self, here: str, trail: tuple[Edge, ...], seen: frozenset[str], left: int) -> Iterator[Path]:
        """The paths that go on from `here`, with `left` hops to go."""
        for edge in self.outgoing.get(here, ()):
            target = edge.object
            if target in seen or self.distance.get(target, left) > left - 1:
                continue
            if trail and not self.follows(trail, edge):
                continue
            path = (*trail, edge)
            if self.ends(target):
                yield Path(path)
            if left > 1:
                yield from self.on_from(target, path, seen | {target}, left - 1)
