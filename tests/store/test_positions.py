"""The side table of positions: the line of each record, as a search through the file finds it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agglo.graph.store.release import Release

from .world import World


def lines_of(file: Path) -> dict[str, int]:
    """Where the records of the tiny world begin, by looking at its text: `kind/id` to line.

    A claim begins at its `- `, a piece of evidence at its own, an entity or source at its key.
    """
    found: dict[str, int] = {}
    section = claim = ""
    pieces = 0
    for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
        if top := re.match(r"(\w+):$", line):
            section = top[1]
        elif section in ("sources", "entities") and (key := re.match(r"  ([a-z0-9-]+):", line)):
            found[f"{'Source' if section == 'sources' else 'Entity'}/{key[1]}"] = number
        elif section == "claims" and (said := re.match(r"  - claim: (.+)$", line)):
            claim, pieces = said[1].replace(" ", "."), 0
            found[f"Claim/{claim}"] = number
        elif section == "claims" and re.match(r"      - ", line):
            pieces += 1
            found[f"Evidence/{claim}/{pieces}"] = number
        elif section == "questions" and (id_ := re.match(r"  - id: (.+)$", line)):
            found[f"Question/{id_[1]}"] = number
    return found


def check(release: Release, file: Path) -> None:
    expected = lines_of(file)
    counted = release.marker.examined
    sizes = {kind: sum(name.startswith(f"{kind}/") for name in expected) for kind in ("Claim", "Evidence", "Entity")}
    assert sizes == {"Claim": counted["claims"], "Evidence": counted["evidence"], "Entity": counted["entities"]}
    for name, line in expected.items():
        kind, _, id_ = name.partition("/")
        assert release.position(kind, id_) == (file.name, line), name


def test_every_record_has_its_line(built_world: World) -> None:
    check(built_world.open(), built_world.yaml)


def test_lines_move_with_what_is_put_above_them(released: World) -> None:
    release = Release.open(released.build().folder)
    before = release.position("Evidence", "mit.anchors.austin-chips/2")
    released.edit("sources:\n", "# Remarks,\n# 备注,\n\nsources:\n")
    released.edit("claims:\n", "claims:\n\n  # more of them\n")
    after = Release.open(released.build().folder)
    check(after, released.yaml)
    assert after.position("Evidence", "mit.anchors.austin-chips/2") == (before[0], before[1] + 5)
    assert release.position("Evidence", "mit.anchors.austin-chips/2") == before


@pytest.mark.parametrize(("mark", "end"), [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n")], ids=["byte order mark", "CRLF"])
def test_the_way_a_file_is_saved_does_not_move_lines(released: World, mark: bytes, end: bytes) -> None:
    released.yaml.write_bytes(mark + released.yaml.read_bytes().replace(b"\n", end))
    release = Release.open(released.build().folder)
    text = released.yaml.read_bytes().removeprefix(mark).replace(b"\r\n", b"\n")
    plain = released.facts.parent / "world.yaml"
    plain.write_bytes(text)
    check(release, plain)


def test_each_record_is_found_in_its_own_file(world: World) -> None:
    world.add_anchors(3)
    (world.facts / "deep").mkdir()
    (world.facts / "more.yaml").rename(world.facts / "deep" / "more.yaml")
    release = Release.open(world.build().folder)
    lines = (world.facts / "deep" / "more.yaml").read_text().splitlines()
    for number in range(3):
        line = lines.index(f"  - claim: firm-{number} anchors austin-chips") + 1
        assert release.position("Claim", f"firm-{number}.anchors.austin-chips") == ("deep/more.yaml", line)
        assert release.position("Evidence", f"firm-{number}.anchors.austin-chips/1") == ("deep/more.yaml", line + 2)


def test_a_record_of_a_jsonl_file_has_the_number_of_its_line(released: World) -> None:
    evidence = (
        '"evidence": [{"source": "second-report", "gist": {"en": "So."}}, {"source": "reprint", "gist": {"en": "So."}}]'
    )
    lines = [
        '{"section": "entities", "id": "tsmc", "type": "Firm", "label": {"en": "TSMC", "zh-Hans": "台积电"}}',
        "",
        f'{{"section": "claims", "claim": "tsmc anchors austin-chips", {evidence}}}',
    ]
    (released.facts / "bulk.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    release = Release.open(released.build().folder)
    assert release.position("Entity", "tsmc") == ("bulk.jsonl", 1)
    assert release.position("Claim", "tsmc.anchors.austin-chips") == ("bulk.jsonl", 3)
    assert release.position("Evidence", "tsmc.anchors.austin-chips/2") == ("bulk.jsonl", 3)


def test_what_is_not_in_the_facts_has_no_position(built_world: World) -> None:
    assert built_world.open().position("Claim", "nobody.anchors.nothing") == ("", 0)
