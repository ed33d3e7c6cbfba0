"""SQLite files on their way into a release."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def unguarded(path: Path) -> Iterator[sqlite3.Connection]:
    """A database to write to, without a journal: nobody reads it before it is whole, and the build syncs it.

    Its pages are large if it is new: a third less room, since few cards of claims fit into the usual ones, and half the
    time to pack.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 16384")
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        yield database
