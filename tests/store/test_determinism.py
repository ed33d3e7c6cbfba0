"""Same facts, same bytes: whatever the process, the machine's settings, and the files that the facts stand in."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from agglo.graph.store import writing
from agglo.graph.store.build import build
from agglo.graph.store.index import NAME as INDEX
from agglo.graph.store.release import Release

from .world import World, digests

BUILD = """
import sys
from pathlib import Path
from agglo.graph.store.build import build
facts, root, ontology = map(Path, sys.argv[1:])
print(build(facts, root, ontology).marker.sha256)
"""
SETTINGS: dict[str, dict[str, str]] = {
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "a third hash seed, in Shanghai": {"PYTHONHASHSEED": "20261121", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    "no UTF-8 anywhere, west of Greenwich": {
        "PYTHONHASHSEED": "77",
        "TZ": "America/Los_Angeles",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
}


def test_two_builds_give_the_same_bytes(built_world: World, tmp_path: Path) -> None:
    again = build(built_world.facts, tmp_path / "again", built_world.ontology)
    first, second = built_world.open(), Release.open(again.folder)
    assert first.nquads() == second.nquads()
    assert first.marker == second.marker
    for name in (INDEX, "release.json"):
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes(), name


def test_a_graph_that_the_engine_loads_by_itself_is_the_same(
    built_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_LARGE", 1)
    monkeypatch.setattr(writing, "parts", lambda path: pytest.fail("loaded part by part"))
    again = build(built_world.facts, tmp_path / "again", built_world.ontology)
    assert again.marker == built_world.open().marker
    assert Release.open(again.folder).nquads() == built_world.open().nquads()


def test_a_release_says_its_own_digest(built_world: World) -> None:
    release = built_world.open()
    lines = release.nquads()
    assert hashlib.sha256(lines).hexdigest() == release.marker.sha256
    assert release.marker.sha256.startswith(release.marker.id)
    assert len(release.marker.id) == 12
    assert lines.count(b"\n") == len(release.store) == release.marker.quads
    assert lines.splitlines() == sorted(set(lines.splitlines()))


def test_other_processes_under_other_settings_give_the_same_bytes(built_world: World, tmp_path: Path) -> None:
    running = {}
    for number, (name, settings) in enumerate(SETTINGS.items()):
        here = tmp_path / str(number)
        here.mkdir()
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
        program = [sys.executable, "-c", BUILD, str(built_world.facts), str(here / "out"), str(built_world.ontology)]
        running[name] = here, subprocess.Popen(program, cwd=here, env=plain | settings, stdout=subprocess.PIPE)
    expected = built_world.open()
    for name, (here, process) in running.items():
        with process:
            said, _ = process.communicate(timeout=30)
        assert said.decode().strip() == expected.marker.sha256, name
        found = Release.open(here / "out")
        assert found.nquads() == expected.nquads()
        assert (found.folder / INDEX).read_bytes() == (expected.folder / INDEX).read_bytes(), name


def test_the_same_records_in_other_files_and_another_order_give_the_same_graph(world: World, tmp_path: Path) -> None:
    expected = world.build().marker
    before = contents(world.open().folder, "line")
    text = world.yaml.read_text("utf-8")
    sections = dict(re.findall(r"^(\w+):\n((?: .*\n|\n)+)", text, re.MULTILINE))
    assert set(sections) == {"sources", "entities", "claims", "questions"}
    halves = {name: records(body) for name, body in sections.items()}
    shutil.rmtree(world.facts)
    # What refers to something comes before it, each section is turned round, entities stand in two files.
    files = {
        "a/1.yaml": "source: first-paper\nclaims:\n" + "".join(reversed(halves["claims"])),
        "b.yml": "questions:\n" + sections["questions"],
        "c/deep/z.yaml": "entities:\n" + "".join(reversed(halves["entities"][::2])),
        "c/deep/y.yaml": "entities:\n" + "".join(halves["entities"][1::2]),
        "z.yaml": "sources:\n" + "".join(reversed(halves["sources"])),
    }
    for name, content in files.items():
        (world.facts / name).parent.mkdir(parents=True, exist_ok=True)
        (world.facts / name).write_text(content, "utf-8")
    moved = world.build()
    assert moved.marker.sha256 == expected.sha256
    assert moved.marker.examined["files"] == 5
    assert not moved.changed
    release = world.open()
    assert release.position("Claim", "philips.spun_off.asml")[0] == "a/1.yaml"
    assert contents(release.folder, "line") == before


def records(body: str) -> list[str]:
    """The records of a section, each with its line or lines."""
    found = re.split(r"^(?=  [a-z-])", body, flags=re.MULTILINE)
    return [each for each in found if each.strip()]


def test_jsonl_gives_the_same_graph_as_yaml(released: World) -> None:
    expected = released.build().marker
    tree = yaml.safe_load(released.yaml.read_text("utf-8").replace("1.25e4", "12500"))
    shutil.rmtree(released.facts)
    lines = []
    for section in ("questions", "claims", "sources", "entities"):
        content = tree[section]
        for raw in content if isinstance(content, list) else [{"id": id_} | each for id_, each in content.items()]:
            for evidence in raw.get("evidence", []):
                evidence.setdefault("source", "first-paper")
            dated = {key: str(raw[key]) for key in ("published", "when") if key in raw}
            lines.append(json.dumps({"section": section} | raw | dated, ensure_ascii=False))
    released.facts.mkdir()
    (released.facts / "released.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    assert released.build().marker.sha256 == expected.sha256


def test_the_graph_has_no_blank_nodes(built_world: World) -> None:
    quads = list(ox.parse(built_world.open().nquads(), format=ox.RdfFormat.N_QUADS))
    assert len(quads) > 3000
    terms = [term for quad in quads for term in (quad.subject, quad.object, quad.graph_name)]
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]
    assert {quad.graph_name for quad in quads} == {ox.DefaultGraph()}


def test_the_graph_says_nothing_of_when_and_where_it_was_built(built_world: World) -> None:
    text = built_world.open().nquads().decode()
    typed = re.findall(r'"([^"]*)"\^\^<http://www\.w3\.org/2001/XMLSchema#(dateTime\w*|time|gYear\w*)>', text)
    assert typed == []
    assert datetime.now(UTC).date().isoformat() not in text
    for place in (built_world.root, built_world.facts, built_world.ontology, Path.home(), Path.cwd()):
        assert str(place) not in text


def contents(folder: Path, *without: str) -> dict[str, list[object]]:
    """The rows of an index by table."""
    with sqlite3.connect(folder / INDEX) as database:
        names = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {n: database.execute(f"SELECT * FROM {n}").fetchall() for n in names if n not in without}
    database.close()
    # The tiny world has no framework, and no claim said of another place.
    assert {name for name, rows in found.items() if not rows} <= {"member", "site"}
    return found


def test_a_remark_moves_lines_and_nothing_else(released: World) -> None:
    first = released.build()
    before, lines = contents(first.folder, "line"), contents(first.folder)["line"]
    released.edit("claims:\n", "# One.\n# Two.\nclaims:\n")
    after = released.build()
    assert after.marker.id == first.marker.id
    assert not after.changed
    assert contents(after.folder, "line") == before
    assert contents(after.folder)["line"] != lines


def test_a_forced_build_of_the_same_facts_is_the_same_release(released: World) -> None:
    first = released.build()
    before = digests(first.folder)
    forced = released.build(force=True)
    assert not forced.changed
    assert forced.marker == first.marker
    assert digests(first.folder) == before
