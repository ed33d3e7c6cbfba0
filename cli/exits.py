"""Exit statuses, and the errors that lead to them."""

from __future__ import annotations

import sys
from enum import IntEnum

from agglo.graph import (
    AggloError,
    EngineError,
    FactError,
    NameNotFoundError,
    OntologyError,
    QuestionError,
)


class Exit(IntEnum):
    """Exit statuses of every command."""

    DONE = 0
    FACTS = 1
    USAGE = 2
    ENGINE = 3


def status_of(error: AggloError) -> Exit:
    """The exit status that an error leads to."""
    if isinstance(error, FactError | OntologyError):
        return Exit.FACTS
    if isinstance(error, EngineError):
        return Exit.ENGINE
    return Exit.USAGE


def report(error: AggloError) -> Exit:
    """Say on standard error what went wrong, in the order: what, hint, nearest; and the status to exit with."""
    if isinstance(error, FactError):
        from .faults import fault_lines

        lines = [*fault_lines(error.faults), f"agglo: {error.message}"]
    else:
        lines = [f"agglo: {error.message}"]
        spot = getattr(error, "spot", None)
        if spot is not None and spot.line:
            lines[0] = f"agglo: line {spot.line}, column {spot.column}: {error.message}"
            lines += [f"    {line}" for line in spot.text.splitlines()]
        if error.hint:
            lines.append(f"  hint: {error.hint}")
        if isinstance(error, QuestionError) and error.suggestions:
            lines.append("  you could ask:" if not isinstance(error, NameNotFoundError) else "  nearest:")
            lines += [f"    {each}" for each in error.suggestions]
    sys.stderr.write("\n".join(lines) + "\n")
    return status_of(error)
