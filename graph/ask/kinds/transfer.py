"""Whether a mechanism could move from one place to another: a checklist, never a bare yes.

One answer for each mechanism: where it is on record at work, what it requires, what of that is on record in both places
(exactly as `gaps` tells it for a member of a framework), the nearest third city where it is, the failures on record,
and whether the second place has the mechanism already. What a broader mechanism requires is required too, and marked
as inherited. Without a mechanism every one at work in the first place is asked about; without a first place, all places
where the mechanism worked stand for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ...errors import QuestionError
from ...namespaces import ENTITY
from ..answer import Answer, Named, Note, Row
from ..claims import ClaimView
from ..edges import Path
from ..look import Look
from ..mechanisms import Need, Track, broader_of, effect_around, gather_tracks, needs_of, track_of, worked_in
from ..parsing import seq, skip
from ..patterns import values
from ..reading import TRANSFER, Filters, Reading, Slot
from . import OF_PATHS, Kind, require_place, text
from .gaps import (
    ABSENT,
    DISPUTED,
    PRESENT,
    UNRECORDED,
    Found,
    around_of,
    evidence_of,
    nearest_city,
    points_of,
    signs_of,
    standing,
)

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser
    from . import Named as NamedIn

UNKNOWN, RECORDED, PARTLY, LACKING = (
    "preconditions-unknown",
    "preconditions-recorded",
    "preconditions-partly",
    "precondition-absent",
)
_ORDER = (RECORDED, PARTLY, LACKING, UNKNOWN)


def transfer(look: Look, reading: Reading) -> Answer:
    """One row for each mechanism, the one with most preconditions on record in the second place first.

    Raises:
        QuestionError: what should move is no mechanism, a place is none, or neither mechanism nor first place is named.
    """
    origin = reading.subject.entity
    if reading.mechanism and "Mechanism" not in look.types(reading.mechanism):
        raise QuestionError(f"`{reading.mechanism}` is not a mechanism", "agglo search finds mechanisms by name")
    for place in filter(None, (origin, reading.object.entity)):
        require_place(look, place)
    if not reading.mechanism and not origin:
        raise QuestionError("name a mechanism, or the place from which it should come")
    check = _Checklist(look, reading)
    mechanisms = [reading.mechanism] if reading.mechanism else at_work_in(look, origin, reading.filters)
    gather_tracks(look, mechanisms)
    rows = [check.row(each) for each in mechanisms]
    rows.sort(key=lambda pair: pair[0])
    return Answer(reading, tuple(row for _, row in rows), {**check.examined, "paths": len(rows)})


def at_work_in(look: Look, place: str, filters: Filters) -> list[str]:
    """The mechanisms that claims about a place say worked there, each by itself and not by a narrower one."""
    mechanisms = sorted(look.instances("Mechanism"))
    look.gather_naming(mechanisms)
    return [each for each in mechanisms if worked_in(look, each, place, filters)]


class _Checklist:
    """Makes the rows; counts what it looked at."""

    def __init__(self, look: Look, reading: Reading) -> None:
        self.look, self.reading, self.points = look, reading, points_of(look)
        self.origin, self.target = reading.subject.entity, reading.object.entity
        self.examined = {"claims": 0, "claims left out by filters": 0}
        self._found: dict[str, Found] = {}

    def row(self, mechanism: str) -> tuple[tuple[object, ...], Row]:
        """The row of one mechanism, and its place in the order."""
        look, track = self.look, track_of(self.look, mechanism, self.reading.filters)
        self._count(track.examined, track.left_out)
        needs = needs_of(look, mechanism, self.reading.filters)
        checked = [(need, self.at(self.target, need.thing)) for need in needs]
        number = {verdict: sum(row.verdict == verdict for _, row in checked) for verdict in _STATES}
        verdict = _verdict(number)
        notes = [Note("counts", (number[PRESENT], len(needs), Named(self.target), *(number[s] for s in _STATES[1:])))]
        notes = notes if needs else []
        notes += self._already(mechanism)
        worked = [c for c in track.worked if not self.origin or self.origin in effect_around(look, c)]
        notes += self._worked(worked, track)
        for need, row in checked:
            notes += self._need(mechanism, need, row, track)
        notes += history(track)
        title = Note("title-from", (Named(mechanism), Named(self.origin), Named(self.target)))
        title = title if self.origin else Note("title", (Named(mechanism), Named(self.target)))
        ends = (mechanism, self.target)
        order = (_ORDER.index(verdict), -number[PRESENT] / max(1, len(needs)), -len(worked), mechanism)
        return order, Row(look, Path(()), 0, verdict, ends=ends, title=title, notes=tuple(notes))

    def _count(self, examined: int, left_out: int) -> None:
        self.examined["claims"] += examined
        self.examined["claims left out by filters"] += left_out

    def found(self, thing: str) -> Found:
        """The claims that name a precondition or a sign of it."""
        if thing not in self._found:
            found = evidence_of(self.look, signs_of(self.look, thing), self.reading.filters)
            self._count(found.examined, found.examined - len(found.claims))
            self._found[thing] = found
        return self._found[thing]

    def at(self, place: str, thing: str) -> Row:
        """What is on record of a precondition in a place, as `gaps` tells it."""
        return standing(self.look, (place, thing), self.found(thing).claims, self.points)

    def _already(self, mechanism: str) -> list[Note]:
        """Whether the second place has the mechanism: by claims that name it and do not say that it is held back."""
        look, target = self.look, self.target
        signs: Mapping[str, tuple[ClaimView, ...]] = dict.fromkeys(sorted(look.with_narrower(mechanism)), ())
        claims = evidence_of(look, signs, self.reading.filters).claims
        upheld = [(c, sign) for c, sign in claims if not (c.polarity == "decreases" and c.object in signs)]
        row = standing(look, (target, mechanism), upheld, self.points)
        return [_state("already", row, target)]

    def _worked(self, worked: Sequence[ClaimView], track: Track) -> list[Note]:
        if self.origin:
            ids = tuple(claim.id for claim in worked)
            return [Note("worked" if ids else "worked-not", (Named(self.origin), len(ids)), ids)]
        ids = tuple(dict.fromkeys(claim.id for claim in track.places.values()))
        return [Note("worked-places" if ids else "worked-nowhere", (len(track.places),), ids)]

    def _need(self, mechanism: str, need: Need, row: Row, track: Track) -> list[Note]:
        """One precondition: who says so, its state in both places, and the nearest third city where it is met."""
        thing, look = Named(need.thing), self.look
        inherited = need.by != mechanism
        if need.claims:
            notes = [Note("needs-inherited", (thing, Named(need.by)), need.claims) if inherited else _needs(need)]
        else:
            line = "{}:{}".format(*look.release.position("Entity", need.by))
            name = "needs-noted-inherited" if inherited else "needs-noted"
            notes = [Note(name, (thing, Named(need.by), line))]
        notes.append(_state("at", row, self.target, level=1))
        if self.origin and self.origin != self.target:
            notes.append(_state("at", self.at(self.origin, need.thing), self.origin, level=1))
        elif not self.origin:
            met = [place for place in track.places if self.at(place, need.thing).verdict == PRESENT]
            notes.append(Note("met-where-it-worked", (len(met), len(track.places)), (), 1))
        third = [claim for claim, _ in self.found(need.thing).claims if not self._first_or_second(claim)]
        if nearest := nearest_city(look, self.target, third, self.points):
            place = (Named(nearest.city), nearest.kilometres, Named(self.target))
            notes.append(Note("nearest", place, (nearest.claim,), 1))
        else:
            notes.append(Note("nearest-none", (), (), 1))
        return notes

    def _first_or_second(self, claim: ClaimView) -> bool:
        return bool(around_of(self.look, claim) & {self.origin, self.target})


_STATES = (PRESENT, UNRECORDED, DISPUTED, ABSENT)


def _verdict(number: Mapping[str, int]) -> str:
    if not sum(number.values()):
        return UNKNOWN
    if number[ABSENT]:
        return LACKING
    return RECORDED if number[PRESENT] == sum(number.values()) else PARTLY


def _needs(need: Need) -> Note:
    return Note("needs", (Named(need.thing),), need.claims)


def _state(prefix: str, row: Row, place: str, level: int = 0) -> Note:
    """The state of something in a place, with the claims that show it best and the number of further ones."""
    ids = tuple(edge.claim for edge in row.path.edges)
    more = f"{prefix}-{row.verdict}-more" if row.others else f"{prefix}-{row.verdict}"
    return Note(more, (Named(place), row.others), ids, level)


def history(track: Track) -> list[Note]:
    """The failures of a mechanism on record anywhere, or a warning that there are none; and what is in doubt."""
    notes = []
    if track.failed:
        notes.append(Note("failed", (len(track.failed),), tuple(claim.id for claim in track.failed)))
    else:
        notes.append(Note("survivorship" if track.worked else "untried", (len(track.worked), len(track.places))))
    if track.doubted:
        notes.append(Note("doubted", (len(track.doubted),), tuple(claim.id for claim in track.doubted)))
    return notes


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    place = words("the") >> ask.terms.entity("Place")
    # the guild mechanism; 衍生机制: the class may follow the name
    kind = ask.terms.noun().map(lambda slot: slot if slot.type == "Mechanism" else None)
    mechanism = words("the") >> ask.terms.entity("Mechanism") << skip(kind)
    end = words("end")

    def made(values: tuple[str, str, str]) -> Reading:
        moved, origin, target = values
        return Reading(TRANSFER, "", Slot(entity=origin), Slot(entity=target), mechanism=moved)

    nothing = words("the").map(lambda _: "")
    can, move, work, copy = word("can"), word("move"), word("would_work"), word("copy")
    there, of = words("can") >> word("in") >> place << work, words("of")
    asked, to = can | word("do"), word("to") >> place
    # Eindhoven's model; the approach of Eindhoven; 埃因霍温的做法; a model is a framework elsewhere
    practice = word("practice") | ask.terms.noun().map(lambda slot: slot if slot.type == "Framework" else None)
    way = place << of << practice | words("the") >> practice >> word("of") >> place
    learnt = word("what", "which") << skip(practice)
    worked = word("what_worked") >> word("in") >> place | way
    english = (
        # can M move from A to B; can M move to B; would M work in B
        seq(can >> mechanism, move >> word("from") >> place, to),
        seq(can >> mechanism, nothing, move >> to),
        seq(can >> mechanism, nothing, work >> place),
        # would what worked in A work in B; can A's model be copied to B; can B copy what worked in A
        seq(asked >> nothing, worked, work >> place),
        seq(can >> nothing, worked, move >> to),
        seq(can >> place, copy >> nothing, worked | place).map(_copied),
        # what can B learn from A
        seq(word("what", "which") >> skip(practice) >> can >> place, copy >> nothing, worked | place).map(_copied),
    )
    chinese = (
        # M能从A搬到B吗; M能搬到B吗; M在B行得通吗; A的做法在B行得通吗; A的做法能搬到B吗; B能学A的做法吗
        seq(mechanism << can, word("since") >> place, move >> place),
        seq(mechanism << can, nothing, move >> place),
        seq(mechanism, nothing, there),
        seq(nothing, way, there),
        seq(nothing, way << can, move >> place),
        seq(place << can, copy >> nothing, way | place).map(_copied),
        # B可以从A学到什么; B能从A借鉴哪些经验
        seq(place << can << word("since"), nothing, place << copy << words("aspect") << learnt).map(_copied),
        # A的M在B行得通吗; A的M能搬到B吗; 能把A的M搬到B吗; 能把A的做法搬到B吗
        seq(place << of, mechanism, there).map(_turned),
        seq(place << of, mechanism << can, move >> place).map(_turned),
        seq(can >> word("take") >> place << of, mechanism, move >> place).map(_turned),
        seq(can >> word("take") >> nothing, way, move >> place),
    )
    for form in english:
        yield ask.framed(form.map(made))
    for form in chinese:
        yield ask.framed((form << end).map(made))


def _turned(found: tuple[str, str, str]) -> tuple[str, str, str]:
    origin, moved, target = found
    return moved, origin, target


def _copied(found: tuple[str, str, str]) -> tuple[str, str, str]:
    target, moved, origin = found
    return moved, origin, target


def _parts(look: Look, reading: Reading, named: NamedIn) -> Sequence[str]:
    origin, target = reading.subject.entity, reading.object.entity
    given = [named(id_) if id_ else "" for id_ in (reading.mechanism, origin, target)]
    name = "ask-moves" if reading.mechanism and origin else "ask-tried" if reading.mechanism else "ask-practice"
    return [text(TRANSFER, name, reading.language, *given)]


def _query(look: Look, reading: Reading) -> Sequence[str]:
    filters = reading.filters
    asked = [reading.mechanism] if reading.mechanism else at_work_in(look, reading.subject.entity, filters)
    things = {one for each in asked for one in look.with_narrower(each)}
    things |= {sign for each in asked for need in needs_of(look, each, filters) for sign in signs_of(look, need.thing)}
    needing = {one for each in asked for one in broader_of(look, each)}
    return (
        f"{{ {_named(things)} ?claim agglo:subject|agglo:object|agglo:through ?named }}",
        f"UNION {{ {_named(needing)} ?claim agglo:subject ?named ; agglo:relation agglo:requires }}",
    )


def _named(ids: Iterable[str]) -> str:
    return values("?named", (ENTITY + each for each in sorted(ids)))


KIND = Kind(_parsers, transfer, _query, filters=Filters.names() - OF_PATHS, parts=_parts)
