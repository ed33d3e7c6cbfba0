"""The tables that questions are read with: every phrase of the vocabulary and every name, folded, with its meanings.

They are made once, with the release, so that asking folds nothing but the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from ..compile.chinese import folding_table, with_traditional
from ..folding import fold
from ..records import Facts
from ..vocabulary import REMEMBERED, Term, Vocabulary

CLASS, RELATION, INVERSE, WORD, ENTITY, SOURCE = "class", "relation", "inverse", "word", "entity", "source"
CLAIM, AROUND = "claim", "around"
SPLIT = "…"
"""Where the object stands, in a phrase that it stands inside of."""

NAMES = (ENTITY, SOURCE, CLAIM)
"""The kinds that grow with the facts: they are looked up in the index one by one."""

Table = dict[str, list[str]]


def lexicon_tables(facts: Facts, vocabulary: Vocabulary) -> dict[str, Any]:
    """The tables of a release.

    Returns:
        `tables`, for each kind each folded phrase with its meanings (names of terms, or ids); `traditional` and
        `simplified`, two texts of equal length, the characters that fold into each other.
    """
    characters = folding_table()
    names = {
        ENTITY: _ordered(_folded(_entity_names(facts))),
        SOURCE: _ordered(_folded(_source_names(facts))),
        CLAIM: _claim_ids(facts),
    }
    return {
        "tables": {**_phrases(vocabulary), **names},
        "traditional": "".join(characters),
        "simplified": "".join(characters.values()),
    }


@lru_cache(maxsize=REMEMBERED)
def _phrases(vocabulary: Vocabulary) -> Mapping[str, Table]:
    """The tables of the vocabulary itself."""
    words = _folded(_forms(vocabulary.words))
    auxiliaries = {phrase for phrase, meanings in words.items() if "did" in meanings}
    return {
        CLASS: _folded(_forms(vocabulary.classes)),
        RELATION: _folded(_forms(vocabulary.relations)),
        INVERSE: _folded(_inverses(vocabulary, auxiliaries)),
        WORD: words,
        AROUND: _around(vocabulary),
    }


@cache
def _translation() -> Mapping[int, int]:
    characters = folding_table()
    return str.maketrans("".join(characters), "".join(characters.values()))


def _folded(pairs: Iterable[tuple[str, str]]) -> Table:
    translation = _translation()
    found: dict[str, dict[str, None]] = {}
    for text, meaning in pairs:
        if phrase := fold(text, translation):
            found.setdefault(phrase, {})[meaning] = None
    return {phrase: list(meanings) for phrase, meanings in found.items()}


def _ordered(table: Table) -> Table:
    """A table whose meanings are in an order that depends on nothing but themselves."""
    return {phrase: sorted(meanings) for phrase, meanings in table.items()}


def _claim_ids(facts: Facts) -> Table:
    found: Table = {}
    for id_ in sorted(facts.claims):
        found.setdefault(fold(id_), []).append(id_)
    return found


def _forms(terms: Mapping[str, Term]) -> Iterator[tuple[str, str]]:
    for name, term in terms.items():
        for texts in term.forms.values():
            yield from ((text, name) for text in texts)


def _inverses(vocabulary: Vocabulary, auxiliaries: set[str]) -> Iterator[tuple[str, str]]:
    for name, relation in vocabulary.relations.items():
        for text in chain.from_iterable(relation.inverse_forms.values()):
            # `由…带动` is read by the grammar as a word for "by" and the plain verb.
            if SPLIT in text:
                continue
            yield text, name
            first, _, rest = text.partition(" ")
            if first in auxiliaries:
                # "is driven by" is found as "driven by" too, after "are", "was" or "were".
                yield rest, name


def _around(vocabulary: Vocabulary) -> Table:
    """The inverse labels that their object stands inside of (`以…为锚`), with the mark where it stands."""
    translation = _translation()
    found: dict[str, dict[str, None]] = {}
    for name, relation in vocabulary.relations.items():
        for label in chain.from_iterable(relation.inverse_forms.values()):
            first, mark, last = label.partition(SPLIT)
            if mark and first and last:
                whole, at = fold(first + last, translation), len(fold(first, translation))
                found.setdefault(f"{whole[:at]}{SPLIT}{whole[at:]}", {})[name] = None
    return {phrase: list(names) for phrase, names in found.items()}


def _entity_names(facts: Facts) -> Iterator[tuple[str, str]]:
    for id_, entity in facts.entities.items():
        yield id_, id_
        # A Traditional label that was made by words may have characters that one-to-one folding gives otherwise.
        yield from ((text, id_) for text in with_traditional(entity.get("label", {})).values())
        yield from ((text, id_) for many in entity.get("also", {}).values() for text in many)


def _source_names(facts: Facts) -> Iterator[tuple[str, str]]:
    for id_, source in facts.sources.items():
        yield id_, id_
        texts = (source.get("publisher", ""), *source["title"].values(), *source.get("author", ()))
        yield from ((text, id_) for text in texts)
