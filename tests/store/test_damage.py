"""A release that is damaged, foreign or of another format is an error, never an empty answer."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agglo.graph.errors import StoreError
from agglo.graph.store.index import NAME as INDEX
from agglo.graph.store.index import Index
from agglo.graph.store.release import Release

from .world import World


def marker(change: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        file = folder / "release.json"
        raw = json.loads(file.read_bytes())
        change(raw)
        file.write_text(json.dumps(raw))

    return damage


def text(name: str, content: str | bytes) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)

    return damage


def missing(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def cut(pattern: str, keep: float) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for file in sorted(folder.glob(pattern)):
            content = file.read_bytes()
            file.write_bytes(content[: int(len(content) * keep)])

    return damage


def edited_index(statement: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with sqlite3.connect(folder / INDEX) as database:
            database.execute(statement)
        database.close()

    return damage


def flipped(name: str, share: float) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        content = bytearray((folder / name).read_bytes())
        content[int(len(content) * share)] ^= 0xFF
        (folder / name).write_bytes(content)

    return damage


def something_else(folder: Path) -> None:
    (folder / INDEX).write_bytes(b"x" * (folder / INDEX).stat().st_size)


def emptied_store(folder: Path) -> None:
    import pyoxigraph as ox

    shutil.rmtree(folder / "store")
    ox.Store(str(folder / "store")).flush()


def no_tables_of_the_store(folder: Path) -> None:
    for file in (folder / "store").glob("*.sst"):
        file.unlink()


DAMAGES: dict[str, Callable[[Path], None]] = {
    "another format": marker(lambda raw: raw.update(format=2)),
    "a later format with other fields": text("release.json", '{"format": 99, "digest": "x"}'),
    "an empty marker": text("release.json", ""),
    "half a marker": cut("release.json", 0.5),
    "a marker that is a list": text("release.json", "[]"),
    "a marker that is a number": text("release.json", "3"),
    "a marker that is not text": text("release.json", b"\xff\xfe\x00"),
    "a marker without its count": marker(lambda raw: raw.pop("quads")),
    "a marker that counts nothing": marker(lambda raw: raw.update(quads=0)),
    "a marker that counts in words": marker(lambda raw: raw.update(quads="many")),
    "a marker without the index": marker(lambda raw: raw.update(index=None)),
    "a marker of another graph": marker(lambda raw: raw.update(quads=7)),
    "no marker": missing("release.json"),
    "no CURRENT in the store": missing("store/CURRENT"),
    "an empty CURRENT": text("store/CURRENT", ""),
    "a CURRENT that leads nowhere": text("store/CURRENT", "MANIFEST-999999\n"),
    "half a MANIFEST": cut("store/MANIFEST-*", 0.5),
    "a little of a MANIFEST": cut("store/MANIFEST-*", 0.1),
    "an empty MANIFEST": cut("store/MANIFEST-*", 0),
    "half of each table of the store": cut("store/*.sst", 0.5),
    "no table of the store": no_tables_of_the_store,
    "an empty store": emptied_store,
    "no store": lambda folder: shutil.rmtree(folder / "store"),
    "no index": missing(INDEX),
    "an empty index": text(INDEX, ""),
    "half an index": cut(INDEX, 0.5),
    "an index that is something else": something_else,
    "the index of another release": edited_index("UPDATE text SET value = '\"000000000000\"' WHERE name = 'release'"),
}
LATER: dict[str, Callable[[Path], None]] = {
    "an index without edges": edited_index("DELETE FROM edge"),
    "a flipped byte at the end of the index": flipped(INDEX, 0.99),
    "a flipped byte in the middle of the index": flipped(INDEX, 0.5),
}
"""Not seen at every open, which reads a few rows; a build and `verify` see it."""
# The engine looks at its files when something is read from them.
IN_STORE = [name for name in DAMAGES if "MANIFEST" in name or "store" in name or "CURRENT" in name or "graph" in name]


@pytest.fixture
def release(built_world: World, tmp_path: Path) -> Iterator[Path]:
    """A root of a test's own with the tiny world's release."""
    root = tmp_path / "copy"
    shutil.copytree(built_world.root, root, symlinks=True)
    yield root


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_release_does_not_open(release: Path, damage: str) -> None:
    folder = (release / "current").resolve()
    Release.open(release)
    DAMAGES[damage](folder)
    for place in (release, folder):
        with pytest.raises(StoreError) as caught:
            opened = Release.open(place)
            assert damage in IN_STORE
            _ = opened.store
        assert "agglo build" in caught.value.hint


@pytest.mark.parametrize("damage", LATER)
def test_a_damaged_index_does_not_pass_verification(release: Path, damage: str) -> None:
    LATER[damage]((release / "current").resolve())
    try:
        opened = Release.open(release)
    except StoreError:
        return  # seen even earlier
    with pytest.raises(StoreError, match="does not match its marker"):
        opened.verify()


@pytest.mark.parametrize(
    ("table", "column", "look"),
    [
        ("claim", "card", lambda index: index.claim("philips.spun_off.asml")),
        ("entity", "label", lambda index: index.label("philips")),
        ("source", "card", lambda index: index.source("reprint")),
        ("phrase", "meanings", lambda index: list(index.phrases("entity"))),
    ],
)
def test_a_damaged_row_of_the_index_is_an_error_when_it_is_looked_up(
    release: Path, table: str, column: str, look: Callable[[Index], object]
) -> None:
    folder = (release / "current").resolve()
    assert look(Release.open(release).index)
    edited_index(f"UPDATE {table} SET {column} = 'x' || substr({column}, 2)")(folder)
    with pytest.raises(StoreError, match="cannot be read"):
        look(Release.open(release).index)


MENDED = (
    "another format",
    "no marker",
    "half a MANIFEST",
    "an empty store",
    "no index",
)


@pytest.mark.parametrize("damage", [*MENDED, *LATER])
def test_a_build_of_unchanged_facts_makes_a_damaged_release_good(released: World, damage: str) -> None:
    (DAMAGES | LATER)[damage]((released.root / "current").resolve())
    released.build()
    opened = released.open()
    assert opened.verify() == opened.marker.quads
    assert opened.index.edges(["anchors"])
    assert len(released.names()) == 2
    released.build()
    assert len(released.names()) == 2


@pytest.mark.parametrize(
    "make",
    [
        lambda place: place.mkdir(),
        lambda place: (place / "current").mkdir(parents=True),
        lambda place: (place.mkdir(), (place / "current").symlink_to("gen-000000000000")),
        lambda place: (place.mkdir(), (place / "current").symlink_to("current")),
        lambda place: (place.mkdir(), (place / "release.json").mkdir()),
        lambda place: place.write_text("a file"),
        lambda place: None,
    ],
    ids=["empty folder", "foreign current", "dangling link", "link to itself", "folder as marker", "file", "nothing"],
)
def test_a_place_without_a_release_is_an_error(tmp_path: Path, make: Callable[[Path], object]) -> None:
    place = tmp_path / "place"
    make(place)
    with pytest.raises(StoreError) as caught:
        Release.open(place)
    assert str(place) in str(caught.value)


def test_a_store_of_somebody_elses_is_not_a_release_and_stays_as_it_is(tmp_path: Path) -> None:
    import pyoxigraph as ox

    store = ox.Store(str(tmp_path / "store"))
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(1)))
    del store
    before = sorted(tmp_path.rglob("*"))
    for place in (tmp_path, tmp_path / "store"):
        with pytest.raises(StoreError, match="there is no release"):
            Release.open(place)
    assert sorted(tmp_path.rglob("*")) == before


def test_another_ones_store_under_our_marker_is_noticed(release: Path, world: World) -> None:
    world.add_anchors(1)
    other = world.build().folder
    folder = (release / "current").resolve()
    shutil.rmtree(folder / "store")
    shutil.copytree(other / "store", folder / "store")
    with pytest.raises(StoreError, match="does not match its marker"):
        _ = Release.open(release).store
