"""The shape of a claim in RDF: the statement node, the direct edge, and what hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agglo.graph.records import CLAIM, ENTITY, SOURCE, Facts, Record
from agglo.graph.vocabulary import Vocabulary

from .compiled import quads_of
from .conftest import Build, Graph

# In full: the engine's SPARQL parser does not take a prefixed name with two dots in it.
IRI = "https://w3id.org/agglo/claim/"
MIT = f"<{IRI}mit.anchors.austin-chips>"
PHILIPS = f"<{IRI}philips.anchors.eindhoven-high-tech>"
JOBS = f"<{IRI}eindhoven-high-tech.has_employment>"
CONTESTED = """    status: contested
    dispute: cause
    reason: {en: Nobody else says so., zh-Hans: 别无佐证。}
"""
DATES = ("start_earliest", "start_latest", "end_earliest", "end_latest")
One = Callable[[Record], Graph]


def record(kind: str, /, **values: object) -> Record:
    return Record(kind, str(values.pop("id", "x")), values, "world.yaml", ())


def claim(**values: object) -> Record:
    given = {"subject": "philips", "relation": "anchors", "evidence": ()} | values
    return record(
        CLAIM, **({} if "value" in given or given["relation"] == "went_bankrupt" else {"object": "c"}) | given
    )


def test_an_accepted_claim_has_its_node_and_its_direct_edge(graph: Graph) -> None:
    assert graph.ask(f"id:philips p:anchors {PHILIPS} . {PHILIPS} ps:anchors id:eindhoven-high-tech")
    assert graph.ask("id:philips agglo:anchors id:eindhoven-high-tech")
    assert graph.ask(
        f"{PHILIPS} a agglo:Claim ; agglo:subject id:philips ; agglo:relation agglo:anchors ; "
        f"agglo:object id:eindhoven-high-tech ; agglo:status status:accepted ; agglo:polarity polarity:increases ; "
        f"agglo:through id:spin-off, id:shared-campus"
    )


def test_a_contested_claim_has_its_node_and_no_direct_edge(graph: Graph) -> None:
    assert graph.ask(f"id:mit p:anchors {MIT} . {MIT} ps:anchors id:austin-chips ; agglo:status status:contested")
    assert graph.ask(f'{MIT} agglo:reason "Nobody else says so."@en')
    assert not graph.ask("id:mit agglo:anchors ?anything")
    assert graph.count(f"{MIT} agglo:status ?status") == 1


@pytest.mark.parametrize("status", ["contested", "rejected", "superseded", "withdrawn"])
def test_only_accepted_claims_have_a_direct_edge(one: One, status: str) -> None:
    given = one(claim(status=status, reason={"en": "So."}))
    assert given.ask(f"id:philips p:anchors claim:x . claim:x ps:anchors id:c ; agglo:status status:{status}")
    assert not given.ask("id:philips agglo:anchors ?anything")
    assert one(claim()).ask("id:philips agglo:anchors id:c")
    assert one(claim(status="accepted")).count("claim:x agglo:status status:accepted") == 1


def test_every_direct_edge_belongs_to_an_accepted_claim(graph: Graph, vocabulary: Vocabulary) -> None:
    direct = 0
    for name in vocabulary.relations:
        direct += graph.count(f"?s agglo:{name} ?o . FILTER(STRSTARTS(STR(?s), STR(id:)))")
        missing = graph.values(
            f"SELECT ?s ?o {{ ?s agglo:{name} ?o . FILTER(STRSTARTS(STR(?s), STR(id:))) FILTER NOT EXISTS "
            f"{{ ?s p:{name} ?c . ?c ps:{name} ?o ; agglo:status status:accepted }} }}"
        )
        assert missing == [], name
    assert direct == 5


def test_a_figure_is_the_object_of_its_claim(graph: Graph) -> None:
    twelve = '"12500"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert graph.values(f"SELECT ?v {{ {JOBS} ps:has_employment ?v }}") == [(twelve,)]
    assert graph.values(f"SELECT ?v {{ {JOBS} agglo:value ?v }}") == [(twelve,)]
    assert graph.values("SELECT ?v { id:eindhoven-high-tech agglo:has_employment ?v }") == [(twelve,)]
    assert graph.ask(f"{JOBS} agglo:unit unit:jobs")
    assert not graph.ask(f"{JOBS} agglo:object ?anything")
    assert graph.ask("id:eindhoven-high-tech agglo:has_employment ?n . FILTER(?n > 12499 && ?n < 12501)")


def test_an_event_that_happened_is_true(one: One) -> None:
    given = one(claim(subject="elpida", relation="went_bankrupt", when="2012-02-27"))
    assert given.ask("id:elpida p:went_bankrupt claim:x . claim:x ps:went_bankrupt true")
    assert given.ask("id:elpida agglo:went_bankrupt true")
    assert not given.ask("claim:x agglo:object ?anything")
    doubted = one(claim(subject="elpida", relation="went_bankrupt", when="2012", status="contested"))
    assert doubted.ask("claim:x ps:went_bankrupt true")
    assert not doubted.ask("id:elpida agglo:went_bankrupt ?anything")


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("1984", ("1984-01-01", "1984-12-31", "1984-01-01", "1984-12-31")),
        ("1984/..", ("1984-01-01", "1984-12-31", "", "")),
        ("../1995", ("", "", "1995-01-01", "1995-12-31")),
        ("1988/1995", ("1988-01-01", "1988-12-31", "1995-01-01", "1995-12-31")),
        ("2012-02-27", ("2012-02-27", "2012-02-27", "2012-02-27", "2012-02-27")),
        ("2012-02", ("2012-02-01", "2012-02-29", "2012-02-01", "2012-02-29")),
        ("1951~", ("1951-01-01", "1951-12-31", "1951-01-01", "1951-12-31")),
        ("199X", ("1990-01-01", "1999-12-31", "1990-01-01", "1999-12-31")),
        ("-0043", ("-0043-01-01", "-0043-12-31", "-0043-01-01", "-0043-12-31")),
    ],
)
def test_a_time_keeps_its_text_and_has_bounds_that_compare(one: One, text: str, limits: tuple[str, ...]) -> None:
    given = one(claim(when=text))
    assert given.values("SELECT ?t { claim:x agglo:when ?t }") == [(f'"{text}"',)]
    for name, day in zip(DATES, limits, strict=True):
        expected = [(f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>',)] if day else []
        assert given.values(f"SELECT ?d {{ claim:x agglo:when_{name} ?d }}") == expected, name
        if day:
            assert given.ask(f'claim:x agglo:when_{name} ?d . FILTER(?d < "2020-01-01"^^xsd:date)')


def test_the_life_of_an_entity_and_the_date_of_a_source_have_bounds_too(graph: Graph) -> None:
    assert graph.ask('id:philips agglo:active "1891/.." ; agglo:active_start_earliest "1891-01-01"^^xsd:date')
    assert not graph.ask("id:philips agglo:active_end_latest ?never")
    assert graph.ask('source:first-paper agglo:published "2001" ; agglo:published_end_latest "2001-12-31"^^xsd:date')


def test_names_are_one_a_language_with_traditional_characters_made_where_none_are_given(graph: Graph, one: One) -> None:
    assert graph.values("SELECT ?l { id:philips skos:prefLabel ?l }") == sorted(
        [('"Philips"@en',), ('"飞利浦"@zh-hans',), ('"飛利浦"@zh-hant',)]
    )
    assert graph.values("SELECT ?l { id:philips skos:altLabel ?l }") == [('"Royal Philips"@en',)]
    twice = graph.values(
        "SELECT ?e { ?e skos:prefLabel ?l . FILTER(STRSTARTS(STR(?e), STR(id:))) } "
        "GROUP BY ?e (LANG(?l)) HAVING (COUNT(*) > 1)"
    )
    assert twice == []
    assert graph.count("?e skos:prefLabel ?l . FILTER(STRSTARTS(STR(?e), STR(id:)))") == 16 * 3
    given = one(record(ENTITY, type="City", label={"en": "Taipei", "zh-Hans": "台北", "zh-Hant": "臺北市"}))
    assert given.values('SELECT ?l { id:x skos:prefLabel ?l FILTER(LANG(?l) = "zh-hant") }') == [('"臺北市"@zh-hant',)]
    other = one(record(ENTITY, type="City", label={"en": "Leiden", "nl": "Leiden"}))
    assert other.values("SELECT ?l { id:x skos:prefLabel ?l }") == [('"Leiden"@en',), ('"Leiden"@nl',)]


def test_identifiers_elsewhere_are_exact_matches(graph: Graph, one: One) -> None:
    assert graph.values("SELECT ?i { id:eindhoven skos:exactMatch ?i }") == [("<https://sws.geonames.org/2756253/>",)]
    assert not graph.ask("?anything owl:sameAs ?else . FILTER(STRSTARTS(STR(?anything), STR(id:)))")
    many = one(
        record(ENTITY, type="Firm", label={"en": "X"}, ids={"wikidata": "Q170416", "lei": "H1FJE8H61JGM1JSGM897"})
    )
    assert (
        many.values("SELECT ?i { id:x skos:exactMatch ?i }")
        == [
            ("<https://www.gleif.org/lei/H1FJE8H61JGM1JSGM897>",),
            ("<http://www.wikidata.org/entity/Q170416>",),
        ][::-1]
    )


def test_an_identifier_with_characters_that_no_iri_has_is_escaped(one: One) -> None:
    old = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"
    given = one(record(ENTITY, type="Work", label={"en": "X"}, ids={"doi": old}))
    escaped = "10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O"
    assert given.values("SELECT ?i { id:x skos:exactMatch ?i }") == [(f"<https://doi.org/{escaped}>",)]


def test_members_of_a_framework_keep_their_order(one: One) -> None:
    names = (
        "talent",
        "capital",
        "anchor",
        "housing",
        "airport",
        "school",
        "park",
        "law",
        "bank",
        "fair",
        "port",
        "hub",
    )
    given = one(record(ENTITY, type="Framework", label={"en": "X"}, members=names))
    for place, name in enumerate(names, 1):
        assert given.values(f"SELECT ?m {{ id:x rdf:_{place} ?m }}") == [(f"<https://w3id.org/agglo/id/{name}>",)]
    assert given.count("id:x agglo:members ?m") == len(names)
    assert not given.ask(f"id:x rdf:_{len(names) + 1} ?m")


def test_an_entity_has_its_class_and_all_above_it(graph: Graph) -> None:
    assert graph.ask("id:eindhoven a agglo:City, agglo:Place, agglo:Entity ; agglo:type agglo:City")
    assert graph.count("id:eindhoven agglo:type ?type") == 1
    assert graph.ask("id:eindhoven agglo:in id:netherlands")


def test_a_point_has_coordinates_and_a_geometry(graph: Graph, one: One) -> None:
    assert graph.ask("id:eindhoven wgs84:lat 51.44083 ; wgs84:long 5.47778 ; geo:hasGeometry ?g . ?g geo:asWKT ?wkt")
    assert graph.values("SELECT ?w { id:eindhoven geo:hasGeometry/geo:asWKT ?w }") == [
        ('"POINT(5.47778 51.44083)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>',)
    ]
    tiny = one(record(ENTITY, type="Site", label={"en": "X"}, point=(0.00001, -0.5)))
    assert tiny.ask('id:x geo:hasGeometry/geo:asWKT "POINT(-0.5 0.00001)"^^geo:wktLiteral')


def test_evidence_names_its_source_its_place_and_its_direction(graph: Graph) -> None:
    first, second = (f"{PHILIPS[:-1]}/evidence/{n}>" for n in (1, 2))
    assert graph.ask(f"{PHILIPS} agglo:evidence {first}, {second} ; prov:wasDerivedFrom {first}, {second}")
    assert graph.ask(
        f'{first} a agglo:Evidence ; prov:hadPrimarySource source:first-paper ; agglo:at "section 2, line 12" ; '
        f"agglo:direction direction:supports ; agglo:gist ?gist"
    )
    assert graph.ask(f"{second} prov:hadPrimarySource source:second-report")
    assert graph.ask(f"{PHILIPS} cito:citesAsEvidence source:first-paper, source:second-report")
    assert graph.count("?e a agglo:Evidence") == 9


def test_a_dispute_is_cited_as_one(graph: Graph, one: One) -> None:
    assert graph.ask(f"source:second-report cito:disputes {MIT}")
    assert not graph.ask(f"{MIT} cito:citesAsEvidence source:second-report")
    assert graph.ask(f"{MIT} cito:citesAsEvidence source:first-paper")
    piece = Record("Evidence", "x/1", {"source": "s", "direction": "qualifies", "gist": {"en": "So."}}, "f", ())
    assert one(claim(evidence=(piece,))).ask("source:s cito:qualifies claim:x")


def test_a_source_says_who_made_it_and_which_copy_was_read(graph: Graph) -> None:
    assert graph.ask(
        'source:first-paper a agglo:Source ; dcterms:title "On anchors"@en, "论锚机构"@zh-hans ; dcterms:creator '
        '"A. Author" ; dcterms:publisher "First Press" ; agglo:copy_lines 50 ; agglo:copy_sha256 ?digest'
    )
    assert graph.ask("source:reprint prov:wasDerivedFrom source:first-paper")


def test_the_spelling_of_a_figure_is_kept_where_it_is_given(one: One) -> None:
    given = one(claim(relation="has_output", value=1.5, unit="CNY", as_written="1.50"))
    assert given.ask('claim:x agglo:as_written "1.50" ; ps:has_output 1.5')


def test_no_value_of_the_tiny_world_is_lost(graph: Graph, facts: Facts, vocabulary: Vocabulary) -> None:
    """Every key that has a property of its own is in the graph as often as in the facts."""
    counted = 0
    for each in (*facts, *facts.evidence()):
        for keyword, value in each.values.items():
            key = vocabulary.keys[each.kind].get(keyword)
            if key is None or key.value_kind in ("evidence", "point", "class", "copy"):
                continue
            counted += 1
            expected = len(value) if isinstance(value, dict | tuple) else 1
            expected += keyword == "label" and "zh-Hant" not in value
            if isinstance(value, dict) and key.value_kind == "language-lists":
                expected = sum(map(len, value.values()))
            node = quads_of([each], vocabulary)[0].subject
            assert graph.count(f"{node} <{key.compiles_to}> ?o") == expected, (each.id, keyword)
    assert counted > 80


def test_a_record_compiles_alike_each_time_and_in_any_company(facts: Facts, vocabulary: Vocabulary) -> None:
    for each in facts:
        assert quads_of([each], vocabulary) == quads_of([each], vocabulary)


def test_a_claim_that_becomes_contested_loses_its_edge_and_its_subject_the_role(changed: Build) -> None:
    given = changed(
        {"  - claim: sematech anchors austin-chips\n": "  - claim: sematech anchors austin-chips\n" + CONTESTED}
    )
    assert not given.ask("id:sematech agglo:anchors ?anything")
    assert given.ask("id:sematech p:anchors/ps:anchors id:austin-chips")
    assert not given.ask("id:sematech a agglo:Anchor")
    assert not given.ask("?derivation a agglo:Derivation ; agglo:subject id:sematech")
    assert given.ask("id:philips a agglo:Anchor")


def test_a_contested_claim_that_is_accepted_gains_both(changed: Build) -> None:
    given = changed({CONTESTED: ""})
    assert given.ask("id:mit agglo:anchors id:austin-chips ; a agglo:Anchor")


def test_a_source_without_anything_but_what_it_needs_compiles(one: One) -> None:
    given = one(record(SOURCE, title={"en": "T"}, kind="blog"))
    assert given.ask('source:x a agglo:Source ; dcterms:title "T"@en ; agglo:kind ?kind')


def test_facts_folder_of_the_tests_is_as_it_was() -> None:
    text = (Path(__file__).parents[1] / "data" / "tiny" / "world.yaml").read_text("utf-8")
    assert CONTESTED in text
