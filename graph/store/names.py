"""The index of names that a release carries: folded name to the entities that have it."""

from __future__ import annotations

from typing import Any

from ..compile.chinese import folding_table
from ..folding import fold
from ..records import Facts


def name_index(facts: Facts) -> dict[str, Any]:
    """The names of all entities and sources.

    Returns:
        `entities` and `sources`, each folded name to a sorted list of ids; `traditional` and `simplified`, two texts
        of equal length, the characters that fold into each other.
    """
    table = folding_table()
    translation = str.maketrans("".join(table), "".join(table.values()))
    entities: dict[str, set[str]] = {}
    for entity in facts.entities.values():
        texts = [entity.id, *entity.get("label", {}).values()]
        texts += [text for many in entity.get("also", {}).values() for text in many]
        for text in texts:
            if folded := fold(text, translation):
                entities.setdefault(folded, set()).add(entity.id)
    sources: dict[str, set[str]] = {}
    for source in facts.sources.values():
        for text in (source.id, source.get("publisher", ""), *source["title"].values(), *source.get("author", ())):
            if folded := fold(text, translation):
                sources.setdefault(folded, set()).add(source.id)
    return {
        "entities": {name: sorted(ids) for name, ids in entities.items()},
        "sources": {name: sorted(ids) for name, ids in sources.items()},
        "traditional": "".join(table),
        "simplified": "".join(table.values()),
    }
