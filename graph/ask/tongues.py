"""Texts in several languages: which one a reader gets, and how it is marked where it is not in the reader's language.

A text by itself has its language beside it in JSON (`lang`, see `told`) and after it in what people read: `Mill [en]`.
A text that others stand in, such as a claim as a sentence, has the marks inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
"""What Agglo answers in, and its page can be read in."""

_PLAIN = frozenset({"label", "gist"})
"""The texts that are what their record is there to say: their language is `lang`, that of another text `title_lang`."""
_MARK = re.compile(r" ?\[[a-z]{2,3}(-[A-Za-z]{4})?(-[A-Z]{2})?\]")


def chosen(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """The text that a reader gets, and its tag; two empty texts if there is none.

    That is one in the reader's language (also `en-GB` for `en`, or Traditional that was made from Simplified), the
    other script of Chinese, English, or any.

    >>> chosen({"de": "Mühle", "en": "Mill"}, "zh-Hans")
    ('Mill', 'en')
    """
    tag = next((tag for tag in _order(texts, language) if tag in texts), "")
    return texts.get(tag, ""), tag


def _order(texts: Mapping[str, str], language: str) -> Iterator[str]:
    yield language
    yield from (tag for tag in sorted(texts) if tag.startswith(f"{language}-"))
    if language.startswith("zh"):
        yield from ("zh-Hans", "zh-Hant", "zh")
    yield "en"
    yield from sorted(texts)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """A text in a language, else in another; see `chosen`."""
    return chosen(texts, language)[0]


def marked(text: str, tag: str, language: str) -> str:
    """A text with its tag after it, where that is not the reader's language.

    >>> marked("Mill", "en", "zh-Hans"), marked("Mill", "en-GB", "en")
    ('Mill [en]', 'Mill')
    """
    own = not tag or tag == language or tag.startswith(f"{language}-")
    return text if own else f"{text} [{tag}]"


def in_text(texts: Mapping[str, str], language: str) -> str:
    """The text that a reader gets, marked where it is not in the reader's language."""
    return marked(*chosen(texts, language), language)


def told(key: str, texts: Mapping[str, str], language: str, default: str | None = None) -> dict[str, str | None]:
    """A text under a key of JSON, with its tag beside it where that is not just the language asked for.

    The tag is `lang` beside a label or a gist, `KEY_lang` beside another text. `zh-Hant-t-zh-hans` (RFC 6497) is
    Traditional that was made from Simplified.

    >>> told("hedge", {"en": "perhaps"}, "zh-Hant")
    {'hedge': 'perhaps', 'hedge_lang': 'en'}
    """
    text, tag = chosen(texts, language)
    beside = {} if tag in ("", language) else {"lang" if key in _PLAIN else f"{key}_lang": tag}
    return {key: text or default, **beside}


def seen(record: Mapping[str, object], key: str, language: str) -> str:
    """A text that `told` told, as people read it: marked where it is not in the reader's language."""
    tag = record.get("lang" if key in _PLAIN else f"{key}_lang") or ""
    return marked(str(record[key]), str(tag), language)


def unmarked(text: str) -> str:
    """A question without the marks that an answer puts into the question as it was read.

    >>> unmarked("What is Mill [en]?")
    'What is Mill?'
    """
    return _MARK.sub("", text) if "[" in text else text
