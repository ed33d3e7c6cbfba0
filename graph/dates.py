"""EDTF dates and their bounds.

The `edtf` library (Library of Congress EDTF, ISO 8601-2:2019) reads the text; only bounds are ever compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from time import struct_time

BEGINNING = "-9999-01-01"
END = "9999-12-31"


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
        return bool(self.end_latest and other.start_earliest and self.end_latest < other.start_earliest)


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
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    left, slash, right = text.partition("/")
    if slash and not left.strip(".") and not right.strip("."):
        raise ValueError(f"`{text}` has neither a start nor an end")
    try:
        # Each end by itself: the library's grammar for whole intervals lacks `199X/..`.
        start = None if left in ("..", "") else _range(parse_edtf(left))
        end = start if not slash else None if right in ("..", "") else _range(parse_edtf(right))
    except EDTFParseException as error:
        raise ValueError(f"`{text}` is not an EDTF date") from error
    except (OverflowError, ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"`{text}` has no bounds that can be computed") from error
    if start and end and slash and end[1] < start[0]:
        raise ValueError(f"`{text}` ends before it starts")
    if not start and not end:
        raise ValueError(f"`{text}` is not an EDTF date")
    return Bounds(
        start[0] if start else None,
        start[1] if start else None,
        end[0] if end else None,
        end[1] if end else None,
    )


def _range(date: object) -> tuple[str, str]:
    lower, upper = date.lower_strict(), date.upper_strict()  # type: ignore[attr-defined]
    return _text(lower), _text(upper)


def _text(moment: struct_time) -> str:
    year = moment.tm_year
    if not -9999 <= year <= 9999:
        raise ValueError("year out of range")
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}"
