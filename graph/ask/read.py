"""From a question's text to its reading, or to a refusal that helps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise, product
from typing import TYPE_CHECKING

from ..light import dataclass, fields, replace
from .clauses import Fault
from .grammar import Grammar
from .lexicon import WORD, Lexicon, normal
from .look import Look
from .parsing import Sentence, TooInvolvedError
from .reading import Ambiguous, Filters, Reading, Slot
from .tongues import unmarked

if TYPE_CHECKING:
    from .inquiry import Inquiries
    from .refusal import Refusal

_MAX_LENGTH = 500
_KEPT = 500
_BREAKS = frozenset(",;:.!?，；：。！？、")


@dataclass(frozen=True)
class Reader:
    """Reads questions about one release."""

    look: Look

    @property
    def lexicon(self) -> Lexicon:
        """The words that questions may use."""
        return self.look.lexicon

    @cached_property
    def _grammar(self) -> Grammar:
        relations = self.look.release.vocabulary.relations
        return Grammar(self.lexicon, relations, lambda id_, classes: bool(self.look.types(id_) & set(classes)))

    def language(self, text: str) -> str:
        """The language of a text: `en`, `zh-Hans`, or `zh-Hant` if it has a character that only Traditional has."""
        if not any("\u3400" <= c <= "\u9fff" for c in text):
            return "en"
        traditional = self.lexicon.table.keys()
        return "zh-Hant" if any(ord(c) in traditional for c in text) else "zh-Hans"

    def read(self, text: str) -> Reading:
        """Read a question.

        Raises:
            QuestionError: it cannot be read, can be read in two ways, or a name in it is ambiguous.
        """
        language = self.language(text[:_MAX_LENGTH])
        if len(text) > _MAX_LENGTH:
            raise self._refusal(language).plain("long", _MAX_LENGTH)
        text = normal(text)
        sentence = self._sentence(text)
        if not sentence.atoms:
            raise self._refusal(language).plain("empty")
        try:
            found, sentence = self._readings(sentence)
        except TooInvolvedError:
            raise self._refusal(language).plain("involved") from None
        if not found:
            raise self._refusal(language).unread(sentence.text, sentence)
        readings = [each for each in found if isinstance(each, Reading)]
        faults = [each.message for each in found if isinstance(each, Fault)]
        if not readings:
            raise self._refusal(language).plain(faults[0])
        return self._only(readings, sentence.text, language).in_language(language)

    def _refusal(self, language: str) -> Refusal:
        from .refusal import Refusal

        return Refusal(self.look, language, self._attempt)

    def _sentence(self, text: str) -> Sentence:
        atoms = self.lexicon.atoms(text)
        gaps = enumerate(pairwise(atoms), 1)
        return Sentence(
            atoms,
            frozenset(i for i, (one, two) in gaps if _BREAKS & set(text[one.end : two.start])),
            text=text,
            table=self.lexicon.tables[WORD],
        )

    def _readings(self, sentence: Sentence) -> tuple[list[Reading | Fault], Sentence]:
        """The readings with the longest names; only if there is none, those with shorter ones.

        A name may hold what looks like the mark of a language, so marks are left out only where nothing is read.
        """
        found = self._tried(sentence)
        if not found:
            sentence = Sentence(sentence.atoms, sentence.breaks, every=True, text=sentence.text, table=sentence.table)
            found = self._tried(sentence)
        if not found and (bare := unmarked(sentence.text)) != sentence.text:
            return self._readings(self._sentence(bare))
        return list(dict.fromkeys(found)), sentence

    def _tried(self, sentence: Sentence) -> list[Reading | Fault]:
        read, ask = sentence.readings, self._grammar.question
        # All kinds are tried only to see how far they come, of which a refusal speaks.
        return (
            read(ask)
            or read(self._inquiries.question)
            or read(self._inquiries.likely(sentence))
            or read(self._inquiries.weighing)
        )

    @cached_property
    def _inquiries(self) -> Inquiries:
        from .inquiry import Inquiries  # most questions do without

        return Inquiries(self._grammar)

    @cached_property
    def _attempts(self) -> dict[str, Reading | None]:
        """Suggestions that were read before: most refusals try the same ones."""
        return {}

    def _attempt(self, text: str) -> Reading | None:
        """The one reading of a suggestion; None if there is none or several."""
        if text not in self._attempts:
            if len(self._attempts) >= _KEPT:
                self._attempts.clear()
            self._attempts[text] = self._tried_once(text)
        return self._attempts[text]

    def _tried_once(self, text: str) -> Reading | None:
        try:
            found, _ = self._readings(self._sentence(normal(text)))
        except TooInvolvedError:
            return None
        readings = [each for each in found if isinstance(each, Reading)]
        if len(readings) != 1 or any(isinstance(name, Ambiguous) for name in _names(readings[0])):
            return None
        return readings[0].in_language(self.language(text))

    def _only(self, found: Sequence[Reading], text: str, language: str) -> Reading:
        """Choose among entities of one name and relations of one verb by what the relation takes, else ask back."""
        for reading in found:
            for name in _names(reading, slots=False):
                if isinstance(name, Ambiguous):
                    raise self._refusal(language).ambiguous_name(text, name)
        every = list(dict.fromkeys(each for reading in found for each in _with_each_name(reading)))
        fitting = [each for each in every if self._fits(each)] or every
        if len(fitting) == 1:
            return fitting[0]
        ambiguous = [name for reading in found for name in _names(reading) if isinstance(name, Ambiguous)]
        if ambiguous:
            raise self._refusal(language).ambiguous_name(text, ambiguous[0])
        raise self._refusal(language).ambiguous(fitting)

    def _fits(self, reading: Reading) -> bool:
        if not reading.relation:
            return True
        relation = self.look.release.vocabulary.relations[reading.relation]
        return self._takes(relation.domain, reading.subject) and self._takes(relation.range, reading.object)

    def _takes(self, classes: Sequence[str], slot: Slot) -> bool:
        """Whether an end of a relation, which takes the classes, may be what the slot says."""
        vocabulary = self.look.release.vocabulary
        if slot.entity:
            return not classes or bool(self.look.types(slot.entity) & set(classes))
        if not slot.type or not classes or vocabulary.classes[slot.type].role:
            return True
        return vocabulary.is_a(slot.type, classes) or any(vocabulary.is_a(each, (slot.type,)) for each in classes)


def _with_each_name(reading: Reading) -> Iterator[Reading]:
    """A reading for every entity that an ambiguous name may stand for."""
    ends = [
        [replace(slot, entity=each) for each in slot.entity.candidates]
        if isinstance(slot.entity, Ambiguous)
        else [slot]
        for slot in (reading.subject, reading.object)
    ]
    yield from (replace(reading, subject=subject, object=target) for subject, target in product(*ends))


def _names(reading: Reading, *, slots: bool = True) -> Iterator[str]:
    """The names in a reading."""
    yield from (*reading.subject.places, *reading.object.places, *_filter_names(reading.filters), reading.mechanism)
    if slots:
        yield from (reading.subject.entity, reading.object.entity)


def _filter_names(filters: Filters) -> Iterator[str]:
    for each in fields(filters):
        value = getattr(filters, each.name)
        if isinstance(value, tuple):
            for one in value:
                yield from one if isinstance(one, tuple) else (one,)
