"""What other processes see of a build, and what a build leaves when it is killed."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

from agglo.graph.store.release import Release

from .conftest import Forge
from .forge import mixed
from .world import World, digests

KILLS = 10


def test_a_build_killed_at_any_moment_leaves_a_whole_release_and_the_next_one_clears_up(
    world: World, forge: Forge
) -> None:
    moments = random.Random(20261121)
    world.add_anchors(1)
    duration = forge.build(world).wait()["seconds"]
    last = world.open().marker
    killed = unfinished = 0
    for number in range(KILLS):
        world.add_anchors(number + 2)
        job = forge.build(world)
        # One moment in each tenth of the duration, by the job's own clock: the machine may be busy.
        moment = duration * (number + moments.random()) / KILLS
        while job.seconds() < moment:
            time.sleep(0.001)
        job.kill()
        outcome = job.wait()
        killed += not outcome
        unfinished += any(name.startswith(".building-") for name in world.names())

        release = world.open()
        assert mixed(release) == []
        assert release.verify() == release.marker.quads
        if not outcome:
            assert release.marker.examined["claims"] in {last.examined["claims"], 6 + number + 2}

        last = world.build().marker
        assert last.examined["claims"] == 6 + number + 2
        assert world.open().marker == last
        assert all(name.startswith("gen-") for name in world.names())
    assert killed > KILLS // 2, "most kills came when the build had ended"
    assert unfinished > 0, "no kill came while the build was writing"


def test_a_build_killed_at_each_step_of_the_swap_leaves_the_old_or_the_new_release_whole(
    world: World, forge: Forge, tmp_path: Path
) -> None:
    for number in (1, 2, 3):  # three generations, so that there is one to sweep
        world.add_anchors(number)
        world.build()
    old = world.open().marker
    world.add_anchors(9)
    trial = World(world.facts, tmp_path / "trial", world.ontology)
    shutil.copytree(world.root, trial.root, symlinks=True)
    steps = forge.build(trial, grace=0).wait()["steps"]
    new = trial.open().marker
    swap = steps.index("os.rename") + 1
    assert steps[swap - 1 : swap + 2] == ["os.rename", "os.symlink", "os.rename"]
    assert "shutil.rmtree" in steps[swap:], "nothing was swept"

    found = []
    for step in range(swap - 1, min(len(steps), swap + 6) + 1):
        trial = World(world.facts, tmp_path / f"trial-{step}", world.ontology)
        shutil.copytree(world.root, trial.root, symlinks=True)
        assert forge.build(trial, grace=0, die_at=step).wait() == {}
        release = trial.open()
        assert mixed(release) == []
        found.append(release.marker.id)
        assert trial.build().marker == new
        assert trial.open().marker == new
        assert all(name.startswith("gen-") for name in trial.names())
    assert set(found) == {old.id, new.id}
    assert found == sorted(found, key=[old.id, new.id].index), "the old release came back after the new one"


def test_a_second_build_says_that_it_waits_and_then_finds_the_work_done(
    world: World, forge: Forge, tmp_path: Path
) -> None:
    first = forge.build(world, hold=tmp_path / "go")
    _wait_for(tmp_path / "go.reached")
    second = forge.build(world)
    _wait_for(second.result.with_suffix(".said"))
    assert second.is_alive()
    assert not (world.root / "current").exists()
    (tmp_path / "go").touch()
    one, two = first.wait(), second.wait()
    assert one["said"] == []
    assert two["said"] == [f"another build (process {first.pid}) is running; waiting for it"]
    assert (one["changed"], two["changed"]) == (True, False)
    assert one["id"] == two["id"] == world.open().marker.id
    assert len(world.names()) == 1


def test_a_build_that_waited_reads_the_facts_as_they_are_when_its_turn_comes(
    world: World, forge: Forge, tmp_path: Path
) -> None:
    first = forge.build(world, hold=tmp_path / "go")
    _wait_for(tmp_path / "go.reached")
    second = forge.build(world)
    _wait_for(second.result.with_suffix(".said"))
    world.add_anchors(3)
    (tmp_path / "go").touch()
    one, two = first.wait(), second.wait()
    assert one["id"] != two["id"]
    assert two["changed"]
    assert world.open().marker.examined["claims"] == 9
    assert mixed(world.open()) == []


def test_the_lock_of_a_killed_build_holds_up_nobody(world: World, forge: Forge, tmp_path: Path) -> None:
    first = forge.build(world, hold=tmp_path / "never")
    _wait_for(tmp_path / "never.reached")
    first.kill()
    first.wait()
    second = forge.build(world).wait()
    assert second["changed"]
    assert second["said"] == []


def test_two_builds_of_different_facts_at_once_end_with_one_whole_release(
    world: World, forge: Forge, tmp_path: Path
) -> None:
    other = World(tmp_path / "other", world.root, world.ontology)
    shutil.copytree(world.facts, other.facts)
    other.add_anchors(5)
    for _ in range(2):
        one, two = forge.build(world), forge.build(other)
        first, second = one.wait(), two.wait()
        assert first["changed"] or second["changed"]
        release = world.open()
        assert release.marker.id in {first["id"], second["id"]}
        assert mixed(release) == []
        assert not [name for name in world.names() if not name.startswith("gen-")]


def test_readers_see_no_error_and_no_mixture_while_builds_swap_and_sweep(
    released: World, forge: Forge, tmp_path: Path
) -> None:
    readers = [forge.start("read", root=released.root, until=tmp_path / "stop") for _ in range(2)]
    built = [released.open().marker.id]
    for number in range(1, 7):
        released.add_anchors(number)
        built.append(forge.build(released, grace=0).wait()["id"])
    (tmp_path / "stop").touch()
    seen: set[str] = set()
    for reader in readers:
        outcome = reader.wait()
        assert outcome["wrong"] == []
        assert sum(outcome["opened"].values()) > 10
        seen |= set(outcome["opened"])
    assert len(set(built)) == 7
    assert len(released.names()) < 7, "nothing was swept"
    assert seen <= set(built)
    assert len(seen) >= 3, "the readers were not there when the builds swapped"


def test_a_reader_of_an_old_generation_goes_on_while_those_that_nobody_reads_are_swept(
    released: World, forge: Forge
) -> None:
    held = released.open()
    for number in range(1, 5):
        released.add_anchors(number)
        assert forge.build(released, grace=0).wait()["changed"]
    now = released.open().folder.name
    assert len(released.names()) == 3, "the held one, the one before the last, and the last"
    assert {held.folder.name, now} < released.names()
    # Tables that were never read before, and every quad of the store.
    assert mixed(held) == []
    assert held.marker.examined["claims"] == 6
    assert held.position("Claim", "philips.spun_off.asml")[0] == "world.yaml"

    name = held.folder.name
    del held
    released.add_anchors(9)
    forge.build(released, grace=0).wait()
    assert name not in released.names()
    assert len(released.names()) == 2


def test_a_reader_leaves_a_release_as_it_is(built_world: World) -> None:
    before = digests(built_world.root)
    release = Release.open(built_world.root)
    release.verify()
    assert mixed(release) == []
    del release
    assert digests(built_world.root) == before


def _wait_for(file: Path) -> None:
    end = time.monotonic() + 20
    while not file.exists():
        assert time.monotonic() < end, file
        time.sleep(0.005)
