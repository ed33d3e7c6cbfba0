"""The examples of the README and of the guide are what the command really prints.

Each `console` block holds commands and the beginning of their output; a line with `…` stands for the rest. A `yaml`
block whose first line is a comment with a path is that file. `AGGLO_UPDATE_README=1 pytest tests/house/test_readme.py`
writes the present outputs in.
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
_FILE = re.compile(r"```yaml\n(# (\S+\.yaml)\n.*?)```", re.DOTALL)
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


@dataclass
class Shell:
    """Runs commands in a folder, one after the other."""

    folder: Path
    status: int = 0

    def run(self, command: str) -> list[str]:
        if command == "echo $?":
            return [str(self.status)]
        words = shlex.split(command)
        assert words[0] in ("agglo", "cp", "sed"), command
        environment = {**os.environ, "COLUMNS": "100"}
        command_line = [str(BIN / "agglo") if words[0] == "agglo" else words[0], *words[1:]]
        done = subprocess.run(command_line, cwd=self.folder, env=environment, capture_output=True, text=True)
        self.status = done.returncode
        return [line.rstrip() for line in (done.stdout + (done.stderr if self.status else "")).splitlines()]


def play(block: str, shell: Shell) -> list[tuple[Example, list[str]]]:
    """Each example with what it prints now; what fails must show its status."""
    played = []
    every = examples(block)
    for example, after in zip(every, [*every[1:], None], strict=True):
        printed = shell.run(example.command)
        assert not shell.status or "echo $?" in (example.command, after and after.command), printed
        played.append((example, printed))
    return played


def abridged(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most + 2 else [*lines[:most], "…"]


@pytest.mark.parametrize(("page", "number"), [(README, 6), (GUIDE, 15)], ids=["README", "GUIDE"])
def test_examples_are_what_the_command_prints(tmp_path: Path, page: Path, number: int) -> None:
    text = page.read_text("utf-8")
    most = _SHOWN[page]
    shell = Shell(tmp_path)
    for content, path in _FILE.findall(text):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")
    blocks = {block: play(block, shell) for block in _BLOCK.findall(text)}
    assert sum(len(played) for played in blocks.values()) >= number
    if os.environ.get("AGGLO_UPDATE_README"):
        for block, played in blocks.items():
            fresh = "".join(
                f"$ {example.command}\n" + "".join(f"{line}\n" for line in abridged(printed, most))
                for example, printed in played
            )
            text = text.replace(f"```console\n{block}```", f"```console\n{fresh}```")
        page.write_text(text, "utf-8")
        pytest.fail("the examples were updated; run the test again without AGGLO_UPDATE_README")
    for played in blocks.values():
        for example, printed in played:
            assert example.shown == abridged(printed, most), example.command


def test_what_is_promised_is_shown() -> None:
    text = GUIDE.read_text("utf-8")
    shown = [each.command for block in _BLOCK.findall(text + README.read_text("utf-8")) for each in examples(block)]
    promised = re.findall(r"^\| \d+ \| .+? \| `(agglo .+?)` \| `(\S+)::(\w+)` \|$", text, re.MULTILINE)
    assert len(promised) == 27
    for command, file, test in promised:
        assert any(each == command or each.startswith(f"{command} --limit ") for each in shown), command
        assert f"def {test}(" in (README.parent / "tests" / file).read_text("utf-8"), test


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
