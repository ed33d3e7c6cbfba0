"""The blocks of sorted lines that a build kept in its workings, read."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from .index import sealed
from .release import Release
from .workings import NAME, Unknown


class Block(NamedTuple):
    """Some lines of a graph: the first, all of them deflated, and how many there are."""

    first: bytes
    data: bytes
    number: int

    def text(self) -> bytes:
        """The lines as one text.

        Raises:
            Unknown: they are not what was expected of them.
        """
        try:
            found = zlib.decompress(self.data)
        except zlib.error as error:
            raise Unknown(NAME) from error
        if found.count(b"\n") != self.number or not found.startswith(self.first):
            raise Unknown(NAME)
        return found

    def lines(self) -> list[bytes]:
        """The lines, one by one.

        Raises:
            Unknown: as for `text`.
        """
        return self.text().splitlines(keepends=True)


@contextmanager
def blocks_of(release: Release) -> Iterator[Iterator[Block]]:
    """The blocks of a release in their order.

    Raises:
        Unknown: they are not kept, are another release's, or cannot be read.
    """
    try:
        with closing(sealed(release.folder / NAME)) as database:
            query = "SELECT value, (SELECT sum(lines) FROM block) FROM state WHERE name = 'release'"
            found = database.execute(query).fetchone()
            if not found or [json.loads(found[0]), found[1]] != [release.marker.sha256, release.marker.quads]:
                raise Unknown(NAME)
            yield map(Block._make, database.execute("SELECT first, data, lines FROM block ORDER BY first"))
    except (sqlite3.Error, ValueError) as error:
        raise Unknown(NAME) from error
