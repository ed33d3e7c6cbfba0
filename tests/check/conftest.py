from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from agglo.graph.check.run import CheckReport, check_folder
from agglo.graph.ontology import load_vocabulary
from agglo.graph.resources import shipped_ontology
from agglo.graph.vocabulary import Vocabulary

DATA = Path(__file__).parents[1] / "data"
WORLD = DATA / "tiny" / "world.yaml"


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(shipped_ontology())


Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """The `agglo` command, run in this process: exit status, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["agglo", *arguments])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # typer uses deprecated names of click's
            from agglo.cli.main import run

            with pytest.raises(SystemExit) as exit_:
                run()
        return int(exit_.value.code or 0), *capfd.readouterr()

    return call


Check = Callable[..., list[str]]


@pytest.fixture
def report_of(vocabulary: Vocabulary, tmp_path: Path) -> Callable[..., CheckReport]:
    """Check the tiny world together with one more file, or several by name."""

    def report(text: str = "", /, **files: str) -> CheckReport:
        shutil.copy(WORLD, tmp_path)
        for name, each in ({"facts.yaml": text} if text else {}).items() | files.items():
            (tmp_path / name.replace("_", ".")).write_text(each, encoding="utf-8")
        return check_folder(tmp_path, vocabulary)

    return report


@pytest.fixture
def faults_of(report_of: Callable[..., CheckReport]) -> Check:
    """As `report_of`, but the faults as lines."""
    return lambda *text, **files: [str(fault) for fault in report_of(*text, **files).faults]
