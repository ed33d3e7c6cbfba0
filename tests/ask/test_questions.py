"""The corpus of questions over the facts that ship: read right or refused, never read wrongly."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.look import id_of
from agglo.graph.ask.reading import PAIRS, Reading
from agglo.graph.ask.sentences import examples, sentence
from agglo.graph.ask.sparql import query_for

from .questions import LANGUAGES, described, questions

CORPUS = questions()
SECONDS = 1.0


Outcome = Callable[[str], Reading | QuestionError]


@pytest.fixture(scope="module")
def outcome(shipped_graph: KnowledgeGraph) -> Outcome:
    """What a text is read as, or the error; each text is read once."""

    @cache
    def read(text: str) -> Reading | QuestionError:
        try:
            return shipped_graph.read(text)
        except QuestionError as error:
            return error

    return read


@pytest.fixture(scope="module")
def read(outcome: Outcome) -> list[Reading]:
    """Every different reading of the corpus."""
    every = [outcome(q["ask"]) for section in LANGUAGES for q in CORPUS[section]]
    return list(dict.fromkeys(each for each in every if isinstance(each, Reading)))


def test_the_corpus_has_its_size() -> None:
    assert [len(CORPUS[section]) for section in LANGUAGES] == [60, 40, 20]
    assert len(CORPUS["refused"]) == 30
    asked = [q["ask"] for section in CORPUS.values() for q in section]
    assert len(set(asked)) == len(asked)


def test_no_question_is_read_wrongly_and_nearly_all_are_read(outcome: Outcome) -> None:
    wrong, refused, right = [], [], 0
    for section, language in LANGUAGES.items():
        for question in CORPUS[section]:
            expected = {name: value for name, value in question.items() if name != "ask"}
            found = outcome(question["ask"])
            if isinstance(found, QuestionError):
                refused.append(question["ask"])
            elif described(found) != expected or found.language != language:
                wrong.append((question["ask"], described(found), found.language))
            else:
                right += 1
    assert wrong == []
    # Those left name things in words that the facts do not have (矽谷科技產業集群, 經濟學人).
    assert right / (right + len(refused)) >= 0.97, refused


@pytest.mark.parametrize("question", CORPUS["refused"], ids=lambda q: q["ask"])
def test_what_cannot_be_read_is_refused_with_help(outcome: Outcome, question: dict[str, Any]) -> None:
    error = outcome(question["ask"])
    assert isinstance(error, QuestionError)
    assert question["because"] in " ".join([error.message, error.hint, *error.suggestions])
    # One for every way to read it if there are several, else three.
    assert len(error.suggestions) == question.get("ways", 3)
    for suggestion in error.suggestions:
        assert isinstance(outcome(suggestion), Reading), suggestion


def test_a_refusal_speaks_the_language_of_the_question(outcome: Outcome) -> None:
    for text, said, language in (
        ("which anchors drove", "the question stops", "en"),
        ("哪些锚机构带动了", "问题没有说完", "zh-Hans"),
        ("哪些錨機構帶動了", "問題沒有說完", "zh-Hant"),
    ):
        error = outcome(text)
        assert isinstance(error, QuestionError)
        assert said in error.message
        readings = [outcome(suggestion) for suggestion in error.suggestions]
        assert [each.language for each in readings if isinstance(each, Reading)] == [language] * 3


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_every_example_can_be_read_and_has_an_answer(shipped_graph: KnowledgeGraph, language: str) -> None:
    texts = examples(language)
    assert len(texts) >= 8
    for text in texts:
        answer = shipped_graph.ask(text)
        assert answer.reading.language == language, text
        assert answer.rows, text


def test_every_reading_can_be_read_again_as_it_is_printed(
    shipped_graph: KnowledgeGraph, outcome: Outcome, read: list[Reading]
) -> None:
    for reading in read:
        for language in LANGUAGES.values():
            wanted = reading.in_language(language)
            printed = sentence(shipped_graph.look, wanted)
            again = outcome(printed)
            assert isinstance(again, Reading), (printed, again)
            assert again.in_language(language) == wanted, printed


def test_the_sparql_of_every_reading_gives_the_pairs_of_its_answer(
    shipped_graph: KnowledgeGraph, read: list[Reading]
) -> None:
    assert len(read) > 80
    answered = 0
    for reading in dict.fromkeys(each.in_language("en") for each in read):
        rows = shipped_graph.look.rows(query_for(shipped_graph.look, reading))
        pairs = {(id_of(row["from"]), id_of(row["to"])) for row in rows}
        answers = shipped_graph.ask(reading).rows
        assert pairs == {(row.path.start, row.path.end) for row in answers}, sentence(shipped_graph.look, reading)
        if reading.kind == PAIRS:
            assert len(answers) == len(pairs)
        answered += bool(pairs)
    assert answered > 60


def test_a_question_is_read_and_a_refusal_made_within_a_second(shipped_graph: KnowledgeGraph) -> None:
    shipped_graph.read("which anchors drove which clusters")
    for section in CORPUS.values():
        for question in section:
            start = time.process_time()
            try:
                shipped_graph.read(question["ask"])
            except QuestionError as error:
                assert error.message
            assert time.process_time() - start < SECONDS, question["ask"]
