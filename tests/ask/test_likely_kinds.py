"""Kinds of question are tried where the words of a question speak for them: none is missed by that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph
from agglo.graph.ask import lexicon as lx
from agglo.graph.ask.grammar import Grammar
from agglo.graph.ask.inquiry import Inquiries
from agglo.graph.ask.kinds import NAMES, TELLING, kind, likely
from agglo.graph.ask.lexicon import Lexicon, normal
from agglo.graph.ask.parsing import Sentence, alt
from agglo.graph.light import replace

from .questions import sections

HERE = Path(__file__).parent
ASKED = [
    (question["ask"], question["kind"])
    for name in ("questions.yaml", "strategist.yaml")
    for section in sections(HERE / name).values()
    for question in section
    if isinstance(question, dict) and "kind" in question
]
WEIGHING = [(text, name) for text, name in ASKED if name in NAMES]


def inquiries(graph: KnowledgeGraph, lexicon: Lexicon) -> Inquiries:
    look = graph.look
    fits = lambda id_, classes: bool(look.types(id_) & set(classes))  # noqa: E731
    return Inquiries(Grammar(lexicon, graph.release.vocabulary.relations, fits))


def sentence(lexicon: Lexicon, text: str, *, every: bool = False) -> Sentence:
    plain = normal(text)
    return Sentence(lexicon.atoms(plain), text=plain, every=every)


def test_a_kind_reads_none_of_its_questions_without_the_words_that_tell_it(shipped_graph: KnowledgeGraph) -> None:
    words = shipped_graph.look.lexicon.tables[lx.WORD]
    seen = set()
    for name, telling in TELLING.items():
        assert telling <= {sort for sorts in words.values() for sort in sorts}
        rest = {phrase: [sort for sort in sorts if sort not in telling] for phrase, sorts in words.items()}
        tables = {**shipped_graph.look.lexicon.tables, lx.WORD: rest}
        lexicon = replace(shipped_graph.look.lexicon, tables=tables)
        ask = inquiries(shipped_graph, lexicon)
        parser = alt(*kind(name).parsers(ask))
        for text in (text for text, of in WEIGHING if of == name):
            seen.add(name)
            assert sentence(lexicon, text, every=True).readings(parser) == []
    assert seen == set(TELLING)


def test_likely_kinds_read_what_all_kinds_read(shipped_graph: KnowledgeGraph) -> None:
    lexicon = shipped_graph.look.lexicon
    ask = inquiries(shipped_graph, lexicon)
    read = 0
    for text, name in WEIGHING:
        asked: Any = sentence(lexicon, text)
        found = asked.readings(ask.likely(asked))
        assert found == sentence(lexicon, text).readings(ask.weighing), text
        assert name in likely(ask.terms.sorts(asked))
        read += bool(found)
    assert read > 100


@pytest.mark.parametrize("text", ["which anchors drove which clusters", "what is Philips", "飞利浦是什么"])
def test_other_questions_speak_for_few_kinds(shipped_graph: KnowledgeGraph, text: str) -> None:
    lexicon = shipped_graph.look.lexicon
    terms = inquiries(shipped_graph, lexicon).terms
    assert len(likely(terms.sorts(sentence(lexicon, text)))) <= 2
