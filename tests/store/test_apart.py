"""The lines that only one of two graphs has, by the blocks that their builds kept."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agglo.graph.store import workings
from agglo.graph.store.apart import lines_apart, subjects_apart
from agglo.graph.store.blocks import Block
from agglo.graph.store.release import Release
from agglo.graph.store.workings import Unknown, open_workings

from .spoiled import SPOILS, Spoil, other_text, spoil_text, spoil_workings
from .world import World

LINES = st.sets(st.integers(0, 40).map(lambda number: b"<%02d> .\n" % number), min_size=1)


def kept(path: Path, lines: set[bytes], at_once: int) -> Path:
    """Workings of some lines, a few a block."""
    ordered = sorted(lines)
    path.unlink(missing_ok=True)
    with open_workings(path) as made:
        for start in range(0, len(ordered), at_once):
            made.keep_lines(b"".join(ordered[start : start + at_once]))
    return path


def blocks(workings: sqlite3.Connection) -> Iterator[Block]:
    return map(Block._make, workings.execute("SELECT first, data, lines FROM block ORDER BY first"))


def apart(old: Path, new: Path) -> list[bytes]:
    with closing(sqlite3.connect(old)) as one, closing(sqlite3.connect(new)) as other:
        return list(lines_apart(blocks(one), blocks(other)))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=LINES, new=LINES, sizes=st.tuples(st.integers(1, 9), st.integers(1, 9)))
def test_lines_apart_are_those_of_one_set_alone(
    old: set[bytes], new: set[bytes], sizes: tuple[int, int], tmp_path: Path
) -> None:
    one, other = kept(tmp_path / "old", old, sizes[0]), kept(tmp_path / "new", new, sizes[1])
    assert sorted(apart(one, other)) == sorted(old ^ new)
    assert apart(one, one) == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workings, "_LARGEST", 20)
        edited = kept(tmp_path / "edited", old, sizes[0])
        with open_workings(edited) as made:
            made.edit_lines(old - new, new - old)
    assert sorted(apart(one, edited)) == sorted(old ^ new)
    assert apart(other, edited) == []


def test_blocks_that_both_have_are_not_unpacked(tmp_path: Path) -> None:
    """One that cannot be unpacked stops nothing, unless only one of the two has it."""
    lines = {b"<%03d> .\n" % number for number in range(300)}
    old, new = kept(tmp_path / "old", lines, 10), kept(tmp_path / "new", lines, 10)
    with open_workings(new) as made:
        made.edit_lines([b"<155> .\n"], [b"<155> changed .\n"])
    for path in (old, new):
        with closing(sqlite3.connect(path)) as database, database:
            assert (
                database.execute("UPDATE block SET data = x'00' WHERE CAST(first AS TEXT) NOT LIKE '<15%'").rowcount
                == 29
            )
    assert set(apart(old, new)) == {b"<155> .\n", b"<155> changed .\n"}
    with closing(sqlite3.connect(new)) as database, database:
        database.execute("UPDATE block SET lines = 9 WHERE CAST(first AS TEXT) LIKE '<15%'")
    with pytest.raises(Unknown):
        apart(old, new)


@pytest.mark.parametrize("spoil", [each for each in SPOILS if each not in (spoil_text, other_text)])
@pytest.mark.parametrize("older", [False, True])
def test_what_is_spoiled_is_not_relied_upon(released: World, spoil: Spoil, older: bool, tmp_path: Path) -> None:
    before = shutil.copytree(released.root, tmp_path / "before", symlinks=True)
    released.edit("zh-Hans: 奥斯汀}", "zh-Hans: 奥斯丁}")
    released.build()
    old, new = Release.open(before), Release.open(released.root)
    found = subjects_apart(old, new)
    assert found == subjects_apart(new, old)
    lines = [set(each.nquads().splitlines()) for each in (old, new)]
    assert found == {line[1 : line.index(b">")].decode() for line in lines[0] ^ lines[1]}
    spoil_workings((old if older else new).folder, spoil)
    with pytest.raises(Unknown):
        subjects_apart(old, new)
