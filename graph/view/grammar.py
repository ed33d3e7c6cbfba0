"""The words that the page reads questions with: the release's lexicon, without what the page's own data tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..ask.lexicon import AROUND, CLASS, ENTITY, INVERSE, RELATION, SOURCE, WORD
from ..ask.look import Look
from ..folding import fold

_FIXED = (CLASS, RELATION, INVERSE, WORD, AROUND)

Table = dict[str, list[str]]
Pair = tuple[str, str]
"""A text and the id of what it names."""


def grammar_data(
    look: Look,
    entities: Mapping[str, Mapping[str, Any]],
    sources: Mapping[str, Mapping[str, Any]],
    *,
    whole: bool = True,
) -> dict[str, Any]:
    """What questions are read with, by name.

    Args:
        look: the release.
        entities: those that the page shows.
        sources: those that it names.
        whole: whether they are all there are.

    Returns:
        `tables`: for each kind of word the meanings with the folded phrases of each, of entities and sources only those
        that are no name the page shows at once; `traditional` and `simplified`: the characters that fold into each
        other, as far as a phrase has them; `relations`: which classes each takes, first its cause, then its effect.
    """
    characters = look.lexicon.table
    tables = {kind: _by_meaning(look.lexicon.tables[kind].items()) for kind in _FIXED}
    used = {letter for kind in _FIXED for phrase in look.lexicon.phrases(kind) for letter in phrase}
    for kind, shown, other in (
        (ENTITY, _entity_names(entities), _entity_labels(look, entities)),
        (SOURCE, _source_names(sources), _source_titles(sources)),
    ):
        pairs = {(fold(text, characters), id_) for text, id_ in shown}
        every = dict(look.release.index.phrases(kind) if whole else _those(look, kind, pairs, other))
        tables[kind] = _by_meaning((p, [id_ for id_ in ids if (p, id_) not in pairs]) for p, ids in every.items())
        used.update(letter for phrase in every for letter in phrase)
    kept = {before: after for before, after in characters.items() if chr(after) in used}
    return {
        "tables": tables,
        "traditional": "".join(map(chr, kept)),
        "simplified": "".join(map(chr, kept.values())),
        "relations": {
            name: [list(term.domain), list(term.range)] for name, term in look.release.vocabulary.relations.items()
        },
    }


def _by_meaning(pairs: Iterable[tuple[str, Iterable[str]]]) -> Table:
    found: Table = {}
    for phrase, meanings in pairs:
        for meaning in meanings:
            found.setdefault(meaning, []).append(phrase)
    return found


def _those(look: Look, kind: str, pairs: Iterable[Pair], more: Iterable[Pair]) -> Iterator[tuple[str, list[str]]]:
    """The phrases of a kind that mean what the page shows: by what is shown, and by other texts as far as they do."""
    found: dict[str, set[str]] = {}
    for phrase, id_ in (*pairs, *((fold(text, look.lexicon.table), id_) for text, id_ in more)):
        found.setdefault(phrase, set()).add(id_)
    for phrase, ids in sorted(found.items()):
        yield phrase, [id_ for id_ in look.release.index.meanings(kind, phrase) if id_ in ids]


def _entity_names(entities: Mapping[str, Mapping[str, Any]]) -> Iterator[Pair]:
    for id_, entity in entities.items():
        yield from ((text, id_) for text in (id_, *entity["label"].values(), *entity["also"]))


def _source_names(sources: Mapping[str, Mapping[str, Any]]) -> Iterator[Pair]:
    for id_, source in sources.items():
        yield from ((text, id_) for text in (id_, source["publisher"], *source["author"]))


def _entity_labels(look: Look, ids: Iterable[str]) -> Iterator[Pair]:
    for id_ in ids:
        yield from ((text, id_) for text in look.labels(id_).values())


def _source_titles(sources: Mapping[str, Mapping[str, Any]]) -> Iterator[Pair]:
    for id_, source in sources.items():
        yield from ((text, id_) for text in source["title"].values())
