"""Claims without their texts, as the index has them: what questions weigh when they look at many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class Backing(NamedTuple):
    """A piece of evidence without its text: its source, the group of sources that count as one, direction, strength."""

    source: str
    group: str
    direction: str
    strength: str


class Outline(NamedTuple):
    """A claim without its texts, see `agglo.graph.ask.claims.ClaimView`."""

    id: str
    subject: str
    relation: str
    object: str
    value: str
    unit: str
    when: str
    since: str
    begun: str
    until: str
    status: str
    polarity: str
    because: str
    dispute: str
    confidence: float | None
    independent_sources: int
    through: tuple[str, ...]
    where: tuple[str, ...]
    rival: tuple[str, ...]
    evidence: str
    """As the index has it: `backing` reads it."""

    @classmethod
    def of(cls, row: Sequence[Any]) -> Outline:
        """From a row of the index."""
        *plain, through, where, rival, evidence = row
        return cls._make((*plain, *(tuple(each.split()) if each else () for each in (through, where, rival)), evidence))

    @property
    def backing(self) -> tuple[Backing, ...]:
        """The pieces of evidence."""
        return tuple([Backing(*line.split("\t")) for line in self.evidence.splitlines()])
