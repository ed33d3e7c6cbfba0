"""What a place lacks for a framework: for each of its members, what is on record there.

A member is present where an accepted claim joins it to something in the place: as subject, object, place of the claim,
or mechanism. What stands for the member counts too: a narrower mechanism, and what an accepted claim calls an example,
a part, a kind or a need of it; the answer then shows both claims. A member is disputed where only contested claims join
it, absent where every claim that does was rejected. Where no claim says anything it is *not recorded*, which is not
absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

from ...errors import QuestionError
from ...namespaces import ENTITY
from ..answer import Answer, Nearest, Row
from ..claims import ClaimView, claim_view, claim_views
from ..edges import Path
from ..inquest import claim_passes, edge_of
from ..look import Look
from ..parsing import seq
from ..patterns import shown
from ..reading import GAPS, Filters, Reading, Slot
from . import Kind, require_place

if TYPE_CHECKING:
    from ..inquiry import Inquiries
    from ..parsing import Parser

PRESENT, DISPUTED, ABSENT, UNRECORDED = "present", "disputed", "absent", "not-recorded"
_ORDER = (UNRECORDED, ABSENT, DISPUTED, PRESENT)
_NEEDS = frozenset({"requires", "includes", "uses"})
_EXAMPLES = frozenset({"exemplifies", "is_kind_of", "part_of"})
_IDEAS = frozenset({"Mechanism", "Concept", "Technology", "Policy", "Programme"})
_EARTH = 6371.0
"""The earth's mean radius in kilometres."""


def gaps(look: Look, reading: Reading) -> Answer:
    """One row for each member of the framework, what is missing first, else in the framework's own order."""
    place, framework = reading.subject.entity, reading.object.entity
    require_place(look, place)
    if "Framework" not in look.types(framework):
        raise QuestionError(f"`{framework}` is not a framework", "agglo search names those that there are")
    points = points_of(look)
    examined = {"claims": 0, "claims left out by filters": 0}
    rows = []
    for member in members(look, framework):
        found = evidence_of(look, signs_of(look, member), reading.filters)
        examined["claims"] += found.examined
        examined["claims left out by filters"] += found.examined - len(found.claims)
        rows.append(standing(look, (place, member), found.claims, points))
    rows.sort(key=lambda row: _ORDER.index(row.verdict))
    return Answer(reading, tuple(rows), {**examined, "paths": len(rows)})


Sign = tuple[ClaimView, ...]
"""How a thing stands for a member: by itself (empty), or by a claim."""
_ITSELF: Sign = ()
Points = Mapping[str, tuple[float, float]]
"""Latitude and longitude in degrees, by id."""


class Found(NamedTuple):
    """The claims that pass the filters of those that name a thing or a sign of it, and how many there are in all."""

    claims: list[tuple[ClaimView, Sign]]
    examined: int


def evidence_of(look: Look, signs: Mapping[str, Sign], filters: Filters) -> Found:
    """The claims that name what stands for a member."""
    look.gather_naming(signs)
    joined = [(claim_view(look, id_), sign) for sign in signs for id_ in _naming(look, sign)]
    kept = [(claim, signs[sign]) for claim, sign in joined if claim_passes(look, claim, filters)]
    return Found(kept, len(joined))


def members(look: Look, framework: str) -> list[str]:
    """The members of a framework in its order, by its accepted claims `includes`."""
    views = claim_views(look, look.mentions(framework))
    held = [v.object for v in views if (v.subject, v.relation, v.status) == (framework, "includes", "accepted")]
    order = {id_: number for number, id_ in enumerate(look.release.index.members(framework))}
    return sorted(dict.fromkeys(held), key=lambda id_: (order.get(id_, len(order)), id_))


def signs_of(look: Look, member: str) -> dict[str, Sign]:
    """The member, what is narrower, and what an accepted claim makes stand for it; places stand for nothing."""
    found = dict.fromkeys((member, *sorted(look.with_narrower(member))), _ITSELF)
    for claim in claim_views(look, look.mentions(member)):
        outwards = claim.subject == member and claim.relation in _NEEDS
        inwards = claim.object == member and claim.relation in _EXAMPLES
        other = claim.object if outwards else claim.subject
        if claim.status == "accepted" and (outwards or inwards) and look.types(other) & _IDEAS:
            found.setdefault(other, (claim,))
    return found


def _naming(look: Look, thing: str) -> list[str]:
    """The claims that name a thing."""
    return sorted({*look.mentions(thing), *look.through(thing)})


def standing(look: Look, ends: tuple[str, str], claims: Sequence[tuple[ClaimView, Sign]], points: Points) -> Row:
    """What is on record in a place (the first end) of a member (the second), by the claims that `evidence_of` found."""
    place, _ = ends
    here = [(claim, sign) for claim, sign in claims if place in around_of(look, claim)]
    for verdict, status in ((PRESENT, "accepted"), (DISPUTED, "contested"), (ABSENT, "rejected")):
        if found := [pair for pair in here if pair[0].status == status]:
            best = min(found, key=lambda pair: (len(pair[1]), -(pair[0].confidence or 0), pair[0].id))
            path = Path(tuple(map(edge_of, (best[0], *best[1]))))
            return Row(look, path, len({claim.id for claim, _ in found}) - 1, verdict, ends=ends)
    elsewhere = [claim for claim, _ in claims]
    return Row(look, Path(()), 0, UNRECORDED, ends=ends, nearest=nearest_city(look, place, elsewhere, points))


def around_of(look: Look, claim: ClaimView) -> set[str]:
    """Everything that the ends of a claim are in; where it says where, that alone."""
    found: set[str] = look.once("around", claim.id, lambda _: _around_of(look, claim))
    return found


def _around_of(look: Look, claim: ClaimView) -> set[str]:
    return set().union(*map(look.within, ends_of(claim)))


def ends_of(claim: ClaimView) -> tuple[str, ...]:
    """Where a claim holds if it says so, else what it is about."""
    return claim.where or tuple(filter(None, (claim.subject, claim.object)))


def nearest_city(look: Look, place: str, claims: Iterable[ClaimView], points: Points) -> Nearest | None:
    """The city nearest to a place of which an accepted claim says what is not recorded here."""
    here = next((points[each] for each in (place, *sorted(look.within(place))) if each in points), None)
    cities = look.instances("City")
    found = [
        Nearest(city, round(kilometres(here, points[city])), claim.id)
        for claim in claims
        if claim.status == "accepted"
        for city in around_of(look, claim) & cities
        if here and city in points
    ]
    return min(found, key=lambda each: (each.kilometres, each.city, each.claim), default=None)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance between two points (latitude, longitude in degrees), by the haversine formula.

    >>> round(kilometres((48.85341, 2.3488), (52.52437, 13.41053)))  # Paris, Berlin
    878
    """
    (lat1, long1), (lat2, long2) = (tuple(map(radians, point)) for point in (one, other))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((long2 - long1) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(h))


def points_of(look: Look) -> Points:
    """Every point on record."""
    return {id_: (latitude, longitude) for id_, latitude, longitude in look.release.index.points()}


def _parsers(ask: Inquiries) -> Iterable[Parser]:
    word, words = ask.terms.word, ask.terms.words
    place = words("the") >> ask.terms.entity("Place")
    framework = words("the") >> ask.terms.entity("Framework")
    # what does X lack for F; what is X missing for F; X 对照 F 缺什么; 按 F，X 缺什么
    asked = word("what", "which") >> word("do", "be")
    against = word("measured_by") >> framework
    for clause in (
        seq(asked >> place, word("lack") >> word("measured_by") >> framework),
        seq(place, against << word("lack") << words("end")),
        seq(against, place << word("lack") << words("end")).map(lambda pair: pair[::-1]),
    ):
        yield ask.framed(clause.map(lambda pair: Reading(GAPS, "", Slot(entity=pair[0]), Slot(entity=pair[1]))))


def _query(look: Look, reading: Reading) -> Sequence[str]:
    member = f"{shown(ENTITY + reading.object.entity)} agglo:includes ?member ."
    return (
        f"{{ {member} ?claim agglo:subject|agglo:object|agglo:through ?member }}",
        f"UNION {{ {member} ?member agglo:requires|agglo:includes|agglo:uses ?sign . FILTER(?sign != ?member)",
        "  ?claim agglo:subject|agglo:object|agglo:through ?sign }",
    )


KIND = Kind(_parsers, gaps, _query)
