"""How texts are compared: as atoms without case, accents, width, script variant or punctuation.

An atom is a Chinese character, a number, or a run of other letters, so that Chinese needs no spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_ATOM = re.compile(rf"[{_HAN}]|\d+(?:\.\d+)?|[^\W\d_{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")


@dataclass(frozen=True, slots=True)
class Atom:
    """A folded piece of a text, and where it stood: `start` and `end` are offsets in the text."""

    text: str
    start: int
    end: int


def atoms(text: str, table: Mapping[int, int] | None = None) -> list[Atom]:
    """The atoms of a text.

    Args:
        text: any text.
        table: Traditional to Simplified characters, as `str.maketrans` gives it.

    >>> [a.text for a in atoms("Ōta-ku 大田区, 12.5%")]
    ['ota', 'ku', '大', '田', '区', '12.5']
    """
    return [Atom(_fold(m[0], table), m.start(), m.end()) for m in _ATOM.finditer(unicodedata.normalize("NFC", text))]


def _fold(text: str, table: Mapping[int, int] | None) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    return plain.translate(table) if table else plain


def key(found: Iterable[Atom]) -> str:
    """Atoms as one text to look up: Latin words with a space between them, Chinese without.

    >>> key(atoms("High-Tech  Campus"))
    'high tech campus'
    """
    result = ""
    for atom in found:
        glued = not result or _IS_HAN.match(atom.text) or _IS_HAN.match(result[-1])
        result += atom.text if glued else f" {atom.text}"
    return result


def fold(text: str, table: Mapping[int, int] | None = None) -> str:
    """A text as it is looked up.

    >>> fold("Silicon  VALLEY!")
    'silicon valley'
    """
    return key(atoms(text, table))
