"""The search for paths that something hides: the least sets of hindrances, each with the best path that it hides.

Every chain of claims has a set of hindrances, by name; it is in an answer if the set is empty. The least sets say what
must be given up for a path: one thing, or two of them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from ..light import dataclass, field
from .edges import Edge, Path, distances
from .reading import MAX_HOPS

_Hidden = TypeVar("_Hidden")
Hindered = frozenset[str]
"""The names of what hides a path."""

STEPS = 150_000
"""How many steps one search may take: five seconds or so."""


@dataclass
class Search:
    """What a search found.

    Attributes:
        paths: for each least set of hindrances the best path that it hides.
        looked_at: how many chains were looked at.
        cut: the length of chain at which the search had taken all its steps; 0 if it came to its end.
    """

    paths: dict[Hindered, Path] = field(default_factory=dict)
    looked_at: int = 0
    cut: int = 0


@dataclass(frozen=True)
class Hindrances:
    """What hides a claim, a claim as the next of a chain, a chain of a length, and a whole chain."""

    of_claim: Callable[[Edge], Hindered] = lambda edge: frozenset()
    of_step: Callable[[Sequence[Edge], Edge], Hindered] = lambda trail, edge: frozenset()
    of_length: Callable[[int], Hindered] = lambda length: frozenset()
    of_path: Callable[[Path], Hindered] = lambda path: frozenset()


def hidden_paths(
    found: Iterable[Edge],
    start: str,
    end: str,
    hindrances: Hindrances,
    wanted: Callable[[Hindered], bool] = lambda hindered: True,
    steps: int = STEPS,
) -> Search:
    """The least sets of hindrances that hide a simple path of at most `MAX_HOPS` claims, each with its best path.

    Args:
        found: the claims.
        start: where the paths begin.
        end: where they end.
        hindrances: what hides them.
        wanted: whether a set is of interest; where one is not, no larger one may be.
        steps: how many steps the search may take.
    """
    walk = _Walk(end, hindrances, wanted, steps)
    incoming: dict[str, list[Edge]] = {}
    for edge in found:
        walk.outgoing.setdefault(edge.subject, []).append(edge)
        incoming.setdefault(edge.object, []).append(edge)
    walk.distance.update(distances(incoming, [end], MAX_HOPS))
    for length in range(1, MAX_HOPS + 1):
        try:
            walk.on_from(start, (), frozenset({start}), hindrances.of_length(length), length)
        except _OutOfSteps:
            walk.search.cut = length
            break
        finally:
            walk.settle()
    return walk.search


class _OutOfSteps(Exception):
    pass


@dataclass
class _Walk:
    """A depth-first walk over the paths of one length, the shorter lengths done."""

    end: str
    hindrances: Hindrances
    wanted: Callable[[Hindered], bool]
    steps: int
    outgoing: dict[str, list[Edge]] = field(default_factory=dict)
    distance: dict[str, int] = field(default_factory=dict)
    search: Search = field(default_factory=Search)
    fresh: dict[Hindered, Path] = field(default_factory=dict)

    def on_from(self, here: str, trail: tuple[Edge, ...], seen: frozenset[str], hindered: Hindered, left: int) -> None:
        """Go on from an entity, with exactly `left` claims to go."""
        for edge in self.outgoing.get(here, ()):
            target = edge.object
            if target in seen or (target == self.end) != (left == 1) or self.distance.get(target, left) > left - 1:
                continue
            self.steps -= 1
            if self.steps < 0:
                raise _OutOfSteps
            now = hindered | self.hindrances.of_claim(edge)
            if trail:
                now |= self.hindrances.of_step(trail, edge)
            if not self._of_use(now):
                continue
            if left > 1:
                self.on_from(target, (*trail, edge), seen | {target}, now, left - 1)
            else:
                self._arrive(Path((*trail, edge)), now)

    def _arrive(self, path: Path, hindered: Hindered) -> None:
        self.search.looked_at += 1
        hindered |= self.hindrances.of_path(path)
        if self._of_use(hindered):
            best = self.fresh.get(hindered)
            self.fresh[hindered] = path if best is None or path.rank() < best.rank() else best

    def _of_use(self, hindered: Hindered) -> bool:
        """Whether a chain with these hindrances may tell something that shorter ones do not."""
        if any(known <= hindered for known in self.search.paths) or any(known < hindered for known in self.fresh):
            return False
        return self.wanted(hindered)

    def settle(self) -> None:
        """Keep the least of the sets that are known by now."""
        self.search.paths = least({**self.search.paths, **self.fresh})
        self.fresh = {}


def least(found: Mapping[Hindered, _Hidden]) -> dict[Hindered, _Hidden]:
    """Those sets that hold no other."""
    return {each: path for each, path in found.items() if not any(other < each for other in found)}
