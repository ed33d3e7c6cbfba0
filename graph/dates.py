"""EDTF dates and their bounds.

The `edtf` library (Library of Congress EDTF, ISO 8601-2:2019) reads the text; only bounds are ever compared.
"""

from __future__ import annotations

import re
from calendar import isleap, month_abbr, monthrange
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from time import struct_time

BEGINNING = "-9999-01-01"
END = "9999-12-31"

# The library's time grows with the square of the length of a set such as `{1960,1961}`.
_LONGEST = 100
_DAY = re.compile(r"(-?[0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})")
_MONTH = re.compile(r"(-?[0-9]{4})-(00|1[3-9]|20|[4-9][0-9])(-[0-9]{2})?")
_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?[~?%]?")
_DECADE = re.compile(r"([0-9]{3})X")
_OPEN = ("..", "")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Earliest and latest start and end of a date or interval, as `YYYY-MM-DD`; None where it is open.

    For a single date such as `1984`, the start and the end lie anywhere between 1984-01-01 and 1984-12-31.
    """

    start_earliest: str | None
    start_latest: str | None
    end_earliest: str | None
    end_latest: str | None

    def certainly_before(self, other: Bounds) -> bool:
        """Whether this ends before the other starts, however the uncertain parts are read."""
        if not self.end_latest or not other.start_earliest:
            return False
        return _order(self.end_latest) < _order(other.start_earliest)


@cache
def bounds(text: str) -> Bounds:
    """The bounds of an EDTF text.

    Raises:
        ValueError: the text is not EDTF, or runs backwards.

    >>> bounds("1984/..")
    Bounds(start_earliest='1984-01-01', start_latest='1984-12-31', end_earliest=None, end_latest=None)
    >>> bounds("1950~").start_latest
    '1950-12-31'
    """
    if len(text) > _LONGEST:
        raise ValueError(f"`{text[:20]}…` is too long for a date")
    left, slash, right = text.partition("/")
    if slash and not left.strip(".") and not right.strip("."):
        raise ValueError(f"`{text}` has neither a start nor an end")
    # Each end by itself: the library's grammar for whole intervals lacks `199X/..`.
    start = None if left in _OPEN and slash else _range(left, text)
    end = start if not slash else None if right in _OPEN else _range(right, text)
    if start and end and slash and _order(end[1]) < _order(start[0]):
        raise ValueError(f"`{text}` ends before it starts")
    return Bounds(*(start or (None, None)), *(end or (None, None)))


def is_day(text: str) -> bool:
    """Whether a text is one day for certain, such as `2024-05-01`."""
    return len(text) == len("2024-05-01") and _plain(text) == (text, text)


def first_day(text: str) -> str:
    """The first day of a year, a month or a day in plain digits, `YYYY-MM-DD`.

    Raises:
        ValueError: it is none.

    >>> first_day("2019"), first_day("2019-05")
    ('2019-01-01', '2019-05-01')
    """
    found = _plain(text) if text[-1:].isdecimal() else None
    if not found:
        raise ValueError(f"`{text}` is no year, month or day, such as 2019, 2019-05 or 2019-05-01")
    return found[0]


def _range(part: str, whole: str) -> tuple[str, str]:
    """The first and the last day that one end of a date may be."""
    if "/" in part:
        raise ValueError(f"`{whole}` is not an EDTF date: an interval has two ends")
    if plain := _plain(part):
        return plain
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        date = parse_edtf(part)
        lower, upper = date.lower_strict(), date.upper_strict()
        first, last = _text(lower), _text(upper)
    except EDTFParseException as error:
        if day := _DAY.fullmatch(part):
            raise ValueError(f"`{whole}` cannot be: {day[1]}-{day[2]} has no day {day[3]}") from error
        if month := _MONTH.fullmatch(part):
            raise ValueError(f"`{whole}` cannot be: there is no month {month[2]}") from error
        raise ValueError(f"`{whole}` is not an EDTF date") from error
    except (OverflowError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"`{whole}` has no bounds that can be computed") from error
    # The library knows how long months are, but not that only some years have a 29 February.
    if "X" not in part and _no_such_day(lower):
        raise ValueError(f"`{whole}` cannot be: {first[:-3]} has no day 29")
    return (f"{first[:-2]}28" if _no_such_day(lower) else first, f"{last[:-2]}28" if _no_such_day(upper) else last)


def _plain(part: str) -> tuple[str, str] | None:
    """The bounds of a decade, a year, a month or a day, as most dates are: the library takes 20 ms for each."""
    if decade := _DECADE.fullmatch(part):
        return f"{decade[1]}0-01-01", f"{decade[1]}9-12-31"
    found = _PLAIN.fullmatch(part)
    if not found:
        return None
    year, month, day = found.groups()
    if day:
        return (f"{year}-{month}-{day}",) * 2 if 1 <= int(day) <= monthrange(int(year), int(month))[1] else None
    first, last = (month, month) if month else ("01", "12")
    return f"{year}-{first}-01", f"{year}-{last}-{monthrange(int(year), int(last))[1]}"


def _no_such_day(moment: struct_time) -> bool:
    return moment.tm_mon == 2 and moment.tm_mday == 29 and not isleap(moment.tm_year)


def _text(moment: struct_time) -> str:
    year = moment.tm_year
    if not -9999 <= year <= 9999:
        raise ValueError("year out of range")
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}"


def _order(day: str) -> tuple[int, str]:
    """A day as it is compared: text alone would put -0400 before -0500."""
    year, month_and_day = day[:-6], day[-5:]
    return int(year), month_and_day


_MONTHS = {name.lower(): f"{number:02d}" for number, name in enumerate(month_abbr) if name}
_SLIPS = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"(?:the )?(\d{3})0'?s|(\d{3})0年代", "{1}{2}X"),
        (r"(?:c|ca|circa|about|around|roughly)[. ]*(\d{4})|(\d{4})年?前后", "{1}{2}~"),
        (r"(?:since|from) *(\d{4})|(\d{4}) *[-–—/] *(?:now|present|today|open|unknown)?", "{1}{2}/.."),
        (r"(?:until|before|to) *(\d{4})", "../{1}"),
        (r"(\d{4}) *(?:-|–|—|to|至|~) *(\d{4})", "{1}/{2}"),
        (r"(\d{2})(\d{2}) *[-–—/] *(\d{2})", "{1}{2}/{1}{3}"),
        (r"(\d{4})[-./年 ]*(\d{1,2})月?", "{1}-{2:0>2}"),
        (r"(\d{4})[-./年 ]*(\d{1,2})[-./月 ]*(\d{1,2})日?", "{1}-{2:0>2}-{3:0>2}"),
        (r"(\d{1,2})[-./](\d{4})", "{2}-{1:0>2}"),
        (r"(\d{4})[年?]", "{1}"),
    )
)
_NAMED = re.compile(r"(?:(\d{1,2}) +)?([A-Za-z]{3})[a-z]*\.?(?: +(\d{1,2}),?)? +(\d{4})")


def near(text: str) -> str:
    """The EDTF date that a text in another common notation means, or an empty text.

    >>> near("1980s"), near("27 Feb 2012"), near("1984-1990"), near("soon")
    ('198X', '2012-02-27', '1984/1990', '')
    """
    if len(text) > _LONGEST:
        return ""
    for candidate in _rewritten(text.strip()):
        with suppress(ValueError):
            bounds(candidate)
            return candidate
    return ""


def _rewritten(text: str) -> Iterator[str]:
    for pattern, written in _SLIPS:
        if found := pattern.fullmatch(text):
            yield written.format("", *(group or "" for group in found.groups()))
    left, slash, right = text.partition("/")
    if slash:
        yield f"{right}/{left}"
    if (found := _NAMED.fullmatch(text)) and found[2].lower() in _MONTHS:
        day = found[1] or found[3]
        yield f"{found[4]}-{_MONTHS[found[2].lower()]}" + (f"-{day:0>2}" if day else "")
