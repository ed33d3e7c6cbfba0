"""The plane of a release: computed as it is built, kept beside it, computed again where it is missing or damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from agglo.graph import KnowledgeGraph
from agglo.graph.errors import StoreError
from agglo.graph.resources import shipped_ontology
from agglo.graph.store.build import build
from agglo.graph.store.release import Release
from agglo.graph.view.communities import communities
from agglo.graph.view.plane import FILE, keep_plane, plane_of

TINY = Path(__file__).parents[1] / "data" / "tiny"


@pytest.fixture
def released(tiny_graph: KnowledgeGraph, tmp_path: Path) -> Release:
    return Release.open(Path(shutil.copytree(tiny_graph.release.folder, tmp_path / "gen")))


def test_a_build_keeps_the_plane_beside_the_release(tiny_graph: KnowledgeGraph) -> None:
    kept = json.loads((tiny_graph.release.folder / FILE).read_bytes())
    assert kept["positions"].keys() == kept["communities"].keys() == tiny_graph.release.index.types().keys()


def test_the_last_step_of_a_build_sees_a_whole_release_before_anyone_else(tmp_path: Path) -> None:
    seen = []

    def prepare(release: Release) -> None:
        seen.append((release.marker.id, (tmp_path / "out" / "current").exists()))

    built = build(TINY, tmp_path / "out", shipped_ontology(), prepare=prepare)
    assert seen == [(built.marker.id, False)]


def test_a_build_whose_last_step_fails_leaves_nothing(tmp_path: Path) -> None:
    def prepare(release: Release) -> None:
        raise OSError("no space")

    with pytest.raises(StoreError, match="no space"):
        build(TINY, tmp_path / "out", shipped_ontology(), prepare=prepare)
    assert not (tmp_path / "out" / "current").exists()


@pytest.mark.parametrize("damage", [None, "", "[]", '{"positions": {}, "communities": {}}', '{"positions": 3}'])
def test_a_release_without_its_plane_gets_it_again(released: Release, damage: str | None) -> None:
    before = plane_of(released)
    file = released.folder / FILE
    if damage is None:
        file.unlink()
    else:
        file.write_text(damage)
    assert plane_of(released) == before
    assert json.loads(file.read_bytes())["positions"] == before.positions


def test_the_same_release_has_the_same_plane(released: Release) -> None:
    first = (released.folder / FILE).read_bytes()
    keep_plane(released)
    assert (released.folder / FILE).read_bytes() == first
    assert [path.name for path in released.folder.iterdir() if path.name.startswith(FILE)] == [FILE]


def test_communities_are_what_is_linked_among_itself() -> None:
    nodes = [f"{side}{at}" for side in "ab" for at in range(6)]
    links = [(f"{side}{one}", f"{side}{two}") for side in "ab" for one in range(6) for two in range(one)]
    found = communities([*nodes, "alone"], [*links, ("a0", "b0"), ("a1", "ghost"), ("a2", "a2")])
    assert found == {**{node: int(node[0] == "b") for node in nodes}, "alone": 2}


def test_no_links_make_no_communities() -> None:
    assert communities(["a", "b"], []) == {"a": 0, "b": 1}
    assert communities([], []) == {}
