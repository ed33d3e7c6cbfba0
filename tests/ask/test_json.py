"""The JSON that other programs rely on: its keys, its types, its bytes."""

import json
import re
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.present import answer_json

QUESTION = "which anchors drove which clusters"
ANSWER = {
    "question": str,
    "language": str,
    "reading": str,
    "kind": str,
    "sparql": str,
    "release": {"id": str, "sha256": str},
    "examined": {"claims": int, "claims left out by filters": int, "paths": int},
    "found": int,
    "answers": list,
    "instead": list,
}
ROW = {
    "from": {"id": str, "label": str},
    "to": {"id": str, "label": str, "place": str},
    "polarity": str,
    "confidence": (float, type(None)),
    "hops": int,
    "support": str,
    "independent_sources": int,
    "other_paths": int,
    "claims": list,
}
TEXT = (str, type(None))
CLAIM = {
    "id": str,
    "statement": str,
    "subject": str,
    "relation": str,
    "relation_label": str,
    "object": TEXT,
    "value": (float, type(None)),
    "unit": TEXT,
    "through": list,
    "when": TEXT,
    "status": str,
    "dispute": TEXT,
    "dispute_label": TEXT,
    "rival": list,
    "confidence": (float, type(None)),
    "independent_sources": int,
    "measure": TEXT,
    "condition": TEXT,
    "hedge": TEXT,
    "reason": TEXT,
    "file": str,
    "line": int,
    "evidence": list,
}
EVIDENCE = {
    "source": str,
    "title": str,
    "at": TEXT,
    "direction": str,
    "gist": str,
    "said_by": list,
    "file": str,
    "line": int,
    "published": TEXT,
    "kind": TEXT,
    "interest": TEXT,
    "checked_on": TEXT,
}


def asked(graph: KnowledgeGraph, question: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(answer_json(graph.look, question, graph.ask(question))))
    return found


def check(value: dict[str, Any], shape: dict[str, Any]) -> None:
    # The language of a text that is not the one asked for stands beside it.
    assert [name for name in value if not name.endswith("lang")] == list(shape)
    for name, kind in shape.items():
        if isinstance(kind, dict):
            check(value[name], kind)
        else:
            assert isinstance(value[name], kind), (name, value[name])


@pytest.mark.parametrize(
    "question", [QUESTION, "how did Philips drive the lithography cluster", "哪些锚机构带动了光刻集群"]
)
def test_an_answer_has_these_keys_and_types(tiny_graph: KnowledgeGraph, question: str) -> None:
    found = asked(tiny_graph, question)
    check(found, ANSWER)
    assert found["question"] == question
    assert found["found"] == len(found["answers"]) > 0
    for row in found["answers"]:
        check(row, ROW)
        assert row["polarity"] in ("increases", "decreases", "unclear")
        assert row["support"] in ("whole-chain", "pieces", "single-source")
        assert row["hops"] == len(row["claims"])
        for claim in row["claims"]:
            check(claim, CLAIM)
            for mechanism in claim["through"]:
                check(mechanism, {"id": str, "label": str})
            assert claim["evidence"]
            for evidence in claim["evidence"]:
                check(evidence, EVIDENCE)
                assert evidence["direction"] in ("supports", "disputes", "qualifies")


def test_the_shipped_answers_keep_the_contract_too(shipped_graph: KnowledgeGraph) -> None:
    found = asked(shipped_graph, "which anchors drove which clusters since 1980")
    check(found, ANSWER)
    assert len(found["answers"]) > 20
    for row in found["answers"]:
        check(row, ROW)
        for claim in row["claims"]:
            check(claim, CLAIM)
            for evidence in claim["evidence"]:
                check(evidence, EVIDENCE)


def test_a_row_leads_to_its_lines(tiny_graph: KnowledgeGraph) -> None:
    (row,) = asked(tiny_graph, "which anchors drove the Eindhoven high-tech cluster")["answers"]
    assert row["from"] == {"id": "philips", "label": "Philips"}
    assert row["to"] == {"id": "eindhoven-high-tech", "label": "Eindhoven high-tech cluster", "place": "Eindhoven"}
    (claim,) = row["claims"]
    assert claim["statement"] == "Philips anchors Eindhoven high-tech cluster"
    assert [mechanism["id"] for mechanism in claim["through"]] == ["shared-campus", "spin-off"]
    assert (claim["when"], claim["status"], claim["file"]) == ("1984/..", "accepted", "world.yaml")
    first, second = claim["evidence"]
    assert (first["source"], first["at"], second["source"]) == ("first-paper", "section 2, line 12", "second-report")
    assert claim["line"] < first["line"] < second["line"]


def test_the_release_is_named_in_every_answer(tiny_graph: KnowledgeGraph) -> None:
    release = asked(tiny_graph, QUESTION)["release"]
    marker = tiny_graph.release.marker
    assert release == {"id": marker.id, "sha256": marker.sha256}
    assert re.fullmatch("[0-9a-f]{64}", release["sha256"])
    assert release["sha256"].startswith(release["id"])


def test_the_same_question_has_the_same_bytes(tiny_graph: KnowledgeGraph) -> None:
    again = KnowledgeGraph.open(graph=tiny_graph.release.folder)
    first, second = (json.dumps(answer_json(g.look, QUESTION, g.ask(QUESTION))) for g in (tiny_graph, again))
    assert first == second


def test_a_limit_shortens_the_list_and_nothing_else(tiny_graph: KnowledgeGraph) -> None:
    answer = tiny_graph.ask(QUESTION)
    every, one = (answer_json(tiny_graph.look, QUESTION, answer, limit) for limit in (0, 1))
    assert one["answers"] == every["answers"][:1]
    assert {**one, "answers": []} == {**every, "answers": []}


def test_a_traditional_question_has_traditional_labels(shipped_graph: KnowledgeGraph) -> None:
    found = asked(shipped_graph, "哪些錨機構帶動了荷蘭的哪些集群")
    assert found["language"] == "zh-Hant"
    assert found["reading"] == "哪些錨機構帶動了荷蘭的哪些集群，最多3步？"
    (row, *_) = found["answers"]
    assert row["from"]["label"] == "飛利浦"
    assert row["to"] == {"id": "eindhoven-high-tech", "label": "埃因霍溫高科技集群", "place": "埃因霍溫"} | {
        "lang": "zh-Hant-t-zh-hans",
        "place_lang": "zh-Hant-t-zh-hans",
    }
    assert row["claims"][0]["statement"] == "飛利浦錨定埃因霍溫高科技集群"
    assert "鏈主企業" in [mechanism["label"] for mechanism in row["claims"][0]["through"]]


def test_a_simplified_question_has_simplified_labels(shipped_graph: KnowledgeGraph) -> None:
    found = asked(shipped_graph, "哪些锚机构带动了荷兰的哪些集群")
    (row, *_) = found["answers"]
    assert (found["language"], row["from"]["label"]) == ("zh-Hans", "飞利浦")
