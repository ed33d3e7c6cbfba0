"""A build after a small change gives the same bytes as a build of everything, and takes over what did not change."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from agglo.graph.errors import AggloError
from agglo.graph.store import build as build_module
from agglo.graph.store import renew
from agglo.graph.store.build import Built, build
from agglo.graph.store.index import NAME as INDEX
from agglo.graph.store.release import Release
from agglo.graph.store.workings import NAME as WORKINGS
from tests.benchmarks.synthetic import write

from .conftest import Forge
from .spoiled import SPOILS, Spoil, spoil_workings
from .world import World, digests

CLAIMS, FILES = 330, 11


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, ontology: Path) -> Path:
    """A collection in several files, built once."""
    folder = tmp_path_factory.mktemp("collected")
    write(folder / "facts", CLAIMS, files=FILES, as_yaml=True)
    build(folder / "facts", folder / "out", ontology)
    return folder


class Place:
    """A collection that a test may change, and its builds: from the release before, and from nothing."""

    def __init__(self, folder: Path, ontology: Path) -> None:
        self.folder, self.facts, self.root, self.ontology = folder, folder / "facts", folder / "out", ontology
        self.short = 0

    @property
    def files(self) -> list[Path]:
        """The files that hold claims."""
        return sorted(path for path in self.facts.glob("*.yaml") if "\nclaims:" in path.read_text("utf-8"))

    def build(self) -> Built:
        made = build(self.facts, self.root, self.ontology)
        # A file that two releases share has two names.
        self.short += any(path.stat().st_nlink > 1 for path in (made.folder / "store").glob("*.sst"))
        return made

    def anew(self) -> Built:
        shutil.rmtree(self.folder / "anew", ignore_errors=True)
        return build(self.facts, self.folder / "anew", self.ontology)

    def agree(self) -> None:
        """Build both ways, and compare all that a reader can see."""
        renewed, anew = self.build(), self.anew()
        assert renewed.marker == anew.marker
        assert (renewed.folder / INDEX).read_bytes() == (anew.folder / INDEX).read_bytes()
        release = Release.open(renewed.folder)
        assert release.verify() == anew.marker.quads
        assert sha256(release.nquads()).hexdigest() == anew.marker.sha256

    def edit(self, file: Path, change: Callable[[dict[str, Any]], None]) -> None:
        content = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        change(content)
        # Renamed into place: the time of change then differs, whatever the steps of the clock.
        draft = self.folder / "draft"
        draft.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")
        draft.replace(file)


@pytest.fixture
def place(tmp_path: Path, collected: Path, ontology: Path) -> Place:
    shutil.copytree(collected, tmp_path / "place", symlinks=True)
    return Place(tmp_path / "place", ontology)


def reword(content: dict[str, Any]) -> None:
    content["claims"][1]["evidence"][0]["gist"]["en"] = "Other words that nobody wrote before."


def second_source(content: dict[str, Any]) -> None:
    gist = {"en": "Another source says the same.", "zh-Hans": "另一来源说的也一样。"}
    content["claims"][2]["evidence"].append({"source": content["claims"][2]["evidence"][0]["source"], "gist": gist})


def date(content: dict[str, Any]) -> None:
    content["claims"][0]["when"] = "2020-03/2021~"


def rename(content: dict[str, Any]) -> None:
    entity = next(iter(content["entities"].values()))
    entity["label"] = {"en": "A name like no other", "zh-Hans": "独一无二的名字"}
    entity["also"] = {"en": ["Known As", "Harbour"]}


def share_a_name(content: dict[str, Any]) -> None:
    entities = list(content["entities"].values())
    entities[1]["also"] = {"en": [entities[2]["label"]["en"]]}


def new_source(content: dict[str, Any]) -> None:
    content["sources"]["source-new"] = {
        "title": {"en": "A new book"},
        "publisher": "New House",
        "kind": "paper",
        "language": "en",
    }


def retitle(content: dict[str, Any]) -> None:
    next(iter(content["sources"].values()))["title"] = {"en": "Other title", "zh-Hans": "别的标题"}


def figure(content: dict[str, Any]) -> None:
    claim = next(claim for claim in content["claims"] if "value" in claim)
    claim["value"] = 12345.5


def new_entity(content: dict[str, Any]) -> None:
    content["entities"]["wholly-new"] = {"type": "Concept", "label": {"en": "Wholly new", "zh-Hans": "全新"}}


def add(content: dict[str, Any]) -> None:
    said = (str(claim["claim"]).split() for claim in content["claims"])
    subject, _, target = next(parts for parts in said if len(parts) == 3)
    other = next(iter(content["entities"]))
    gist = {"en": "Said anew.", "zh-Hans": "新说。"}
    evidence = [{"source": next(iter(content["sources"])), "gist": gist}]
    content["claims"].append(
        {"claim": f"{other} drives {subject if other == target else target}", "evidence": evidence}
    )


def said(claim: str, **more: object) -> dict[str, Any]:
    return {"claim": claim, "evidence": [{"source": "source-1", "gist": {"en": "Said.", "zh-Hans": "说。"}}], **more}


def entities(content: dict[str, Any], kind: str) -> list[str]:
    return [id_ for id_, entity in content["entities"].items() if entity["type"] == kind]


def anchor(content: dict[str, Any]) -> None:
    firm, cluster = entities(content, "Firm")[1], entities(content, "Cluster")[0]
    content["claims"].append(said(f"{firm} anchors {cluster}", through=["mechanism-3"]))


def settle(content: dict[str, Any]) -> None:
    """A firm moves into another city, and its own city into that, too: places are lifted."""
    city = entities(content, "City")[0]
    content["claims"].append(said(f"{entities(content, 'Firm')[2]} located_in city-1"))
    content["claims"].append(said(f"{city} located_in {'city-0' if city == 'city-1' else 'city-1'}"))


def empty(content: dict[str, Any]) -> None:
    """All claims go but one."""
    del content["claims"][1:]


def remove(content: dict[str, Any]) -> None:
    del content["claims"][len(content["claims"]) // 2]


def contest(content: dict[str, Any]) -> None:
    content["claims"][0] |= {"status": "contested", "reason": {"en": "Doubted.", "zh-Hans": "有疑。"}}


SHORT = (
    reword,
    second_source,
    date,
    rename,
    share_a_name,
    new_source,
    retitle,
    figure,
    new_entity,
    add,
    anchor,
    settle,
    empty,
    remove,
    contest,
)


@pytest.mark.parametrize("change", SHORT, ids=lambda change: str(change.__name__))
def test_what_concerns_one_file_alone_is_taken_into_the_last_release(
    place: Place, change: Callable[[dict[str, Any]], None]
) -> None:
    place.edit(place.files[5], change)
    place.agree()
    assert place.short == 1


def forget_group(content: dict[str, Any]) -> None:
    next(iter(content["sources"].values()))["publisher"] = "Publisher 1"


def other_type(content: dict[str, Any]) -> None:
    concept = next(e for e in content["entities"].values() if e["type"] == "Concept")
    concept["type"] = "Mechanism"


FAR = (forget_group, other_type)


@pytest.mark.parametrize("change", FAR, ids=lambda change: str(change.__name__))
def test_what_may_concern_other_files_gives_the_same_too(
    place: Place, change: Callable[[dict[str, Any]], None]
) -> None:
    place.edit(place.files[4], change)
    place.agree()


@pytest.mark.parametrize("seed", [1, 2])
def test_any_row_of_edits_gives_the_same(place: Place, seed: int) -> None:
    chance = random.Random(seed)
    refused = 0
    for number in range(9):
        file = chance.choice(place.files)
        match chance.choice(["edit"] * 6 + ["comment", "rename", "delete", "copy"]):
            case "edit":
                place.edit(file, chance.choice([*SHORT, *FAR]))
            case "comment":
                file.write_text(f"# {number}\n" + file.read_text("utf-8"), "utf-8")
            case "rename":
                file.rename(file.with_name(f"{chance.randrange(10**6)}.yaml"))
            case "delete":
                file.unlink()
            case "copy":
                shutil.copyfile(file, file.with_name(f"copy-{number}.yaml"))
        marker = Release.open(place.root).marker
        try:
            place.agree()
        except AggloError as told:
            # What a build of everything refuses, this one refuses in the same words, and the last release stands.
            with pytest.raises(AggloError) as again:
                place.anew()
            assert str(again.value) == str(told)
            assert Release.open(place.root).marker == marker
            refused += 1
            shutil.rmtree(place.facts)
            write(place.facts, CLAIMS, files=FILES, as_yaml=True)
    assert place.short >= 2
    assert refused < 9


def test_what_a_record_says_and_a_rule_gives_stays_while_one_of_them_does(place: Place) -> None:
    file = place.files[7]
    cluster = entities(yaml.safe_load(file.read_text("utf-8")), "Cluster")[0]
    firm = {"type": "Firm", "label": {"en": "A member", "zh-Hans": "一成员"}, "in": cluster}
    place.edit(file, lambda content: content["entities"].update(member=firm))
    place.agree()
    place.edit(file, lambda content: content["claims"].append(said(f"member member_of {cluster}")))
    place.agree()
    place.edit(file, lambda content: content["claims"].pop())
    place.agree()


def test_the_release_before_stays_as_it_was_and_can_be_read(place: Place) -> None:
    before = Release.open(place.root)
    said, was = before.nquads(), digests(before.folder)
    for word in ("Once.", "Twice.", "Three times."):

        def say(content: dict[str, Any], word: str = word) -> None:
            content["claims"][0]["evidence"][0]["gist"]["en"] = word

        place.edit(place.files[3], say)
        place.agree()
    assert place.short == 3
    assert digests(before.folder) == was
    assert before.nquads() == said


def test_whoever_is_killed_leaves_a_release_to_build_on(place: Place, forge: Forge) -> None:
    world = World(place.facts, place.root, place.ontology)
    kept = {f"gen-{Release.open(place.root).marker.id}"}
    killed = 0
    for number, moment in enumerate((0.02, 0.06, 0.1, 0.16, 0.24, 0.34, 0.5)):
        place.edit(place.files[number], anchor if number % 2 else reword)
        job = forge.build(world)
        while job.seconds() < moment:
            time.sleep(0.002)
        job.kill()
        killed += not job.wait()
        release = Release.open(place.root)
        assert release.verify() == release.marker.quads
        kept.add(release.folder.name)
    assert killed >= 3
    place.agree()
    assert {path.name for path in place.root.iterdir()} - {"lock", "current"} <= kept | {place.build().folder.name}


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda each: str(each.__name__))
def test_with_damaged_workings_all_is_built_anew(place: Place, spoil: Spoil) -> None:
    spoil_workings(Release.open(place.root).folder, spoil)
    place.edit(place.files[5], reword)
    place.agree()
    assert place.short == 0


@pytest.mark.parametrize("name", [WORKINGS, INDEX, "inputs.json"])
@pytest.mark.parametrize("harm", ["gone", "cut", "other"])
def test_with_damaged_files_all_is_built_anew(place: Place, name: str, harm: str) -> None:
    path = Release.open(place.root).folder / name
    data = path.read_bytes()
    path.unlink()
    if harm != "gone":
        half = len(data) // 2
        path.write_bytes(data[:half] if harm == "cut" else data[:half] + b"\xff" * 64 + data[half + 64 :])
    place.edit(place.files[5], reword)
    place.agree()
    assert place.short == 0


def test_a_large_change_is_built_anew(place: Place) -> None:
    for file in place.files[:8]:
        place.edit(file, reword)
    place.agree()
    assert place.short == 0


def test_who_forces_a_build_gets_one_from_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(build_module, "renewed", lambda *given: asked.append(given))
    place.edit(place.files[5], reword)
    build(place.facts, place.root, place.ontology, force=True)
    assert asked == []


def test_a_change_meanwhile_is_seen(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = renew.renewed
    times = 0

    def slow(*given: Any) -> Any:
        nonlocal times
        times += 1
        found = wanted(*given)
        if times == 1:
            place.edit(place.files[6], reword)
        return found

    monkeypatch.setattr(build_module, "renewed", slow)
    place.edit(place.files[5], reword)
    place.build()
    assert times == 2
    place.agree()
