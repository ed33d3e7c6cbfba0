"""What would be lost without one thing: the counterfactual over the accepted claims.

The positive causal claims are read as alternatives: whatever has causes on record stands as long as one of them does.
Taking one thing away takes with it what has no other cause, and so on, to a fixpoint: a thing is lost when each of its
causes is lost. What has no cause on record stands by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .answer import Answer, Row, edge_passes
from .edges import Edge, Path, edges
from .look import Look
from .reading import Reading

LOST, WEAKENED = "loses-all-support", "loses-one-of-several"


def without(look: Look, reading: Reading) -> Answer:
    """For each cluster (or place, for want of clusters) that a thing bears on: is all its support lost, or some of it.

    One row for each; its path leads from the thing to it, and `remaining` names the claims that still stand.
    """
    vocabulary = look.release.vocabulary
    found = [edge for edge in edges(look, vocabulary.narrower_relations["drives"]) if edge.sign > 0]
    kept = [edge for edge in found if edge_passes(edge, reading.filters, look)]
    causes: dict[str, list[Edge]] = {}
    effects: dict[str, list[Edge]] = {}
    for edge in kept:
        causes.setdefault(edge.object, []).append(edge)
        effects.setdefault(edge.subject, []).append(edge)
    gone = reading.subject.entity
    lost = lost_without(gone, causes, effects)
    ways = _ways(gone, lost, effects)
    clusters = look.instances("Cluster")
    ends = (
        [end for end in ways if end in clusters]
        or [end for end in ways if end in look.instances("Place")]
        or list(ways)
    )
    rows = [_row(look, ways[end], causes[end], lost) for end in sorted(ends)]
    rows.sort(key=lambda row: (row.verdict != LOST, len(row.remaining), row.path.rank()))
    examined = {"claims": len(found), "claims left out by filters": len(found) - len(kept), "paths": len(ways)}
    return Answer(reading, tuple(rows), examined)


def lost_without(
    gone: str, causes: Mapping[str, Sequence[Edge]], effects: Mapping[str, Sequence[Edge]]
) -> frozenset[str]:
    """The thing itself, and whatever has no cause on record that does not need it."""
    lost, pending = {gone}, [gone]
    while pending:
        for edge in effects.get(pending.pop(), ()):
            if edge.object not in lost and all(cause.subject in lost for cause in causes[edge.object]):
                lost.add(edge.object)
                pending.append(edge.object)
    return frozenset(lost)


def _ways(gone: str, lost: frozenset[str], effects: Mapping[str, Sequence[Edge]]) -> dict[str, Path]:
    """A shortest path to each thing that loses support: by lost things all the way, to the first that may stand."""
    ways: dict[str, Path] = {}
    frontier: list[tuple[str, tuple[Edge, ...]]] = [(gone, ())]
    while frontier:
        following = []
        for here, trail in frontier:
            for edge in sorted(effects.get(here, ()), key=lambda e: (-(e.confidence or 0), e.claim)):
                if edge.object != gone and edge.object not in ways:
                    ways[edge.object] = Path((*trail, edge))
                    if edge.object in lost:
                        following.append((edge.object, (*trail, edge)))
        frontier = following
    return ways


def _row(look: Look, path: Path, causes: Sequence[Edge], lost: frozenset[str]) -> Row:
    remaining = tuple(sorted(edge.claim for edge in causes if edge.subject not in lost))
    return Row(look, path, verdict=WEAKENED if remaining else LOST, remaining=remaining)
