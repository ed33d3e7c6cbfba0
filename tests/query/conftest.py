"""A small store on disk, and a worker over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from agglo.graph.query import Limits, QueryWorker

PREFIXES = {
    "ex": "http://example.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

NAMED = """
PREFIX ex: <http://example.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
ex:philips a ex:Firm ; skos:prefLabel "Philips"@en, "飞利浦"@zh-Hans ; ex:anchors ex:eindhoven ; ex:founded 1891 .
ex:eindhoven a ex:City ; skos:prefLabel "Eindhoven, \\"light\\"\\ttown\\n"@en ; ex:area 88.9 ; ex:open true .
"""


@pytest.fixture(scope="session")
def store_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "store"
    store = Store(str(folder))
    # A ring: 3,000 nodes, of which each reaches each.
    ring = "".join(f"ex:n{i} ex:next ex:n{(i + 1) % 3000} .\n" for i in range(3000))
    store.bulk_load((NAMED + ring).encode(), RdfFormat.TURTLE)
    store.flush()
    return folder


@pytest.fixture(scope="session")
def worker(store_dir: Path) -> Iterator[QueryWorker]:
    with QueryWorker(store_dir, prefixes=PREFIXES, limits=Limits(seconds=10)) as shared:
        yield shared
