"""The page's data as it stands in the page: long texts apart, deflated, in base64."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

_ENTITY = ("note", "definition")
_SOURCE = ("title",)
_CLAIM = ("measure", "condition", "hedge", "reason")
_EVIDENCE = ("gist",)


def split(data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data without its long texts, and those texts: `entities`, `claims` (with their `evidence`) and `sources`."""
    short, texts = dict(data), dict[str, Any]()
    for table, keys in (("entities", _ENTITY), ("sources", _SOURCE), ("claims", _CLAIM)):
        short[table] = {id_: _without(record, keys) for id_, record in data[table].items()}
        texts[table] = {id_: _only(record, keys) for id_, record in data[table].items()}
    for id_, claim in data["claims"].items():
        short["claims"][id_]["evidence"] = [_without(each, _EVIDENCE) for each in claim["evidence"]]
        texts["claims"][id_]["evidence"] = [_only(each, _EVIDENCE) for each in claim["evidence"]]
    return short, texts


def packed(value: object) -> str:
    """A value as JSON, deflated (RFC 1951, no header) and in base64: no letter of it means anything to HTML.

    Raises:
        ValueError: a number in it is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    # The hardest level makes it hardly smaller (a fiftieth, of the facts that ship), and takes twice as long.
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(deflate.compress(text.encode("utf-8", "surrogatepass")) + deflate.flush()).decode("ascii")


def _without(record: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}


def _only(record: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: record[key] for key in keys if record.get(key)}
