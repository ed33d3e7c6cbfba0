"""Answers as the commands show them: made, limited, and written in a format."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from agglo.graph.light import dataclass

from .layout import terminal_width
from .output import progress, say, write, write_json, write_lines

if TYPE_CHECKING:
    from agglo.graph import KnowledgeGraph
    from agglo.graph.ask.reading import Reading

SHOWN = 10
"""So many answers are shown to people who do not say how many they want."""


class Form(StrEnum):
    """Formats of an answer."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"


@dataclass(frozen=True)
class Style:
    """How answers are made and shown: what the options that all answers share say.

    Attributes:
        as_of: only what was true in that year.
        known_by: only what had been published by that year.
        checked_since: only what a source supports that somebody has read since that year, month or day.
        evidence: whether every claim is shown with all its evidence.
        sparql: whether the query is shown in place of the answer.
        form: the format.
        limit: at most so many answers, 0 for all; None for what suits the format.
        language: the language of the answers; empty for that of the question.
    """

    as_of: int | None = None
    known_by: int | None = None
    checked_since: str | None = None
    evidence: bool = False
    sparql: bool = False
    form: Form = Form.TEXT
    limit: int | None = None
    language: str = ""


def show(graph: KnowledgeGraph, question: str, reading: Reading, style: Style) -> None:
    """Answer a reading and show the answer.

    Args:
        graph: the graph.
        question: as it was asked; empty if it was not asked in words.
        reading: what it was read as.
        style: how to answer and show it.

    Raises:
        QuestionError: the style has another date for a clock than the question, or one that is no date.
    """
    from agglo.graph.ask.present import answer_json

    if style.language:
        reading = reading.in_language(style.language)
    reading = reading.at(as_of=style.as_of, known_by=style.known_by, checked_since=style.checked_since)
    answer, form = graph.ask(reading), style.form
    if style.sparql:
        from agglo.graph.ask.sparql import query_for

        write(query_for(graph.look, reading) + "\n")
        return
    most = SHOWN if form in (Form.TEXT, Form.MD) else 0
    limit = most if style.limit is None else style.limit
    found = answer_json(graph.look, question, answer, limit, sparql=form is Form.JSON, later=form is Form.TEXT)
    if form is Form.JSON:
        write_json(found)
        return
    if form is Form.TEXT:
        from . import answers

        write_lines(answers.lines(found, terminal_width(), evidence=style.evidence))
        return
    from . import tabular

    if form is Form.MD:
        write(tabular.markdown(found))
    elif form is Form.JSONL:
        write(tabular.json_lines(found["answers"]))
    else:
        write(tabular.separated(found, "," if form is Form.CSV else "\t"))


def show_plainly(words: list[str]) -> None:
    """Answer a question over the facts that ship, as `agglo ask` without an option does.

    Raises:
        AggloError: it cannot be read, or the graph cannot be opened.
    """
    from agglo.graph import KnowledgeGraph

    question, graph = " ".join(words), KnowledgeGraph.open(say=say, progress=progress)
    show(graph, question, graph.read(question), Style())
