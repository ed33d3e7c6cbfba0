"""A question that cannot be read leads to one that can: about the same place, or as an example has it."""

from __future__ import annotations

import pytest

from agglo.graph import KnowledgeGraph, QuestionError

OFFERED = {
    "which clusters were booming in Austin": [
        "Which clusters are there in Austin?",
        "What drove which clusters in Austin, in at most 3 steps?",
        "What is known about Austin?",
    ],
    "which anchors were booming in Austin": [
        "Which anchors are there in Austin?",
        "Which anchors drove what in Austin, in at most 3 steps?",
        "What is known about Austin?",
    ],
    "奥斯汀的哪些锚机构很有名": ["奥斯汀有哪些锚机构？", "哪些锚机构带动了奥斯汀的什么，最多3步？", "奥斯汀是什么？"],
    "哪些集群奧斯汀最大": ["奧斯汀有哪些集群？", "什麼帶動了奧斯汀的哪些集群，最多3步？", "奧斯汀是什麼？"],
    "what does Yangpu lack": [
        "What does Yangpu lack for Drucker's sources of innovation?",
        "What does Yangpu lack for five conditions for manufacturing to return to cities?",
        "What is known about Yangpu?",
    ],
    "would what worked in Eindhoven work here": ["would what worked in Eindhoven work in Yangpu"],
    "埃因霍温的做法在这里行得通吗": ["埃因霍温的做法在杨浦行得通吗", "埃因霍温是什么？"],
    "沒有飛利浦會怎麼樣呢麼": ["沒有飛利浦會怎樣"],
}


@pytest.mark.parametrize(("question", "offered"), OFFERED.items())
def test_what_is_offered_keeps_to_the_question(
    shipped_graph: KnowledgeGraph, question: str, offered: list[str]
) -> None:
    with pytest.raises(QuestionError) as caught:
        shipped_graph.read(question)
    assert list(caught.value.suggestions[: len(offered)]) == offered
    for each in offered:
        assert shipped_graph.ask(each).rows, each
