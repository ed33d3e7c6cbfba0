"""The lines of a release, some at a time: those of its store, from what the build kept or sorted again."""

from __future__ import annotations

import zlib
from pathlib import Path

import pyoxigraph as ox
import pytest

from agglo.graph.errors import StoreError
from agglo.graph.namespaces import ENTITY
from agglo.graph.store import canonical
from agglo.graph.store.blocks import blocks_of
from agglo.graph.store.canonical import canonical_lines
from agglo.graph.store.workings import NAME

from .spoiled import SPOILS, Spoil, spoil_workings
from .world import World


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "BATCH", 1000)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("spoil", [None, *SPOILS])
def test_lines_are_those_of_the_store(released: World, spoil: Spoil | None) -> None:
    release = released.open()
    if spoil:
        spoil_workings(release.folder, spoil)
    chunks = list(canonical_lines(release))
    assert b"".join(chunks) == release.nquads()
    assert all(chunk.endswith(b"\n") for chunk in chunks)


@pytest.mark.usefixtures("small_batches")
def test_what_was_not_kept_is_sorted_again_and_leaves_nothing(
    released: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = released.open()
    (release.folder / NAME).unlink()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    lines = canonical_lines(release)
    some = next(lines)
    assert 1000 <= len(some) < 5000
    assert list((tmp_path / "temporary").iterdir())
    assert some + b"".join(lines) == release.nquads()
    assert not list((tmp_path / "temporary").iterdir())


def test_sound_blocks_of_other_lines_are_not_given(released: World) -> None:
    """As many lines, one of them of something else: the digest tells."""
    release = released.open()
    with blocks_of(release) as blocks:
        block = next(each for each in blocks if b"Eindhoven" in b"".join(each.lines()[1:]))
    other = b"".join([block.first, *(line.replace(b"Eindhoven", b"Eindhofen") for line in block.lines()[1:])])
    change = "UPDATE block SET data = ? WHERE first = ?"
    spoil_workings(release.folder, lambda workings: workings.execute(change, (zlib.compress(other), block.first)))
    with blocks_of(release) as blocks:
        assert b"".join(line for each in blocks for line in each.lines()) != release.nquads()
    assert b"".join(canonical_lines(release)) == release.nquads()


def test_a_store_with_something_else_in_it_is_damaged(released: World) -> None:
    folder = released.open().folder
    (folder / NAME).unlink()
    store = ox.Store(str(folder / "store"))
    old = next(store.quads_for_pattern(ox.NamedNode(ENTITY + "philips"), None, None))
    store.remove(old)
    store.add(ox.Quad(old.subject, old.predicate, ox.NamedNode("urn:x:other")))
    store.flush()
    del store
    with pytest.raises(StoreError, match="does not hold what its marker says"):
        next(canonical_lines(released.open()))
