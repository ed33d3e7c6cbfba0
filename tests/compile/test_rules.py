"""Derived facts: what the shipped rule gives, and which rules are refused."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from agglo.graph.compile.rules import apply_rules, load_rules
from agglo.graph.errors import OntologyError

from .conftest import Graph


def test_an_anchor_role_is_derived_with_its_rule_and_its_premise(graph: Graph) -> None:
    anchors = graph.values("SELECT ?a { ?a a agglo:Anchor }")
    assert anchors == [(f"<https://w3id.org/agglo/id/{name}>",) for name in ("asml", "philips", "sematech")]
    claim = "https://w3id.org/agglo/claim/philips.anchors.eindhoven-high-tech"
    assert graph.ask(
        f"<{claim.replace('claim/', 'claim/derived/anchor-role/')}> a agglo:Derivation ; agglo:rule rule:anchor-role ; "
        "agglo:subject id:philips ; agglo:relation rdf:type ; agglo:object agglo:Anchor ; "
        f"prov:wasDerivedFrom <{claim}>"
    )
    assert graph.count("?derivation agglo:rule rule:anchor-role") == 3
    assert graph.count("?derivation agglo:rule rule:anchor-role ; prov:wasDerivedFrom/a agglo:Claim") == 3


def test_a_contested_claim_derives_nothing(graph: Graph) -> None:
    assert not graph.ask("id:mit a agglo:Anchor")
    assert not graph.ask("?derivation agglo:subject id:mit ; a agglo:Derivation")


def chain(length: int) -> ox.Store:
    store = ox.Store()
    node = [ox.NamedNode(f"urn:x:{n}") for n in range(length + 1)]
    store.extend(ox.Quad(node[n], ox.NamedNode("urn:x:next"), node[n + 1]) for n in range(length))
    return store


REACH = "CONSTRUCT { ?a <urn:x:reach> ?c } WHERE { ?a <urn:x:next>|(<urn:x:reach>/<urn:x:next>) ?c }"


def test_rules_run_until_they_add_nothing_whatever_their_order() -> None:
    back = "CONSTRUCT { ?b <urn:x:from> ?a } WHERE { ?a <urn:x:reach> ?b }"
    one, other = chain(10), chain(10)
    assert apply_rules(one, {"a": REACH, "b": back}) == apply_rules(other, {"a": back, "b": REACH}) == 110
    assert set(one) == set(other)
    assert apply_rules(one, {"a": REACH, "b": back}) == 0


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("CONSTRUCT { ?a ?b", "rule `bad`"),
        ("SELECT * { ?a ?b ?c }", "no CONSTRUCT"),
        ("ASK { ?a ?b ?c }", "no CONSTRUCT"),
        ("CONSTRUCT { ?a <urn:x:p> [] } WHERE { ?a <urn:x:next> ?b }", "blank nodes"),
        ("CONSTRUCT { _:x <urn:x:p> ?a } WHERE { ?a <urn:x:next> ?b }", "blank nodes"),
        (
            "CONSTRUCT { ?n <urn:x:next> ?a } WHERE { ?a <urn:x:next> ?b BIND(IRI(CONCAT(STR(?a), 'x')) AS ?n) }",
            "still add facts",
        ),
    ],
)
def test_a_rule_that_cannot_come_to_a_repeatable_end_is_refused(text: str, match: str) -> None:
    with pytest.raises(OntologyError, match=match):
        apply_rules(chain(2), {"bad": text})


def test_rules_are_read_by_name_in_order(tmp_path: Path, ontology: Path) -> None:
    for name in ("b.rq", "a.rq", "notes.txt"):
        (tmp_path / name).write_text(f"# {name}")
    assert list(load_rules(tmp_path).items()) == [("a", "# a.rq"), ("b", "# b.rq")]
    assert "anchor-role" in load_rules(ontology / "rules")
