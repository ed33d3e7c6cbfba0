"""Graphs that many tests ask, built once a session, and a cache folder of the session's own."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from agglo.graph import KnowledgeGraph

# In CI the same examples every time: a new one that fails is found, and mended, by whoever runs the tests at home.
settings.register_profile("ci", derandomize=True, database=None)
if os.environ.get("CI"):
    settings.load_profile("ci")

# The graphs of a session stay: to look through them for garbage again and again takes an eighth of the time.
gc.set_threshold(200_000, 20, 100)

TINY = Path(__file__).parent / "data" / "tiny"


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Nothing is read from, or left in, the cache of whoever runs the tests; commands that tests start see it too.

    The processes of one run share it: what one has built, such as the facts that ship, the others find.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def tiny_graph(own_cache: Path) -> KnowledgeGraph:
    """The tiny world."""
    return KnowledgeGraph.open(TINY)


@pytest.fixture(scope="session")
def shipped_graph(own_cache: Path) -> KnowledgeGraph:
    """The facts that ship."""
    return KnowledgeGraph.open()
