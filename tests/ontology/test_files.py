"""The ontology's files: header, declarations, alignments, and how the Turtle is written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import agglo.graph
from agglo.graph import OntologyError, Release, Vocabulary, load_vocabulary
from agglo.graph.namespaces import ONTOLOGY as TERMS
from agglo.graph.namespaces import PREFIXES
from agglo.graph.ontology import vocabulary_from_triples

from .conftest import ALL, TRIPLES, full, rows, subjects_of_type, texts, turtle_files

META = [
    "Record",
    "Claim",
    "Evidence",
    "Source",
    "Question",
    "Derivation",
    "Entry",
    "Relation",
    "CausalRelation",
    "StructuralRelation",
    "EventRelation",
    "AttributeRelation",
    "Key",
    "Choice",
    "Unit",
    "IdentifierScheme",
    "Word",
    "Role",
    "Rule",
]
ANNOTATIONS = [
    "colour",
    "shape",
    "derivedBy",
    "polarity",
    "lifts",
    "local",
    "originates",
    "placeless",
    "inverseLabel",
    "inverseAltLabel",
    "record",
    "keyword",
    "valueKind",
    "compilesTo",
    "required",
    "choiceOf",
    "sign",
    "weight",
    "systematic_error",
    "random_error",
    "iriTemplate",
    "pattern",
]


def test_the_header_says_what_this_is_and_which_version() -> None:
    assert TERMS in subjects_of_type("owl:Ontology")
    vann = "http://purl.org/vocab/vann/preferredNamespacePrefix"
    about = {t.predicate.value: t.object for t in TRIPLES if t.subject == ox.NamedNode(TERMS)}
    assert about[vann] == ox.Literal("agglo")
    assert about[full("owl:versionInfo")] == ox.Literal(agglo.graph.__version__)
    assert full("dcterms:license") in about
    assert sorted(texts(TERMS, "dcterms:title")) == ["en", "zh-hans", "zh-hant"]


@pytest.mark.parametrize("name", META)
def test_the_classes_of_terms_are_declared(name: str, vocabulary: Vocabulary) -> None:
    assert TERMS + name in subjects_of_type("owl:Class")
    assert name not in vocabulary.classes, "it is no class of entities"
    for predicate in ("rdfs:label", "skos:definition"):
        assert {"en", "zh-hans"} <= set(texts(TERMS + name, predicate)), predicate


def test_what_describes_terms_is_declared() -> None:
    declared = subjects_of_type("owl:AnnotationProperty")
    assert declared == {TERMS + name for name in ANNOTATIONS}
    used = {t.predicate.value for t in TRIPLES if t.predicate.value.startswith(TERMS)}
    assert used == declared


def test_every_property_of_a_built_graph_is_declared(tiny_release: Release, vocabulary: Vocabulary) -> None:
    declared = set().union(*(subjects_of_type(f"owl:{kind}Property") for kind in ("Annotation", "Object", "Datatype")))
    used = {row["p"].value for row in rows(tiny_release.store, "SELECT DISTINCT ?p WHERE { ?s ?p ?o }")}
    ours = {iri for iri in used if iri.startswith(TERMS)}
    assert len(ours) > 40
    assert ours - declared == set()
    for iri in ours:
        assert {"en", "zh-hans"} <= set(texts(iri, "rdfs:label")), iri
        assert {"en", "zh-hans"} <= set(texts(iri, "skos:definition")), iri


def _aligned() -> list[tuple[str, str, str]]:
    outward = []
    for t in ALL["alignments.ttl"]:
        assert isinstance(t.subject, ox.NamedNode)
        assert isinstance(t.object, ox.NamedNode)
        outward.append((t.subject.value, t.predicate.value, t.object.value))
    return outward


def test_alignments_go_from_our_terms_to_terms_that_exist() -> None:
    from rdflib.namespace import DCAT, DCTERMS, GEO, ORG, PROV, RDF, RDFS, SDO, SKOS, WGS

    spaces: tuple[Any, ...] = (DCAT, DCTERMS, GEO, ORG, PROV, RDF, RDFS, SDO, SKOS)
    closed = {str(space): space for space in spaces}
    # rdflib spells this one with https; the W3C's own document does not.
    closed[PREFIXES["wgs84"]] = WGS
    cito = {full(f"cito:{name}") for name in ("citesAsEvidence", "disputes", "qualifies", "supports")}
    others = [t for name, triples in ALL.items() if name != "alignments.ttl" for t in triples]
    ours = {t.subject.value for t in others if isinstance(t.subject, ox.NamedNode)}
    outward = _aligned()
    assert len(outward) > 60
    for subject, predicate, target in outward:
        assert subject in ours, subject
        assert predicate in {full("rdfs:subClassOf"), full("rdfs:subPropertyOf"), full("skos:closeMatch")}
        if target in cito:
            continue
        space = next(base for base in closed if target.startswith(base))
        assert target.removeprefix(space) in closed[space], target


def test_alignments_change_nothing_in_the_vocabulary(vocabulary: Vocabulary) -> None:
    """Classes and properties elsewhere are nobody's parents here, and stand in no list."""
    names = {name for term in vocabulary.classes.values() for name in (term.name, *term.ancestors)}
    assert [name for name in names if ":" in name] == []
    assert [term.name for term in vocabulary.relations.values() if set(term.parents) - set(vocabulary.relations)] == []
    without = [t for name, triples in ALL.items() if name != "alignments.ttl" for t in triples]
    bare = vocabulary_from_triples(without)
    for terms, same in ((vocabulary.classes, bare.classes), (vocabulary.relations, bare.relations)):
        assert {name: vars(term) for name, term in terms.items()} == {name: vars(term) for name, term in same.items()}


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        ("relations.ttl", "rdfs:subPropertyOf agglo:drives", "rdfs:subPropertyOf agglo:drvies", "no relation"),
        ("relations.ttl", "schema:rangeIncludes agglo:Policy", "schema:rangeIncludes agglo:Polciy", "no class"),
        ("classes.ttl", "rdfs:label", "rdfs:label label", "classes.ttl"),
    ],
)
def test_a_slip_in_the_ontology_is_an_error(tmp_path: Path, file: str, before: str, after: str, message: str) -> None:
    for path in turtle_files():
        text = path.read_text("utf-8")
        (tmp_path / path.name).write_text(text.replace(before, after, 1) if path.name == file else text, "utf-8")
    with pytest.raises(OntologyError, match=message):
        load_vocabulary(tmp_path)


def test_what_changes_is_read_again(tmp_path: Path) -> None:
    for path in turtle_files():
        shutil.copy(path, tmp_path)
    before = load_vocabulary(tmp_path)
    assert load_vocabulary(tmp_path) is before
    file = tmp_path / "classes.ttl"
    file.write_text(file.read_text("utf-8").replace('label "city"@en', 'label "big town"@en', 1), "utf-8")
    assert before.classes["City"].label["en"] == "city"
    assert load_vocabulary(tmp_path).classes["City"].label["en"] == "big town"


@pytest.mark.parametrize("path", [p for p in turtle_files() if p.name != "shapes.ttl"], ids=lambda p: p.name)
def test_turtle_is_written_plainly(path: Path) -> None:
    """Prefixes sorted and used, a subject on its own line, one predicate a line: a diff is a change of meaning."""
    text = path.read_text("utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("# "), "says what it is for"
    assert text.endswith("\n") and not text.endswith("\n\n")
    prefixes = [line.split()[1] for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    body = "\n".join(_bare(line for line in lines if not line.startswith(("@prefix", "#"))))
    assert [prefix for prefix in prefixes if not re.search(rf"(?<![\w-]){prefix}", body)] == []
    for line in filter(None, _bare(line for line in lines if not line.startswith(("@prefix", "#")))):
        assert re.fullmatch(r"\S+|    [^\s;][^;]* [;.]", line), line


def _bare(lines: Iterable[str]) -> list[str]:
    """Lines without what stands in quotes, so that a `;` in a text counts for nothing."""
    return [re.sub(r'"(?:[^"\\]|\\.)*"', '""', line) for line in lines]
