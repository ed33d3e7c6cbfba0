"""What `agglo diff` finds between two releases, and that it finds nothing where only the writing differs."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.look import Look
from agglo.graph.diff.compare import compare, difference_json
from agglo.graph.records import CLAIM
from agglo.graph.resources import shipped_ontology
from agglo.graph.store.workings import NAME as WORKINGS

from ..store.spoiled import Spoil, lose_lines, lose_tables, other_release, spoil_lines, spoil_workings

WORLD = """
source: study
sources:
  study: {title: {en: Study}, author: [Ada], publisher: One Press, published: 1990, kind: paper, interest: academic}
  page: {title: {en: Page}, publisher: Two Press, kind: blog}
entities:
  land: {type: Country, label: {en: Land, zh-Hans: 兰国}, point: [1.5, 2]}
  town: {type: City, label: {en: Town, zh-Hans: 镇}, in: land, also: {en: [Townsville, The Town]}}
  mill: {type: Firm, label: {en: Mill, zh-Hans: 磨坊}, in: town, active: 1900/..}
  school: {type: University, label: {en: School, zh-Hans: 学校}, in: town}
  yarn: {type: Cluster, label: {en: Yarn, zh-Hans: 纱线集群}, in: town}
  rope: {type: Cluster, label: {en: Rope, zh-Hans: 绳索集群}, in: town}
  ships: {type: Cluster, label: {en: Ships, zh-Hans: 船舶集群}, in: town}
  lists: {type: Framework, label: {en: The Two, zh-Hans: 两项}, members: [skill, room]}
  skill: {type: Concept, label: {en: skill, zh-Hans: 手艺}}
  room: {type: Concept, label: {en: room, zh-Hans: 空间}}
  leasing: {type: Mechanism, label: {en: leasing, zh-Hans: 租赁}, definition: {en: Renting out.}}
claims:
  - {claim: mill anchors yarn, when: 1980/.., through: [leasing], evidence: [{gist: {en: It did.}}]}
  - claim: school anchors yarn
    evidence:
      - {at: line 1, gist: {en: It did.}}
      - {source: page, strength: weak, gist: {en: It did too.}}
  - {claim: yarn drives rope, evidence: [{gist: {en: It did.}}]}
  - {claim: rope drives ships, evidence: [{source: page, gist: {en: It did.}}]}
  - {claim: mill has_employment, value: 12500, unit: jobs, when: 2010, evidence: [{gist: {en: So many.}}]}
  - {claim: lists includes skill, evidence: [{gist: {en: One.}}]}
  - {claim: lists includes room, evidence: [{gist: {en: Two.}}]}
questions:
  - {id: pairs, ask: {en: which anchors drove which clusters, zh-Hans: 哪些锚机构带动了哪些集群},
     must_include: [mill, school], min_rows: 4}
  - {id: ships, ask: {en: what drove Ships}, must_include: [mill]}
  - {id: jobs, ask: {en: which figures does Mill have}, must_include: [mill.has_employment]}
  - {id: without, ask: {en: what remains without Mill}, must_include: [yarn]}
"""

Open = Callable[..., KnowledgeGraph]


@pytest.fixture
def opened(own_cache: Path, tmp_path: Path) -> Open:
    """The graph of the world, with parts of its text replaced."""

    def make(*changes: tuple[str, str], ontology: Path | None = None) -> KnowledgeGraph:
        text = WORLD
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        (folder / "world.yaml").write_text(text, "utf-8")
        return KnowledgeGraph.open(folder, ontology=ontology)

    return make


def told(old: KnowledgeGraph, new: KnowledgeGraph, *, answers: bool = False) -> dict[str, Any]:
    return difference_json(compare(old.look, new.look, answers=answers))


def shuffled(value: Any, draw: random.Random, key: str = "") -> Any:
    """The same facts in another order; the order of members, points and makers is theirs."""
    if isinstance(value, dict):
        pairs = [(name, shuffled(each, draw, name)) for name, each in value.items()]
        draw.shuffle(pairs)
        return dict(pairs)
    if isinstance(value, list) and key not in ("members", "point"):
        return draw.sample(value, len(value))
    return value


@pytest.mark.parametrize("seed", range(4))
def test_other_writing_and_another_order_are_no_difference(opened: Open, tmp_path: Path, seed: int) -> None:
    draw, facts = random.Random(seed), yaml.safe_load(WORLD)
    first, second = tmp_path / "again" / "a.yaml", tmp_path / "again" / "deep" / "b.yaml"
    second.parent.mkdir(parents=True)
    parts = shuffled(facts, draw)
    halves: list[dict[str, Any]] = [{"source": "study"}, {"source": "study"}]
    for section, records in parts.items():
        if section != "source":
            items = list(records.items()) if isinstance(records, dict) else records
            for half, some in zip(halves, (items[::2], items[1::2]), strict=True):
                half[section] = dict(some) if isinstance(records, dict) else some
    for path, half in zip((first, second), halves, strict=True):
        path.write_text(yaml.safe_dump(half, allow_unicode=bool(seed % 2), sort_keys=False, width=40), "utf-8")
    found = compare(opened().look, KnowledgeGraph.open(tmp_path / "again").look, answers=True)
    assert not found
    assert found.answers == ()


@pytest.mark.parametrize(
    ("old", "new", "kind", "id_", "keys"),
    [
        ("when: 1980/..", "when: 1981/..", "claims", "mill.anchors.yarn", {"when": (["1980/.."], ["1981/.."])}),
        (", through: [leasing]", "", "claims", "mill.anchors.yarn", {"through": (["leasing"], [])}),
        ("value: 12500", "value: 12600", "claims", "mill.has_employment", {"value": (["12500"], ["12600"])}),
        (
            "at: line 1, gist: {en: It did.}",
            "at: line 2, gist: {en: It did.}",
            "claims",
            "school.anchors.yarn",
            {
                "evidence": (
                    ["source: study; at: line 1; direction: supports; gist: It did. (en)"],
                    ["source: study; at: line 2; direction: supports; gist: It did. (en)"],
                )
            },
        ),
        ("{en: Land,", "{en: Lland,", "entities", "land", {"label": (["Land (en)"], ["Lland (en)"])}),
        (", The Town", "", "entities", "town", {"also": (["The Town (en)"], [])}),
        ("point: [1.5, 2]", "point: [1.5, 3]", "entities", "land", {"point": (["2"], ["3"])}),
        ("type: University", "type: Firm", "entities", "school", {"type": (["University"], ["Firm"])}),
        (
            "[skill, room]",
            "[room, skill]",
            "entities",
            "lists",
            {"members": (["1. skill", "2. room"], ["1. room", "2. skill"])},
        ),
        ("interest: academic", "interest: paid", "sources", "study", {"interest": (["academic"], ["paid"])}),
        ("min_rows: 4", "min_rows: 3", "questions", "pairs", {"min_rows": (["4"], ["3"])}),
    ],
)
def test_what_changed_is_said_key_by_key(
    opened: Open, old: str, new: str, kind: str, id_: str, keys: dict[str, tuple[list[str], list[str]]]
) -> None:
    found = told(opened(), opened((old, new)))
    assert not found["equal"]
    (changed,) = found[kind]["changed"]
    assert changed["id"] == id_
    assert changed["keys"] == {key: {"old": was, "new": now} for key, (was, now) in keys.items()}
    assert changed["file"] == "world.yaml"
    assert changed["line"] > 0
    others = [found[each] for each in ("claims", "entities", "sources", "questions") if each != kind]
    assert all(each == {"added": [], "removed": [], "changed": []} for each in others)


def test_a_source_of_another_kind_changes_what_it_supports(opened: Open) -> None:
    found = told(opened(), opened(("kind: blog", "kind: official")))
    assert [each["id"] for each in found["sources"]["changed"]] == ["page"]
    touched = {each["id"]: set(each["keys"]) for each in found["claims"]["changed"]}
    assert touched == {"rope.drives.ships": {"confidence"}, "school.anchors.yarn": {"confidence"}}


YARN = "  - {claim: mill anchors yarn, when: 1980/.., through: [leasing], evidence: [{gist: {en: It did.}}]}\n"


def test_what_was_added_one_way_was_removed_the_other(opened: Open) -> None:
    whole, less = opened(), opened((YARN, ""))
    there, back = told(whole, less), told(less, whole)
    (gone,) = there["claims"]["removed"]
    assert (gone["id"], gone["text"], gone["file"]) == ("mill.anchors.yarn", "Mill anchors Yarn", "world.yaml")
    assert back["claims"]["added"] == [gone]
    assert there["claims"]["added"] == back["claims"]["removed"] == []


def test_answers_that_changed_name_the_claims_behind_it(opened: Open) -> None:
    """Without its one anchored cluster Mill is no anchor, and drives nothing further on: worked out by hand."""
    found = told(opened(), opened((YARN, "")), answers=True)
    assert found["asked"] == 4
    changed = {each["id"]: each for each in found["answers"]}
    assert set(changed) == {"pairs", "ships", "without"}
    rows = {(row["from"]["id"], row["to"]["id"]): row["change"] for row in changed["pairs"]["rows"]}
    assert rows == {("mill", "yarn"): "went", ("mill", "rope"): "went", ("mill", "ships"): "went"}
    assert changed["pairs"]["held"] == {"old": True, "new": False}
    causes = [cause for each in changed.values() for row in each["rows"] for cause in row["because"]]
    assert {(cause["change"], cause["id"]) for cause in causes} == {("removed", "mill.anchors.yarn")}
    assert all(row["because"] for each in changed.values() for row in each["rows"])


def test_a_row_that_rests_on_another_claim_changed(opened: Open) -> None:
    (row,) = [
        row
        for each in told(opened(), opened((YARN, YARN.replace("anchors", "attracts"))), answers=True)["answers"]
        if each["id"] == "without"
        for row in each["rows"]
    ]
    assert row["change"] == "changed"
    assert row["claims"] == {"old": ["mill.anchors.yarn"], "new": ["mill.attracts.yarn"]}
    assert {(cause["change"], cause["id"]) for cause in row["because"]} == {
        ("removed", "mill.anchors.yarn"),
        ("added", "mill.attracts.yarn"),
    }


def test_a_place_that_changed_is_named_where_no_claim_did(opened: Open) -> None:
    question = ("which anchors drove which clusters,", "which anchors drove which clusters in Town,")
    moved = ("zh-Hans: 绳索集群}, in: town", "zh-Hans: 绳索集群}, in: land")
    found = told(opened(question), opened(question, moved), answers=True)
    (changed,) = [each for each in found["answers"] if each["id"] == "pairs"]
    assert {(row["to"]["id"], row["change"], *row["also"]) for row in changed["rows"]} >= {("rope", "went", "rope")}


def test_a_question_that_can_no_longer_be_read_says_why(opened: Open) -> None:
    named, asked = ("{en: Ships,", "{en: Vessels,"), ("what drove Ships", "what drove Vessels")
    found = told(opened(named, asked), opened(asked), answers=True)
    (changed,) = [each for each in found["answers"] if each["id"] == "ships"]
    assert changed["held"] == {"old": True, "new": False}
    assert changed["unread"]["old"] is None
    assert "Vessels" in changed["unread"]["new"]


MANY = (
    (YARN, ""),
    ("value: 12500", "value: 12600"),
    ("at: line 1, gist: {en: It did.}", "at: line 2, gist: {en: It did.}"),
    ("[skill, room]", "[room, skill]"),
    ("kind: blog", "kind: official"),
    ("min_rows: 4", "min_rows: 3"),
    (
        "  - {claim: yarn drives rope,",
        "  - {id: new, claim: yarn drives ships, evidence: [{gist: {en: X.}}]}\n  - {claim: yarn drives rope,",
    ),
)


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize("spoil", [lose_lines, spoil_lines, other_release, lose_tables, None])
def test_changes_are_the_same_without_what_builds_kept(opened: Open, spoil: Spoil | None, *, older: bool) -> None:
    old, new = opened(), opened(*MANY)
    quickly = told(old, new)
    folder = (old if older else new).look.release.folder
    if spoil:
        spoil_workings(folder, spoil)
    else:
        (folder / WORKINGS).unlink()
    assert told(old, new) == quickly
    count = {
        name: [len(each) for each in quickly[name].values()] for name in ("claims", "entities", "sources", "questions")
    }
    assert count == {"claims": [1, 1, 3], "entities": [0, 0, 1], "sources": [0, 0, 1], "questions": [0, 0, 1]}


def test_only_what_differs_is_read(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of records that are the same in both nothing is looked up."""
    read: list[str] = []
    about = Look.about

    def noted(self: Look, iri: str) -> dict[str, list[Any]]:
        read.append(iri)
        return about(self, iri)

    monkeypatch.setattr(Look, "about", noted)
    found = compare(opened().look, opened(("value: 12500", "value: 12600")).look)
    assert found.records[CLAIM].ids == {"mill.has_employment"}
    names = {iri.removeprefix("https://w3id.org/agglo/") for iri in read}
    assert "claim/mill.has_employment" in names
    assert not names & {"claim/yarn.drives.rope", "id/yarn", "source/study"}


def test_where_a_key_is_called_otherwise_all_is_read(opened: Open, tmp_path: Path) -> None:
    """No line of a record differs then, and yet every record that has the key is said otherwise."""
    ontology = shutil.copytree(shipped_ontology(), tmp_path / "ontology")
    keys = ontology / "records.ttl"
    text = keys.read_text("utf-8")
    assert text.count('agglo:keyword "at"') == 1
    keys.write_text(text.replace('agglo:keyword "at"', 'agglo:keyword "spot"'), "utf-8")
    found = told(opened(), opened(("at: line 1", "spot: line 1"), ontology=ontology))
    (changed,) = found["claims"]["changed"]
    said = "source: study; at: line 1; direction: supports; gist: It did. (en)"
    assert changed["keys"] == {
        "evidence": {"old": [said], "new": ["source: study; direction: supports; gist: It did. (en); spot: line 1"]}
    }
