"""What to ask where a question has no answer: of the clusters in a place, or of all that is known of a thing."""

from __future__ import annotations

from collections.abc import Iterator

from ..light import replace
from .answer import answer
from .look import Look
from .reading import ABOUT, OBJECTS, PAIRS, RELATIONAL, SUBJECTS, Reading, Slot

_CLUSTER = "Cluster"


def wider(look: Look, reading: Reading) -> list[Reading]:
    """Questions that have an answer in the stead of one that has none.

    Args:
        look: the release.
        reading: the question without an answer. Where a relation of a place is asked for, the same of the clusters in
            it is offered; else, and if that has no answer either, what is known about the things that it names.
    """
    for offered in (_of_clusters, _known):
        if found := [each for each in offered(look, reading) if answer(look, each).rows]:
            return found
    return []


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


def _known(_: Look, reading: Reading) -> Iterator[Reading]:
    if reading.kind != ABOUT:
        for slot in (reading.subject, reading.object):
            if slot.entity:
                about = Slot(entity=slot.entity)
                yield Reading(ABOUT, "", about, Slot(), reading.filters, language=reading.language)
