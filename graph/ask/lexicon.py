"""Every word that a question may be made of: the vocabulary's labels, the function words, the names in the release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..folding import Atom, atoms, fold, key
from ..vocabulary import Term, Vocabulary

# The longest name or phrase that is looked up, in atoms.
_LONGEST = 24

CLASS, RELATION, INVERSE, WORD, ENTITY, SOURCE = "class", "relation", "inverse", "word", "entity", "source"


@dataclass(frozen=True)
class Lexicon:
    """Folded phrases to what they mean, one table a kind.

    Attributes:
        tables: kind -> folded phrase -> meanings (names of terms or ids).
        table: Traditional to Simplified characters.
    """

    tables: Mapping[str, Mapping[str, Sequence[str]]]
    table: Mapping[int, int] = field(repr=False)

    @classmethod
    def of(cls, vocabulary: Vocabulary, names: Mapping[str, Any]) -> Lexicon:
        """The lexicon of a release."""
        table = str.maketrans(names["traditional"], names["simplified"])

        def phrases(terms: Mapping[str, Term]) -> dict[str, list[str]]:
            found: dict[str, list[str]] = {}
            for name, term in terms.items():
                for text in _distinct(term):
                    found.setdefault(fold(text, table), []).append(name)
            return found

        auxiliaries = set(phrases({"did": vocabulary.words["did"]}))
        inverse: dict[str, list[str]] = {}
        for name, relation in vocabulary.relations.items():
            for tag, text in relation.inverse.items():
                # `由…带动` is read by the grammar as a word for "by" and the plain verb.
                if "…" in text or tag == "zh-Hant":
                    continue
                folded = fold(text, table)
                first, _, rest = folded.partition(" ")
                # "is driven by" is found as "driven by" too, after "are", "was" or "were".
                for phrase in (folded, rest) if first in auxiliaries else (folded,):
                    inverse.setdefault(phrase, []).append(name)
        return cls(
            {
                CLASS: phrases(vocabulary.classes),
                RELATION: phrases(vocabulary.relations),
                INVERSE: inverse,
                WORD: phrases(vocabulary.words),
                ENTITY: names["entities"],
                SOURCE: names["sources"],
            },
            table,
        )

    def atoms(self, text: str) -> list[Atom]:
        """The atoms of a question."""
        return atoms(text, self.table)

    def at(self, kind: str, text: Sequence[Atom], start: int) -> Iterator[tuple[int, Sequence[str]]]:
        """The phrases of a kind that begin at an atom, longest first: where each ends, and what it means."""
        table = self.tables[kind]
        for end in range(min(len(text), start + _LONGEST), start, -1):
            if found := table.get(key(text[start:end])):
                yield end, found

    def lookup(self, kind: str, text: str) -> Sequence[str]:
        """What a whole text means as a phrase of a kind."""
        return self.tables[kind].get(fold(text, self.table), ())

    def phrases(self, kind: str) -> Iterator[str]:
        """Every folded phrase of a kind."""
        yield from self.tables[kind]


def _distinct(term: Term) -> Iterator[str]:
    """A term's forms, without the Traditional ones, which fold into the Simplified."""
    for tag, texts in term.forms.items():
        if tag != "zh-Hant":
            yield from texts
