from __future__ import annotations

import time

import pytest

from agglo.graph.read.positions import duplicate_keys, of_path, of_paths, walk
from agglo.graph.records import Path

TEXT = """\
# a comment
source: s
entities:
  nijmegen:
    type: City
    label: {en: Nijmegen, "zh-Hans": 奈梅亨, also: [a, {b: c}]}
  1984: {type: Work}
claims:
  - claim: a b c
    evidence:
      - at: line 3
        gist:
          en: >-
            A text
            of two lines.
      - {at: line 4}
  -
    claim: d e f
"""


@pytest.mark.parametrize(
    ("path", "spot"),
    [
        (("source",), (2, 1)),
        (("entities",), (3, 1)),
        (("entities", "nijmegen"), (4, 3)),
        (("entities", "nijmegen", "type"), (5, 5)),
        (("entities", "nijmegen", "label", "en"), (6, 13)),
        (("entities", "nijmegen", "label", "zh-Hans"), (6, 27)),
        (("entities", "nijmegen", "label", "also", 0), (6, 50)),
        (("entities", "nijmegen", "label", "also", 1), (6, 53)),
        (("entities", "nijmegen", "label", "also", 1, "b"), (6, 54)),
        (("entities", 1984), (7, 3)),
        (("entities", 1984, "type"), (7, 10)),
        (("claims", 0), (9, 5)),
        (("claims", 0, "claim"), (9, 5)),
        (("claims", 0, "evidence"), (10, 5)),
        (("claims", 0, "evidence", 0), (11, 9)),
        (("claims", 0, "evidence", 0, "gist", "en"), (13, 11)),
        (("claims", 0, "evidence", 1), (16, 9)),
        (("claims", 0, "evidence", 1, "at"), (16, 10)),
        (("claims", 1), (18, 5)),
        (("claims", 1, "claim"), (18, 5)),
    ],
)
def test_a_path_has_the_spot_of_its_key_or_item(path: Path, spot: tuple[int, int]) -> None:
    assert of_path(TEXT, path) == spot


def test_what_is_not_there_has_the_spot_of_what_is_around_it() -> None:
    assert of_path(TEXT, ("entities", "nijmegen", "in")) == (4, 3)
    assert of_path(TEXT, ("claims", 0, "evidence", 7, "at")) == (10, 5)
    assert of_path(TEXT, ("nothing", "at", "all")) == (1, 1)
    assert of_path(TEXT, ()) == (1, 1)


def test_many_paths_in_one_pass() -> None:
    paths: list[Path] = [("claims", 1), ("source",), ("claims", 1)]
    assert of_paths(TEXT, paths) == {("claims", 1): (18, 5), ("source",): (2, 1)}


def test_what_stands_before_broken_syntax_has_its_spot() -> None:
    broken = f"{TEXT}bad: [\n"
    assert of_path(broken, ("claims", 0, "evidence", 0)) == (11, 9)
    assert of_path(broken, ("bad", 3)) == (19, 1)
    assert of_path("[", ("a",)) == (0, 0)


def test_keys_that_are_no_text_do_not_shift_the_others() -> None:
    text = "? [a, b]\n: c\nd: e\n? {f: g}\n: [h]\ni:\n  j: k\n"
    assert of_path(text, ("d",)) == (3, 1)
    assert of_path(text, ("i", "j")) == (7, 3)


def test_the_pass_ends_with_the_last_path() -> None:
    start = time.monotonic()
    assert of_path("a: 1\n" + "b: [1, 2, 3]\n" * 300_000, ("a",)) == (1, 1)
    assert time.monotonic() - start < 0.5


def test_brackets_within_brackets_do_not_take_for_ever() -> None:
    start = time.monotonic()
    assert of_path("a: 1\nb: " + "[" * 200_000, ("c",)) == (0, 0)
    assert time.monotonic() - start < 2


def test_wanted_paths_only() -> None:
    assert walk("a: {b: 1}\nc: [2]\n", lambda path: len(path) == 2) == {("a", "b"): (1, 5), ("c", 0): (2, 5)}


def test_keys_that_stand_twice() -> None:
    found = list(duplicate_keys("a: 1\nb: {c: 1, c: 2}\na: {c: 3}\na: 4\n"))
    assert [(each.key, each.spot, each.first) for each in found] == [
        ("c", (2, 11), (2, 5)),
        ("a", (3, 1), (1, 1)),
        ("a", (4, 1), (1, 1)),
    ]
