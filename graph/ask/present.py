"""Answers as JSON-ready data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import kinds
from .answer import Answer, Named, Nearest, Note, Row
from .claims import ClaimView, EvidenceView, claim_view
from .look import Look
from .reading import Reading
from .sentences import label_of, message, sentence
from .tongues import seen, told

_POLARITY = {1: "increases", -1: "decreases", 0: "unclear"}


def statement(look: Look, claim: ClaimView, language: str) -> str:
    """A claim as a sentence: subject, relation, object or figure; labels in another language are marked."""
    relation = label_of(look.release.vocabulary.relations[claim.relation], language)
    subject = look.shown(claim.subject, language)
    chinese = language.startswith("zh")
    if claim.object:
        target = look.shown(claim.object, language)
        before, mark, after = relation.partition("…")
        if mark:
            return f"{subject}{before}{target}{after}"
        return f"{subject}{relation}{target}" if chinese else f"{subject} {relation} {target}"
    said = f"{subject}{relation}" if chinese else f"{subject} {relation}"
    if not claim.unit:
        return said
    return f"{said} {claim.value} {label_of(look.release.vocabulary.units[claim.unit], language)}"


class Later(Sequence[Any]):
    """A list, each of whose values is made when it is first looked at: a terminal shows few."""

    def __init__(self, given: Sequence[Any], make: Callable[[Any], Any]) -> None:
        self._given, self._make = given, make
        self._made: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._given)

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401 - an index or a slice
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if at not in self._made:
            self._made[at] = self._make(self._given[at])
        return self._made[at]


def answer_json(
    look: Look, question: str, answer: Answer, limit: int = 0, *, sparql: bool = True, later: bool = False
) -> dict[str, Any]:
    """An answer as the JSON that every program may rely on (keys may be added, never renamed).

    Args:
        look: the store.
        question: as it was asked.
        answer: the answer.
        limit: at most so many rows; 0 for all. `found` counts all.
        sparql: whether to give the query too; what a person reads in a terminal does without.
        later: whether claims of notes, and evidence, may be made when they are looked at; `json` cannot write that.
    """
    reading = answer.reading
    marker = look.release.marker
    return {
        "question": question,
        "language": reading.language,
        "reading": sentence(look, reading),
        "kind": reading.kind,
        **({"sparql": _query(look, reading)} if sparql else {}),
        "release": {"id": marker.id, "sha256": marker.sha256},
        "examined": answer.examined,
        "found": len(answer.rows),
        "answers": [row_json(answer, row, later=later) for row in answer.rows[: limit or None]],
        "instead": [] if answer.rows else _instead(look, reading),
    }


def _instead(look: Look, reading: Reading) -> list[str]:
    """The questions that have an answer where a reading has none."""
    from .wider import wider

    return [sentence(look, each) for each in wider(look, reading)]


def _query(look: Look, reading: Reading) -> str:
    from .sparql import query_for

    return query_for(look, reading)


def row_json(answer: Answer, row: Row, *, later: bool = False) -> dict[str, Any]:
    """One answer row; see `answer_json` for `later`."""
    look, path, language, kind = row.look, row.path, answer.reading.language, answer.reading.kind
    place = look.labels(_place(look, row.end)) if row.end else {}
    target = {**named(look, row.end, language), **told("place", place, language, "")} if row.end else None
    return {
        "from": named(look, row.start, language),
        "to": target,
        "polarity": _POLARITY[path.sign if path.edges else 0],
        "confidence": path.confidence,
        "hops": len(path.edges),
        "support": row.support,
        "independent_sources": row.independent_sources,
        "other_paths": row.others,
        **({"verdict": row.verdict, "remaining": list(row.remaining)} if row.verdict else {}),
        **({"title": _note(look, row.title, kind, language)["text"]} if row.title else {}),
        **({"notes": [_note(look, each, kind, language, later) for each in row.notes]} if row.notes else {}),
        **({"nearest": _nearest(look, row.nearest, language)} if row.nearest else {}),
        **kinds.details(row, kind, language),
        "claims": [claim_json(look, claim, language, later=later) for claim in row.claims],
    }


def _note(look: Look, note: Note, kind: str, language: str, later: bool = False) -> dict[str, Any]:
    """A note with its text in a language; entities among its values have their labels."""

    def shown(value: object) -> Any:  # noqa: ANN401
        if isinstance(value, tuple):
            return [shown(each) for each in value]
        return named(look, value, language) if isinstance(value, Named) else value

    values = [shown(each) for each in note.values]
    text = kinds.text(kind, note.name, language, *(_said(each, language) for each in values))
    claims: Sequence[Any] = Later(
        note.claims, lambda id_: claim_json(look, claim_view(look, id_), language, later=later)
    )
    claims = claims if later else list(claims)
    found = {"name": note.name, "text": text, "values": values}
    return {**found, **({"claims": claims} if claims else {}), **({"level": note.level} if note.level else {})}


def _said(value: Any, language: str) -> object:  # noqa: ANN401
    """A value of a note as its text has it."""
    if isinstance(value, list):
        return message("list", language).join(str(_said(each, language)) for each in value)
    return seen(value, "label", language) if isinstance(value, dict) else value


def _nearest(look: Look, nearest: Nearest, language: str) -> dict[str, Any]:
    """Another city of which the same is on record."""
    found = {**named(look, nearest.city, language), "kilometres": nearest.kilometres}
    return {**found, "claim": _in_short(look, nearest.claim, language)}


def _place(look: Look, id_: str) -> str:
    """The city that an entity is in, else the place nearest to it; empty if none is recorded."""
    frontier = sorted(look.directly_in(id_))
    nearest = next((place for place in frontier if look.is_a(place, "Place")), "")
    seen: set[str] = set()
    while frontier:
        if city := next((place for place in frontier if look.is_a(place, "City")), ""):
            return city
        seen.update(frontier)
        frontier = sorted({up for place in frontier for up in look.directly_in(place)} - seen)
    return nearest


def named(look: Look, id_: str, language: str) -> dict[str, Any]:
    """An id with its label; a derived fact may name a class."""
    classes = look.release.vocabulary.classes
    labels = classes[id_].label if id_ in classes else look.labels(id_)
    return {"id": id_, **told("label", labels, language, id_)}


def claim_json(look: Look, claim: ClaimView, language: str, *, later: bool = False) -> dict[str, Any]:
    """One claim, whole; see `answer_json` for `later`."""
    evidence = Later(claim.evidence, lambda each: _evidence_json(look, each, language))
    return {
        "id": claim.id,
        "statement": statement(look, claim, language),
        "subject": claim.subject,
        "relation": claim.relation,
        **told("relation_label", look.release.vocabulary.relations[claim.relation].label, language),
        "object": claim.object or None,
        "value": float(claim.value) if claim.unit else None,
        "unit": claim.unit or None,
        "through": [named(look, mechanism, language) for mechanism in claim.through],
        "when": claim.when or None,
        "status": claim.status,
        "dispute": claim.dispute or None,
        **told("dispute_label", _choice(look, "dispute", claim.dispute), language),
        "rival": [_in_short(look, id_, language) for id_ in claim.rival],
        "confidence": claim.confidence,
        "independent_sources": claim.independent_sources,
        **told("measure", claim.measure, language),
        **told("condition", claim.condition, language),
        **told("hedge", claim.hedge, language),
        **told("reason", claim.reason, language),
        "file": claim.file,
        "line": claim.line,
        "evidence": evidence if later else list(evidence),
    }


def _choice(look: Look, key: str, value: str) -> Mapping[str, str]:
    """The labels of a value that a key takes from a list."""
    return look.release.vocabulary.choices[key][value].label if value else {}


def _in_short(look: Look, id_: str, language: str) -> dict[str, Any]:
    """Another claim that says otherwise, in short."""
    claim = claim_view(look, id_)
    return {
        "id": id_,
        "statement": statement(look, claim, language),
        "when": claim.when or None,
        "status": claim.status,
        "file": claim.file,
        "line": claim.line,
    }


def _evidence_json(look: Look, evidence: EvidenceView, language: str) -> dict[str, Any]:
    source = look.source(evidence.source)
    return {
        "source": evidence.source,
        **told("title", source.titles, language, evidence.source),
        "at": evidence.at or None,
        "direction": evidence.direction,
        **told("gist", evidence.gist, language, ""),
        "said_by": [named(look, who, language) for who in evidence.said_by],
        "file": evidence.file,
        "line": evidence.line,
        "published": source.published or None,
        "kind": source.kind or None,
        "interest": source.interest or None,
        "checked_on": source.checked_on or None,
    }
