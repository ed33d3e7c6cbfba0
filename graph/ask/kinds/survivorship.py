"""Which mechanisms worked in several places and failed in none on record: the ones to distrust for want of failures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..answer import Answer, Note, Row
from ..edges import Path
from ..look import Look
from ..mechanisms import Track, gather_tracks, track_of
from ..reading import SURVIVORSHIP, Filters, Reading, Slot
from . import Kind

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser

UNFAILED = "no-failure-recorded"


def survivorship(look: Look, reading: Reading) -> Answer:
    """One row for each mechanism with successes in several places and no failure, the most widespread first."""
    gather_tracks(look, look.instances("Mechanism"))
    tracks = {each: track_of(look, each, reading.filters) for each in sorted(look.instances("Mechanism"))}
    found = {each: track for each, track in tracks.items() if track.survivorship}
    rows = [_row(look, each, found[each]) for each in sorted(found, key=lambda each: (-len(found[each].places), each))]
    examined = {
        "claims": sum(track.examined for track in tracks.values()),
        "claims left out by filters": sum(track.left_out for track in tracks.values()),
        "paths": len(rows),
    }
    return Answer(reading, tuple(rows), examined)


def _row(look: Look, mechanism: str, track: Track) -> Row:
    ids = tuple(dict.fromkeys(claim.id for claim in track.places.values()))
    notes = [Note("worked", (len(track.worked), len(track.places)), ids)]
    if track.doubted:
        notes.append(Note("doubted", (len(track.doubted),), tuple(claim.id for claim in track.doubted)))
    return Row(look, Path(()), 0, UNFAILED, ends=(mechanism, ""), notes=tuple(notes))


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    kind = ask.terms.noun().map(lambda slot: True if slot.type == "Mechanism" else None)
    # which mechanisms have no failure on record; 哪些机制没有失败记录
    asked = word("which") >> kind >> word("no_failure") << words("end")
    yield ask.framed(asked.map(lambda _: Reading(SURVIVORSHIP, "", Slot(), Slot())))


def _query(look: Look, reading: Reading) -> Sequence[str]:
    return (
        "?mechanism a agglo:Mechanism . ?claim agglo:subject|agglo:through ?mechanism ; agglo:relation ?relation .",
        "?relation a agglo:CausalRelation .",
    )


KIND = Kind(_parsers, survivorship, _query, filters=Filters.names() - {"through", "not_through"}, general=True)
