"""Kinds of question that weigh claims: each is one module here, with its texts in a JSON file of the same name.

A module has a `KIND`; its name is the module's, with `-` for `_`. The texts are by language; `question` is the question
as it is read back, the others are titles and notes of answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import QuestionError
from ...light import dataclass, replace
from ..reading import (
    COMPARE,
    DEFAULT_HOPS,
    EVENTS,
    GAPS,
    INSTANCES,
    LOAD,
    LOOPS,
    PORTFOLIO,
    RIVALS,
    SIMILAR,
    SURVIVORSHIP,
    TRANSFER,
    WHY,
    WHY_NOT,
    WITHOUT,
    WITNESSES,
    Filters,
    Reading,
    Slot,
)

if TYPE_CHECKING:
    from ..answer import Answer, Row
    from ..inquiry import Inquiries
    from ..look import Look
    from ..parsing import Parser

NAMES = (
    *(EVENTS, WITHOUT, GAPS, TRANSFER, SURVIVORSHIP, PORTFOLIO, WHY_NOT, RIVALS),
    *(WHY, LOOPS, COMPARE, SIMILAR, LOAD, WITNESSES, INSTANCES),
)
"""Every kind, in the order in which they are tried."""


TELLING = {
    WITHOUT: {"without"},
    GAPS: {"lack"},
    TRANSFER: {"move", "would_work", "copy"},
    SURVIVORSHIP: {"no_failure"},
    PORTFOLIO: {"have_no", "unproven", "match"},
    WHY_NOT: {"why"},
    RIVALS: {"what_else", "besides", "explanations"},
    WHY: {"why", "makes", "why_said", "how_sure", "rests_on"},
    LOOPS: {"loop"},
    COMPARE: {"compare", "differ", "differs_from"},
    SIMILAR: {"similar", "resemble"},
    LOAD: {"bear_load", "verify_first"},
    WITNESSES: {"one_witness"},
}
"""The sorts of function words of which every form of a kind has one; a kind that is not here can do without."""

OF_PATHS = frozenset({"through", "not_through", "places", "not_places"})
"""The filters that are about a whole path; the others are about each claim by itself."""

Named = Callable[[str], str]
"""Gives an entity's name as it stands in a question."""


def _parts(look: Look, reading: Reading, named: Named) -> Sequence[str]:
    ids = (reading.subject.entity, reading.object.entity, reading.mechanism)
    return [named(id_) for id_ in ids if id_]


def _nothing(row: Row, language: str) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Kind:
    """One kind of question.

    Attributes:
        parsers: the forms of the question; each reads a whole one, made with `Inquiries.framed`.
        answer: answers a reading.
        query: the lines of a SPARQL group that selects as `?claim` the claims that are weighed, without filters; of
            `instances`, as `?thing` the things.
        filters: the names of the filters (`Filters`) that go with it.
        hops: whether the longest chain can be said.
        general: whether it can be asked about nothing in particular.
        longest: the longest chain where it is not said, in claims.
        parts: the values for the `question` text, by default the names of subject, object and mechanism.
        details: what the JSON of a row has beside what all rows have, with texts in a language.
    """

    parsers: Callable[[Inquiries], Iterable[Parser]]
    answer: Callable[[Look, Reading], Answer]
    query: Callable[[Look, Reading], Sequence[str]]
    filters: frozenset[str] = Filters.names()
    hops: bool = False
    general: bool = False
    longest: int = DEFAULT_HOPS
    parts: Callable[[Look, Reading, Named], Sequence[str]] = _parts
    details: Callable[[Row, str], dict[str, Any]] = _nothing


@cache
def kind(name: str) -> Kind:
    """A kind by its name."""
    found: Kind = import_module(f".{_module(name)}", __name__).KIND
    return found


def likely(words: Set[str]) -> list[str]:
    """The kinds that a question with words of some sorts can be of, in the order in which they are tried."""
    return [name for name in NAMES if name not in TELLING or TELLING[name] & words]


def _module(name: str) -> str:
    return name.replace("-", "_")


def narrowing(name: str) -> tuple[frozenset[str], bool]:
    """The filters that go with a kind of question, and whether the longest chain can be said."""
    return (kind(name).filters, kind(name).hops) if name in NAMES else (Filters.names(), False)


def longest(name: str) -> int:
    """The longest chain that a kind of question follows where it is not said."""
    return kind(name).longest if name in NAMES else DEFAULT_HOPS


def is_about_something(name: str) -> bool:
    """Whether a kind of question must name something."""
    return name in NAMES and not kind(name).general


def details(row: Row, kind_name: str, language: str) -> dict[str, Any]:
    """What the JSON of a row has beside what all rows have."""
    return kind(kind_name).details(row, language) if kind_name in NAMES else {}


@cache
def texts(name: str) -> dict[str, dict[str, str]]:
    """The texts of a kind, by language."""
    path = Path(__file__).parent / f"{_module(name)}.json"
    found: dict[str, dict[str, str]] = json.loads(path.read_bytes())
    return found


def text(kind_name: str, name: str, language: str, *values: object) -> str:
    """A text of a kind in a language, with values for its `{0}`, `{1}`, …."""
    found = texts(kind_name)
    return found.get(language, found["en"])[name].format(*values)


def question(look: Look, reading: Reading, named: Named) -> str:
    """A reading as a question, without filters and the mark at its end.

    A reading about nothing in particular has the text `question-all` where the kind has one, and one with two or
    three values `question-2` or `question-3`.
    """
    values = kind(reading.kind).parts(look, reading, named)
    special = f"question-{len(values)}" if values else "question-all"
    name = special if special in texts(reading.kind)[reading.language] else "question"
    return text(reading.kind, name, reading.language, *values)


def of_class(kind_name: str) -> Callable[[Slot], Reading]:
    """Makes the reading of a noun; where its things are is a filter of the answer, wherever it stands."""

    def asked(slot: Slot) -> Reading:
        return Reading(kind_name, "", replace(slot, places=()), Slot(), Filters(places=slot.places))

    return asked


def placed(reading: Reading, places: str) -> str:
    """What stands before a kind's question where its places are best named there; empty if they follow it."""
    found = texts(reading.kind).get(reading.language, {}) if reading.kind in NAMES else {}
    return found["placed"].format(places) if "placed" in found else ""


def require_place(look: Look, id_: str) -> None:
    """Refuse what is no place, where a question takes one.

    Raises:
        QuestionError: it is none.
    """
    if "Place" not in look.types(id_):
        around = ", ".join(sorted(look.places_of(id_)))
        raise QuestionError(f"`{id_}` is not a place", f"it is in: {around}" if around else "")
