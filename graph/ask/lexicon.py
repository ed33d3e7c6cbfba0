"""Every word that a question may be made of: the vocabulary's labels, the function words, the names in the release."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from ..folding import Atom, atoms, fold
from ..light import dataclass, field
from ..store.index import Index
from .english import bases, singulars
from .parsing import Sentence

# The longest name or phrase that is looked up, in atoms (a Chinese character is one).
_LONGEST = 64

CLASS, RELATION, INVERSE, WORD, ENTITY, SOURCE = "class", "relation", "inverse", "word", "entity", "source"
CLAIM, AROUND = "claim", "around"


class _Names(Mapping[str, Sequence[str]]):
    """A table that stays in the index until something is looked up in it."""

    def __init__(self, index: Index, kind: str) -> None:
        self._index, self._kind = index, kind
        self._kept: dict[str, list[str]] = {}
        self._all: list[str] = []

    def __getitem__(self, phrase: str) -> Sequence[str]:
        if phrase not in self._kept:
            self._kept[phrase] = self._index.meanings(self._kind, phrase)
        if not self._kept[phrase]:
            raise KeyError(phrase)
        return self._kept[phrase]

    def __iter__(self) -> Iterator[str]:
        if not self._all:
            self._all = self._index.spellings(self._kind)
        return iter(self._all)

    def __len__(self) -> int:
        return sum(1 for _ in self)


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
    def of(cls, index: Index) -> Lexicon:
        """The lexicon of a release."""
        traditional, simplified = index.text("characters")
        tables: dict[str, Mapping[str, Sequence[str]]] = {kind: _Names(index, kind) for kind in (ENTITY, SOURCE, CLAIM)}
        tables |= index.text("phrases")
        return cls(tables, str.maketrans(traditional, simplified))

    def atoms(self, text: str) -> list[Atom]:
        """The atoms of a question."""
        return atoms(text, self.table)

    def at(self, kind: str, sentence: Sentence, start: int) -> Iterator[tuple[int, str, Sequence[str]]]:
        """The phrases of a kind that begin at an atom, longest first: where each ends, its text, what it means.

        A word that the tables lack is tried as a regular form of one that they have: plural nouns, tenses of verbs, and
        names with the `'s` of a possessive inside. Unless the sentence asks for every one, the longest alone.
        """
        found = sentence.known.get((kind, start))
        if found is None:
            every = list(self._at(kind, sentence, start))
            found = sentence.known[kind, start] = every[::-1] if sentence.every else every[-1:]
        yield from found

    def _at(self, kind: str, sentence: Sentence, start: int) -> Iterator[tuple[int, str, Sequence[str]]]:
        table = self.tables[kind]
        for end, phrase in sentence.phrases(start, _LONGEST):
            for form in (phrase, *_forms(kind, phrase)):
                if meanings := table.get(form):
                    yield end, form, meanings
                    break

    def lookup(self, kind: str, text: str) -> Sequence[str]:
        """What a whole text means as a phrase of a kind."""
        return self.tables[kind].get(fold(text, self.table), ())

    def phrases(self, kind: str) -> Iterator[str]:
        """Every folded phrase of a kind."""
        yield from self.tables[kind]


def _forms(kind: str, phrase: str) -> Iterator[str]:
    """Other forms under which a phrase may stand in the tables."""
    if not phrase.isascii():
        return
    if kind == RELATION:
        first, _, rest = phrase.partition(" ")
        yield from (f"{base} {rest}" if rest else base for base in bases(first))
    if kind in (RELATION, INVERSE) and phrase.endswith(" of"):
        before, _, last = phrase.removesuffix(" of").rpartition(" ")
        yield from (
            " ".join(filter(None, (article, before, one, "of"))) for one in singulars(last) for article in ("", "a")
        )
    elif kind in (CLASS, ENTITY):
        before, _, last = phrase.rpartition(" ")
        yield from (f"{before} {one}" if before else one for one in singulars(last))
        if " s " in phrase:
            yield phrase.replace(" s ", " ")


def normal(text: str) -> str:
    """A question as it is read: full-width characters and digits as plain ones.

    >>> normal("０．５")
    '0.5'
    """
    return unicodedata.normalize("NFKC", text)
