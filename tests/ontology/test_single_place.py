"""The ontology is the single place: a class, relation, key and unit are added in Turtle, and all the rest follows.

What the tests add is what `ontology/README.md` shows, block for block.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from agglo.graph import KnowledgeGraph, check_folder, load_vocabulary
from agglo.graph.ask.present import answer_json
from agglo.graph.query.results import SelectAnswer
from agglo.graph.schema import json_schema
from agglo.graph.view.collect import page_data

from .conftest import ONTOLOGY

FILES = {
    "agglo:Museum": "classes.ttl",
    "agglo:mentors": "relations.ttl",
    "agglo:key_entity_motto": "records.ttl",
    "unit:visitors": "units.ttl",
}

FACTS: dict[str, Any] = {
    "source": "a-study",
    "sources": {"a-study": {"title": {"en": "A study"}, "kind": "paper", "publisher": "A Press"}},
    "entities": {
        "port-city": {"type": "City", "label": {"en": "Port City", "zh-Hans": "港城"}},
        "tide-museum": {
            "type": "Museum",
            "label": {"en": "Tide Museum", "zh-Hans": "潮汐馆"},
            "motto": {"en": "Look twice.", "zh-Hans": "再看一眼。"},
            "in": "port-city",
        },
        "keel": {"type": "Firm", "label": {"en": "Keel", "zh-Hans": "龙骨公司"}, "in": "port-city"},
        "boat-cluster": {"type": "Cluster", "label": {"en": "Boat cluster", "zh-Hans": "造船群"}, "in": "port-city"},
    },
    "claims": [
        {"claim": "tide-museum mentors keel", "evidence": [{"at": "page 3", "gist": {"en": "It advised Keel."}}]},
        {"claim": "keel anchors boat-cluster", "evidence": [{"at": "page 4", "gist": {"en": "Keel drew others."}}]},
        {
            "claim": "tide-museum has_count",
            "value": 1200,
            "unit": "visitors",
            "when": 2020,
            "evidence": [{"at": "page 5", "gist": {"en": "Twelve hundred came."}}],
        },
    ],
}


def blocks_of_the_readme() -> dict[str, str]:
    """The Turtle that the README gives as examples, by the term that each defines."""
    text = (ONTOLOGY / "README.md").read_text("utf-8")
    found = re.findall(r"```turtle\n(.*?)```", text, re.DOTALL)
    return {block.split()[0]: block for block in found}


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """A copy of the ontology, with the README's examples appended to the files it names."""
    folder = Path(shutil.copytree(ONTOLOGY, tmp_path / "ontology"))
    blocks = blocks_of_the_readme()
    assert set(blocks) == set(FILES)
    for name, block in blocks.items():
        with (folder / FILES[name]).open("a", encoding="utf-8") as file:
            file.write("\n" + block)
    return folder


def written(folder: Path, facts: dict[str, Any]) -> Path:
    """Facts as a folder with one file; JSON is YAML."""
    folder.mkdir()
    (folder / "world.yaml").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    return folder


@pytest.fixture
def graph(tmp_path: Path, ontology: Path, monkeypatch: pytest.MonkeyPatch) -> KnowledgeGraph:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return KnowledgeGraph.open(written(tmp_path / "facts", FACTS), ontology=ontology)


def changed(**claim: object) -> dict[str, Any]:
    evidence = [{"at": "page 6", "gist": {"en": "So it says."}}]
    return {**FACTS, "claims": [*FACTS["claims"], {**claim, "evidence": evidence}]}


def test_without_the_additions_none_of_it_is_known(tmp_path: Path) -> None:
    report = check_folder(written(tmp_path / "facts", FACTS), load_vocabulary(ONTOLOGY))
    said = "\n".join(map(str, report.faults))
    for name in ("Museum", "mentors", "motto", "visitors"):
        assert f"`{name}`" in said


def test_facts_with_the_additions_pass_the_checks(tmp_path: Path, ontology: Path) -> None:
    report = check_folder(written(tmp_path / "facts", FACTS), load_vocabulary(ontology))
    assert report.faults == ()
    assert report.examined["claims"] == 3


def test_the_checks_know_the_new_domain_range_and_key(tmp_path: Path, ontology: Path) -> None:
    vocabulary = load_vocabulary(ontology)
    wrong = changed(claim="boat-cluster mentors port-city")
    wrong["entities"] = {**FACTS["entities"], "keel": {**FACTS["entities"]["keel"], "motto": {"en": "Float."}}}
    report = check_folder(written(tmp_path / "facts", wrong), vocabulary)
    said = [fault.message for fault in report.faults]
    assert len(said) == 3
    assert any("the subject of `mentors`" in each and "`boat-cluster` is a Cluster" in each for each in said)
    assert any("the object of `mentors`" in each and "`port-city` is a City" in each for each in said)
    assert any("`motto`" in each and "Museum" in each and "Firm" in each for each in said)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("which museums mentored which firms", "pairs"),
        ("哪些博物馆辅导了哪些企业", "pairs"),
        ("哪些博物館輔導了哪些企業", "pairs"),
        ("what did Tide Museum mentor", "objects"),
        ("which firms are mentored by Tide Museum", "objects"),
    ],
)
def test_questions_in_both_languages_use_the_new_words(graph: KnowledgeGraph, question: str, kind: str) -> None:
    answer = graph.ask(question)
    assert (answer.reading.kind, answer.reading.relation) == (kind, "mentors")
    assert [(row.path.start, row.path.end) for row in answer.rows] == [("tide-museum", "keel")]


def test_an_answer_shows_the_new_labels(graph: KnowledgeGraph) -> None:
    question = "哪些博物馆辅导了哪些企业"
    said = answer_json(graph.look, question, graph.ask(question))
    assert "博物馆" in said["reading"] and "辅导" in said["reading"]
    assert said["answers"][0]["claims"][0]["statement"] == "潮汐馆辅导龙骨公司"
    assert said["answers"][0]["polarity"] == "increases"


def test_a_path_of_causes_goes_through_the_new_relation(graph: KnowledgeGraph) -> None:
    (row,) = graph.paths("tide-museum", "boat-cluster").rows
    assert [edge.relation for edge in row.path.edges] == ["mentors", "anchors"]
    (asked,) = graph.ask("how did Tide Museum drive Boat cluster").rows
    assert asked.path == row.path


def test_sparql_finds_edge_class_key_and_unit(graph: KnowledgeGraph) -> None:
    def values(query: str) -> list[list[str]]:
        found = graph.sparql(query)
        assert isinstance(found, SelectAnswer)
        return [[getattr(cell, "value", "") for cell in row] for row in found.rows]

    base = "https://w3id.org/agglo/"
    assert values("SELECT ?a ?b { ?a agglo:mentors ?b }") == [[f"{base}id/tide-museum", f"{base}id/keel"]]
    assert values("SELECT ?x { ?x a agglo:Museum, agglo:Organisation }") == [[f"{base}id/tide-museum"]]
    assert values('SELECT ?m { ?x agglo:motto ?m FILTER(LANG(?m) = "en") }') == [["Look twice."]]
    assert values("SELECT ?v { ?c agglo:unit unit:visitors ; agglo:value ?v }") == [["1200"]]
    assert values("SELECT ?p { ?c a agglo:Claim ; agglo:relation agglo:mentors ; agglo:polarity ?p }") == [
        [f"{base}ontology/polarity/increases"]
    ]


def test_the_json_schema_lists_them_and_takes_the_facts(ontology: Path) -> None:
    schema = json_schema(load_vocabulary(ontology))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(FACTS)] == []
    assert list(jsonschema.Draft202012Validator(json_schema(load_vocabulary(ONTOLOGY))).iter_errors(FACTS))
    entity, claim = schema["$defs"]["Entity"]["properties"], schema["$defs"]["Claim"]["properties"]
    assert "Museum" in entity["type"]["enum"]
    assert "motto" in entity
    assert "visitors" in claim["unit"]["enum"]
    assert re.match(claim["claim"]["pattern"], "tide-museum mentors keel")


def test_the_page_has_the_class_with_its_colour_and_the_relation_with_its_labels(graph: KnowledgeGraph) -> None:
    data = page_data(graph.look)
    museum, organisation = data["classes"]["Museum"], data["classes"]["Organisation"]
    assert museum["label"] == {"en": "museum", "zh-Hans": "博物馆", "zh-Hant": "博物館"}
    assert (museum["colour"], museum["shape"]) == (organisation["colour"], organisation["shape"])
    assert museum["parents"] == ["Organisation", "Entity"]
    mentors = data["relations"]["mentors"]
    assert mentors["label"] == {"en": "mentors", "zh-Hans": "辅导", "zh-Hant": "輔導"}
    assert (mentors["kind"], mentors["polarity"]) == ("causal", "increases")
    assert data["units"]["visitors"]["label"]["zh-Hant"] == "名訪客"
    assert data["entities"]["tide-museum"]["type"] == "Museum"


def test_the_release_remembers_the_new_terms(graph: KnowledgeGraph) -> None:
    """A release is opened without the ontology that it was built with."""
    again = KnowledgeGraph.open(graph=graph.release.folder)
    assert again.release.vocabulary.classes["Museum"].ancestors == ("Organisation", "Entity")
    assert [row.path.end for row in again.ask("which museums mentored which firms").rows] == ["keel"]


def test_the_cache_is_where_the_environment_says(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert graph.release.folder.is_relative_to((tmp_path / "cache").resolve())
