"""One entity with all claims about it, search over names, and counts."""

from __future__ import annotations

from typing import Any

from .. import namespaces as ns
from ..folding import fold
from ..vocabulary import canonical_tag
from .claims import claim_view
from .lexicon import ENTITY
from .look import Look, id_of
from .mechanisms import track_of
from .present import claim_json, named
from .tongues import told

_SEARCH_LIMIT = 50


def entity_json(look: Look, id_: str, language: str) -> dict[str, Any]:
    """An entity and every claim of which it is subject or object, ordered by relation and id."""
    about = look.about(ns.ENTITY + id_)

    def texts(key: str, predicate: str) -> dict[str, Any]:
        return told(key, {canonical_tag(v.language): v.value for v in about.get(predicate, [])}, language)

    views = [claim_view(look, claim) for claim in look.release.index.mentions(id_)]
    type_ = id_of(about[ns.ONTOLOGY + "type"][0])
    within = [id_of(v) for v in about.get(ns.ONTOLOGY + "in", [])]
    file, line = look.release.position("Entity", id_)
    classes = look.release.vocabulary.classes
    roles = sorted(name for name in look.types(id_) if name in classes and classes[name].role)
    return {
        "id": id_,
        **told("label", look.labels(id_), language, id_),
        "type": named(look, type_, language),
        "roles": [named(look, name, language) for name in roles],
        "also": sorted({v.value for v in about.get(ns.SKOS + "altLabel", [])}),
        "in": named(look, within[0], language) if within else None,
        **texts("definition", ns.SKOS + "definition"),
        **texts("note", ns.SKOS + "note"),
        "file": file,
        "line": line,
        **({"track": _track(look, id_)} if "Mechanism" in look.types(id_) else {}),
        "claims": [claim_json(look, c, language) for c in sorted(views, key=lambda c: (c.relation, c.id))],
    }


def _track(look: Look, mechanism: str) -> dict[str, int | bool]:
    """How often a mechanism worked and failed on record; `survivorship` if often, and never."""
    track = track_of(look, mechanism)
    counts = {name: len(getattr(track, name)) for name in ("worked", "places", "failed", "doubted")}
    return {**counts, "survivorship": track.survivorship}


def search(look: Look, text: str, language: str) -> list[dict[str, Any]]:
    """Entities with a name that contains the text, in any script: exact names first, then those that begin with it."""
    wanted = fold(text, look.lexicon.table)
    if not wanted:
        return []
    ranks: dict[str, tuple[int, int]] = {}
    for name, ids in look.release.index.phrases(ENTITY, wanted):
        rank = (0 if name == wanted else 1 if name.startswith(wanted) else 2, len(name))
        for id_ in ids:
            ranks[id_] = min(rank, ranks.get(id_, rank))
    found = sorted(ranks, key=lambda id_: (ranks[id_], id_))[:_SEARCH_LIMIT]
    classes = look.release.vocabulary.classes
    types = {id_: look.release.index.type(id_) for id_ in found}
    return [{**named(look, id_, language), **told("type", classes[types[id_]].label, language)} for id_ in found]
