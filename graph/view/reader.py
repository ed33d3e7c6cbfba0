"""What the page needs to write questions, and to read them, beside what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..ask.lexicon import CLASS, ENTITY, RELATION
from ..ask.look import Look
from ..ask.sentences import all_messages
from ..ask.tongues import LANGUAGES, in_language

_PERSON = {"Person"}


def reader_data(look: Look, things: Sequence[str] | None = None) -> dict[str, Any]:
    """What questions are written with, by name.

    Args:
        look: the release.
        things: the ids of the entities that the page shows, if they are not all there are.

    Returns:
        `messages`: the texts of questions in each language; `classlike`: for each language the entities whose label is
        the name of a class too; `articled`: those that have `the` before their name; `common`: those whose name begins
        with the noun of their class; `mutual`: symmetric relations that are said with 与; `measures`: the noun of each
        relation that measures, with its preposition; `who`: relations whose cause, or effect, can only be people.
    """
    lookup, vocabulary = look.lexicon.lookup, look.release.vocabulary
    labels = dict(look.release.index.labels(things))
    named = {tag: {id_: in_language(label, tag) or id_ for id_, label in labels.items()} for tag in LANGUAGES}
    relations = vocabulary.relations
    nouns = {name: _noun(look, name) for name in vocabulary.of_kind("attribute")}
    return {
        "messages": all_messages(),
        "classlike": {tag: sorted(id_ for id_, name in named[tag].items() if lookup(CLASS, name)) for tag in LANGUAGES},
        "articled": sorted(id_ for id_, name in named["en"].items() if id_ in lookup(ENTITY, f"the {name}")),
        "common": sorted(id_ for id_, name in named["en"].items() if _is_common(look, id_, name)),
        "mutual": sorted(
            name
            for name, term in relations.items()
            if term.symmetric and lookup(RELATION, f"与{term.label['zh-Hans']}")
        ),
        "measures": {name: noun for name, noun in nouns.items() if noun},
        "who": {
            "subject": sorted(name for name, term in relations.items() if set(term.domain) == _PERSON),
            "object": sorted(name for name, term in relations.items() if set(term.range) == _PERSON),
        },
    }


def _is_common(look: Look, id_: str, name: str) -> bool:
    """As `sentences.English.named` has it: "the lithography cluster", "the Lighter cluster of Shaodong"."""
    head = name.partition(" of ")[0].rpartition(" ")[2]
    return bool(head.islower() and look.types(id_).intersection(look.lexicon.lookup(CLASS, head)))


def _noun(look: Look, relation: str) -> str:
    """As `inquest_sentences._English._measure` has it: `output of`."""
    phrases = look.lexicon.tables[RELATION].items()
    nouns = [phrase for phrase, names in phrases if relation in names and phrase.endswith((" of", " in"))]
    return min(nouns, key=lambda phrase: (phrase.startswith("has "), len(phrase), phrase), default="")
