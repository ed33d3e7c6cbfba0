"""The vocabulary from the ontology's Turtle files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from . import namespaces as ns
from .errors import OntologyError
from .vocabulary import (
    REMEMBERED,
    ROOT,
    ChoiceTerm,
    ClassTerm,
    KeyTerm,
    RelationTerm,
    RuleTerm,
    SchemeTerm,
    Term,
    Vocabulary,
    canonical_tag,
    in_english,
)


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
        """Local names of the values in a namespace; values elsewhere (alignments) are left out."""
        found = self.values(subject, predicate)
        return tuple(ns.local_name(v, namespace) for v in found if v.startswith(namespace))

    def truth(self, subject: str, predicate: str) -> bool:
        return self.one(subject, predicate) == "true"

    def labels(self, subject: str, predicate: str = ns.RDFS + "label") -> dict[str, str]:
        found = self.facts.get(subject, {}).get(predicate, [])
        labels = {canonical_tag(o.language): o.value for o in found if isinstance(o, ox.Literal)}
        if "zh-Hans" in labels:
            labels.setdefault("zh-Hant", labels["zh-Hans"])
        return labels

    def forms(self, subject: str, *predicates: str) -> dict[str, tuple[str, ...]]:
        result: dict[str, list[str]] = {}
        for predicate in predicates or (ns.RDFS + "label", ns.SKOS + "altLabel", ns.SKOS + "hiddenLabel"):
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
            in_english(self.labels(iri, ns.SKOS + "definition")),
        )

    def lineage(self, iri: str) -> tuple[str, ...]:
        """The names of all superclasses in this ontology, nearest first; without classes elsewhere (alignments)."""
        found = [ns.local_name(iri)]
        for each in found:
            found += [n for n in self.names(ns.ONTOLOGY + each, ns.RDFS + "subClassOf") if n not in found]
        return tuple(found[1:])


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read every Turtle file directly in `folder`.

    Raises:
        OntologyError: a file does not parse, or a term lacks what it needs.
    """
    # For SHACL processors; its blank nodes have no place in a release.
    files = [path for path in sorted(folder.glob("*.ttl")) if path.name != "shapes.ttl"]
    if not files:
        raise OntologyError(f"no Turtle files in {folder}")
    return _read_vocabulary(tuple((path.name, path.read_bytes()) for path in files))


@lru_cache(maxsize=REMEMBERED)
def _read_vocabulary(files: tuple[tuple[str, bytes], ...]) -> Vocabulary:
    triples: list[ox.Triple] = []
    for name, text in files:
        try:
            triples += [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
        except SyntaxError as error:
            raise OntologyError(f"{name}: {error}") from error
    return vocabulary_from_triples(triples)


def vocabulary_from_triples(triples: Iterable[ox.Triple]) -> Vocabulary:
    """Build the vocabulary from the ontology's triples.

    Raises:
        OntologyError: a relation of or for what the ontology lacks, or a key without a record.
    """
    kept = tuple(triples)
    read = _Reader(kept)
    classes, relations = _classes(read), _relations(read)
    for relation in relations.values():
        if unknown := [name for name in (*relation.domain, *relation.range) if name not in classes]:
            raise OntologyError(f"relation `{relation.name}` takes a `{unknown[0]}`, which is no class of entities")
    return Vocabulary(
        classes=classes,
        relations=relations,
        keys=_keys(read),
        choices=_choices(read),
        units=_notated(read, "Unit"),
        schemes=_schemes(read),
        words=_notated(read, "Word"),
        rules=_rules(read),
        triples=kept,
    )


def _classes(read: _Reader) -> dict[str, ClassTerm]:
    result = {}
    for iri in read.instances(ns.OWL + "Class"):
        above = read.lineage(iri)
        if not iri.startswith(ns.ONTOLOGY) or (ns.local_name(iri) != ROOT and ROOT not in above):
            continue
        looks = [iri, *(ns.ONTOLOGY + name for name in above)]
        result[ns.local_name(iri)] = ClassTerm(
            *read.term(iri),
            ancestors=above,
            colour=next(filter(None, (read.one(each, ns.ONTOLOGY + "colour") for each in looks)), "#888888"),
            shape=next(filter(None, (read.one(each, ns.ONTOLOGY + "shape") for each in looks)), "dot"),
            placeless=any(read.truth(each, ns.ONTOLOGY + "placeless") for each in looks),
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
                inverse_forms=read.forms(iri, ns.ONTOLOGY + "inverseLabel", ns.ONTOLOGY + "inverseAltLabel"),
                transitive=ns.OWL + "TransitiveProperty" in types,
                symmetric=ns.OWL + "SymmetricProperty" in types,
                functional=ns.OWL + "FunctionalProperty" in types,
                lifts=read.truth(iri, ns.ONTOLOGY + "lifts"),
                local=read.truth(iri, ns.ONTOLOGY + "local"),
                originates=read.truth(iri, ns.ONTOLOGY + "originates"),
            )
    for name, relation in result.items():
        if unknown := [parent for parent in relation.parents if parent not in result]:
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


def _rules(read: _Reader) -> dict[str, RuleTerm]:
    names = ((iri, ns.local_name(iri, ns.RULE)) for iri in read.instances(ns.ONTOLOGY + "Rule"))
    return {
        name: RuleTerm(*read.term(iri, name), meaning=read.labels(iri, ns.SKOS + "definition")) for iri, name in names
    }


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
