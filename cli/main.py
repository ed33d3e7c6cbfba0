"""The `agglo` command.

A command's module is imported, and its options read, only when it is the one that runs: typer takes some milliseconds
for each command that it knows (tests/benchmarks/startup.py).
"""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from agglo.graph import AggloError

from .exits import Exit, report

COMMANDS = {
    "build": "check",
    "check": "check",
    "schema": "check",
    "ask": "ask",
    "paths": "ask",
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
        app.command(name)(getattr(module, f"{name}_command"))
    return app


def run() -> None:
    """Run the command; every error of ours becomes a message and an exit status, never a traceback."""
    first = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        application(*([first] if first in COMMANDS else []))()
    except AggloError as error:
        sys.exit(report(error))
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        sys.stderr.close()
        sys.exit(Exit.DONE)
    except KeyboardInterrupt:
        sys.stderr.write("agglo: interrupted\n")
        sys.exit(Exit.ENGINE)
    except RecursionError:
        sys.stderr.write("agglo: the input is nested too deeply\n")
        sys.exit(Exit.FACTS)
