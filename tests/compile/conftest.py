"""The tiny world, compiled: its records, its vocabulary, and a release of it to look into."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from agglo.graph.check.run import check_folder
from agglo.graph.namespaces import PREFIXES
from agglo.graph.ontology import load_vocabulary
from agglo.graph.records import Facts, Record
from agglo.graph.store.build import build
from agglo.graph.store.release import Release
from agglo.graph.vocabulary import Vocabulary

from .compiled import quads_of

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "data" / "tiny"


@dataclass(frozen=True)
class Graph:
    """A store to ask."""

    store: ox.Store

    def ask(self, pattern: str) -> bool:
        return bool(self.store.query(f"ASK {{ {pattern} }}", prefixes=dict(PREFIXES)))

    def values(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT, each term as N-Triples writes it, sorted."""
        rows = self.store.query(query, prefixes=dict(PREFIXES))
        assert isinstance(rows, ox.QuerySolutions)
        return sorted(tuple(str(term) for term in row) for row in rows)

    def count(self, pattern: str) -> int:
        rows = self.store.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", prefixes=dict(PREFIXES))
        assert isinstance(rows, ox.QuerySolutions)
        return int(next(rows)[0].value)


Build = Callable[[dict[str, str]], Graph]


@pytest.fixture(scope="session")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(ROOT / "ontology", tmp_path_factory.mktemp("ontology") / "ontology"))


@pytest.fixture(scope="session")
def vocabulary(ontology: Path) -> Vocabulary:
    return load_vocabulary(ontology)


@pytest.fixture(scope="session")
def facts(vocabulary: Vocabulary) -> Facts:
    return check_folder(TINY, vocabulary).facts_or_raise()


@pytest.fixture(scope="session")
def graph(ontology: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The tiny world's release."""
    return Graph(Release.open(build(TINY, tmp_path_factory.mktemp("out"), ontology).folder).store)


@pytest.fixture
def changed(ontology: Path, tmp_path: Path) -> Build:
    """Build the tiny world with texts replaced, each of which must stand in it once."""

    def built(replacements: dict[str, str]) -> Graph:
        text = (TINY / "world.yaml").read_text("utf-8")
        for old, new in replacements.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        folder = tmp_path / "facts"
        folder.mkdir()
        (folder / "world.yaml").write_text(text, "utf-8")
        return Graph(Release.open(build(folder, tmp_path / "out", ontology).folder).store)

    return built


@pytest.fixture
def one(vocabulary: Vocabulary) -> Callable[[Record], Graph]:
    """The quads of a single record, which need not fit any other."""

    def compiled(record: Record) -> Graph:
        store = ox.Store()
        store.extend(quads_of([record], vocabulary))
        return Graph(store)

    return compiled
