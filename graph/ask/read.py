"""From a question's text to its reading, or to a refusal that helps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from pathlib import Path

import parsy

from ..errors import QuestionError
from ..folding import Atom
from . import lexicon as lx
from .grammar import Grammar
from .look import Look, in_language
from .reading import Ambiguous, Filters, Reading, Slot

_MAX_LENGTH = 500


@dataclass(frozen=True)
class Reader:
    """Reads questions about one release."""

    look: Look

    @cached_property
    def lexicon(self) -> lx.Lexicon:
        """The words that questions may use."""
        return lx.Lexicon.of(self.look.release.lexicon)

    @cached_property
    def _grammar(self) -> Grammar:
        return Grammar(self.lexicon, lambda id_, classes: bool(self.look.types(id_) & set(classes)))

    def language(self, text: str) -> str:
        """The language of a text: `en`, `zh-Hans`, or `zh-Hant` if it has a character that only Traditional has."""
        if not any("\u3400" <= c <= "\u9fff" for c in text):
            return "en"
        traditional = self.lexicon.table.keys()
        return "zh-Hant" if any(ord(c) in traditional for c in text) else "zh-Hans"

    def read(self, text: str) -> Reading:
        """Read a question.

        Raises:
            QuestionError: it cannot be read, or a name in it is ambiguous.
        """
        language = self.language(text)
        atoms = self.lexicon.atoms(text)
        if not atoms:
            raise QuestionError("the question is empty", suggestions=examples(language))
        if len(text) > _MAX_LENGTH:
            raise QuestionError(f"the question is longer than {_MAX_LENGTH} characters", suggestions=examples(language))
        try:
            reading: Reading = self._grammar.question.parse(atoms)
        except parsy.ParseError as error:
            raise self._refusal(text, atoms, error.index, language) from None
        reading = self._resolved(reading, text)
        return reading.in_language(language)

    def _refusal(self, text: str, atoms: Sequence[Atom], index: int, language: str) -> QuestionError:
        near = nearest_examples(text, language)
        if index >= len(atoms):
            return QuestionError("the question stops before it is complete", suggestions=near)
        atom = atoms[index]
        word = text[atom.start : atom.end]
        return QuestionError(f"cannot read the question from `{text[atom.start :]}` on", self._spelling(word), near)

    def _spelling(self, word: str) -> str:
        from ..names import nearest

        known = [*self.lexicon.phrases(lx.RELATION), *self.lexicon.phrases(lx.CLASS), *self.lexicon.phrases(lx.ENTITY)]
        near = [each for each in nearest(word, known) if each != word.casefold()]
        return f"names and words near `{word}`: {', '.join(near)}" if near else ""

    def _resolved(self, reading: Reading, text: str) -> Reading:
        """Choose among entities of one name by the classes that the relation takes, else ask back."""
        relation = self.look.release.vocabulary.relations[reading.relation]
        subject = self._choose(reading.subject, relation.domain, text)
        target = self._choose(reading.object, relation.range, text)
        for name in _names(reading.filters):
            if isinstance(name, Ambiguous):
                raise self._ask_back(name, text)
        return replace(reading, subject=subject, object=target)

    def _choose(self, slot: Slot, classes: Sequence[str], text: str) -> Slot:
        name = slot.entity
        if not isinstance(name, Ambiguous):
            return slot
        fitting = [c for c in name.candidates if not classes or self.look.types(c) & set(classes)]
        if len(fitting) == 1:
            return Slot(entity=fitting[0])
        raise self._ask_back(name, text)

    def _ask_back(self, name: Ambiguous, text: str) -> QuestionError:
        start, end = name.span
        language = self.language(text)
        shown = []
        for id_ in name.candidates:
            around = [self.look.label(p, language) for p in sorted(self.look.parents.get(id_, ()))]
            place = f" ({', '.join(around)})" if around else ""
            shown.append(f"{id_} = {self.look.label(id_, language)}{place}")
        message = f"`{text[start:end]}` may be any of {len(shown)} entities"
        return QuestionError(message, "ask again with one of the ids", shown)


def _names(filters: Filters) -> Iterator[str]:
    for each in fields(filters):
        value = getattr(filters, each.name)
        if isinstance(value, tuple):
            for one in value:
                yield from one if isinstance(one, tuple) else (one,)


@cache
def _messages() -> dict[str, dict[str, str | list[str]]]:
    found: dict[str, dict[str, str | list[str]]] = json.loads((Path(__file__).parent / "messages.json").read_bytes())
    return found


def message(name: str, language: str) -> str:
    """A text of the question language's messages."""
    found = {tag: texts[name] for tag, texts in _messages().items() if isinstance(texts.get(name), str)}
    return in_language({tag: str(text) for tag, text in found.items()}, language)


def examples(language: str) -> list[str]:
    """Questions that can be read, in a language."""
    found = _messages()
    return [str(text) for text in found.get(language, found["en"])["examples"]]


def nearest_examples(text: str, language: str) -> list[str]:
    """The three example questions most like a text."""
    from rapidfuzz import fuzz, process

    return [hit[0] for hit in process.extract(text, examples(language), scorer=fuzz.token_sort_ratio, limit=3)]
