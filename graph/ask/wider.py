"""What to ask where a question about a place has no answer: most that is on record is of the clusters in it."""

from __future__ import annotations

from collections.abc import Iterator

from ..light import replace
from .answer import answer
from .look import Look
from .reading import OBJECTS, PAIRS, RELATIONAL, SUBJECTS, Reading, Slot

_CLUSTER = "Cluster"


def wider(look: Look, reading: Reading) -> list[Reading]:
    """The same question of the clusters in a place in the stead of the place itself, as far as those have answers.

    Args:
        look: the release.
        reading: a question without an answer; none but one for a relation, with a place by its name, has any.
    """
    return [each for each in _of_clusters(look, reading) if answer(look, each).rows]


def _of_clusters(look: Look, reading: Reading) -> Iterator[Reading]:
    if reading.kind not in RELATIONAL:
        return
    subject, target, filters = reading.subject, reading.object, reading.filters
    # Where the effect is, is a filter of the answer.
    if look.is_a(target.entity, "Place") and not filters.places:
        inside = replace(filters, places=(target.entity,))
        kind = OBJECTS if subject.entity else PAIRS
        yield replace(reading, kind=kind, object=Slot(type=_CLUSTER), filters=inside)
    if look.is_a(subject.entity, "Place"):
        kind = SUBJECTS if target.entity else PAIRS
        yield replace(reading, kind=kind, subject=Slot(type=_CLUSTER, places=(subject.entity,)))
