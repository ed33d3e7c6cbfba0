"""Files that would crash, stall or exhaust a careless reader, through the real command with little memory and time."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from agglo.graph.read.text import MAX_BYTES

# The limits are set inside: 2 GiB of address space, 20 seconds of processor.
COMMAND = (
    "import resource, sys\n"
    "resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))\n"
    "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
    "from agglo.cli.main import run\n"
    "run()\n"
)
SECONDS = 30

CLAIM = "source: s\nclaims:\n  - claim: a anchors b\n    evidence: [{gist: {en: Text.}}]\n"


def bomb() -> str:
    lines = ["a: &a [x, x]"]
    for this, before in zip("bcdefghijklmnopqrstuvw", "abcdefghijklmnopqrstuv", strict=True):
        lines.append(f"{this}: &{this} [{', '.join([f'*{before}'] * 9)}]")
    return "\n".join(lines)


def slips(number: int) -> str:
    region = "{type: Region, label: {en: Here, zh-Hans: 此处}, in: regoin"
    return "entities:\n" + "".join(f"  region-{n}: {region}-{n}}}\n" for n in range(number))


def ring(number: int) -> str:
    region = "{type: Region, label: {en: Here, zh-Hans: 此处}, in: region"
    return "entities:\n" + "".join(f"  region-{n}: {region}-{(n + 1) % number}}}\n" for n in range(number))


YAML: dict[str, tuple[Callable[[], str], str]] = {
    "100,000 brackets": (lambda: "[" * 100_000, "nested deeper"),
    "100,000 braces": (lambda: "{a: " * 100_000, "nested deeper"),
    "100,000 lists on a line": (lambda: "- " * 100_000 + "a", "nested deeper"),
    "100,000 keys on a line": (lambda: "? " * 100_000 + "a", "nested deeper"),
    "2,800 levels": (lambda: "".join(f"{' ' * n}a:\n" for n in range(2800)), "nested deeper"),
    "5,000 lists on a line": (lambda: "- " * 5000 + "a", "nested deeper"),
    "5,000 levels": (lambda: "".join(f"{' ' * n}a:\n" for n in range(5000)), "bytes, more than"),
    "an alias bomb": (bomb, "is a YAML anchor"),
    "an alias to itself": (lambda: "a: &a [*a]\n", "is a YAML alias"),
    "a huge text": (lambda: CLAIM.replace("Text", "x" * 2_000_000), "characters, more than"),
    "a huge section": (lambda: f"entities: {'x' * 4_000_000}\n", "maps ids to records"),
    "a huge key": (lambda: f"entities: {{{'x' * 4_000_000}: {{}}}}\n", "cannot stand here"),
    "a huge number": (lambda: f"a: {'9' * 4_000_000}\n", "more than 400 digits"),
    "a huge date": (lambda: f'{CLAIM}    when: "{{{"1984," * 700_000}1984}}"\n', "too long for a date"),
    "many empty lists": (lambda: f"entities: [{'[],' * 200_000}]\n", "maps ids to records"),
    "many empty records": (lambda: "claims:\n" + "-\n" * 200_000, "more than 10,000 faults"),
    "many keys twice": (lambda: "a: 1\n" * 200_000, "stands twice"),
    "many slips": (lambda: slips(10_000), "there is no entity"),
    "a long circle": (lambda: ring(20_000), "(20000 in all)"),
    "many cut texts": (lambda: "entities:\n" + "  - a #b\n" * 100_000, "takes for a comment"),
}
LINES: dict[str, tuple[Callable[[], str], str]] = {
    "100,000 brackets": (lambda: "[" * 100_000, "nested deeper"),
    "a long line": (lambda: "[" * 5_000_000, "characters, more than"),
    "a huge number": (lambda: f'{{"section": "claims", "value": {"9" * 900_000}}}', "too many digits"),
    "many empty records": (lambda: "{}\n" * 300_000, "more than 10,000 faults"),
    "one id many times": (
        lambda: '{"section": "questions", "id": "a", "ask": {"en": "a"}}\n' * 3_000,
        "is already at",
    ),
}


def check(folder: Path) -> tuple[str, float]:
    """Standard output and seconds of `agglo check`, which must find faults and say so in peace."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "check", "--facts", folder], capture_output=True, check=False, timeout=SECONDS
    )
    assert done.returncode == 1, done.stderr[-500:]
    assert done.stderr == b""
    return done.stdout.decode("utf-8"), time.monotonic() - start


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        *(pytest.param("f.yaml", *each, id=f"yaml: {name}") for name, each in YAML.items()),
        *(pytest.param("f.jsonl", *each, id=f"json: {name}") for name, each in LINES.items()),
    ],
)
def test_a_hostile_file_is_refused_in_peace(tmp_path: Path, name: str, text: Callable[[], str], message: str) -> None:
    (tmp_path / name).write_text(text(), encoding="utf-8")
    out, _ = check(tmp_path)
    assert message in out
    assert len(out) < 3_000_000


def test_a_file_above_the_cap_is_refused_without_reading_it(tmp_path: Path) -> None:
    for suffix in MAX_BYTES:
        with (tmp_path / f"f{suffix}").open("wb") as file:
            file.truncate(20 << 30)  # sparse: takes no room
    out, seconds = check(tmp_path)
    assert out.count("the file has 21,474,836,480 bytes, more than") == len(MAX_BYTES)
    assert seconds < 5
