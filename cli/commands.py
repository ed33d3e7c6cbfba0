"""The commands of `agglo`: their names, their modules, and the group that imports a module when its command is used.

typer takes some milliseconds for each command that it makes (tests/benchmarks/startup.py). So the list of commands, as
`--help` and the suggestions for a misspelt name show it, is data, and only the command that runs is made.
"""

from __future__ import annotations

from importlib import import_module

import click
import typer
from typer.core import TyperGroup

from agglo.graph import version

COMMANDS = {
    "build": ("check", "Compile the facts into a release: RDF in a store on disk, swapped in whole."),
    "check": ("check", "Check the facts, the graph that they make, and its answers to their competency questions."),
    "schema": ("check", "Print the JSON Schema of fact files, for editors."),
    "ask": ("ask", 'Answer a question such as "which anchors drove which clusters" or 哪些锚机构带动了哪些集群.'),
    "paths": ("ask", "Show every causal path from one thing to another, best first."),
    "disputes": ("weigh", "Show what is disputed, with both sides."),
    "without": ("weigh", "Show what would lose its support if something had not been there."),
    "gaps": ("weigh", "Show what a place lacks for a framework, member by member."),
    "transfer": ("transfer", "Check what a mechanism needs against what is on record in another place."),
    "portfolio": (
        "transfer",
        "Show policies without a mechanism, mechanisms without a policy, and policies that share an unproven one.",
    ),
    "why-not": (
        "explain",
        "Show why there is no path from one thing to another: what hides one, and which hop is missing.",
    ),
    "rivals": ("explain", "Show the causes on record of a thing, and whether any source weighed one against another."),
    "loops": ("comparing", "Show the feedback loops of causal claims, with their signs."),
    "compare": ("comparing", "Show two things side by side, topic by topic."),
    "similar": ("comparing", "Show what is most like something, by what their claims share."),
    "load": ("trust", "Show on which claims the most answers rest: what to verify first."),
    "witnesses": (
        "trust",
        "Show what rests on one witness: all its causes are told by one author, publisher or study.",
    ),
    "diff": ("diff", "Show which claims, entities, sources and questions were added, removed or changed, key by key."),
    "why": ("why", "Show what a claim or a derived fact rests on: evidence weighed piece by piece, or the proof."),
    "sparql": ("sparql", "Run a SPARQL 1.1 query: SELECT, ASK, CONSTRUCT or DESCRIBE."),
    "view": ("view", "Write the graph as one HTML page that opens offline."),
    "show": ("show", "Show an entity: names, type, place, and every claim about it."),
    "search": ("show", "Find entities by any part of any of their names."),
    "stats": ("show", "Count what the graph holds, and what is missing in each language."),
    "export": ("export", "Write the whole graph in another form; the same bytes every time."),
}
"""Each command, in the order in which help lists them: the module that holds it, and what it does in a line."""


class _Group(TyperGroup):
    """The commands by name; each is made when it is looked up."""

    commands: dict[str, click.Command]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return made(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        listed = {name: click.Command(name, help=about) for name, (_, about) in COMMANDS.items()}
        TyperGroup(commands=listed, rich_markup_mode=None).format_commands(ctx, formatter)


def _app(group: type[TyperGroup] = TyperGroup) -> typer.Typer:
    return typer.Typer(
        name="agglo",
        cls=group,
        help="Cities, clusters and the mechanisms behind them, as a graph in which every claim has its source.",
        no_args_is_help=True,
        add_completion=False,
        # rich help costs as much again as all the rest of `--help` (tests/benchmarks/startup.py).
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def made(name: str) -> click.Command:
    """A command, from the function of its name in its module."""
    module = import_module(f".{COMMANDS[name][0]}", __package__)
    app = _app()
    app.command(name)(getattr(module, f"{name.replace('-', '_')}_command"))
    return typer.main.get_command(app)


def application() -> click.Command:
    """The whole command."""
    app = _app(_Group)

    @app.callback()
    def every() -> None:
        """Cities, clusters and the mechanisms behind them, as a graph in which every claim has its source."""

    found = typer.main.get_command(app)
    assert isinstance(found, _Group)
    # What a misspelt name is compared with.
    found.commands = {name: click.Command(name) for name in COMMANDS}
    return click.version_option(version.__version__, message="agglo %(version)s")(found)
