"""A release as it would be if one claim were not in it, without building it again.

What a claim alone makes goes with it: a role that no other claim gives, and being in a place of which nothing else says
so. Beliefs in other claims stay: they rest on their own evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, cast

from ..light import dataclass, field
from ..store.index import Index
from ..vocabulary import SIGNS
from .edges import Edge, edges
from .look import Look, id_of
from .outline import Outline

Pair = tuple[str, str]

_SAME = ("label", "source", "card", "outline", "view", "narrower")
_PLACED, _CLASSED = ("within", "inside", "parents", "children"), ("instances", "types")
"""What is the same without a claim, of what was looked up: always; if it moves nothing; if it gives no role."""

_ROLES = """SELECT ?entity ?role ?claim WHERE {
  ?derivation a agglo:Derivation ; agglo:subject ?entity ; agglo:relation rdf:type ; agglo:object ?role ;
    prov:wasDerivedFrom ?claim }"""
_INSIDE = "SELECT ?entity ?place WHERE { ?entity agglo:in ?place }"


@dataclass(frozen=True)
class Alone:
    """What one claim alone makes: pairs of an entity and its role, or of an entity and what it is in."""

    roles: frozenset[Pair] = frozenset()
    inside: frozenset[Pair] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.roles or self.inside)


NOTHING = Alone()


@dataclass(frozen=True)
class Hiding:
    """Looks at a release from which one claim is hidden."""

    look: Look
    _moves: dict[str, frozenset[str]] = field(default_factory=dict)
    _looks: dict[str, Look] = field(default_factory=dict)

    @cached_property
    def alone(self) -> Mapping[str, Alone]:
        """For each claim that alone makes something, what it makes."""
        look = self.look
        roles: dict[Pair, set[str]] = {}
        for row in look.rows(_ROLES):
            roles.setdefault((id_of(row["entity"]), id_of(row["role"])), set()).add(id_of(row["claim"]))
        given = {(id_of(row["entity"]), id_of(row["place"])) for row in look.rows(_INSIDE)}
        inside: dict[Pair, set[str]] = {}
        lifting = [r.name for r in look.release.vocabulary.relations.values() if r.lifts]
        for claim, subject, _, target, *_ in look.release.index.edges(lifting):
            inside.setdefault((subject, target), set()).add(claim)
        one_role, one_place = _by_only(roles), _by_only({p: c for p, c in inside.items() if p not in given})
        ids = {*one_role, *one_place}
        return {id_: Alone(one_role.get(id_, frozenset()), one_place.get(id_, frozenset())) for id_ in ids}

    def moved(self, claim: str) -> frozenset[str]:
        """The entities that would no longer be in everything that they are in."""
        if claim not in self._moves:
            self._moves[claim] = frozenset(self._moved(claim))
        return self._moves[claim]

    def _moved(self, claim: str) -> Iterator[str]:
        pairs = self.alone.get(claim, NOTHING).inside
        if pairs:
            below = set().union(*(self.look.inside(one) for one, _ in pairs))
            changed = self.without(claim)
            yield from (id_ for id_ in below if changed.within(id_) != self.look.within(id_))

    def without(self, claim: str) -> Look:
        """The release without a claim; what the claim has no part in is looked up once for all."""
        if claim not in self._looks:
            alone = self.alone.get(claim, NOTHING)
            index = _HidingIndex(self.look.release.index, claim, alone)
            release = self.look.release.seen_through(cast("Index", index))
            same = {*_SAME, *(() if alone.inside else _PLACED), *(() if alone.roles else _CLASSED)}
            self._looks[claim] = _Hidden(
                release, self.look.horizon, base=self.look, claim=claim, alone=alone, same=frozenset(same)
            )
        return self._looks[claim]


@dataclass(frozen=True)
class _Hidden(Look):
    """A look at a release without a claim.

    Attributes:
        base: the look at the whole release, which keeps for all what is the same without the claim.
        claim: the claim.
        alone: what it alone makes.
        same: the kinds of thing that are the same.
    """

    base: Look = field(kw_only=True)
    claim: str = field(kw_only=True)
    alone: Alone = field(kw_only=True)
    same: frozenset[str] = field(kw_only=True)

    def once(self, kind: str, id_: str, find: Callable[[str], Any]) -> Any:  # noqa: ANN401
        if kind in self.same and id_ != self.claim:
            return self.base.once(kind, id_, find)
        own = {"edges": self._edges, "parents": self._parents}.get(kind, find)
        return super().once(kind, id_, own)

    def _edges(self, relations: str) -> list[Edge]:
        return [edge for edge in edges(self.base, relations.split()) if edge.claim != self.claim]

    def _parents(self, _: str) -> dict[str, set[str]]:
        found = dict(self.base.parents)
        for id_, place in self.alone.inside:
            found[id_] = found[id_] - {place}
        return {id_: above for id_, above in found.items() if above}


def _by_only(found: Mapping[Pair, set[str]]) -> dict[str, frozenset[Pair]]:
    """What rests on one claim only, by that claim."""
    alone: dict[str, set[Pair]] = {}
    for pair, claims in found.items():
        if len(claims) == 1:
            alone.setdefault(next(iter(claims)), set()).add(pair)
    return {claim: frozenset(pairs) for claim, pairs in alone.items()}


class _HidingIndex:
    """An index that does not know a claim; whatever is not about claims it hands on."""

    def __init__(self, index: Index, claim: str, alone: Alone) -> None:
        self._index, self._claim, self._alone = index, claim, alone

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._index, name)

    def _others(self, claims: Iterable[str]) -> list[str]:
        return [each for each in claims if each != self._claim]

    def claim(self, id_: str) -> dict[str, Any] | None:
        return None if id_ == self._claim else self._index.claim(id_)

    def outlines(self, ids: Iterable[str]) -> list[Any]:
        return self._index.outlines(self._others(ids))

    def naming(self, things: Iterable[str]) -> list[tuple[str, str, int]]:
        return [row for row in self._index.naming(things) if row[1] != self._claim]

    def mentions(self, entity: str) -> list[str]:
        return self._others(self._index.mentions(entity))

    def through(self, mechanism: str) -> list[str]:
        return self._others(self._index.through(mechanism))

    def disputed(self) -> list[str]:
        return self._others(self._index.disputed())

    def edges(self, relations: Iterable[str]) -> list[Any]:
        return [row for row in self._index.edges(relations) if row[0] != self._claim]

    def edges_at(self, relations: Iterable[str], names: Iterable[str], *, ends: bool = False) -> list[Any]:
        return [row for row in self._index.edges_at(relations, names, ends=ends) if row[0] != self._claim]

    def edges_held(self, relations: Iterable[str], places: Iterable[str]) -> list[Any]:
        return [row for row in self._index.edges_held(relations, places) if row[0] != self._claim]

    def edge_count(self, relations: Iterable[str], signs: Collection[int] = (-1, 0, 1)) -> int:
        wanted = set(relations)
        (own,) = map(Outline.of, self._index.outlines([self._claim]))
        is_edge = own.object and own.status == "accepted" and own.relation in wanted
        counted = is_edge and SIGNS.get(own.polarity, 0) in signs
        return self._index.edge_count(wanted, signs) - int(bool(counted))

    def instances(self, class_name: str) -> set[str]:
        return self._index.instances(class_name) - {id_ for id_, role in self._alone.roles if role == class_name}

    def classes(self, id_: str) -> set[str]:
        return self._index.classes(id_) - {role for entity, role in self._alone.roles if entity == id_}

    def above(self, kind: str) -> Iterator[Pair]:
        gone = self._alone.inside if kind == "in" else ()
        yield from (tuple(pair) for pair in self._index.above(kind) if tuple(pair) not in gone)  # type: ignore[misc]

    def directly_above(self, kind: str, id_: str) -> Iterator[str]:
        gone = self._alone.inside if kind == "in" else ()
        yield from (up for up in self._index.directly_above(kind, id_) if (id_, up) not in gone)

    def directly_below(self, kind: str, id_: str) -> Iterator[str]:
        gone = self._alone.inside if kind == "in" else ()
        yield from (each for each in self._index.directly_below(kind, id_) if (each, id_) not in gone)
