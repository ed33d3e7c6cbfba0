"""One reader for each kind of value that the ontology's keys may take.

Each takes the raw value and the key, and returns the normalised value; what is wrong goes to `report` as a path, a
code, a message and a hint.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .. import dates
from ..names import did_you_mean
from ..records import Path
from ..vocabulary import KeyTerm, Vocabulary

SLUG = re.compile(r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$")
CLAIM_ID = re.compile(r"^[a-z0-9]+(?:[-._][a-z0-9]+)*$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")
_LANGUAGES = ("en", "zh-Hans", "zh-Hant", "nl", "ja", "de", "fr", "ko", "es", "ca", "fi", "ru")
_URL = re.compile(r"^https?://[^\s<>\"{}|\\^`]+$")
_SHA256 = re.compile(r"^[0-9a-f]{64}$")

Report = Callable[[Path, str, str, str], None]


@dataclass(frozen=True)
class Context:
    """What a value reader may look at: the vocabulary, the key, the value's path, and where faults go."""

    vocabulary: Vocabulary
    key: KeyTerm
    path: Path
    report: Report

    def wrong(self, code: str, message: str, hint: str = "", at: Path = ()) -> None:
        """Report a fault at this value, or at a path inside it."""
        self.report((*self.path, *at), code, message, hint)


def shown(value: object) -> str:
    """A value as a message quotes it: short, on one line."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    text = text.replace("\n", " ")
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`" if value is not None else text


def _text(value: object, c: Context) -> str | None:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, bool | int | float):
        c.wrong("not-text", f"`{c.key.keyword}` is text, found {shown(value)}", "put it in quotes")
    else:
        c.wrong("not-text", f"`{c.key.keyword}` is text, found {shown(value)}")
    return None


def _texts(value: object, c: Context) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else None
    if isinstance(value, list) and value and all(isinstance(v, str) and v.strip() for v in value):
        return tuple(v.strip() for v in value)
    c.wrong("not-texts", f"`{c.key.keyword}` is a text or a list of texts, found {shown(value)}")
    return None


def _language(tag: object, value: object, c: Context) -> bool:
    if isinstance(tag, str) and _LANGUAGE.match(tag):
        return True
    if value is None:
        message = f"`{c.key.keyword}` was split at a comma: `{tag}` became a key"
        c.wrong("comma-split", message, "put the whole text in quotes", (str(tag),))
    else:
        hint = did_you_mean(str(tag), _LANGUAGES) or "use a BCP 47 tag such as en, zh-Hans, zh-Hant"
        c.wrong("language", f"`{tag}` is not a language tag", hint, (str(tag),))
    return False


def _language_map(value: object, c: Context) -> dict[str, str] | None:
    if not isinstance(value, dict) or not value:
        hint = "write {en: …, zh-Hans: …}"
        c.wrong("not-a-language-map", f"`{c.key.keyword}` is a text in each language, found {shown(value)}", hint)
        return None
    result = {}
    for tag, text in value.items():
        if not _language(tag, text, c):
            continue
        if isinstance(text, str) and text.strip():
            result[tag] = text.strip()
        else:
            hint = "put it in quotes" if isinstance(text, bool | int | float) else ""
            c.wrong("not-text", f"`{c.key.keyword}` in `{tag}` is text, found {shown(text)}", hint, (tag,))
    return result or None


def _language_lists(value: object, c: Context) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(value, dict) or not value:
        hint = "write {en: [\u2026], zh-Hans: [\u2026]}"
        c.wrong("not-a-language-map", f"`{c.key.keyword}` is a list in each language, found {shown(value)}", hint)
        return None
    result = {}
    for tag, texts in value.items():
        if not _language(tag, texts, c):
            continue
        many = texts if isinstance(texts, list) else [texts]
        if many and all(isinstance(t, str) and t.strip() for t in many):
            result[tag] = tuple(dict.fromkeys(t.strip() for t in many))
        else:
            message = f"`{c.key.keyword}` in `{tag}` is a list of texts, found {shown(texts)}"
            c.wrong("not-texts", message, "put numbers in quotes", (tag,))
    return result or None


def _slug(value: object, c: Context) -> str | None:
    pattern = CLAIM_ID if c.key.value_kind == "slug" else SLUG
    if isinstance(value, str) and pattern.match(value) and len(value) <= 200:
        return value
    hint = "lower-case letters, digits and hyphens" if not isinstance(value, int) else "put it in quotes"
    c.wrong("not-an-id", f"{shown(value)} is not an id", hint)
    return None


def _references(value: object, c: Context) -> tuple[str, ...] | None:
    many = value if isinstance(value, list) else [value]
    if not many:
        c.wrong("empty-list", f"`{c.key.keyword}` is an empty list", "leave the key out")
        return None
    result = []
    for index, each in enumerate(many):
        at: Path = (index,) if isinstance(value, list) else ()
        inner = Context(c.vocabulary, c.key, (*c.path, *at), c.report)
        if found := _slug(each, inner):
            if found in result:
                inner.wrong("twice", f"`{found}` stands twice in `{c.key.keyword}`", "keep one")
            result.append(found)
    return tuple(result) or None


def _edtf(value: object, c: Context) -> str | None:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        c.wrong(
            "date",
            f"`{c.key.keyword}` is an EDTF date, found {shown(value)}",
            "such as 1984, 1984/.., 2012-02-27, 1951~",
        )
        return None
    try:
        dates.bounds(text.strip())
    except ValueError as error:
        c.wrong("date", str(error), "EDTF: 1984, 1984-05, 2012-02-27, 1951~, 1984/2004, 1984/.., 199X")
        return None
    return text.strip()


def _number(value: object, c: Context) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        c.wrong(
            "not-a-number",
            f"`{c.key.keyword}` is a number, found {shown(value)}",
            "such as 17, 0.5 or 1.35e12",
        )
        return None
    if not math.isfinite(value):
        c.wrong("not-a-number", f"`{c.key.keyword}` is a finite number, found {shown(value)}")
        return None
    return value


def _boolean(value: object, c: Context) -> bool | None:
    if isinstance(value, bool):
        return value
    c.wrong(
        "not-a-boolean",
        f"`{c.key.keyword}` is true or false, found {shown(value)}",
        "YAML 1.2 knows true and false only",
    )
    return None


def _one_of(known: Mapping[str, object], what: str) -> Callable[[object, Context], str | None]:
    def read(value: object, c: Context) -> str | None:
        if isinstance(value, str) and value in known:
            return value
        hint = did_you_mean(str(value), known) or f"one of: {', '.join(known)}"
        c.wrong(f"unknown-{what}", f"{shown(value)} is no {what}", hint)
        return None

    return read


def _choice(value: object, c: Context) -> str | None:
    return _one_of(c.vocabulary.choices.get(c.key.keyword, {}), c.key.keyword)(value, c)


def _unit(value: object, c: Context) -> str | None:
    return _one_of(c.vocabulary.units, "unit")(value, c)


def _class(value: object, c: Context) -> str | None:
    roles = {name for name, each in c.vocabulary.classes.items() if each.role}
    if isinstance(value, str) and value in roles:
        rule = "it follows from claims, such as `X anchors Y`"
        c.wrong("role-as-type", f"`{value}` is a role, not a type", rule)
        return None
    return _one_of({n: t for n, t in c.vocabulary.classes.items() if n not in roles}, "type")(value, c)


def _url(value: object, c: Context) -> str | None:
    if isinstance(value, str) and _URL.match(value):
        return value
    c.wrong("url", f"{shown(value)} is not a web address", "http:// or https://, without spaces")
    return None


def _point(value: object, c: Context) -> tuple[float, float] | None:
    if (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
    ):
        latitude, longitude = map(float, value)
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    c.wrong(
        "point",
        f"`{c.key.keyword}` is [latitude, longitude] in degrees, found {shown(value)}",
        "such as [51.44, 5.48]",
    )
    return None


def _identifiers(value: object, c: Context) -> dict[str, str] | None:
    if not isinstance(value, dict) or not value:
        c.wrong("not-a-mapping", f"`{c.key.keyword}` is a mapping of scheme to identifier, found {shown(value)}")
        return None
    result = {}
    for scheme, identifier in value.items():
        inner = Context(c.vocabulary, c.key, (*c.path, str(scheme)), c.report)
        known = _one_of(c.vocabulary.schemes, "identifier scheme")(scheme, inner)
        if known and not re.match(c.vocabulary.schemes[known].pattern, str(identifier)):
            inner.wrong(
                "identifier",
                f"{shown(identifier)} is not a {known} identifier",
                c.vocabulary.schemes[known].pattern,
            )
        elif known:
            result[known] = str(identifier)
    return result or None


def _copy(value: object, c: Context) -> dict[str, Any] | None:
    if isinstance(value, dict) and set(value) == {"sha256", "lines"}:
        lines = value["lines"]
        if isinstance(value["sha256"], str) and _SHA256.match(value["sha256"]) and isinstance(lines, int) and lines > 0:
            return dict(value)
    c.wrong("copy", "`copy` says which text was read", "write {sha256: 64 hex digits, lines: N}")
    return None


def _claim_line(value: object, c: Context) -> tuple[str, str, str | None] | None:
    words = value.split() if isinstance(value, str) else []
    if len(words) not in (2, 3):
        c.wrong(
            "claim-line",
            f"{shown(value)} is not a claim",
            "write SUBJECT RELATION OBJECT, or SUBJECT RELATION with value and unit",
        )
        return None
    subject, relation, *rest = words
    if relation not in c.vocabulary.relations:
        hint = did_you_mean(relation, c.vocabulary.relations)
        c.wrong("unknown-relation", f"there is no relation `{relation}`", hint)
        return None
    for name in (subject, *rest):
        if not SLUG.match(name):
            c.wrong("not-an-id", f"`{name}` is not an id", "lower-case letters, digits and hyphens")
            return None
    return subject, relation, rest[0] if rest else None


def _reference(value: object, c: Context) -> str | None:
    return _slug(value, c)


READERS: Mapping[str, Callable[[Any, Context], Any]] = {
    "boolean": _boolean,
    "choice": _choice,
    "claim-line": _claim_line,
    "class": _class,
    "copy": _copy,
    "edtf": _edtf,
    "identifiers": _identifiers,
    "language-lists": _language_lists,
    "language-map": _language_map,
    "members": _references,
    "number": _number,
    "point": _point,
    "reference": _reference,
    "references": _references,
    "slug": _slug,
    "source": _reference,
    "sources": _references,
    "text": _text,
    "texts": _texts,
    "unit": _unit,
    "url": _url,
}
"""Value kind to reader. `evidence` is not here: it is a list of records, which `shape` reads."""
