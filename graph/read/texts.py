"""Readers of texts: plain, in several, and in several languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from sys import intern
from typing import Any, TypeVar

from ..names import did_you_mean
from ..records import Path
from .context import Context
from .wording import BAD_CHARACTER, shown, spelled

MAX_TEXT = 10_000
"""Characters of one text: what a source says in our own words is far shorter."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_LANGUAGES = ("en", "zh-Hans", "zh-Hant", "nl", "ja", "de", "fr", "ko", "es", "ca", "fi", "ru")
_T = TypeVar("_T")


def clean(value: object, c: Context, what: str, at: Path = ()) -> str | None:
    """A text without the space around it, or None and a fault.

    Args:
        value: the raw value.
        c: where it stands.
        what: what the message calls it.
        at: the path of the text inside the value.
    """
    if not isinstance(value, str) or not value.strip():
        hint = "put it in quotes" if isinstance(value, bool | int | float) else "leave the key out, or give it a text"
        c.wrong("not-text", f"{what} is text, found {_found(value)}", hint, at)
    elif len(value) > MAX_TEXT:
        c.wrong("too-long", f"{what} has {len(value):,} characters, more than {MAX_TEXT:,}", "say it shorter", at)
    # Most texts can be printed as they are: that is told twenty times as fast.
    elif (not value.isprintable() or "\ufffd" in value) and (bad := BAD_CHARACTER.search(value)):
        c.wrong("control-character", f"{what} has the character U+{ord(bad[0]):04X}", "delete it", at)
    else:
        return value.strip()
    return None


def _found(value: object) -> str:
    return "nothing" if isinstance(value, str) and not value.strip() else shown(value)


def text(value: object, c: Context) -> str | None:
    """One text."""
    return clean(value, c, f"`{c.key.keyword}`")


def texts(value: object, c: Context) -> tuple[str, ...] | None:
    """A text, or a list of texts."""
    return _several(value, c, f"`{c.key.keyword}`")


def _several(value: object, c: Context, what: str) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        one = clean(value, c, what)
        return (one,) if one else None
    if not value:
        c.wrong("empty-list", f"{what} is an empty list", "leave the key out")
    found = [clean(each, c, f"an item of {what}", (index,)) for index, each in enumerate(value)]
    return tuple(dict.fromkeys(filter(None, found))) or None


def language_map(value: object, c: Context) -> dict[str, str] | None:
    """A text in each language."""
    what = f"`{c.key.keyword}`"
    return _by_language(value, c, "write {en: …, zh-Hans: …}", lambda tag, t: clean(t, c, f"{what} in `{tag}`", (tag,)))


def language_lists(value: object, c: Context) -> dict[str, tuple[str, ...]] | None:
    """Texts in each language."""
    what = f"`{c.key.keyword}`"
    hint = "write {en: […], zh-Hans: […]}"
    return _by_language(value, c, hint, lambda tag, t: _several(t, c.inside(tag), f"{what} in `{tag}`"))


def _by_language(value: object, c: Context, hint: str, read: Callable[[str, Any], _T | None]) -> dict[str, _T] | None:
    if not isinstance(value, dict) or not value:
        message = f"`{c.key.keyword}` gives a text in each language, found {shown(value) if value else 'nothing'}"
        c.wrong("not-a-language-map", message, hint)
        return None
    result: dict[str, _T] = {}
    known = {tag for tag in value if isinstance(tag, str) and _LANGUAGE.fullmatch(tag)}
    for tag, each in value.items():
        # `{en: Spun off, grew}` is YAML for the keys `en` and `grew`; three letters may look like a language.
        if each is None and (tag not in known or tag not in _LANGUAGES):
            message = f"`{c.key.keyword}` was split at a comma: {shown(tag)} became a key"
            c.wrong("comma-split", message, "put the whole text in quotes", (spelled(tag),))
        elif tag not in known:
            c.wrong("language", f"{shown(tag)} is not a language tag", _near_tag(tag, known), (spelled(tag),))
        elif (found := read(tag, each)) is not None:
            result[intern(tag)] = found
    return result or None


def _near_tag(tag: object, given: Iterable[str]) -> str:
    near = did_you_mean(tag, [each for each in _LANGUAGES if each not in given]) if isinstance(tag, str) else ""
    return near or "use a BCP 47 tag such as en, zh-Hans, zh-Hant"
