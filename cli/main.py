"""The `agglo` command: its start, and the exit status to which whatever happens leads."""

from __future__ import annotations

import atexit
import gc
import os
import sys

_ROOM = 100_000


def run() -> None:
    """Run the command; every error becomes a message and an exit status, never a traceback."""
    # What a command makes as it starts lives until it ends: looking for garbage in it, then and in the end, would take
    # a tenth of the time.
    gc.set_threshold(_ROOM)
    atexit.register(gc.freeze)

    from click.exceptions import Abort, ClickException

    from agglo.graph import AggloError

    from .commands import application
    from .exits import Exit, report, report_bug, report_system

    arguments = [_as_utf_8(argument) for argument in sys.argv[1:]]
    try:
        status = application()(arguments, standalone_mode=False)
    except ClickException as error:
        error.show()
        status = Exit.USAGE
    except AggloError as error:
        status = report(error)
    except (KeyboardInterrupt, Abort):
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


def _as_utf_8(argument: str) -> str:
    """An argument read as UTF-8 whatever the locale is, as output is written; one that is not UTF-8 stays as it is."""
    try:
        return os.fsencode(argument).decode()
    except UnicodeError:
        return argument
