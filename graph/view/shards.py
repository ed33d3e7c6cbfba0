"""A page too large for one file: what it opens with stays in it, all else lies in a folder of files beside it.

Three layers, each read when it is needed. The page itself holds the opening picture, whole. `things-N` and `lines-N`
hold every thing and claim in short, without texts and evidence: enough to search, to draw and to filter. `thing-N` and
`claim-N` hold the rest, a few hundred records each: what the panel shows of one claim is in one file. The files are
scripts, since a page that was opened from disk may read nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..ask.claims import FALLEN
from .pack import packed

ROWS = 4000
"""Records in short of a file; reading one keeps the page busy for some hundredths of a second."""
DETAILS = 600
"""Records in full of a file."""

_LATER = {"entities": ("note", "definition", "file", "line"), "claims": ("evidence", "file", "line")}
_TEXTS = ("measure", "condition", "hedge", "reason")

Record = dict[str, Any]

_json = json.JSONEncoder(sort_keys=True).encode


def divided(data: dict[str, Any], folder: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Divide the data of a page.

    Args:
        data: the page data.
        folder: name of the folder beside the page.

    Returns:
        The data that stays in the page, and the files of the folder: their text by name.
    """
    things, claims = _order(data)
    stamp = _stamp(data)
    files: dict[str, str] = {}
    kinds = {"things": _things(data, things), "lines": _lines(data, claims)}
    for name, records in kinds.items():
        for number, part in enumerate(_parts(records, ROWS)):
            files[f"{name}-{number}"] = _script(f"{name}-{number}", stamp, columns(part))
    for name, table, order in (("thing", "entities", things), ("claim", "claims", claims)):
        for number, ids in enumerate(_parts(order, DETAILS)):
            files[f"{name}-{number}"] = _script(f"{name}-{number}", stamp, _details(data, table, ids))
    first = _opening(data)
    first["large"] = {
        "folder": folder,
        "stamp": stamp,
        "rows": {name: sum(1 for file in files if file.startswith(f"{name}-")) for name in kinds},
        "details": DETAILS,
        "things": len(things),
        "claims": len(claims),
        "bytes": sum(map(len, files.values())),
        "degrees": _degrees(data, first["positions"]),
        "types": dict(sorted(Counter(entity["type"] for entity in data["entities"].values()).items())),
    }
    return first, {f"{name}.js": text for name, text in files.items()}


def _stamp(data: dict[str, Any]) -> str:
    """What the page and its files bear: that of the release, or of a part of it."""
    sha256 = str(data["release"]["sha256"])
    if "of" in data:
        sha256 = hashlib.sha256(
            "\n".join((sha256, *sorted(data["claims"]), *sorted(data["entities"]))).encode()
        ).hexdigest()
    return sha256[:16]


def columns(records: Sequence[tuple[str, Record]]) -> dict[str, Any]:
    """Records as columns, which are smaller and read faster: a value that comes often stands once, and is numbered.

    >>> columns([("a", {"type": "City"}), ("b", {"type": "City"})])
    {'ids': ['a', 'b'], 'keys': {'type': {'values': ['City'], 'codes': [0, 0]}}}
    """
    keys = dict.fromkeys(key for _, record in records for key in record)
    return {
        "ids": [id_ for id_, _ in records],
        "keys": {key: _column([r.get(key) for _, r in records]) for key in keys},
    }


def _column(found: list[Any]) -> dict[str, Any]:
    place: dict[object, int] = {}
    # A text stands for itself, beside which the JSON of anything else is no text.
    codes = [place.setdefault(v if type(v) is str else (_json(v),), len(place)) for v in found]
    if len(place) > 0.7 * len(found):
        return {"plain": found}
    return {"values": [json.loads(each[0]) if isinstance(each, tuple) else each for each in place], "codes": codes}


def _order(data: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Things and claims by community, so that what is read together lies together."""
    names = sorted(data["entities"])
    community = dict(zip(names, data.get("communities") or [0] * len(names), strict=True))
    things = sorted(names, key=lambda id_: (community[id_], id_))
    about = {id_: claim["subject"] for id_, claim in data["claims"].items()}
    return things, sorted(about, key=lambda id_: (community.get(about[id_], 0), about[id_], id_))


def _things(data: dict[str, Any], order: Iterable[str]) -> list[tuple[str, Record]]:
    names = sorted(data["entities"])
    community = dict(zip(names, data.get("communities") or [0] * len(names), strict=True))
    found = []
    for id_ in order:
        short = {key: value for key, value in data["entities"][id_].items() if key not in _LATER["entities"]}
        x, y = data["positions"].get(id_, (None, None))
        found.append((id_, {**short, "x": x, "y": y, "community": community[id_]}))
    return found


def _lines(data: dict[str, Any], order: Iterable[str]) -> list[tuple[str, Record]]:
    later = {*_LATER["claims"], *_TEXTS}
    claims = data["claims"]
    return [(id_, {key: value for key, value in claims[id_].items() if key not in later}) for id_ in order]


def _details(data: dict[str, Any], table: str, ids: Iterable[str]) -> dict[str, Any]:
    keys = (*_LATER[table], *_TEXTS) if table == "claims" else _LATER[table]
    records = {id_: {key: data[table][id_][key] for key in keys if data[table][id_].get(key)} for id_ in ids}
    cited = {each["source"] for record in records.values() for each in record.get("evidence", ())}
    return {
        "records": records,
        "sources": {id_: data["sources"][id_] for id_ in sorted(cited) if id_ in data["sources"]},
    }


def _opening(data: dict[str, Any]) -> dict[str, Any]:
    """The data of the opening picture alone, whole: its things, all claims between them, and what these name."""
    claims = data["claims"]
    shown = {claim for page in data["opening"]["pages"] for claim in page["claims"]} | set(data["opening"]["claims"])
    drawn = {end for id_ in shown for end in (claims[id_]["subject"], claims[id_]["object"]) if end}
    kept = shown | {id_ for id_, claim in claims.items() if claim["subject"] in drawn and claim["object"] in drawn}
    named = set(drawn)
    for id_ in kept:
        claim = claims[id_]
        named.update(claim["through"], claim["where"], *(each["said_by"] for each in claim["evidence"]))
    for id_ in list(named):
        named.update(_above(data["entities"], id_))
    named &= data["entities"].keys()
    cited = {each["source"] for id_ in kept for each in claims[id_]["evidence"]}
    return {
        **data,
        "entities": _only(data["entities"], named),
        "claims": _only(claims, kept),
        "sources": _only(data["sources"], cited),
        "positions": _only(data["positions"], drawn),
        "communities": [],
        "opening": {**data["opening"], "beside": [id_ for id_ in data["opening"].get("beside", ()) if id_ in kept]},
    }


def _above(entities: Mapping[str, Record], id_: str) -> Iterator[str]:
    """What a thing lies in, and what that lies in."""
    seen = {id_}
    at = entities.get(id_, {}).get("in")
    while at and at not in seen:
        yield at
        seen.add(at)
        at = entities.get(at, {}).get("in")


def _degrees(data: dict[str, Any], among: Iterable[str]) -> dict[str, int]:
    """How many different lines end at each thing: what the page counts itself once it has them all."""
    lines: dict[str, set[tuple[Any, ...]]] = {id_: set() for id_ in among}
    placed = data["positions"]
    for claim in data["claims"].values():
        ends = (claim["subject"], claim["object"])
        if claim["status"] not in FALLEN and all(end in placed for end in ends):
            for end in ends:
                if end in lines:
                    lines[end].add((*ends, claim["relation"], claim["polarity"] or "", claim["status"]))
    return {id_: len(found) for id_, found in lines.items()}


def _only(table: Mapping[str, Any], ids: Iterable[str]) -> dict[str, Any]:
    return {id_: table[id_] for id_ in sorted(ids) if id_ in table}


def _parts(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _script(name: str, stamp: str, value: object) -> str:
    """A value as a script that hands it to the page; the page compares the stamp with its own."""
    return f'aggloFile("{name}","{stamp}","{packed(value)}");\n'
