"""How texts are compared: as atoms without case, accents, width, script variant or punctuation.

An atom is a Chinese character, a number, or a run of other letters, so that Chinese needs no spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

_HAN = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003134f"))
"""The blocks of CJK ideographs, first and last character."""
_ASCII_ATOM = re.compile(r"[0-9]+(?:\.[0-9]+)?|[a-z]+")


class Atom(NamedTuple):
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
    normal = unicodedata.normalize("NFC", text)
    return [Atom(_fold(normal[start:end], table), start, end) for start, end in _spans(normal)]


def is_han(character: str) -> bool:
    """Whether a character is Chinese: in a block of CJK ideographs of Unicode."""
    return (
        "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003134f"
    )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the atoms stand. A loop, since compiling a pattern with these ranges takes longer than most questions."""
    index, length = 0, len(text)
    while index < length:
        start, character = index, text[index]
        index += 1
        if is_han(character):
            yield start, index
        elif character.isdecimal():
            index = _while(text, index, str.isdecimal)
            if text[index : index + 1] == "." and text[index + 1 : index + 2].isdecimal():
                index = _while(text, index + 1, str.isdecimal)
            yield start, index
        elif character.isalnum():
            index = _while(text, index, _is_letter)
            yield start, index


def _is_letter(character: str) -> bool:
    return character.isalnum() and not character.isdecimal() and not is_han(character)


def _while(text: str, index: int, fits: Callable[[str], bool]) -> int:
    while index < len(text) and fits(text[index]):
        index += 1
    return index


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
        glued = not result or is_han(atom.text[:1]) or is_han(result[-1])
        result += atom.text if glued else f" {atom.text}"
    return result


def fold(text: str, table: Mapping[int, int] | None = None) -> str:
    """A text as it is looked up.

    >>> fold("Silicon  VALLEY!")
    'silicon valley'
    """
    if text.isascii():  # most names and all ids: nothing to normalise, and no Chinese
        return " ".join(_ASCII_ATOM.findall(text.lower()))
    simple, atom, gap = _simple()
    if simple.fullmatch(text):  # nothing to normalise either
        words = " ".join(atom.findall(text.lower()))
        return gap.sub("", words.translate(table) if table else words)
    return key(atoms(text, table))


@cache
def _simple() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Texts of ASCII and the Chinese characters of one block, their atoms, and what key() leaves out between these."""
    han = "[\u4e00-\u9fff]"
    return (
        re.compile(r"[\x00-\x7f\u4e00-\u9fff]+"),
        re.compile(rf"{han}|{_ASCII_ATOM.pattern}"),
        re.compile(rf"(?<={han}) | (?={han})"),
    )
