"""What cannot begin where it stands is not tried: the same is read, and refused in the same words, as if all were."""

from __future__ import annotations

import random
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask import read as reader
from agglo.graph.ask.parsing import LATIN, UNBROKEN, Parser, Sentence, alt, many, maybe, seq
from agglo.graph.ask.read import Reader
from agglo.graph.ask.reading import Reading

from .questions import questions

_CORPUS = sorted({q["ask"] for section in questions().values() for q in section})


def _texts() -> list[str]:
    """Questions of the corpus, whole, cut short, and with two words changed over."""
    draw, found = random.Random(7), []
    for text in draw.sample(_CORPUS, 40):
        words = text.split(" ") if text.isascii() else list(text)
        cut = draw.randrange(1, len(words) + 1)
        joint = " " if text.isascii() else ""
        mixed = [*words]
        one, other = (draw.randrange(len(words)) for _ in range(2))
        mixed[one], mixed[other] = mixed[other], mixed[one]
        found += [text, joint.join(words[:cut]), joint.join(mixed)]
    return found


def _outcome(read: Reader, text: str) -> Reading | tuple[str, str, list[str]]:
    try:
        return read.read(text)
    except QuestionError as error:
        return error.message, error.hint, list(error.suggestions)


def test_the_same_is_read_as_if_everything_were_tried(
    shipped_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = _texts()
    pruned = Reader(shipped_graph.look)
    found = {text: _outcome(pruned, text) for text in texts}
    made: list[Sentence] = []

    def whole(*given: Any, **more: Any) -> Sentence:
        made.append(Sentence(*given, **{**more, "table": None}))
        return made[-1]

    monkeypatch.setattr(reader, "Sentence", whole)
    every = Reader(shipped_graph.look)
    assert {text: _outcome(every, text) for text in texts} == found
    assert made
    kinds = [isinstance(each, Reading) for each in found.values()]
    assert min(kinds.count(True), kinds.count(False)) > 20


def test_what_a_parser_begins_with() -> None:
    def word(name: str) -> Parser:
        return Parser(lambda sentence, index: [], frozenset({name}), empty=False)

    a, b, anything = word("a"), word("b"), Parser(lambda sentence, index: [], empty=False)
    assert (a >> b).starts == (a << anything).starts == seq(a, anything).starts == frozenset({"a"})
    assert (a | b).starts == (maybe(a) >> b).starts == (many(a) >> b).starts == frozenset({"a", "b"})
    assert many(a, at_least=1).starts == a.map(str).starts == frozenset({"a"})
    for open_ in (many(a), maybe(a), maybe(a) >> maybe(b), a | anything, maybe(anything) >> a, UNBROKEN >> a, LATIN):
        assert not open_.starts
    assert not alt().starts
