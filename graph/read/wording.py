"""How messages quote what was found in a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ..records import ENTITY, EVIDENCE

BAD_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls other than tab, line feed, carriage return
    "\u200b\u202a-\u202e\u2066-\u2069\ufeff"  # invisible: spaces without width, marks that turn the direction of text
    "\u2028\u2029"  # line ends to some readers and not to others
    "\ufffd\ufffe\uffff"  # what is left of a damaged character
    "\ud800-\udfff]"  # halves of a character, from JSON escapes
)
"""What no text of facts needs, and terminals and browsers may act on."""

IN_QUOTES = "put the text in quotes"
_LONG_LIST = 12  # more choices than this are not listed in a hint


class Trouble(NamedTuple):
    """One thing wrong with the syntax; line and column from 1, or 0 where they are not known."""

    code: str
    message: str
    hint: str
    line: int
    column: int


def line_of(text: str, number: int) -> str:
    """The line of a number that counts from 1; empty if there is none."""
    lines = text.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


def shown(value: object) -> str:
    """A value as a message quotes it: short, on one line, with nothing that a terminal would act on."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple | set | frozenset):
        return "a list"
    if isinstance(value, int) and value.bit_length() > 1000:
        return "a number with hundreds of digits"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = text if len(text) <= 60 else f"{text[:57]}…"
    return f"`{BAD_CHARACTER.sub(lambda found: f'U+{ord(found[0]):04X}', ' '.join(text.split()))}`"


def spelled(key: object) -> str | int:
    """A key of a mapping as its file most likely spells it, for its path."""
    if isinstance(key, str) or (isinstance(key, int) and not isinstance(key, bool)):
        return key
    return "" if key is None else str(key).lower()


def choice(known: Mapping[str, object]) -> str:
    """A hint that lists a choice, or says where the list is."""
    return f"one of: {', '.join(known)}" if len(known) <= _LONG_LIST else "`agglo schema` lists them"


def a(kind: str) -> str:
    """A kind of record with its article.

    >>> a("Entity"), a("Claim")
    ('an entity', 'a claim')
    """
    return {ENTITY: "an entity", EVIDENCE: "a piece of evidence"}.get(kind, f"a {kind.lower()}")
