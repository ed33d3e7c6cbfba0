"""The `agglo` command: in this process, and as people start it."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from agglo.graph import KnowledgeGraph

AGGLO = Path(sys.executable).with_name("agglo")
TINY = Path(__file__).parents[1] / "data" / "tiny"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tiny_graph: KnowledgeGraph) -> Command:
    """The command in this process; the tiny world is built already."""

    def call(*arguments: str, columns: int = 80) -> Ran:
        monkeypatch.setattr(sys, "argv", ["agglo", *arguments])
        monkeypatch.setenv("COLUMNS", str(columns))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # typer uses deprecated names of click's
            from agglo.cli.main import run

            with pytest.raises(SystemExit) as exit_:
                run()
        return Ran(int(exit_.value.code or 0), *capfd.readouterr())

    return call


@pytest.fixture
def ask(command: Command) -> Command:
    """The command on the tiny world."""
    return lambda *arguments, **options: command(*arguments, "--facts", str(TINY), **options)


@pytest.fixture
def start(tiny_graph: KnowledgeGraph) -> Command:
    """The installed command in a process of its own; the tiny world is built already."""

    def call(*arguments: str, given: bytes = b"", **variables: str) -> Ran:
        environment = {**os.environ, **variables}
        ran = subprocess.run(
            [AGGLO, *arguments], input=given, capture_output=True, env=environment, timeout=60, check=False
        )
        return Ran(ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8", "replace"))

    return call
