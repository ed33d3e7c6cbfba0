"""Competency questions as a release holds them: what is asked, and what the answer must hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .. import namespaces as ns
from ..vocabulary import canonical_tag
from .answer import Answer, Row
from .look import Look
from .tongues import in_language, in_text

LEAST = 1
"""How many rows an answer must have where the question does not say."""

_QUERY = (
    "SELECT ?question ?key ?value WHERE { ?question a agglo:Question ; ?key ?value } ORDER BY ?question ?key ?value"
)


@dataclass(frozen=True)
class Expected:
    """A competency question.

    Attributes:
        id: its id.
        asked: its text, by language.
        must: ids that the answer holds.
        barred: ids that it does not hold.
        least: the fewest rows that it has.
    """

    id: str
    asked: Mapping[str, str]
    must: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    least: float = LEAST

    def text(self, language: str) -> str:
        """The question in a language, else in any."""
        return in_language(self.asked, language)

    def shown(self, language: str) -> str:
        """The same as a text has it: marked where it is not in the language."""
        return in_text(self.asked, language)


@dataclass(frozen=True)
class Shortfall:
    """What an answer that is not as expected lacks: ids, ids that it holds against the expectation, rows."""

    missing: frozenset[str]
    unwanted: frozenset[str]
    rows: int
    too_few: bool

    def __bool__(self) -> bool:
        return bool(self.missing or self.unwanted or self.too_few)


def expected_of(look: Look) -> list[Expected]:
    """The competency questions of a release, by id."""
    found: dict[str, dict[str, list[Any]]] = {}
    for row in look.rows(_QUERY):
        key = row["key"].value.removeprefix(ns.ONTOLOGY)
        found.setdefault(row["question"].value.removeprefix(ns.QUESTION), {}).setdefault(key, []).append(row["value"])
    return [_expected(id_, values) for id_, values in sorted(found.items())]


def _expected(id_: str, values: Mapping[str, Sequence[Any]]) -> Expected:
    def texts(key: str) -> frozenset[str]:
        return frozenset(each.value for each in values.get(key, ()))

    asked = {canonical_tag(each.language): each.value for each in values.get("ask", ())}
    least = next((float(each.value) for each in values.get("min_rows", ())), LEAST)
    return Expected(id_, asked, texts("must_include"), texts("must_not_include"), least)


def shortfall(expected: Expected, held: Iterable[str], rows: int) -> Shortfall:
    """What the answer to a question lacks, by the ids that it holds and its number of rows."""
    ids = frozenset(held)
    return Shortfall(expected.must - ids, expected.barred & ids, rows, rows < expected.least)


def ids_in(found: Answer) -> set[str]:
    """Everything that an answer names: entities at its ends and between, claims, mechanisms, sources."""
    return set().union(*map(ids_in_row, found.rows))


def ids_in_row(row: Row) -> set[str]:
    """The same of one row."""
    held = {row.start, row.end, *row.remaining}
    for claim in row.claims:
        held.update((claim.id, claim.subject, claim.object, *claim.through, *claim.where))
        held.update(each.source for each in claim.evidence)
    return held - {""}
