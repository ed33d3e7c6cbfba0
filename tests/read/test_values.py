"""One reader for each kind of value: what it takes, what it refuses, and where it says so."""

from __future__ import annotations

from typing import Any

import pytest

from agglo.graph.read.texts import MAX_TEXT
from agglo.graph.read.values import READERS, id_hint, is_id
from agglo.graph.vocabulary import Vocabulary

from .conftest import ReadValue

DIGEST = "0" * 64

TAKEN: list[tuple[str, str, Any, Any]] = [
    ("boolean", "undated", True, True),
    ("choice", "status", "contested", "contested"),
    ("choice", "interest", "none", "none"),
    ("claim-line", "claim", "philips anchors eindhoven-high-tech", ("philips", "anchors", "eindhoven-high-tech")),
    ("claim-line", "claim", " elpida   went_bankrupt ", ("elpida", "went_bankrupt", None)),
    ("class", "type", "City", "City"),
    ("copy", "copy", {"sha256": DIGEST, "lines": 3}, {"sha256": DIGEST, "lines": 3}),
    ("edtf", "when", 1984, "1984"),
    ("edtf", "when", " 1984/.. ", "1984/.."),
    ("identifiers", "ids", {"geonames": 2756253, "wikidata": "Q9832"}, {"geonames": "2756253", "wikidata": "Q9832"}),
    ("language-lists", "also", {"en": ["a", "b", "a"], "zh-Hans": "飞"}, {"en": ("a", "b"), "zh-Hans": ("飞",)}),
    ("language-map", "label", {"en": " NO ", "zh-Hans": "挪威"}, {"en": "NO", "zh-Hans": "挪威"}),
    ("language-map", "label", {"no": "Norge", "pt-BR": "Noruega"}, {"no": "Norge", "pt-BR": "Noruega"}),
    ("members", "members", ["a", "b"], ("a", "b")),
    ("number", "value", 1.35e12, 1.35e12),
    ("number", "value", 0, 0),
    ("number", "value", -3, -3),
    ("number", "value", 10**300, 10**300),
    ("point", "point", [51.44, 5], (51.44, 5.0)),
    ("point", "point", [-90, 180], (-90.0, 180.0)),
    ("reference", "in", "netherlands", "netherlands"),
    ("reference", "in", "g4.7-hub", "g4.7-hub"),
    ("references", "through", "spin-off", ("spin-off",)),
    ("references", "through", ["spin-off", "shared-campus"], ("spin-off", "shared-campus")),
    ("claims", "rival", "philips.spun_off.asml", ("philips.spun_off.asml",)),
    ("slug", "id", "a.has_output.2024", "a.has_output.2024"),
    ("source", "source", "reuters-2012", "reuters-2012"),
    ("sources", "derived_from", ["a", "b"], ("a", "b")),
    ("text", "at", " line 3\n", "line 3"),
    ("texts", "author", "A. Author", ("A. Author",)),
    ("texts", "author", ["A. Author", "B. Author"], ("A. Author", "B. Author")),
    ("unit", "unit", "CNY", "CNY"),
    ("url", "url", "https://example.org/a?b=%20#c", "https://example.org/a?b=%20#c"),
]

REFUSED: list[tuple[str, str, Any, str]] = [
    ("boolean", "undated", "NO", "not-a-boolean"),
    ("boolean", "undated", 0, "not-a-boolean"),
    ("choice", "status", "Accepted", "unknown-status"),
    ("choice", "status", ["accepted"], "unknown-status"),
    ("claim-line", "claim", "philips", "claim-line"),
    ("claim-line", "claim", "a anchors b c", "claim-line"),
    ("claim-line", "claim", {"a": "b"}, "claim-line"),
    ("claim-line", "claim", None, "claim-line"),
    ("claim-line", "claim", "a ankers b", "unknown-relation"),
    ("claim-line", "claim", "A anchors b", "not-an-id"),
    ("class", "type", "Anchor", "role-as-type"),
    ("class", "type", "city", "unknown-type"),
    ("class", "type", None, "unknown-type"),
    ("copy", "copy", {"sha256": DIGEST}, "copy"),
    ("copy", "copy", {"sha256": DIGEST, "lines": 0}, "copy"),
    ("copy", "copy", {"sha256": DIGEST, "lines": True}, "copy"),
    ("copy", "copy", {"sha256": 12, "lines": 3}, "copy"),
    ("copy", "copy", {"sha256": f"{DIGEST}\n", "lines": 3}, "copy"),
    ("edtf", "when", "yesterday", "date"),
    ("edtf", "when", True, "date"),
    ("edtf", "when", "", "date"),
    ("edtf", "when", 10**4000, "date"),
    ("edtf", "when", "{" + "1984," * 10_000 + "1984}", "date"),
    ("identifiers", "ids", {}, "not-a-mapping"),
    ("identifiers", "ids", ["Q1"], "not-a-mapping"),
    ("identifiers", "ids", {"geoname": 1}, "unknown-identifier-scheme"),
    ("identifiers", "ids", {1: 1}, "unknown-identifier-scheme"),
    ("identifiers", "ids", {"wikidata": "Q1\n"}, "identifier"),
    ("identifiers", "ids", {"wikidata": ["Q1"]}, "identifier"),
    ("identifiers", "ids", {"geonames": True}, "identifier"),
    ("identifiers", "ids", {"geonames": 10**4000}, "identifier"),
    ("identifiers", "ids", {"isbn": 12345678901}, "identifier"),
    ("language-lists", "also", {"en": []}, "empty-list"),
    ("language-lists", "also", {"en": ["a", 1963]}, "not-text"),
    ("language-lists", "also", ["a"], "not-a-language-map"),
    ("language-map", "label", "Philips", "not-a-language-map"),
    ("language-map", "label", {}, "not-a-language-map"),
    ("language-map", "label", {"en": 305}, "not-text"),
    ("language-map", "label", {"en": None}, "not-text"),
    ("language-map", "label", {"en": "a\x1b[31m"}, "control-character"),
    ("language-map", "label", {"en": "\ud800"}, "control-character"),
    ("language-map", "label", {"en": "a\u202eb"}, "control-character"),
    ("language-map", "label", {"en": "x" * (MAX_TEXT + 1)}, "too-long"),
    ("language-map", "label", {"EN": "a"}, "language"),
    ("language-map", "label", {"en\n": "a"}, "language"),
    ("language-map", "label", {False: "a"}, "language"),
    ("language-map", "label", {"en": "Spun off", "it grew": None}, "comma-split"),
    ("language-map", "label", {"en": "Spun off", "ran": None}, "comma-split"),
    ("members", "members", [], "empty-list"),
    ("number", "value", True, "not-a-number"),
    ("number", "value", "17", "not-a-number"),
    ("number", "value", float("inf"), "not-a-number"),
    ("number", "value", 10**400, "not-a-number"),
    ("point", "point", [5.47, 251.4], "point"),
    ("point", "point", [91, 0], "point"),
    ("point", "point", [10**4000, 0], "point"),
    ("point", "point", [float("nan"), 0], "point"),
    ("point", "point", [1, 2, 3], "point"),
    ("point", "point", [True, 2], "point"),
    ("point", "point", "51.44, 5.47", "point"),
    ("reference", "in", "New York", "not-an-id"),
    ("reference", "in", "new_york", "not-an-id"),
    ("reference", "in", "new--york", "not-an-id"),
    ("reference", "in", "new-york\n", "not-an-id"),
    ("reference", "in", "x" * 121, "not-an-id"),
    ("reference", "in", ["netherlands"], "not-an-id"),
    ("reference", "in", None, "not-an-id"),
    ("references", "through", ["a", "a"], "twice"),
    ("references", "through", ["a", 1984], "not-an-id"),
    ("claims", "rival", "A claim", "not-an-id"),
    ("claims", "rival", ["a.b_c.d", "a.b_c.d"], "twice"),
    ("references", "through", [], "empty-list"),
    ("slug", "id", "A", "not-an-id"),
    ("source", "source", 1984, "not-an-id"),
    ("sources", "derived_from", [["a"]], "not-an-id"),
    ("text", "at", 46, "not-text"),
    ("text", "at", "  ", "not-text"),
    ("text", "at", {"en": "line 46"}, "not-text"),
    ("texts", "author", [], "empty-list"),
    ("texts", "author", ["a", None], "not-text"),
    ("unit", "unit", "RMB", "unknown-unit"),
    ("unit", "unit", 5, "unknown-unit"),
    ("url", "url", "javascript:alert(1)", "url"),
    ("url", "url", "https://example.org/a b", "url"),
    ("url", "url", "https://example.org\n", "url"),
    ("url", "url", 'https://example.org/">', "url"),
    ("url", "url", 5, "url"),
]


@pytest.mark.parametrize(("kind", "keyword", "raw", "value"), TAKEN)
def test_a_value_is_taken(read_value: ReadValue, kind: str, keyword: str, raw: Any, value: Any) -> None:
    read = read_value(kind, raw, keyword)
    assert read.codes == []
    assert read.value == value


@pytest.mark.parametrize(
    ("kind", "keyword", "raw", "code"), REFUSED, ids=[f"{n}-{r[3]}" for n, r in enumerate(REFUSED)]
)
def test_a_value_is_refused_once_where_it_stands(
    read_value: ReadValue, kind: str, keyword: str, raw: Any, code: str
) -> None:
    read = read_value(kind, raw, keyword)
    assert read.codes == [code]
    assert read.paths[0][0] == keyword
    assert all(text.isprintable() and len(text) < 300 for text in (*read.messages, *read.hints))


def test_every_kind_of_value_that_the_ontology_names_has_a_reader_and_a_test(vocabulary: Vocabulary) -> None:
    kinds = {key.value_kind for keys in vocabulary.keys.values() for key in keys.values()} - {"evidence"}
    assert kinds <= set(READERS)
    assert kinds <= {each[0] for each in TAKEN} & {each[0] for each in REFUSED}


@pytest.mark.parametrize(
    ("kind", "keyword", "raw", "path"),
    [
        ("language-map", "label", {"en": "a", "zh-Hans": 1}, ("label", "zh-Hans")),
        ("language-lists", "also", {"en": ["a", "b", 1]}, ("also", "en", 2)),
        ("references", "through", ["a", "B"], ("through", 1)),
        ("references", "through", "B", ("through",)),
        ("identifiers", "ids", {"wikidata": "12"}, ("ids", "wikidata")),
        ("copy", "copy", {"sha256": DIGEST, "lines": "3"}, ("copy", "lines")),
        ("texts", "author", ["a", 2], ("author", 1)),
    ],
)
def test_a_fault_inside_a_value_has_the_path_of_its_part(
    read_value: ReadValue, kind: str, keyword: str, raw: Any, path: tuple[str | int, ...]
) -> None:
    assert read_value(kind, raw, keyword).paths == [path]


def test_what_is_right_in_a_value_is_kept_beside_what_is_wrong(read_value: ReadValue) -> None:
    assert read_value("language-map", {"en": "a", "zh-Hans": 1}).value == {"en": "a"}
    assert read_value("references", ["a", "B", "c"]).value == ("a", "c")
    assert read_value("identifiers", {"wikidata": "Q1", "osm": 1}).value == {"wikidata": "Q1"}


@pytest.mark.parametrize(
    ("kind", "keyword", "raw", "hint"),
    [
        ("class", "type", "company", "did you mean `Firm`?"),
        ("class", "type", "企业", "did you mean `Firm`?"),
        ("class", "type", "firm", "did you mean `Firm`?"),
        ("unit", "unit", "%", "did you mean `percent`?"),
        ("unit", "unit", "usd", "did you mean `USD`?"),
        ("unit", "unit", "RMB", "`agglo schema` lists them"),
        ("choice", "status", "acepted", "did you mean `accepted`?"),
        ("choice", "strength", "huge", "one of: moderate, strong, weak"),
        ("claim-line", "claim", "a anchored b", "did you mean `anchors`?"),
        ("edtf", "when", "1980s", "did you mean `198X`?"),
        ("edtf", "when", 984, "a year has four digits; put one that begins with 0 in quotes"),
        ("edtf", "when", "2004/1994", "did you mean `1994/2004`?"),
        ("number", "value", "1,200", "write it as 1200"),
        ("number", "value", "12 %", "write the number alone, and `unit: percent`"),
        ("language-map", "label", {"en": 305}, "put it in quotes"),
        ("language-map", "label", {"zh-hans": "a"}, "did you mean `zh-Hans`?"),
        ("identifiers", "ids", {"isbn": 12345678901}, "put it in quotes"),
        ("reference", "in", "New York", "lower-case letters, digits and hyphens, such as `new-york`"),
        ("reference", "in", 1984, "put it in quotes"),
    ],
)
def test_a_hint_says_what_to_write(read_value: ReadValue, kind: str, keyword: str, raw: Any, hint: str) -> None:
    assert read_value(kind, raw, keyword).hints == [hint]


def test_both_ends_of_a_claim_line_are_looked_at(read_value: ReadValue) -> None:
    assert read_value("claim-line", "A ankers B").codes == ["unknown-relation", "not-an-id", "not-an-id"]


@pytest.mark.parametrize(
    ("value", "answer"), [("a", True), ("a-1.b", True), ("-a", False), ("a-", False), ("ä", False), (1, False)]
)
def test_ids(value: object, answer: bool) -> None:
    assert is_id(value) is answer


def test_an_id_of_no_latin_letters_gets_no_example() -> None:
    assert id_hint("⚙️") == id_hint("埃因霍温") == "lower-case letters, digits and hyphens"
