"""Small looks into a store: labels, claims, evidence. Queries are constant or built from terms, never from text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from .. import namespaces as ns
from ..store.release import Release
from ..vocabulary import canonical_tag
from .lexicon import Lexicon

_PREFIXES = dict(ns.PREFIXES)
_EMPTY: Mapping[str, tuple[Any, ...]] = {}


def id_of(term: object) -> str:
    """The id in an entity's, claim's or source's IRI, or a term's local name; a literal's text."""
    value = str(getattr(term, "value", term))
    for namespace in (ns.ENTITY, ns.CLAIM, ns.SOURCE, ns.ONTOLOGY):
        if value.startswith(namespace):
            return value[len(namespace) :]
    return value


@dataclass(frozen=True)
class SourceView:
    """A source: its titles by language, and the group of sources that count as one with it."""

    id: str
    titles: Mapping[str, str]
    group: str


@dataclass(frozen=True)
class Look:
    """A release's store, with the few questions that answers need."""

    release: Release

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that questions may use."""
        return Lexicon.of(self.release.lexicon)

    def rows(self, query: str) -> Iterable[Any]:
        """The solutions of a SELECT that this library wrote."""
        result = self.release.store.query(query, prefixes=_PREFIXES)
        assert isinstance(result, ox.QuerySolutions)
        return result

    def about(self, iri: str) -> dict[str, list[Any]]:
        """All values of a subject, by predicate."""
        found: dict[str, list[Any]] = {}
        for quad in self.release.store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph()):
            found.setdefault(quad.predicate.value, []).append(quad.object)
        return found

    @cached_property
    def _sources(self) -> dict[str, SourceView]:
        return {}

    def source(self, id_: str) -> SourceView:
        """What answers say of a source."""
        if id_ not in self._sources:
            about = self.about(ns.SOURCE + id_)
            titles = {canonical_tag(v.language): v.value for v in about.get(ns.DCTERMS + "title", [])}
            group = about.get(ns.ONTOLOGY + "independence_group", [])
            self._sources[id_] = SourceView(id_, titles, id_of(group[0]) if group else id_)
        return self._sources[id_]

    def exists(self, id_: str) -> bool:
        """Whether there is an entity with this id."""
        pattern = self.release.store.quads_for_pattern(ox.NamedNode(ns.ENTITY + id_), None, None, ox.DefaultGraph())
        return next(iter(pattern), None) is not None

    @cached_property
    def _instances(self) -> dict[str, set[str]]:
        return {}

    def instances(self, class_name: str) -> set[str]:
        """The ids of all entities of a class or role, superclasses included."""
        if class_name not in self._instances:
            self._instances[class_name] = self._find_instances(class_name)
        return self._instances[class_name]

    def _find_instances(self, class_name: str) -> set[str]:
        found = self.release.store.quads_for_pattern(
            None, ox.NamedNode(ns.RDF + "type"), ox.NamedNode(ns.ONTOLOGY + class_name), ox.DefaultGraph()
        )
        subjects = (q.subject.value for q in found if isinstance(q.subject, ox.NamedNode))
        return {iri.removeprefix(ns.ENTITY) for iri in subjects if iri.startswith(ns.ENTITY)}

    def types(self, id_: str) -> set[str]:
        """The classes and roles of an entity."""
        found = self.release.store.quads_for_pattern(
            ox.NamedNode(ns.ENTITY + id_), ox.NamedNode(ns.RDF + "type"), None, ox.DefaultGraph()
        )
        return {id_of(q.object) for q in found}

    def label(self, id_: str, language: str) -> str:
        """An entity's label in a language, else in English, else its id."""
        found = self.release.store.quads_for_pattern(
            ox.NamedNode(ns.ENTITY + id_), ox.NamedNode(ns.SKOS + "prefLabel"), None, ox.DefaultGraph()
        )
        labels = {canonical_tag(q.object.language): q.object.value for q in found if isinstance(q.object, ox.Literal)}
        return in_language(labels, language) or id_

    @cached_property
    def parents(self) -> dict[str, set[str]]:
        """For each entity what it is directly in: by its `in`, and by accepted structural claims that lift."""
        lifting = [r.iri for r in self.release.vocabulary.relations.values() if r.lifts]
        found: dict[str, set[str]] = {}
        for predicate in (ns.ONTOLOGY + "in", *lifting):
            pattern = (None, ox.NamedNode(predicate), None, ox.DefaultGraph())
            for quad in self.release.store.quads_for_pattern(*pattern):
                found.setdefault(id_of(quad.subject), set()).add(id_of(quad.object))
        return found

    def within(self, id_: str) -> set[str]:
        """The entity and everything that it is in, by any number of steps."""
        return _closure(id_, self.parents)

    @cached_property
    def narrower(self) -> dict[str, set[str]]:
        """For each mechanism or concept those directly below it."""
        found: dict[str, set[str]] = {}
        pattern = (None, ox.NamedNode(ns.SKOS + "broader"), None, ox.DefaultGraph())
        for quad in self.release.store.quads_for_pattern(*pattern):
            found.setdefault(id_of(quad.object), set()).add(id_of(quad.subject))
        return found

    def with_narrower(self, id_: str) -> set[str]:
        """A mechanism and every one below it."""
        return _closure(id_, self.narrower)


def _closure(start: str, following: Mapping[str, set[str]]) -> set[str]:
    found, pending = {start}, [start]
    while pending:
        for each in following.get(pending.pop(), ()):
            if each not in found:
                found.add(each)
                pending.append(each)
    return found


def in_language(texts: Mapping[str, str], language: str) -> str:
    """A text in a language: itself, the other script of Chinese, English, or any."""
    order = [language, *(("zh-Hans", "zh-Hant") if language.startswith("zh") else ()), "en", *sorted(texts)]
    return next((texts[tag] for tag in order if tag in texts), "")
