"""Simplified and Traditional Chinese, by OpenCC."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any


@cache
def _converter(config: str) -> Any:  # noqa: ANN401 - OpenCC has no types
    import opencc

    return opencc.OpenCC(config)


@lru_cache(maxsize=200_000)  # a build asks three times for each label
def traditional(text: str) -> str:
    """Simplified text in Traditional characters (OpenCC `s2tw`, which keeps the wording).

    >>> traditional("飞利浦")
    '飛利浦'
    """
    return str(_converter("s2tw").convert(text))


@lru_cache(maxsize=10_000)
def simplified(text: str) -> str:
    """Traditional text in Simplified characters (OpenCC `t2s`).

    >>> simplified("飛利浦帶動了哪些集群")
    '飞利浦带动了哪些集群'
    """
    return str(_converter("t2s").convert(text))


CONVERTED = "zh-Hant-t-zh-hans"
"""The tag of a Traditional text that was made from the Simplified one (the extension T of BCP 47, RFC 6497)."""


def with_converted(labels: dict[str, str]) -> dict[str, str]:
    """The same as `with_traditional`, with a tag that tells what was made from what an author gave."""
    made = with_traditional(labels)
    return labels if made == labels else {**labels, CONVERTED: made["zh-Hant"]}


def with_traditional(labels: dict[str, str]) -> dict[str, str]:
    """A language map with a Traditional text made from the Simplified one where none is given."""
    if "zh-Hans" in labels and "zh-Hant" not in labels:
        return {**labels, "zh-Hant": traditional(labels["zh-Hans"])}
    return labels


@cache
def folding_table() -> Mapping[str, str]:
    """Traditional to Simplified, one character at a time, for names that are compared and not shown.

    Questions are folded with this table so that asking needs no OpenCC at run time.
    """
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    return {before: after for before, after in zip(every, simplified_characters(every), strict=True) if before != after}


def simplified_characters(characters: str) -> list[str]:
    """Each character by itself in Simplified form."""
    convert = _converter("t2s").convert
    # A line each: OpenCC converts phrases, and no phrase crosses a line.
    return str(convert("\n".join(characters))).split("\n")
