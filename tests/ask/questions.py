"""The questions of `questions.yaml`, readings in the form in which they stand there, and reading within a limit."""

import time
from pathlib import Path
from typing import Any

import yaml

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.reading import DEFAULT_HOPS, Reading, Slot
from agglo.graph.collector import collector_paused

FILE = Path(__file__).with_name("questions.yaml")
SECONDS = 1.0
LANGUAGES = {"english": "en", "simplified": "zh-Hans", "traditional": "zh-Hant"}


def sections(file: Path) -> dict[str, list[Any]]:
    """The sections of a file of questions.

    Every process of the tests reads them as it gathers its tests; in C that takes a tenth of the time.
    """
    found: dict[str, list[Any]] = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    return found


def questions() -> dict[str, list[dict[str, Any]]]:
    """The file's sections."""
    return sections(FILE)


def read_soon(graph: KnowledgeGraph, text: str) -> Reading | QuestionError:
    """How a text is read, or why it is not: within a second."""
    with collector_paused():  # which looks through all that other tests keep
        start = time.process_time()
        try:
            return graph.read(text)
        except QuestionError as error:
            assert error.message
            return error
        finally:
            assert time.process_time() - start < SECONDS, text


def described(reading: Reading) -> dict[str, Any]:
    """A reading as the file describes it."""
    filters = reading.filters
    said: dict[str, Any] = {
        "subject_in": list(reading.subject.places),
        "object_in": list(reading.object.places),
        "through": [list(group) for group in filters.through],
        "not_through": list(filters.not_through),
        "places": list(filters.places),
        "sources": list(filters.sources),
        "not_places": list(filters.not_places),
        "as_of": filters.as_of,
        "known_by": filters.known_by,
        "checked_since": filters.checked_since,
        "since": filters.since,
        "until": filters.until,
        "confidence": filters.confidence,
        "mechanism": reading.mechanism or None,
        "claim": reading.claim or None,
        "hops": None if reading.hops == DEFAULT_HOPS else reading.hops,
    }
    return {
        "kind": reading.kind,
        "relation": reading.relation,
        "subject": _named(reading.subject),
        "object": _named(reading.object),
        **{name: value for name, value in said.items() if value not in (None, [])},
    }


def _named(slot: Slot) -> str:
    return slot.entity or slot.type or "any"
