"""What a question was read as: a small tree, independent of language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from ..dates import first_day
from ..errors import QuestionError
from ..light import dataclass, field, fields, replace

DEFAULT_HOPS, MAX_HOPS = 3, 6
DRIVES = "drives"
"""The relation that all positive causes are kinds of."""

PAIRS, OBJECTS, SUBJECTS, PATHS = "pairs", "objects", "subjects", "paths"
"""The kinds of question that a relation makes: which A R which B; what did X R; what R Y; how did X R Y."""
RELATIONAL = frozenset({PAIRS, OBJECTS, SUBJECTS, PATHS})

ABOUT, FIGURES, DISPUTES, WHO_SAYS = "about", "figures", "disputes", "who-says"
"""The kinds that ask for claims: what is X; which figures has X; what is disputed; who says that X R Y."""
REFUTED = "refuted"
"""One more of them: which claims do not stand."""
EVENTS = "events"
"""What happened: an event has a subject and no object."""
WITHOUT, GAPS = "without", "gaps"
"""The kinds that weigh claims: what remains without X; what does X lack for the framework Y."""
TRANSFER, SURVIVORSHIP, PORTFOLIO = "transfer", "survivorship", "portfolio"
"""Can M move from A to B; which mechanisms have no failure on record; which policies and mechanisms lack each other."""
WHY_NOT, RIVALS = "why-not", "rivals"
"""More of them: why did X not drive Y; what else could explain X."""
LOOPS, COMPARE, SIMILAR = "loops", "compare", "similar"
"""Which feedback loops run through X; how do X and Y differ; what is similar to X."""
LOAD, WITNESSES = "load", "witnesses"
"""Which claims bear the most load; which things rest on one witness."""
INSTANCES = "instances"
"""Which things of a class there are."""
WHY = "why"
"""The kind that asks what a claim, or a derived fact, rests on."""


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
        places: it lies in one of these; no place means anywhere.
    """

    entity: str = ""
    type: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filters:
    """What narrows an answer.

    Attributes:
        through: groups of mechanisms; each group must be met, by any one mechanism in it (or a narrower one).
        not_through: mechanisms none of which may occur.
        places: the effect lies in one of these.
        not_places: it lies in none of these.
        since: first year of the period.
        until: last year of the period.
        sources: only claims that one of these sources supports.
        confidence: claims of lower confidence, or not assessed, are left out.
        as_of: a year; only claims that held then.
        known_by: a year; only evidence that had been published by its end, and belief from that alone.
        checked_since: a year, month or day (`2019-05`); only claims that a source supports which was checked since.
    """

    through: tuple[tuple[str, ...], ...] = ()
    not_through: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    sources: tuple[str, ...] = ()
    confidence: float | None = None
    as_of: int | None = None
    known_by: int | None = None
    checked_since: str | None = None

    @classmethod
    def names(cls) -> frozenset[str]:
        """The names of all filters."""
        return frozenset(each.name for each in fields(cls))

    @cached_property
    def of_claims(self) -> bool:
        """Whether any is set that a claim by itself must meet, and not a whole path."""
        return not self.given() <= {"through", "not_through", "places", "not_places"}

    @cached_property
    def narrows(self) -> bool:
        """Whether any is set."""
        return bool(self.given())

    def given(self) -> frozenset[str]:
        """The names of the filters that are set."""
        return frozenset(name for name in self.names() if _given(getattr(self, name)))

    def with_(self, other: Filters) -> Filters | None:
        """Both sets of filters together; None if both name places, sources, a confidence or the same kind of time."""
        once = ("places", "since", "until", "sources", "confidence", "as_of", "known_by", "checked_since")
        if any(_given(getattr(self, name)) and _given(getattr(other, name)) for name in once):
            return None
        chosen = {name: getattr(self if _given(getattr(self, name)) else other, name) for name in once}
        added = {name: getattr(self, name) + getattr(other, name) for name in ("through", "not_through", "not_places")}
        return Filters(**added, **chosen)


def _given(value: object) -> bool:
    return value is not None and value != ()


def all_filters(found: Iterable[Filters]) -> Filters | None:
    """Many sets of filters together; None if they contradict each other or name a period that ends before it begins."""
    result = Filters()
    for each in found:
        both = result.with_(each)
        if both is None:
            return None
        result = both
    backwards = result.since is not None and result.until is not None and result.until < result.since
    return None if backwards else result


@dataclass(frozen=True)
class Reading:
    """A question that was read.

    Attributes:
        kind: pairs, objects, subjects or paths; or one that asks for claims.
        relation: name of the relation; a transitive one is answered by paths. Empty where the kind needs none.
        subject: the cause's end, or what the question is about.
        object: the effect's end.
        filters: what narrows the answer.
        hops: longest path, in claims.
        language: `en`, `zh-Hans` or `zh-Hant`, the question's.
        mechanism: the mechanism asked about, where it is neither subject nor object.
        claim: id of the claim asked about.
    """

    kind: str
    relation: str
    subject: Slot
    object: Slot
    filters: Filters = field(default_factory=Filters)
    hops: int = DEFAULT_HOPS
    language: str = "en"
    mechanism: str = ""
    claim: str = ""

    def at(self, *, as_of: int | None = None, known_by: int | None = None, checked_since: str | None = None) -> Reading:
        """The same reading with its clocks set.

        Raises:
            QuestionError: it already has another date for one of them, or `checked_since` is no year, month or day.
        """
        if checked_since is not None:
            try:
                first_day(checked_since)
            except ValueError as error:
                raise QuestionError(str(error)) from None
        filters = self.filters.with_(Filters(as_of=as_of, known_by=known_by, checked_since=checked_since))
        if filters is None:
            raise QuestionError("the question names a date for the clock that the option sets")
        return replace(self, filters=filters)

    def in_language(self, language: str) -> Reading:
        """The same reading for another language."""
        return replace(self, language=language)
