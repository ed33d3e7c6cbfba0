"""Exit statuses, and the errors that lead to them."""

from __future__ import annotations

import os
import sys
from enum import IntEnum

from agglo.graph import AggloError, EngineError, FactError, OntologyError, QuestionError

from .layout import terminal_width, wrapped

_QUOTED = " " * 4


class Exit(IntEnum):
    """Exit statuses of every command."""

    DONE = 0
    FACTS = 1
    USAGE = 2
    ENGINE = 3
    INTERRUPTED = 130


def status_of(error: AggloError) -> Exit:
    """The exit status that an error leads to."""
    if isinstance(error, FactError | OntologyError):
        return Exit.FACTS
    if isinstance(error, EngineError):
        return Exit.ENGINE
    return Exit.USAGE


def report(error: AggloError) -> Exit:
    """Say on standard error what went wrong: what, where, hint, suggestions.

    Returns:
        The status to exit with.
    """
    lines = [f"agglo: {error.message}"]
    if isinstance(error, FactError):
        from .faults import fault_lines

        lines = [*fault_lines(error.faults), *lines]
    spot = getattr(error, "spot", None)
    if spot is not None and spot.line:
        lines += [_QUOTED + line for line in spot.text.splitlines()]
    if isinstance(error, QuestionError):
        from .wording import Wording

        say = Wording(error.language)
        lines += [f"  {say('hint', error.hint)}"] if error.hint else []
        lines += [f"  {say('could ask')}", *(_QUOTED + each for each in error.suggestions)] if error.suggestions else []
    elif error.hint:
        lines.append(f"  hint: {error.hint}")
    sys.stderr.write("".join(f"{line}\n" for line in _fitted(lines)))
    return status_of(error)


def _fitted(lines: list[str]) -> list[str]:
    """The lines, broken to the width of the terminal if they are for one."""
    if not sys.stderr.isatty():
        return lines
    fitted = []
    for line in lines:
        text = line.lstrip(" ")
        indent = line[: len(line) - len(text)]
        # What stands under a query to point at a place in it must stay under it.
        fitted += [line] if line.startswith(_QUOTED) else wrapped(text, terminal_width(), indent + "  ", indent)
    return fitted


def report_system(error: OSError) -> Exit:
    """Say that the system refused something."""
    place = f" (`{error.filename}`)" if error.filename is not None else ""
    sys.stderr.write(f"agglo: {error.strerror or error}{place}\n")
    return Exit.ENGINE


def report_bug(error: Exception) -> Exit:
    """Say that the program is wrong, in a line; with AGGLO_DEBUG set, the whole traceback."""
    if os.environ.get("AGGLO_DEBUG"):
        raise error
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f" ({last.tb_frame.f_code.co_filename}:{last.tb_lineno})" if last else ""
    sys.stderr.write(f"agglo: internal error: {type(error).__name__}: {error}{place}\n")
    sys.stderr.write("  hint: please report it; with AGGLO_DEBUG=1 the command shows where it was\n")
    return Exit.ENGINE
