"""What the page shows, gathered from a release: everything it holds, as JSON-ready data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .. import namespaces as ns
from ..ask.answer import answer
from ..ask.claims import ClaimView, claim_views
from ..ask.look import Look, id_of
from ..ask.mechanisms import track_of
from ..ask.reading import PAIRS, Reading, Slot
from ..ask.tongues import in_language
from ..vocabulary import Term, canonical_tag
from .above import above
from .engine import engine_data
from .grammar import grammar_data
from .opening import Hop, opening
from .plane import plane_of
from .reader import reader_data
from .spelling import spellings
from .standing import dated, standing

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
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

Texts = dict[str, str]


def page_data(look: Look) -> dict[str, Any]:
    """The page's data: vocabulary, entities, claims with evidence, sources, positions, the opening question."""
    vocabulary = look.release.vocabulary
    claims = {claim.id: claim for claim in claim_views(look, sorted(_claim_ids(look)))}
    entities = _entities(look)
    sources = _sources(look)
    marker = look.release.marker
    plane = plane_of(look.release)
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
        "above": above(look, entities),
        "claims": {id_: _claim(claim) for id_, claim in claims.items()},
        "sources": sources,
        "positions": plane.positions,
        "communities": [plane.communities[id_] for id_ in sorted(plane.communities)],
        "opening": _opening(look, entities),
        "engine": engine_data(look, claims, sources),
        "reader": reader_data(look),
        "grammar": grammar_data(look, entities, sources),
        "pinyin": spellings(entities),
    }
    return data | {"map": standing(look), "dates": dated(data)}


def _labels(term: Term) -> Texts:
    return {tag: in_language(term.label, tag) for tag in LANGUAGES}


def _opening(look: Look, entities: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    reading = Reading(PAIRS, "drives", Slot(type="Anchor"), Slot(type="Cluster"), hops=_OPENING_HOPS)
    rows = answer(look, reading).rows
    paths = [[Hop(edge.claim, edge.subject, edge.object) for edge in row.path.edges] for row in rows]
    names = {id_: [*entity["label"].values()] for id_, entity in entities.items()}
    return {"question": OPENING, **opening(paths, names)}


def _claim_ids(look: Look) -> Iterable[str]:
    for row in look.rows("SELECT ?claim WHERE { ?claim a agglo:Claim }"):
        yield id_of(row["claim"])


def _entities(look: Look) -> dict[str, dict[str, Any]]:
    entities: dict[str, dict[str, Any]] = {}
    index, told = look.release.index, _told(look)
    roles = sorted(name for name, term in look.release.vocabulary.classes.items() if term.role)
    types, players = index.types(), {name: look.instances(name) for name in roles}
    for id_, labels in index.labels():
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
            "roles": [name for name in roles if id_ in players[name]],
            "members": index.members(id_),
            "file": file,
            "line": line,
        }
    for id_ in look.instances("Mechanism") & entities.keys():
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


def _sources(look: Look) -> dict[str, dict[str, Any]]:
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
        for id_, source in ((id_, look.source(id_)) for id_, _ in look.release.index.source_cards())
    }
