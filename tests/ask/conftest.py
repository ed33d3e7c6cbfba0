"""A world of small chains."""

import shutil
from pathlib import Path

import pytest

from agglo.graph import KnowledgeGraph


@pytest.fixture(scope="session")
def chains(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("chains")
    shutil.copy(Path(__file__).with_name("chains.yaml"), folder)
    return KnowledgeGraph.open(folder)
