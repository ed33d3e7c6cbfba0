"""Questions that ask for claims and not for the ends of a relation.

What is X; which figures does X have; what is the output of X; what is disputed about X; who says that X R Y. Those that
weigh claims are in `kinds/`. All are tried only where `Grammar.question` reads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from . import kinds
from .lexicon import RELATION
from .parsing import Parser, Result, Sentence, alt, maybe, seq
from .reading import ABOUT, DISPUTES, FIGURES, WHO_SAYS, Reading, Slot

if TYPE_CHECKING:
    from .grammar import Fault, Grammar, Phrase
    from .narrowing import Said

_OF = (" of", " in")
_AMOUNTS_TO = "为"
_LONGEST = 8


class Inquiries:
    """The parsers; they share the words and verbs of a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.terms, self._margin = grammar.terms, grammar.narrow.margin
        name = self.terms.words("the") >> self.terms.entity()
        self.named = name.map(lambda id_: Slot(entity=id_))
        """The name of any entity; yields a slot."""
        self.asking = grammar.asking_kind.map(lambda phrase: phrase.slot)
        """What asks for things of a class (`which policies in Town`); yields a slot."""
        self.question = alt(
            *self._about(),
            *self._figures(),
            *self._disputes(),
            *self._who_says(),
            *(parser for name in kinds.NAMES for parser in kinds.kind(name).parsers(self)),
        )

    def framed(self, part: Parser) -> Parser:
        """A whole question: what yields a reading, with filters before and after it."""

        def built(values: tuple[Said, Reading, Said]) -> Reading | Fault:
            before, reading, after = values
            return self.grammar.narrowed(reading, (before, after))

        return seq(self.terms.words("please") >> self._margin, part, self._margin).map(built)

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

    def _figures(self) -> Iterable[Parser]:
        word, words = self.terms.word, self.terms.words
        name, count = self.named, word("figures")
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
        part = form(self._attribute(endings))
        return self.framed(part.map(lambda found: Reading(FIGURES, found[1], found[0], Slot())))

    def _attribute(self, endings: tuple[str, ...]) -> Parser:
        """The name of a measured relation: `output of`, `number of firms in`; 产值为."""
        relations = self.terms.relations
        # The general one, of which all others are kinds, is `figures` itself.
        measured = {n for n, r in relations.items() if r.kind == "attribute" and set(r.parents) & relations.keys()}

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            found = [
                (end, name)
                for end, form, names in self.terms.lexicon.at(RELATION, sentence, index)
                for name in names
                if name in measured and (not endings or form.endswith(endings))
            ]
            if not endings:  # 产值, of the verb 产值为
                table = self.terms.lexicon.tables[RELATION]
                nouns = ((end, f"{phrase}{_AMOUNTS_TO}") for end, phrase in sentence.phrases(index, _LONGEST))
                found += [(end, name) for end, verb in nouns for name in table.get(verb, ()) if name in measured]
            if not found:
                sentence.missed(index, "verb")
            return found

        return Parser(run)

    def _disputes(self) -> Iterable[Parser]:
        word, words = self.terms.word, self.terms.words
        said, name, nothing = word("disputed"), self.named, Slot()
        # what is disputed (about X); X 有哪些争议; 关于 X 有哪些争议
        yield self._whole(DISPUTES, said.map(lambda _: nothing) << words("end"))
        yield self._whole(DISPUTES, said >> word("on") >> name)
        yield self._whole(DISPUTES, maybe(word("on")) >> name << words("of") << said << words("end"))

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
