"""A query that does not parse is explained at its place, in the text as it was written."""

import pytest

from agglo.graph.errors import QueryError
from agglo.graph.query import QueryWorker, SelectAnswer
from agglo.graph.query.syntax import spot

BROKEN = [
    # query, line, column, words in the message
    ("SELECT * { ?s ?p ?o", 1, 10, "`{` is never closed"),
    ("SELECT * {\n  ?s ?p ?o }\n}", 3, 1, "`}` closes nothing"),
    ("SELCT * { ?s ?p ?o }", 1, 1, "nearest: SELECT"),
    ("SELECT * {\n ?s ?p ?o\n FLTER(?o > 1)\n}", 3, 2, "nearest: FILTER"),
    ("SELECT * { ?s ?p 'abc }", 1, 18, "string is never closed"),
    ("SELECT * { ?s ?? }", 1, 16, "unexpected `?`"),
    ("SELECT * {\n ?s ?p ?o . FILTER(?o > )\n}", 2, 25, "unexpected `)` after `>`"),
    ("SELECT * { ?s ?p ?o ?q }", 1, 21, "unexpected `?q` after `?o`"),
    ("SELECT ?a, ?b { ?a ?b ?c }", 1, 10, "unexpected `,` after `?a`"),
    ("SELECT (COUNT(*) ?c) { ?s ?p ?o }", 1, 18, "unexpected `?c`"),
    ("SELECT ?s { ?s ?p ?o }\nORDER ?s", 2, 7, "unexpected `?s` after `ORDER`"),
    ("SELECT ?s { ?s ?p ?o } LIMIT -1", 1, 30, "unexpected `-` after `LIMIT`"),
    ("SELECT * {\r\n ?s ?p ?o .\r\n ?x ?y }", 3, 8, "unexpected `}` after `?y`"),
    ("# 注释\nSELECT * { ?s '漢字😀' ?o }", 2, 15, "unexpected `'漢字😀'` after `?s`"),
    ("SELECT * { ?s <http://a b> ?o }", 1, 15, "is not an IRI"),
    ("SELECT * { ?s <philips> ?o }", 1, 15, "is not an absolute IRI"),
    ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1, 34, "SELECT * is not authorized with GROUP BY"),
    ("SELECT ?p (COUNT(?s) AS ?n) { ?s ?p ?o }", 1, 41, "variable that is unbound"),
    ("SELECT ?x { VALUES (?x ?y) { (1) } }", 1, 34, "same number of values"),
    ("PREFIX a <http://x/> ASK {}", 1, 8, "unexpected `a` after `PREFIX`"),
    ("SELECT * { ?s ?p ?o } WHERE", 1, 23, "unexpected `WHERE`"),
    ("ASK { ?s ?p ?o FILTER(strlength(?o) > 3) }", 1, 23, "nearest: STRLEN"),
    ("ASK { ?s foaf:name ?o }", 1, 10, "prefix `foaf:` is not declared"),
    ("PREFIX exa: <http://a/> ASK {\n\t?s skso:prefLabel ?o }", 2, 5, "nearest: `skos:`"),
    ("{}", 1, 1, "unexpected `{`"),
    ("ASK", 1, 4, "ends too early"),
]


@pytest.mark.parametrize(("query", "line", "column", "words"), BROKEN, ids=[case[0][:30] for case in BROKEN])
def test_a_broken_query_is_explained_at_its_place(
    worker: QueryWorker, query: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(QueryError) as caught:
        worker.run(query)
    place = caught.value.spot
    assert place is not None
    assert (place.line, place.column) == (line, column)
    assert words in str(caught.value)
    assert f"line {line}, column {column}" in str(caught.value)
    shown, caret = place.text.split("\n")
    assert shown == query.split("\n")[line - 1].rstrip("\r")
    assert caret.strip() == "^"


def test_a_known_prefix_is_usable_and_can_be_declared_anew(worker: QueryWorker) -> None:
    assert worker.run("ASK { ex:philips ex:anchors ex:eindhoven }").value  # type: ignore[union-attr]
    assert not worker.run("PREFIX ex: <urn:x:> ASK { ex:philips ?p ?o }").value  # type: ignore[union-attr]


def test_the_caret_stands_below_wide_characters() -> None:
    assert spot("漢字 x", 3).text == "漢字 x\n     ^"
    assert spot("a\tx", 2).text == "a\tx\n \t^"


def test_a_long_line_is_cut_around_the_caret() -> None:
    shown, caret = spot("a" * 500 + "X" + "b" * 500, 500).text.split("\n")
    assert len(shown) < 110
    assert shown[len(caret) - 1] == "X"
    assert (shown[0], shown[-1]) == ("…", "…")


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("SELECT * { ?z ?b ?a } LIMIT 1", ("z", "b", "a")),
        ("SELECT DISTINCT * { ?z ?b ?a } LIMIT 1", ("z", "b", "a")),
        ("select*{$z ?b $a} LIMIT 1", ("z", "b", "a")),
        ("# ?a\nSELECT * { ?z ?b '?a' . ?y ?b ?x FILTER('?q' != ?y) }", ("z", "b", "y", "x")),
        ("SELECT * { { SELECT ?m ?c { ?m ?hidden ?c } } ?m ?k ?a } LIMIT 1", ("m", "c", "k", "a")),
        ("SELECT ?b ?z { ?z ?b ?a } LIMIT 1", ("b", "z")),
        ("SELECT ?a (STR(?z) AS ?y) ?b { ?z ?b ?a } LIMIT 1", ("a", "y", "b")),
        ("SELECT * {}", ()),
    ],
)
def test_columns_come_in_the_order_asked(worker: QueryWorker, query: str, variables: tuple[str, ...]) -> None:
    answer = worker.run(query)
    assert isinstance(answer, SelectAnswer)
    assert answer.variables == variables
    assert all(len(row) == len(variables) for row in answer.rows)


def test_values_move_with_their_columns(worker: QueryWorker) -> None:
    asked = worker.run("SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50")
    star = worker.run("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50")
    assert asked == star
