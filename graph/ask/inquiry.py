"""Questions that ask for claims and not for the ends of a relation.

What is X; which figures does X have; what is the output of X; what is disputed about X; who says that X R Y. Those that
weigh claims are in `kinds/`. Each of the three sets is tried only where the one before reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from . import kinds
from .measures import figure_forms
from .parsing import Parser, Sentence, alt, maybe, seq
from .reading import ABOUT, DISPUTES, DRIVES, PAIRS, REFUTED, WHO_SAYS, Filters, Reading, Slot

if TYPE_CHECKING:
    from .clauses import Fault, Phrase
    from .grammar import Grammar
    from .narrowing import Said


def _through(mechanism: str) -> Reading:
    return Reading(PAIRS, DRIVES, Slot(), Slot(), Filters(through=((mechanism,),)), hops=1)


class Inquiries:
    """The parsers; they share the words and verbs of a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._kinds: dict[str, Parser] = {}
        self.terms, self._margin = grammar.terms, grammar.narrow.margin
        name = self.terms.words("the") >> self.terms.entity()
        self.named = name.map(lambda id_: Slot(entity=id_))
        """The name of any entity; yields a slot."""
        self.asking = grammar.asking_kind.map(lambda phrase: phrase.slot)
        """What asks for things of a class (`which policies in Town`); yields a slot."""
        self.asked = grammar.asking
        """What a question asks for; yields a phrase."""
        self.question = alt(*self._about(), *self._at_work(), *figure_forms(self), *self._in_doubt(), *self._who_says())
        """A question that asks for claims."""

    @cached_property
    def weighing(self) -> Parser:
        """A question of one of the kinds that weigh claims."""
        return alt(*map(self._of_kind, kinds.NAMES))

    def likely(self, sentence: Sentence) -> Parser:
        """The same for the kinds that the words of a question speak for, so that the others are not imported."""
        return alt(*map(self._of_kind, kinds.likely(self.terms.sorts(sentence))))

    def _of_kind(self, name: str) -> Parser:
        if name not in self._kinds:
            self._kinds[name] = alt(*kinds.kind(name).parsers(self))
        return self._kinds[name]

    def framed(self, part: Parser) -> Parser:
        """A whole question: what yields a reading, with filters before and after it."""

        def built(values: tuple[Said, Reading, Said]) -> Reading | Fault | None:
            before, reading, after = values
            return self.grammar.narrowed(reading, (before, after))

        return seq(self.grammar.opening, part, self._margin).map(built)

    def _whole(self, kind: str, part: Parser, relation: str = "") -> Parser:
        """A whole question about one slot."""
        return self.framed(part.map(lambda slot: Reading(kind, relation, slot, Slot())))

    def _about(self) -> Iterable[Parser]:
        word, words = self.terms.word, self.terms.words
        name = self.named
        yield self._whole(ABOUT, word("what") >> word("be") >> name)
        yield self._whole(ABOUT, word("about") >> name)
        yield self._whole(ABOUT, word("what") >> word("shi") >> name << words("end"))
        yield self._whole(ABOUT, name << word("shi") << word("what", "which") << words("end"))
        yield self._whole(ABOUT, maybe(word("about")) >> name << word("about_end"))
        # what did Philips do; how does spin-off work; 衍生是如何起作用的
        yield self._whole(ABOUT, word("what") >> word("do") >> name << word("do"))
        yield self._whole(ABOUT, word("how") >> word("do") >> name << word("function"))
        yield self._whole(ABOUT, name << words("shi") << word("how") << word("function") << words("de", "end"))

    def _at_work(self) -> Iterable[Parser]:
        """Where a mechanism worked: what is driven through it, claim by claim."""
        word, words = self.terms.word, self.terms.words
        mechanism = words("the") >> self.terms.entity("Mechanism")
        # where did living labs work; where are living labs used; 生活实验室在哪里用过
        forms = (
            word("where") >> word("do") >> mechanism << word("function"),
            word("where") >> word("be", "have") >> mechanism << words("be") << word("used", "function"),
            mechanism << words("in") << word("where") << word("used", "function") << words("aspect", "end"),
        )
        for form in forms if DRIVES in self.terms.relations else ():
            yield self.framed(form.map(_through))

    def _in_doubt(self) -> Iterable[Parser]:
        word, words = self.terms.word, self.terms.words
        name, nothing = self.named, Slot()
        # what is disputed (about X); X 有哪些争议; 关于 X 有哪些争议; which claims do not stand; X 的哪些论断不成立
        for kind, said in ((DISPUTES, word("disputed")), (REFUTED, word("refuted"))):
            yield self._whole(kind, said.map(lambda _: nothing) << words("end"))
            yield self._whole(kind, said >> word("on") >> name)
            yield self._whole(kind, maybe(word("on")) >> name << words("of") << said << words("end"))

    def clauses(self) -> Iterable[Parser]:
        """`X drives Y` in its forms, of two named things; each yields subject, relation and object."""
        grammar, name = self.grammar, self.named

        def around(values: tuple[Slot, tuple[str, Phrase]]) -> tuple[Slot, str, Slot] | None:
            subject, (relation, phrase) = values
            return (subject, relation, phrase.slot) if phrase.slot.entity else None

        yield seq(name, grammar.active, name)
        yield seq(name, grammar.passive, name).map(lambda found: found[::-1])
        yield seq(name, grammar.around).map(around)

    def _who_says(self) -> Iterable[Parser]:
        for clause in self.clauses():
            said = self.terms.word("who_says") >> clause
            yield self.framed(said.map(lambda found: Reading(WHO_SAYS, found[1], found[0], found[2])))
