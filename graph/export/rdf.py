"""A release in RDF syntaxes."""

from __future__ import annotations

import pyoxigraph as ox

from ..errors import QuestionError
from ..namespaces import PREFIXES
from ..store.release import Release

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
"""Name of each syntax, as a file ends."""


def export_rdf(release: Release, form: str) -> bytes:
    """The graph in an RDF syntax; the same bytes every time.

    Raises:
        QuestionError: there is no such syntax.
    """
    if form not in FORMATS:
        raise QuestionError(f"there is no RDF syntax `{form}`", f"one of: {', '.join(FORMATS)}")
    lines = release.nquads()
    if form in ("nq", "nt"):
        return lines
    quads = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    # Sorted quads in, so that the order of the output is fixed too.
    triples = (quad.triple for quad in quads)
    written = ox.serialize(triples, format=FORMATS[form], prefixes=dict(PREFIXES))
    return written or b""
