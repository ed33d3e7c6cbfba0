"""`agglo diff`: its exit statuses are those of diff."""

import json
import shutil
from pathlib import Path

import pytest

from .conftest import TINY, Command


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The tiny world with a claim of another date."""
    folder = Path(shutil.copytree(TINY, tmp_path / "changed"))
    file = folder / "world.yaml"
    file.write_text(file.read_text("utf-8").replace("when: 1988/1995", "when: 1988/1996"), "utf-8")
    return folder


def test_equal_is_0_and_different_is_1(command: Command, changed: Path) -> None:
    same = command("diff", str(TINY), str(TINY), "--answers")
    assert (same.status, same.err) == (0, "")
    assert same.out.endswith("answers: 0 changed of 1 questions\nno difference\n")
    differs = command("diff", str(TINY), str(changed), "--answers")
    assert differs.status == 1
    assert "~ sematech.anchors.austin-chips: Sematech anchors Austin chip cluster\n" in differs.out
    assert "[world.yaml:58]" in differs.out
    assert "- when: 1988/1995\n      + when: 1988/1996" in differs.out
    assert "answers: 0 changed of 1 questions" in differs.out


def test_a_difference_far_into_a_long_text_is_shown(command: Command, tmp_path: Path) -> None:
    folders = [Path(shutil.copytree(TINY, tmp_path / name)) for name in ("long", "longer")]
    for folder, end in zip(folders, ("first", "second"), strict=True):
        gist = f"{{en: {'On and on it goes. ' * 40}The {end} end.}}"
        claim = f"{{claim: philips drives austin-chips, evidence: [{{gist: {gist}}}]}}"
        (folder / "more.yaml").write_text(f"source: second-report\nclaims: [{claim}]\n", "utf-8")
    old, _, new = " ".join(command("diff", *map(str, folders)).out.split()).partition(" + evidence: ")
    assert "- evidence: source: second-report; …" in old
    assert (old.count("The first end."), new.count("The second end.")) == (1, 1)
    assert len(new) < 300


def test_json_and_labels_in_chinese(command: Command, changed: Path) -> None:
    ran = command("diff", str(TINY), str(changed), "--json", "--lang", "zh-Hans")
    found = json.loads(ran.out)
    assert (ran.status, found["equal"]) == (1, False)
    (claim,) = found["claims"]["changed"]
    assert claim["text"] == "半导体制造技术联盟锚定奥斯汀芯片集群"
    assert claim["keys"] == {"when": {"old": ["1988/1995"], "new": ["1988/1996"]}}
    assert "answers" not in found


def test_a_release_is_compared_with_the_facts_that_made_it(command: Command, tmp_path: Path, changed: Path) -> None:
    release = tmp_path / "release"
    assert command("build", "--facts", str(TINY), "--out", str(release)).status == 0
    assert command("diff", str(release), str(TINY)).status == 0
    assert command("diff", str(release), str(changed)).status == 1


def test_what_cannot_be_compared_is_2_or_3(command: Command, tmp_path: Path) -> None:
    assert command("diff", str(TINY), str(tmp_path / "nowhere")).status == 2
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "bad.yaml").write_text("entities:\n  nowhere: {type: Citty, label: {en: N}}\n", "utf-8")
    ran = command("diff", str(TINY), str(tmp_path / "bad"))
    assert (ran.status, ran.out) == (2, "")
    assert "bad.yaml:2:13" in ran.err
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "release.json").write_text("{", "utf-8")
    assert command("diff", str(TINY), str(tmp_path / "damaged")).status == 3
