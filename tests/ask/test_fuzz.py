"""Random texts made of the language and the facts that ship: each is read, or refused with help; none breaks."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask import lexicon as lx
from agglo.graph.ask import read as reader
from agglo.graph.ask.parsing import MAX_STEPS, Sentence
from agglo.graph.ask.reading import Reading
from agglo.graph.ask.sentences import sentence

from .questions import LANGUAGES, questions

TEXTS = 2000
SEED = 20250611
_MARKS = (
    ",",
    "?",
    "，",
    "？",
    "、",
    "。",
    "'s",
    "(",
    ")",
    "-",
    "…",
    "《",
    "》",
    "\u200b",
    "½",
    "²",
    "１９８０",
    "\ud800",
)
_NUMBERS = (
    "1980",
    "2008",
    "1850",
    "2",
    "3",
    "0.5",
    "0",
    "1",
    "9999",
    "-1",
    "1e9",
    "两",
    "六",
    "80",
    "2000年",
    "19世纪",
)
_ENGLISH = (
    "which {class} {verb} which {class}",
    "which {class} {verb} {name}",
    "what did {name} {verb}",
    "how did {name} {verb} {name}",
    "what is {inverse} {name}",
    "which {class} {verb}",
    "when did {name} {verb}",
    "what is {name}",
    "what is the {verb} {name}",
    "how many {class} are there in {name}",
    "who says that {name} {verb} {name}",
    "what is disputed about {name}",
    "what remains without {name}",
    "what does {name} lack for {name}",
    "why did {name} rise",
    "where is {name} {verb}",
    "{class} {verb} {class}",
)
_CHINESE = (
    "哪些{class}{verb}哪些{class}",
    "哪些{class}{verb}了{name}",
    "{name}{verb}了什么",
    "{name}如何{verb}{name}",
    "{name}由谁{verb}",
    "哪些{class}{verb}了",
    "{name}何时{verb}",
    "{name}是什么",
    "{name}的{verb}是多少",
    "{name}有多少{class}",
    "谁说{name}{verb}{name}",
    "{name}有哪些争议",
    "没有{name}会怎样",
    "{name}对照{name}缺什么",
    "{name}为什么崛起",
    "{name}的{verb}有哪些",
)
_ENGLISH_FILTERS = (
    " in {place}",
    " outside {place}",
    " through {mechanism}",
    " not through {mechanism}",
    " since {year}",
    " before {year}",
    " as of {year}",
    " as known by {year}",
    " according to {source}",
    " with confidence above 0.5",
    " in at most two steps",
    " to {place}",
)
_CHINESE_FILTERS = (
    "，位于{place}",
    "，不在{place}",
    "，通过{mechanism}",
    "，不通过{mechanism}",
    "，{year}年以来",
    "，{year}年以前",
    "，{year}年当时",
    "，{year}年已知",
    "，根据{source}",
    "，置信度高于0.5",
    "，最多两步",
)
_CORPUS = [q["ask"] for name, section in questions().items() for q in section if name != "refused"]


class _Texts:
    """Makes texts at random, the same ones for the same seed."""

    def __init__(self, graph: KnowledgeGraph, seed: int) -> None:
        phrases, ids = graph.look.lexicon.phrases, graph.look.instances
        self.draw = random.Random(seed)
        self.tables = {kind: sorted(phrases(kind)) for kind in (lx.WORD, lx.CLASS, lx.RELATION, lx.INVERSE, lx.ENTITY)}
        self.chinese = {kind: [each for each in found if not each.isascii()] for kind, found in self.tables.items()}
        self.sources = sorted(phrases(lx.SOURCE))
        self.places, self.mechanisms = sorted(ids("Place")), sorted(ids("Mechanism"))

    def word(self, *, chinese: bool) -> str:
        """Any word, name, number or mark; function words most often."""
        tables = self.chinese if chinese else self.tables
        kinds = (lx.WORD, lx.RELATION, lx.INVERSE, lx.CLASS, lx.ENTITY, "")
        (kind,) = self.draw.choices(kinds, (45, 15, 4, 10, 16, 10))
        return self.draw.choice(tables[kind] if kind else (*_NUMBERS, *_MARKS, self.draw.choice(self.sources)))

    def drawn(self) -> str:
        """Words in a row."""
        chinese = self.draw.random() < 0.4
        joint = "" if chinese else self.draw.choice((" ", " ", ""))
        return joint.join(self.word(chinese=chinese) for _ in range(self.draw.randint(1, 14)))

    def changed(self) -> str:
        """A question of the corpus of which one to three words are changed."""
        text = self.draw.choice(_CORPUS)
        chinese = not text.isascii()
        pieces = list(text) if chinese else text.split(" ")
        for _ in range(self.draw.randint(1, 3)):
            place = self.draw.randrange(len(pieces))
            act = self.draw.randrange(4)
            new = [[self.word(chinese=chinese), pieces[place]], [], [self.word(chinese=chinese)], [pieces[place]] * 2]
            pieces[place : place + 1] = new[act] if len(pieces) > 1 else new[2]
        return ("" if chinese else " ").join(pieces)

    def filled(self) -> str:
        """A form of a question with any words of the right sort in its gaps, and up to two filters."""
        chinese = self.draw.random() < 0.5
        tables, fit = self.chinese if chinese else self.tables, str.maketrans({"{": "\0{", "}": "}\0"})
        gaps = {"{class}": lx.CLASS, "{verb}": lx.RELATION, "{inverse}": lx.INVERSE, "{name}": lx.ENTITY}
        form = self.draw.choice(_CHINESE if chinese else _ENGLISH)
        text = "".join(
            self.draw.choice(tables[gaps[piece]]) if piece in gaps else piece
            for piece in form.translate(fit).split("\0")
        )
        filters = _CHINESE_FILTERS if chinese else _ENGLISH_FILTERS
        for each in self.draw.sample(filters, self.draw.choice((0, 0, 1, 2))):
            text += each.format(
                year=self.draw.randint(1800, 2030),
                place=self.draw.choice(self.places),
                mechanism=self.draw.choice(self.mechanisms),
                source=self.draw.choice(self.sources),
            )
        return text


def _texts(graph: KnowledgeGraph, seed: int = SEED) -> list[str]:
    made = _Texts(graph, seed)
    makers = (made.drawn, made.changed, made.filled, made.filled)
    return [makers[number % len(makers)]() for number in range(TEXTS)]


@pytest.fixture(scope="module")
def steps() -> list[int]:
    """The steps of each sentence that was read for `outcomes`: of questions, and of what was tried as suggestions."""
    return []


@pytest.fixture(scope="module")
def outcomes(shipped_graph: KnowledgeGraph, steps: list[int]) -> dict[str, Reading | QuestionError | Exception]:
    """What every text is read as, or its error."""
    found: dict[str, Reading | QuestionError | Exception] = {}
    for text in _texts(shipped_graph):
        made: list[Sentence] = []

        def sentence(*given: Any, made: list[Sentence] = made, **more: Any) -> Sentence:
            made.append(Sentence(*given, **more))
            return made[-1]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reader, "Sentence", sentence)
            found[text] = _outcome(shipped_graph.read, text)
        steps.append(max((each.steps for each in made), default=0))
    return found


def _outcome(read: Callable[[str], Reading], text: str) -> Reading | QuestionError | Exception:
    try:
        return read(text)
    except Exception as error:  # the test is that there is none but one
        return error


def test_nothing_breaks_the_reader(outcomes: dict[str, Reading | QuestionError | Exception]) -> None:
    broken = {text: error for text, error in outcomes.items() if not isinstance(error, Reading | QuestionError)}
    assert broken == {}
    # Else the texts would be mere noise, or no test at all.
    assert sum(isinstance(each, Reading) for each in outcomes.values()) > TEXTS // 20
    assert sum(isinstance(each, QuestionError) for each in outcomes.values()) > TEXTS // 4


def test_every_refusal_helps(outcomes: dict[str, Reading | QuestionError | Exception]) -> None:
    for text, error in outcomes.items():
        if isinstance(error, QuestionError):
            assert error.message, text
            assert error.suggestions, text


def test_every_reading_is_printed_so_that_it_reads_again(
    shipped_graph: KnowledgeGraph, outcomes: dict[str, Reading | QuestionError | Exception]
) -> None:
    odd: list[tuple[str, str]] = []
    for text, reading in outcomes.items():
        if isinstance(reading, Reading):
            for language in LANGUAGES.values():
                wanted = reading.in_language(language)
                printed = sentence(shipped_graph.look, wanted)
                again = _outcome(shipped_graph.read, printed)
                if not isinstance(again, Reading) or again.in_language(language) != wanted:
                    odd.append((text, printed))
    assert odd == []


def test_no_text_takes_long(outcomes: dict[str, Reading | QuestionError | Exception], steps: list[int]) -> None:
    """Time is for the benchmarks; it comes from the steps, and those are the same everywhere. Most take some 3,000."""
    assert len(outcomes) <= len(steps) == TEXTS
    assert max(steps) <= MAX_STEPS // 10
