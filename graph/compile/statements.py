"""One record to its triples, as lines of N-Triples: a pure function of the record and the vocabulary.

A claim becomes a node between its subject and its object, one pair of predicates a relation, as in Wikidata
(`subject p:R claim . claim ps:R object`). The direct edge `subject R object` is added for accepted claims only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import namespaces as ns
from ..dates import bounds
from ..records import CLAIM, ENTITY, EVIDENCE, QUESTION, SOURCE, Record
from ..vocabulary import KeyTerm, Vocabulary
from . import ntriples as nt
from . import terms
from .chinese import with_traditional

_DATES = ("start_earliest", "start_latest", "end_earliest", "end_latest")
_CITATION = {"disputes": "disputes", "qualifies": "qualifies"}
_IRIS: Mapping[str, Callable[[str], str]] = {
    ENTITY: nt.entity,
    CLAIM: nt.claim,
    EVIDENCE: nt.evidence,
    SOURCE: nt.source,
    QUESTION: nt.question,
}

_APART = frozenset({"claim-line", "evidence"})  # a claim's subject, relation, object and evidence: see `_claim`

Say = Callable[[str, Any], list[str]]
"""(subject, value) -> lines."""


def line(subject: str, predicate: str, target: str) -> str:
    """A triple as a line."""
    return f"{subject} {predicate} {target} .\n"


class Statements:
    """What records say, by a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        # A kind of value that nothing can say is a KeyError: better no build than a value that is lost.
        self._sayings: Mapping[str, Mapping[str, Say]] = {
            kind: {
                name: _SAYINGS[key.value_kind](key, vocabulary)
                for name, key in keys.items()
                if key.value_kind not in _APART
            }
            for kind, keys in vocabulary.keys.items()
        }
        self._says_source = "source" in vocabulary.keys[EVIDENCE]

    def of(self, record: Record) -> list[str]:
        """The lines of a record.

        Raises:
            ValueError: a value cannot be a term of RDF.
        """
        kind = record.kind
        subject = _IRIS[kind](record.id)
        lines = [] if kind == ENTITY else [line(subject, nt.TYPE, nt.term(kind))]
        sayings = self._sayings[kind]
        for keyword, value in record.values.items():
            if say := sayings.get(keyword):
                lines += say(subject, value)
        if kind == CLAIM:
            self._claim(lines, subject, record)
        return lines

    def _claim(self, lines: list[str], node: str, record: Record) -> None:
        values = record.values
        relation = self._vocabulary.relations[values["relation"]]
        subject, name = nt.entity(values["subject"]), nt.term(relation.name)
        target = _object(values)
        lines += (
            line(subject, nt.node(ns.CLAIM_OF + relation.name), node),
            line(node, nt.node(ns.VALUE_OF + relation.name), target),
            line(node, nt.term("subject"), subject),
            line(node, nt.term("relation"), name),
        )
        if "object" in values:
            lines.append(line(node, nt.term("object"), target))
        if "status" not in values:
            lines.append(line(node, nt.term("status"), nt.term("status/accepted")))
        if "polarity" not in values and relation.polarity:
            lines.append(line(node, nt.term("polarity"), nt.term(f"polarity/{relation.polarity}")))
        if values.get("status", "accepted") == "accepted":
            lines.append(line(subject, name, target))
        for evidence in values.get("evidence", ()):
            self._evidence(lines, node, evidence)

    def _evidence(self, lines: list[str], claim: str, record: Record) -> None:
        values = record.values
        node, source = nt.evidence(record.id), nt.source(values["source"])
        direction = values.get("direction", "supports")
        lines += (
            line(claim, nt.term("evidence"), node),
            line(claim, nt.node(ns.PROV + "wasDerivedFrom"), node),
        )
        if not self._says_source:
            lines.append(line(node, nt.node(ns.PROV + "hadPrimarySource"), source))
        if "direction" not in values:
            lines.append(line(node, nt.term("direction"), nt.term("direction/supports")))
        if direction in _CITATION:
            lines.append(line(source, nt.node(ns.CITO + _CITATION[direction]), claim))
        else:
            lines.append(line(claim, nt.node(ns.CITO + "citesAsEvidence"), source))
        lines += self.of(record)


def _object(values: Mapping[str, Any]) -> str:
    if "object" in values:
        return nt.entity(values["object"])
    return nt.number(values["value"]) if "value" in values else nt.TRUE


# ---- how a value of each kind is said

_Saying = Callable[[KeyTerm, Vocabulary], Say]


def _each(make: Callable[[Any], str]) -> _Saying:
    def saying(key: KeyTerm, _: Vocabulary) -> Say:
        predicate = nt.node(key.compiles_to)

        def say(subject: str, value: object) -> list[str]:
            many = value if isinstance(value, tuple) else (value,)
            return [f"{subject} {predicate} {make(one)} .\n" for one in many]

        return say

    return saying


def _point(_: KeyTerm, __: Vocabulary) -> Say:
    wkt = f"^^<{ns.GEO}wktLiteral>"

    def say(subject: str, point: tuple[float, float]) -> list[str]:
        latitude, longitude = point
        geometry = f"{subject[:-1]}/geometry>"
        written = nt.literal(f"POINT({terms.plain(longitude)} {terms.plain(latitude)})") + wkt
        return [
            line(subject, nt.node(ns.WGS84 + "lat"), str(terms.decimal(latitude, 6))),
            line(subject, nt.node(ns.WGS84 + "long"), str(terms.decimal(longitude, 6))),
            line(subject, nt.node(ns.GEO + "hasGeometry"), geometry),
            line(geometry, nt.node(ns.GEO + "asWKT"), written),
        ]

    return say


def _class(key: KeyTerm, vocabulary: Vocabulary) -> Say:
    predicate = nt.node(key.compiles_to)

    def say(subject: str, value: str) -> list[str]:
        # The superclasses are stated too, so that `?x a agglo:Place` finds cities without reasoning.
        names = (value, *vocabulary.classes[value].ancestors)
        own = line(subject, nt.term("type"), nt.term(value))
        return [*(line(subject, predicate, nt.term(name)) for name in names), own]

    return say


def _texts(key: KeyTerm, _: Vocabulary) -> Say:
    predicate = nt.node(key.compiles_to)

    def say(subject: str, value: dict[str, str]) -> list[str]:
        labelled = with_traditional(value) if key.keyword == "label" else value
        return [f"{subject} {predicate} {nt.tagged(text, tag)} .\n" for tag, text in labelled.items()]

    return say


def _text_lists(key: KeyTerm, _: Vocabulary) -> Say:
    predicate = nt.node(key.compiles_to)

    def say(subject: str, value: dict[str, tuple[str, ...]]) -> list[str]:
        return [line(subject, predicate, nt.tagged(text, tag)) for tag, many in value.items() for text in many]

    return say


def _dates(key: KeyTerm, _: Vocabulary) -> Say:
    predicate = nt.node(key.compiles_to)

    def say(subject: str, value: str) -> list[str]:
        lines = [line(subject, predicate, nt.literal(value))]
        limits = bounds(value)
        for name in _DATES:
            if day := getattr(limits, name):
                lines.append(line(subject, nt.term(f"{key.keyword}_{name}"), nt.date(day)))
        return lines

    return say


def _identifiers(key: KeyTerm, vocabulary: Vocabulary) -> Say:
    predicate = nt.node(key.compiles_to)

    def say(subject: str, value: dict[str, str]) -> list[str]:
        found = (str(terms.outside(vocabulary.schemes[scheme].template, each)) for scheme, each in value.items())
        return [line(subject, predicate, identifier) for identifier in found]

    return say


def _members(key: KeyTerm, _: Vocabulary) -> Say:
    predicate = nt.node(key.compiles_to)

    def say(subject: str, value: tuple[str, ...]) -> list[str]:
        lines: list[str] = []
        for place, member in enumerate(map(nt.entity, value), 1):
            lines += line(subject, predicate, member), line(subject, nt.node(f"{ns.RDF}_{place}"), member)
        return lines

    return say


def _copy(_: KeyTerm, __: Vocabulary) -> Say:
    def say(subject: str, value: dict[str, Any]) -> list[str]:
        return [
            line(subject, nt.term("copy_sha256"), nt.literal(value["sha256"])),
            line(subject, nt.term("copy_lines"), nt.number(value["lines"])),
        ]

    return say


def _choice(key: KeyTerm, vocabulary: Vocabulary) -> Say:
    values = vocabulary.choices[key.keyword]
    return _each(lambda value: nt.node(values[value].iri))(key, vocabulary)


def _unit(key: KeyTerm, vocabulary: Vocabulary) -> Say:
    return _each(lambda value: nt.node(vocabulary.units[value].iri))(key, vocabulary)


_SAYINGS: Mapping[str, _Saying] = {
    "boolean": _each(nt.boolean),
    "choice": _choice,
    "claims": _each(nt.claim),
    "class": _class,
    "copy": _copy,
    "edtf": _dates,
    "identifiers": _identifiers,
    "language-lists": _text_lists,
    "language-map": _texts,
    "members": _members,
    "number": _each(nt.number),
    "point": _point,
    "reference": _each(nt.entity),
    "references": _each(nt.entity),
    "slug": _each(nt.literal),
    "source": _each(nt.source),
    "sources": _each(nt.source),
    "text": _each(nt.literal),
    "texts": _each(nt.literal),
    "unit": _unit,
    "url": _each(nt.url),
}
