"""Questions for figures: which figures X has, what its output is, how many firms it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from .lexicon import RELATION
from .parsing import Parser, Result, Sentence, maybe, seq
from .reading import FIGURES, Reading, Slot

if TYPE_CHECKING:
    from .inquiry import Inquiries
    from .terminals import Terminals

_OF = (" of", " in")
# What a phrase of a measured relation adds to the noun that is asked for or counted: 产值为, `number of firms in`.
_ATTRIBUTES = ("{}", "{}为")
_COUNTS = (
    "number of {} in",
    "number of {} of",
    "number of {} employed by",
    "{} in",
    "{}数",
    "{}数为",
    "{}数量",
    "{}为",
)
_LONGEST = 8


def figure_forms(ask: Inquiries) -> Iterable[Parser]:
    """Every form; each reads a whole question."""
    terms, name = ask.terms, ask.named
    word, words = terms.word, terms.words
    count, asked = word("figures"), word("which", "what")

    def whole(part: Parser) -> Parser:
        return ask.framed(part.map(lambda slot: Reading(FIGURES, "", slot, Slot())))

    def measured(part: Parser) -> Parser:
        return ask.framed(part.map(lambda found: Reading(FIGURES, found[0], found[1], Slot())))

    # which figures does X have; what are the figures of X; X 有哪些数据
    yield whole(asked >> count >> word("do") >> name << word("have"))
    yield whole(maybe(asked >> word("be")) >> words("the") >> count >> word("of", "on") >> name)
    yield whole(name << words("of") << word("there") << word("which") << count << words("end"))
    # how big is X; X 有多大
    yield whole(word("how_big") >> name)
    yield whole(name << words("of") << word("how_big") << words("end"))
    # what is the output of X; X 的产值(是多少)
    yield measured(seq(maybe(asked >> word("be")) >> words("the") >> _prepositional(terms), name))
    much = maybe(words("shi") << word("how_much") << words("end"))
    yield measured(seq(name << words("of"), _noun(terms, _ATTRIBUTES) << much).map(_turned))
    # how many firms are there in X; how many people does X employ; X 有多少家企业
    many = word("how_many") >> words("counted") >> _noun(terms, _COUNTS)
    there = words("be", "living") >> words("there") >> words("in")
    yield measured(seq(many, there >> name << words("living")))
    yield measured(seq(many, word("do") >> name << word("employ", "have")))
    yield measured(seq(name << words("of"), word("there") >> many << words("end")).map(_turned))


def _turned(pair: tuple[Slot, str]) -> tuple[str, Slot]:
    return pair[1], pair[0]


def _measures(terms: Terminals) -> set[str]:
    relations = terms.relations
    # The general one, of which all others are kinds, is `figures` itself.
    return {n for n, r in relations.items() if r.kind == "attribute" and set(r.parents) & relations.keys()}


def _prepositional(terms: Terminals) -> Parser:
    """A measured relation as a noun with its preposition: `output of`, `number of firms in`."""
    measures = _measures(terms)

    def find(sentence: Sentence, index: int) -> Iterable[Result]:
        for end, form, names in terms.lexicon.at(RELATION, sentence, index):
            yield from ((end, name) for name in names if name in measures and form.endswith(_OF))

    return _or_missed(find)


def _noun(terms: Terminals, patterns: Iterable[str]) -> Parser:
    """A measured relation by a noun that with one of the patterns makes a phrase of it."""
    measures, table = _measures(terms), terms.lexicon.tables[RELATION]

    def find(sentence: Sentence, index: int) -> Iterable[Result]:
        for end, noun in sentence.phrases(index, _LONGEST):
            for phrase in (pattern.format(noun) for pattern in patterns):
                yield from ((end, name) for name in table.get(phrase, ()) if name in measures)

    return _or_missed(find)


def _or_missed(find: Callable[[Sentence, int], Iterable[Result]]) -> Parser:
    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        found = list(find(sentence, index))
        if not found:
            sentence.missed(index, "verb")
        return found

    return Parser(run)
