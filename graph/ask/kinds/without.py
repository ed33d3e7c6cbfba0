"""What would be lost without one thing: the counterfactual over the accepted claims.

The positive causal claims are read as alternatives. A thing is lost when it came into being by claims on record (by
relations that the ontology marks as `originates`) and each of their subjects is lost; what is a part of a lost thing
goes with it; and so on, to a fixpoint. What has no origin on record stands by itself, and so does every place: a city
that loses its maker remains a city.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..answer import Answer, Row, edge_passes, looked_at
from ..edges import Edge, Path, edges
from ..look import Look
from ..patterns import of_relations
from ..reading import WITHOUT, Filters, Reading, Slot
from . import OF_PATHS, Kind

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser

LOST, WEAKENED = "loses-all-support", "loses-one-of-several"


def without(look: Look, reading: Reading) -> Answer:
    """For each cluster (else place, else thing) that one thing bears on: is all its support lost, or some of it.

    One row for each; its path leads from the thing, or a part of it, to it, and `remaining` names the claims that still
    stand.
    """
    vocabulary = look.release.vocabulary
    found = [edge for edge in edges(look, vocabulary.narrower_relations["drives"]) if edge.sign > 0]
    kept = [edge for edge in found if edge_passes(edge, reading.filters, look)]
    causes, effects = by_end(kept)
    origins, _ = by_end(edge for edge in kept if vocabulary.relations[edge.relation].originates)
    places = look.instances("Place")
    # Without a place nothing that is in it is left, the places in it included; all others stay.
    standing = {place for place in places if reading.subject.entity not in look.within(place)}
    lost = lost_without(reading.subject.entity, origins, effects, _parts(look), standing)
    clusters = look.instances("Cluster")
    ways = _ways(lost, effects, clusters)
    ends = [end for end in ways if end in clusters] or [end for end in ways if end in places] or list(ways)
    rows = [_row(look, ways[end], causes[end], lost) for end in sorted(ends)]
    rows.sort(key=lambda row: (row.verdict != LOST, len(row.remaining), row.path.rank()))
    return Answer(reading, tuple(rows), looked_at(found, kept, len(ways)))


def by_end(found: Iterable[Edge]) -> tuple[dict[str, list[Edge]], dict[str, list[Edge]]]:
    """Edges by what they lead to, and by what they come from."""
    causes: dict[str, list[Edge]] = {}
    effects: dict[str, list[Edge]] = {}
    for edge in found:
        causes.setdefault(edge.object, []).append(edge)
        effects.setdefault(edge.subject, []).append(edge)
    return causes, effects


def lost_without(
    gone: str,
    origins: Mapping[str, Sequence[Edge]],
    effects: Mapping[str, Sequence[Edge]],
    parts: Mapping[str, Collection[str]],
    lasting: Collection[str],
) -> dict[str, Path]:
    """The thing and whatever is lost with it, each with the chain of claims by which it is lost (empty for parts)."""
    lost: dict[str, Path] = {gone: Path(())}
    pending = [gone]
    for here in pending:
        for part in sorted(parts.get(here, ())):
            if part not in lost and part not in lasting:
                lost[part] = lost[here]
                pending.append(part)
        for edge in effects.get(here, ()):
            target, made = edge.object, origins.get(edge.object, ())
            if made and target not in lost and target not in lasting and all(e.subject in lost for e in made):
                lost[target] = Path((*lost[here].edges, edge))
                pending.append(target)
    return lost


def _parts(look: Look) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for id_, above in look.parents.items():
        for up in above:
            found.setdefault(up, set()).add(id_)
    return found


def _ways(
    lost: Mapping[str, Path], effects: Mapping[str, Sequence[Edge]], clusters: Collection[str]
) -> dict[str, Path]:
    """The best chain to each thing that a lost one bears on; of the parts of what is taken away, to clusters only."""
    ways: dict[str, Path] = {}
    for here, way in lost.items():
        for edge in effects.get(here, ()):
            path = Path((*way.edges, edge))
            part = edge.object in lost and not lost[edge.object].edges
            if not part or edge.object in clusters:
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
