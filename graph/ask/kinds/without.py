"""What would be lost without one thing: the counterfactual over the accepted claims.

The positive causal claims are read as alternatives. A thing is lost when it came into being by claims on record (by
relations that the ontology marks as `originates`) and each of their subjects is lost; what is a part of a lost thing
goes with it; and so on, to a fixpoint. What has no origin on record stands by itself, and so does every place: a city
that loses its maker remains a city.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..answer import Answer, Row, all_count, all_looked_at, edges_that_pass, looked_at
from ..edges import Edge, Path, edges
from ..look import Look
from ..near import by_end, edges_of
from ..patterns import of_relations
from ..reading import WITHOUT, Filters, Reading, Slot
from . import OF_PATHS, Kind

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser

LOST, WEAKENED = "loses-all-support", "loses-one-of-several"

_Edges = Callable[[str], Sequence[Edge]]


def without(look: Look, reading: Reading) -> Answer:
    """For each cluster (else place, else thing) that one thing bears on: is all its support lost, or some of it.

    One row for each; its path leads from the thing, or a part of it, to it, and `remaining` names the claims that still
    stand.
    """
    gone, relations = reading.subject.entity, look.release.vocabulary.relations
    causes, effects, examined = _support(look, reading)

    def origins(id_: str) -> list[Edge]:
        return [edge for edge in causes(id_) if relations[edge.relation].originates]

    def stays(id_: str) -> bool:
        # Without a place nothing that is in it is left, the places in it included; all others stay. We ask where any
        # thing is, so that a claim that put it there is seen to bear on the answer (`bearing`).
        return gone not in look.within(id_) and look.is_a(id_, "Place")

    lost = lost_without(gone, origins, effects, look.directly_inside, stays)
    ways = _ways(look, lost, effects)
    clusters, places = ([end for end in ways if look.is_a(end, name)] for name in ("Cluster", "Place"))
    rows = [_row(look, ways[end], causes(end), lost) for end in sorted(clusters or places or ways)]
    rows.sort(key=lambda row: (row.verdict != LOST, len(row.remaining), row.path.rank()))
    return Answer(reading, tuple(rows), {**examined, "paths": len(ways)})


def _support(look: Look, reading: Reading) -> tuple[_Edges, _Edges, dict[str, int]]:
    """The positive causal claims that lead to an entity, those that start at it, and what was examined."""
    filters, drives = reading.filters, look.release.vocabulary.narrower_relations["drives"]
    if all_count(look, filters):
        onto, onward = (edges_of(look, drives, ends=ends) for ends in (True, False))
        examined = all_looked_at(look.release.index.edge_count(drives, (1,)))
        return (lambda id_: _positive(onto(id_))), (lambda id_: _positive(onward(id_))), examined
    found = _positive(edges(look, drives))
    kept = edges_that_pass(found, filters, look)
    causes, effects = (by_end(kept, ends=ends) for ends in (True, False))
    return (lambda id_: causes.get(id_, ())), (lambda id_: effects.get(id_, ())), looked_at(found, kept)


def _positive(found: Iterable[Edge]) -> list[Edge]:
    return [edge for edge in found if edge.sign > 0]


def lost_without(
    gone: str,
    origins: _Edges,
    effects: _Edges,
    parts: Callable[[str], Iterable[str]],
    stays: Callable[[str], bool],
) -> dict[str, Path]:
    """The thing and whatever is lost with it, each with the chain of claims by which it is lost (empty for parts).

    Args:
        gone: the thing.
        origins: by what claims an entity came into being.
        effects: the claims that start at an entity.
        parts: what goes with an entity.
        stays: whether an entity stays whatever happens.
    """
    lost: dict[str, Path] = {gone: Path(())}
    pending = [gone]
    for here in pending:
        for part in sorted(parts(here)):
            if part not in lost and not stays(part):
                lost[part] = lost[here]
                pending.append(part)
        for edge in effects(here):
            target = edge.object
            if target in lost or stays(target):
                continue
            if (made := origins(target)) and all(each.subject in lost for each in made):
                lost[target] = Path((*lost[here].edges, edge))
                pending.append(target)
    return lost


def _ways(look: Look, lost: Mapping[str, Path], effects: _Edges) -> dict[str, Path]:
    """The best chain to each thing that a lost one bears on; of the parts of what is taken away, to clusters only."""
    ways: dict[str, Path] = {}
    for here, way in lost.items():
        for edge in effects(here):
            path = Path((*way.edges, edge))
            part = edge.object in lost and not lost[edge.object].edges
            if not part or look.is_a(edge.object, "Cluster"):
                best = ways.get(edge.object)
                ways[edge.object] = path if best is None or path.rank() < best.rank() else best
    return ways


def _row(look: Look, path: Path, causes: Sequence[Edge], lost: Mapping[str, Path]) -> Row:
    part = path.end in lost and not lost[path.end].edges
    held = () if part else causes
    remaining = tuple(sorted(edge.claim for edge in held if edge.subject not in lost))
    return Row(look, path, verdict=WEAKENED if remaining else LOST, remaining=remaining)


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    gone = word("without") >> ask.named << words("without_end", "end")
    yield ask.framed(gone.map(lambda slot: Reading(WITHOUT, "", slot, Slot())))


def _query(look: Look, reading: Reading) -> Sequence[str]:
    return (
        "?claim agglo:status status:accepted ; agglo:polarity polarity:increases ; agglo:object ?object .",
        *of_relations(look.release.vocabulary.narrower_relations["drives"]),
    )


KIND = Kind(_parsers, without, _query, filters=Filters.names() - OF_PATHS)
