"""RDF terms as N-Triples writes them, and as the engine writes them: records become text without an object a term.

Ids come checked (`read.values`) and have nothing in them that an IRI has not; what else becomes a term is made by the
engine where it may need an escape.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from .. import namespaces as ns
from . import terms

TRUE = str(ox.Literal(True))
TYPE = str(terms.TYPE)
_DATE = f"^^<{ns.XSD}date>"


def entity(id_: str) -> str:
    """The IRI of an entity."""
    return f"<{ns.ENTITY}{id_}>"


def claim(id_: str) -> str:
    """The IRI of a claim."""
    return f"<{ns.CLAIM}{id_}>"


def evidence(id_: str) -> str:
    """The IRI of a piece of evidence, whose id is `claim-id/number`.

    >>> evidence("a.b.c/2").removeprefix("<https://w3id.org/agglo/")
    'claim/a.b.c/evidence/2>'
    """
    claim_id, _, number = id_.rpartition("/")
    return f"<{ns.CLAIM}{claim_id}/evidence/{number}>"


def source(id_: str) -> str:
    """The IRI of a source."""
    return f"<{ns.SOURCE}{id_}>"


def question(id_: str) -> str:
    """The IRI of a question."""
    return f"<{ns.QUESTION}{id_}>"


@cache
def term(name: str) -> str:
    """The IRI of a term of the ontology, by its local name."""
    return node(ns.ONTOLOGY + name)


@cache
def node(iri: str) -> str:
    """An IRI that many lines have."""
    return url(iri)


def url(iri: str) -> str:
    """An IRI.

    Raises:
        ValueError: it is none.
    """
    return str(ox.NamedNode(iri))


def literal(text: str) -> str:
    """A text.

    >>> literal("anchor")
    '"anchor"'
    """
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return str(ox.Literal(text))


def tagged(text: str, tag: str) -> str:
    """A text in a language."""
    return literal(text) + _mark(tag)


@cache
def _mark(tag: str) -> str:
    return str(ox.Literal("", language=tag)).removeprefix('""')


def boolean(value: bool) -> str:
    """A truth value."""
    return str(ox.Literal(value))


def number(value: int | float) -> str:
    """A figure: see `terms.number`."""
    return str(terms.number(value))


def date(day: str) -> str:
    """A `YYYY-MM-DD` text as xsd:date."""
    return f'"{day}"{_DATE}'
