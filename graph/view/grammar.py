"""The words that the page reads questions with: the release's lexicon, without what the page's own data tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..ask.lexicon import AROUND, CLASS, ENTITY, INVERSE, RELATION, SOURCE, WORD
from ..ask.look import Look
from ..folding import fold

_FIXED = (CLASS, RELATION, INVERSE, WORD, AROUND)

Table = dict[str, list[str]]


def grammar_data(
    look: Look, entities: Mapping[str, Mapping[str, Any]], sources: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """What questions are read with, by name.

    Args:
        look: the release.
        entities: those that the page shows.
        sources: those that it names.

    Returns:
        `tables`: for each kind of word the meanings with the folded phrases of each, of entities and sources only those
        that are no name the page shows at once; `traditional` and `simplified`: the characters that fold into each
        other, as far as a phrase has them; `relations`: which classes each takes, first its cause, then its effect.
    """
    characters = look.lexicon.table
    tables = {kind: _by_meaning(look.lexicon.tables[kind].items()) for kind in _FIXED}
    tables[ENTITY] = _more(look, ENTITY, _entity_names(entities))
    tables[SOURCE] = _more(look, SOURCE, _source_names(sources))
    used = {letter for kind in (*_FIXED, ENTITY, SOURCE) for phrase in look.lexicon.phrases(kind) for letter in phrase}
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


def _more(look: Look, kind: str, names: Iterable[tuple[str, str]]) -> Table:
    """The names of a kind in the release that are not those that the page shows."""
    shown = {(fold(text, look.lexicon.table), id_) for text, id_ in names}
    pairs = look.release.index.phrases(kind)
    return _by_meaning((phrase, [id_ for id_ in ids if (phrase, id_) not in shown]) for phrase, ids in pairs)


def _entity_names(entities: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for id_, entity in entities.items():
        yield from ((text, id_) for text in (id_, *entity["label"].values(), *entity["also"]))


def _source_names(sources: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for id_, source in sources.items():
        yield from ((text, id_) for text in (id_, source["publisher"], *source["author"]))
