"""How generations follow each other on disk: names, leases, the sweep, and opening in the moment of a swap."""

from __future__ import annotations

import gc
import os
import shutil
import time
from pathlib import Path

import pytest

from agglo.graph.errors import StoreError
from agglo.graph.store import generations, release
from agglo.graph.store.lease import hold, unheld
from agglo.graph.store.release import Marker, Release

from .world import World, digests


def generation_of(folder: Path, name: str, age: float = 0) -> Path:
    """A folder that the sweep takes for a generation, replaced `age` seconds ago."""
    made = folder / name
    (made / "store").mkdir(parents=True)
    (made / "release.json").write_text("{}")
    then = time.time() - age
    os.utime(made, (then, then))
    return made


OLD = [f"gen-{number:012x}" for number in range(5)]


def test_a_generation_is_swept_when_it_is_old_and_nobody_holds_it(tmp_path: Path) -> None:
    for name, age in zip(OLD, (59, 61, 3600, 61, 61), strict=True):
        generation_of(tmp_path, name, age)
    lease = hold(tmp_path / OLD[2] / "release.json")
    generations.sweep(tmp_path, keep={OLD[3]})
    assert {p.name for p in tmp_path.iterdir()} == {OLD[0], OLD[2], OLD[3]}
    assert (tmp_path / OLD[2] / "store").is_dir()
    os.close(lease)
    generations.sweep(tmp_path, keep={OLD[3]})
    assert {p.name for p in tmp_path.iterdir()} == {OLD[0], OLD[3]}


def test_the_grace_of_a_generation_begins_when_it_is_replaced_not_when_it_is_built(released: World) -> None:
    first = released.build().folder
    an_hour_ago = time.time() - 3600
    os.utime(first, (an_hour_ago, an_hour_ago))
    for number in (1, 2, 3):
        released.add_anchors(number)
        released.build()
    assert first.is_dir(), "replaced a moment ago, by the second build"
    os.utime(first, (an_hour_ago, an_hour_ago))
    released.add_anchors(4)
    released.build()
    assert not first.exists()


def test_the_last_generation_stays_however_old_it_is(released: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "GRACE", 0)
    first = released.build().folder
    released.add_anchors(1)
    second = released.build().folder
    assert first.is_dir()
    assert second.is_dir()
    released.add_anchors(2)
    third = released.build().folder
    assert released.names() == {second.name, third.name}


def test_a_release_is_held_as_long_as_it_lives_and_no_longer(released: World) -> None:
    marker = released.build().folder / "release.json"
    one, two = released.open(), released.open()
    with unheld(marker) as free:
        assert not free
    del one
    gc.collect()
    with unheld(marker) as free:
        assert not free
    del two
    gc.collect()
    with unheld(marker) as free:
        assert free
        with pytest.raises(FileNotFoundError, match="deleting"):
            hold(marker)


def test_opening_and_failing_to_open_leak_no_files(released: World) -> None:

    def files() -> int:
        gc.collect()
        return len(list(Path("/proc/self/fd").iterdir()))

    released.open()
    before = files()
    for _ in range(5):
        released.open()
    assert files() == before
    (released.root / "current" / "index.sqlite").unlink()
    for _ in range(5):
        with pytest.raises(StoreError):
            released.open()
    assert files() == before


def test_a_file_system_without_locks_sweeps_by_age_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(handle: int, kind: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("agglo.graph.store.lease.fcntl.flock", none)
    generation_of(tmp_path, OLD[0], 59)
    generation_of(tmp_path, OLD[1], 61)
    lease = hold(tmp_path / OLD[1] / "release.json")
    generations.sweep(tmp_path, keep=set())
    os.close(lease)
    assert {p.name for p in tmp_path.iterdir()} == {OLD[0]}


def test_what_cannot_be_deleted_does_not_fail_a_build(released: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "GRACE", 0)
    released.build()
    stubborn = released.root / OLD[0]
    stubborn.mkdir()  # without a marker it cannot even be asked for
    released.add_anchors(1)
    assert released.build().changed
    assert stubborn.is_dir()


def test_the_same_graph_built_again_takes_a_folder_of_its_own(released: World) -> None:
    first = released.build()
    held = released.open()
    before = digests(first.folder)
    released.edit("claims:\n", "# A remark.\n\nclaims:\n")
    second = released.build()
    assert second.marker.id == first.marker.id
    assert not second.changed
    assert second.folder.name == f"{first.folder.name}-2"
    assert digests(first.folder) == before
    where, line = held.position("Claim", "philips.spun_off.asml")
    assert released.open().position("Claim", "philips.spun_off.asml") == (where, line + 2)


def test_names_that_are_not_ours_are_never_touched(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "GRACE", 0)
    for name in ("gen-data", "gen-0123456789", "building-12", ".building-site", "current.old"):
        (world.root / name).mkdir(parents=True)
        (world.root / name / "mine.txt").write_text("mine")
        (world.root / name / "release.json").write_text("{}")
    for number in (1, 2, 3):
        world.add_anchors(number)
        world.build()
    assert len(list(world.root.glob("*/mine.txt"))) == 5


@pytest.mark.parametrize("name", ["current", "lock"])
def test_a_file_of_somebody_elses_under_one_of_our_names_is_not_overwritten(world: World, name: str) -> None:
    world.root.mkdir()
    (world.root / name).write_text("electric current, door lock")
    with pytest.raises(StoreError, match=name):
        world.build()
    assert (world.root / name).read_text() == "electric current, door lock"


def test_what_dead_builds_left_is_cleared(released: World) -> None:
    half = released.root / ".building-4711"
    shutil.copytree(released.root / "current", half)
    (half / "release.json").unlink()
    (released.root / ".building-4711-link").symlink_to("gen-000000000000")
    (released.root / ".building-4711-gen-000000000000" / "store").mkdir(parents=True)
    assert not released.build().changed
    assert len(released.names()) == 1


def test_a_lock_that_was_deleted_with_its_root_is_not_mistaken_for_the_lock(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agglo.graph.store import lock

    deleted: list[Path] = []
    wait = lock._wait_for

    def wait_and_lose_the_root(handle: int, path: Path, say: object) -> None:
        wait(handle, path, print)
        if not deleted:
            deleted.append(path)
            shutil.rmtree(world.root)

    monkeypatch.setattr(lock, "_wait_for", wait_and_lose_the_root)
    assert world.build().changed
    assert deleted
    assert (world.root / "lock").read_text() == str(os.getpid())
    assert world.open().verify() > 0


@pytest.mark.parametrize("moment", ["read_marker", "Index", "hold"])
def test_a_release_that_is_swept_as_it_is_opened_gives_way_to_the_next(
    released: World, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    old = released.build()
    released.add_anchors(1)
    real = getattr(release, moment)
    swept: list[str] = []

    def swept_first(*arguments: object) -> object:
        if not swept:
            swept.append(moment)
            monkeypatch.setattr(release, moment, real)
            assert released.build().changed
            shutil.rmtree(old.folder)
        return real(*arguments)

    monkeypatch.setattr(release, moment, swept_first)
    found = released.open()
    assert swept == [moment]
    assert found.marker.id != old.marker.id
    assert found.verify() == found.marker.quads


def test_a_generation_that_is_gone_is_an_error_not_a_loop(released: World) -> None:
    folder = released.build().folder
    shutil.rmtree(folder / "store")
    with pytest.raises(StoreError, match="damaged: `store/CURRENT` is missing"):
        released.open()
    shutil.rmtree(folder)
    with pytest.raises(StoreError, match="there is no release"):
        released.open()


def test_a_release_that_is_replaced_at_every_look_is_given_up(released: World, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = iter(range(100))

    def another(place: Path) -> Path:
        return place / str(next(folders))

    monkeypatch.setattr(release, "generation", another)
    with pytest.raises(StoreError, match="faster than it can be opened"):
        released.open()


def test_a_marker_read_back_is_the_marker_written(released: World) -> None:
    built = released.build()
    assert isinstance(built.marker, Marker)
    assert Release.open(built.folder).marker == built.marker == released.open().marker
