"""The `agglo` command: its start, and the exit status to which whatever happens leads."""

from __future__ import annotations

import atexit
import gc
import os
import sys

_ROOM = 100_000
_COMPLETE = "_AGGLO_COMPLETE"
"""Set where a shell asks how a command can be completed, which typer knows."""


def run() -> None:
    """Run the command; every error becomes a message and an exit status, never a traceback."""
    # What a command makes as it starts lives until it ends: looking for garbage in it, then and in the end, would take
    # a tenth of the time.
    gc.set_threshold(_ROOM)
    atexit.register(gc.freeze)

    from agglo.graph import AggloError

    from .exits import Exit, report, report_bug, report_system

    arguments = [_as_utf_8(argument) for argument in sys.argv[1:]]
    try:
        status = _run(arguments)
    except AggloError as error:
        status = report(error)
    except KeyboardInterrupt:
        status = Exit.INTERRUPTED
    except RecursionError:
        sys.stderr.write("agglo: the input is nested too deeply\n")
        status = Exit.FACTS
    except OSError as error:
        status = report_system(error)
    except Exception as error:
        status = report_bug(error)
    if status == Exit.INTERRUPTED:
        sys.stderr.write("agglo: interrupted\n")
    sys.exit(status or Exit.DONE)


def _run(arguments: list[str]) -> int | None:
    """Run a command, and give its exit status; none if it is done."""
    if _is_plain(arguments):
        from .shown import show_plainly

        show_plainly(arguments[1:])
        return None

    from click.exceptions import Abort, ClickException

    from .commands import application
    from .exits import Exit

    try:
        status: int | None = application()(arguments, standalone_mode=False)
    except ClickException as error:
        error.show()
        return Exit.USAGE
    except Abort:
        return Exit.INTERRUPTED
    return status


def _is_plain(arguments: list[str]) -> bool:
    """Whether it is a question without an option: what most people type, and nothing that typer is needed to read.

    Importing typer takes as long as answering (tests/benchmarks/startup.py).
    """
    words = arguments[1:]
    asks = arguments[:1] == ["ask"] and bool(words) and not any(word.startswith("-") for word in words)
    return asks and _COMPLETE not in os.environ


def _as_utf_8(argument: str) -> str:
    """An argument read as UTF-8 whatever the locale is, as output is written; one that is not UTF-8 stays as it is."""
    try:
        return os.fsencode(argument).decode()
    except UnicodeError:
        return argument
