"""Page data of any size, made up: communities with hubs, names in two scripts, claims with evidence.

It skips facts, checks and store, since a page does not know where its data comes from. The vocabulary is the one that
ships; the texts are random, so they compress worse than real ones.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from agglo.graph.view.communities import communities
from agglo.graph.view.layout import positions
from agglo.graph.view.opening import Hop, opening

COMMUNITY = 120
"""Things of a community, on average."""
_LATIN = ("north", "works", "port", "campus", "valley", "optics", "harbour", "institute", "park", "textile", "stone")
_HAN = "工厂企业园区人才设备供应出口增长租金铁路港口专利创业工资订单设计研发实验室集群机制光电机床城市"
_TYPES = (("Concept", 36), ("Firm", 22), ("City", 8), ("Cluster", 8), ("Person", 7), ("Industry", 6), ("Site", 5))
_RELATIONS = (("drives", 20), ("supports", 14), ("includes", 14), ("uses", 10), ("anchors", 10), ("hinders", 6))


def page_data(
    vocabulary: dict[str, Any],
    things: int,
    claims: int,
    *,
    seed: int = 1,
    types: Sequence[str] = (),
    relations: Sequence[str] = (),
) -> dict[str, Any]:
    """Page data with so many things and claims between them.

    Args:
        vocabulary: page data of any graph; its classes, relations, choices and units are taken.
        things: how many.
        claims: how many; each has one to three pieces of evidence.
        seed: start of the random numbers.
        types: the classes to use; by default some of those that ship.
        relations: the relations to use, likewise.
    """
    chance = random.Random(seed)
    ids = [f"thing-{at}" for at in range(things)]
    ends = links(chance, things, claims)
    sources = [f"source-{at}" for at in range(max(1, claims // 4))]
    kinds = tuple((kind, 1) for kind in types) or _TYPES
    says = tuple((relation, 1) for relation in relations) or _RELATIONS
    entities = {id_: _entity(chance, at, ids, _one(chance, kinds)) for at, id_ in enumerate(ids)}
    made = {
        f"claim-{at}": _claim(chance, ids[a], _one(chance, says), ids[b], sources) for at, (a, b) in enumerate(ends)
    }
    pairs = [(claim["subject"], claim["object"]) for claim in made.values()]
    shown = [key for key, claim in made.items() if claim["relation"] == "anchors"][:60]
    paths = [[Hop(key, made[key]["subject"], made[key]["object"])] for key in shown]
    names = sorted(ids)
    found = communities(names, pairs)
    kept = ("classes", "roles", "relations", "choices", "units")
    return {
        **{key: vocabulary[key] for key in kept},
        "release": {"id": f"made-up-{things}", "sha256": "0" * 64},
        "entities": entities,
        "claims": made,
        "sources": {id_: _source(chance, id_) for id_ in sources},
        "positions": {name: list(spot) for name, spot in positions(names, pairs).items()},
        "communities": [found[name] for name in names],
        "opening": {
            "question": vocabulary["opening"]["question"],
            **opening(paths, {id_: list(entity["label"].values()) for id_, entity in entities.items()}),
        },
    }


def links(chance: random.Random, things: int, claims: int) -> list[tuple[int, int]]:
    """Pairs of things: most within a community, the better linked the likelier."""
    groups = max(1, things // COMMUNITY)
    home = [chance.randrange(groups) for _ in range(things)]
    taken: list[list[int]] = [[] for _ in range(groups)]
    found = []
    for at in [*range(things), *(chance.randrange(things) for _ in range(claims - things))][:claims]:
        group = home[at] if chance.random() < 0.9 else chance.randrange(groups)
        if other := [each for each in (chance.choice(taken[group]) for _ in range(2) if taken[group]) if each != at]:
            found.append((at, other[0]))
            taken[group].append(other[0])
        else:
            found.append((at, (at + 1) % things))
        taken[home[at]].append(at)
    return found


def _entity(chance: random.Random, at: int, ids: list[str], kind: str) -> dict[str, Any]:
    latin = " ".join(chance.choices(_LATIN, k=2)).title() + f" {at}"
    han = "".join(chance.choices(_HAN, k=5)) + str(at)
    return {
        "type": kind,
        "label": {"en": latin, "zh-Hans": han, "zh-Hant": han},
        "also": [f"{latin.split()[0][:3].upper()}{at}"],
        "in": ids[at // 100] if at >= 100 and chance.random() < 0.4 else None,
        "note": {"en": " ".join(chance.choices(_LATIN, k=12))} if chance.random() < 0.3 else {},
        "definition": {},
        "active": None,
        "roles": [],
        "members": [],
        "file": f"cases/part-{at // 200}.yaml",
        "line": 4 * (at % 200) + 2,
    }


def _claim(chance: random.Random, subject: str, relation: str, target: str, sources: list[str]) -> dict[str, Any]:
    signs = {"drives": "increases", "supports": "increases", "anchors": "increases", "hinders": "decreases"}
    return {
        "subject": subject,
        "relation": relation,
        "object": target,
        "value": None,
        "unit": None,
        "measure": {},
        "through": [],
        "where": [],
        "when": f"{chance.randint(1900, 2025)}/.." if chance.random() < 0.4 else None,
        "status": "contested" if chance.random() < 0.03 else "accepted",
        "reason": {},
        "polarity": signs.get(relation),
        "because": None,
        "condition": {},
        "hedge": {},
        "confidence": round(chance.uniform(0.3, 0.95), 2),
        "independent_sources": 1,
        "file": "cases/part.yaml",
        "line": chance.randint(1, 4000),
        "evidence": [_evidence(chance, sources) for _ in range(_one(chance, ((1, 65), (2, 25), (3, 10))))],
    }


def _evidence(chance: random.Random, sources: list[str]) -> dict[str, Any]:
    gist = {"en": " ".join(chance.choices(_LATIN, k=30)), "zh-Hans": "".join(chance.choices(_HAN, k=70))}
    return {
        "source": chance.choice(sources),
        "at": f"line {chance.randint(1, 400)}",
        "gist": gist,
        "direction": "disputes" if chance.random() < 0.04 else "supports",
        "strength": None,
        "said_by": [],
        "file": "cases/part.yaml",
        "line": chance.randint(1, 4000),
    }


def _source(chance: random.Random, id_: str) -> dict[str, Any]:
    return {
        "title": {"en": " ".join(chance.choices(_LATIN, k=6)).title()},
        "author": [],
        "publisher": f"Publisher {id_[-2:]}",
        "published": str(chance.randint(1990, 2025)),
        "url": None,
        "kind": "report",
        "interest": None,
    }


def _one(chance: random.Random, choices: tuple[tuple[Any, int], ...]) -> Any:
    return chance.choices([each for each, _ in choices], [weight for _, weight in choices])[0]
