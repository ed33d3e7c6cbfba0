"""The ontology and two graphs built with it: a tiny world, and the facts that ship."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

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
def release_of_shipped_facts(tmp_path_factory: pytest.TempPathFactory) -> Release:
    built = build(ROOT / "facts", tmp_path_factory.mktemp("shipped"), ONTOLOGY)
    return Release.open(built.folder)


def turtle_files() -> list[Path]:
    return sorted(ONTOLOGY.glob("*.ttl"))


def triples_of(path: Path) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]


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
