"""Every broken folder in tests/data/broken, through the command: the very lines, the count, the exit status."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import DATA, WORLD, Command

FOLDERS = sorted(path for path in (DATA / "broken").iterdir() if path.is_dir())
LINE = re.compile(r"([^:]+\.(?:yaml|jsonl))(?::(\d+):(\d+))?: (.+?)(?: \((.+)\))?")
MORE = re.compile(r"    … and (\d+) more of the same")


def lines_of(folder: Path) -> list[str]:
    return (folder / "expected.txt").read_text("utf-8").splitlines()


def fact_files_of(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix in (".yaml", ".jsonl")]


def number_of_faults(lines: list[str]) -> int:
    more = [int(found[1]) for line in lines if (found := MORE.fullmatch(line))]
    return len(lines) - len(more) + sum(more)


@pytest.fixture
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A broken folder, beside the world that it builds on."""
    for path in (WORLD, *fact_files_of(request.param)):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("broken", "lines"), [(f, lines_of(f)) for f in FOLDERS], ids=[f.name for f in FOLDERS], indirect=["broken"]
)
def test_the_command_prints_these_very_lines_and_exits_with_1(broken: Path, lines: list[str], command: Command) -> None:
    status, out, err = command("check", "--facts", str(broken))
    printed = out.splitlines()
    assert printed[: len(lines)] == lines
    assert all(line.endswith(" examined") for line in printed[len(lines) : -1])
    cut = "; --all lists them" if any(map(MORE.fullmatch, lines)) else ""
    assert printed[-1].lstrip() == f"{number_of_faults(lines)}  faults{cut}"
    assert status == 1
    assert err == ""


def test_the_installed_command_does_the_same(tmp_path: Path) -> None:
    for path in (WORLD, *fact_files_of(DATA / "broken" / "three-faults")):
        shutil.copy(path, tmp_path)
    command = Path(sys.executable).with_name("agglo")
    done = subprocess.run([command, "check", "--facts", tmp_path], capture_output=True, check=False)
    lines = lines_of(DATA / "broken" / "three-faults")
    assert done.returncode == 1
    assert done.stdout.decode("utf-8").splitlines()[: len(lines)] == lines
    assert done.stderr == b""


def test_the_world_that_they_build_on_is_right(tmp_path: Path, command: Command) -> None:
    shutil.copy(WORLD, tmp_path)
    status, out, err = command("check", "--facts-only", "--facts", str(tmp_path))
    assert (status, err) == (0, "")
    assert out.splitlines()[-1].split() == ["0", "faults"]


def test_there_are_many_and_each_is_broken() -> None:
    assert len(FOLDERS) >= 45
    assert all(fact_files_of(folder) and lines_of(folder) for folder in FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_line_has_a_place_a_message_and_nothing_twice(folder: Path) -> None:
    seen: set[tuple[str, ...]] = set()
    for line in lines_of(folder):
        if MORE.fullmatch(line):
            continue
        found = LINE.fullmatch(line)
        assert found, line
        file, row, column, message, _ = found.groups()
        assert row or message.startswith("the file"), "only of a file as a whole is no line known"
        assert (file, row, column, message) not in seen
        seen.add((file, row, column, message))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_column_points_at_the_beginning_of_something(folder: Path) -> None:
    """At a key, an item, or the character itself that is wrong; never at the space around it."""
    places = [found for line in lines_of(folder) if (found := LINE.fullmatch(line)) and found[2]]
    assert places or folder.name == "empty-file"
    for found in places:
        file, row, column, message, _ = found.groups()
        if file == WORLD.name:
            continue
        text = (folder / file).read_text("utf-8", errors="replace").split("\n")[int(row) - 1]
        before, at = text[: int(column) - 1], text[int(column) - 1 :]
        assert not at.startswith(" ")
        assert at or before.endswith("-"), "an empty item has nothing but its dash"
        if "tab" in message:
            assert "\t" in (at[:1], before[-1:])
        elif not any(word in message for word in ("YAML", "JSON", "UTF-8", "the character")):
            assert not before or before[-1] in " {[\"'-"
