"""What records and the vocabulary say, before any rule has run, as lines of N-Quads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter

import pyoxigraph as ox

from ..compile import ntriples as nt
from ..compile import terms
from ..compile.belief import PLACES, Belief
from ..compile.statements import Statements, line
from ..errors import FactError, Fault, Position
from ..records import CLAIM, SOURCE, Facts, Record
from ..vocabulary import REMEMBERED, Vocabulary

_TYPE = nt.TYPE.encode()
_SAYS_TYPE = b" " + _TYPE + b" "


@lru_cache(maxsize=REMEMBERED)
def terms_of(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The lines of the vocabulary."""
    named = (
        ox.Quad(each.subject, each.predicate, each.object)
        for each in vocabulary.triples
        if not isinstance(each.subject, ox.BlankNode) and not isinstance(each.object, ox.BlankNode)
    )
    return tuple(each.decode() for each in lines_of(named))


def lines_of(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Quads as lines, in their order."""
    return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def quads_in(lines: Iterable[bytes]) -> list[ox.Quad]:
    """The quads that lines say."""
    return list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS, lenient=True))


def types_in(lines: Iterable[bytes]) -> Counter[str]:
    """How often lines say `rdf:type`, by the IRI of the class in `<` and `>`."""
    found = (each.split(b" ", 2) for each in lines if _SAYS_TYPE in each)  # in a text, too
    return Counter(target[:-3].decode() for _, predicate, target in found if predicate == _TYPE)


def said(
    facts: Facts,
    vocabulary: Vocabulary,
    groups: Mapping[str, str],
    beliefs: Mapping[str, Belief],
    locate: Callable[[Record], Position],
) -> Iterator[str]:
    """The lines of records, with each source's group and each claim's confidence.

    Raises:
        FactError: a value that the reader took cannot be a term of RDF.
    """
    statements = Statements(vocabulary)
    # By id, so that lines come nearly in their order.
    for record in sorted(facts, key=attrgetter("kind", "id")):
        try:
            yield from statements.of(record)
        except ValueError as error:
            message = f"the {record.kind.lower()} `{record.id}` cannot be put into RDF: {error}"
            raise FactError([Fault(locate(record), "facts.no-term", message, "correct the value")]) from error
        if record.kind == SOURCE:
            yield line(nt.source(record.id), nt.term("independence_group"), nt.source(groups[record.id]))
        elif record.kind == CLAIM:
            yield from _believed(nt.claim(record.id), beliefs[record.id])


def _believed(claim: str, found: Belief) -> Iterator[str]:
    yield line(claim, nt.term("independent_sources"), nt.number(found.independent_sources))
    if found.confidence is not None:
        yield line(claim, nt.term("confidence"), str(terms.decimal(found.confidence, PLACES)))
