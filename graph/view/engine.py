"""What the page's own engine needs beside what the page shows, so that it answers questions as `agglo ask` does.

It is gathered from a release as compactly as it can be: what follows from the rest of the page's data is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from ..ask import kinds
from ..ask.claims import ClaimView
from ..ask.kept import bearing_of, shortfall_json
from ..ask.lexicon import ENTITY
from ..ask.look import Look
from ..ask.reading import Filters
from ..ask.sentences import message
from ..ask.tongues import LANGUAGES, in_language
from ..vocabulary import RelationTerm

_MARKS = ("local", "lifts", "transitive", "symmetric", "originates")
_NUMBERED = ("kind", "direction", "strength")
# Texts of the question language that answers use; the others are for reading and refusing questions.
_MESSAGES = (
    *("place", "through", "not_through", "not_places", "sources", "since", "until", "in", "between", "as_of"),
    *("known_by", "confidence", "hops", "one-hop", "and", "or", "list"),
)


class ClaimsTold:
    """What the page's engine needs of claims beside what the page shows of them, gathered one by one."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Any]] = {
            name: {} for name in ("periods", "rival", "dispute", "values", "measures")
        }
        self._measures: dict[str, int] = {}

    def add(self, claim: ClaimView) -> None:
        """Take a claim; nothing of it is kept but what is needed."""
        tables = self.tables
        if claim.when:
            tables["periods"][claim.when] = [claim.since, claim.begun, claim.until]
        if claim.rival:
            tables["rival"][claim.id] = list(claim.rival)
        if claim.dispute:
            tables["dispute"][claim.id] = claim.dispute
        if claim.unit and claim.value != _plain(claim):
            tables["values"][claim.id] = claim.value
        if claim.measure:
            text = in_language(claim.measure, "en")
            tables["measures"][claim.id] = self._measures.setdefault(text, len(self._measures) + 1)


def engine_data(
    look: Look,
    told: ClaimsTold,
    claims: Collection[str],
    sources: Iterable[str],
    things: Sequence[str] | None = None,
) -> dict[str, Any]:
    """What answers need, by name.

    Args:
        look: the release.
        told: what was gathered of the claims that the page shows.
        claims: their ids.
        sources: the ids of the sources that it names.
        things: the ids of the entities that it shows, if they are not all there are.

    Returns:
        `relations`: parents and marks of each; `placeless`: classes; `numbers`: of the choices that weigh evidence;
        `periods`: earliest and latest start and latest end of each `when` of a claim; `public`: the earliest day of
        each `published` of a source; `broader` and `requires`: of entities; `points`: latitude and longitude;
        `groups`, `makers`, `derived_from`, `same_study`: of sources that count as one with another, whose makers are
        not in the order of the alphabet, and so on; `rival`, `dispute`, `values` (as written), `measures` (a number
        for each way of counting) of claims; `namesakes`: entities whose label in a language others have too; `rules`
        and `derivations`, see `_derivations`; `load`, see `_load`; `texts` of the kinds of questions, and `messages`.
    """
    vocabulary, index = look.release.vocabulary, look.release.index
    shown = None if things is None else {*things}
    return {
        "relations": {name: _relation(term) for name, term in vocabulary.relations.items()},
        "placeless": sorted(name for name, term in vocabulary.classes.items() if term.placeless),
        "numbers": {
            key: {name: dict(term.numbers) for name, term in vocabulary.choices.get(key, {}).items()}
            for key in _NUMBERED
        },
        "broader": _grouped(index.above("broader", things)),
        "requires": _grouped(pair for pair in index.above("requires", things) if shown is None or pair[1] in shown),
        "points": {id_: [north, east] for id_, north, east in index.points() if shown is None or id_ in shown},
        **told.tables,
        **_of_sources(look, sources),
        "namesakes": _namesakes(look, things),
        "rules": {name: {"label": rule.label, "meaning": rule.meaning} for name, rule in vocabulary.rules.items()},
        "derivations": _derivations(_ways(look, claims, things)),
        "load": _load(look, claims),
        "texts": {name: kinds.texts(name) for name in kinds.NAMES},
        # With places in place of the values the texts come out as they are.
        "messages": {tag: {name: message(name, tag, "{0}", "{1}") for name in _MESSAGES} for tag in LANGUAGES},
    }


def _relation(term: RelationTerm) -> dict[str, Any]:
    found: dict[str, Any] = {"parents": list(term.parents)} if term.parents else {}
    return {**found, **{mark: True for mark in _MARKS if getattr(term, mark)}}


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_, other in sorted(pairs):
        found.setdefault(id_, []).append(other)
    return found


def _plain(claim: ClaimView) -> str:
    """A figure as the page writes the number that it holds."""
    value = float(claim.value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e21 else str(value)


def _of_sources(look: Look, sources: Iterable[str]) -> dict[str, Any]:
    found = [look.source(id_) for id_ in sources]
    return {
        "groups": {each.id: each.group for each in found if each.group != each.id},
        "public": {each.published: each.public for each in found if each.published},
        "makers": {each.id: list(each.author) for each in found if list(each.author) != sorted(each.author)},
        "derived_from": {each.id: list(each.derived_from) for each in found if each.derived_from},
        "same_study": {each.id: list(each.same_study) for each in found if each.same_study},
    }


def _load(look: Look, claims: Collection[str]) -> dict[str, Any]:
    """What rests on each of some claims, as it is kept beside the release.

    Returns:
        `questions`, `failing`, `claims` and `paths`: how many were looked at; `asked`: for each competency question its
        text by language, its place in the facts, and the fewest rows; `flips`: in order of what to verify first, the
        claim, and for each question that fails without it its id, what it would lack or hold, the rows left, and
        whether these are too few.
    """
    found = bearing_of(look, Filters())
    flips = {claim: lost for claim, lost in found.flips.items() if claim in claims}
    asked = {each.id: each for lost in flips.values() for each, _ in lost}
    return {
        **{name: getattr(found, name) for name in ("questions", "failing", "claims", "paths")},
        "asked": {
            id_: [dict(each.asked), "{}:{}".format(*look.release.position("Question", id_)), int(each.least)]
            for id_, each in sorted(asked.items())
        },
        "flips": [
            [
                claim,
                *([each.id, *shortfall_json(one)] for each, one in lost),
            ]
            for claim, lost in flips.items()
        ],
    }


def _namesakes(look: Look, things: Sequence[str] | None) -> dict[str, list[str]]:
    """For each language the entities whose label may mean others too: they are called by their ids."""
    labels = dict(look.release.index.labels(things))

    def shared(tag: str) -> Iterator[str]:
        for id_, label in labels.items():
            if len(look.lexicon.lookup(ENTITY, in_language(label, tag) or id_)) > 1:
                yield id_

    return {tag: sorted(shared(tag)) for tag in LANGUAGES}


def _ways(look: Look, claims: Collection[str], things: Sequence[str] | None) -> Iterator[tuple[Any, ...]]:
    """The ways to derived facts that take no other claims: of all, or of some things and claims."""
    if things is None:
        yield from look.release.index.every_derivation()
        return
    for way in look.release.index.every_derivation((*things, *claims)):
        if all(claim in claims for kind, claim, *_ in way[-1] if kind == "claim"):
            yield way


def _derivations(found: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """The ways to derived facts.

    Returns:
        `words`: ids and names; `facts`: subject, relation and object of each, as numbers of words, one after the other;
        `ways`: for each way the number of its rule's word, the number of its fact, and its premises: a claim as
        -1 - the number of its word, an entry of a record as twice the number of its fact, a derived fact as that and 1.
    """
    words: dict[str, int] = {}
    facts: dict[tuple[str, ...], int] = {}

    def word(text: str) -> int:
        return words.setdefault(text, len(words))

    def fact(parts: Iterable[str]) -> int:
        return facts.setdefault(tuple(parts), len(facts))

    def premise(kind: str, claim: str, *parts: str) -> int:
        return -1 - word(claim) if kind == "claim" else 2 * fact(parts) + (kind == "derived")

    ways = [[word(rule), fact(parts), *(premise(*each) for each in premises)] for *parts, rule, premises in found]
    return {"facts": [word(each) for parts in facts for each in parts], "words": list(words), "ways": ways}
