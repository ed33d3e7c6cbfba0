"""The vocabulary: what may be said, read from the ontology's Turtle files.

Everything else (reader, checks, compiler, questions, page, JSON Schema) takes its names, labels and rules from a
`Vocabulary`, so that a class or relation is added by one edit in `ontology/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox

from . import namespaces as ns
from .errors import OntologyError

Labels = Mapping[str, str]
"""A text in each language, by BCP 47 tag."""

ROOT = "Entity"
_T = TypeVar("_T", bound="Term")


def canonical_tag(tag: str | None) -> str:
    """A BCP 47 tag in its usual spelling; the store keeps tags in lower case.

    >>> canonical_tag("zh-hans")
    'zh-Hans'
    """
    first, *rest = (tag or "").split("-")
    return "-".join([first.lower(), *(p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p for p in rest)])


@dataclass(frozen=True)
class Term:
    """A named term of the ontology.

    Attributes:
        name: the local name, as facts and queries spell it.
        iri: the full IRI.
        label: the label in each language.
        forms: label and other names in each language; the question language reads these.
        definition: what the term means, in English.
    """

    name: str
    iri: str
    label: Labels
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definition: str = ""


@dataclass(frozen=True)
class ClassTerm(Term):
    """A class of entities. `ancestors` are its superclasses, nearest first; a `role` is derived, never typed in."""

    ancestors: tuple[str, ...] = ()
    colour: str = ""
    shape: str = ""
    role: bool = False


@dataclass(frozen=True)
class RelationTerm(Term):
    """A relation: `kind` is causal, structural, event or attribute; `polarity` is increases, decreases or empty."""

    kind: str = "structural"
    polarity: str = ""
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    inverse: Labels = field(default_factory=dict)
    transitive: bool = False
    symmetric: bool = False
    lifts: bool = False
    functional: bool = False
    local: bool = False


@dataclass(frozen=True)
class KeyTerm(Term):
    """A key that a record may have: its value kind, the property it compiles to, and where it may stand."""

    record: str = ""
    keyword: str = ""
    value_kind: str = "text"
    compiles_to: str = ""
    range: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class ChoiceTerm(Term):
    """One value of a key that takes one of a list; `numbers` are its parameters (sign, weight, error rates)."""

    key: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class SchemeTerm(Term):
    """A scheme of outside identifiers: the IRI template with `{}` for the identifier, and the pattern it must match."""

    template: str = ""
    pattern: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """All that the ontology says, by name."""

    classes: Mapping[str, ClassTerm]
    relations: Mapping[str, RelationTerm]
    keys: Mapping[str, Mapping[str, KeyTerm]]  # record -> keyword -> key
    choices: Mapping[str, Mapping[str, ChoiceTerm]]  # key -> notation -> choice
    units: Mapping[str, Term]
    schemes: Mapping[str, SchemeTerm]
    words: Mapping[str, Term]
    triples: tuple[ox.Triple, ...] = field(repr=False, default=())

    def is_a(self, name: str, wanted: Iterable[str]) -> bool:
        """Whether class `name` is one of the `wanted` classes or below one of them."""
        lineage = {name, *self.classes[name].ancestors} if name in self.classes else {name}
        return any(each in lineage for each in wanted)

    def relation_lineage(self, name: str) -> tuple[str, ...]:
        """A relation and every relation that it is a kind of."""
        found: list[str] = [name]
        for each in found:
            found += [p for p in self.relations[each].parents if p in self.relations and p not in found]
        return tuple(found)

    @cached_property
    def narrower_relations(self) -> Mapping[str, frozenset[str]]:
        """Each relation with all relations that are a kind of it, itself included."""
        result: dict[str, set[str]] = {name: set() for name in self.relations}
        for name in self.relations:
            for above in self.relation_lineage(name):
                result[above].add(name)
        return {name: frozenset(found) for name, found in result.items()}


class _Reader:
    """The ontology's triples by subject, with the few look-ups that the terms need."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.facts: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                about = self.facts.setdefault(triple.subject.value, {})
                about.setdefault(triple.predicate.value, []).append(triple.object)

    def instances(self, of: str) -> list[str]:
        return sorted(
            s for s, about in self.facts.items() if any(o.value == of for o in about.get(ns.RDF + "type", []))
        )

    def values(self, subject: str, predicate: str) -> tuple[str, ...]:
        return tuple(o.value for o in self.facts.get(subject, {}).get(predicate, []))

    def one(self, subject: str, predicate: str, default: str = "") -> str:
        return next(iter(self.values(subject, predicate)), default)

    def names(self, subject: str, predicate: str, namespace: str = ns.ONTOLOGY) -> tuple[str, ...]:
        return tuple(ns.local_name(v, namespace) for v in self.values(subject, predicate))

    def truth(self, subject: str, predicate: str) -> bool:
        return self.one(subject, predicate) == "true"

    def labels(self, subject: str, predicate: str = ns.RDFS + "label") -> dict[str, str]:
        found = self.facts.get(subject, {}).get(predicate, [])
        labels = {canonical_tag(o.language): o.value for o in found if isinstance(o, ox.Literal)}
        if "zh-Hans" in labels:
            labels.setdefault("zh-Hant", labels["zh-Hans"])
        return labels

    def forms(self, subject: str) -> dict[str, tuple[str, ...]]:
        result: dict[str, list[str]] = {}
        for predicate in (ns.RDFS + "label", ns.SKOS + "altLabel", ns.SKOS + "hiddenLabel"):
            for value in self.facts.get(subject, {}).get(predicate, []):
                if isinstance(value, ox.Literal):
                    result.setdefault(canonical_tag(value.language), []).append(value.value)
        return {language: tuple(dict.fromkeys(texts)) for language, texts in result.items()}

    def term(self, iri: str, name: str = "") -> tuple[str, str, dict[str, str], dict[str, tuple[str, ...]], str]:
        return (
            name or ns.local_name(iri),
            iri,
            self.labels(iri),
            self.forms(iri),
            self.one(iri, ns.SKOS + "definition"),
        )

    def lineage(self, iri: str) -> tuple[str, ...]:
        found = [iri]
        for each in found:
            found += [v for v in self.values(each, ns.RDFS + "subClassOf") if v not in found]
        return tuple(found[1:])


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read every Turtle file directly in `folder`.

    Raises:
        OntologyError: a file does not parse, or a term lacks what it needs.
    """
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise OntologyError(f"no Turtle files in {folder}")
    triples: list[ox.Triple] = []
    for path in files:
        if path.name == "shapes.ttl":
            continue  # for SHACL processors; its blank nodes have no place in a release
        try:
            triples += [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
        except SyntaxError as error:
            raise OntologyError(f"{path.name}: {error}") from error
    return vocabulary_from_triples(triples)


def vocabulary_from_triples(triples: Iterable[ox.Triple]) -> Vocabulary:
    """Build the vocabulary from the ontology's triples.

    Raises:
        OntologyError: a relation without a known kind or a key without a known record.
    """
    kept = tuple(triples)
    read = _Reader(kept)
    return Vocabulary(
        classes=_classes(read),
        relations=_relations(read),
        keys=_keys(read),
        choices=_choices(read),
        units=_notated(read, "Unit"),
        schemes=_schemes(read),
        words=_notated(read, "Word"),
        triples=kept,
    )


def _classes(read: _Reader) -> dict[str, ClassTerm]:
    result = {}
    root = ns.ONTOLOGY + ROOT
    for iri in read.instances(ns.OWL + "Class"):
        above = read.lineage(iri)
        if iri != root and root not in above:
            continue
        looks = [iri, *above]
        result[ns.local_name(iri)] = ClassTerm(
            *read.term(iri),
            ancestors=tuple(ns.local_name(each) for each in above),
            colour=next(filter(None, (read.one(each, ns.ONTOLOGY + "colour") for each in looks)), "#888888"),
            shape=next(filter(None, (read.one(each, ns.ONTOLOGY + "shape") for each in looks)), "dot"),
            role=ns.ONTOLOGY + "Role" in read.values(iri, ns.RDF + "type"),
        )
    return result


_KINDS = {f"{kind.capitalize()}Relation": kind for kind in ("causal", "structural", "event", "attribute")}


def _relations(read: _Reader) -> dict[str, RelationTerm]:
    result = {}
    for type_name, kind in _KINDS.items():
        for iri in read.instances(ns.ONTOLOGY + type_name):
            types = read.values(iri, ns.RDF + "type")
            result[ns.local_name(iri)] = RelationTerm(
                *read.term(iri),
                kind=kind,
                polarity=next(iter(read.names(iri, ns.ONTOLOGY + "polarity", ns.ONTOLOGY + "polarity/")), ""),
                parents=read.names(iri, ns.RDFS + "subPropertyOf"),
                domain=read.names(iri, ns.SCHEMA + "domainIncludes"),
                range=read.names(iri, ns.SCHEMA + "rangeIncludes"),
                inverse=read.labels(iri, ns.ONTOLOGY + "inverseLabel"),
                transitive=ns.OWL + "TransitiveProperty" in types,
                symmetric=ns.OWL + "SymmetricProperty" in types,
                functional=ns.OWL + "FunctionalProperty" in types,
                lifts=read.truth(iri, ns.ONTOLOGY + "lifts"),
                local=read.truth(iri, ns.ONTOLOGY + "local"),
            )
    for name, relation in result.items():
        unknown = [p for p in relation.parents if p.startswith(ns.ONTOLOGY) or (":" not in p and p not in result)]
        if unknown:
            raise OntologyError(f"relation `{name}` is a kind of `{unknown[0]}`, which is no relation")
    return dict(sorted(result.items()))


def _keys(read: _Reader) -> dict[str, dict[str, KeyTerm]]:
    result: dict[str, dict[str, KeyTerm]] = {}
    for iri in read.instances(ns.ONTOLOGY + "Key"):
        record = next(iter(read.names(iri, ns.ONTOLOGY + "record")), "")
        keyword = read.one(iri, ns.ONTOLOGY + "keyword")
        if not record or not keyword:
            raise OntologyError(f"key {iri} names no record or no keyword")
        result.setdefault(record, {})[keyword] = KeyTerm(
            *read.term(iri),
            record=record,
            keyword=keyword,
            value_kind=read.one(iri, ns.ONTOLOGY + "valueKind", "text"),
            compiles_to=read.one(iri, ns.ONTOLOGY + "compilesTo"),
            range=read.names(iri, ns.SCHEMA + "rangeIncludes"),
            types=read.names(iri, ns.SCHEMA + "domainIncludes"),
            required=read.truth(iri, ns.ONTOLOGY + "required"),
        )
    return result


_NUMBERS = ("sign", "weight", "systematic_error", "random_error")


def _choices(read: _Reader) -> dict[str, dict[str, ChoiceTerm]]:
    result: dict[str, dict[str, ChoiceTerm]] = {}
    for iri in read.instances(ns.ONTOLOGY + "Choice"):
        key = next(iter(read.names(iri, ns.ONTOLOGY + "choiceOf")), "")
        notation = read.one(iri, ns.SKOS + "notation")
        given = {n: read.one(iri, ns.ONTOLOGY + n) for n in _NUMBERS}
        result.setdefault(key, {})[notation] = ChoiceTerm(
            *read.term(iri, notation), key=key, numbers={n: float(v) for n, v in given.items() if v}
        )
    return result


def _notated(read: _Reader, of: str) -> dict[str, Term]:
    terms = ((iri, read.one(iri, ns.SKOS + "notation")) for iri in read.instances(ns.ONTOLOGY + of))
    return {notation: Term(*read.term(iri, notation)) for iri, notation in terms}


def _schemes(read: _Reader) -> dict[str, SchemeTerm]:
    result = {}
    for iri in read.instances(ns.ONTOLOGY + "IdentifierScheme"):
        notation = read.one(iri, ns.SKOS + "notation")
        result[notation] = SchemeTerm(
            *read.term(iri, notation),
            template=read.one(iri, ns.ONTOLOGY + "iriTemplate"),
            pattern=read.one(iri, ns.ONTOLOGY + "pattern"),
        )
    return result


_ANSWERS = ("classes", "relations", "choices", "units")
_LEFT_OUT = ("forms", "definition")


def vocabulary_to_json(vocabulary: Vocabulary) -> dict[str, Any]:
    """What answers need of the vocabulary, as plain data: without keys, words, forms and definitions."""
    return {name: _plain(getattr(vocabulary, name)) for name in _ANSWERS}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Term):
        # What is empty is left out, and comes back as the default.
        found = {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__ if name not in _LEFT_OUT}
        return {name: each for name, each in found.items() if each or name in ("name", "iri", "label")}
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return list(value) if isinstance(value, tuple) else value


def vocabulary_from_json(raw: Mapping[str, Any]) -> Vocabulary:
    """The part of a vocabulary that `vocabulary_to_json` gave."""

    def terms(kind: type[_T], found: Mapping[str, Any]) -> dict[str, _T]:
        return {name: kind(**{k: _tupled(v) for k, v in each.items()}) for name, each in found.items()}

    return Vocabulary(
        classes=terms(ClassTerm, raw["classes"]),
        relations=terms(RelationTerm, raw["relations"]),
        keys={},
        choices={key: terms(ChoiceTerm, choices) for key, choices in raw["choices"].items()},
        units=terms(Term, raw["units"]),
        schemes={},
        words={},
    )


def _tupled(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {name: _tupled(each) for name, each in value.items()}
    return tuple(value) if isinstance(value, list) else value
