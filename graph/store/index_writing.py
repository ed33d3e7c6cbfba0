"""The index of a release, written whole, or from that of another. The same rows give the same bytes either way."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from .contents import Row, Table, text
from .unguarded import unguarded
from .workings import Unknown

_SCHEMA = """
CREATE TABLE text (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entity (id TEXT PRIMARY KEY, type TEXT NOT NULL, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE instance (class TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (class, id)) WITHOUT ROWID;
CREATE TABLE role (id TEXT NOT NULL, class TEXT NOT NULL, PRIMARY KEY (id, class)) WITHOUT ROWID;
CREATE TABLE above (kind TEXT NOT NULL, id TEXT NOT NULL, up TEXT NOT NULL, PRIMARY KEY (kind, id, up)) WITHOUT ROWID;
CREATE TABLE source (id TEXT PRIMARY KEY, card TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE claim (id TEXT PRIMARY KEY, card TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outline (id TEXT PRIMARY KEY, subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT NOT NULL,
                      value TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL, since TEXT NOT NULL,
                      begun TEXT NOT NULL, until TEXT NOT NULL, status TEXT NOT NULL, polarity TEXT NOT NULL,
                      because TEXT NOT NULL, dispute TEXT NOT NULL, confidence REAL,
                      independent_sources INTEGER NOT NULL, through TEXT NOT NULL, places TEXT NOT NULL,
                      rival TEXT NOT NULL, evidence TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE site (claim TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (claim, place)) WITHOUT ROWID;
CREATE TABLE mention (entity TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (entity, claim)) WITHOUT ROWID;
CREATE TABLE through (mechanism TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (mechanism, claim)) WITHOUT ROWID;
CREATE TABLE member (framework TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL,
                     PRIMARY KEY (framework, place)) WITHOUT ROWID;
CREATE TABLE point (id TEXT PRIMARY KEY, latitude REAL NOT NULL, longitude REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE derivation (subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT NOT NULL, id TEXT NOT NULL,
                         rule TEXT NOT NULL, premises TEXT NOT NULL,
                         PRIMARY KEY (subject, relation, object, id)) WITHOUT ROWID;
CREATE TABLE disputed (claim TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE line (kind TEXT NOT NULL, id TEXT NOT NULL, file TEXT NOT NULL, number INTEGER NOT NULL,
                   PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE phrase (kind TEXT NOT NULL, phrase TEXT NOT NULL, meanings TEXT NOT NULL,
                     PRIMARY KEY (kind, phrase)) WITHOUT ROWID;
CREATE TABLE edge (claim TEXT PRIMARY KEY, subject TEXT, relation TEXT, object TEXT, sign INTEGER, confidence REAL,
                   since TEXT, begun TEXT, until TEXT, dated INTEGER) WITHOUT ROWID;
"""

# Made once the rows are there, which is quicker.
_INDEXES = """
CREATE INDEX above_up ON above (kind, up);
CREATE INDEX site_place ON site (place);
CREATE INDEX edge_from ON edge (subject);
CREATE INDEX edge_to ON edge (object);
"""


# Where SQLite counts what has been done to a file (https://sqlite.org/fileformat.html, 1.3): the change counter, the
# schema cookie, and the counter once more, beside which the size of the file is valid.
_COUNTERS = (24, 40, 92)
_COPIED = 1024 * 1024  # bytes at a time
_LOOSE = ".loose"


@contextmanager
def index_writer(path: Path) -> Iterator[Callable[[Iterable[Table]], None]]:
    """Write the index of a release: gives what takes tables, with their rows.

    Raises:
        OSError: it cannot be written.
    """
    with _packed(path.with_suffix(_LOOSE), path) as database:
        database.executescript(_SCHEMA)
        database.execute("BEGIN")

        def fill(tables: Iterable[Table]) -> None:
            for table, rows in tables:
                _fill(database, table, rows)

        yield fill
        for made in _INDEXES.strip().splitlines():
            database.execute(made)
        database.execute("COMMIT")


@contextmanager
def _packed(loose: Path, path: Path) -> Iterator[sqlite3.Connection]:
    """A database to write to, which goes; what is in it then is packed into another file."""
    try:
        with unguarded(loose) as database:
            yield database
            # Makes the bytes the same, in whatever order rows came; in place it would write all twice.
            database.execute("VACUUM INTO ?", (str(path),))
        loose.unlink()
    except sqlite3.Error as error:
        raise OSError(f"the index cannot be written: {error}") from error
    with path.open("r+b") as file:
        for place in _COUNTERS:
            file.seek(place)
            file.write((1).to_bytes(4, "big"))


def _fill(database: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    each = iter(rows)
    if first := next(each, None):
        places = ", ".join("?" * len(first))
        database.executemany(f"INSERT INTO {table} VALUES ({places})", chain([first], each))


Rows = Mapping[str, frozenset[Row]]


def edit_index(old: Path, sha256: str, new: Path, before: Rows, after: Rows, release: str) -> None:
    """Write an index as another one with some rows changed.

    Args:
        old: the other one.
        sha256: its digest.
        new: where it is written.
        before: by table, rows of what changed, as they were.
        after: the same as they are.
        release: the id of the new release.

    Raises:
        Unknown: the other one has not the digest, or not the rows.
        OSError: it cannot be read or written.
    """
    loose = new.with_suffix(_LOOSE)
    if _copied(old, loose) != sha256:
        raise Unknown("an index that is not the release's")
    with _packed(loose, new) as database:
        database.execute("BEGIN")
        for table in after.keys() | before.keys():
            was, now = before.get(table, frozenset()), after.get(table, frozenset())
            if table in _EDITS:
                _EDITS[table](database, was, now)
            else:
                _remove(database, table, was - now)
                _fill(database, table, now - was)
        database.execute("UPDATE text SET value = ? WHERE name = 'release'", (text(release),))
        database.execute("COMMIT")


def _copied(old: Path, new: Path) -> str:
    """Copy a file; gives its digest."""
    found = hashlib.sha256()
    with old.open("rb") as source, new.open("wb") as target:
        while data := source.read(_COPIED):
            found.update(data)
            target.write(data)
    return found.hexdigest()


def _remove(database: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    for row in rows:
        columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")]
        same = " AND ".join(f"{name} IS ?" for name in columns)
        if database.execute(f"DELETE FROM {table} WHERE {same}", row).rowcount != 1:
            raise Unknown(f"{table}: {row[:2]}")


def _edit_above(database: sqlite3.Connection, was: frozenset[Row], now: frozenset[Row]) -> None:
    """Several records may say of two things that one is above the other."""
    _remove(database, "above", was - now)
    database.executemany("INSERT OR IGNORE INTO above VALUES (?, ?, ?)", now - was)


def _edit_phrases(database: sqlite3.Connection, was: frozenset[Row], now: frozenset[Row]) -> None:
    """Several records may have one name: a phrase keeps the meanings that others give it."""
    old, new = ({(kind, phrase): set(json.loads(ids)) for kind, phrase, ids in rows} for rows in (was, now))
    for kind, phrase in old.keys() | new.keys():
        key = kind, phrase
        row = database.execute("SELECT meanings FROM phrase WHERE kind = ? AND phrase = ?", key).fetchone()
        meanings = set(json.loads(row[0])) if row else set()
        if not meanings >= old.get(key, set()):
            raise Unknown(phrase)
        left = sorted(meanings - old.get(key, set()) | new.get(key, set()))
        if left:
            database.execute("INSERT OR REPLACE INTO phrase VALUES (?, ?, ?)", (*key, text(left)))
        else:
            database.execute("DELETE FROM phrase WHERE kind = ? AND phrase = ?", key)


def _edit_texts(database: sqlite3.Connection, was: frozenset[Row], now: frozenset[Row]) -> None:
    """Of the texts, only the number of edges comes from records."""
    old, new = (json.loads({str(name): str(value) for name, value in rows}["edges"]) for rows in (was, now))
    (edges,) = database.execute("SELECT value FROM text WHERE name = 'edges'").fetchone()
    counted = Counter(json.loads(edges))
    counted.subtract(old)
    counted.update(new)
    left = {kind: number for kind, number in counted.items() if number}
    database.execute("UPDATE text SET value = ? WHERE name = 'edges'", (text(left),))


_EDITS: Mapping[str, Callable[[sqlite3.Connection, frozenset[Row], frozenset[Row]], None]] = {
    "above": _edit_above,
    "phrase": _edit_phrases,
    "text": _edit_texts,
}
