"""The `agglo` command.

A command's module is imported, and its options read, only when it is the one that runs: typer takes some milliseconds
for each command that it knows (tests/benchmarks/startup.py).
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import typer
from click.exceptions import Abort, ClickException

from agglo.graph import AggloError

from .exits import Exit, report, report_bug, report_system

COMMANDS = {
    "build": "check",
    "check": "check",
    "schema": "check",
    "ask": "ask",
    "paths": "ask",
    "disputes": "weigh",
    "without": "weigh",
    "gaps": "weigh",
    "transfer": "transfer",
    "portfolio": "transfer",
    "why-not": "explain",
    "rivals": "explain",
    "loops": "comparing",
    "compare": "comparing",
    "similar": "comparing",
    "load": "trust",
    "witnesses": "trust",
    "diff": "diff",
    "why": "why",
    "sparql": "sparql",
    "view": "view",
    "show": "show",
    "search": "show",
    "stats": "show",
    "export": "export",
}
"""Each command and the module that holds it, in the order in which help lists them."""


def application(*wanted: str) -> typer.Typer:
    """The command with the wanted subcommands; with all of them if none is named."""
    app = typer.Typer(
        name="agglo",
        help="Cities, clusters and the mechanisms behind them, as a graph in which every claim has its source.",
        no_args_is_help=True,
        add_completion=False,
        # rich help costs as much again as all the rest of `--help` (tests/benchmarks/startup.py).
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def every() -> None:
        """Cities, clusters and the mechanisms behind them, as a graph in which every claim has its source."""

    for name in wanted or COMMANDS:
        module = import_module(f".{COMMANDS[name]}", __package__)
        app.command(name)(getattr(module, f"{name.replace('-', '_')}_command"))
    return app


def run() -> None:
    """Run the command; every error becomes a message and an exit status, never a traceback."""
    arguments = [_as_utf_8(argument) for argument in sys.argv[1:]]
    first = arguments[0] if arguments else ""
    try:
        status = application(*([first] if first in COMMANDS else []))(arguments, standalone_mode=False)
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
