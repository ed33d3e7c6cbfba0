"""The quick look for lines tells what PyYAML tells, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph.read.outline import lines_of
from agglo.graph.read.positions import walk
from agglo.graph.resources import shipped_facts


def told(text: str) -> dict[tuple[str, ...], int]:
    """The line of every path, as PyYAML tells it."""
    return {tuple(map(str, path)): spot[0] for path, spot in walk(text, lambda _: True).items()}


PLAIN = """\
# what stands here
sources:
  one: {title: {en: "A # title: [of] {odd} text"}}   # and why
  two:
    title:
      en: a text
        that goes on
    note: |
      two:
        title: not this
claims:
- claim: a drives b
  through:
  - x
  - y
  evidence:
  - source: one
    gist:
      en: "quoted: text"
  - source: two
- evidence: [{source: one}, {source: two}]
  claim: c drives d
"""
RECORDS = [
    ("sources", "one"),
    ("sources", "two"),
    ("claims", "0"),
    ("claims", "0", "evidence", "0"),
    ("claims", "0", "evidence", "1"),
    ("claims", "1"),
    ("claims", "1", "evidence", "1"),
]


def test_records_in_plain_text_are_found() -> None:
    expected = told(PLAIN)
    assert lines_of(PLAIN, RECORDS) == {path: expected[path] for path in RECORDS}


def test_every_path_of_plain_text_is_found() -> None:
    expected = {path: line for path, line in told(PLAIN).items() if len(path) <= 3 and "note" not in path}
    assert len(expected) > 12
    assert lines_of(PLAIN, expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  b: 'open\n  c: closed'\n  c: 1\n",  # quoted text over lines that look like keys
        "a:\n  b: [1,\n  c: 2]\n  c: 1\n",
        "a: &x\n  c: 1\n",
        "a: !!map\n  c: 1\n",
        "? a\n: c: 1\n",
        "--- \na:\n  c: 1\n",
        "a:\n\t c: 1\n",
        "a:\n  c: 1\n  c: 2\n",  # twice
        "a:\n  b: 1\n",  # not there
        "{a: {c: 1}, b: [\n]}\n",
        "a:\u2028  c: 1\n",
        "- a:\n  - - c\n",
        "a:\n  c:\n  -\n    b\n- c",
        "a:\n    b: 1\n  c: 1\n",  # no YAML at all
    ],
)
def test_what_is_not_plain_is_left_to_pyyaml(text: str) -> None:
    assert lines_of(text, [("a", "c")]) is None


def test_the_shipped_facts_stand_where_pyyaml_has_them() -> None:
    sure = looked = 0
    for path in sorted(Path(shipped_facts()).rglob("*.yaml")):
        text = path.read_text("utf-8")
        expected = {each: line for each, line in told(text).items() if len(each) == 2 or each[2:3] == ("evidence",)}
        found = lines_of(text, [each for each in expected if len(each) in (2, 4)])
        looked += 1
        if found is not None:
            sure += 1
            assert found == {each: expected[each] for each in found}
    assert looked > 100
    assert sure > 0.9 * looked


_TEXTS = st.text(st.sampled_from("ab: -#'\"[]{}|>&*\n中é"), max_size=14)
_VALUES = st.recursive(
    _TEXTS | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcde"), inner, max_size=3),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(["a", "b", "c-d", "e.f"]), _VALUES, min_size=1),
    st.sampled_from([None, False, True]),
    st.integers(min_value=1, max_value=6),
    st.integers(min_value=10, max_value=80),
)
@settings(max_examples=400, deadline=None)
def test_it_never_tells_another_line_than_pyyaml(value: object, flow: bool | None, indent: int, width: int) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, indent=indent, width=width, allow_unicode=True)
    expected = told(text)
    for path, line in expected.items():
        assert lines_of(text, [path]) in (None, {path: line}), text
