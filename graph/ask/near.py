"""The edges near some things, without reading those of all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from operator import attrgetter

from .edges import Edge, as_edges, edges
from .look import Look
from .lookups import Sparing

_MOST = 1 / 3  # of all edges, the entities of a step: from there on all edges are read at once


def edges_near(
    look: Look, relations: Iterable[str], starts: Collection[str] | None, ends: Collection[str] | None, hops: int
) -> list[Edge]:
    """The edges that paths of at most so many hops from some starts, or to some ends, can have, and some more.

    Args:
        look: the release.
        relations: those of the edges.
        starts: where the paths start; None if anywhere.
        ends: where they end; None if anywhere.
        hops: edges of a path.

    Returns:
        The edges, sorted by id: all of the relations where they are so many that reading all is no slower.
    """
    if starts is None and ends is None:
        return edges(look, relations)
    if starts is None or ends is None:
        onward = 0 if starts is None else hops
    elif len(starts) == len(ends) == 1:
        # The first steps of a path are found from its start, the others from its end.
        onward = (hops + 1) // 2
    else:
        onward = hops if len(starts) <= len(ends) else 0
    most = _MOST * look.release.index.edge_count(relations)
    found: dict[str, Edge] = {}
    for names, steps, back in ((starts, onward, False), (ends, hops - onward, True)):
        seen = frontier = set(names or ())
        for _ in range(steps):
            if len(frontier) > most:
                return edges(look, relations)
            rows = as_edges(look, look.release.index.edges_at(relations, sorted(frontier), ends=back))
            found |= {edge.claim: edge for edge in rows}
            frontier = {edge.subject if back else edge.object for edge in rows} - seen
            seen = seen | frontier
    return [found[claim] for claim in sorted(found)]


def edges_about(look: Look, relations: Iterable[str], things: Collection[str]) -> list[Edge]:
    """The edges that have one of some things at an end, or that say that they hold in one, and maybe others; by id."""
    wanted, index = sorted(relations), look.release.index
    if len(things) > _MOST * index.edge_count(wanted):
        return edges(look, wanted)
    names = sorted(things)
    rows = (
        *index.edges_at(wanted, names),
        *index.edges_at(wanted, names, ends=True),
        *index.edges_held(wanted, names),
    )
    found = {edge.claim: edge for edge in as_edges(look, rows)}
    return [found[claim] for claim in sorted(found)]


def edges_of(look: Look, relations: Iterable[str], *, ends: bool) -> Callable[[str], Sequence[Edge]]:
    """What tells the edges that start at an entity, or that end at it, ordered by id."""
    wanted, index = sorted(relations), look.release.index
    by_claim = attrgetter("claim")
    table: dict[str, list[Edge]] = {}

    def one(id_: str) -> Sequence[Edge]:
        return sorted(as_edges(look, index.edges_at(wanted, [id_], ends=ends)), key=by_claim)

    def among_all(id_: str) -> Sequence[Edge]:
        if not table:
            table.update(by_end(edges(look, wanted), ends=ends))
        return table.get(id_, ())

    return Sparing(one, among_all)


def by_end(found: Iterable[Edge], *, ends: bool) -> dict[str, list[Edge]]:
    """Edges by what they start at, or by what they end at."""
    grouped: dict[str, list[Edge]] = {}
    for edge in found:
        grouped.setdefault(edge.object if ends else edge.subject, []).append(edge)
    return grouped
