"""Every word that a question may be made of: the vocabulary's labels, the function words, the names in the release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..folding import Atom, atoms, fold, key

# The longest name or phrase that is looked up, in atoms.
_LONGEST = 24

CLASS, RELATION, INVERSE, WORD, ENTITY, SOURCE = "class", "relation", "inverse", "word", "entity", "source"


@dataclass(frozen=True)
class Lexicon:
    """Folded phrases to what they mean, one table a kind; `store.lexicon` makes them.

    Attributes:
        tables: kind -> folded phrase -> meanings (names of terms or ids).
        table: Traditional to Simplified characters.
    """

    tables: Mapping[str, Mapping[str, Sequence[str]]]
    table: Mapping[int, int] = field(repr=False)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Lexicon:
        """The lexicon from the tables of a release."""
        return cls(raw["tables"], str.maketrans(raw["traditional"], raw["simplified"]))

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
