"""Competency questions (Grüninger and Fox 1995): questions in the facts that say what their answers must hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..ask.answer import answer
from ..ask.expectations import LEAST, ids_in
from ..ask.look import Look
from ..ask.read import Reader
from ..errors import Fault, QuestionError
from ..read.folder import locate_in
from ..read.shape import PathFault
from ..records import Facts, Record

__all__ = ["ids_in", "run_questions"]


def run_questions(look: Look, facts: Facts, folder: Path) -> tuple[int, int, list[Fault]]:
    """Ask every question of the facts in each of its languages.

    Args:
        look: the graph that was built from the facts.
        facts: the records.
        folder: where the fact files are.

    Returns:
        How many texts were asked, how many expectations were compared, and what does not hold.
    """
    reader = Reader(look)
    asked = expectations = 0
    by_file: dict[str, list[PathFault]] = {}
    for question in facts.questions.values():
        # One failure, said once, with the languages in which it shows.
        languages: dict[PathFault, list[str]] = {}
        for language, text in question["ask"].items():
            asked += 1
            expectations += sum(len(question.get(key, ())) for key in ("must_include", "must_not_include")) + 1
            for failure in _failures(look, reader, facts, question, text):
                languages.setdefault(failure, []).append(language)
        for (path, code, message, hint), where in languages.items():
            said = f"question `{question.id}` ({', '.join(where)}): {message}"
            by_file.setdefault(question.file, []).append((path, code, said, hint))
    return asked, expectations, list(locate_in(folder, by_file))


def _failures(look: Look, reader: Reader, facts: Facts, question: Record, text: str) -> Iterator[PathFault]:
    try:
        found = answer(look, reader.read(text))
    except QuestionError as error:
        yield (*question.path, "ask"), "question-unread", error.message, error.hint
        return
    held = ids_in(found)
    for index, wanted in enumerate(question.get("must_include", ())):
        if wanted not in held:
            path = (*question.path, "must_include", index)
            yield path, "question-missing", f"the answer does not hold `{wanted}`", _why(facts, wanted)
    for index, barred in enumerate(question.get("must_not_include", ())):
        if barred in held:
            path = (*question.path, "must_not_include", index)
            yield path, "question-unwanted", f"the answer holds `{barred}`", ""
    least = question.get("min_rows", LEAST)
    if least < 0 or least != int(least):
        message = f"`min_rows` is a whole number from 0, found {least:g}"
        yield (*question.path, "min_rows"), "question-rows", message, ""
    elif len(found.rows) < least:
        message = f"the answer has {len(found.rows)} rows, and {int(least)} are asked for"
        yield question.path, "question-rows", message, ""


def _why(facts: Facts, wanted: str) -> str:
    """What became of an id, if that is plain."""
    claim = facts.claims.get(wanted)
    if claim is not None:
        status = claim.get("status", "accepted")
        return "" if status == "accepted" else f"its claim is {status}"
    known = wanted in facts.entities or wanted in facts.sources
    return "" if known else "there is no such claim or entity any more: it was deleted or renamed"
