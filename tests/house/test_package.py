"""The package as its users get it: sdist, wheel, an empty environment away from the checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ("graph", "cli", "ontology", "facts")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the sdist of a clean clone."""
    folder = tmp_path_factory.mktemp("package")
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    # sdist first, the wheel from it: a wheel built straight from the tree hides sdist faults.
    build = [sys.executable, "-m", "build", "--outdir", str(folder / "dist"), str(clone)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = (folder / "dist").glob("*.whl")
    return found


def test_every_console_script_loads() -> None:
    scripts = [s for s in entry_points(group="console_scripts") if s.value.startswith("agglo.")]
    assert [s.name for s in scripts] == ["agglo"]
    for script in scripts:
        assert callable(script.load())


@pytest.mark.package
def test_the_wheel_holds_the_tracked_files_and_nothing_else(wheel: Path) -> None:
    names = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    listed = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "HEAD", *SHIPPED], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert names == {f"agglo/{name}" for name in listed.stdout.splitlines()}
    assert any(n.startswith("agglo/facts/") for n in names)
    assert any(n.startswith("agglo/ontology/") for n in names)


@pytest.mark.package
def test_an_installed_wheel_answers_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "environment"
    venv.create(place)
    # With the pip that is there, and without bytecode for all that nobody runs: half the time.
    pip = [sys.executable, "-m", "pip", "--python", str(place / "bin" / "python"), "--disable-pip-version-check"]
    done = subprocess.run([*pip, "install", "--quiet", "--no-compile", str(wheel)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    away = tmp_path / "away"
    away.mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
    environment["XDG_CACHE_HOME"] = str(tmp_path / "cache")
    asked = subprocess.run(
        [str(place / "bin" / "agglo"), "ask", "which anchors drove the Eindhoven high-tech cluster"],
        cwd=away, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert asked.returncode == 0, asked.stderr
    assert "Philips → Eindhoven high-tech cluster" in asked.stdout
    stray = "import importlib.util as u; print([n for n in ('graph', 'cli', 'tests', 'facts') if u.find_spec(n)])"
    found = subprocess.run([str(place / "bin" / "python"), "-c", stray], cwd=away, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"
