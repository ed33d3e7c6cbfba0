"""Questions that ask for claims and not for the ends of a relation.

What is X; which figures does X have; what is the output of X; what is disputed about X; who says that X R Y; what
remains without X; what does X lack for F. They are tried only where `Grammar.question` reads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from .lexicon import RELATION
from .parsing import Parser, Result, Sentence, alt, maybe, seq
from .reading import ABOUT, DISPUTES, FIGURES, GAPS, WHO_SAYS, WITHOUT, Reading, Slot

if TYPE_CHECKING:
    from .grammar import Fault, Grammar, Phrase
    from .narrowing import Said

_OF = (" of", " in")
_AMOUNTS_TO = "为"
_LONGEST = 8


class Inquiries:
    """The parsers; they share the words and verbs of a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._terms, self._margin = grammar.terms, grammar.narrow.margin
        word, words = self._terms.word, self._terms.words
        name = words("the") >> self._terms.entity()
        self._named = name.map(lambda id_: Slot(entity=id_))
        self.question = alt(
            *self._about(),
            *self._figures(),
            *self._disputes(),
            *self._who_says(),
            *self._gaps(),
            self._whole(WITHOUT, word("without") >> self._named << words("without_end", "end")),
        )

    def _whole(self, kind: str, part: Parser, relation: str = "") -> Parser:
        """A whole question about one slot, with filters before and after it."""

        def built(values: tuple[Said, Slot, Said]) -> Reading | Fault:
            before, slot, after = values
            return self._grammar.narrowed(Reading(kind, relation, slot, Slot()), (before, after))

        return seq(self._terms.words("please") >> self._margin, part, self._margin).map(built)

    def _about(self) -> Iterable[Parser]:
        word, words = self._terms.word, self._terms.words
        name = self._named
        yield self._whole(ABOUT, word("what") >> word("be") >> name)
        yield self._whole(ABOUT, word("about") >> name)
        yield self._whole(ABOUT, word("what") >> word("shi") >> name << words("end"))
        yield self._whole(ABOUT, name << word("shi") << word("what", "which") << words("end"))

    def _figures(self) -> Iterable[Parser]:
        word, words = self._terms.word, self._terms.words
        name, count = self._named, word("figures")
        # which figures does X have; what are the figures of X; X 有哪些数据
        yield self._whole(FIGURES, word("which", "what") >> count >> word("do") >> name << word("have"))
        yield self._whole(
            FIGURES, maybe(word("which", "what") >> word("be")) >> words("the") >> count >> word("of") >> name
        )
        yield self._whole(FIGURES, name << words("of") << word("there") << word("which") << count << words("end"))
        # what is the output of X; how many firms …: X 的产值是多少
        yield self._measured(
            lambda kind: seq(word("what", "which") >> word("be") >> words("the") >> kind, name).map(lambda v: v[::-1]),
            _OF,
        )
        yield self._measured(
            lambda kind: seq(name << words("of"), kind << words("shi") << word("how_much") << words("end")), ()
        )

    def _measured(self, form: Callable[[Parser], Parser], endings: tuple[str, ...]) -> Parser:
        """A question for one measured relation; `form` yields the slot and the relation's name."""

        def built(values: tuple[Said, tuple[Slot, str], Said]) -> Reading | Fault:
            before, (slot, relation), after = values
            return self._grammar.narrowed(Reading(FIGURES, relation, slot, Slot()), (before, after))

        part = form(self._attribute(endings))
        return seq(self._terms.words("please") >> self._margin, part, self._margin).map(built)

    def _attribute(self, endings: tuple[str, ...]) -> Parser:
        """The name of a measured relation: `output of`, `number of firms in`; 产值为."""
        relations = self._terms.relations
        # The general one, of which all others are kinds, is `figures` itself.
        measured = {n for n, r in relations.items() if r.kind == "attribute" and set(r.parents) & relations.keys()}

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            found = [
                (end, name)
                for end, form, names in self._terms.lexicon.at(RELATION, sentence, index)
                for name in names
                if name in measured and (not endings or form.endswith(endings))
            ]
            if not endings:  # 产值, of the verb 产值为
                table = self._terms.lexicon.tables[RELATION]
                nouns = ((end, f"{phrase}{_AMOUNTS_TO}") for end, phrase in sentence.phrases(index, _LONGEST))
                found += [(end, name) for end, verb in nouns for name in table.get(verb, ()) if name in measured]
            if not found:
                sentence.missed(index, "verb")
            return found

        return Parser(run)

    def _disputes(self) -> Iterable[Parser]:
        word, words = self._terms.word, self._terms.words
        said, name, nothing = word("disputed"), self._named, Slot()
        # what is disputed (about X); X 有哪些争议; 关于 X 有哪些争议
        yield self._whole(DISPUTES, said.map(lambda _: nothing) << words("end"))
        yield self._whole(DISPUTES, said >> word("on") >> name)
        yield self._whole(DISPUTES, maybe(word("on")) >> name << words("of") << said << words("end"))

    def _gaps(self) -> Iterable[Parser]:
        word, words = self._terms.word, self._terms.words
        place = words("the") >> self._terms.entity("Place")
        framework = words("the") >> self._terms.entity("Framework")

        def built(values: tuple[Said, tuple[str, str], Said]) -> Reading | Fault:
            before, (where, what), after = values
            reading = Reading(GAPS, "", Slot(entity=where), Slot(entity=what))
            return self._grammar.narrowed(reading, (before, after))

        # what does X lack for F; what is X missing for F; X 对照 F 缺什么; 按 F，X 缺什么
        asked = word("what", "which") >> word("do", "be")
        lacking = seq(asked >> place, word("lack") >> word("measured_by") >> framework)
        against = word("measured_by") >> framework
        for clause in (
            lacking,
            seq(place, against << word("lack") << words("end")),
            seq(against, place << word("lack") << words("end")).map(lambda pair: pair[::-1]),
        ):
            yield seq(words("please") >> self._margin, clause, self._margin).map(built)

    def _who_says(self) -> Iterable[Parser]:
        word, words = self._terms.word, self._terms.words
        grammar, name = self._grammar, self._named

        def built(values: tuple[Said, tuple[Slot, str, Slot], Said]) -> Reading | Fault:
            before, (subject, relation, target), after = values
            return grammar.narrowed(Reading(WHO_SAYS, relation, subject, target), (before, after))

        def around(values: tuple[Slot, tuple[str, Phrase]]) -> tuple[Slot, str, Slot] | None:
            subject, (relation, phrase) = values
            return (subject, relation, phrase.slot) if phrase.slot.entity else None

        begun = words("please") >> self._margin << word("who_says")
        for clause in (seq(name, grammar.active, name), seq(name, grammar.around).map(around)):
            yield seq(begun, clause, self._margin).map(built)
