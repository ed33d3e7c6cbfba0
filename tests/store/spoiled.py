"""Workings of a build with something wrong in them."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from agglo.graph.store.workings import NAME

Spoil = Callable[[sqlite3.Connection], object]


def spoil_text(workings: sqlite3.Connection) -> None:
    workings.execute("UPDATE text SET data = x'00'")


def other_text(workings: sqlite3.Connection) -> None:
    workings.execute("UPDATE text SET data = (SELECT data FROM text ORDER BY file LIMIT 1)")


def lose_lines(workings: sqlite3.Connection) -> None:
    workings.execute("DELETE FROM block WHERE first = (SELECT max(first) FROM block)")


def spoil_lines(workings: sqlite3.Connection) -> None:
    workings.execute("UPDATE block SET data = x'789c03000000000001'")


def lose_a_line(workings: sqlite3.Connection) -> None:
    first, data = workings.execute("SELECT first, data FROM block ORDER BY first DESC").fetchone()
    lines = zlib.decompress(data).splitlines(keepends=True)
    workings.execute("UPDATE block SET data = ? WHERE first = ?", (zlib.compress(b"".join(lines[:-1])), first))


def misplace_lines(workings: sqlite3.Connection) -> None:
    last = "first = (SELECT max(first) FROM block)"
    workings.execute(f"UPDATE block SET first = CAST('<z' || first AS BLOB) WHERE {last}")


def other_release(workings: sqlite3.Connection) -> None:
    assert workings.execute("UPDATE state SET value = '\"0\"' WHERE name = 'release'").rowcount == 1


def lose_figures(workings: sqlite3.Connection) -> None:
    workings.execute("DELETE FROM state")


def lose_tables(workings: sqlite3.Connection) -> None:
    for table in ("text", "block", "state"):
        workings.execute(f"DROP TABLE {table}")


SPOILS: list[Spoil] = [
    spoil_text,
    other_text,
    lose_lines,
    spoil_lines,
    lose_a_line,
    misplace_lines,
    other_release,
    lose_figures,
    lose_tables,
]


def spoil_workings(release: Path, spoil: Spoil) -> None:
    """Do something to the workings in a release's folder."""
    with closing(sqlite3.connect(release / NAME)) as workings, workings:
        spoil(workings)
