"""From a tree to records: what a record holds, what defaults, and what is said of keys."""

from __future__ import annotations

from agglo.graph.read.folder import Reading
from agglo.graph.read.shape import MAX_FAULTS

from .conftest import ReadTexts

CLAIM = """
source: paper
claims:
  - claim: a anchors b
    evidence:
      - gist: {en: One.}
      - {source: report, gist: {en: Two.}, direction: disputes}
"""


def lines(reading: Reading) -> list[str]:
    return sorted(f"{f.position.line}:{f.position.column}: {f.message}" for f in reading.faults)


def hints(reading: Reading) -> list[str]:
    return [f.hint for f in sorted(reading.faults)]


def test_a_claim_holds_its_words_and_its_evidence(read_texts: ReadTexts) -> None:
    reading = read_texts(CLAIM)
    assert reading.faults == []
    (claim,) = reading.facts.claims.values()
    assert (claim.id, claim["subject"], claim["relation"], claim["object"]) == ("a.anchors.b", "a", "anchors", "b")
    assert (claim.file, claim.path) == ("facts.yaml", ("claims", 0))
    first, second = reading.facts.evidence()
    assert (first.id, first["source"], first["gist"]) == ("a.anchors.b/1", "paper", {"en": "One."})
    assert (second.id, second["source"], second["direction"]) == ("a.anchors.b/2", "report", "disputes")
    assert second.path == ("claims", 0, "evidence", 1)


def test_an_id_of_the_claim_s_own(read_texts: ReadTexts) -> None:
    text = CLAIM.replace("  - claim", "  - id: a.anchors.b.2024\n    claim")
    assert list(read_texts(text).facts.claims) == ["a.anchors.b.2024"]


def test_a_claim_without_object(read_texts: ReadTexts) -> None:
    (claim,) = read_texts(CLAIM.replace("a anchors b", "a went_bankrupt")).facts.claims.values()
    assert claim.id == "a.went_bankrupt"
    assert "object" not in claim.values


def test_no_is_a_text_where_a_text_is_wanted(read_texts: ReadTexts) -> None:
    reading = read_texts(
        "entities:\n  norway: {type: Country, label: {en: NO, zh-Hans: 挪威, no: on}, also: {en: [yes]}}\n"
    )
    assert reading.faults == []
    assert reading.facts.entities["norway"]["label"] == {"en": "NO", "zh-Hans": "挪威", "no": "on"}
    assert reading.facts.entities["norway"]["also"] == {"en": ("yes",)}


def test_what_is_wrong_is_absent_and_the_rest_is_there(read_texts: ReadTexts) -> None:
    reading = read_texts("entities:\n  x: {type: Citty, label: {en: X, zh-Hans: 1}, in: y, colour: red}\n")
    assert reading.facts.entities["x"].values == {"label": {"en": "X"}, "in": "y"}
    assert reading.flawed == {
        ("facts.yaml", path)
        for path in [
            ("entities",),
            ("entities", "x"),
            ("entities", "x", "type"),
            ("entities", "x", "label"),
            ("entities", "x", "label", "zh-Hans"),
            ("entities", "x", "colour"),
        ]
    }


def test_a_record_that_is_no_mapping_is_still_known_by_name(read_texts: ReadTexts) -> None:
    reading = read_texts("entities:\n  x: City\n  y:\n")
    assert list(reading.facts.entities) == ["x", "y"]
    assert lines(reading) == [
        "2:3: an entity is a mapping of keys, found `City`",
        "3:3: an entity is a mapping of keys, found nothing",
    ]


def test_evidence_is_read_even_if_its_claim_cannot_be(read_texts: ReadTexts) -> None:
    reading = read_texts(CLAIM.replace("anchors", "ankers").replace("direction", "diretcion"))
    assert lines(reading) == [
        "4:5: there is no relation `ankers`",
        "7:44: a piece of evidence has no key `diretcion`",
    ]
    assert reading.facts.claims == {}


def test_a_misspelt_key_is_not_missed_as_well(read_texts: ReadTexts) -> None:
    reading = read_texts("entities:\n  x: {tpye: City, lable: {en: X, zh-Hans: 某}}\n")
    assert lines(reading) == ["2:19: an entity has no key `lable`", "2:7: an entity has no key `tpye`"]
    assert hints(reading) == ["did you mean `type`?", "did you mean `label`?"]


def test_a_key_of_another_kind_of_record_says_where_it_belongs(read_texts: ReadTexts) -> None:
    reading = read_texts(
        CLAIM.replace("    evidence", "    gist: {en: a}\n    published: 2001\n    label: {en: a}\n    evidence")
    )
    assert hints(reading) == [
        "it belongs to a piece of evidence: indent it below `evidence:`",
        "it is a key of a source",
        "it is a key of an entity",
    ]


def test_a_key_that_is_like_none_lists_those_there_are(read_texts: ReadTexts) -> None:
    (hint,) = hints(read_texts(CLAIM.replace("direction: disputes", "zzz: disputes")))
    assert hint.startswith("one of: at, ")
    assert "gist" not in hint, "it is given already"


def test_a_default_source_that_is_no_id_is_said_once(read_texts: ReadTexts) -> None:
    reading = read_texts(CLAIM.replace("source: paper", "source: A Paper"))
    assert lines(reading) == ["2:1: `source` names the file's default source, found `A Paper`"]
    assert hints(reading) == ["lower-case letters, digits and hyphens, such as `a-paper`"]


def test_keys_that_are_no_text_are_unknown_keys(read_texts: ReadTexts) -> None:
    label = "label: {en: X, zh-Hans: 某}"
    reading = read_texts(f"entities:\n  x: {{type: City, {label}, true: 1, 5: 1, ~: 1, 1.5: 1, [a]: 1}}\n")
    assert lines(reading) == [
        "2:3: an entity has no key a list",
        "2:3: an entity has no key nothing",
        "2:47: an entity has no key `true`",
        "2:56: an entity has no key `5`",
        "2:68: an entity has no key `1.5`",
    ]


def test_a_key_with_a_terminal_s_escapes_is_shown_without_them(read_texts: ReadTexts) -> None:
    reading = read_texts('entities:\n  x: {type: City, label: {en: X, zh-Hans: 某}, "\\e[31mred\\n": 1}\n')
    assert lines(reading) == ["2:47: an entity has no key `U+001B[31mred`"]


def test_sections_of_the_wrong_shape(read_texts: ReadTexts) -> None:
    reading = read_texts("source: [a]\nsources: [a]\nentities: x\nclaims: {a: b}\nquestions:\nclaim: a\n1: 2\n")
    assert lines(reading) == [
        "1:1: `source` names the file's default source, found a list",
        "2:1: `sources` maps ids to records, found a list",
        "3:1: `entities` maps ids to records, found `x`",
        "4:1: `claims` is a list, found a mapping",
        "5:1: the section `questions` is empty",
        "6:1: there is no section `claim`",
        "7:1: a section has a name, found `1`",
    ]


def test_a_file_of_faults_is_not_read_to_its_end(read_texts: ReadTexts) -> None:
    reading = read_texts("claims:\n" + "- 1\n" * (MAX_FAULTS + 10))
    assert len(reading.faults) == MAX_FAULTS + 1
    assert "more than 10,000 faults" in str(min(reading.faults))
