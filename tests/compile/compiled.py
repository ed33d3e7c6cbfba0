"""What is compiled, as quads."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from agglo.graph.compile.statements import Statements
from agglo.graph.records import Record
from agglo.graph.store.quads import quads_in
from agglo.graph.vocabulary import Vocabulary


def quads_of(records: Iterable[Record], vocabulary: Vocabulary) -> list[ox.Quad]:
    """The quads of some records, in their order."""
    statements = Statements(vocabulary)
    return quads_in(line.encode() for record in records for line in statements.of(record))
