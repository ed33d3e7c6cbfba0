"""From bytes to a tree: what is refused before, by and after the parsers."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from agglo.graph.collector import collector_paused
from agglo.graph.errors import Fault
from agglo.graph.read.text import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_LINE,
    Broken,
    decode,
    load,
    parse_json_line,
    parse_yaml,
    spot,
)


def faults_of(text: str | bytes) -> list[tuple[str, int, int]]:
    """Code, line and column of what keeps a YAML text from being read."""
    with pytest.raises(Broken) as broken:
        parse_yaml(decode(text.encode() if isinstance(text, str) else text, "f.yaml"), "f.yaml", [])
    assert all(fault.position.file == "f.yaml" for fault in broken.value.faults)
    return [(f.code.removeprefix("facts."), f.position.line, f.position.column) for f in broken.value.faults]


def json_faults_of(line: str) -> list[tuple[str, int, int]]:
    with pytest.raises(Broken) as broken:
        parse_json_line(line, "f.jsonl", 7)
    return [(f.code.removeprefix("facts."), f.position.line, f.position.column) for f in broken.value.faults]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("empty-file", 0, 0)),
        (b" \n\t\n ", ("empty-file", 0, 0)),
        (b"\xef\xbb\xbf", ("empty-file", 0, 0)),
        (b"a: caf\xe9\n", ("not-utf8", 1, 7)),
        ("a: b\n飞利浦: ".encode() + b"\xff\n", ("not-utf8", 2, 6)),
        (b"\xef\xbb\xbfa: \xff\n", ("not-utf8", 1, 4)),
        (b"\xff\xfea\x00:\x00", ("not-utf8", 1, 1)),
        (b"a: b\x00\n", ("control-character", 1, 5)),
        (b"a: b\nc: \x1b[31m\n", ("control-character", 2, 4)),
        ("a: b\x85c: d\n".encode(), ("control-character", 1, 5)),
        ("a: b\u2028c: d\n".encode(), ("control-character", 1, 5)),
        ("a: \u202eb\n".encode(), ("control-character", 1, 4)),
        ("a: b\n\ufeffc: d\n".encode(), ("control-character", 2, 1)),
        ("a: \ufffd\n".encode(), ("control-character", 1, 4)),
    ],
)
def test_bytes_that_are_no_text(data: bytes, expected: tuple[str, int, int]) -> None:
    assert faults_of(data) == [expected]


def test_a_byte_order_mark_and_other_line_ends_are_no_fault() -> None:
    assert decode("\ufeffa: 1\r\nb: 2\rc: 3\n".encode(), "f.yaml") == "a: 1\nb: 2\nc: 3\n"


def test_a_file_above_the_cap_is_not_read(tmp_path: Path) -> None:
    for suffix, most in MAX_BYTES.items():
        path = tmp_path / f"f{suffix}"
        path.write_bytes(b"#\n")
        with path.open("ab") as file:
            file.truncate(most + 1)
        with pytest.raises(Broken, match=f"has {most + 1:,} bytes, more than {most:,}"):
            load(path, path.name)
        with path.open("ab") as file:
            file.truncate(most)
        assert len(load(path, path.name)) == most


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: 1\n", ("tab", 2, 1)),
        ("a:\n  \tb: 1\n", ("tab", 2, 3)),
        ("a:\tb\n", ("tab", 1, 4)),
        ("# nothing\n", ("not-a-mapping", 1, 1)),
        ("--- \n", ("not-a-mapping", 1, 1)),
        ("- a\n- b\n", ("not-a-mapping", 1, 1)),
        ("a\n", ("not-a-mapping", 1, 1)),
        ("a: 1\n---\nb: 2\n", ("several-documents", 2, 1)),
        ("# first\n---\na: 1\n---\nb: 2\n", ("several-documents", 4, 1)),
        ("a: 1\n...\nb: 2\n", ("several-documents", 3, 1)),
        ("- a\n---\n- b\n", ("several-documents", 2, 1)),
        ("a: &x 1\n", ("anchor", 1, 4)),
        ("a: [&x 1]\n", ("anchor", 1, 5)),
        ("a: &c. 1\n", ("anchor", 1, 4)),
        ("a: *x\n", ("alias", 1, 4)),
        ("a: *x*\n", ("alias", 1, 4)),
        ("a: !x 1\n", ("tag", 1, 4)),
        ("a: !!python/object:os.system x\n", ("tag", 1, 4)),
        ("a: !!set {b, c}\n", ("tag", 1, 4)),
        ("- " * 100_000 + "a", ("too-deep", 1, 201)),
        ("? " * 100_000 + "a", ("too-deep", 1, 201)),
        ("entities:\n  ? {: {a}}\n  : b", ("key-not-text", 2, 3)),
        (": " * 100_000 + "a", ("too-deep", 1, 201)),
        ("[" * 100_000, ("too-deep", 1, 256)),
        ("{a: " * 100_000, ("too-deep", 1, 1021)),
        ("".join(" " * n + "a:\n" for n in range(1000)), ("too-deep", 202, 201)),
        ("".join(" " * n + "a:\n" for n in range(MAX_DEPTH + 2)), ("too-deep", MAX_DEPTH + 1, MAX_DEPTH + 1)),
        ("a: " + "9" * 1000, ("long-number", 1, 4)),
        ("a: 0x" + "f" * 1000, ("long-number", 1, 4)),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_a_text_that_is_no_tree(text: str, expected: tuple[str, int, int]) -> None:
    assert faults_of(text) == [expected]


def test_every_tab_and_every_alias_is_named() -> None:
    assert faults_of("a:\n\tb: 1\n\tc: 1\n") == [("tab", 2, 1), ("tab", 3, 1)]
    assert faults_of("a: &x 1\nb: *x\nc: *x\n") == [("anchor", 1, 4), ("alias", 2, 4), ("alias", 3, 4)]


def test_an_alias_bomb_is_not_expanded() -> None:
    bomb = "a: &a [x, x]\n"
    for this, before in zip("bcdefghijklmnopqrst", "abcdefghijklmnopqrs", strict=True):
        bomb += f"{this}: &{this} [{', '.join([f'*{before}'] * 9)}]\n"
    assert {code for code, *_ in faults_of(bomb)} == {"anchor", "alias"}


def test_a_key_that_stands_twice_does_not_hide_the_rest() -> None:
    faults: list[Fault] = []
    tree = parse_yaml("a: 1\nb: {c: 1, d: 2, c: 3}\na: 4\n", "f.yaml", faults)
    assert tree == {"a": 1, "b": {"c": 1, "d": 2}}
    assert [str(f) for f in faults] == [
        "f.yaml:2:17: the key `c` stands twice, first on line 2 (keep one of them)",
        "f.yaml:3:1: the key `a` stands twice, first on line 1 (keep one of them)",
    ]


def test_a_text_cut_by_a_comment_does_not_hide_the_rest() -> None:
    faults: list[Fault] = []
    assert parse_yaml("a: ranks #1 here\nb: x # fine\nc: 'y' #fine\n# fine\n#fine\n", "f.yaml", faults)["b"] == "x"
    assert [(f.code, f.position.line, f.position.column) for f in faults] == [("facts.comment", 1, 10)]


def test_depth_just_allowed() -> None:
    text = "".join(" " * n + "a:\n" for n in range(MAX_DEPTH)) + " " * MAX_DEPTH + "a: 1\n"
    assert parse_yaml(text, "f.yaml", [])["a"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{", ("syntax", 7, 2)),
        ('{"a": 1,}', ("syntax", 7, 9)),
        ('{"a": 1} {"b": 2}', ("syntax", 7, 10)),
        ("{'a': 1}", ("syntax", 7, 2)),
        ('{"a": NaN}', ("syntax", 7, 1)),
        ('{"a": -Infinity}', ("syntax", 7, 1)),
        ('["a"]', ("not-a-mapping", 7, 1)),
        ("null", ("not-a-mapping", 7, 1)),
        ('"a"', ("not-a-mapping", 7, 1)),
        ('{"a": 1, "b": 2, "a": 3}', ("duplicate-key", 7, 18)),
        ('{"x": {"a": 1, "a": 3}}', ("duplicate-key", 7, 16)),
        ('{"a":' * 2000 + "1" + "}" * 2000, ("too-deep", 7, 1)),
        ('{"a":' * 100_000, ("too-deep", 7, 1)),
        ('{"a": ' + "9" * 5000 + "}", ("long-number", 7, 1)),
        ('{"a": "' + "x" * MAX_LINE + '"}', ("line-too-long", 7, 1)),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_a_line_that_is_no_json_object(line: str, expected: tuple[str, int, int]) -> None:
    assert json_faults_of(line) == [expected]


def test_every_key_that_stands_twice_on_a_line_is_named() -> None:
    found = json_faults_of('{"a": 1, "b": 1, "b": 1, "a": 1, "a": 1}')
    assert sorted(found) == [("duplicate-key", 7, 18), ("duplicate-key", 7, 26)]


def test_a_line_of_json() -> None:
    assert parse_json_line(' {"a": [1, 2.5, null, true, "\\u98de"]}\t', "f.jsonl", 1) == {
        "a": [1, 2.5, None, True, "飞"]
    }


def test_line_and_column_of_an_offset() -> None:
    assert [spot("a\nbc\n", n) for n in (0, 1, 2, 3)] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_the_collector_is_as_it_was_after_parsing() -> None:
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            pass
        assert not gc.isenabled()
    with pytest.raises(Broken):
        parse_yaml("a: [", "f.yaml", [])
    assert gc.isenabled()
