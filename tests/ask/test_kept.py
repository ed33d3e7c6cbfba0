"""What rests on each claim is found out when a release is built, and kept beside it."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from agglo.graph import KnowledgeGraph, build
from agglo.graph.ask import kept
from agglo.graph.ask.bearing import Bearing, bearing
from agglo.graph.ask.look import Look
from agglo.graph.ask.reading import Filters
from agglo.graph.resources import shipped_ontology

from .test_load import world

QUESTION = "which claims bear the most load"
LOADED = "\n  - {id: load, ask: {en: which claims bear the most load}}\n"
BY_NAME = "  - {id: odd, ask: {en: how do Mill and Mill differ}}\n"


def never(*_: object) -> Bearing:
    raise AssertionError("asked again")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "world.yaml").write_text(world(), "utf-8")
    return folder


@pytest.fixture
def graph(facts: Path, tmp_path: Path) -> KnowledgeGraph:
    return KnowledgeGraph.open(graph=build(facts, tmp_path / "out", shipped_ontology()).folder)


def ids(graph: KnowledgeGraph, question: str = QUESTION) -> list[str]:
    return [row.claims[0].id for row in graph.ask(question).rows]


def test_what_is_kept_is_what_would_be_found_out(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = bearing(graph.look)
    assert len(wanted.flips) > 15
    monkeypatch.setattr(kept, "bearing", never)
    found = kept.bearing_of(graph.look, Filters())
    assert found == wanted
    assert list(found.flips) == list(wanted.flips)
    assert ids(graph) == list(wanted.flips)
    assert set(ids(graph, "which claims about Forge bear the most load")) < set(wanted.flips)
    with pytest.raises(AssertionError, match="asked again"):
        graph.ask("which claims bear the most load as known by 1995")


def test_the_first_question_of_facts_finds_it_kept(
    facts: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = KnowledgeGraph.open(facts)
    monkeypatch.setattr(kept, "bearing", never)
    assert opened.ask(QUESTION).rows


def _flipped(data: bytes) -> bytes:
    spot = data.index(b"mill")
    return data[:spot] + b"k" + data[spot + 1 :]


def _resealed(change: Callable[[dict[str, object]], object]) -> Callable[[bytes], bytes]:
    """A file that is whole but says something else."""

    def changed(data: bytes) -> bytes:
        found = json.loads(data.partition(b"\n")[2])
        body = json.dumps(change(found)).encode()
        return b"%08x\n" % zlib.crc32(body) + body

    return changed


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: b"\xff\xfe" + data,
        lambda data: data.partition(b"\n")[2],
        _flipped,
        _resealed(lambda found: {**found, "release": "0" * 64}),
        _resealed(lambda found: {**found, "version": "0.0.1"}),
        _resealed(lambda found: {**found, "asked": {}}),
        _resealed(lambda found: {**found, "flips": [1, 2]}),
        _resealed(lambda found: [found]),
        _resealed(lambda found: None),
    ],
)
def test_a_damaged_file_is_found_out_and_written_again(graph: KnowledgeGraph, damage: Callable[[bytes], bytes]) -> None:
    file = graph.release.folder / kept.NAME
    whole, wanted = file.read_bytes(), ids(graph)
    file.write_bytes(damage(whole))
    assert ids(graph) == wanted
    assert file.read_bytes() == whole


def test_a_missing_file_comes_back_with_the_question_or_with_the_next_build(
    graph: KnowledgeGraph, facts: Path, tmp_path: Path
) -> None:
    file = graph.release.folder / kept.NAME
    whole = file.read_bytes()
    file.unlink()
    assert ids(graph)
    assert file.read_bytes() == whole
    file.unlink()
    assert not build(facts, tmp_path / "out", shipped_ontology()).changed
    assert file.read_bytes() == whole


def test_where_nothing_can_be_written_it_is_answered_all_the_same(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, wanted = graph.release.folder / kept.NAME, ids(graph)
    file.unlink()
    file.mkdir()  # neither to be read nor to be replaced
    assert ids(graph) == wanted
    assert sorted(path.name for path in file.parent.glob("bearing*")) == [kept.NAME]

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert ids(graph) == wanted


def test_the_same_facts_keep_the_same_bytes(graph: KnowledgeGraph, facts: Path, tmp_path: Path) -> None:
    other = build(facts, tmp_path / "other", shipped_ontology()).folder
    assert (other / kept.NAME).read_bytes() == (graph.release.folder / kept.NAME).read_bytes()


def test_a_copy_of_a_release_brings_it_along(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = Path(shutil.copytree(graph.release.folder, tmp_path / "copied"))
    monkeypatch.setattr(kept, "bearing", never)
    assert ids(KnowledgeGraph.open(graph=copied)) == ids(graph)


def test_questions_for_the_load_and_those_without_an_answer_are_left_out(facts: Path, own_cache: Path) -> None:
    """A question for the load would be asked for its own answer, without end."""
    before = bearing(KnowledgeGraph.open(facts).look)
    (facts / "world.yaml").write_text(world() + LOADED + BY_NAME, "utf-8")
    after = bearing(KnowledgeGraph.open(facts).look)
    assert (after.questions, after.failing) == (before.questions, before.failing + 2)
    assert after.flips == before.flips


def test_a_build_stands_though_a_question_breaks(facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from agglo.graph.errors import StoreError

    def broken(look: Look) -> Bearing:
        raise StoreError("nothing to be found out")

    monkeypatch.setattr(kept, "bearing", broken)
    built = build(facts, tmp_path / "out", shipped_ontology())
    assert not (built.folder / kept.NAME).exists()
    assert KnowledgeGraph.open(graph=built.folder).ask("what is Dock").rows


def test_rows_are_those_of_a_tuple(graph: KnowledgeGraph) -> None:
    rows = graph.ask(QUESTION).rows
    every = tuple(rows)
    assert (len(rows), rows[0], rows[-1], rows[1:3]) == (len(every), every[0], every[-1], every[1:3])
    assert rows == graph.ask(QUESTION).rows == every != every[1:]
    with pytest.raises(IndexError):
        rows[len(every)]
