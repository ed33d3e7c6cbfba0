"""What an author is told about YAML that cannot be read: the place to mend, the cause, what to write."""

from __future__ import annotations

import pytest

from agglo.graph.read.text import Broken, parse_yaml
from agglo.graph.read.traps import second_document, traps

BROKEN: list[tuple[str, str]] = [
    ("a: {b: 1\nc: 3\n", "1:4: not YAML: the `{` is not closed (close it with `}`)"),
    ("a: [b, c\nd: 3\n", "1:4: not YAML: the `[` is not closed (close it with `]`)"),
    ("a: {b: [1, 2}\n", "1:8: not YAML: the `[` is not closed (close it with `]`)"),
    ("a: {b: 1", "1:4: not YAML: the `{` is not closed (close it with `}`)"),
    (
        "a: {b: c: d}\n",
        "1:9: not YAML: `:` cannot stand here, inside the `{` of line 1 "
        "(separate by commas; put a text with `: ` or a comma in quotes)",
    ),
    (
        "a: {b: 1 c: 2}\n",
        "1:11: not YAML: `:` cannot stand here, inside the `{` of line 1 "
        "(separate by commas; put a text with `: ` or a comma in quotes)",
    ),
    (
        "a: [b,,c]\n",
        "1:7: not YAML: `,` cannot stand here, inside brackets "
        "(separate by commas; put a text with `: ` or a comma in quotes)",
    ),
    ('a: "b\nc: d\n', "1:4: not YAML: the quotation mark is never closed (close it)"),
    ("a: 'b\nc: d\n", "1:4: not YAML: the quotation mark is never closed (close it)"),
    (
        "a: 'it's fine'\n",
        "1:8: not YAML: text after the closing quotation mark "
        "(put the whole text in quotes; for the mark itself write '' inside '…' and \\\" inside \"…\")",
    ),
    (
        "a: b: c\n",
        "1:5: not YAML: a `:` where no key can stand "
        "(indent the keys of one record alike; put a text with `: ` in it in quotes)",
    ),
    (
        "a: 1\n  b: 2\n",
        "2:4: not YAML: a `:` where no key can stand "
        "(indent the keys of one record alike; put a text with `: ` in it in quotes)",
    ),
    (
        "a:\n    b: 1\n  c: 2\n",
        "3:3: not YAML: this line begins neither where its record's keys do nor where another's do "
        "(indent the keys of one record alike)",
    ),
    (
        "a: {b: 1} c\n",
        "1:11: not YAML: text after the end of a value "
        "(put a text that begins with a quotation mark or a bracket in quotes as a whole)",
    ),
    ('a: "\\q"\n', "1:4: not YAML: a `\\` that begins no escape (write \\\\ for a backslash, or use '…')"),
    ('a: "\\ud800"\n', "1:4: not YAML: half a character (write the character itself)"),
    ("a: @b\n", "1:4: not YAML: a text cannot begin with this character (put the text in quotes)"),
    ("a: `b`\n", "1:4: not YAML: a text cannot begin with this character (put the text in quotes)"),
    ("a: %b\n", "1:4: not YAML: a text cannot begin with this character (put the text in quotes)"),
    ("a:\n- b\nc\n", "3:1: not YAML: a line without a `:` (write KEY: VALUE; indent the rest of a long text)"),
    ("- a\nb: c\n", "2:1: not YAML: neither a further `- ` nor the end of the list (indent all `- ` alike)"),
    (
        "a: - b\n",
        "1:4: not YAML: a `- ` where no list can begin "
        "(begin a list on the line after its key; put a text that begins with `- ` in quotes)",
    ),
    ("a: | b\n  c\n", "1:4: not YAML: text right after `|` or `>` (begin the text on the next line)"),
    ("a:\tb\n", "1:4: a tab after `:` (write a space)"),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_the_author_is_told_where_why_and_what_to_write(text: str, expected: str) -> None:
    with pytest.raises(Broken) as broken:
        parse_yaml(text, "f", [])
    assert [str(fault) for fault in broken.value.faults] == [f"f:{expected}"]


@pytest.mark.parametrize(
    "text",
    [
        "a: Q&A and R & D\n",
        "a: what a day!\nb: 5 * 3 *\n",
        'a: "&b *c !d #e"\n',
        "a: |\n  &b *c !d #e\n  x #1\n",
        "a: text, *bold* text\n",
        "a: C# and F#  # a comment\n",
        "# *a\n#!b\na: b # c\n",
        "a: http://example.org/#top\n",
        "a: {b: 'x #1', c: \"y #2\"}\n",
    ],
)
def test_signs_inside_a_text_are_text(text: str) -> None:
    assert list(traps(text)) == []
    assert parse_yaml(text, "f", [])


def test_where_a_second_document_begins() -> None:
    assert second_document("a: 1\n") is None
    assert second_document("---\na: |\n  ---\n") is None
    assert second_document("---\na: 1\n---\nb: 2\n---\n") == (3, 1)
