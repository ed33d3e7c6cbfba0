"""A small parser kit that keeps every way to read a text, so that a question with two readings is never guessed at.

A `Parser` yields all pairs of (index after it, value) for a start index. Results are remembered a parser and index, so
the work grows with the length of the question and not with the number of ways to read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from itertools import pairwise
from typing import Any

from ..folding import Atom, key
from ..light import dataclass, field

Result = tuple[int, Any]
Values = tuple[Any, ...]

MAX_STEPS = 60_000
"""The most that may be tried over one question; no question of people comes near."""
_MAX_WAYS = 400
_LONGEST_WORD = 8  # the longest function word, in atoms


class TooInvolvedError(Exception):
    """The text has more readings than anybody would mean."""


@dataclass
class Sentence:
    """A question while it is read.

    Attributes:
        atoms: its atoms.
        breaks: the atoms before which a comma or another break stands.
        every: whether names shorter than the longest one at a place are tried too.
        furthest: the atom at which the reader that came furthest gave up.
        expected: what would have fitted there (kinds of names).
        steps: how many pairs of a parser and a place have been tried: the work, and so the time, that it took.
        text: the text that the atoms are parts of.
        table: what function words a folded phrase is, as the lexicon has them; without it nothing is left untried.
        known: what the lexicon has at a place, by kind and place.
    """

    atoms: Sequence[Atom]
    breaks: frozenset[int] = frozenset()
    every: bool = False
    furthest: int = 0
    expected: set[str] = field(default_factory=set)
    steps: int = 0
    text: str = ""
    table: Mapping[str, Sequence[str]] | None = None
    known: dict[tuple[str, int], Sequence[tuple[int, str, Sequence[str]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # For each place: the function words that begin there and their ends, and what each parser reads there.
        self._words: list[dict[str, list[int]] | None] = [None] * (len(self.atoms) + 1)
        self._memo: list[dict[Parser, Sequence[Result]]] = [{} for _ in range(len(self.atoms) + 1)]
        self._glued = [key(pair)[len(pair[0].text) :] for pair in pairwise(self.atoms)]

    def phrases(self, start: int, longest: int) -> Iterable[tuple[int, str]]:
        """The texts that begin at an atom, folded as the lexicon's: where each ends, and the text; shortest first."""
        if start >= len(self.atoms):
            return
        phrase = self.atoms[start].text
        yield start + 1, phrase
        for end in range(start + 1, min(len(self.atoms), start + longest)):
            phrase += self._glued[end - 1]
            yield end + 1, phrase

    def words(self, index: int, table: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
        """The sorts of function word that begin at an atom, each with where it ends."""
        found = self._words[index]
        if found is None:
            found = self._words[index] = {}
            for end, phrase in self.phrases(index, _LONGEST_WORD):
                for name in table.get(phrase, ()):
                    found.setdefault(name, []).append(end)
        return found

    def written(self, start: int, end: int) -> str:
        """The text from one atom to before another, as it is written."""
        return self.text[self.atoms[start].start : self.atoms[end - 1].end]

    def missed(self, index: int, *expected: str) -> None:
        """Note that none of the expected things stands at an index."""
        if index > self.furthest:
            self.furthest = index
            self.expected.clear()
        if index == self.furthest:
            self.expected.update(expected)

    def results(self, parser: Parser, index: int) -> Sequence[Result]:
        """All that a parser reads from an index on."""
        starts = parser.starts
        if starts and self.table is not None:
            words = self._words[index]
            if starts.isdisjoint(self.words(index, self.table) if words is None else words):
                self.missed(index)
                return ()
        memo = self._memo[index]
        found = memo.get(parser)
        if found is None:
            self.steps += 1
            if self.steps > MAX_STEPS:
                raise TooInvolvedError
            found = memo[parser] = _each_once(parser.run(self, index))
            if len(found) > _MAX_WAYS:
                raise TooInvolvedError
        return found

    def readings(self, parser: Parser) -> list[Any]:
        """The values of every reading of the whole sentence."""
        every = self.results(parser, 0)
        for end, _ in every:
            if end < len(self.atoms):
                self.missed(end)
        return [value for end, value in every if end == len(self.atoms)]


First = frozenset[str] | None
_ANY: First = None


class Parser:
    """What reads a part of a sentence; `a >> b` keeps what `b` read, `a << b` what `a` read.

    Attributes:
        run: reads it.
        first: the sorts of function word with which it begins, unless it reads nothing; None for anything.
        empty: whether it may read nothing.
        starts: where none of these words stands it need not be tried; None or empty if it must.
    """

    def __init__(
        self, run: Callable[[Sentence, int], Iterable[Result]], first: First = _ANY, *, empty: bool = True
    ) -> None:
        self.run, self.first, self.empty = run, first, empty
        self.starts = None if empty else first

    def map(self, make: Callable[[Any], Any]) -> Parser:
        """The same, with another value; a value of None is no reading."""

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            made = ((end, make(value)) for end, value in sentence.results(self, index))
            return ((end, value) for end, value in made if value is not None)

        return Parser(run, self.first, empty=self.empty)

    def __rshift__(self, other: Parser) -> Parser:
        return _both(self, other, lambda end, _, value: (end, value))

    def __lshift__(self, other: Parser) -> Parser:
        return _both(self, other, lambda end, value, _: (end, value))

    def __or__(self, other: Parser) -> Parser:
        return alt(self, other)


def check_number(ways: Sized) -> None:
    """Raise an error if there are too many ways to read a part."""
    if len(ways) > _MAX_WAYS:
        raise TooInvolvedError


def _each_once(ways: Iterable[tuple[int, Any]]) -> list[tuple[int, Any]]:
    # Values are slow to compare, and most often there is one way or none.
    found = list(ways)
    return list(dict.fromkeys(found)) if len(found) > 1 else found


UNBROKEN = Parser(lambda sentence, index: [] if index in sentence.breaks else [(index, None)])
"""No break here; reads nothing."""


LATIN = Parser(
    lambda sentence, index: (
        [(index, None)] if "".join(a.text for a in sentence.atoms[index : index + 1]).isascii() else []
    )
)
"""No Chinese character here; reads nothing."""


def _any_of(parts: Iterable[Parser]) -> First:
    """The words with which any of some parsers begins."""
    found: frozenset[str] = frozenset()
    for part in parts:
        if part.first is None:
            return None
        found |= part.first
    return found


def _first_of(parts: Iterable[Parser]) -> First:
    """The words with which several parsers begin, one after the other: those of the first that reads something."""
    leading = []
    for part in parts:
        leading.append(part)
        if not part.empty:
            break
    return _any_of(leading)


def _both(one: Parser, other: Parser, make: Callable[[int, Any, Any], Result]) -> Parser:
    """One after the other; `make` is given where they end, and the value of each."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        for here, first in sentence.results(one, index):
            for end, second in sentence.results(other, here):
                yield make(end, first, second)

    return Parser(run, _first_of((one, other)), empty=one.empty and other.empty)


def seq(*parts: Parser) -> Parser:
    """One after the other; yields the tuple of their values."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        ways: list[tuple[int, Values]] = [(index, ())]
        for part in parts:
            if len(ways) == 1:
                here, values = ways[0]
                ways = [(end, (*values, value)) for end, value in sentence.results(part, here)]
            else:
                ways = _each_once(
                    (end, (*values, value)) for here, values in ways for end, value in sentence.results(part, here)
                )
            check_number(ways)
            if not ways:
                break
        return ways

    return Parser(run, _first_of(parts), empty=all(part.empty for part in parts))


def alt(*choices: Parser) -> Parser:
    """Any of them."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        found: list[Result] = []
        for choice in choices:
            found += sentence.results(choice, index)
        return found

    return Parser(run, _any_of(choices), empty=any(choice.empty for choice in choices))


def many(part: Parser, at_least: int = 0) -> Parser:
    """It any number of times; yields the tuple of the values."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        ways: list[tuple[int, Values]] = [(index, ())]
        for here, values in ways:
            if len(values) >= at_least:
                yield here, values
            ways += [(end, (*values, value)) for end, value in sentence.results(part, here) if end > here]
            check_number(ways)

    return Parser(run, part.first, empty=part.empty or not at_least)


def skip(part: Parser) -> Parser:
    """It any number of times, for its words alone: yields an empty tuple."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        ends = [index]
        for here in ends:
            ends += [end for end, _ in sentence.results(part, here) if end not in ends]
        return [(end, ()) for end in ends]

    return Parser(run, part.first)


def maybe(part: Parser, default: Any = ()) -> Parser:  # noqa: ANN401 - any value
    """It or nothing."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        yield from sentence.results(part, index)
        yield index, default

    return Parser(run, part.first)


def separated(part: Parser, by: Parser) -> Parser:
    """One or more of it with something between; yields the tuple of the values."""
    return seq(part, many(by >> part)).map(lambda values: (values[0], *values[1]))
