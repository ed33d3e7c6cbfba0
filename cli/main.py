"""The `agglo` command."""

from __future__ import annotations

import sys

import typer

from agglo.graph import AggloError

from . import ask, check, export, show, sparql, view
from .exits import Exit, report

app = typer.Typer(
    name="agglo",
    help="Cities, clusters and the mechanisms behind them, as a graph in which every claim has its source.",
    no_args_is_help=True,
    add_completion=False,
    # rich help costs as much again as all the rest of `--help` (tests/benchmarks/startup.py).
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for module in (check, ask, sparql, view, show, export):
    module.register(app)


def run() -> None:
    """Run the command; every error of ours becomes a message and an exit status, never a traceback."""
    try:
        app()
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
