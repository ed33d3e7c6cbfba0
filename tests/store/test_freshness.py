"""What has not changed is not built again; what has, always is."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from agglo.graph.errors import AggloError, OntologyError, StoreError
from agglo.graph.store import inputs
from agglo.graph.store.build import build
from agglo.graph.store.inputs import Inputs, fresh_release

from .world import World, digests


@pytest.fixture
def own(released: World, tmp_path: Path) -> World:
    """A world that is built, with an ontology that the test may change."""
    return World(released.facts, released.root, Path(shutil.copytree(released.ontology, tmp_path / "ontology")))


def is_fresh(world: World) -> bool:
    return fresh_release(world.root, Inputs.of(world.facts, world.ontology)) is not None


def test_unchanged_facts_are_not_built_again(world: World) -> None:
    first = world.build()
    assert first.changed
    before = digests(world.root)
    read: list[int] = []
    again = build(world.facts, world.root, world.ontology, progress=lambda done, of: read.append(done))
    assert not again.changed
    assert again.folder == first.folder.resolve()
    assert again.marker == first.marker
    assert read == [], "the facts were read again"
    assert digests(world.root) == before


def test_a_file_that_was_touched_and_is_equal_is_not_built_again(own: World) -> None:
    first = own.build().folder
    for path in (own.yaml, own.ontology / "classes.ttl"):
        os.utime(path, (1, 1))
    content = own.yaml.read_bytes()
    own.yaml.unlink()
    own.yaml.write_bytes(content)
    assert is_fresh(own)
    assert own.build().folder == first.resolve()
    assert len(own.names()) == 1


def edit_fact(world: World) -> None:
    world.edit("value: 1.25e4", "value: 1.35e4")


def edit_secretly(world: World) -> None:
    """Same size, same time of the content: what an unpacked archive looks like."""
    before = world.yaml.stat()
    edit_fact(world)
    os.utime(world.yaml, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert world.yaml.stat().st_size == before.st_size


def edit_ontology(world: World) -> None:
    file = world.ontology / "units.ttl"
    file.write_text(file.read_text("utf-8") + "\n<urn:x:new> <urn:x:p> <urn:x:o> .\n", "utf-8")


def edit_rule(world: World) -> None:
    file = world.ontology / "rules" / "anchor-role.rq"
    file.write_text(file.read_text("utf-8") + "\n# A remark.\n", "utf-8")


def add_ontology_file(world: World) -> None:
    (world.ontology / "extra.ttl").write_text("<urn:x:a> <urn:x:b> <urn:x:c> .\n", "utf-8")


def rename_file(world: World) -> None:
    world.yaml.rename(world.facts / "another.yaml")


@pytest.mark.parametrize(
    "change",
    [edit_fact, edit_secretly, edit_ontology, edit_rule, add_ontology_file, rename_file, lambda w: w.add_anchors(1)],
    ids=["fact", "fact of the same size and time", "ontology", "rule", "new ontology file", "renamed file", "new file"],
)
def test_what_has_changed_is_built_again(own: World, change: Callable[[World], None]) -> None:
    first = own.build().folder
    assert is_fresh(own)
    change(own)
    assert not is_fresh(own)
    assert own.build().folder != first
    assert is_fresh(own)


def test_a_file_that_went_is_built_without(world: World) -> None:
    world.add_anchors(2)
    assert world.build().marker.examined["claims"] == 8
    (world.facts / "more.yaml").unlink()
    built = world.build()
    assert built.changed
    assert built.marker.examined["claims"] == 6


def test_a_change_within_one_step_of_the_clock_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns()
    monkeypatch.setattr(inputs, "_stat", lambda path: [0, now])  # a clock that has not moved on
    world.build()
    edit_fact(world)
    assert not is_fresh(world)


def test_an_old_file_is_known_by_its_times_without_being_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = inputs._stat
    monkeypatch.setattr(inputs, "_stat", lambda path: [real(path)[0], 1])  # of 1970
    world.build()

    def never(path: Path) -> str:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(inputs, "sha256_of", never)
    assert is_fresh(world)


def test_another_version_builds_again(released: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = released.build().folder
    monkeypatch.setattr(inputs, "__version__", "99")
    assert not is_fresh(released)
    assert released.build().folder != first


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", '{"format": 3, "version": "x", "taken": 1, "files": 3}'])
def test_a_record_of_inputs_that_is_damaged_proves_nothing(released: World, content: str) -> None:
    folder = released.build().folder
    (folder / "inputs.json").write_text(content)
    assert not is_fresh(released)


def test_a_record_of_inputs_with_a_damaged_row_proves_nothing(released: World) -> None:
    file = released.build().folder / "inputs.json"
    saved = json.loads(file.read_bytes())
    for row in (None, 3, [], [1], ["x", "y", "z"]):
        saved["files"]["facts/world.yaml"] = row
        file.write_text(json.dumps(saved))
        assert not is_fresh(released)


@pytest.mark.parametrize("row", [None, 3, [], [1], ["x", "y", "z"]])
def test_a_build_after_one_with_a_damaged_record_of_inputs_is_whole(released: World, row: object) -> None:
    expected = released.build().marker
    file = released.open().folder / "inputs.json"
    saved = json.loads(file.read_bytes())
    saved["files"]["facts/world.yaml"] = row
    file.write_text(json.dumps(saved))
    assert released.build().marker == expected
    assert is_fresh(released)


def test_facts_that_change_while_they_are_read_are_read_again(world: World) -> None:
    changes = iter([lambda: edit_fact(world)])

    def change_once(done: int, of: int) -> None:
        next(changes, lambda: None)()

    built = build(world.facts, world.root, world.ontology, progress=change_once)
    assert b'"13500"' in world.open().nquads()
    assert is_fresh(world)
    assert not world.build().changed
    assert world.names() == {built.folder.name}


def test_facts_that_never_stop_changing_are_an_error_and_the_last_release_stands(released: World) -> None:
    last = released.build().marker
    released.add_anchors(1)
    count = iter(range(2, 100))
    with pytest.raises(StoreError, match="change while they are read"):
        build(
            released.facts,
            released.root,
            released.ontology,
            progress=lambda done, of: released.add_anchors(next(count)),
        )
    assert released.open().marker == last
    assert len(released.names()) == 1


def test_a_fact_file_that_goes_while_it_is_read_is_never_a_traceback(released: World) -> None:
    last = released.build().marker
    released.add_anchors(1)

    def delete(done: int, of: int) -> None:
        shutil.rmtree(released.facts, ignore_errors=True)

    with pytest.raises(AggloError):
        build(released.facts, released.root, released.ontology, progress=delete)
    assert released.open().marker == last


def test_folders_that_are_not_there_are_said_before_anything_is_made(world: World, tmp_path: Path) -> None:
    with pytest.raises(AggloError, match="there is no folder"):
        build(tmp_path / "nowhere", world.root, world.ontology)
    assert not world.root.exists()
    with pytest.raises(OntologyError):
        build(world.facts, world.root, tmp_path / "nowhere")
    with pytest.raises(StoreError):
        world.open()
