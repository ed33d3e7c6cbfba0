"""The list of commands is data; it must say what the commands say of themselves."""

from __future__ import annotations

import click
import pytest
import typer

from agglo.cli.commands import COMMANDS, application, made

from .conftest import Command


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", COMMANDS)
def test_what_the_list_says_of_a_command_is_the_first_sentence_of_its_help(name: str) -> None:
    _, about = COMMANDS[name]
    listed, whole = click.Command(name, help=about), made(name)
    assert whole.name == name
    assert not whole.hidden and not whole.deprecated
    for width in (5, 30, 45, 60, 200):
        assert listed.get_short_help_str(width) == whole.get_short_help_str(width)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_command_is_found_by_its_name_and_nothing_else_is() -> None:
    group = application()
    assert isinstance(group, click.Group)
    context = typer.Context(group)
    assert group.list_commands(context) == list(COMMANDS)
    assert all(isinstance(group.get_command(context, name), click.Command) for name in COMMANDS)
    assert group.get_command(context, "nothing") is None


def test_a_misspelt_command_gets_the_nearest_ones(command: Command) -> None:
    ran = command("chek")
    assert ran.status == 2
    assert "No such command 'chek'" in ran.err
    assert "'check'" in ran.err
