"""The parts of a question that narrow its answer: mechanisms, places, periods, sources, confidence, chains."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from ..dates import first_day
from ..light import dataclass, field
from .parsing import UNBROKEN, Parser, alt, many, maybe, separated, seq
from .reading import MAX_HOPS, Filters, all_filters
from .terminals import Terminals


@dataclass(frozen=True)
class Said:
    """Filters, and the longest chain if the question names one.

    Attributes:
        filters: the filters.
        hops: the longest chain.
        clash: they contradict each other.
        toward: a place was named as the one to which something is drawn.
    """

    filters: Filters = field(default_factory=Filters)
    hops: int | None = None
    clash: bool = False
    toward: bool = False


def together(found: Iterable[Said]) -> Said:
    """All that was said."""
    every = list(found)
    filters = all_filters(each.filters for each in every)
    hops = {each.hops for each in every if each.hops is not None}
    clash = filters is None or len(hops) > 1 or any(each.clash for each in every)
    return Said(filters or Filters(), next(iter(hops), None), clash, any(each.toward for each in every))


class Narrowing:
    """Parsers for the filters."""

    def __init__(self, terms: Terminals) -> None:
        self._terms = terms
        self.places = self._places()
        word = terms.word
        filters = alt(*self._mechanisms(), *self._periods(), *self._trust(), *self._checks()).map(lambda f: Said(f))
        unplaced = terms.words("and", "but") >> (filters | self._chains())
        placed = terms.words("and", "but") >> word("in") >> self.places.map(lambda ids: Said(Filters(places=ids)))
        silent = word("noise").map(lambda _: Said())
        outside = word("not") >> word("in") | word("outside")
        elsewhere = outside >> self.places.map(lambda ids: Said(Filters(not_places=ids)))
        toward = (word("toward") >> self.places).map(lambda ids: Said(Filters(places=ids), toward=True))
        placed = placed | terms.words("and", "but") >> elsewhere | toward
        self.gap = many(unplaced | silent).map(together)
        """What may stand between two parts of a question: everything but a place."""
        self.margin = many(unplaced | placed | silent).map(together)
        """What may stand before and after: everything."""

    def _places(self) -> Parser:
        place = self._terms.words("the") >> self._terms.entity("Place")
        return separated(place, self._terms.word("or", "and"))

    def _mechanisms(self) -> Iterable[Parser]:
        word = self._terms.word
        mechanism = self._terms.words("the") >> self._terms.entity("Mechanism")
        any_of = separated(mechanism, word("or"))
        all_of = separated(mechanism.map(lambda one: (one,)), word("and"))
        yield word("through") >> (any_of.map(lambda ids: (ids,)) | all_of).map(lambda groups: Filters(through=groups))
        barred = word("not") >> word("through") | word("lacking")
        yield barred >> any_of.map(lambda ids: Filters(not_through=ids))

    def _periods(self) -> Iterable[Parser]:
        word = self._terms.word
        the = self._terms.words("the")
        plain = self._terms.whole_number(1000, 2999, "year")
        year = maybe(word("year")) >> plain << maybe(word("year"))
        since = lambda y: Filters(since=y)  # noqa: E731
        until = lambda y: Filters(until=y)  # noqa: E731
        yield word("since") >> year.map(since) << maybe(word("since_end"))
        yield maybe(word("in")) >> year.map(since) << word("since_end")
        yield word("after") >> year.map(lambda y: Filters(since=y + 1))
        yield maybe(word("since", "in")) >> year.map(lambda y: Filters(since=y + 1)) << word("after_end")
        yield word("before") >> year.map(lambda y: Filters(until=y - 1))
        yield maybe(word("before", "in")) >> year.map(lambda y: Filters(until=y - 1)) << word("before_end")
        yield word("until", "by") >> year.map(until) << maybe(word("until_end"))
        yield year.map(until) << word("until_end")
        pair = seq(year, word("to", "and") >> year) | seq(plain, year)
        spell = pair.map(lambda years: Filters(since=min(years), until=max(years)))
        yield maybe(word("between", "since", "in")) >> spell << maybe(word("between_end"))
        yield word("in") >> the >> year.map(lambda y: Filters(since=y, until=y))
        yield (plain << word("year")).map(lambda y: Filters(since=y, until=y))
        decade = plain.map(lambda y: y if y % 10 == 0 else None)
        century = self._terms.whole_number(10, 30, "century") << word("century")
        tens = self._terms.whole_number(0, 90, "decade").map(lambda n: n if n % 10 == 0 else None)
        spoken = seq(century, tens).map(lambda pair: (pair[0] - 1) * 100 + pair[1])
        decades = (decade | spoken) << word("decade")
        yield maybe(word("in")) >> the >> decades.map(lambda y: Filters(since=y, until=y + 9))
        yield word("since") >> the >> decades.map(since)
        yield word("after") >> the >> decades.map(lambda y: Filters(since=y + 10))
        yield word("before") >> the >> decades.map(lambda y: Filters(until=y - 1))
        # the two clocks: as of 1985, 按1985年当时; as known by 2010, 按2010年已知
        then, known = (lambda y: Filters(as_of=y)), (lambda y: Filters(known_by=y))
        yield word("as_of") >> year.map(then) << maybe(word("as_of_end"))
        yield maybe(word("in", "according", "as_of")) >> year.map(then) << word("as_of_end")
        yield word("known_by") >> year.map(known) << maybe(word("known_by_end"))
        yield maybe(word("in", "until", "according", "known_by")) >> year.map(known) << word("known_by_end")

    def _trust(self) -> Iterable[Parser]:
        word = self._terms.word
        source = self._terms.words("the") >> self._terms.source()
        sources = separated(source, word("or")).map(lambda found: tuple(sorted({id_ for ids in found for id_ in ids})))
        yield word("according") >> sources.map(lambda ids: Filters(sources=ids)) << maybe(word("said"))
        line = self._terms.number(0, 1, "confidence")
        yield word("confidence") >> line.map(lambda n: Filters(confidence=n))
        yield word("at_least") >> line.map(_at_least)

    def _checks(self) -> Iterable[Parser]:
        """Since when somebody must have read the source: `checked since 2019-05-01`, 核查不早于2019年5月1日."""
        word, number = self._terms.word, self._terms.whole_number
        month = UNBROKEN >> number(1, 12, "month") << maybe(word("month"))
        day = UNBROKEN >> number(1, 31, "day") << maybe(word("day"))
        year = number(1000, 2999, "year") << maybe(word("year"))
        date = alt(seq(year), seq(year, month), seq(year, month, day)).map(_date)
        date = date.map(lambda first: Filters(checked_since=first))
        yield word("checked_since") >> date << maybe(word("since_end", "after_end"))
        yield maybe(word("since")) >> date << word("checked_since_end")

    def _chains(self) -> Parser:
        word = self._terms.word
        steps = self._terms.whole_number(1, MAX_HOPS, "steps") << word("steps")
        bounded = word("at_most") >> steps | steps << word("steps_end")
        return (word("directly").map(lambda _: 1) | bounded).map(lambda n: Said(hops=n))


def _date(numbers: tuple[int, ...]) -> str | None:
    """A year, a month or a day in ISO 8601; None if there is no such day."""
    year, *rest = numbers
    text = "-".join((f"{year:04d}", *(f"{number:02d}" for number in rest)))
    try:
        first_day(text)
    except ValueError:
        return None
    return text


def _at_least(line: float) -> Filters | None:
    """The filter that keeps a line itself too: confidence has two decimals, so it is above the last one below it."""
    hundredths = ceil(round(line * 100, 6))
    return Filters(confidence=(hundredths - 1) / 100) if hundredths else None
