"""JSON Schema of fact files, generated from the ontology, for editors that complete and check as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .namespaces import BASE
from .records import SECTIONS
from .vocabulary import KeyTerm, Vocabulary

_Schema = dict[str, Any]
_TEXT: _Schema = {"type": "string", "minLength": 1}
_SLUG: _Schema = {"type": "string", "pattern": r"^[a-z0-9]+(?:[-._][a-z0-9]+)*$"}


def json_schema(vocabulary: Vocabulary) -> _Schema:
    """The schema (draft 2020-12) of one YAML fact file."""
    sections: _Schema = {"source": _SLUG}
    for section, kind in SECTIONS.items():
        record = {"$ref": f"#/$defs/{kind}"}
        if section in ("sources", "entities"):
            sections[section] = {"type": "object", "propertyNames": _SLUG, "additionalProperties": record}
        else:
            sections[section] = {"type": "array", "items": record}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": BASE + "facts.schema.json",
        "title": "Agglo fact file",
        "type": "object",
        "additionalProperties": False,
        "properties": sections,
        "$defs": {kind: _record(vocabulary, kind) for kind in (*SECTIONS.values(), "Evidence")},
    }


def _record(vocabulary: Vocabulary, kind: str) -> _Schema:
    keys = vocabulary.keys[kind]
    # A file's default source stands in for `source`, so no schema of one record can ask for it.
    required = sorted(k for k, key in keys.items() if key.required and k != "source")
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": {
            k: {**_value(vocabulary, key), "description": key.definition} for k, key in sorted(keys.items())
        },
    }


def _value(vocabulary: Vocabulary, key: KeyTerm) -> _Schema:
    texts: _Schema = {"type": "object", "minProperties": 1, "additionalProperties": _TEXT}
    one_or_many: Callable[[_Schema], _Schema] = lambda s: {"oneOf": [s, {"type": "array", "items": s, "minItems": 1}]}  # noqa: E731
    lists = {**texts, "additionalProperties": one_or_many(_TEXT)}
    relations = "|".join(sorted(vocabulary.relations))
    kinds: dict[str, _Schema] = {
        "boolean": {"type": "boolean"},
        "choice": {"enum": sorted(vocabulary.choices.get(key.keyword, {}))},
        "claim-line": {"type": "string", "pattern": rf"^\S+ +({relations})( +\S+)?$"},
        "class": {"enum": sorted(n for n, c in vocabulary.classes.items() if not c.role)},
        "copy": {
            "type": "object",
            "required": ["sha256", "lines"],
            "properties": {"sha256": _TEXT, "lines": {"type": "integer"}},
        },
        "edtf": {"type": ["string", "integer"]},
        "evidence": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Evidence"}},
        "identifiers": {"type": "object", "propertyNames": {"enum": sorted(vocabulary.schemes)}},
        "language-lists": lists,
        "language-map": texts,
        "number": {"type": "number"},
        "point": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        "reference": _SLUG,
        "slug": _SLUG,
        "source": _SLUG,
        "text": _TEXT,
        "texts": one_or_many(_TEXT),
        "unit": {"enum": sorted(vocabulary.units)},
        "url": {"type": "string", "format": "uri", "pattern": "^https?://"},
    }
    return kinds.get(key.value_kind) or one_or_many(_SLUG)
