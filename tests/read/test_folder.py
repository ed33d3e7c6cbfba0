"""A folder of files: which are read, in what order, what they share, and where everything stands."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from agglo.graph.errors import AggloError
from agglo.graph.read.folder import Reading, positions_of, read_folder, source_lines
from agglo.graph.vocabulary import Vocabulary

from .conftest import ReadTexts

ENTITY = "entities:\n  {0}: {{type: City, label: {{en: {0}, zh-Hans: 某}}}}\n"
LINE = '{"section": "entities", "id": "%s", "type": "City", "label": {"en": "a", "zh-Hans": "某"}}\n'


def lines(reading: Reading) -> list[str]:
    return [str(fault) for fault in sorted(reading.faults)]


def test_files_are_read_in_the_order_of_their_names_and_hidden_ones_not(read_texts: ReadTexts) -> None:
    reading = read_texts(
        b_yaml=ENTITY.format("b"),
        a_yml=ENTITY.format("a"),
        sub__c_jsonl=LINE % "c",
        _hidden_yaml="broken: [",
        d_txt="broken: [",
    )
    assert reading.faults == []
    assert list(reading.facts.entities) == ["a", "b", "c"]
    assert list(reading.facts.files) == ["a.yml", "b.yaml", "sub/c.jsonl"]
    assert reading.facts.files["b.yaml"] == hashlib.sha256(ENTITY.format("b").encode()).hexdigest()


def test_progress_counts_files(tmp_path: Path, vocabulary: Vocabulary) -> None:
    for name in "abc":
        (tmp_path / f"{name}.yaml").write_text(ENTITY.format(name), "utf-8")
    seen: list[tuple[int, int]] = []
    read_folder(tmp_path, vocabulary, lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_folder_without_fact_files_is_a_fault_and_no_folder_an_error(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (fault,) = read_folder(tmp_path, vocabulary).faults
    assert (fault.code, fault.position.file) == ("facts.empty-folder", str(tmp_path))
    assert fault.hint == "fact files end in .yaml, .yml, .jsonl"
    with pytest.raises(AggloError, match="there is no folder"):
        read_folder(tmp_path / "none", vocabulary)


def test_files_without_a_record_are_a_fault(read_texts: ReadTexts) -> None:
    (fault,) = read_texts("source: paper\n").faults
    assert fault.code == "facts.nothing"


def test_an_id_in_two_files_is_a_fault_of_the_second(read_texts: ReadTexts) -> None:
    reading = read_texts(a_yaml=ENTITY.format("x"), b_yaml="# a comment\n" + ENTITY.format("x"), c_jsonl=LINE % "x")
    assert lines(reading) == [
        "b.yaml:3:3: the entity `x` is already at a.yaml:2:3 (keep one of the two)",
        "c.jsonl:1:1: the entity `x` is already at a.yaml:2:3 (keep one of the two)",
    ]
    assert reading.facts.entities["x"].file == "a.yaml"


def test_an_entity_and_a_source_may_share_an_id(read_texts: ReadTexts) -> None:
    reading = read_texts(ENTITY.format("x") + "sources:\n  x: {title: {en: X}, kind: paper}\n")
    assert reading.faults == []


def test_a_bad_id_of_a_claim_is_not_called_a_second_one_too(read_texts: ReadTexts) -> None:
    claim = "  - claim: a anchors b\n    evidence: [{source: s, gist: {en: One.}}]\n"
    reading = read_texts(f"claims:\n{claim}{claim}    id: A B\n")
    assert lines(reading) == [
        "facts.yaml:6:5: `A B` is not an id (lower-case letters, digits and hyphens, such as `a-b`)"
    ]


def test_the_default_source_is_the_file_s_own(read_texts: ReadTexts) -> None:
    claim = "claims:\n  - claim: {0} anchors b\n    evidence: [{{gist: {{en: One.}}}}]\n"
    reading = read_texts(a_yaml="source: s\n" + claim.format("a"), b_yaml=claim.format("b"))
    assert reading.defaults == {"a.yaml": "s"}
    assert [fault.position.file for fault in reading.faults] == ["b.yaml"]


def test_what_could_not_be_read_is_kept(read_texts: ReadTexts) -> None:
    reading = read_texts(a_yaml="entities: {x: [", b_yaml=ENTITY.format("y"), c_jsonl=LINE % "z" + '{"id": "w"\n')
    assert reading.unread == ["entities: {x: [", '{"id": "w"']
    assert list(reading.facts.entities) == ["y", "z"]


def test_an_empty_file_hides_no_name(read_texts: ReadTexts) -> None:
    assert read_texts(a_yaml="", b_yaml=ENTITY.format("y")).unread == [""]


def test_a_file_that_is_too_large_may_hide_any_name(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(1 << 30)
    assert read_folder(tmp_path, vocabulary).unread is None


def test_a_file_that_cannot_be_opened_is_a_fault(
    tmp_path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yaml").write_text(ENTITY.format("x"), "utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    reading = read_folder(tmp_path, vocabulary)
    assert lines(reading) == ["a.yaml: cannot be read: Permission denied"]
    assert reading.unread is None


def test_lines_of_json_are_read_one_by_one(read_texts: ReadTexts) -> None:
    text = f"{LINE % 'a'}\n   \n{LINE % 'b'}not json\n{LINE % 'c'}"
    reading = read_texts(f_jsonl=text)
    assert list(reading.facts.entities) == ["a", "b", "c"]
    assert lines(reading) == ["f.jsonl:5:1: not JSON: Expecting value (write one object a line)"]


def test_every_section_may_be_a_line(read_texts: ReadTexts) -> None:
    reading = read_texts(
        f_jsonl=LINE % "a"
        + '{"section": "sources", "id": "s", "title": {"en": "S"}, "kind": "paper"}\n'
        + '{"section": "claims", "claim": "a went_bankrupt", "evidence": [{"source": "s", "gist": {"en": "Yes."}}]}\n'
        + '{"section": "questions", "id": "q", "ask": {"en": "who went bankrupt"}}\n'
    )
    assert reading.faults == []
    assert [f"{record.kind}/{record.id}" for record in reading.facts] == [
        "Source/s",
        "Entity/a",
        "Claim/a.went_bankrupt",
        "Question/q",
    ]
    assert [e.path for e in reading.facts.evidence()] == [(3, "evidence", 0)]


def test_a_fault_on_a_line_of_json_has_its_column(read_texts: ReadTexts) -> None:
    reading = read_texts(
        f_jsonl='{"section": "claims", "claim": "a anchor b", "evidence": [{"source": "s", "gist": {"en": 1}}]}\n'
        '{"section": "claim"}\n{"section": 5}\n{"section": "entities"}\n{"section": "claims", "claim": "a anchors b"}\n'
    )
    assert lines(reading) == [
        "f.jsonl:1:23: there is no relation `anchor` (did you mean `anchors`?)",
        "f.jsonl:1:84: `gist` in `en` is text, found `1` (put it in quotes)",
        "f.jsonl:2:2: there is no section `claim` (did you mean `claims`?)",
        "f.jsonl:3:2: a section has a name, found `5` (one of: source, sources, entities, claims, questions)",
        "f.jsonl:4:1: an entity on a line of its own needs `id`",
        "f.jsonl:5:1: a claim without evidence (add `evidence:` with source, at and gist)",
    ]


def test_a_line_end_inside_a_json_text_is_no_line_end(read_texts: ReadTexts) -> None:
    reading = read_texts(f_jsonl=(LINE % "a").replace('"a"', '"a\\u0085b"', 1) + LINE % "b")
    assert list(reading.facts.entities) == ["b"]
    assert [fault.position.line for fault in reading.faults] == [1]


def test_other_line_ends_do_not_shift_positions(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (tmp_path / "a.yaml").write_bytes(
        "\ufeffentities:\r\n  a:\r    type: Citty\n    label: {en: A, zh-Hans: 某}\r\n".encode()
    )
    assert lines(read_folder(tmp_path, vocabulary)) == ["a.yaml:3:5: `Citty` is no type (did you mean `City`?)"]


def test_where_every_record_stands(tmp_path: Path, read_texts: ReadTexts) -> None:
    claim = "claims:\n  - claim: a anchors b\n    evidence:\n      - {source: s, gist: {en: One.}}\n"
    reading = read_texts(a_yaml=ENTITY.format("a") + claim, b_jsonl="\n" + LINE % "b")
    assert source_lines(tmp_path, reading.facts) == {
        "files": ["a.yaml", "b.jsonl"],
        "records": {
            "Entity/a": (0, 2),
            "Entity/b": (1, 2),
            "Claim/a.anchors.b": (0, 4),
            "Evidence/a.anchors.b/1": (0, 6),
        },
    }
    found = positions_of(tmp_path, reading.facts.evidence())
    assert [str(position) for position in found.values()] == ["a.yaml:6:9"]
