"""Two hundred questions written before the grammar was tuned to them: read right or refused, never read wrongly."""

from pathlib import Path
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.reading import Reading
from agglo.graph.ask.sentences import sentence

from .questions import LANGUAGES, described, sections

CORPUS: dict[str, list[Any]] = sections(Path(__file__).with_name("strategist.yaml"))


@pytest.fixture(scope="module")
def outcomes(shipped_graph: KnowledgeGraph) -> dict[str, Reading | QuestionError]:
    """What each question is read as, or the error."""
    found: dict[str, Reading | QuestionError] = {}
    for text in [q["ask"] for section in LANGUAGES for q in CORPUS[section]] + CORPUS["refused"]:
        try:
            found[text] = shipped_graph.read(text)
        except QuestionError as error:
            found[text] = error
    return found


def test_the_corpus_has_its_size() -> None:
    assert {name: len(section) for name, section in CORPUS.items()} == {
        "english": 100,
        "simplified": 75,
        "traditional": 25,
        "refused": 20,
    }


def test_at_least_95_in_100_are_read_right_and_none_wrongly(outcomes: dict[str, Reading | QuestionError]) -> None:
    """What is refused has no relation for it (`influence`, `linked to`), or names nothing in the facts."""
    wrong, refused = [], []
    for section, language in LANGUAGES.items():
        for question in CORPUS[section]:
            expected = {name: value for name, value in question.items() if name != "ask"}
            found = outcomes[question["ask"]]
            if isinstance(found, QuestionError):
                refused.append(question["ask"])
            elif described(found) != expected or found.language != language:
                wrong.append((question["ask"], described(found)))
    assert wrong == []
    assert len(refused) <= 10, refused


def test_the_rest_is_refused_with_questions_that_can_be_read(
    shipped_graph: KnowledgeGraph, outcomes: dict[str, Reading | QuestionError]
) -> None:
    assert [text for text in CORPUS["refused"] if isinstance(outcomes[text], Reading)] == []
    for error in outcomes.values():
        if isinstance(error, QuestionError):
            assert error.suggestions
            for suggestion in error.suggestions:
                assert shipped_graph.read(suggestion)


def test_every_reading_is_printed_so_that_it_reads_again(
    shipped_graph: KnowledgeGraph, outcomes: dict[str, Reading | QuestionError]
) -> None:
    for reading in {found for found in outcomes.values() if isinstance(found, Reading)}:
        for language in LANGUAGES.values():
            wanted = reading.in_language(language)
            printed = sentence(shipped_graph.look, wanted)
            assert shipped_graph.read(printed).in_language(language) == wanted, printed
