"""Whatever is typed is read or refused, soon, and never anything else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.reading import Reading

from .questions import read_soon

ENGLISH = """which what who how did drive drove driven anchors anchor clusters cluster by in the Netherlands China
    through spin-off or and not since before between 1980 1990 0.5 with confidence above according Philips Cambridge"""
CHINESE = """哪些 什么 谁 如何 锚机构 带动 了 集群 由 被 的 是 在 荷兰 通过 衍生 或 和 不 年 以来 根据 飞利浦 劍橋 帶動
    置信度高于"""
WORDS = ENGLISH.split() + CHINESE.split()


QUIET = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(text=st.text(max_size=600))
def test_any_text_is_read_or_refused(tiny_graph: KnowledgeGraph, text: str) -> None:
    read_soon(tiny_graph, text)


@QUIET
@given(words=st.lists(st.sampled_from(WORDS), max_size=40), joint=st.sampled_from((" ", "", ", ")))
def test_any_salad_of_known_words_is_read_or_refused(tiny_graph: KnowledgeGraph, words: list[str], joint: str) -> None:
    found = read_soon(tiny_graph, joint.join(words))
    if isinstance(found, Reading):
        relations = tiny_graph.release.vocabulary.relations
        assert relations[found.relation].kind in ("causal", "structural")
        assert 1 <= found.hops <= 6


@pytest.mark.parametrize(
    "text",
    [
        'zzz" } UNION { ?s ?p ?o } #',
        "which anchors drove which clusters } ; DROP ALL #",
        "which anchors drove <https://w3id.org/agglo/id/philips>",
        "哪些" * 250,
        "which anchors " * 35,
        "in China " * 55,
        "which anchors drove which clusters " + "in 1984 " * 50,
        "which anchors drove which clusters " + "and " * 100,
        "the " * 120,
        "的" * 500,
        "是" * 499,
        "x" * 501,
        "x " * 100_000,
        "with confidence above ½",
        "with confidence above ፩",
        "½ ፩ ² ① Ⅷ ٣",
        "\ud800\udcff",
        "\x00\x01\x1b[31m\u202e\ufeff",
        "",
        "   \t\n",
        "?!.,;",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_odd_texts_are_refused(tiny_graph: KnowledgeGraph, shipped_graph: KnowledgeGraph, text: str) -> None:
    for graph in (tiny_graph, shipped_graph):
        found = read_soon(graph, text)
        assert isinstance(found, QuestionError)
        for suggestion in found.suggestions:
            assert isinstance(read_soon(graph, suggestion), Reading)
        assert found.suggestions


def test_what_is_not_letters_does_not_change_the_reading(shipped_graph: KnowledgeGraph) -> None:
    plain = shipped_graph.read("which anchors drove which clusters")
    for text in (
        "\x00\x01which\x07 anchors drove \u200bwhich clusters\x00",
        "which anchors drove which clusters \udcff",
        "¿Which anchors drove which clusters???",
        "  WHICH\tanchors\ndrove «which» clusters…",
        "ｗｈｉｃｈ　ａｎｃｈｏｒｓ　ｄｒｏｖｅ　ｗｈｉｃｈ　ｃｌｕｓｔｅｒｓ",
    ):
        assert shipped_graph.read(text) == plain, text


def test_a_question_may_have_500_characters(tiny_graph: KnowledgeGraph) -> None:
    question = "which anchors drove which clusters"
    assert isinstance(read_soon(tiny_graph, question + "?" * (500 - len(question))), Reading)
    refused = read_soon(tiny_graph, question + "?" * (501 - len(question)))
    assert isinstance(refused, QuestionError)
    assert "500" in refused.message
