"""Answers in every format."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results

from agglo.graph.errors import QueryError
from agglo.graph.query import AskAnswer, GraphAnswer, QueryWorker, SelectAnswer, text_rows, write
from agglo.graph.query.results import FORMATS, MEDIA_TYPES, shortener

EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
SELECT = "SELECT ?p ?o ?none { ex:eindhoven ?p ?o } ORDER BY ?p"
NS = {"r": "http://www.w3.org/2005/sparql-results#"}


@pytest.fixture(scope="module")
def table(worker: QueryWorker) -> SelectAnswer:
    answer = worker.run(SELECT)
    assert isinstance(answer, SelectAnswer)
    return answer


def test_rows_hold_terms(table: SelectAnswer) -> None:
    values = {row[0]: row[1] for row in table.rows}
    assert values[NamedNode(EX + "open")] == Literal(True)
    assert values[NamedNode(EX + "area")] == Literal("88.9", datatype=NamedNode(XSD + "decimal"))
    assert Literal('Eindhoven, "light"\ttown\n', language="en") in values.values()
    assert {row[2] for row in table.rows} == {None}


def test_csv_is_rfc_4180_with_plain_values(table: SelectAnswer) -> None:
    written = write(table, "csv").decode()
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows[0] == ["p", "o", "none"]
    assert [EX + "area", "88.9", ""] in rows
    assert ["http://www.w3.org/2004/02/skos/core#prefLabel", 'Eindhoven, "light"\ttown\n', ""] in rows
    assert written.count("\r\n") == len(rows)


def test_tsv_keeps_terms(table: SelectAnswer) -> None:
    lines = write(table, "tsv").decode().splitlines()
    assert lines[0] == "?p\t?o\t?none"
    assert f"<{EX}area>\t88.9\t" in lines
    assert '"Eindhoven, \\"light\\"\\ttown\\n"@en' in lines[-1]


def test_json_follows_the_results_format(table: SelectAnswer) -> None:
    document = json.loads(write(table, "json"))
    assert document["head"]["vars"] == ["p", "o", "none"]
    bindings = document["results"]["bindings"]
    assert len(bindings) == len(table.rows)
    assert {"type": "literal", "value": "88.9", "datatype": XSD + "decimal"} in [row["o"] for row in bindings]
    assert all("none" not in row for row in bindings)


def test_xml_follows_the_results_format(table: SelectAnswer) -> None:
    root = ElementTree.fromstring(write(table, "xml"))
    assert [node.get("name") for node in root.findall("r:head/r:variable", NS)] == ["p", "o", "none"]
    assert len(root.findall("r:results/r:result", NS)) == len(table.rows)
    literals = [node.text for node in root.iterfind(".//r:literal", NS)]
    assert 'Eindhoven, "light"\ttown\n' in literals


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_a_star_is_written_in_the_order_of_the_query(worker: QueryWorker, form: str) -> None:
    text = write(worker.run("SELECT * { ?zz ?bb ?aa } LIMIT 1"), form).decode()
    assert text.index("zz") < text.index("bb") < text.index("aa")


@pytest.mark.parametrize(
    ("query", "value"), [("ASK { ex:philips a ex:Firm }", True), ("ASK { ex:philips a ex:City }", False)]
)
def test_ask_as_json_and_xml(worker: QueryWorker, query: str, value: bool) -> None:
    answer = worker.run(query)
    assert answer == AskAnswer(value)
    assert json.loads(write(answer, "json")) == {"head": {}, "boolean": value}
    node = ElementTree.fromstring(write(answer, "xml")).find("r:boolean", NS)
    assert node is not None and node.text == str(value).lower()
    assert text_rows(answer) == [("answer",), ("yes" if value else "no",)]


def test_construct_as_ntriples_and_turtle(worker: QueryWorker) -> None:
    prefixes = {"ex": EX, "unused": "http://unused.example/"}
    answer = worker.run("CONSTRUCT { ?s ex:is ?o } WHERE { ?s a ?o } ORDER BY DESC(?s)")
    assert write(answer, "ntriples").decode().splitlines() == [
        f"<{EX}eindhoven> <{EX}is> <{EX}City> .",
        f"<{EX}philips> <{EX}is> <{EX}Firm> .",
    ]
    turtle = write(answer, "turtle", prefixes).decode()
    assert "ex:philips ex:is ex:Firm" in turtle
    assert "unused" not in turtle
    assert {quad.triple for quad in parse(turtle, RdfFormat.TURTLE)} == set(answer.triples)  # type: ignore[union-attr]


def test_describe_gives_a_graph(worker: QueryWorker) -> None:
    answer = worker.run("DESCRIBE ex:philips")
    assert isinstance(answer, GraphAnswer)
    assert len(answer.triples) == 5
    assert text_rows(answer, {"ex": EX})[0] == ("subject", "predicate", "object")


def test_a_graph_with_new_blank_nodes_is_the_same_each_time(worker: QueryWorker) -> None:
    query = "CONSTRUCT { [] ex:of ?s ; ex:part [ ex:o ?o ] } WHERE { ?s ex:anchors|ex:area ?o }"
    first, second = worker.run(query), worker.run(query)
    assert write(first, "ntriples") == write(second, "ntriples")
    assert len(first.triples) == 6  # type: ignore[union-attr]


def test_repeated_triples_count_once(worker: QueryWorker) -> None:
    answer = worker.run("CONSTRUCT { ex:a ex:b ex:c } WHERE { ?s ex:next ?o }")
    assert isinstance(answer, GraphAnswer) and len(answer.triples) == 1


@pytest.mark.parametrize("form", ["SELECT * {}", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE ex:philips"])
@pytest.mark.parametrize("accept", list(FORMATS))
def test_a_format_fits_the_form_or_is_refused(worker: QueryWorker, form: str, accept: str) -> None:
    if form.split()[0] in FORMATS[accept]:
        assert write(worker.run(form, accept=accept), accept) is not None
        return
    with pytest.raises(QueryError, match=f"cannot be written as {accept}"):
        worker.run(form, accept=accept)
    with pytest.raises(QueryError, match=f"cannot be written as {accept}"):
        write(worker.run(form), accept)


def test_an_unknown_format_is_refused_with_the_known_ones(worker: QueryWorker) -> None:
    with pytest.raises(QueryError, match=r"no format `yaml` \(formats: csv, tsv"):
        worker.run("ASK {}", accept="yaml")
    assert set(MEDIA_TYPES) == set(FORMATS)


def test_rows_for_people_are_short_and_safe() -> None:
    terms = (
        NamedNode(EX + "philips"),
        NamedNode(EX + "a/b"),
        NamedNode("http://else.example/x"),
        BlankNode("b0"),
        None,
        Literal("Philips", language="en"),
        Literal(1891),
        Literal("P1Y", datatype=NamedNode(XSD + "duration")),
        Literal("\x1b[31mred\u202e\n"),
        Triple(NamedNode(EX + "a"), NamedNode(EX + "b"), Literal("c")),
    )
    answer = SelectAnswer(tuple("abcdefghij"), (terms,))
    assert text_rows(answer, {"ex": EX, "xsd": XSD}) == [
        tuple("abcdefghij"),
        (
            "ex:philips", "<http://example.org/a/b>", "<http://else.example/x>", "_:b0", "", "Philips@en", "1891",
            "P1Y^^xsd:duration", "\\u001B[31mred\\u202E\\u000A", "<<( ex:a ex:b c )>>",
        ),
    ]  # fmt: skip


def test_the_longest_namespace_wins() -> None:
    shorten = shortener({"a": "http://x/", "b": "http://x/y/"})
    assert shorten("http://x/y/z") == "b:z"
    assert shorten("http://x/z") == "a:z"
    assert shorten("http://x/y/") == "b:"


def test_xml_refuses_what_it_cannot_carry() -> None:
    with pytest.raises(QueryError, match=r"XML cannot carry U\+0001"):
        write(SelectAnswer(("a",), ((Literal("x\x01"),),)), "xml")
    root = ElementTree.fromstring(write(SelectAnswer(("a",), ((Literal("x\ry"),),)), "xml"))
    assert [node.text for node in root.iterfind(".//r:literal", NS)] == ["x\ry"]


ANY_TERM = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"])).map(Literal),
    st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: Literal(text, language="zh-hans")),
    st.integers().map(Literal),
    st.floats(allow_nan=False).map(Literal),
    st.booleans().map(Literal),
    st.sampled_from([NamedNode("urn:a?b#c"), NamedNode("http://例え/漢"), BlankNode("x")]),
)


@given(st.lists(st.tuples(ANY_TERM, ANY_TERM), max_size=5))
def test_tsv_and_json_keep_every_term(rows: list[tuple[Literal | None, Literal | None]]) -> None:
    answer = SelectAnswer(("z", "a"), tuple(rows))
    for name, form in (("tsv", QueryResultsFormat.TSV), ("json", QueryResultsFormat.JSON)):
        read = parse_query_results(write(answer, name), form)
        assert [tuple(row) for row in read] == rows  # type: ignore[union-attr]


def test_the_package_offers_its_names_lazily(store_dir: Path) -> None:
    import agglo.graph.query as package

    assert all(getattr(package, name) is not None for name in package.__all__)
    assert package.__all__ == sorted(package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing
