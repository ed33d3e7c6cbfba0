"""What a question was read as: a small tree, independent of language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

DEFAULT_HOPS = 3

PAIRS, OBJECTS, SUBJECTS, PATHS = "pairs", "objects", "subjects", "paths"
"""The kinds of question: which A R which B; what did X R; what R Y; how did X R Y."""


class Ambiguous(str):
    """A name that several entities have; it stands for an id until somebody chooses.

    Attributes:
        candidates: the ids.
        span: start and end of the name in the question.
    """

    candidates: tuple[str, ...]
    span: tuple[int, int]

    @classmethod
    def among(cls, candidates: Sequence[str], start: int, end: int) -> Ambiguous:
        """A name between two offsets that may be any of the candidates."""
        found = cls("|".join(candidates))
        found.candidates, found.span = tuple(candidates), (start, end)
        return found


@dataclass(frozen=True)
class Slot:
    """One end of a relation: a named entity, any entity of a class, or anything.

    Attributes:
        entity: the entity's id, or empty.
        type: the class's name, or empty.
    """

    entity: str = ""
    type: str = ""


@dataclass(frozen=True)
class Filters:
    """What narrows an answer.

    Attributes:
        through: groups of mechanisms; each group must be met, by any one mechanism in it (or a narrower one).
        not_through: mechanisms none of which may occur.
        places: the answer lies in one of these.
        since: first year of the period.
        until: last year of the period.
        sources: only claims that one of these sources supports.
        confidence: claims of lower confidence, or not assessed, are left out.
    """

    through: tuple[tuple[str, ...], ...] = ()
    not_through: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    sources: tuple[str, ...] = ()
    confidence: float | None = None

    def with_(self, other: Filters) -> Filters:
        """Both sets of filters together."""
        return Filters(
            self.through + other.through,
            self.not_through + other.not_through,
            self.places + other.places,
            other.since if self.since is None else self.since,
            other.until if self.until is None else self.until,
            self.sources + other.sources,
            other.confidence if self.confidence is None else self.confidence,
        )


def all_filters(found: Sequence[Filters]) -> Filters:
    """Many sets of filters together."""
    result = Filters()
    for each in found:
        result = result.with_(each)
    return result


@dataclass(frozen=True)
class Reading:
    """A question that was read.

    Attributes:
        kind: pairs, objects, subjects or paths.
        relation: name of the relation; a transitive one is answered by paths.
        subject: the cause's end.
        object: the effect's end.
        filters: what narrows the answer.
        hops: longest path, in claims.
        language: `en`, `zh-Hans` or `zh-Hant`, the question's.
    """

    kind: str
    relation: str
    subject: Slot
    object: Slot
    filters: Filters = field(default_factory=Filters)
    hops: int = DEFAULT_HOPS
    language: str = "en"

    def in_language(self, language: str) -> Reading:
        """The same reading for another language."""
        return replace(self, language=language)
