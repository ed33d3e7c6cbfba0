"""RDF terms: the only place where ids and values become IRIs and literals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from .. import namespaces as ns

Term = ox.NamedNode | ox.Literal

_DATE = ox.NamedNode(ns.XSD + "date")
_DECIMAL = ox.NamedNode(ns.XSD + "decimal")
TRUE = ox.Literal(True)
TYPE = ox.NamedNode(ns.RDF + "type")

# xsd:decimal in the store has 18 digits after the point and about as many before.
_DECIMAL_LIMIT = 10**15


def entity(id_: str) -> ox.NamedNode:
    """The IRI of an entity."""
    return ox.NamedNode(ns.ENTITY + id_)


def claim(id_: str) -> ox.NamedNode:
    """The IRI of a claim."""
    return ox.NamedNode(ns.CLAIM + id_)


def evidence(id_: str) -> ox.NamedNode:
    """The IRI of a piece of evidence, whose id is `claim-id/number`."""
    claim_id, _, number = id_.rpartition("/")
    return ox.NamedNode(f"{ns.CLAIM}{claim_id}/evidence/{number}")


def source(id_: str) -> ox.NamedNode:
    """The IRI of a source."""
    return ox.NamedNode(ns.SOURCE + id_)


@cache
def term(name: str) -> ox.NamedNode:
    """The IRI of a term of the ontology, by its local name."""
    return ox.NamedNode(ns.ONTOLOGY + name)


@cache
def node(iri: str) -> ox.NamedNode:
    """An IRI as a term."""
    return ox.NamedNode(iri)


def number(value: int | float) -> ox.Literal:
    """A figure: xsd:integer if it is whole, else xsd:decimal, or xsd:double beyond the store's decimals."""
    if float(value).is_integer():
        return ox.Literal(int(value))
    if abs(value) < _DECIMAL_LIMIT and abs(value) > 1e-12:
        return ox.Literal(format(Decimal(repr(value)), "f"), datatype=_DECIMAL)
    return ox.Literal(float(value))


def decimal(value: float, places: int) -> ox.Literal:
    """A number as xsd:decimal, rounded."""
    return ox.Literal(f"{value:.{places}f}", datatype=_DECIMAL)


def date(text: str) -> ox.Literal:
    """A `YYYY-MM-DD` text as xsd:date."""
    return ox.Literal(text, datatype=_DATE)


def texts(by_language: Mapping[str, str]) -> list[ox.Literal]:
    """A language map as literals."""
    return [ox.Literal(text, language=tag) for tag, text in by_language.items()]
