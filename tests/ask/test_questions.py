"""The corpus of questions over the facts that ship: read right or refused, never read wrongly."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.look import id_of
from agglo.graph.ask.reading import PAIRS, Reading
from agglo.graph.ask.sentences import examples, sentence
from agglo.graph.ask.sparql import query_for

from .questions import LANGUAGES, described, questions, read_soon

CORPUS = questions()


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
    assert [len(CORPUS[section]) for section in LANGUAGES] == [72, 48, 25]
    assert len(CORPUS["inquiries"]) == 189
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
    assert answered > 50


def test_a_question_is_read_and_a_refusal_made_within_a_second(shipped_graph: KnowledgeGraph) -> None:
    shipped_graph.read("which anchors drove which clusters")
    for section in CORPUS.values():
        for question in section:
            read_soon(shipped_graph, question["ask"])


@pytest.mark.parametrize(
    "text",
    [
        "what anchor institutions",  # a noun, not a verb and its object
        "which clusters driven which anchors",
        "which anchors drove",
        "which drove Silicon Fen",
        "哪些锚机构带动了",  # not: what did the concept `anchor institution` drive
        "哪些锚机构带动了荷兰的",
        "中国，哪些锚机构带动了哪些集群",  # anchors in China, or clusters?
        "如果没有衍生，哪些锚机构带动了哪些集群",
        "飞利浦没有带动哪些集群",
        "which anchors drove which clusters through spin-off, incubation",
        "which anchors drove which clusters not through spin-off and incubation",
        "which anchors drove which clusters since 1990 before 1980",
        "which anchors drove which clusters since 1980 since 1990",
        "which anchors drove which clusters in China in Japan",
        "which anchors drove which clusters in at most 9 steps",
        "which anchors drove which clusters in at most 2 steps in at most 3 steps",
    ],
)
def test_what_is_broken_or_means_two_things_is_not_guessed_at(outcome: Outcome, text: str) -> None:
    error = outcome(text)
    assert isinstance(error, QuestionError), described(error)
    assert all(isinstance(outcome(suggestion), Reading) for suggestion in error.suggestions)
    assert error.suggestions


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("which anchors drove which clusters since 1980, until 1990", {"since": 1980, "until": 1990}),
        ("which anchors drove which clusters from 1990 to 1980", {"since": 1980, "until": 1990}),
        ("which anchors drove which clusters after the 1980s", {"since": 1990}),
        ("which anchors drove which clusters before the 1980s", {"until": 1979}),
        ("哪些锚机构在1980年以后带动了哪些集群", {"since": 1980}),
        ("哪些锚机构在1980年之后带动了哪些集群", {"since": 1981}),
        ("从1980年到1990年，哪些锚机构带动了哪些集群", {"since": 1980, "until": 1990}),
        ("1990年代哪些锚机构带动了哪些集群", {"since": 1990, "until": 1999}),
        ("哪些锚机构带动了哪些集群，1990年及以前", {"until": 1990}),
        ("which anchors drove which clusters with confidence over 0", {"confidence": 0.0}),
        (
            "which anchors drove which clusters through spin-off or incubation, and through shared campus",
            {"through": [["spin-off", "incubation"], ["shared-campus"]]},
        ),
        (
            "which anchors drove which clusters not through spin-off or incubation",
            {"not_through": ["spin-off", "incubation"]},
        ),
        ("which anchors drove Eindhoven's clusters", {"places": ["eindhoven"]}),
        (
            "which anchors in Germany drove which clusters in Germany",
            {"subject_in": ["germany"], "places": ["germany"]},
        ),
    ],
)
def test_filters_mean_what_they_say(outcome: Outcome, text: str, of: dict[str, object]) -> None:
    reading = outcome(text)
    assert isinstance(reading, Reading), reading
    plain = {"kind": "pairs", "relation": "drives", "subject": "Anchor", "object": "Cluster"}
    assert described(reading) == plain | of


def test_names_in_three_scripts_have_the_same_answer(shipped_graph: KnowledgeGraph) -> None:
    asked = ["what did Philips drive", "飞利浦带动了什么", "飛利浦帶動了什麼"]
    answers = [shipped_graph.ask(text) for text in asked]
    paths = [[[edge.claim for edge in row.path.edges] for row in answer.rows] for answer in answers]
    assert paths[0] == paths[1] == paths[2] != []
    assert [answer.reading.language for answer in answers] == ["en", "zh-Hans", "zh-Hant"]
