"""A release in RDF syntaxes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from ..errors import QuestionError
from ..namespaces import PREFIXES
from ..store.canonical import canonical_lines
from ..store.release import Release

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
"""Name of each syntax, as a file ends."""


def export_rdf(release: Release, form: str, out: BinaryIO) -> None:
    """Write the graph in an RDF syntax, line by line: the same bytes every time, in little memory.

    Raises:
        QuestionError: there is no such syntax.
        StoreError: the release is damaged.
        OSError: it cannot be written.
    """
    if form not in FORMATS:
        raise QuestionError(f"there is no RDF syntax `{form}`", f"one of: {', '.join(FORMATS)}")
    lines = canonical_lines(release)
    if form in ("nq", "nt"):
        out.writelines(lines)
        return
    quads = ox.parse(io.BufferedReader(_Stream(lines)), format=ox.RdfFormat.N_QUADS)
    # Sorted quads in, so that the order of the output is fixed too.
    ox.serialize((quad.triple for quad in quads), out, format=FORMATS[form], prefixes=dict(PREFIXES))


class _Stream(io.RawIOBase):
    """Chunks of bytes as a file to read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        room = memoryview(buffer)
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        number = min(len(room), len(self._rest))
        room[:number] = self._rest[:number]
        self._rest = self._rest[number:]
        return number
