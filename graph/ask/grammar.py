"""The grammar of questions, in English and Chinese, over the lexicon of a release.

It is written with parsy's combinators over atoms. (Lark reads as well, but importing it and building its tables takes
as long as everything else that `agglo ask` does; see tests/benchmarks/startup.py.) New kinds of question are new
alternatives in `Grammar.question`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import parsy

from ..folding import Atom
from . import lexicon as lx
from .reading import OBJECTS, PAIRS, PATHS, SUBJECTS, Ambiguous, Filters, Reading, Slot, all_filters

Fits = Callable[[str, Sequence[str]], bool]
"""Whether an entity, by its id, is of one of the classes."""

_YEARS = range(1000, 3000)


class Grammar:
    """The parser for one release."""

    def __init__(self, lexicon: lx.Lexicon, fits: Fits) -> None:
        self.lexicon = lexicon
        self._fits = fits
        self.question = self._question()

    # Terminals

    def _phrase(self, kind: str, wanted: str = "") -> parsy.Parser:
        """A phrase of a kind; with `wanted`, of that one meaning. Yields its meanings."""

        def read(stream: Sequence[Atom], index: int) -> parsy.Result:
            for end, found in self.lexicon.at(kind, stream, index):
                if not wanted or wanted in found:
                    return parsy.Result.success(end, (found, stream[index:end]))
            return parsy.Result.failure(index, wanted or kind)

        return parsy.Parser(read)

    def _word(self, *names: str) -> parsy.Parser:
        return parsy.alt(*(self._phrase(lx.WORD, name) for name in names))

    def _entity(self, *classes: str) -> parsy.Parser:
        """A named entity; of one of the classes if any are given. Yields its id, `Ambiguous` if several fit."""

        def read(stream: Sequence[Atom], index: int) -> parsy.Result:
            for end, found in self.lexicon.at(lx.ENTITY, stream, index):
                fitting = [id_ for id_ in found if not classes or self._fits(id_, classes)]
                if len(fitting) == 1:
                    return parsy.Result.success(end, fitting[0])
                if fitting:
                    return parsy.Result.success(end, Ambiguous.among(fitting, stream[index].start, stream[end - 1].end))
            return parsy.Result.failure(index, lx.ENTITY)

        return parsy.Parser(read)

    @staticmethod
    def _number(test: Callable[[float], bool], what: str) -> parsy.Parser:
        def read(stream: Sequence[Atom], index: int) -> parsy.Result:
            if index < len(stream) and stream[index].text[:1].isdigit() and test(float(stream[index].text)):
                return parsy.Result.success(index + 1, float(stream[index].text))
            return parsy.Result.failure(index, what)

        return parsy.Parser(read)

    # Filters

    def _filters(self) -> parsy.Parser:
        word = self._word
        year = (self._number(lambda n: n in _YEARS, "year")).map(int) << word("year").optional()
        mechanism = self._entity("Mechanism")
        place = self._entity("Place")
        group = mechanism.sep_by(word("or"), min=1).map(tuple)
        through = word("not").optional() >> word("through") >> group.sep_by(word("and"), min=1).map(tuple)
        not_through = word("not") >> word("through").optional() >> mechanism.sep_by(word("or", "and"), min=1).map(tuple)
        source = self._phrase(lx.SOURCE).combine(lambda found, _: tuple(found))
        return parsy.alt(
            not_through.map(lambda ids: Filters(not_through=ids)),
            through.map(lambda groups: Filters(through=groups)),
            (word("confidence") >> self._number(lambda n: 0 <= n <= 1, "number")).map(lambda n: Filters(confidence=n)),
            (word("according") >> source).map(lambda ids: Filters(sources=ids)),
            parsy.seq(word("between") >> year, word("and", "to") >> year).combine(
                lambda a, b: Filters(since=min(a, b), until=max(a, b))
            ),
            parsy.seq(year << word("to"), year).combine(lambda a, b: Filters(since=min(a, b), until=max(a, b))),
            (word("since").optional() >> year << word("since_end")).map(lambda y: Filters(since=y)),
            (word("before").optional() >> year << word("before_end")).map(lambda y: Filters(until=y - 1)),
            (word("since") >> year).map(lambda y: Filters(since=y)),
            (word("before") >> year).map(lambda y: Filters(until=y - 1)),
            (word("in") >> year).map(lambda y: Filters(since=y, until=y)),
            (word("in") >> place.sep_by(word("or"), min=1) << word("the").optional()).map(
                lambda ids: Filters(places=tuple(ids))
            ),
            # `荷兰的哪些集群`: the place stands before the noun.
            (place << self._phrase(lx.WORD, "of")).map(lambda id_: Filters(places=(id_,))),
        )

    # Questions

    def _question(self) -> parsy.Parser:
        word = self._word
        filters = self._filters().many().map(all_filters)
        noise = word("the").many() >> word("did").many()
        the = word("the").many()
        relation = self._phrase(lx.RELATION).combine(lambda found, _: found[0])
        backwards = self._phrase(lx.INVERSE).combine(lambda found, _: found[0])
        inverse = backwards | word("did").many() >> backwards
        kind = self._phrase(lx.CLASS).combine(lambda found, _: Slot(type=found[0]))
        some = word("which") >> the >> kind.optional().map(lambda slot: slot or Slot())
        named = the >> self._entity().map(lambda id_: Slot(entity=id_))
        verb = word("did").many() >> relation << word("did", "the").many()

        def made(of: str) -> Callable[..., Reading]:
            return lambda before, subject, one, name, two, target, after: Reading(
                of, name, subject, target, all_filters((before, one, two, after))
            )

        def turned(of: str) -> Callable[..., Reading]:
            return lambda before, target, one, name, two, subject, after: Reading(
                of, name, subject, target, all_filters((before, one, two, after))
            )

        def ordered(first: Any, middle: Any, last: Any, make: Any) -> parsy.Parser:  # noqa: ANN401
            return parsy.seq(filters, first, filters, middle, filters, last, filters).combine(make)

        def passive(first: Any, last: Any, of: str) -> parsy.Parser:  # noqa: ANN401
            """`X 由 Y 带动`: the agent comes before the verb."""
            agent = parsy.seq(word("by") >> last, filters, verb)
            return parsy.seq(filters, first, filters, agent, filters).combine(
                lambda before, target, one, middle, after: Reading(
                    of, middle[2], middle[0], target, all_filters((before, one, middle[1], after))
                )
            )

        did = word("did").at_least(1)
        asked = parsy.seq(filters, some, filters << did, named, filters, relation, filters).combine(
            lambda before, target, one, subject, two, name, after: Reading(
                OBJECTS, name, subject, target, all_filters((before, one, two, after))
            )
        )
        how = parsy.seq(
            filters << word("how", "why") << noise, named, filters << noise, relation << noise, named, filters
        ).combine(lambda a, subject, b, name, target, c: Reading(PATHS, name, subject, target, all_filters((a, b, c))))
        how_chinese = parsy.seq(filters, named, filters << word("how", "why"), filters, verb, named, filters).combine(
            lambda a, subject, b, c, name, target, d: Reading(PATHS, name, subject, target, all_filters((a, b, c, d)))
        )
        return parsy.alt(
            ordered(some, verb, some, made(PAIRS)),
            ordered(some, inverse, some, turned(PAIRS)),
            passive(some, some, PAIRS),
            how,
            how_chinese,
            asked,
            ordered(some, inverse, named, turned(OBJECTS)),
            passive(some, named, OBJECTS),
            ordered(some, verb, named, made(SUBJECTS)),
            ordered(named, verb, some, made(OBJECTS)),
            ordered(named, inverse, some, turned(SUBJECTS)),
            passive(named, some, SUBJECTS),
            ordered(word("did").many() >> named, verb, named, made(PATHS)),
        )
