"""The examples of the README and of the guide are what the command really prints.

Each `console` block holds commands and the beginning of their output; a line with `…` stands for the rest, and what
follows it is the end. `AGGLO_UPDATE_README=1 pytest tests/house/test_readme.py` writes the present outputs in.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
GUIDE = README.parent / "cli" / "GUIDE.md"
BIN = Path(sys.executable).parent
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_SHOWN = {README: 14, GUIDE: 40}  # lines of a long output that are shown


@dataclass
class Example:
    command: str
    shown: list[str]


def examples(block: str) -> list[Example]:
    found: list[Example] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Example(line[2:], []))
        else:
            found[-1].shown.append(line)
    return found


def run(command: str, folder: Path) -> list[str]:
    words = shlex.split(command)
    assert words[0] == "agglo"
    environment = {**os.environ, "COLUMNS": "100"}
    command_line = [str(BIN / "agglo"), *words[1:]]
    done = subprocess.run(command_line, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [line.rstrip() for line in done.stdout.splitlines()]


def abridged(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most + 2 else [*lines[:most], "…"]


@pytest.mark.parametrize(("page", "number"), [(README, 6), (GUIDE, 15)], ids=["README", "GUIDE"])
def test_examples_are_what_the_command_prints(tmp_path: Path, page: Path, number: int) -> None:
    text = page.read_text("utf-8")
    most = _SHOWN[page]
    blocks = _BLOCK.findall(text)
    every = [example for block in blocks for example in examples(block)]
    assert len(every) >= number
    if os.environ.get("AGGLO_UPDATE_README"):
        for block in blocks:
            fresh = "".join(
                f"$ {e.command}\n" + "".join(f"{line}\n" for line in abridged(run(e.command, tmp_path), most))
                for e in examples(block)
            )
            text = text.replace(f"```console\n{block}```", f"```console\n{fresh}```")
        page.write_text(text, "utf-8")
        pytest.fail("the examples were updated; run the test again without AGGLO_UPDATE_README")
    for example in every:
        printed = run(example.command, tmp_path)
        assert example.shown == abridged(printed, most), example.command


def test_every_command_and_folder_is_named() -> None:
    text = README.read_text("utf-8")
    listed = subprocess.run([str(BIN / "agglo"), "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  ([a-z]+) {2,}", listed.partition("Commands:")[2], re.MULTILINE)
    assert len(commands) >= 11
    everywhere = text + (README.parent / "CHANGELOG.md").read_text("utf-8")
    assert [c for c in commands if f"`{c}`" not in everywhere and f"agglo {c}" not in everywhere] == []


def test_no_path_of_a_machine_is_in_the_tree() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=README.parent, capture_output=True, check=True).stdout
    names = [n for n in tracked.decode().split("\0") if n and not n.startswith("tests/")]
    assert len(names) > 50
    address, home = re.compile(rb"https?://\S+"), re.compile(rb"/(?:home|Users|root|work)/[\w.-]+/")
    texts = {n: address.sub(b"", (README.parent / n).read_bytes()) for n in names if (README.parent / n).is_file()}
    assert [n for n, text in texts.items() if home.search(text)] == []
