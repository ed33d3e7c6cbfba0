"""Writing to standard output and error: texts, JSON, tables that know the width of Chinese characters."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from .layout import terminal_width


def write(text: str) -> None:
    """Write a text to standard output, as UTF-8 whatever the locale is."""
    write_bytes(text.encode("utf-8", "replace"))


def write_bytes(data: bytes) -> None:
    """Write to standard output.

    Raises:
        SystemExit: whoever read our output has seen enough.
        OSError: standard output is closed or cannot be written.
    """
    with standard_output() as out:
        out.write(data)


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output, to write bytes to.

    Raises:
        SystemExit: whoever read our output has seen enough.
        OSError: standard output is closed or cannot be written.
    """
    if sys.stdout is None:
        raise OSError("standard output is closed")
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _forget_rest()
        raise SystemExit(0) from None
    except OSError:
        _forget_rest()
        raise


def _forget_rest() -> None:
    """Send what Python still holds for standard output nowhere, or it fails once more when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_lines(lines: Iterable[str]) -> None:
    """Write lines."""
    write("".join(f"{line}\n" for line in lines))


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


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table. rich draws it: it measures Chinese text and breaks cells to the width there is."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, width=terminal_width(), highlight=False, color_system=None)
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        drawn.add_column(name, overflow="fold")
    for row in rows:
        # Text, not markup: a name in square brackets is a name.
        drawn.add_row(*(Text(cell) for cell in row))
    with console.capture() as captured:
        console.print(drawn)
    write_lines(line.rstrip() for line in captured.get().splitlines())


def bold(text: str) -> str:
    """A text in bold, if standard output shows it."""
    return f"\x1b[1m{text}\x1b[0m" if _colours() else text


def dim(text: str) -> str:
    """A text in a fainter colour, if standard output shows it."""
    return f"\x1b[2m{text}\x1b[0m" if _colours() else text


def _colours() -> bool:
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
