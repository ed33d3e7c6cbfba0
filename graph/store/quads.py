"""The quads of records and of the vocabulary, before any rule has run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pyoxigraph as ox

from ..compile import terms
from ..compile.belief import PLACES, Belief
from ..compile.statements import quads_of
from ..errors import FactError, Fault, Position
from ..records import Facts, Record
from ..vocabulary import Vocabulary


def terms_of(vocabulary: Vocabulary) -> Iterator[ox.Quad]:
    """The quads of the vocabulary."""
    for triple in vocabulary.triples:
        if not isinstance(triple.subject, ox.BlankNode) and not isinstance(triple.object, ox.BlankNode):
            yield ox.Quad(triple.subject, triple.predicate, triple.object)


def types_in(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """The class that each quad of `rdf:type` gives, as N-Triples write it."""
    return (str(quad.object) for quad in quads if quad.predicate == terms.TYPE)


def said(
    facts: Facts,
    vocabulary: Vocabulary,
    groups: Mapping[str, str],
    beliefs: Mapping[str, Belief],
    locate: Callable[[Record], Position],
) -> Iterator[ox.Quad]:
    """The quads of records, with each source's group and each claim's confidence.

    Raises:
        FactError: a value that the reader took cannot be a term of RDF.
    """
    for record in facts:
        try:
            yield from quads_of(record, vocabulary)
        except ValueError as error:
            message = f"the {record.kind.lower()} `{record.id}` cannot be put into RDF: {error}"
            raise FactError([Fault(locate(record), "facts.no-term", message, "correct the value")]) from error
    for name, group in groups.items():
        yield ox.Quad(terms.source(name), terms.term("independence_group"), terms.source(group))
    for id_, found in beliefs.items():
        node = terms.claim(id_)
        yield ox.Quad(node, terms.term("independent_sources"), ox.Literal(found.independent_sources))
        if found.confidence is not None:
            yield ox.Quad(node, terms.term("confidence"), terms.decimal(found.confidence, PLACES))
