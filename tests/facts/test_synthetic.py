"""The generator of synthetic collections: facts without faults, the same for the same seed, shaped as it says."""

from pathlib import Path

import pytest

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.statistics import statistics
from tests.benchmarks.synthetic import write


@pytest.mark.parametrize("as_yaml", [False, True])
def test_a_collection_builds_and_answers(own_cache: Path, tmp_path: Path, as_yaml: bool) -> None:
    write(tmp_path / "facts", 600, files=3, as_yaml=as_yaml)
    graph = KnowledgeGraph.open(tmp_path / "facts")
    assert statistics(graph.look)["claims"] == 600
    assert len(graph.ask("which anchors drove which clusters").rows) > 20
    assert len(graph.ask("what is disputed").rows) > 5


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write(tmp_path / name, 300, seed=seed, files=2)
    texts = {name: (tmp_path / name / "part-0001.jsonl").read_bytes() for name in ("one", "again", "other")}
    assert texts["one"] == texts["again"] != texts["other"]
