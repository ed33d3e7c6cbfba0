"""What rules give after a change, from what they gave before: the same as when they run over everything."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph import namespaces as ns
from agglo.graph.compile.branches import Branch, TooInvolved, branches
from agglo.graph.compile.rederive import Rederivation, taken_apart
from agglo.graph.compile.rules import apply_rules, load_rules
from agglo.graph.namespaces import ENTITY, ONTOLOGY, RDF, SKOS

RULES = load_rules(Path(__file__).parents[2] / "ontology" / "rules")
WAYS = taken_apart(RULES.values())
THINGS, CLAIMS, MECHANISMS = "abcdef", range(6), "xyz"
Quads = frozenset[ox.Quad]


def thing(name: str) -> ox.NamedNode:
    return ox.NamedNode(ENTITY + name)


def term(name: str) -> ox.NamedNode:
    return ox.NamedNode(ONTOLOGY + name)


def quad(subject: ox.NamedNode, predicate: ox.NamedNode, target: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(subject, predicate, target)


ALWAYS = frozenset(quad(term(name), term("lifts"), ox.Literal(True)) for name in ("located_in", "part_of"))
TYPES = frozenset(
    quad(thing(name), ox.NamedNode(RDF + "type"), term(kind))
    for name, kind in zip(THINGS, ("Organisation", "Organisation", "Cluster", "Cluster", "Place", "Place"), strict=True)
)


@st.composite
def records(draw: st.DrawFn) -> Quads:
    """What records may say: who is in what, claims of several relations, mechanisms that are kinds of others."""
    found = set(ALWAYS | TYPES)
    for name in THINGS:
        if up := draw(st.sampled_from(["", "", *THINGS.replace(name, "")])):
            found.add(quad(thing(name), term("in"), thing(up)))
    for number in CLAIMS:
        if not draw(st.booleans()):
            continue
        claim = ox.NamedNode(f"{ns.CLAIM}claim-{number}")
        subject, target = draw(st.permutations(THINGS))[:2]
        relation = draw(st.sampled_from(["located_in", "part_of", "anchors", "drives"]))
        status = draw(st.sampled_from(["accepted", "accepted", "contested"]))
        found |= {
            quad(claim, term("subject"), thing(subject)),
            quad(claim, term("object"), thing(target)),
            quad(claim, term("relation"), term(relation)),
            quad(claim, term("status"), term(f"status/{status}")),
            quad(thing(subject), ox.NamedNode(ns.CLAIM_OF + relation), claim),
        }
        for mechanism in draw(st.sets(st.sampled_from(MECHANISMS))):
            found.add(quad(claim, term("through"), thing(mechanism)))
    for one, other in (("x", "y"), ("y", "z"), ("x", "z")):
        if draw(st.booleans()):
            found.add(quad(thing(one), ox.NamedNode(SKOS + "broader"), thing(other)))
    return frozenset(found)


def ruled(said: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(said)
    apply_rules(store, RULES)
    return store


@settings(max_examples=30, deadline=None)
@given(records(), records(), st.data())
def test_a_change_gives_what_a_run_over_everything_gives(before: Quads, other: Quads, data: st.DataObject) -> None:
    # Some of one world and some of another, so that small changes come as often as large ones.
    differing = sorted(before ^ other, key=str)
    changed = data.draw(st.sets(st.sampled_from(differing), max_size=12)) if differing else set()
    after = before ^ changed
    old, new = ruled(before), ruled(before)
    for each in before - after:
        new.remove(each)
    new.extend(after - before)
    work = Rederivation(old, new, WAYS)
    work.run(before - after, after - before)
    assert set(new) == set(ruled(after))
    assert work.come == set(new) - set(old) - after
    assert work.gone == set(old) - set(new) - before


def test_every_shipped_rule_can_be_taken_apart() -> None:
    parts = {name: branches(text) for name, text in RULES.items()}
    assert {name: len(found) for name, found in parts.items()} == {
        "anchor-role": 1,
        "broader-mechanism": 2,
        "cluster-member": 2,
        "lifted-place": 6,
    }
    for found in parts.values():
        for branch in found:
            assert branch.looks
            assert "?" in branch.fact[0]
            assert "UNION" not in branch.text


HEAD = """CONSTRUCT {
  ?a agglo:near ?b .
  ?derivation a agglo:Derivation ; agglo:rule rule:r ; agglo:subject ?a ; agglo:relation agglo:near ; agglo:object ?b
} """
PLAIN = HEAD + "WHERE { ?a agglo:in ?b . BIND(IRI(CONCAT('urn:', STR(?a))) AS ?derivation) }".replace("'", '"')


@pytest.mark.parametrize(
    "where",
    [
        "{ ?a agglo:in ?b . OPTIONAL { ?b agglo:in ?d } }",
        "{ ?a agglo:in+ ?b . BIND(?a AS ?d) }",
        "{ ?a ?p ?b . BIND(?a AS ?d) }",
        "{ ?a agglo:in ?b . { ?a agglo:in ?d } UNION { ?b agglo:in ?d } }",
        "{ ?a agglo:in ?b . FILTER EXISTS { ?b agglo:in ?d } }",
        "{ SELECT ?a ?b { ?a agglo:in ?b } }",
        "{ VALUES ?a { agglo:x } ?a agglo:in ?b }",
        "{ ?a agglo:in ?b MINUS { ?b agglo:in ?d } }",
        "{ ?a agglo:in ?b . BIND(<< ?a agglo:in ?b >> AS ?d) }",
        "{ ?a agglo:in ?b . BIND(unknown:f(?a) AS ?d) }",
    ],
)
def test_what_is_no_plain_rule_is_refused(where: str) -> None:
    with pytest.raises(TooInvolved):
        branches(HEAD + "WHERE " + where)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("?a agglo:near ?b .", "?a agglo:near ?b . ?b agglo:near ?a ."),
        ("?a agglo:near ?b .", ""),
        ("agglo:object ?b", "agglo:object ?a"),
        ("agglo:rule rule:r ;", ""),
        ("?derivation a agglo:Derivation ;", "?derivation"),
    ],
)
def test_a_rule_gives_one_fact_and_its_derivation(old: str, new: str) -> None:
    assert len(branches(PLAIN)) == 1
    assert PLAIN.count(old) == 1
    with pytest.raises(TooInvolved):
        branches(PLAIN.replace(old, new))


def test_rules_that_were_kept_as_json_are_the_same() -> None:
    assert len(WAYS) > 8
    assert list(map(Branch.of, json.loads(json.dumps(WAYS)))) == WAYS


@pytest.mark.parametrize("lacking", ["?b agglo:near ?a", "?x prov:wasDerivedFrom ?a", "?x agglo:subject ?a"])
def test_a_rule_that_looks_at_the_absence_of_what_rules_give_is_refused(lacking: str) -> None:
    rule = PLAIN.replace("BIND", f"FILTER NOT EXISTS {{ {lacking} }} BIND")
    with pytest.raises(TooInvolved, match="absence"):
        taken_apart([rule])


def test_an_entry_that_is_no_premise_is_refused() -> None:
    rule = PLAIN.replace("?a agglo:near ?b .", "?a agglo:near ?b . ?e a agglo:Entry .").replace(
        "BIND", "BIND(?b AS ?e) BIND"
    )
    said = [quad(thing("a"), term("in"), thing("b"))]
    store = ox.Store()
    store.extend(said)
    with pytest.raises(TooInvolved, match="entry"):
        Rederivation(ox.Store(), store, taken_apart([rule])).run([], said)


def test_too_much_that_depends_on_a_change_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agglo.graph.compile.rederive._MOST", 20)
    chain = {quad(thing(f"t{n}"), term("in"), thing(f"t{n + 1}")) for n in range(12)}
    old, new = ruled(chain), ruled(chain)
    gone = quad(thing("t5"), term("in"), thing("t6"))
    new.remove(gone)
    with pytest.raises(TooInvolved, match="much depends"):
        Rederivation(old, new, WAYS).run([gone], [])
