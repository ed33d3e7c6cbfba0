"""RDF terms as objects of the engine: ids and values become IRIs and literals here, and as text in `ntriples`."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from urllib.parse import quote

import pyoxigraph as ox

from .. import namespaces as ns

Term = ox.NamedNode | ox.Literal

_DECIMAL = ox.NamedNode(ns.XSD + "decimal")
TYPE = ox.NamedNode(ns.RDF + "type")

# What the engine can compute with: integers of 64 bits, decimals with 18 digits after the point. It keeps a figure
# beyond that as mere text, which no filter or sum finds. A float has no more than 15 digits that mean something.
_INTEGER_LIMIT = 2**63
_FLOAT_LIMIT = 10**15
_DECIMAL_PLACES = 18


def entity(id_: str) -> ox.NamedNode:
    """The IRI of an entity."""
    return ox.NamedNode(ns.ENTITY + id_)


def claim(id_: str) -> ox.NamedNode:
    """The IRI of a claim."""
    return ox.NamedNode(ns.CLAIM + id_)


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
    """A figure: xsd:integer if it is whole, else xsd:decimal, or xsd:double where the engine cannot compute with those.

    >>> number(1.25e4).value, number(0.5).value
    ('12500', '0.5')
    """
    if isinstance(value, int):
        return ox.Literal(value if abs(value) < _INTEGER_LIMIT else float(value))
    if abs(value) < _FLOAT_LIMIT:
        if value.is_integer():
            return ox.Literal(int(value))
        if len((text := plain(value)).partition(".")[2]) <= _DECIMAL_PLACES:
            return ox.Literal(text, datatype=_DECIMAL)
    return ox.Literal(value)


def plain(value: float) -> str:
    """A number in digits, without an exponent.

    >>> plain(1.5e-07)
    '0.00000015'
    """
    return format(Decimal(repr(value)), "f")


def decimal(value: float, places: int) -> ox.Literal:
    """A number as xsd:decimal, rounded."""
    return ox.Literal(f"{value:.{places}f}", datatype=_DECIMAL)


def outside(template: str, identifier: str) -> ox.NamedNode:
    """The IRI of an identifier elsewhere; what an IRI cannot hold is percent-encoded (DOIs have `<` and `[`)."""
    return ox.NamedNode(template.format(quote(identifier, safe="/:;()@!$&'*+,=-._~")))
