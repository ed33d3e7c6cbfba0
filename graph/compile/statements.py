"""One record to its quads: a pure function of the record and the vocabulary.

A claim becomes a node between its subject and its object, one pair of predicates a relation, as in Wikidata
(`subject p:R claim . claim ps:R object`). The direct edge `subject R object` is added for accepted claims only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import starmap
from typing import Any

import pyoxigraph as ox

from .. import namespaces as ns
from ..dates import bounds
from ..records import CLAIM, ENTITY, EVIDENCE, QUESTION, SOURCE, Record
from ..vocabulary import KeyTerm, Vocabulary
from . import terms
from .chinese import with_traditional

_DATES = ("start_earliest", "start_latest", "end_earliest", "end_latest")
_CITATION = {"disputes": "disputes", "qualifies": "qualifies"}


def quads_of(record: Record, vocabulary: Vocabulary) -> Iterator[ox.Quad]:
    """The quads of a record, in the default graph."""
    return starmap(ox.Quad, _triples(record, vocabulary))


_Triple = tuple[ox.NamedNode, ox.NamedNode, terms.Term]


def _triples(record: Record, vocabulary: Vocabulary) -> Iterator[_Triple]:
    subject = _IRIS[record.kind](record.id)
    if record.kind != ENTITY:
        yield subject, terms.TYPE, terms.term(record.kind)
    keys = vocabulary.keys[record.kind]
    for keyword, value in record.values.items():
        key = keys.get(keyword)
        if key is None or key.value_kind == "evidence":
            continue  # a claim's subject, relation, object and evidence: see `_claim`
        if key.value_kind == "point":
            yield from _point(subject, value)
            continue
        # A kind of value without a writer is a KeyError: better no build than a value that is lost.
        predicate = terms.node(key.compiles_to)
        for each, target in _WRITERS[key.value_kind](value, key, predicate, vocabulary):
            yield subject, each, target
    if record.kind == CLAIM:
        yield from _claim(subject, record, vocabulary)


def _question(id_: str) -> ox.NamedNode:
    return ox.NamedNode(ns.QUESTION + id_)


_IRIS: Mapping[str, Callable[[str], ox.NamedNode]] = {
    ENTITY: terms.entity,
    CLAIM: terms.claim,
    EVIDENCE: terms.evidence,
    SOURCE: terms.source,
    QUESTION: _question,
}


def _point(subject: ox.NamedNode, point: tuple[float, float]) -> Iterator[_Triple]:
    latitude, longitude = point
    geometry = ox.NamedNode(subject.value + "/geometry")
    wkt = ox.Literal(
        f"POINT({terms.plain(longitude)} {terms.plain(latitude)})", datatype=terms.node(ns.GEO + "wktLiteral")
    )
    yield subject, terms.node(ns.WGS84 + "lat"), terms.decimal(latitude, 6)
    yield subject, terms.node(ns.WGS84 + "long"), terms.decimal(longitude, 6)
    yield subject, terms.node(ns.GEO + "hasGeometry"), geometry
    yield geometry, terms.node(ns.GEO + "asWKT"), wkt


def _claim(node: ox.NamedNode, record: Record, vocabulary: Vocabulary) -> Iterator[_Triple]:
    relation = vocabulary.relations[record["relation"]]
    subject = terms.entity(record["subject"])
    target = _object(record)
    yield subject, terms.node(ns.CLAIM_OF + relation.name), node
    yield node, terms.node(ns.VALUE_OF + relation.name), target
    yield node, terms.term("subject"), subject
    yield node, terms.term("relation"), terms.term(relation.name)
    if "object" in record.values:
        yield node, terms.term("object"), target
    if "status" not in record.values:
        yield node, terms.term("status"), terms.term("status/accepted")
    if "polarity" not in record.values and relation.polarity:
        yield node, terms.term("polarity"), terms.term(f"polarity/{relation.polarity}")
    if record.get("status", "accepted") == "accepted":
        yield subject, terms.term(relation.name), target
    for evidence in record.get("evidence", ()):
        yield from _evidence(node, evidence, vocabulary)


def _object(record: Record) -> terms.Term:
    if "object" in record.values:
        return terms.entity(record["object"])
    return terms.number(record["value"]) if "value" in record.values else terms.TRUE


def _evidence(claim: ox.NamedNode, record: Record, vocabulary: Vocabulary) -> Iterator[_Triple]:
    node, source = terms.evidence(record.id), terms.source(record["source"])
    direction = record.get("direction", "supports")
    yield claim, terms.term("evidence"), node
    yield claim, terms.node(ns.PROV + "wasDerivedFrom"), node
    if "source" not in vocabulary.keys[EVIDENCE]:
        yield node, terms.node(ns.PROV + "hadPrimarySource"), source
    if "direction" not in record.values:
        yield node, terms.term("direction"), terms.term("direction/supports")
    if direction in _CITATION:
        yield source, terms.node(ns.CITO + _CITATION[direction]), claim
    else:
        yield claim, terms.node(ns.CITO + "citesAsEvidence"), source
    yield from _triples(record, vocabulary)


_Pairs = Iterator[tuple[ox.NamedNode, terms.Term]]


def _class(value: str, key: KeyTerm, predicate: ox.NamedNode, vocabulary: Vocabulary) -> _Pairs:
    # The superclasses are stated too, so that `?x a agglo:Place` finds cities without reasoning.
    for name in (value, *vocabulary.classes[value].ancestors):
        yield predicate, terms.term(name)
    yield terms.term("type"), terms.term(value)


def _texts(value: dict[str, str], key: KeyTerm, predicate: ox.NamedNode, _: Vocabulary) -> _Pairs:
    labelled = with_traditional(value) if key.keyword == "label" else value
    yield from ((predicate, text) for text in terms.texts(labelled))


def _text_lists(value: dict[str, tuple[str, ...]], _: KeyTerm, predicate: ox.NamedNode, __: Vocabulary) -> _Pairs:
    yield from ((predicate, ox.Literal(text, language=tag)) for tag, many in value.items() for text in many)


def _dates(value: str, key: KeyTerm, predicate: ox.NamedNode, _: Vocabulary) -> _Pairs:
    yield predicate, ox.Literal(value)
    limits = bounds(value)
    for name in _DATES:
        if day := getattr(limits, name):
            yield terms.term(f"{key.keyword}_{name}"), terms.date(day)


def _identifiers(value: dict[str, str], _: KeyTerm, predicate: ox.NamedNode, vocabulary: Vocabulary) -> _Pairs:
    for scheme, identifier in value.items():
        yield predicate, terms.outside(vocabulary.schemes[scheme].template, identifier)


def _members(value: tuple[str, ...], _: KeyTerm, predicate: ox.NamedNode, __: Vocabulary) -> _Pairs:
    for place, member in enumerate(value, 1):
        yield predicate, terms.entity(member)
        yield terms.node(f"{ns.RDF}_{place}"), terms.entity(member)


def _copy(value: dict[str, Any], _: KeyTerm, __: ox.NamedNode, ___: Vocabulary) -> _Pairs:
    yield terms.term("copy_sha256"), ox.Literal(value["sha256"])
    yield terms.term("copy_lines"), ox.Literal(value["lines"])


def _each(make: Callable[[Any], terms.Term]) -> Callable[[Any, KeyTerm, ox.NamedNode, Vocabulary], _Pairs]:
    def write(value: object, _: KeyTerm, predicate: ox.NamedNode, __: Vocabulary) -> _Pairs:
        for one in value if isinstance(value, tuple) else (value,):
            yield predicate, make(one)

    return write


def _choice(value: str, key: KeyTerm, predicate: ox.NamedNode, vocabulary: Vocabulary) -> _Pairs:
    yield predicate, ox.NamedNode(vocabulary.choices[key.keyword][value].iri)


def _unit(value: str, _: KeyTerm, predicate: ox.NamedNode, vocabulary: Vocabulary) -> _Pairs:
    yield predicate, ox.NamedNode(vocabulary.units[value].iri)


_WRITERS: Mapping[str, Callable[[Any, KeyTerm, ox.NamedNode, Vocabulary], _Pairs]] = {
    "boolean": _each(ox.Literal),
    "choice": _choice,
    "claims": _each(terms.claim),
    "class": _class,
    "copy": _copy,
    "edtf": _dates,
    "identifiers": _identifiers,
    "language-lists": _text_lists,
    "language-map": _texts,
    "members": _members,
    "number": _each(terms.number),
    "reference": _each(terms.entity),
    "references": _each(terms.entity),
    "slug": _each(ox.Literal),
    "source": _each(terms.source),
    "sources": _each(terms.source),
    "text": _each(ox.Literal),
    "texts": _each(ox.Literal),
    "unit": _unit,
    "url": _each(ox.NamedNode),
}
