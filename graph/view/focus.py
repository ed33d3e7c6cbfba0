"""What a page opens on in place of the opening picture: things with their neighbourhood, or an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

MOST = 300
"""Things that are drawn at once."""


def around(data: Mapping[str, Any], focus: Iterable[str], hops: int) -> str:
    """The address of things with all that is linked with them within some steps, as far as it can be drawn.

    Args:
        data: the page's data.
        focus: ids of the things.
        hops: steps, 1 or more.
    """
    near: dict[str, set[str]] = {}
    for claim in data["claims"].values():
        if claim["object"]:
            near.setdefault(claim["subject"], set()).add(claim["object"])
            near.setdefault(claim["object"], set()).add(claim["subject"])
    seeds = dict.fromkeys(focus)
    seen = {*seeds}.union(*(near.get(id_, set()) for id_ in seeds))
    for _ in range(hops - 1):
        for id_ in sorted(seen - seeds.keys(), key=lambda one: (-len(near.get(one, ())), one)):
            wider = seen | near.get(id_, set())
            if len(wider) <= MOST:
                seeds[id_] = None
                seen = wider
    return f"o=0&d={','.join(seeds)}"


def asked(question: str) -> str:
    """The address of an answer."""
    return f"o=0&ask={quote(question)}"


def only(data: Mapping[str, Any], claims: Iterable[str]) -> dict[str, Any]:
    """The data of some claims, with all that they name and whatever that lies in or is a kind of."""
    kept = {id_: data["claims"][id_] for id_ in claims if id_ in data["claims"]}
    named: dict[str, None] = {}
    for claim in kept.values():
        ends = (claim["subject"], claim["object"], *claim["through"], *claim["where"])
        named.update(dict.fromkeys(end for end in ends if end))
    fresh = list(named)
    while fresh:
        entity = data["entities"].get(fresh.pop(), {})
        above = [entity.get("in"), *entity.get("broader", ())]
        fresh += [each for each in above if each and each not in named]
        named.update(dict.fromkeys(each for each in above if each))
    used = {item["source"] for claim in kept.values() for item in claim["evidence"]}
    pages = [
        {**page, "claims": [id_ for id_ in page["claims"] if id_ in kept]} for page in data["opening"]["pages"][:1]
    ]
    return {
        **data,
        "claims": kept,
        "entities": {id_: data["entities"][id_] for id_ in named if id_ in data["entities"]},
        "sources": {id_: source for id_, source in data["sources"].items() if id_ in used},
        "positions": {id_: spot for id_, spot in data["positions"].items() if id_ in named},
        "opening": {**data["opening"], "claims": pages[0]["claims"] if pages else [], "pages": pages},
    }
