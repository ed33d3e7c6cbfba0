"""How far a claim may be believed, from the sources that speak for and against it.

The model is the error model of INDRA (Gyori et al. 2017), with one change: sources that repeat each other count once.
Each kind of source has a systematic and a random error rate, and each piece of evidence a weight by its strength and by
its direction (what qualifies counts as support at half its reliability); all are data, in `ontology/records.ttl`:

    r = weight · (1 - systematic - random)                   reliability of one piece of evidence
    S = 1 - Π over independent groups (1 - best r in it)     belief from what supports
    D = the same over what disputes
    confidence = S · (1 - D)

Two sources are in one group when one is derived from
the other, when they report the same study, or when they share an author or a publisher. A claim none of whose
supporting sources has a kind with error rates is "not assessed"; so is one that nothing supports and nothing with error
rates disputes. The confidence has two places and is never rounded up to 1.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..light import dataclass
from ..records import Facts, Record
from ..vocabulary import ChoiceTerm, Vocabulary

PLACES = 2
_HIGHEST = 1 - 10**-PLACES
Choices = Mapping[str, Mapping[str, ChoiceTerm]]


@dataclass(frozen=True)
class Belief:
    """How far a claim may be believed.

    Attributes:
        confidence: 0 to 1, or None for "not assessed".
        independent_sources: how many independent groups of sources support the claim.
    """

    confidence: float | None
    independent_sources: int


def source_groups(sources: Mapping[str, Record]) -> dict[str, str]:
    """For each source the name of its group: sources in one group count once."""
    parent = {name: name for name in sources}

    def find(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(one: str, other: str) -> None:
        first, second = sorted((find(one), find(other)))
        parent[second] = first

    by_maker: dict[str, str] = {}
    for name, record in sources.items():
        for other in (*record.get("derived_from", ()), *record.get("same_study", ())):
            if other in parent:
                join(name, other)
        makers = [*record.get("author", ()), *filter(None, [record.get("publisher")])]
        for maker in makers:
            join(name, by_maker.setdefault(same_name(maker), name))
    return {name: find(name) for name in sources}


def same_name(maker: str) -> str:
    """A name without what does not tell two makers apart: case, width of letters, spacing."""
    return " ".join(unicodedata.normalize("NFKC", maker).casefold().split())


class Piece(NamedTuple):
    """A piece of evidence as the model sees it: the group of its source, the source's kind, direction and strength."""

    group: str
    kind: str
    direction: str
    strength: str


@dataclass(frozen=True)
class Weighing:
    """How a belief came about.

    Attributes:
        reliabilities: that of each piece, in their order; None where the source's kind has no error rates.
        support: for each group that supports, the reliability of its best piece; 0 where none has error rates.
        dispute: the same for the groups that dispute.
        assessed: whether there is a basis for a confidence.
    """

    reliabilities: tuple[float | None, ...]
    support: Mapping[str, float]
    dispute: Mapping[str, float]
    assessed: bool

    @property
    def supported(self) -> float:
        """S of the model."""
        return _at_least_one(self.support)

    @property
    def disputed(self) -> float:
        """D of the model."""
        return _at_least_one(self.dispute)

    @property
    def belief(self) -> Belief:
        """The confidence, and the number of independent sources."""
        if not self.assessed:
            return Belief(None, len(self.support))
        confidence = round(self.supported * (1 - self.disputed), PLACES)
        return Belief(min(confidence, _HIGHEST), len(self.support))


def weigh(pieces: Iterable[Piece], choices: Choices) -> Weighing:
    """Weigh the evidence of one claim.

    Args:
        pieces: the evidence.
        choices: the values of `kind`, `direction` and `strength` with their numbers, as the ontology has them.
    """
    support: dict[str, float] = {}
    dispute: dict[str, float] = {}
    rated: set[str] = set()  # directions in which some piece has error rates
    reliabilities: list[float | None] = []
    for piece in pieces:
        direction = choices["direction"][piece.direction].numbers
        into = dispute if direction.get("sign", 1) < 0 else support
        into.setdefault(piece.group, 0.0)  # counted, whether or not its kind has rates
        value = _reliability(piece, choices)
        reliabilities.append(value)
        if value is not None:
            rated.add("disputes" if into is dispute else "supports")
            into[piece.group] = max(into[piece.group], value)
    return Weighing(tuple(reliabilities), support, dispute, ("supports" if support else "disputes") in rated)


def _reliability(piece: Piece, choices: Choices) -> float | None:
    rates = choices["kind"][piece.kind].numbers
    if "random_error" not in rates:
        return None
    strength = choices["strength"].get(piece.strength)
    weight = (strength.numbers if strength else {}).get("weight", 1.0)
    weight *= choices["direction"][piece.direction].numbers.get("weight", 1.0)
    return weight * (1 - rates.get("systematic_error", 0.0) - rates["random_error"])


def belief(claim: Record, sources: Mapping[str, Record], groups: Mapping[str, str], vocabulary: Vocabulary) -> Belief:
    """The belief in one claim."""
    pieces = (
        Piece(
            groups[each["source"]],
            sources[each["source"]]["kind"],
            each.get("direction", "supports"),
            each.get("strength", ""),
        )
        for each in claim.get("evidence", ())
    )
    return weigh(pieces, vocabulary.choices).belief


def beliefs(facts: Facts, groups: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, Belief]:
    """The belief in each claim, by its id."""
    return {id_: belief(claim, facts.sources, groups, vocabulary) for id_, claim in facts.claims.items()}


def _at_least_one(reliabilities: Mapping[str, float]) -> float:
    none = 1.0
    for group in sorted(reliabilities):
        none *= 1 - reliabilities[group]
    return 1 - none
