"""Rules that see only what concerns them, and run again only for what they name, give what a naive run gives."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph.compile.rules import apply_rules, load_rules, seen
from agglo.graph.namespaces import PREFIXES
from agglo.graph.ontology import load_vocabulary
from agglo.graph.records import CLAIM, ENTITY, Record
from agglo.graph.store.quads import lines_of, quads_in

from .compiled import quads_of

ONTOLOGY = Path(__file__).parents[2] / "ontology"
VOCABULARY = load_vocabulary(ONTOLOGY)
RULES = load_rules(ONTOLOGY / "rules")
TRIPLES = [
    ox.Quad(t.subject, t.predicate, t.object)
    for t in sorted(VOCABULARY.triples, key=str)
    if not isinstance(t.subject, ox.BlankNode) and not isinstance(t.object, ox.BlankNode)
]
# A world needs of the vocabulary what lifts; a few more, that the rules should not see, are enough.
SOME_TRIPLES = [quad for n, quad in enumerate(TRIPLES) if n % 200 == 0 or quad.predicate.value.endswith("/lifts")]

THINGS = [f"thing-{n}" for n in range(6)]
MECHANISMS = [f"mechanism-{n}" for n in range(4)]
THING = st.sampled_from(THINGS)
SOME_MECHANISMS = st.lists(st.sampled_from(MECHANISMS), max_size=2, unique=True).map(tuple)


def entity(id_: str, **values: object) -> Record:
    return Record(ENTITY, id_, {key: value for key, value in values.items() if value}, "facts.yaml", ())


@st.composite
def worlds(draw: st.DrawFn) -> list[ox.Quad]:
    """Places, clusters and firms in one another, in circles too; claims of every status; mechanisms of mechanisms."""
    records = [
        entity(name, type=draw(st.sampled_from(["City", "Cluster", "Firm"])), **{"in": draw(st.none() | THING)})
        for name in THINGS
    ]
    records += [entity(name, type="Mechanism", broader=draw(SOME_MECHANISMS)) for name in MECHANISMS]
    for number in range(draw(st.integers(0, 8))):
        values = {
            "subject": draw(THING),
            "relation": draw(st.sampled_from(["part_of", "located_in", "anchors", "member_of", "supplies"])),
            "object": draw(THING),
            "status": draw(st.sampled_from(["accepted", "accepted", "contested", "withdrawn"])),
            "through": draw(SOME_MECHANISMS),
        }
        records.append(Record(CLAIM, f"claim-{number}", values, "facts.yaml", ()))
    return quads_of(records, VOCABULARY)


def naive(quads: list[ox.Quad], rules: Mapping[str, str]) -> set[ox.Quad]:
    """What the rules add: every rule over everything, again and again."""
    store = ox.Store()
    store.extend(quads)
    size = -1
    while size != len(store):
        size = len(store)
        for text in rules.values():
            result = store.query(text, prefixes=dict(PREFIXES))
            assert isinstance(result, ox.QueryTriples)
            store.extend([ox.Quad(t.subject, t.predicate, t.object) for t in result])
    return set(store) - set(quads)


def lean(quads: list[ox.Quad], rules: Mapping[str, str]) -> set[ox.Quad]:
    """What a build adds."""
    concerns = seen(rules.values())
    draft = ox.Store()
    draft.extend(quad for quad in quads if concerns(written(quad)))
    before = set(draft)
    told: list[bytes] = []
    number = apply_rules(draft, rules, told.append)
    added = set(quads_in(told)) - before
    assert number == len(added)
    return added


def written(quad: ox.Quad) -> str:
    return lines_of([quad])[0].decode()


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_shipped_rules_give_what_a_naive_run_gives(world: list[ox.Quad]) -> None:
    quads = SOME_TRIPLES + world
    assert lean(quads, RULES) == naive(quads, RULES)


def test_the_shipped_rules_say_what_they_see() -> None:
    concerns = seen(RULES.values())
    size = sum(map(concerns, map(written, TRIPLES)))
    assert 0 < size < len(TRIPLES) / 10
    unseen = ox.Quad(TRIPLES[0].subject, ox.NamedNode("urn:x:unseen"), TRIPLES[0].subject)
    assert not concerns(written(unseen))


NEXT = "CONSTRUCT { ?a <urn:x:after> ?b } WHERE { ?a <urn:x:next> ?b }"
ODD = {
    "any predicate": "CONSTRUCT { ?b <urn:x:out> ?p } WHERE { ?a ?p ?b FILTER(isIRI(?p)) }",
    "any predicate after another": "CONSTRUCT { ?b <urn:x:out> ?p } WHERE { ?a <urn:x:next> ?c ; ?p ?b }",
    "any class": "CONSTRUCT { ?a <urn:x:out> ?c } WHERE { ?a a ?c }",
    "any class, spelled out": "CONSTRUCT { ?a <urn:x:out> ?c } WHERE { ?a rdf:type ?c }",
    "any class, as an IRI": f"CONSTRUCT {{ ?a <urn:x:out> ?c }} WHERE {{ ?a <{PREFIXES['rdf']}type> ?c }}",
    "one class and any other": "CONSTRUCT { ?a <urn:x:out> ?c } WHERE { ?a a <urn:x:Thing>, ?c }",
    "a class by a path": "CONSTRUCT { ?a <urn:x:out> ?c } WHERE { ?a a/<urn:x:after> ?c }",
    "a class backwards": "CONSTRUCT { ?a <urn:x:out> ?c } WHERE { ?c ^a ?a }",
    "any but one": "CONSTRUCT { ?a <urn:x:out> ?b } WHERE { ?a !<urn:x:next> ?b }",
    "any but some": "CONSTRUCT { ?a <urn:x:out> ?b } WHERE { ?a !(<urn:x:next>|<urn:x:out>) ?b }",
    "a prefix of its own": "PREFIX x: <urn:x:> CONSTRUCT { ?a x:out ?b } WHERE { ?a x:after ?b }",
    "a base of its own": "BASE <urn:x:> CONSTRUCT { ?a <urn:x:out> ?b } WHERE { ?a <urn:x:after> ?b }",
    "an escape": r"CONSTRUCT { ?a <urn:x:out> ?b } WHERE { ?a <urn:x:\u0061fter> ?b }",
    "the short form": "CONSTRUCT WHERE { ?a <urn:x:after> ?b }",
    "no WHERE": "CONSTRUCT { ?a <urn:x:out> ?b } { ?a <urn:x:after> ?b }",
    "values": "CONSTRUCT { ?a <urn:x:out> ?b } WHERE { VALUES ?p { <urn:x:after> } ?a ?p ?b }",
    "a string with a mark": "CONSTRUCT { ?a <urn:x:out> '# }' } WHERE { ?a <urn:x:next> ?b . ?a <urn:x:after> ?b }",
    "a path": "CONSTRUCT { ?a <urn:x:out> ?b } WHERE { ?a <urn:x:after>/(<urn:x:next>|^<urn:x:after>)* ?b }",
    "dollars": "CONSTRUCT { $a <urn:x:out> $b } WHERE { $a $p $b FILTER(isIRI($b)) }",
    "a subquery": "CONSTRUCT { ?a <urn:x:out> ?b } WHERE { { SELECT ?a ?b WHERE { ?a <urn:x:after> ?b } } }",
    "a comment": "CONSTRUCT { ?a <urn:x:out> ?b } # the } end\nWHERE { # ?a <urn:x:next> ?b }\n ?a <urn:x:after> ?b }",
    "a derived class": "CONSTRUCT { ?a <urn:x:out> ?b ; a <urn:x:Thing> } "
    "WHERE { ?a <urn:x:next> ?b . ?b a <urn:x:Thing> }",
    "a derivation": "CONSTRUCT { ?a <urn:x:out> ?o . ?o agglo:relation <urn:x:after> ; agglo:object ?a } "
    "WHERE { ?a <urn:x:next> ?o . OPTIONAL { ?x agglo:relation <urn:x:after> ; agglo:object ?o } "
    "FILTER(BOUND(?x) || ?a = <urn:x:0>) }",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_a_rule_written_in_any_way_gives_what_a_naive_run_gives(text: str) -> None:
    node = [ox.NamedNode(f"urn:x:{n}") for n in range(5)]
    named = ox.NamedNode
    quads = [ox.Quad(one, named("urn:x:next"), other) for one, other in pairwise(node)]
    quads += [ox.Quad(node[4], named(PREFIXES["rdf"] + "type"), named("urn:x:Thing"))]
    quads += [ox.Quad(node[2], named(PREFIXES["rdf"] + "type"), node[1])]
    rules = {"a": text, "b": NEXT}  # the odd rule first: it must run again for what the other gives
    assert lean(quads, rules) == naive(quads, rules) != set()
