"""What is on record of a thing, as features: the mechanisms at work there, its industries, what it causes, and so on.

A claim counts to its two ends and to whatever they are in. To places it counts only where it holds: where it says so;
else, of a cause, where the effect is, or where the cause is if the effect is nowhere; else where either end is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from operator import attrgetter
from typing import NamedTuple

from ..light import dataclass
from . import lookups
from .edges import Edge
from .look import Look
from .lookups import closure
from .outline import Outline

MECHANISMS, INDUSTRIES, POLICIES, MEMBERS, RELATIONS = "mechanisms", "industries", "policies", "members", "relations"
_CLASSES = {MECHANISMS: "Mechanism", INDUSTRIES: "Industry", POLICIES: "Policy"}


class Feature(NamedTuple):
    """Something that a thing has by its claims.

    Attributes:
        topic: mechanisms, industries or policies; members of frameworks that are none of these; causal relations.
        thing: the entity; of a relation, the class of its other end.
        relation: the relation's name, of a relation.
        inward: whether the relation comes from its other end.
    """

    topic: str
    thing: str
    relation: str = ""
    inward: bool = False


_Holders = Mapping[str, Sequence[str]]
"""For things, and all that is in them, which of these things each is or is in."""


@dataclass(frozen=True)
class Features:
    """The features that accepted claims give."""

    look: Look
    edges: Sequence[Edge]
    relations: bool = True
    """Whether causal relations are wanted too."""

    def of(self, things: Collection[str]) -> dict[str, dict[Feature, list[Edge]]]:
        """For each of some things its features, each with the claims that give it, ordered by id."""
        wanted = frozenset(things)
        found: dict[str, dict[Feature, list[Edge]]] = {each: {} for each in sorted(wanted)}
        holders = self._holders(wanted)
        around, where = self._around(wanted, holders), self.where
        for edge in self.edges:
            # Most claims count to nothing that is wanted.
            if not (edge.subject in holders or edge.object in holders or edge.claim in where):
                continue
            for thing in around(edge):
                for feature in dict.fromkeys(self._given(edge, thing, holders)):
                    found[thing].setdefault(feature, []).append(edge)
        return found

    @property
    def _few(self) -> bool:
        """Whether the claims are so few that what they name is looked up one by one, and not in tables of all."""
        return len(self.edges) < lookups.FEW

    def _holders(self, wanted: Iterable[str]) -> _Holders:
        found: dict[str, list[str]] = {}
        for each in wanted:
            for id_ in self._inside(each):
                found.setdefault(id_, []).append(each)
        return found

    @cached_property
    def _inside(self) -> Callable[[str], set[str]]:
        if self._few:
            return self.look.inside
        children = self.look.children
        return lambda id_: closure(id_, lambda each: children.get(each, ()))

    def _around(self, wanted: frozenset[str], holders: _Holders) -> Callable[[Edge], frozenset[str]]:
        """Which of the wanted things a claim counts to."""
        look = self.look
        is_place = partial(look.is_a, class_name="Place") if self._few else look.instances("Place").__contains__
        relations = look.release.vocabulary.relations
        places = frozenset(filter(is_place, wanted))

        @cache
        def split(held: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
            """No places, and places."""
            return frozenset(held) - places, places.intersection(held)

        @cache
        def placed(id_: str) -> bool:
            """Whether an entity is anywhere."""
            return any(map(is_place, look.within(id_)))

        def found(edge: Edge) -> frozenset[str]:
            one, here = split(tuple(holders.get(edge.subject, ())))
            other, there = split(tuple(holders.get(edge.object, ())))
            if edge.claim in self.where:
                at = frozenset(each for place in self.where[edge.claim] for each in holders.get(place, ()))
            elif relations[edge.relation].kind == "causal":
                at = there if there or placed(edge.object) else here
            else:
                at = here | there
            return (wanted & {edge.subject, edge.object}) | one | other | at

        return found

    def _given(self, edge: Edge, thing: str, holders: _Holders) -> Iterator[Feature]:
        """The features that a claim gives to a thing that it counts to."""
        for each in (*self._through.get(edge.claim, ()), edge.subject, edge.object):
            if each != thing and each in self._topics:
                yield Feature(self._topics[each], each)
        if not self.relations or self.look.release.vocabulary.relations[edge.relation].kind != "causal":
            return
        if edge.object != thing and thing in holders.get(edge.subject, ()):
            yield Feature(RELATIONS, self._types[edge.object], edge.relation)
        if edge.subject != thing and thing in holders.get(edge.object, ()):
            yield Feature(RELATIONS, self._types[edge.subject], edge.relation, inward=True)

    @cached_property
    def _topics(self) -> dict[str, str]:
        """The topic of every entity that can be a feature."""
        frameworks = self.look.instances("Framework")
        members = (e.object for e in self.edges if e.relation == "includes" and e.subject in frameworks)
        found = dict.fromkeys(members, MEMBERS)
        for topic, name in _CLASSES.items():
            found.update(dict.fromkeys(self.look.instances(name), topic))
        return found

    @cached_property
    def _types(self) -> dict[str, str]:
        return self.look.release.index.types()

    @cached_property
    def _through(self) -> Mapping[str, Sequence[str]]:
        return self._told(attrgetter("through"), self.look.release.index.mechanisms)

    @cached_property
    def where(self) -> Mapping[str, Sequence[str]]:
        """Where claims hold, if they say so."""
        return self._told(attrgetter("where"), self.look.release.index.whereabouts)

    def _told(
        self, told: Callable[[Outline], Sequence[str]], among_all: Callable[[], Iterable[tuple[str, str]]]
    ) -> Mapping[str, Sequence[str]]:
        """What claims say, by their ids: of a few claims each by itself, else from a table of all."""
        if self._few:
            claims = [edge.claim for edge in self.edges]
            self.look.gather(claims)
            return {claim: said for claim in claims if (said := told(self.look.outline(claim)))}
        found: dict[str, list[str]] = {}
        for one, other in among_all():
            found.setdefault(one, []).append(other)
        return found


def strongest(found: Iterable[Edge]) -> list[str]:
    """Claims by their confidence, the highest first and those not assessed last, then by id."""
    ordered = sorted(found, key=lambda edge: (-1 if edge.confidence is None else -edge.confidence, edge.claim))
    return [edge.claim for edge in ordered]
