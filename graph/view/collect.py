"""What the page shows, gathered from a release: everything it holds, as JSON-ready data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .. import namespaces as ns
from ..ask.answer import answer
from ..ask.claims import ClaimView, claim_views
from ..ask.look import Look, id_of
from ..ask.mechanisms import track_of
from ..ask.reading import PAIRS, Reading, Slot
from ..ask.tongues import LANGUAGES, in_language
from ..vocabulary import Term, canonical_tag
from .above import above
from .engine import ClaimsTold, engine_data
from .grammar import grammar_data
from .opening import opening
from .part import Part, hops_of
from .plane import plane_of, plane_of_part
from .reader import reader_data
from .spelling import spellings
from .standing import dated, standing

OPENING = {
    "en": "Which anchors drove which clusters?",
    "zh-Hans": "哪些锚机构带动了哪些集群？",
    "zh-Hant": "哪些錨機構帶動了哪些集群？",
}
_STORED = (
    *(ns.SKOS + name for name in ("altLabel", "broader", "note", "definition")),
    *(ns.ONTOLOGY + name for name in ("in", "active")),
)
# Two hops at most in the first picture: longer chains are asked for, not shown unasked.
_OPENING_HOPS = 2
_AT_ONCE = 2_000  # claims

Texts = dict[str, str]


def page_data(look: Look, part: Part | None = None) -> dict[str, Any]:
    """The page's data: vocabulary, entities, claims with evidence, sources, positions, the opening question.

    Args:
        look: the release.
        part: what of it the page shows; all if there is none.
    """
    vocabulary = look.release.vocabulary
    ids, things = (part.claims, part.things) if part else (sorted(_claim_ids(look)), None)
    told = ClaimsTold()
    claims = {}
    for claim in _one_by_one(look, ids):
        claims[claim.id] = _claim(claim)
        told.add(claim)
    entities = _entities(look, things)
    sources = _sources(look, sorted(_cited(claims)) if part else [id_ for id_, _ in look.release.index.source_cards()])
    marker = look.release.marker
    plane = plane_of_part(part, claims) if part else plane_of(look.release)
    data = {
        "release": {"id": marker.id, "sha256": marker.sha256},
        "classes": {
            name: {
                "label": _labels(term),
                "colour": term.colour,
                "shape": term.shape,
                "parents": list(term.ancestors),
            }
            for name, term in sorted(vocabulary.classes.items())
            if not term.role
        },
        "roles": {name: {"label": _labels(term)} for name, term in sorted(vocabulary.classes.items()) if term.role},
        "relations": {
            name: {
                "label": _labels(term),
                "inverse": {tag: in_language(term.inverse, tag) for tag in LANGUAGES} if term.inverse else {},
                "kind": term.kind,
                "polarity": term.polarity or None,
            }
            for name, term in vocabulary.relations.items()
        },
        "choices": {
            key: {name: {"label": _labels(term)} for name, term in sorted(choices.items())}
            for key, choices in sorted(vocabulary.choices.items())
        },
        "units": {name: {"label": _labels(term)} for name, term in sorted(vocabulary.units.items())},
        "entities": entities,
        "above": above(look, entities, things),
        "claims": claims,
        "sources": sources,
        "positions": plane.positions,
        "communities": [plane.communities[id_] for id_ in sorted(plane.communities)],
        "opening": _opening(look, entities, part),
        "engine": engine_data(look, told, claims.keys(), sources, things),
        "reader": reader_data(look, things),
        "grammar": grammar_data(look, entities, sources, whole=not part),
        "pinyin": spellings(entities),
    }
    data |= {"map": standing(look, things), "dates": dated(data)}
    if part:
        data |= {"of": marker.examined["claims"], **({"start": part.start} if part.start else {})}
    return data


def _labels(term: Term) -> Texts:
    return {tag: in_language(term.label, tag) for tag in LANGUAGES}


def _opening(look: Look, entities: Mapping[str, Mapping[str, Any]], part: Part | None) -> dict[str, Any]:
    names = {id_: [*entity["label"].values()] for id_, entity in entities.items()}
    if part:
        drawn = opening(part.paths, names, soon=True)
        told = {claim for page in drawn["pages"] for claim in page["claims"]}
        # Pairs are told of causes and effects alone; what cannot be drawn, or found no room, is listed.
        return {**drawn, "question": part.title, "pairs": 0, "beside": [id_ for id_ in part.claims if id_ not in told]}
    reading = Reading(PAIRS, "drives", Slot(type="Anchor"), Slot(type="Cluster"), hops=_OPENING_HOPS)
    return {"question": OPENING, **opening(hops_of(answer(look, reading)), names)}


def _claim_ids(look: Look) -> Iterator[str]:
    for row in look.rows("SELECT ?claim WHERE { ?claim a agglo:Claim }"):
        yield id_of(row["claim"])


def _one_by_one(look: Look, ids: Sequence[str]) -> Iterator[ClaimView]:
    """Claims, whole. What was looked up for them is forgotten: of all it would be larger than the page."""
    for start in range(0, len(ids), _AT_ONCE):
        reading = Look(look.release)
        yield from claim_views(reading, ids[start : start + _AT_ONCE])
        reading.forget()


def _cited(claims: Mapping[str, Mapping[str, Any]]) -> set[str]:
    return {evidence["source"] for claim in claims.values() for evidence in claim["evidence"]}


def _entities(look: Look, things: Sequence[str] | None) -> dict[str, dict[str, Any]]:
    entities: dict[str, dict[str, Any]] = {}
    index = look.release.index
    told = _told(look) if things is None else {id_: look.about(ns.ENTITY + id_) for id_ in things}
    roles = sorted(name for name, term in look.release.vocabulary.classes.items() if term.role)
    types = index.types(things)
    for id_, labels in index.labels(things):
        about = told.get(id_, {})
        file, line = look.release.position("Entity", id_)
        entities[id_] = {
            "type": types[id_],
            "label": {tag: in_language(labels, tag) for tag in LANGUAGES},
            "also": sorted({v.value for v in about.get(ns.SKOS + "altLabel", [])}),
            "in": _first(about, ns.ONTOLOGY + "in"),
            "broader": sorted(map(id_of, about.get(ns.SKOS + "broader", []))),
            "note": _texts(about, ns.SKOS + "note"),
            "definition": _texts(about, ns.SKOS + "definition"),
            "active": _first(about, ns.ONTOLOGY + "active"),
            "roles": [name for name in roles if look.is_a(id_, name)],
            "members": index.members(id_),
            "file": file,
            "line": line,
        }
    for id_ in filter(lambda each: look.is_a(each, "Mechanism"), entities):
        entities[id_]["survivorship"] = track_of(look, id_).survivorship
    return entities


def _told(look: Look) -> dict[str, dict[str, list[Any]]]:
    """What only the store says of entities, by id and predicate; most have none of it."""
    found: dict[str, dict[str, list[Any]]] = {}
    for predicate in _STORED:
        for iri, value in look.every(predicate):
            if iri.startswith(ns.ENTITY):
                found.setdefault(iri.removeprefix(ns.ENTITY), {}).setdefault(predicate, []).append(value)
    return found


def _first(about: Mapping[str, list[Any]], predicate: str) -> str | None:
    found = about.get(predicate)
    return id_of(found[0]) if found else None


def _texts(about: Mapping[str, list[Any]], predicate: str) -> Texts:
    return {canonical_tag(v.language): v.value for v in about.get(predicate, [])}


def _claim(claim: ClaimView) -> dict[str, Any]:
    return {
        "subject": claim.subject,
        "relation": claim.relation,
        "object": claim.object or None,
        "value": _number(claim.value) if claim.unit else None,
        "unit": claim.unit or None,
        "measure": claim.measure,
        "through": list(claim.through),
        "where": list(claim.where),
        "when": claim.when or None,
        "status": claim.status,
        "reason": claim.reason,
        "polarity": claim.polarity or None,
        "because": claim.because or None,
        "condition": claim.condition,
        "hedge": claim.hedge,
        "confidence": claim.confidence,
        "independent_sources": claim.independent_sources,
        "file": claim.file,
        "line": claim.line,
        "evidence": [
            {
                "source": e.source,
                "at": e.at,
                "gist": e.gist,
                "direction": e.direction,
                "strength": e.strength or None,
                "said_by": list(e.said_by),
                "file": e.file,
                "line": e.line,
            }
            for e in claim.evidence
        ],
    }


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value


def _sources(look: Look, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {
        id_: {
            "title": dict(source.titles),
            "author": sorted(source.author),
            "publisher": source.publisher,
            "published": source.published,
            "url": source.url or None,
            "kind": source.kind,
            "interest": source.interest or None,
        }
        for id_, source in ((id_, look.source(id_)) for id_ in ids)
    }
