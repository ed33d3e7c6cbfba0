"""Answers of SPARQL queries as values, and their formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from ..collector import collector_paused
from ..errors import QueryError

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class SelectAnswer:
    """The solutions of a SELECT, in the engine's order.

    Attributes:
        variables: names without the question mark; for `SELECT *` in order of appearance in the query.
        rows: one term a variable; None where it is unbound.
    """

    form: ClassVar[str] = "SELECT"
    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class AskAnswer:
    """The answer of an ASK."""

    form: ClassVar[str] = "ASK"
    value: bool


@dataclass(frozen=True, slots=True)
class GraphAnswer:
    """The graph of a CONSTRUCT or DESCRIBE.

    Attributes:
        triples: each once, in the order of their N-Triples; blank nodes named by RDF canonicalisation.
    """

    form: ClassVar[str] = "CONSTRUCT"
    triples: tuple[Triple, ...]


Answer = SelectAnswer | AskAnswer | GraphAnswer

ANY: Final = "any"
"""Accept whatever format fits the form of the query."""

_TABLE, _TRUTH, _GRAPH = frozenset({"SELECT"}), frozenset({"SELECT", "ASK"}), frozenset({"CONSTRUCT", "DESCRIBE"})

FORMATS: Final[Mapping[str, frozenset[str]]] = {
    "csv": _TABLE,
    "tsv": _TABLE,
    "json": _TRUTH,
    "xml": _TRUTH,
    "turtle": _GRAPH,
    "ntriples": _GRAPH,
}
"""Names of formats, with the query forms that each can carry."""

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
}

_ENGINE_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Controls, and the marks that turn the direction of text: both can fake what a terminal shows.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LOCAL = re.compile(r"[\w](?:[\w.-]*[\w-])?|")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PLAIN = {_XSD + name for name in ("string", "integer", "decimal", "double", "boolean", "date", "dateTime", "gYear")}


def require(form: str, accept: str) -> None:
    """Refuse a format that a form of query does not have; an empty form is not known yet.

    Raises:
        QueryError: there is no such format, or not for this form.
    """
    if accept == ANY:
        return
    if accept not in FORMATS:
        raise QueryError(f"there is no format `{accept}`", f"formats: {', '.join(FORMATS)}")
    if form and form not in FORMATS[accept]:
        fitting = ", ".join(name for name, forms in FORMATS.items() if form in forms)
        raise QueryError(f"the answer of {form} cannot be written as {accept}", f"formats for it: {fitting}")


def decode(kind: bytes, payload: bytes, order: Sequence[str]) -> Answer:
    """The answer in a frame of the worker.

    Args:
        kind: `S`, `A` or `G`.
        payload: TSV, `true` or `false`, or N-Triples.
        order: the names of variables in the order wanted; those not named here stay behind them.
    """
    if kind == b"A":
        return AskAnswer(payload == b"true")
    with collector_paused():
        if kind == b"G":
            return GraphAnswer(tuple(quad.triple for quad in parse(payload, RdfFormat.N_TRIPLES)))
        return _decode_table(payload, order)


def _decode_table(payload: bytes, order: Sequence[str]) -> SelectAnswer:
    solutions = cast(QuerySolutions, parse_query_results(payload, QueryResultsFormat.TSV))
    names = [variable.value for variable in solutions.variables]
    wanted = [name for name in order if name in names]
    wanted += [name for name in names if name not in wanted]
    if wanted == names:
        return SelectAnswer(tuple(names), tuple(map(tuple, solutions)))
    columns = [names.index(name) for name in wanted]
    return SelectAnswer(tuple(wanted), tuple(tuple(row[i] for i in columns) for row in solutions))


def write(answer: Answer, form: str, prefixes: Mapping[str, str] | None = None) -> bytes:
    """An answer in a format of `FORMATS`.

    Args:
        answer: what `QueryWorker.run` gave.
        form: the name of the format.
        prefixes: for Turtle; only those that occur are written.

    Raises:
        QueryError: this kind of answer has no such format, or XML cannot carry a character in it.
    """
    require(answer.form, form)
    if isinstance(answer, GraphAnswer):
        return _write_graph(answer, form, prefixes or {})
    # The engine reads back our TSV and writes every other format, with the columns in our order.
    text = _tsv(answer) if isinstance(answer, SelectAnswer) else _truth(answer)
    if form == "xml":
        return _write_xml(text)
    written = text.serialize(format=_ENGINE_FORMATS[form])
    assert written is not None
    return written


def _tsv(answer: SelectAnswer) -> QuerySolutions:
    lines = ["\t".join("?" + name for name in answer.variables)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in answer.rows]
    text = "\n".join(lines) + "\n"
    return cast(QuerySolutions, parse_query_results(text, QueryResultsFormat.TSV))


def _truth(answer: AskAnswer) -> QueryBoolean:
    text = '{"head":{},"boolean":' + ("true" if answer.value else "false") + "}"
    return cast(QueryBoolean, parse_query_results(text, QueryResultsFormat.JSON))


def _write_xml(results: QuerySolutions | QueryBoolean) -> bytes:
    written = results.serialize(format=QueryResultsFormat.XML)
    assert written is not None
    wrong = _NOT_XML.search(written.decode())
    if wrong:
        raise QueryError(f"XML cannot carry U+{ord(wrong[0]):04X}, which is in the answer", "take json")
    return written.replace(b"\r", b"&#13;")  # a reader of XML would make it a line end


def _write_graph(answer: GraphAnswer, form: str, prefixes: Mapping[str, str]) -> bytes:
    lines = "".join(f"{triple} .\n" for triple in answer.triples)
    if form == "ntriples":
        return lines.encode()
    used = {name: space for name, space in prefixes.items() if f"<{space}" in lines}
    written = serialize(answer.triples, format=RdfFormat.TURTLE, prefixes=used)
    assert written is not None
    return written


def text_rows(answer: Answer, prefixes: Mapping[str, str] | None = None) -> list[tuple[str, ...]]:
    r"""An answer as rows of text for people, the header first; IRIs are CURIEs where a prefix fits.

    Characters that would steer a terminal are escaped as `\uXXXX`; an unbound variable is an empty text.
    """
    shorten = shortener(prefixes or {})
    if isinstance(answer, AskAnswer):
        return [("answer",), ("yes" if answer.value else "no",)]
    if isinstance(answer, GraphAnswer):
        header: tuple[str, ...] = ("subject", "predicate", "object")
        rows: Sequence[tuple[Term | None, ...]] = [(t.subject, t.predicate, t.object) for t in answer.triples]
    else:
        header, rows = answer.variables, answer.rows
    return [header, *(tuple(_text(term, shorten) for term in row) for row in rows)]


def shortener(prefixes: Mapping[str, str]) -> Callable[[str], str]:
    """A function from an IRI to its CURIE by the longest namespace that fits, or to the IRI in `<>`."""
    spaces = sorted(((space, name) for name, space in prefixes.items() if space), key=lambda pair: -len(pair[0]))

    def shorten(iri: str) -> str:
        for space, name in spaces:
            if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
                return f"{name}:{iri[len(space) :]}"
        return f"<{iri}>"

    return shorten


def _text(term: Term | None, shorten: Callable[[str], str]) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        text = shorten(term.value)
    elif isinstance(term, Triple):
        parts = (term.subject, term.predicate, term.object)
        text = f"<<( {' '.join(_text(part, shorten) for part in parts)} )>>"
    elif isinstance(term, BlankNode):
        text = str(term)
    elif term.language:
        text = f"{term.value}@{term.language}"
    elif term.datatype.value in _PLAIN:
        text = term.value
    else:
        text = f"{term.value}^^{shorten(term.datatype.value)}"
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04X}", text)
