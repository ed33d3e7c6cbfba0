"""How Chinese names are typed on a Latin keyboard: in pinyin, whole or by initials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def spellings(entities: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """The pinyin of each entity's Chinese names: whole and by initials, without tones, by the entity's id.

    pypinyin knows phrases, so a character with several readings mostly gets the one it has in the name.

    >>> spellings({"philips": {"label": {"zh-Hans": "飞利浦"}, "also": []}})
    {'philips': ['feilipu', 'flp']}
    """
    found = {id_: _spelt([entity["label"].get("zh-Hans", ""), *entity["also"]]) for id_, entity in entities.items()}
    return {id_: said for id_, said in found.items() if said}


def _spelt(names: Iterable[str]) -> list[str]:
    from pypinyin import lazy_pinyin

    said: dict[str, None] = {}
    for name in names:
        if any("\u4e00" <= letter <= "\u9fff" for letter in name):
            syllables = [part.lower() for part in lazy_pinyin(name) if part.strip()]
            said["".join(syllables)] = None
            said["".join(part[0] for part in syllables)] = None
    return list(said)
