"""The SHACL shapes accept what we build, and refuse what is broken, each for its own reason."""

from __future__ import annotations

from dataclasses import dataclass

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from agglo.graph import Release
from agglo.graph.namespaces import PREFIXES

from .conftest import ONTOLOGY, full, rows

SHAPE = rdflib.Namespace("https://w3id.org/agglo/ontology/shape/")

CLAIM = "claim:philips.anchors.eindhoven-high-tech"
FIGURE = "claim:eindhoven-high-tech.has_employment"
CONTESTED = "claim:mit.anchors.austin-chips"
ROLE = "<https://w3id.org/agglo/claim/derived/anchor-role/philips.anchors.eindhoven-high-tech>"
DATASET = "<https://w3id.org/agglo/dataset>"


@dataclass(frozen=True)
class Broken:
    """A change to the tiny world, and the shape that must refuse it: at which node, along which property."""

    change: str
    shape: str
    focus: str
    path: str = ""


def without(subject: str, predicate: str) -> str:
    return f"DELETE WHERE {{ {subject} {predicate} ?o }}"


def adding(triple: str) -> str:
    return f"INSERT DATA {{ {triple} }}"


CASES = {
    "claim without evidence": Broken(without(CLAIM, "agglo:evidence"), "claim-evidence", CLAIM, "agglo:evidence"),
    "claim without status": Broken(without(CLAIM, "agglo:status"), "claim-status", CLAIM, "agglo:status"),
    "status of our own making": Broken(
        without(CLAIM, "agglo:status") + " ; " + adding(f"{CLAIM} agglo:status direction:supports"),
        "claim-status",
        CLAIM,
        "agglo:status",
    ),
    "two subjects": Broken(adding(f"{CLAIM} agglo:subject id:asml"), "claim-subject", CLAIM, "agglo:subject"),
    "relation that is none": Broken(
        without(CLAIM, "agglo:relation") + " ; " + adding(f"{CLAIM} agglo:relation agglo:anchros"),
        "claim-relation",
        CLAIM,
        "agglo:relation",
    ),
    "mechanism that is a firm": Broken(
        adding(f"{CLAIM} agglo:through id:asml"), "claim-through", CLAIM, "agglo:through"
    ),
    "confidence of 1.5": Broken(
        without(CLAIM, "agglo:confidence") + " ; " + adding(f"{CLAIM} agglo:confidence 1.5"),
        "claim-confidence",
        CLAIM,
        "agglo:confidence",
    ),
    "start after end": Broken(
        adding(f'{FIGURE} agglo:when_start_earliest "2099-01-01"^^xsd:date')
        + f' ; DELETE DATA {{ {FIGURE} agglo:when_start_earliest "2010-01-01"^^xsd:date }}',
        "claim-start",
        FIGURE,
        "agglo:when_start_earliest",
    ),
    "figure without unit": Broken(without(FIGURE, "agglo:unit"), "figure-unit", FIGURE, "agglo:unit"),
    "unit without figure": Broken(without(FIGURE, "agglo:value"), "unit-value", FIGURE, "agglo:value"),
    "figure without period": Broken(without(FIGURE, "agglo:when"), "FigurePeriod", FIGURE),
    "figure dated and undated": Broken(adding(f"{FIGURE} agglo:undated true"), "FigurePeriod", FIGURE),
    "figure and object": Broken(adding(f"{FIGURE} agglo:object id:asml"), "figure-object", FIGURE, "agglo:object"),
    "contested without reason": Broken(without(CONTESTED, "agglo:reason"), "StatusWithReason", CONTESTED),
    "two measures in one language": Broken(
        adding(f'{FIGURE} agglo:measure "jobs"@en'), "claim-measure", FIGURE, "agglo:measure"
    ),
    "evidence without source": Broken(
        without(f"<{full(CLAIM)}/evidence/1>", "prov:hadPrimarySource"),
        "evidence-source",
        f"{CLAIM}/evidence/1",
        "prov:hadPrimarySource",
    ),
    "evidence without gist": Broken(
        without(f"<{full(CLAIM)}/evidence/1>", "agglo:gist"), "evidence-gist", f"{CLAIM}/evidence/1", "agglo:gist"
    ),
    "source without kind": Broken(
        without("source:first-paper", "agglo:kind"), "source-kind", "source:first-paper", "agglo:kind"
    ),
    "source with a broken digest": Broken(
        without("source:first-paper", "agglo:copy_sha256")
        + " ; "
        + adding('source:first-paper agglo:copy_sha256 "abc"'),
        "source-copy-digest",
        "source:first-paper",
        "agglo:copy_sha256",
    ),
    "entity without Chinese label": Broken(
        'DELETE { id:asml skos:prefLabel ?l } WHERE { id:asml skos:prefLabel ?l FILTER(LANG(?l) = "zh-hans") }',
        "entity-label-chinese",
        "id:asml",
        "skos:prefLabel",
    ),
    "entity with two English labels": Broken(
        adding('id:asml skos:prefLabel "ASM Lithography"@en'), "entity-label", "id:asml", "skos:prefLabel"
    ),
    "role as type": Broken(
        without("id:asml", "agglo:type") + " ; " + adding("id:asml agglo:type agglo:Anchor"),
        "entity-type",
        "id:asml",
        "agglo:type",
    ),
    "latitude of 95": Broken(
        without("id:eindhoven", "wgs84:lat") + " ; " + adding("id:eindhoven wgs84:lat 95.0"),
        "entity-latitude",
        "id:eindhoven",
        "wgs84:lat",
    ),
    "question without text": Broken(
        without("question:anchors-of-the-tiny-world", "agglo:ask"),
        "question-ask",
        "question:anchors-of-the-tiny-world",
        "agglo:ask",
    ),
    "derived fact without rule": Broken(without(ROLE, "agglo:rule"), "derivation-rule", ROLE, "agglo:rule"),
    "derived fact on a contested claim": Broken(
        adding(f"{ROLE} prov:wasDerivedFrom {CONTESTED}"), "derivation-premise", ROLE, "prov:wasDerivedFrom"
    ),
    "dataset without licence": Broken(
        without(DATASET, "dcterms:license"), "dataset-license", DATASET, "dcterms:license"
    ),
    "accepted claim without direct edge": Broken(
        "DELETE DATA { id:philips agglo:spun_off id:asml }", "Statements", DATASET
    ),
    "direct edge of a contested claim": Broken(
        adding("id:mit agglo:anchors id:austin-chips"), "Statements", DATASET, "agglo:anchors"
    ),
    "subject outside the domain": Broken(
        "DELETE WHERE { id:philips a ?class }" + " ; " + adding("id:philips a agglo:Mechanism, agglo:Entity"),
        "Statements",
        DATASET,
    ),
}
"""Broken graphs by what is wrong with them."""

SECOND = {
    "accepted claim without direct edge": "edge-of-accepted-claim",
    "direct edge of a contested claim": "claim-of-direct-edge",
    "subject outside the domain": "subject-in-domain",
}
"""The SPARQL constraint that speaks, where the shape has several."""

_PREFIXES = {**PREFIXES, "question": "https://w3id.org/agglo/question/"}


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")


@pytest.fixture(scope="module")
def core(shapes: rdflib.Graph) -> rdflib.Graph:
    """The shapes without those in SPARQL, which rdflib is slow at."""
    found = rdflib.Graph()
    for triple in shapes:
        if triple[1] != SH.sparql:
            found.add(triple)
    return found


def graph_of(release: Release) -> rdflib.Graph:
    """The release in rdflib: its N-Quads, all in the default graph, are N-Triples."""
    return rdflib.Graph().parse(data=release.nquads(), format="nt")


@pytest.fixture(scope="module")
def tiny_triples(tiny_release: Release) -> rdflib.Graph:
    return graph_of(tiny_release)


@pytest.fixture
def tiny(tiny_triples: rdflib.Graph) -> rdflib.Graph:
    """The tiny world, to be broken."""
    copy = rdflib.Graph()
    for triple in tiny_triples:
        copy.add(triple)
    return copy


def validate(data: rdflib.Graph, shapes: rdflib.Graph) -> tuple[bool, rdflib.Graph, str]:
    conforms, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    assert isinstance(report, rdflib.Graph)
    return bool(conforms), report, str(text)


def iri(name: str) -> rdflib.URIRef:
    if name.startswith("<"):
        return rdflib.URIRef(name.strip("<>"))
    prefix, _, local = name.partition(":")
    return rdflib.URIRef(_PREFIXES[prefix] + local)


def test_the_shapes_name_no_class_of_entities_but_few(shapes: rdflib.Graph) -> None:
    """A new class, relation, unit or choice needs no new shape."""
    named = set(shapes.objects(None, SH["class"])) | set(shapes.objects(None, SH.targetClass))
    ours = {str(each).rpartition("/")[2] for each in named if str(each).startswith(PREFIXES["agglo"])}
    records = {"Claim", "Evidence", "Source", "Entity", "Question", "Derivation", "Entry", "Relation", "Unit", "Role"}
    assert ours - records == {"Mechanism", "Place", "Industry"}
    assert not list(shapes.subjects(SH["in"], None))


def test_the_shipped_facts_conform(release_of_shipped_facts: Release, shapes: rdflib.Graph, core: rdflib.Graph) -> None:
    """All shapes but the SPARQL ones, which the next test runs where they are quick."""
    data = graph_of(release_of_shipped_facts)
    targets = [len(set(data.subjects(RDF.type, each))) for each in shapes.objects(None, SH.targetClass)]
    assert sum(targets) > 3000
    conforms, _, text = validate(data, core)
    assert conforms, text


def test_the_shipped_facts_conform_to_the_shapes_in_sparql(
    release_of_shipped_facts: Release, shapes: rdflib.Graph
) -> None:
    selects = {str(shape): str(select) for shape, select in shapes.subject_objects(SH.select)}
    assert len(selects) == 4
    for shape, select in selects.items():
        assert rows(release_of_shipped_facts.store, select) == [], shape


def test_the_tiny_world_conforms_and_the_shapes_are_sound(tiny: rdflib.Graph, shapes: rdflib.Graph) -> None:
    # With `meta_shacl` it raises where the shapes themselves are no SHACL.
    conforms, _, text = pyshacl.validate(tiny, shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_broken_graph_is_refused_for_its_own_reason(
    name: str, tiny: rdflib.Graph, shapes: rdflib.Graph, core: rdflib.Graph
) -> None:
    case = CASES[name]
    before = set(tiny)
    tiny.update(case.change, initNs=_PREFIXES)
    assert set(tiny) != before, "the change changed something"
    conforms, report, text = validate(tiny, shapes if name in SECOND else core)
    assert not conforms
    results = [
        result
        for result in report.subjects(RDF.type, SH.ValidationResult)
        if report.value(result, SH.sourceShape) == SHAPE[case.shape]
        and report.value(result, SH.focusNode) == iri(case.focus)
        and (not case.path or report.value(result, SH.resultPath) == iri(case.path))
    ]
    assert results, text
    if name in SECOND:
        assert {report.value(result, SH.sourceConstraint) for result in results} == {SHAPE[SECOND[name]]}
    # Whatever else is reported hangs together with it.
    assert len(set(report.subjects(RDF.type, SH.ValidationResult))) <= 5
