"""One reader for each kind of value that the ontology's keys may take.

Each takes the raw value and its context, and returns the normalised value, or None after a report of what is wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from sys import intern
from typing import Any

from .. import dates
from ..vocabulary import Term
from . import texts
from .context import Context
from .wording import shown, spelled

SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
CLAIM_ID = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
MAX_ID = 120
MAX_CLAIM_ID = 400
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_id(value: object) -> bool:
    """Whether a value can be the id of an entity or a source."""
    return isinstance(value, str) and len(value) <= MAX_ID and SLUG.fullmatch(value) is not None


def id_hint(value: object) -> str:
    """What to write in place of something that is no id."""
    if isinstance(value, bool | int | float):
        return "put it in quotes"
    if not isinstance(value, str):
        return "give an id, or leave the key out"
    rule = "lower-case letters, digits and hyphens"
    if len(value) > MAX_ID:
        return f"at most {MAX_ID} characters"
    plain = re.sub(r"[^a-z0-9]+", "-", value.casefold()).strip("-")
    return f"{rule}, such as `{plain}`" if plain.strip("0123456789-") else rule


def _slug(value: object, c: Context) -> str | None:
    if isinstance(value, str) and len(value) <= MAX_CLAIM_ID and CLAIM_ID.fullmatch(value):
        return value
    _not_an_id(value, c)
    return None


def _not_an_id(value: object, c: Context) -> None:
    message = f"{shown(value)} is not an id"
    if not isinstance(value, str):
        message = f"`{c.key.keyword}` takes an id, found {shown(value)}"
    c.wrong("not-an-id", message, id_hint(value))


def _reference(value: object, c: Context) -> str | None:
    if isinstance(value, str) and is_id(value):
        return intern(value)  # ids stand in many records: one text each
    _not_an_id(value, c)
    return None


def _claims(value: object, c: Context) -> tuple[str, ...] | None:
    return _references(value, c, _slug)


def _references(
    value: object, c: Context, one: Callable[[object, Context], str | None] = _reference
) -> tuple[str, ...] | None:
    many = value if isinstance(value, list) else [value]
    if not many:
        c.wrong("empty-list", f"`{c.key.keyword}` is an empty list", "leave the key out")
        return None
    result: list[str] = []
    for index, each in enumerate(many):
        inner = c.inside(index) if isinstance(value, list) else c
        if found := one(each, inner):
            if found in result:
                inner.wrong("twice", f"`{found}` stands twice in `{c.key.keyword}`", "keep one")
            result.append(found)
    return tuple(result) or None


def _edtf(value: object, c: Context) -> str | None:
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9 else value
    if not isinstance(written, str) or not written.strip():
        hint = "such as 1984, 1984/.., 2012-02-27, 1951~"
        c.wrong("date", f"`{c.key.keyword}` is an EDTF date, found {shown(value or None)}", hint)
        return None
    try:
        dates.bounds(written.strip())
    except ValueError as error:
        message = str(error).replace(f"`{written.strip()}`", shown(written))
        c.wrong("date", message, _date_hint(value, written, message))
        return None
    return written.strip()


def _date_hint(value: object, written: str, message: str) -> str:
    if near := dates.near(written):
        return f"did you mean `{near}`?"
    if isinstance(value, int):
        return "a year has four digits; put one that begins with 0 in quotes"
    if "EDTF" not in message:
        return ""
    return "EDTF: 1984, 1984-05, 2012-02-27, 1951~, 1984/2004, 1984/.., 199X"


def _number(value: object, c: Context) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        hint = "such as 17, 0.5 or 1.35e12"
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,3}([, ][0-9]{3})+", value.strip()):
            hint = f"write it as {re.sub('[, ]', '', value)}"
        elif isinstance(value, str) and value.strip().endswith("%"):
            hint = "write the number alone, and `unit: percent`"
        c.wrong("not-a-number", f"`{c.key.keyword}` is a number, found {shown(value)}", hint)
        return None
    # No float is as large as the integers that YAML can spell.
    if (isinstance(value, int) and value.bit_length() > 1000) or not math.isfinite(value):
        hint = "numbers go up to 1e300"
        c.wrong("not-a-number", f"`{c.key.keyword}` is a finite number, found {shown(value)}", hint)
        return None
    return value


def _boolean(value: object, c: Context) -> bool | None:
    if isinstance(value, bool):
        return value
    message = f"`{c.key.keyword}` is true or false, found {shown(value)}"
    c.wrong("not-a-boolean", message, "YAML 1.2 knows true and false only")
    return None


def _one_of(value: object, known: Mapping[str, Term], what: str, c: Context) -> str | None:
    if isinstance(value, str) and value in known:
        return intern(value)
    message = (
        f"{shown(value)} is no {what}" if value is not None else f"`{c.key.keyword}` names a {what}, found nothing"
    )
    c.wrong(f"unknown-{what.replace(' ', '-')}", message, c.suggestions.hint(value, known))
    return None


def _choice(value: object, c: Context) -> str | None:
    return _one_of(value, c.vocabulary.choices.get(c.key.keyword, {}), c.key.keyword, c)


def _unit(value: object, c: Context) -> str | None:
    return _one_of(value, c.vocabulary.units, "unit", c)


def _class(value: object, c: Context) -> str | None:
    classes = c.vocabulary.classes
    if isinstance(value, str) and value in classes and classes[value].role:
        rule = "it follows from claims, such as `X anchors Y`"
        c.wrong("role-as-type", f"`{value}` is a role, not a type", rule)
        return None
    known = classes if isinstance(value, str) and value in classes else {n: t for n, t in classes.items() if not t.role}
    return _one_of(value, known, "type", c)


def _url(value: object, c: Context) -> str | None:
    if isinstance(value, str) and len(value) <= 2000 and _URL.fullmatch(value):
        return value
    c.wrong("url", f"{shown(value)} is not a web address", "begin with http:// or https://, without spaces")
    return None


def _point(value: object, c: Context) -> tuple[float, float] | None:
    found = shown(value)
    if isinstance(value, list):
        numbers = [v for v in value if isinstance(v, int | float) and not isinstance(v, bool)]
        if len(value) == len(numbers) == 2 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180:
            return float(numbers[0]), float(numbers[1])
        found = f"[{', '.join(shown(v).strip('`') for v in value[:3])}{', …' if len(value) > 3 else ''}]"
    message = f"`{c.key.keyword}` is [latitude, longitude] in degrees, found {found}"
    c.wrong("point", message, "latitude -90 to 90 first, then longitude -180 to 180, such as [51.44, 5.48]")
    return None


def _identifiers(value: object, c: Context) -> dict[str, str] | None:
    if not isinstance(value, dict) or not value:
        message = f"`{c.key.keyword}` maps schemes to identifiers, found {shown(value)}"
        c.wrong("not-a-mapping", message, "write {wikidata: Q9832}")
        return None
    result = {}
    for scheme, identifier in value.items():
        inner = c.inside(spelled(scheme))
        known = _one_of(scheme, c.vocabulary.schemes, "identifier scheme", inner)
        if not known:
            continue
        pattern = c.vocabulary.schemes[known].pattern
        number = isinstance(identifier, int) and not isinstance(identifier, bool)
        written = shown(identifier).strip("`") if number else identifier
        if number and re.fullmatch(pattern, f"0{written}"):
            message = f"the {known} identifier {shown(identifier)} is a number, and numbers lose zeros in front"
            inner.wrong("identifier", message, "put it in quotes")
        elif isinstance(written, str) and len(written) <= 200 and re.fullmatch(pattern, written):
            result[known] = written
        else:
            message = f"{shown(identifier)} is not a {known} identifier"
            inner.wrong("identifier", message, f"it must match {pattern}")
    return result or None


def _copy(value: object, c: Context) -> dict[str, Any] | None:
    hint = "write {sha256: 64 hex digits, lines: N}"
    if not isinstance(value, dict) or set(value) != {"sha256", "lines"}:
        c.wrong("copy", f"`{c.key.keyword}` says which text was read", hint)
        return None
    sha256, lines = value["sha256"], value["lines"]
    right = True
    if not (isinstance(sha256, str) and _SHA256.fullmatch(sha256)):
        message = f"`sha256` is 64 hexadecimal digits in lower case, found {shown(sha256)}"
        c.wrong("copy", message, "put it in quotes", ("sha256",))
        right = False
    if isinstance(lines, bool) or not isinstance(lines, int) or not 0 < lines < 10**9:
        c.wrong("copy", f"`lines` is the number of lines, found {shown(lines)}", hint, ("lines",))
        right = False
    return dict(value) if right else None


def _claim_line(value: object, c: Context) -> tuple[str, str, str | None] | None:
    words = value.split() if isinstance(value, str) else []
    if len(words) not in (2, 3):
        hint = "write SUBJECT RELATION OBJECT, each without spaces, or SUBJECT RELATION with value and unit"
        message = (
            f"{shown(value)} is not a claim" if isinstance(value, str) else f"`claim` is text, found {shown(value)}"
        )
        c.wrong("claim-line", message, hint)
        return None
    subject, relation, *rest = words
    right = True
    if relation not in c.vocabulary.relations:
        message = f"there is no relation {shown(relation)}"
        c.wrong("unknown-relation", message, c.suggestions.hint(relation, c.vocabulary.relations))
        right = False
    for name in (subject, *rest):
        if not is_id(name):
            c.wrong("not-an-id", f"{shown(name)} is not an id", id_hint(name))
            right = False
    return (intern(subject), intern(relation), intern(rest[0]) if rest else None) if right else None


READERS: Mapping[str, Callable[[Any, Context], Any]] = {
    "boolean": _boolean,
    "choice": _choice,
    "claim-line": _claim_line,
    "class": _class,
    "copy": _copy,
    "edtf": _edtf,
    "identifiers": _identifiers,
    "language-lists": texts.language_lists,
    "language-map": texts.language_map,
    "claims": _claims,
    "members": _references,
    "number": _number,
    "point": _point,
    "reference": _reference,
    "references": _references,
    "slug": _slug,
    "source": _reference,
    "sources": _references,
    "text": texts.text,
    "texts": texts.texts,
    "unit": _unit,
    "url": _url,
}
"""Value kind to reader. `evidence` is not here: it is a list of records, which `shape` reads."""
