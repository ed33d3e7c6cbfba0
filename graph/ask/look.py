"""Small looks into a release: labels, claims, evidence from its index; from its store, what only a few commands need.

Queries are constant or built from terms, never from text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import namespaces as ns
from ..errors import StoreError
from ..light import dataclass
from ..store.release import Release
from .lexicon import Lexicon
from .lookups import Sparing, closure, grouped
from .outline import Outline
from .tongues import in_language, in_text

if TYPE_CHECKING:
    from ..compile.belief import Weighing


def id_of(term: object) -> str:
    """The id in an entity's, claim's or source's IRI, or a term's local name; a literal's text."""
    value = str(getattr(term, "value", term))
    for namespace in (ns.ENTITY, ns.CLAIM, ns.SOURCE, ns.ONTOLOGY):
        if value.startswith(namespace):
            return value[len(namespace) :]
    return value


class SourceView(NamedTuple):
    """A source: its titles by language, the group of sources that count as one with it, and what weighs it.

    Absent texts are empty; `public` is the earliest day on which it can have been published, `YYYY-MM-DD`, and
    `checked_on` the day on which somebody last read it.
    """

    id: str
    titles: Mapping[str, str]
    group: str
    kind: str
    interest: str
    published: str
    public: str
    author: Sequence[str]
    publisher: str
    url: str
    derived_from: Sequence[str] = ()
    same_study: Sequence[str] = ()
    checked_on: str = ""


@dataclass(frozen=True)
class Look:
    """A release's store, with the few questions that answers need."""

    release: Release
    horizon: int | None = None
    """A year: evidence that was not public by its end is not seen. None for no limit."""

    def known_by(self, year: int) -> Look:
        """The same release as it was known by the end of a year; evidence of unknown date is left out."""
        return Look(self.release, year)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that questions may use."""
        return Lexicon.of(self.release.index)

    def rows(self, query: str) -> Iterable[Any]:
        """The solutions of a SELECT that this library wrote."""
        import pyoxigraph as ox

        result = self.release.store.query(query, prefixes=dict(ns.PREFIXES))
        assert isinstance(result, ox.QuerySolutions)
        return result

    def about(self, iri: str) -> dict[str, list[Any]]:
        """All values of a subject, by predicate."""
        import pyoxigraph as ox

        found: dict[str, list[Any]] = {}
        for quad in self.release.store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph()):
            found.setdefault(quad.predicate.value, []).append(quad.object)
        return found

    def every(self, predicate: str, value: str = "") -> Iterator[tuple[str, Any]]:
        """All subjects of a predicate that are IRIs, each with each of its values; of one IRI as its value if given."""
        import pyoxigraph as ox

        named, said = ox.NamedNode(predicate), ox.NamedNode(value) if value else None
        for quad in self.release.store.quads_for_pattern(None, named, said, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value, quad.object

    @cached_property
    def _kept(self) -> dict[tuple[str, str], Any]:
        """What was looked up before, by kind and id."""
        return {}

    def forget(self) -> None:
        """Let go of what was looked up: claims hold on to who reads them, so that nothing else would."""
        self._kept.clear()

    def once(self, kind: str, id_: str, find: Callable[[str], Any]) -> Any:  # noqa: ANN401
        """What `find` finds, looked up the first time only."""
        kept, key = self._kept, (kind, id_)
        if key not in kept:
            kept[key] = find(id_)
        return kept[key]

    def outline(self, id_: str) -> Outline:
        """A claim without its texts.

        Raises:
            StoreError: there is no such claim.
        """
        if ("outline", id_) not in self._kept:
            self.gather((id_,))
        found: Outline | None = self._kept.get(("outline", id_))
        if found is None:
            raise self._missing(id_)
        return found

    def gather(self, ids: Iterable[str]) -> None:
        """Look up the outlines of many claims in one go, which one by one takes several times as long."""
        kept = self._kept
        wanted = [id_ for id_ in dict.fromkeys(ids) if ("outline", id_) not in kept]
        for row in self.release.index.outlines(wanted) if wanted else ():
            kept["outline", row[0]] = self._known(Outline.of(row))

    def mentions(self, id_: str) -> list[str]:
        """The claims of which an entity is subject or object, whatever their status; ordered."""
        found: list[str] = self.once("mentions", id_, self.release.index.mentions)
        return found

    def through(self, id_: str) -> list[str]:
        """The claims that work through a mechanism, whatever their status; ordered."""
        found: list[str] = self.once("through", id_, self.release.index.through)
        return found

    def gather_naming(self, things: Iterable[str], *, outlines: bool = True) -> None:
        """Look up in one go the claims that name some things, and their outlines."""
        kept = self._kept
        wanted = [each for each in dict.fromkeys(things) if ("mentions", each) not in kept]
        for each in wanted:
            kept["mentions", each], kept["through", each] = [], []
        rows = self.release.index.naming(wanted) if wanted else []
        for thing, claim, how in rows:
            kept["through" if how else "mentions", thing].append(claim)
        if outlines:
            self.gather(claim for _, claim, _ in rows)

    def _known(self, found: Outline) -> Outline:
        """A claim as it was known by the horizon."""
        if self.horizon is None:
            return found
        last = f"{self.horizon:04d}-12-31"
        backing = [each for each in found.backing if "" < self.source(each.source).public <= last]
        believed = self._weighed((each.source, each.direction, each.strength) for each in backing).belief
        return found._replace(
            evidence="\n".join(map("\t".join, backing)),
            confidence=believed.confidence,
            independent_sources=believed.independent_sources,
        )

    @staticmethod
    def _missing(id_: str) -> StoreError:
        return StoreError(f"the release has no claim `{id_}`", "build it again: agglo build")

    def card(self, id_: str) -> dict[str, Any]:
        """A claim's values as the index holds them.

        Raises:
            StoreError: there is no such claim.
        """
        found: dict[str, Any] | None = self.once("card", id_, self._card)
        if found is None:
            raise self._missing(id_)
        return found

    def _card(self, id_: str) -> dict[str, Any] | None:
        card = self.release.index.claim(id_)
        if card is None or self.horizon is None:
            return card
        known = self.outline(id_)
        seen = {each.source for each in known.backing}
        evidence = [each for each in card["evidence"] if each["source"] in seen]
        numbers = {"confidence": known.confidence, "independent_sources": known.independent_sources}
        return {**card, "evidence": evidence, **numbers}

    def weighing(self, evidence: Iterable[Mapping[str, Any]]) -> Weighing:
        """How belief comes about from pieces of evidence, as a card has them."""
        return self._weighed((each["source"], each["direction"], each["strength"]) for each in evidence)

    def _weighed(self, evidence: Iterable[tuple[str, str, str]]) -> Weighing:
        """The same from the source, direction and strength of each piece."""
        from ..compile.belief import Piece, weigh

        seen = ((self.source(source), direction, strength) for source, direction, strength in evidence)
        pieces = (Piece(source.group, source.kind, direction, strength) for source, direction, strength in seen)
        return weigh(pieces, self.release.vocabulary.choices)

    def source(self, id_: str) -> SourceView:
        """What answers say of a source."""
        found: SourceView = self.once("source", id_, self._source)
        return found

    def checked_since(self, day: str) -> set[str]:
        """The sources that somebody has read on that day or later; a year or month is before its days."""
        cards = self.release.index.checked_sources
        found: set[str] = self.once("checked", day, lambda since: {id_ for id_, on in cards() if on >= since})
        return found

    def _source(self, id_: str) -> SourceView:
        card = self.release.index.source(id_) or {}
        plain = ("kind", "interest", "published", "public", "publisher", "url", "checked_on")
        texts = {name: card.get(name, "") for name in plain}
        many = {name: card.get(name, ()) for name in ("author", "derived_from", "same_study")}
        return SourceView(id_, card.get("title", {}), card.get("group", id_), **many, **texts)

    def exists(self, id_: str) -> bool:
        """Whether there is an entity with this id."""
        return self._labels(id_) is not None

    def instances(self, class_name: str) -> set[str]:
        """The ids of all entities of a class or role, superclasses included."""
        found: set[str] = self.once("instances", class_name, self.release.index.instances)
        return found

    def is_a(self, id_: str, class_name: str) -> bool:
        """Whether an entity is of a class or has a role."""
        return self._memberships(class_name)(id_)

    def _memberships(self, class_name: str) -> Sparing[bool]:
        def find(name: str) -> Sparing[bool]:
            return Sparing(lambda id_: name in self.types(id_), lambda id_: id_ in self.instances(name))

        found: Sparing[bool] = self.once("memberships", class_name, find)
        return found

    def types(self, id_: str) -> set[str]:
        """The classes and roles of an entity."""
        found: set[str] = self.once("types", id_, self.release.index.classes)
        return found

    def labels(self, id_: str) -> Mapping[str, str]:
        """An entity's labels by language; none if there is no such entity."""
        return self._labels(id_) or {}

    def _labels(self, id_: str) -> Mapping[str, str] | None:
        found: Mapping[str, str] | None = self.once("label", id_, self.release.index.label)
        return found

    def label(self, id_: str, language: str) -> str:
        """An entity's label in a language, else in another (see `tongues.chosen`), else its id."""
        return in_language(self.labels(id_), language) or id_

    def shown(self, id_: str, language: str) -> str:
        """An entity's label as a text has it: marked where it is not in the language."""
        return in_text(self.labels(id_), language) or id_

    @property
    def parents(self) -> dict[str, set[str]]:
        """For each entity what it is directly in: by its `in`, and by accepted structural claims that lift."""
        found: dict[str, set[str]] = self.once("parents", "", lambda _: grouped(self.release.index.above("in")))
        return found

    def within(self, id_: str) -> set[str]:
        """The entity and everything that it is in, by any number of steps."""
        found: set[str] = self.once("within", id_, lambda each: closure(each, self.directly_in))
        return found

    @cached_property
    def directly_in(self) -> Sparing[Collection[str]]:
        """What an entity is directly in: `parents`, without reading those of all if few are asked for."""
        index = self.release.index
        return Sparing(lambda id_: set(index.directly_above("in", id_)), lambda id_: self.parents.get(id_, ()))

    @property
    def children(self) -> dict[str, set[str]]:
        """For each entity what is directly in it: `parents`, the other way round."""

        def find(_: str) -> dict[str, set[str]]:
            return grouped((up, each) for each, ups in self.parents.items() for up in ups)

        found: dict[str, set[str]] = self.once("children", "", find)
        return found

    def inside(self, id_: str) -> set[str]:
        """The entity and everything that is in it: `within`, the other way round."""
        found: set[str] = self.once("inside", id_, lambda each: closure(each, self.directly_inside))
        return found

    @cached_property
    def directly_inside(self) -> Sparing[Collection[str]]:
        """What is directly in an entity: `children`, without reading those of all if few are asked for."""
        index = self.release.index
        return Sparing(lambda id_: set(index.directly_below("in", id_)), lambda id_: self.children.get(id_, ()))

    @cached_property
    def is_everywhere(self) -> Sparing[bool]:
        """Whether an entity is nowhere by nature, as ideas are, or too large to be one place, as countries are."""
        classes = {name for name, each in self.release.vocabulary.classes.items() if each.placeless} | {"Country"}
        return Sparing(
            lambda id_: not classes.isdisjoint(self.types(id_)),
            lambda id_: any(id_ in self.instances(name) for name in classes),
        )

    def places_of(self, id_: str) -> set[str]:
        """The places that an entity is in, itself included if it is one."""
        return set(filter(self._memberships("Place"), self.within(id_)))

    @property
    def narrower(self) -> dict[str, set[str]]:
        """For each mechanism or concept those directly below it."""

        def find(_: str) -> dict[str, set[str]]:
            return grouped((up, id_) for id_, up in self.release.index.above("broader"))

        found: dict[str, set[str]] = self.once("narrower", "", find)
        return found

    def with_narrower(self, id_: str) -> set[str]:
        """A mechanism and every one below it."""
        narrower = self.narrower
        return closure(id_, lambda each: narrower.get(each, ()))
