"""Small looks into a release: labels, claims, evidence from its index; from its store, what only a few commands need.

Queries are constant or built from terms, never from text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import namespaces as ns
from ..errors import StoreError
from ..store.release import Release
from .lexicon import Lexicon

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

    Absent texts are empty; `public` is the earliest day on which it can have been published, `YYYY-MM-DD`.
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

    @cached_property
    def _kept(self) -> dict[tuple[str, str], Any]:
        """What was looked up before, by kind and id."""
        return {}

    def once(self, kind: str, id_: str, find: Callable[[str], Any]) -> Any:  # noqa: ANN401
        """What `find` finds, looked up the first time only."""
        kept, key = self._kept, (kind, id_)
        if key not in kept:
            kept[key] = find(id_)
        return kept[key]

    def card(self, id_: str) -> dict[str, Any]:
        """A claim's values as the index holds them.

        Raises:
            StoreError: there is no such claim.
        """
        found: dict[str, Any] | None = self.once("card", id_, self._card)
        if found is None:
            raise StoreError(f"the release has no claim `{id_}`", "build it again: agglo build")
        return found

    def _card(self, id_: str) -> dict[str, Any] | None:
        card = self.release.index.claim(id_)
        if card is None or self.horizon is None:
            return card
        last = f"{self.horizon:04d}-12-31"
        public = {each["source"]: self.source(each["source"]).public for each in card["evidence"]}
        known = [each for each in card["evidence"] if "" < public[each["source"]] <= last]
        believed = self.weighing(known).belief
        numbers = {"confidence": believed.confidence, "independent_sources": believed.independent_sources}
        return {**card, "evidence": known, **numbers}

    def weighing(self, evidence: Iterable[Mapping[str, Any]]) -> Weighing:
        """How belief comes about from pieces of evidence, as a card has them."""
        from ..compile.belief import Piece, weigh

        seen = ((each, self.source(each["source"])) for each in evidence)
        pieces = (Piece(source.group, source.kind, each["direction"], each["strength"]) for each, source in seen)
        return weigh(pieces, self.release.vocabulary.choices)

    def source(self, id_: str) -> SourceView:
        """What answers say of a source."""
        card = self.once("source", id_, self.release.index.source) or {}
        texts = {name: card.get(name, "") for name in ("kind", "interest", "published", "public", "publisher", "url")}
        many = {name: card.get(name, ()) for name in ("author", "derived_from", "same_study")}
        return SourceView(id_, card.get("title", {}), card.get("group", id_), **many, **texts)

    def exists(self, id_: str) -> bool:
        """Whether there is an entity with this id."""
        return self._labels(id_) is not None

    def instances(self, class_name: str) -> set[str]:
        """The ids of all entities of a class or role, superclasses included."""
        found: set[str] = self.once("instances", class_name, self.release.index.instances)
        return found

    def types(self, id_: str) -> set[str]:
        """The classes and roles of an entity."""
        found: set[str] = self.once("types", id_, self.release.index.classes)
        return found

    def _labels(self, id_: str) -> Mapping[str, str] | None:
        found: Mapping[str, str] | None = self.once("label", id_, self.release.index.label)
        return found

    def label(self, id_: str, language: str) -> str:
        """An entity's label in a language, else in English, else its id."""
        return in_language(self._labels(id_) or {}, language) or id_

    @property
    def parents(self) -> dict[str, set[str]]:
        """For each entity what it is directly in: by its `in`, and by accepted structural claims that lift."""
        found: dict[str, set[str]] = self.once("parents", "", lambda _: grouped(self.release.index.above("in")))
        return found

    def within(self, id_: str) -> set[str]:
        """The entity and everything that it is in, by any number of steps."""
        found: set[str] = self.once("within", id_, lambda each: closure(each, self.parents))
        return found

    @cached_property
    def everywhere(self) -> set[str]:
        """What is nowhere by nature, such as ideas and industries, and what is too large to be one place: countries."""
        classes = self.release.vocabulary.classes
        ideas = (self.instances(name) for name, each in classes.items() if each.placeless)
        return self.instances("Country").union(*ideas)

    def places_of(self, id_: str) -> set[str]:
        """The places that an entity is in, itself included if it is one."""
        return self.within(id_) & self.instances("Place")

    @property
    def narrower(self) -> dict[str, set[str]]:
        """For each mechanism or concept those directly below it."""

        def find(_: str) -> dict[str, set[str]]:
            return grouped((up, id_) for id_, up in self.release.index.above("broader"))

        found: dict[str, set[str]] = self.once("narrower", "", find)
        return found

    def with_narrower(self, id_: str) -> set[str]:
        """A mechanism and every one below it."""
        return closure(id_, self.narrower)


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The second of all pairs by the first."""
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return found


def closure(start: str, following: Mapping[str, set[str]]) -> set[str]:
    """A thing and all that follows it, by any number of steps."""
    found, pending = {start}, [start]
    while pending:
        for each in following.get(pending.pop(), ()):
            if each not in found:
                found.add(each)
                pending.append(each)
    return found


def in_language(texts: Mapping[str, str], language: str) -> str:
    """A text in a language: itself, the other script of Chinese, English, or any."""
    if language in texts:
        return texts[language]
    order = [language, *(("zh-Hans", "zh-Hant") if language.startswith("zh") else ()), "en", *sorted(texts)]
    return next((texts[tag] for tag in order if tag in texts), "")
