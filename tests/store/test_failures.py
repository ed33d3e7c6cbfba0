"""Whatever fails before the swap leaves the last release as it was, byte for byte, and says what to do."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agglo.graph.errors import AggloError, FactError, OntologyError, StoreError
from agglo.graph.store import generations
from agglo.graph.store import writing as writing_module
from agglo.graph.store.build import build

from .conftest import Forge
from .forge import mixed
from .world import World, digests

NO_SPACE = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def failing(world: World, kind: type[AggloError], match: str, *, force: bool = False) -> AggloError:
    """Build, which must fail, and make sure that the last release was not touched."""
    before = digests(world.root)
    marker = world.open().marker
    with pytest.raises(kind, match=match) as caught:
        world.build(force=force)
    after = digests(world.root)
    before.pop("lock")
    after.pop("lock")
    assert after == before
    assert world.open().marker == marker
    assert world.open().verify() == marker.quads
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("philips anchors", "phillips anchors", "phillips"),
        ("status: contested", "status: doubtful", "doubtful"),
        ("unit: jobs", "", "without a unit"),
        ("claims:\n", "claims:\n  - claim: mit anchors eindhoven-high-tech\n", "evidence"),
        ("source: first-paper\n\n", "source: [first-paper\n\n", "world.yaml"),
    ],
)
def test_faulty_facts_leave_the_last_release_untouched(released: World, old: str, new: str, match: str) -> None:
    released.edit(old, new)
    error = failing(released, FactError, match)
    assert isinstance(error, FactError)
    assert all(fault.position.file == "world.yaml" for fault in error.faults)
    released.edit(new, old) if new else shutil.copy(Path(__file__).parents[1] / "data/tiny/world.yaml", released.yaml)
    assert not released.build().changed


def test_facts_without_claims_are_refused(released: World) -> None:
    text = released.yaml.read_text("utf-8")
    released.yaml.write_text(text[: text.index("claims:\n")], "utf-8")
    error = failing(released, FactError, "hold no claims")
    assert isinstance(error, FactError)
    assert [fault.code for fault in error.faults] == ["facts.no-claims"]


def test_facts_without_claims_make_no_first_release_either(world: World) -> None:
    text = world.yaml.read_text("utf-8")
    world.yaml.write_text(text[: text.index("claims:\n")], "utf-8")
    with pytest.raises(FactError):
        world.build()
    with pytest.raises(StoreError, match="there is no release"):
        world.open()
    assert world.names() == set()


def test_a_broken_ontology_leaves_the_last_release_untouched(released: World, tmp_path: Path) -> None:
    own = World(released.facts, released.root, Path(shutil.copytree(released.ontology, tmp_path / "ontology")))
    (own.ontology / "rules" / "bad.rq").write_text("CONSTRUCT { ?a ?b", "utf-8")
    failing(own, OntologyError, "bad")
    (own.ontology / "rules" / "bad.rq").write_text("SELECT * WHERE { ?a ?b ?c } LIMIT 1", "utf-8")
    failing(own, OntologyError, "no CONSTRUCT")
    (own.ontology / "rules" / "bad.rq").unlink()
    (own.ontology / "bad.ttl").write_text("<a> <b>", "utf-8")
    failing(own, OntologyError, r"bad\.ttl")


@pytest.mark.parametrize("address", ["http://[", "https://example.org/a[b]", "https://example.org/%zz", "http://x:y/"])
def test_a_value_that_cannot_be_a_term_is_a_fault_in_a_file(released: World, address: str) -> None:
    released.edit("published: 2010\n", f'published: 2010\n    url: "{address}"\n')
    error = failing(released, FactError, "1 fault in the facts")
    assert isinstance(error, FactError)
    (fault,) = error.faults
    assert fault.position.file == "world.yaml"
    assert 11 <= fault.position.line <= 16


# Where a build writes, in the order in which it does.
STEPS: dict[str, tuple[object, str, int]] = {
    "making the folder": (Path, "mkdir", 2),  # the first is the root, which is there
    "writing the index": (writing_module, "index_writer", 1),
    "writing the inputs": (Path, "write_text", 1),
    "writing the marker": (Path, "write_bytes", 1),
    "bringing a file to the disk": (os, "fsync", 1),
    "bringing the store to the disk": (os, "fsync", 6),
    "naming the generation": (Path, "rename", 1),
    "making the link": (Path, "symlink_to", 1),
    "swapping the link": (Path, "replace", 1),
}


# After a change the index is not written, but taken over.
@pytest.mark.parametrize(
    ("step", "force"), [(step, force) for step in STEPS for force in (True, False) if force or "index" not in step]
)
def test_a_disk_that_fills_up_at_any_step_keeps_the_old_release(
    released: World, monkeypatch: pytest.MonkeyPatch, step: str, force: bool
) -> None:
    released.build()  # so that there is one to take over
    released.add_anchors(1)
    owner, name, number = STEPS[step]
    real: Callable[..., Any] = getattr(owner, name)
    calls: list[object] = []

    def full(*arguments: object, **named: object) -> object:
        calls.append(arguments)
        # What fails after a change is tried anew; a full disk is full then, too.
        if len(calls) == number or (len(calls) > number and not force):
            raise NO_SPACE
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, full)
        error = failing(released, StoreError, "No space left", force=force)
    assert len(calls) >= number
    assert "free some space" in error.hint
    assert len(released.names()) == 1


def test_a_disk_too_full_for_the_lock_s_text_is_no_reason_to_fail(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise NO_SPACE

    monkeypatch.setattr(os, "pwrite", full)
    assert world.build().changed


@pytest.mark.parametrize("name", ["sync_folder", "sweep"])
def test_what_fails_after_the_swap_does_not_deny_it(
    released: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    released.add_anchors(1)
    real = generations.sync_folder

    def full(folder: Path) -> None:
        if folder == released.root:
            raise NO_SPACE
        real(folder)

    if name == "sync_folder":
        monkeypatch.setattr(generations, "sync_folder", full)
    else:
        monkeypatch.setattr(Path, "iterdir", lambda path: (_ for _ in ()).throw(NO_SPACE))
    built = released.build()
    monkeypatch.undo()
    assert built.changed
    assert released.open().marker == built.marker


FULL_DISK = """
import os, shutil, sys
from pathlib import Path
from agglo.graph.errors import StoreError
from agglo.graph.store.build import build
from agglo.graph.store.release import Release
sys.path.insert(0, sys.argv[4])
from world import World, digests
disk = Path(sys.argv[1])
world = World(Path(sys.argv[2]), disk / "out", Path(sys.argv[3]))
old = world.build().marker
before = digests(world.root)
world.add_anchors(3)
for room in (0, 8, 64, 256, 512, 700):
    (disk / "filler").write_bytes(b"x" * (shutil.disk_usage(disk).free - room * 1024))
    try:
        world.build()
        print(room, "built")
    except StoreError as error:
        full = any(told in str(error) for told in ("No space left", "disk is full"))
        print(room, full, world.open().marker == old)
    world.open().verify()
    (disk / "filler").unlink()
    assert digests(world.root) | {"lock": ""} == before | {"lock": ""}
print("then", world.build().marker.examined["claims"])
"""


def test_a_disk_that_is_really_full_keeps_the_old_release(world: World, forge: Forge, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    # In a mount namespace of its own, so that nothing can stay mounted.
    mount = 'mount -t tmpfs -o size=6m none "$1" && shift && exec "$@"'
    inside = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-c", mount, "sh"]
    program = [sys.executable, "-c", FULL_DISK, str(disk), str(world.facts), str(world.ontology)]
    if shutil.which("unshare") and subprocess.run([*inside, str(disk), "true"], capture_output=True).returncode == 0:
        done = subprocess.run(
            [*inside, str(disk), *program, str(Path(__file__).parent)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines() == [*(f"{room} True True" for room in (0, 8, 64, 256, 512, 700)), "then 9"]
    else:
        check_file_limits(world, forge)


def test_a_limit_on_the_size_of_files_keeps_the_old_release(world: World, forge: Forge) -> None:
    check_file_limits(world, forge)


def check_file_limits(world: World, forge: Forge) -> None:
    soft, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    assert soft == resource.RLIM_INFINITY
    marker = world.build().marker
    world.add_anchors(3)
    for size in (0, 20_000, 60_000, 170_000):
        outcome = forge.build(world, file_size=size).wait()
        assert outcome["error"] == "StoreError", (size, outcome)
        assert world.open().marker == marker
        assert mixed(world.open()) == []
        assert [name for name in world.names() if not name.startswith("gen-")] == []
    assert forge.build(world).wait()["changed"]
    assert world.open().marker.examined["claims"] == 9


def test_an_out_folder_that_cannot_be_is_an_error(world: World, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    for root in (file, file / "below", Path("/proc/nothing/here"), tmp_path / ("x" * 300)):
        with pytest.raises(StoreError, match="cannot write in") as caught:
            build(world.facts, root, world.ontology)
        assert "--out" in caught.value.hint
    assert file.read_text() == "not a folder"


def test_an_out_folder_that_may_not_be_written_is_an_error(released: World, forge: Forge, tmp_path: Path) -> None:
    marker = released.build().marker
    released.add_anchors(1)
    closed = tmp_path / "closed"
    closed.mkdir()
    for folder in (closed, released.root):
        folder.chmod(0o555)
    # Below a folder that is closed; in one, without a lock and with a lock that can be had.
    for root in (closed / "new", closed, released.root):
        outcome = forge.build(World(released.facts, root, released.ontology), humble=True).wait()
        assert outcome["error"] == "StoreError"
        assert "Permission denied" in outcome["message"]
    for folder in (closed, released.root):
        folder.chmod(0o755)
    assert released.open().marker == marker
    assert list(closed.iterdir()) == []
    assert released.build().changed


def test_a_release_that_may_not_be_written_can_be_read(released: World, forge: Forge, tmp_path: Path) -> None:
    built = released.build()
    everything = [path for path in (*released.root.rglob("*"), released.root) if not path.is_symlink()]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = digests(released.root)
    (tmp_path / "stop").touch()
    outcome = forge.start("read", root=released.root, until=tmp_path / "stop", humble=True).wait()
    assert outcome == {"opened": {built.marker.id: 1}, "wrong": []}
    assert digests(released.root) == before
    for path in everything:
        path.chmod(0o755)


def test_a_release_that_may_not_be_read_is_an_error(released: World, forge: Forge, tmp_path: Path) -> None:
    marker = released.build().folder / "release.json"
    (tmp_path / "stop").touch()
    marker.chmod(0)
    outcome = forge.start("read", root=released.root, until=tmp_path / "stop", humble=True).wait()
    assert [each.partition(":")[0] for each in outcome["wrong"]] == ["StoreError"]
    assert "Permission denied" in outcome["wrong"][0]
