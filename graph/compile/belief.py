"""How far a claim may be believed, from the sources that speak for and against it.

The model is the error model of INDRA (Gyori et al. 2017), with one change: sources that repeat each other count once.
Each kind of source has a systematic and a random error rate, given in `ontology/records.ttl`, and each piece of
evidence a weight by its strength:

    r = weight · (1 - systematic - random)                   reliability of one piece of evidence
    S = 1 - Π over independent groups (1 - best r in it)     belief from what supports
    D = the same over what disputes
    confidence = S · (1 - D)

A piece that qualifies counts as support at half its reliability. Two sources are in one group when one is derived from
the other, when they report the same study, or when they share an author or a publisher. A claim none of whose
supporting sources has a kind with error rates is "not assessed"; so is one that nothing supports and nothing with error
rates disputes. The confidence has two places and is never rounded up to 1.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ..records import Record
from ..vocabulary import Vocabulary

PLACES = 2
_HIGHEST = 1 - 10**-PLACES


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
            join(name, by_maker.setdefault(_same_name(maker), name))
    return {name: find(name) for name in sources}


def _same_name(maker: str) -> str:
    """A name without what does not tell two makers apart: case, width of letters, spacing."""
    return " ".join(unicodedata.normalize("NFKC", maker).casefold().split())


def belief(claim: Record, sources: Mapping[str, Record], groups: Mapping[str, str], vocabulary: Vocabulary) -> Belief:
    """The belief in one claim."""
    support: dict[str, float] = defaultdict(float)
    dispute: dict[str, float] = defaultdict(float)
    rated: set[str] = set()  # directions in which some piece has error rates
    for evidence in claim.get("evidence", ()):
        source = sources[evidence["source"]]
        numbers = vocabulary.choices["kind"][source["kind"]].numbers
        direction = evidence.get("direction", "supports")
        into = dispute if direction == "disputes" else support
        group = groups[evidence["source"]]
        into[group] = into[group]  # counted, whether or not its kind has rates
        if "random_error" not in numbers:
            continue
        rated.add("disputes" if into is dispute else "supports")
        strength = vocabulary.choices["strength"].get(evidence.get("strength", ""))
        weight = (strength.numbers.get("weight", 1.0) if strength else 1.0) * (0.5 if direction == "qualifies" else 1.0)
        reliability = weight * (1 - numbers.get("systematic_error", 0.0) - numbers["random_error"])
        into[group] = max(into[group], reliability)
    if ("supports" if support else "disputes") not in rated:
        return Belief(None, len(support))
    confidence = round(_at_least_one(support) * (1 - _at_least_one(dispute)), PLACES)
    return Belief(min(confidence, _HIGHEST), len(support))


def _at_least_one(reliabilities: Mapping[str, float]) -> float:
    none = 1.0
    for group in sorted(reliabilities):
        none *= 1 - reliabilities[group]
    return 1 - none
