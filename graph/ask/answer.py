"""From a reading to its answer: paths of claims, filtered, ranked, with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set, Sized
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, overload

from ..light import dataclass, field
from .claims import ClaimView, claim_view
from .edges import Edge, Path, edges, simple_paths
from .look import Look
from .near import edges_near
from .reading import PATHS, RELATIONAL, Filters, Reading, Slot

if TYPE_CHECKING:
    from ..compile.premises import Premise
    from .proofs import Step

WHOLE_CHAIN, PIECES, SINGLE = "whole-chain", "pieces", "single-source"


@dataclass(frozen=True)
class Nearest:
    """The nearest city of which something is on record, its distance in kilometres, and the claim that says so."""

    city: str
    kilometres: int
    claim: str


class Named(str):
    """The id of an entity that a note names."""


@dataclass(frozen=True)
class Note:
    """Something that an answer says beside its claims.

    Attributes:
        name: of a text of the question's kind.
        values: for that text; several as one value are listed.
        claims: ids of the claims that it rests on, the best first.
        level: 1 if it is a part of the note before it, else 0.
    """

    name: str
    values: tuple[Named | tuple[Named | str, ...] | str | int | float, ...] = ()
    claims: tuple[str, ...] = ()
    level: int = 0


@dataclass(frozen=True)
class Row:
    """One answer: a path from a cause to an effect.

    Attributes:
        path: the edges; none where the answer is that nothing is recorded.
        others: how many further paths join the same two ends.
        verdict: what the answer finds of its end, in questions that weigh claims; else empty.
        remaining: ids of the claims that still support the end in a counterfactual question.
        ends: what the answer is about, where that is not where the path begins and ends.
        nearest: another city for which the same is on record.
        title: what the answer is, where that is not `start → end`.
        notes: what else it says.
        proof: how a derived fact follows from the claims of the path.
    """

    look: Look = field(repr=False, compare=False)
    path: Path
    others: int = 0
    verdict: str = ""
    remaining: tuple[str, ...] = ()
    ends: tuple[str, str] | None = None
    nearest: Nearest | None = None
    title: Note | None = None
    notes: tuple[Note, ...] = ()
    proof: Step | Premise | None = None

    @property
    def start(self) -> str:
        """The entity from which the answer goes."""
        return self.ends[0] if self.ends else self.path.start

    @property
    def end(self) -> str:
        """The entity to which it leads; empty for a figure or an event."""
        return self.ends[1] if self.ends else self.path.end

    @cached_property
    def claims(self) -> tuple[ClaimView, ...]:
        """The path's claims, whole; read from the store when first looked at."""
        return tuple(claim_view(self.look, edge.claim) for edge in self.path.edges)

    @property
    def named(self) -> Iterator[str]:
        """The ids of all claims that it names, some more than once: of its path, then of what it says beside that."""
        yield from (edge.claim for edge in self.path.edges)
        yield from self.remaining
        for note in (self.title, *self.notes):
            yield from note.claims if note else ()
        if self.nearest:
            yield self.nearest.claim

    @property
    def support(self) -> str:
        """Who tells the chain.

        `single-source` if one author or publisher alone stands behind it all, `whole-chain` if some source supports
        every claim, `pieces` if no source tells the whole.
        """
        return support(self.claims)

    @property
    def independent_sources(self) -> int:
        """How many independent sources the claim with the fewest has."""
        return min((len(claim.groups) for claim in self.claims), default=0)


class RowsAtNeed(Sequence[Row]):
    """Rows that are made when they are looked at: of hundreds, a terminal shows ten."""

    def __init__(self, ids: Sequence[str], make: Callable[[str], Row]) -> None:
        self._ids, self._make = ids, make

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return tuple(map(self._make, self._ids[index]))
        return self._make(self._ids[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Answer:
    """The answer to a reading; `examined` counts what was looked at and what was left out.

    Attributes:
        reading: what the question was read as.
        rows: the answers.
        examined: numbers of what was looked at.
        viewer: draws it; the graph that was asked gives it.
    """

    reading: Reading
    rows: Sequence[Row]
    examined: dict[str, int] = field(default_factory=dict)
    viewer: Callable[[Answer], Any] | None = field(default=None, repr=False, compare=False)

    @property
    def claims(self) -> list[str]:
        """The ids of all claims that the answer names, each once, in the order of the rows."""
        return list(dict.fromkeys(claim for row in self.rows for claim in row.named))

    def view(self) -> Any:  # noqa: ANN401 - an `agglo.graph.view.shown.Page`, which stands above this module
        """The claims of the answer as a page that a notebook shows.

        Raises:
            ValueError: no graph was asked for it, so there is nothing to draw it from.
        """
        if self.viewer is None:
            raise ValueError("only the answer of a KnowledgeGraph can be drawn: graph.ask(…).view()")
        return self.viewer(self)


def looked_at(found: Sized, kept: Sized, paths: int = 0) -> dict[str, int]:
    """What was examined: the claims found, how many of them the filters do not keep, and the paths that they make."""
    return {"claims": len(found), "claims left out by filters": len(found) - len(kept), "paths": paths}


def all_count(look: Look, filters: Filters) -> bool:
    """Whether every claim counts, and as it stands: then those near a thing tell of it what all would."""
    return look.horizon is None and not filters.of_claims


def all_looked_at(number: int) -> dict[str, int]:
    """As `looked_at`, where all claims count: so many."""
    return looked_at(range(number), range(number))


def answer(look: Look, reading: Reading) -> Answer:
    """Answer a reading."""
    if reading.filters.known_by is not None:
        look = look.known_by(reading.filters.known_by)
    if reading.kind not in RELATIONAL:
        from .inquest import inquest

        return inquest(look, reading)
    return _paths(look, reading)


def _paths(look: Look, reading: Reading) -> Answer:
    vocabulary = look.release.vocabulary
    relation = vocabulary.relations[reading.relation]
    hops = reading.hops if relation.transitive else 1
    starts, ends = _among(look, reading)
    kept, examined = _claims(look, reading, starts, ends, hops)
    if relation.symmetric:
        kept += [_turned(edge) for edge in kept]
    members = _member(look, reading.subject, starts), _member(look, reading.object, ends)
    paths = list(simple_paths(kept, *members, hops, lambda trail, edge: carries_on(look, trail, edge)))
    passing = path_filter(look, reading.filters)
    # What hinders a hindrance does not hinder: the signs along a path must come to that of the relation.
    paths = sorted((path for path in paths if path.sign != relation.against and passing(path)), key=Path.rank)
    rows = _rows(look, paths, every=reading.kind == PATHS)
    return Answer(reading, rows, {**examined, "paths": len(paths)})


def _among(look: Look, reading: Reading) -> tuple[Set[str] | None, Set[str] | None]:
    """What a path can start from, and what it can lead to; None if anything, or not worth reading beside a name."""
    slots = reading.subject, reading.object
    if any(slot.entity for slot in slots):
        starts, ends = ({slot.entity} if slot.entity else None for slot in slots)
    else:
        starts, ends = (look.instances(slot.type) if slot.type else None for slot in slots)
    return starts, ends


def _claims(
    look: Look, reading: Reading, starts: Set[str] | None, ends: Set[str] | None, hops: int
) -> tuple[list[Edge], dict[str, int]]:
    """The claims that paths may be made of, and what was examined for them."""
    vocabulary, filters = look.release.vocabulary, reading.filters
    relations = vocabulary.narrower_relations[reading.relation]
    symmetric = vocabulary.relations[reading.relation].symmetric
    if all_count(look, filters) and not symmetric:
        near = edges_near(look, relations, starts, ends, hops)
        return near, all_looked_at(look.release.index.edge_count(relations))
    found = edges(look, relations)
    kept = edges_that_pass(found, filters, look)
    return kept, looked_at(found, kept)


def carries_on(look: Look, trail: Sequence[Edge], edge: Edge) -> bool:
    """Whether the claims of a path can be causes of what the next one says.

    They cannot where that had certainly begun before one of them. A relation that is bound to its subject's place
    (`local` in the ontology: what attracts a firm makes it come, not exist) carries on only to effects in that place,
    which is smaller than a country. And what is nowhere by nature (`placeless`: an idea, an industry), or is a whole
    country, carries no effect from one city to another: that two places have to do with it makes neither the other's
    cause.
    """
    return not obstacle(look, trail, edge)


def obstacle(look: Look, trail: Sequence[Edge], edge: Edge) -> str:
    """Why the claims of a path cannot be causes of what the next one says: `order`, `place`; empty if they can."""
    if edge.begun and any(edge.begun < one.since for one in trail if one.since):
        return "order"
    last = trail[-1]
    local = look.release.vocabulary.relations[last.relation].local
    if local and not _smaller(look, look.within(last.subject) & look.within(edge.object)):
        return "place"
    if not look.is_everywhere(edge.subject) or _smaller(look, look.places_of(edge.subject)):
        return ""
    return "" if all(_near(look, one.subject, edge.object) for one in trail) else "place"


def _near(look: Look, one: str, other: str) -> bool:
    """Whether two things share a place smaller than a country, or one of them has none."""
    first, second = (_smaller(look, look.places_of(each)) for each in (one, other))
    return not first or not second or bool(first & second)


def _smaller(look: Look, around: Iterable[str]) -> set[str]:
    """What things lie in that is no country."""
    return {each for each in around if not look.is_a(each, "Country")}


def _turned(edge: Edge) -> Edge:
    return edge._replace(subject=edge.object, object=edge.subject)


def _member(look: Look, slot: Slot, among: Set[str] | None) -> Callable[[str], bool]:
    """Whether something is what a slot asks for; what is, is among some, as far as that is known."""
    if slot.entity:
        return slot.entity.__eq__
    if not slot.type:
        return lambda _: True
    is_one = partial(look.is_a, class_name=slot.type) if among is None else among.__contains__
    if not slot.places:
        return is_one
    places = set(slot.places)
    return lambda id_: is_one(id_) and bool(look.within(id_) & places)


def edges_that_pass(found: Iterable[Edge], filters: Filters, look: Look) -> list[Edge]:
    """Those of many claims that meet the filters of `edge_passes`."""
    found = list(found)
    if filters.sources or filters.known_by is not None or filters.checked_since is not None:
        look.gather([edge.claim for edge in found])
    return [edge for edge in found if edge_passes(edge, filters, look)]


def edge_passes(edge: Edge, filters: Filters, look: Look) -> bool:
    """Whether a claim meets the filters on confidence, period, source and when that was checked."""
    if filters.confidence is not None and (edge.confidence is None or edge.confidence <= filters.confidence):
        return False
    if filters.since is not None and (not edge.dated or (edge.until and edge.until < f"{filters.since:04d}")):
        return False
    if filters.until is not None and (not edge.dated or edge.since > f"{filters.until:04d}-12-31"):
        return False
    if filters.as_of is not None and not _held(edge, filters.as_of, look):
        return False
    if filters.known_by is not None and not claim_view(look, edge.claim).supporting:
        return False  # `look` shows what was public by then
    if filters.checked_since is not None and not _checked(edge, filters.checked_since, look):
        return False
    return not filters.sources or bool(claim_view(look, edge.claim).supporting & set(filters.sources))


def _checked(edge: Edge, since: str, look: Look) -> bool:
    """Whether somebody has read a source that supports the claim since a day; a year or month is before its days."""
    return not claim_view(look, edge.claim).supporting.isdisjoint(look.checked_since(since))


def _held(edge: Edge, year: int, look: Look) -> bool:
    """Whether a claim was true in a year: it may have begun, and is not certainly over.

    What happened at one date stays true; a figure holds for its own date only. Of a claim whose beginning is not known
    nobody can say so.
    """
    if not edge.since or edge.since > f"{year:04d}-12-31":
        return False
    event = edge.begun == edge.until and look.release.vocabulary.relations[edge.relation].kind != "attribute"
    return event or not edge.until or edge.until >= f"{year:04d}-01-01"


def in_and_out(around: Collection[str], filters: Filters) -> bool:
    """Whether something that lies in some places meets the filters on places."""
    if not set(filters.not_places).isdisjoint(around):
        return False
    return not filters.places or not set(filters.places).isdisjoint(around)


def path_filter(look: Look, filters: Filters) -> Callable[[Path], bool]:
    """Whether a whole path meets the filters on mechanisms and places."""
    groups = [set().union(*(look.with_narrower(m) for m in group)) for group in filters.through]
    barred = set().union(*(look.with_narrower(m) for m in filters.not_through)) if filters.not_through else set()
    placed = bool(filters.places or filters.not_places)

    def passes(path: Path) -> bool:
        if groups or barred:
            used = {m for edge in path.edges for m in claim_view(look, edge.claim).through}
            if used & barred or not all(used & group for group in groups):
                return False
        return not placed or in_and_out(_around(look, path), filters)

    return passes


def _around(look: Look, path: Path) -> set[str]:
    """Everything that the effect, or the last claim by its `where`, lies in.

    What lies nowhere (a mechanism, an idea) is where its cause is.
    """
    around = look.within(path.end)
    if not look.places_of(path.end):
        around = around | look.within(path.start)
    for place in claim_view(look, path.edges[-1].claim).where:
        around = around | look.within(place)
    return around


def _rows(look: Look, paths: list[Path], every: bool) -> tuple[Row, ...]:
    pairs = [(path.edges[0].subject, path.edges[-1].object) for path in paths]
    counts = Counter(pairs)
    shown = list(zip(pairs, paths, strict=True))
    if not every:
        best: dict[tuple[str, str], Path] = {}
        for pair, path in shown:
            best.setdefault(pair, path)
        shown = list(best.items())
    return tuple([Row(look, path, counts[pair] - 1) for pair, path in shown])


def support(claims: Iterable[ClaimView]) -> str:
    """Who tells the chain: see `Row.support`."""
    every = list(claims)
    if len(set().union(*(claim.groups for claim in every))) <= 1:
        return SINGLE
    return WHOLE_CHAIN if frozenset.intersection(*(claim.supporting for claim in every)) else PIECES
