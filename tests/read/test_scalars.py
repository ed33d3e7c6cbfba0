"""YAML 1.2 has fewer traps than 1.1, and yaml-rs takes a few liberties: what facts make of each scalar."""

from __future__ import annotations

import math
from typing import Any

import pytest

from agglo.graph.errors import Fault
from agglo.graph.read.text import parse_yaml

from .conftest import ReadValue

SCALARS: list[tuple[str, Any]] = [
    ("NO", "NO"),
    ("no", "no"),
    ("on", "on"),
    ("off", "off"),
    ("yes", "yes"),
    ("y", "y"),
    ("true", True),
    ("True", True),
    ("FALSE", False),
    ("tRue", "tRue"),
    ("12:30", "12:30"),
    ("12:30:45", "12:30:45"),
    ("17", 17),
    ("+1", 1),
    ("-1", -1),
    ("010", 10),
    ("0o10", 8),
    ("0x1F", 31),
    ("0b101", 5),
    ("1e3", 1000.0),
    ("1E3", 1000.0),
    ("1.35e12", 1.35e12),
    (".5", 0.5),
    ("5.", 5.0),
    ("1_000", 1000),
    ("1,000", "1,000"),
    ("1 000", "1 000"),
    ("12%", "12%"),
    ("~", None),
    ("null", None),
    ("Null", None),
    ("", None),
    ("none", "none"),
    (".inf", math.inf),
    ("-.inf", -math.inf),
    ("1e400", math.inf),
    ("inf", "inf"),
    ("nan", "nan"),
    ("1984", 1984),
    ("1984/..", "1984/.."),
    ("1951~", "1951~"),
    ("199X", "199X"),
    ("1984-05", "1984-05"),
    ("2012-02-27", "2012-02-27"),
    ("2012-02-27T10:00:00Z", "2012-02-27T10:00:00Z"),
    ("123456789012345678901234567890", 123456789012345678901234567890),
    ("'17'", "17"),
    ('"17"', "17"),
    ("<<", "<<"),
    ("=", "="),
    ("-", [None]),
    ("a # b", "a"),
    ("a#b", "a#b"),
    ("http://example.org/a?b=c#d", "http://example.org/a?b=c#d"),
    ("荷兰，北布拉班特", "荷兰，北布拉班特"),
]


@pytest.mark.parametrize(("spelled", "value"), SCALARS)
def test_a_scalar_means_what_yaml_1_2_says(spelled: str, value: Any) -> None:
    faults: list[Fault] = []
    text = f"v:\n  {spelled}\n" if spelled == "-" else f"v: {spelled}\n"
    read = parse_yaml(text, "f.yaml", faults)["v"]
    assert read == value
    assert type(read) is type(value)
    assert faults == []


def test_not_a_number_is_read_and_is_no_number(read_value: ReadValue) -> None:
    assert math.isnan(parse_yaml("v: .nan\n", "f.yaml", [])["v"])
    assert read_value("number", math.nan).codes == ["not-a-number"]


# What a key that wants a text, a number, a date or a boolean makes of each: a value, or a fault.
AS: dict[str, list[tuple[str, object]]] = {
    "text": [("NO", "NO"), ("yes", "yes"), ("12:30", "12:30"), ("1,000", "1,000")],
    "number": [("010", 10), ("1e3", 1000.0), ("1_000", 1000), ("0x1F", 31), ("-1", -1), ("1.35e12", 1.35e12)],
    "edtf": [("1984", "1984"), ("1984/..", "1984/.."), ("2012-02-27", "2012-02-27"), ("199X", "199X")],
    "boolean": [("true", True), ("False", False)],
}
NOT: dict[str, list[str]] = {
    "text": ["true", "17", "1e3", "010", "1984", "~", "null", ".inf"],
    "number": ["NO", "true", "12:30", "1,000", "12%", "~", ".inf", "-.inf", "1e400", "2012-02-27", "'17'"],
    "edtf": ["NO", "true", "12:30", "010", "1e3", "0x1F", "~", ".inf", "1984.0", "20120227"],
    "boolean": ["NO", "no", "on", "off", "yes", "y", "1", "0", "~"],
}


@pytest.mark.parametrize(("kind", "spelled", "value"), [(k, s, v) for k, each in AS.items() for s, v in each])
def test_a_scalar_as_the_value_of_a_key(read_value: ReadValue, kind: str, spelled: str, value: object) -> None:
    read = read_value(kind, parse_yaml(f"v: {spelled}\n", "f.yaml", [])["v"])
    assert read.value == value
    assert read.codes == []


@pytest.mark.parametrize(("kind", "spelled"), [(k, s) for k, each in NOT.items() for s in each])
def test_a_scalar_that_is_no_value_for_a_key(read_value: ReadValue, kind: str, spelled: str) -> None:
    read = read_value(kind, parse_yaml(f"v: {spelled}\n", "f.yaml", [])["v"])
    assert read.value is None
    assert len(read.codes) == 1
    assert read.paths == [("key",)]
