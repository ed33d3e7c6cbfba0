"""EDTF: the bounds of each form, what is no date, and what was probably meant."""

from __future__ import annotations

import time

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph.dates import Bounds, bounds, near

FORMS: list[tuple[str, str | None, str | None, str | None, str | None]] = [
    ("1984", "1984-01-01", "1984-12-31", "1984-01-01", "1984-12-31"),
    ("1984-02", "1984-02-01", "1984-02-29", "1984-02-01", "1984-02-29"),
    ("1983-02", "1983-02-01", "1983-02-28", "1983-02-01", "1983-02-28"),
    ("2012-02-27", "2012-02-27", "2012-02-27", "2012-02-27", "2012-02-27"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29"),
    ("1951~", "1951-01-01", "1951-12-31", "1951-01-01", "1951-12-31"),
    ("1951?", "1951-01-01", "1951-12-31", "1951-01-01", "1951-12-31"),
    ("1951%", "1951-01-01", "1951-12-31", "1951-01-01", "1951-12-31"),
    ("1984?-05", "1984-05-01", "1984-05-31", "1984-05-01", "1984-05-31"),
    ("1984-~05", "1984-05-01", "1984-05-31", "1984-05-01", "1984-05-31"),
    ("199X", "1990-01-01", "1999-12-31", "1990-01-01", "1999-12-31"),
    ("19XX", "1900-01-01", "1999-12-31", "1900-01-01", "1999-12-31"),
    ("1984-XX", "1984-01-01", "1984-12-31", "1984-01-01", "1984-12-31"),
    ("1983-02-XX", "1983-02-01", "1983-02-28", "1983-02-01", "1983-02-28"),
    ("156X-12-25", "1560-12-25", "1569-12-25", "1560-12-25", "1569-12-25"),
    ("2001-21", "2001-03-01", "2001-05-31", "2001-03-01", "2001-05-31"),
    ("2001-33", "2001-01-01", "2001-03-31", "2001-01-01", "2001-03-31"),
    ("1950S2", "1950-01-01", "1950-12-31", "1950-01-01", "1950-12-31"),
    ("0000", "0000-01-01", "0000-12-31", "0000-01-01", "0000-12-31"),
    ("-0044", "-0044-01-01", "-0044-12-31", "-0044-01-01", "-0044-12-31"),
    ("1984/2004", "1984-01-01", "1984-12-31", "2004-01-01", "2004-12-31"),
    ("1984/1984", "1984-01-01", "1984-12-31", "1984-01-01", "1984-12-31"),
    ("1984~/2004-06", "1984-01-01", "1984-12-31", "2004-06-01", "2004-06-30"),
    ("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-01", "2004-06-20", "2004-06-20"),
    ("-0500/-0400", "-0500-01-01", "-0500-12-31", "-0400-01-01", "-0400-12-31"),
    ("1984/..", "1984-01-01", "1984-12-31", None, None),
    ("1984/", "1984-01-01", "1984-12-31", None, None),
    ("../1984", None, None, "1984-01-01", "1984-12-31"),
    ("199X/..", "1990-01-01", "1999-12-31", None, None),
    ("[1667,1668]", "1667-01-01", "1668-12-31", "1667-01-01", "1668-12-31"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31", "1960-01-01", "1961-12-31"),
]

NO_DATES = [
    "",
    "/",
    "..",
    "../..",
    "84",
    "198",
    "10000",
    "19840101",
    "1984-1",
    "1984-5-1",
    "1984-00",
    "1984-13",
    "1984-04-31",
    "2023-02-29",
    "2023-02-30",
    "1900-02-29",
    "1984-1990",
    "1984/1985/1986",
    "1984/../1986",
    "2004/1984",
    "2004-05/2004-04",
    "2012-02-27/2012-02-26",
    "20XX/1999",
    "-0400/-0500",
    "1980s",
    "c. 1984",
    "1984/open",
    "unknown",
    "Y17000",
    "Y170000002",
    "-99999",
    "[1984..]",
    "１９８４",
    "1984-05-01T10:00",
    "12:30",
    "[" * 50,
    "?" * 99,
]


@pytest.mark.parametrize(("text", "start", "start_latest", "end", "end_latest"), FORMS)
def test_the_bounds_of_a_form(
    text: str, start: str | None, start_latest: str | None, end: str | None, end_latest: str | None
) -> None:
    assert bounds(text) == Bounds(start, start_latest, end, end_latest)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"^`.*` (is|has|ends|cannot)") as raised:
        bounds(text)
    assert text[:20] in str(raised.value)


def test_a_long_text_is_refused_at_once() -> None:
    start = time.monotonic()
    with pytest.raises(ValueError, match="too long"):
        bounds("{" + "1984," * 3000 + "1984}")
    assert time.monotonic() - start < 0.5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023-02-30", "2023-02 has no day 30"),
        ("2023-02-29", "2023-02 has no day 29"),
        ("2023-04-31", "2023-04 has no day 31"),
        ("2023-13-01", "there is no month 13"),
        ("2000/2023-00", "there is no month 00"),
        ("1984/1985/1986", "an interval has two ends"),
        ("2004/1984", "ends before it starts"),
        ("../..", "neither a start nor an end"),
    ],
)
def test_the_reason_is_given_where_it_can_be_known(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        bounds(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1980s", "198X"),
        ("the 1980s", "198X"),
        ("1980年代", "198X"),
        ("c. 1984", "1984~"),
        ("about 1984", "1984~"),
        ("since 1984", "1984/.."),
        ("1984-", "1984/.."),
        ("1984-present", "1984/.."),
        ("1984/open", "1984/.."),
        ("until 1984", "../1984"),
        ("1984-1990", "1984/1990"),
        ("1984–1990", "1984/1990"),
        ("1984 to 1990", "1984/1990"),
        ("1984-90", "1984/1990"),
        ("1984/85", "1984/1985"),
        ("1990/1984", "1984/1990"),
        ("1984-5", "1984-05"),
        ("2024-2-9", "2024-02-09"),
        ("2024/2/9", "2024-02-09"),
        ("20240209", "2024-02-09"),
        ("2024年2月9日", "2024-02-09"),
        ("2024年", "2024"),
        ("05/1984", "1984-05"),
        ("May 1984", "1984-05"),
        ("27 February 2012", "2012-02-27"),
        ("Feb. 27, 2012", "2012-02-27"),
        ("30 February 2012", ""),
        ("soon", ""),
        ("May", ""),
        ("", ""),
    ],
)
def test_the_date_that_another_notation_means(text: str, meant: str) -> None:
    assert near(text) == meant


def test_only_what_no_reading_allows_is_before() -> None:
    assert bounds("1984").certainly_before(bounds("1985"))
    assert bounds("1984/1990").certainly_before(bounds("1991/.."))
    assert bounds("-0500").certainly_before(bounds("-0400"))
    assert bounds("-0001").certainly_before(bounds("0001"))
    assert not bounds("-0400").certainly_before(bounds("-0500"))
    assert not bounds("1984").certainly_before(bounds("1984"))
    assert not bounds("198X").certainly_before(bounds("1985"))
    assert not bounds("1984/..").certainly_before(bounds("1990"))
    assert not bounds("1984").certainly_before(bounds("../1990"))


@given(st.integers(0, 9999), st.integers(1, 12), st.integers(1, 31), st.sampled_from(["", "~", "?", "%"]))
@settings(max_examples=15, deadline=None)
def test_plain_dates_have_the_bounds_that_the_library_gives_them(year: int, month: int, day: int, sign: str) -> None:
    for text in (
        f"{year:04d}{sign}",
        f"{year:04d}-{month:02d}{sign}",
        f"{year:04d}-{month:02d}-{min(day, 28):02d}{sign}",
    ):
        date = parse_edtf(text)
        lower, upper = date.lower_strict(), date.upper_strict()
        found = bounds(text)
        assert found.start_earliest == f"{lower.tm_year:04d}-{lower.tm_mon:02d}-{lower.tm_mday:02d}"
        assert found.end_latest == f"{upper.tm_year:04d}-{upper.tm_mon:02d}-{upper.tm_mday:02d}"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789-/.XYES~?%[]{}, cas年月", max_size=24))
def test_any_text_has_bounds_or_a_reason(text: str) -> None:
    try:
        found = bounds(text)
    except ValueError as error:
        assert str(error)
        assert near(text) == "" or bounds(near(text))
    else:
        assert found.start_earliest or found.end_latest
