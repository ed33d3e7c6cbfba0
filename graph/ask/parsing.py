"""A small parser kit that keeps every way to read a text, so that a question with two readings is never guessed at.

A `Parser` yields all pairs of (index after it, value) for a start index. Results are remembered a parser and index, so
the work grows with the length of the question and not with the number of ways to read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Sized
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ..folding import Atom, key

Result = tuple[int, Any]
Values = tuple[Any, ...]

MAX_STEPS = 60_000
"""The most that may be tried over one question; no question of people comes near."""
_MAX_WAYS = 400


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
    """

    atoms: Sequence[Atom]
    breaks: frozenset[int] = frozenset()
    every: bool = False
    furthest: int = 0
    expected: set[str] = field(default_factory=set)
    steps: int = 0
    text: str = ""

    def __post_init__(self) -> None:
        # For each place what each parser reads there.
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
        memo = self._memo[index]
        found = memo.get(parser)
        if found is None:
            self.steps += 1
            if self.steps > MAX_STEPS:
                raise TooInvolvedError
            found = memo[parser] = list(dict.fromkeys(parser.run(self, index)))
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


class Parser:
    """What reads a part of a sentence; `a >> b` keeps what `b` read, `a << b` what `a` read."""

    def __init__(self, run: Callable[[Sentence, int], Iterable[Result]]) -> None:
        self.run = run

    def map(self, make: Callable[[Any], Any]) -> Parser:
        """The same, with another value; a value of None is no reading."""

        def run(sentence: Sentence, index: int) -> Iterable[Result]:
            made = ((end, make(value)) for end, value in sentence.results(self, index))
            return ((end, value) for end, value in made if value is not None)

        return Parser(run)

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


UNBROKEN = Parser(lambda sentence, index: [] if index in sentence.breaks else [(index, None)])
"""No break here; reads nothing."""


LATIN = Parser(
    lambda sentence, index: (
        [(index, None)] if "".join(a.text for a in sentence.atoms[index : index + 1]).isascii() else []
    )
)
"""No Chinese character here; reads nothing."""


def _both(one: Parser, other: Parser, make: Callable[[int, Any, Any], Result]) -> Parser:
    """One after the other; `make` is given where they end, and the value of each."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        for here, first in sentence.results(one, index):
            for end, second in sentence.results(other, here):
                yield make(end, first, second)

    return Parser(run)


def seq(*parts: Parser) -> Parser:
    """One after the other; yields the tuple of their values."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        ways: dict[tuple[int, Values], None] = {(index, ()): None}
        for part in parts:
            ways = {
                (end, (*values, value)): None for here, values in ways for end, value in sentence.results(part, here)
            }
            if not ways:
                break
            check_number(ways)
        return ways

    return Parser(run)


def alt(*choices: Parser) -> Parser:
    """Any of them."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        found: list[Result] = []
        for choice in choices:
            found += sentence.results(choice, index)
        return found

    return Parser(run)


def many(part: Parser, at_least: int = 0) -> Parser:
    """It any number of times; yields the tuple of the values."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        ways: list[tuple[int, Values]] = [(index, ())]
        for here, values in ways:
            if len(values) >= at_least:
                yield here, values
            ways += [(end, (*values, value)) for end, value in sentence.results(part, here) if end > here]
            check_number(ways)

    return Parser(run)


def skip(part: Parser) -> Parser:
    """It any number of times, for its words alone: yields an empty tuple."""
    return many(part).map(lambda _: ())


def maybe(part: Parser, default: Any = ()) -> Parser:  # noqa: ANN401 - any value
    """It or nothing."""

    def run(sentence: Sentence, index: int) -> Iterable[Result]:
        yield from sentence.results(part, index)
        yield index, default

    return Parser(run)


def separated(part: Parser, by: Parser) -> Parser:
    """One or more of it with something between; yields the tuple of the values."""
    return seq(part, many(by >> part)).map(lambda values: (values[0], *values[1]))
