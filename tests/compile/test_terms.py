"""Figures as RDF terms that the engine can compute with."""

from __future__ import annotations

import math

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph.compile import ntriples as nt
from agglo.graph.compile import terms

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        (1.25e4, "12500", "integer"),
        (17, "17", "integer"),
        (0, "0", "integer"),
        (-3.0, "-3", "integer"),
        (1.35e12, "1350000000000", "integer"),
        (0.5, "0.5", "decimal"),
        (-2.75, "-2.75", "decimal"),
        (1e-7, "0.0000001", "decimal"),
        (1234567.891, "1234567.891", "decimal"),
        (2**63 - 1, "9223372036854775807", "integer"),
        (2**63, "9223372036854776000", "double"),
        (10**30, "1000000000000000000000000000000", "double"),
        (1e30, "1000000000000000000000000000000", "double"),
        (1.7e308, "17" + "0" * 307, "double"),
        (1e-30, "0." + "0" * 29 + "1", "double"),
        (1.23456789e-11, "0.0000000000123456789", "double"),
    ],
)
def test_a_figure_has_the_datatype_that_keeps_it(value: float, text: str, kind: str) -> None:
    found = in_store(terms.number(value))
    assert found.datatype == ox.NamedNode(XSD + kind)
    assert found.value == text


def in_store(literal: ox.Literal) -> ox.Literal:
    """A literal as it comes back from a store."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), literal))
    (quad,) = store
    assert isinstance(quad.object, ox.Literal)
    return quad.object


@settings(deadline=None)
@given(st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**40), 10**40)))
def test_no_figure_is_changed_and_every_one_can_be_compared(value: float) -> None:
    literal = terms.number(value)
    assert math.isclose(float(in_store(literal).value), float(value), rel_tol=1e-15, abs_tol=0)
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), literal))
    assert bool(store.query("ASK { ?s ?p ?o FILTER(?o < 1 || ?o >= 1) }")), "the engine takes it for mere text"


@settings(deadline=None)
@given(st.floats(-180, 180))
def test_plain_digits_are_the_same_number(value: float) -> None:
    text = terms.plain(value)
    assert float(text) == value
    assert "e" not in text.lower()


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_in_an_identifier_gives_an_iri_that_survives_n_quads(text: str) -> None:
    found = terms.outside("https://example.org/{}/", text.encode("utf-8", "ignore").decode())
    quad = ox.Quad(found, found, found)
    (back,) = ox.parse(f"{quad} .\n", format=ox.RdfFormat.N_QUADS)
    assert back.subject == found
    assert found.value.startswith("https://example.org/")
    assert found.value.endswith("/")


def test_ids_become_iris_of_their_own_namespaces() -> None:
    assert terms.entity("philips").value == "https://w3id.org/agglo/id/philips"
    assert terms.claim("a.b.c").value == "https://w3id.org/agglo/claim/a.b.c"
    assert nt.evidence("a.b.c/2") == "<https://w3id.org/agglo/claim/a.b.c/evidence/2>"
    assert terms.source("paper").value == "https://w3id.org/agglo/source/paper"
    assert terms.term("anchors").value == "https://w3id.org/agglo/ontology/anchors"


@settings(deadline=None)
@given(st.text())
def test_a_text_is_written_as_the_engine_writes_it(text: str) -> None:
    try:
        expected = str(ox.Literal(text))
    except UnicodeEncodeError:  # half of a pair of surrogates
        with pytest.raises(ValueError, match="surrogates"):
            nt.literal(text)
    else:
        assert nt.literal(text) == expected
        assert nt.tagged(text, "zh-Hans") == str(ox.Literal(text, language="zh-Hans"))


@pytest.mark.parametrize(
    ("written", "made"),
    [
        (nt.entity("philips"), terms.entity("philips")),
        (nt.claim("a.b.c"), terms.claim("a.b.c")),
        (nt.source("paper"), terms.source("paper")),
        (nt.question("q"), ox.NamedNode("https://w3id.org/agglo/question/q")),
        (nt.term("anchors"), terms.term("anchors")),
        (nt.boolean(False), ox.Literal(False)),
        (nt.TRUE, ox.Literal(True)),
        (nt.number(0.5), terms.number(0.5)),
        (nt.date("1984-01-01"), ox.Literal("1984-01-01", datatype=ox.NamedNode(XSD + "date"))),
    ],
)
def test_terms_are_written_as_the_engine_writes_them(written: str, made: ox.NamedNode | ox.Literal) -> None:
    assert written == str(made)


def test_what_is_no_iri_is_refused() -> None:
    with pytest.raises(ValueError, match="IRI"):
        nt.url("https://example.org/a b")
