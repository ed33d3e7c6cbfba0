"""Readings that ask for claims, as questions in their own language; `sentences.py` has those that a relation makes."""

from __future__ import annotations

from . import kinds
from .lexicon import RELATION
from .look import Look
from .reading import DISPUTES, FIGURES, REFUTED, WHO_SAYS, Reading
from .sentences import Chinese, English, label_of

_SPLIT = "…"


def inquest_sentence(look: Look, reading: Reading) -> str:
    """A reading whose kind asks for claims as a question in its own language."""
    write = _Chinese if reading.language.startswith("zh") else _English
    return write(look, reading).text()


class _English(English):
    def clause(self) -> str:
        reading = self.reading
        about = self.named(reading.subject.entity) if reading.subject.entity else ""
        if reading.kind in (DISPUTES, REFUTED):
            return self.say(f"{reading.kind}-about", about) if about else self.say(reading.kind)
        if reading.kind == FIGURES and reading.relation:
            return self.say("figure", self._measure(), about)
        if reading.kind in kinds.NAMES:
            return kinds.question(self.look, reading, self.named)
        if reading.kind == WHO_SAYS:
            said = f"{about} {label_of(self.relation, 'en')} {self.named(reading.object.entity)}"
            return self.say(WHO_SAYS, said)
        return self.say(reading.kind, about)

    def _measure(self) -> str:
        """The noun for a measured relation, with its preposition: `output of`."""
        phrases = self.look.lexicon.tables[RELATION].items()
        nouns = (p for p, names in phrases if self.reading.relation in names and p.endswith((" of", " in")))
        return min(nouns, key=lambda phrase: (phrase.startswith("has "), len(phrase), phrase))


class _Chinese(Chinese):
    def text(self) -> str:
        filters, places = self.filters(), self.names(self.reading.filters.places, "or")
        before = kinds.placed(self.reading, places) if places else ""
        if places and not before:
            filters.insert(0, self.say("place", places))
        return before + self._clause() + "".join(self.say("comma") + each for each in filters) + self.say("end")

    def _clause(self) -> str:
        reading = self.reading
        about = self.label(reading.subject.entity) if reading.subject.entity else ""
        if reading.kind == DISPUTES:
            return about + self.say("disputes")
        if reading.kind == REFUTED:
            return self.say("refuted-about", about) if about else self.say(REFUTED)
        if reading.kind == FIGURES and reading.relation:
            return self.say("figure", about, label_of(self.relation, reading.language))
        if reading.kind in kinds.NAMES:
            return kinds.question(self.look, reading, self.label)
        if reading.kind == WHO_SAYS:
            before, _, after = self.verb().partition(_SPLIT)
            return self.say(WHO_SAYS, f"{about}{before}{self.label(reading.object.entity)}{after}")
        return self.say(reading.kind, about)
