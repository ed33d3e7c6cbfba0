"""Writing to the terminal: tables that know its width and that Chinese characters are two columns wide, and JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

_PIPE_WIDTH = 120


def write(text: str) -> None:
    """Write a text to standard output, as UTF-8 whatever the locale is."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def write_json(value: Any) -> None:  # noqa: ANN401
    """Write a value as JSON."""
    write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def say(text: str) -> None:
    """Tell a person what is going on, on standard error."""
    sys.stderr.write(f"agglo: {text}\n")


def progress(done: int, of: int) -> None:
    """Show how far reading is, if somebody is watching."""
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        sys.stderr.write(f"\r\x1b[Kagglo: read {done} of {of} files{end}")
        sys.stderr.flush()


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", caption: str = "") -> None:
    """Print a table. rich draws it: it measures Chinese text, follows the terminal's width and NO_COLOR."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False)
    drawn = Table(
        title=title or None,
        caption=caption or None,
        title_justify="left",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        title_style="bold",
        caption_style="dim",
    )
    for name in columns:
        drawn.add_column(name, overflow="fold")
    for row in rows:
        # Text, not markup: a name in square brackets is a name.
        drawn.add_row(*(Text(cell) for cell in row))
    with console.capture() as captured:
        console.print(drawn)
    write("\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n")


def bold(text: str) -> str:
    """A text in bold, if standard output shows it."""
    return f"\x1b[1m{text}\x1b[0m" if _colours() else text


def dim(text: str) -> str:
    """A text in a fainter colour, if standard output shows it."""
    return f"\x1b[2m{text}\x1b[0m" if _colours() else text


def _colours() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
