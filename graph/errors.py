"""What can go wrong, and how it is said.

AggloError
├── FactError
├── OntologyError
├── QuestionError
│   └── QueryError
├── NameNotFoundError
└── EngineError
    ├── StoreError
    └── QueryLimitError

A `Fault` is a value: one thing wrong in one place. Faults are gathered, and an exception carries them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Position(NamedTuple):
    """A place in a file: lines and columns count from 1; 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Fault(NamedTuple):
    """One thing wrong in the facts.

    Attributes:
        position: where it stands.
        code: a stable name for the kind of fault, such as `facts.unknown-key`.
        message: what is wrong and what was found.
        hint: what to write instead; may be empty.
    """

    position: Position
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.position}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class AggloError(Exception):
    """The root: everything that this library raises on purpose."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message + (f" ({self.hint})" if self.hint else "")


class FactError(AggloError):
    """The facts are wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        super().__init__(f"{count} fault{'s' if count != 1 else ''} in the facts")

    def __str__(self) -> str:
        return "\n".join([*map(str, self.faults), self.message])


class OntologyError(AggloError):
    """The ontology is wrong: ours or an editor's."""


class QuestionError(AggloError):
    """A question cannot be read or has an unknown name in it.

    Attributes:
        suggestions: questions or names that can be used, nearest first.
        language: that of message and hint.
    """

    def __init__(self, message: str, hint: str = "", suggestions: Sequence[str] = (), *, language: str = "en") -> None:
        super().__init__(message, hint)
        self.suggestions = tuple(suggestions)
        self.language = language


class Spot(NamedTuple):
    """A place in a query: line and column from 1."""

    line: int = 0
    column: int = 0
    text: str = ""


class QueryError(QuestionError):
    """A SPARQL query does not parse, or asks for what is not allowed.

    Attributes:
        spot: where in the query, if known.
    """

    def __init__(self, message: str, hint: str = "", spot: Spot | None = None) -> None:
        super().__init__(message, hint)
        self.spot = spot


class NameNotFoundError(AggloError):
    """A name that is not in the graph.

    Attributes:
        nearest: the nearest names that are, best first.
    """

    def __init__(self, name: str, nearest: Sequence[str] = (), what: str = "entity") -> None:
        hint = f"nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"there is no {what} `{name}`", hint)
        self.name = name
        self.nearest = tuple(nearest)


class EngineError(AggloError):
    """The engine failed."""


class StoreError(EngineError):
    """A release is missing, damaged, of another format, or cannot be written."""


class QueryLimitError(EngineError):
    """A query ran over its time, memory or row limit and was stopped."""
