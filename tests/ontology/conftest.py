"""The ontology and two graphs built with it: a tiny world, and the facts that ship."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from agglo.graph import KnowledgeGraph
from agglo.graph.namespaces import PREFIXES
from agglo.graph.ontology import load_vocabulary
from agglo.graph.store.build import build
from agglo.graph.store.release import Release
from agglo.graph.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ONTOLOGY)


@pytest.fixture(scope="session")
def tiny_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    built = build(ROOT / "tests" / "data" / "tiny", tmp_path_factory.mktemp("tiny"), ONTOLOGY)
    return Release.open(built.folder)


@pytest.fixture(scope="session")
def release_of_shipped_facts(shipped_graph: KnowledgeGraph) -> Release:
    return shipped_graph.release


def turtle_files() -> list[Path]:
    return sorted(ONTOLOGY.glob("*.ttl"))


def triples_of(path: Path) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]


ALL = {name: triples_of(ONTOLOGY / name) for name in (p.name for p in turtle_files()) if name != "shapes.ttl"}
TRIPLES = [triple for triples in ALL.values() for triple in triples]


def rows(store: ox.Store, query: str) -> list[ox.QuerySolution]:
    found = store.query(query, prefixes=dict(PREFIXES))
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def full(name: str) -> str:
    """A prefixed name as its IRI."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def examines(query: str) -> str:
    """The graph pattern of what a check looks at, as its comment gives it."""
    found = re.search(r"^# Examines: (.+)$", query, re.MULTILINE)
    assert found, "a check says what it examines"
    return found[1]


def texts(iri: str, predicate: str) -> dict[str, list[str]]:
    """The literals of a subject by language."""
    found: dict[str, list[str]] = {}
    for t in TRIPLES:
        if t.subject == ox.NamedNode(iri) and t.predicate == ox.NamedNode(full(predicate)):
            assert isinstance(t.object, ox.Literal)
            found.setdefault(t.object.language or "", []).append(t.object.value)
    return found


def subjects_of_type(type_: str) -> set[str]:
    wanted = (ox.NamedNode(full("rdf:type")), ox.NamedNode(full(type_)))
    return {
        t.subject.value for t in TRIPLES if (t.predicate, t.object) == wanted and isinstance(t.subject, ox.NamedNode)
    }
