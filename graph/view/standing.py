"""Where things stand on the map, and the bounds of their dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any

from ..ask.kinds.gaps import kilometres
from ..ask.look import Look
from ..dates import bounds

Spot = tuple[float, float]
"""Latitude and longitude in degrees."""

# An area whose places lie farther than this from their middle is too large to stand at one point.
_WIDEST = 400  # kilometres


def standing(look: Look, things: Sequence[str] | None = None) -> dict[str, Any]:
    """What the map needs beside the entities.

    Args:
        look: the release.
        things: the ids of the entities that the page shows, if they are not all there are; with all that they are in.

    Returns:
        `points`, each place's latitude and longitude; `areas`, the ids of those that have no point of their own and
        stand in the middle of the places in them; `stands`, for each further entity the place at whose point it stands:
        the nearest that it is in, or, for an area, the only one in it.
    """
    points = {id_: (latitude, longitude) for id_, latitude, longitude in look.release.index.points()}
    first = dict(look.release.index.above("in", things))
    stands = {}
    areas = {}
    shown = look.instances("Entity") if things is None else {*things}
    entities = shown - points.keys()
    for id_ in sorted(entities):
        if place := _stand(look, id_, first, points):
            stands[id_] = place
    for id_ in sorted(entities - stands.keys()):
        if not look.is_a(id_, "Place") or look.is_a(id_, "Country"):
            continue
        inside = {place: points[place] for place in sorted(look.inside(id_) & points.keys())}
        if len(inside) == 1:
            stands[id_] = next(iter(inside))
        elif spot := _middle([*inside.values()]):
            areas[id_] = spot
    settled = points | areas | {id_: points[place] for id_, place in stands.items()}
    for id_ in sorted(entities - settled.keys()):
        if place := _stand(look, id_, first, settled):
            stands[id_] = stands.get(place, place)
    points |= areas
    # The only place in an area may not be shown: then the area has its point.
    apart = {id_: place for id_, place in stands.items() if place not in shown}
    points |= {id_: points[place] for id_, place in apart.items()}
    return {
        "points": {id_: list(spot) for id_, spot in sorted(points.items()) if id_ in shown},
        "areas": [*areas],
        "stands": {id_: place for id_, place in stands.items() if id_ not in apart},
    }


def _stand(look: Look, id_: str, first: Mapping[str, str], points: Mapping[str, Spot]) -> str | None:
    """The nearest place with a point that an entity is in: by its `in`, else by what claims say."""
    return next((place for place in _outwards(look, id_, first) if place in points), None)


def _outwards(look: Look, id_: str, first: Mapping[str, str]) -> Iterator[str]:
    """What an entity is in, from near to far; what its `in` leads to comes before what claims lead to."""
    seen = [id_]
    while (above := first.get(seen[-1])) and above not in seen:
        seen.append(above)
    for here in seen:
        yield here
        for above in sorted(look.parents.get(here, ())):
            if above not in seen:
                seen.append(above)


def _middle(spots: Sequence[Spot]) -> Spot | None:
    """The middle of some points, unless they lie too far apart."""
    if not spots:
        return None
    x = sum(cos(radians(north)) * cos(radians(east)) for north, east in spots)
    y = sum(cos(radians(north)) * sin(radians(east)) for north, east in spots)
    z = sum(sin(radians(north)) for north, _ in spots)
    middle = (round(degrees(atan2(z, hypot(x, y))), 4), round(degrees(atan2(y, x)), 4))
    return middle if max(kilometres(middle, spot) for spot in spots) <= _WIDEST else None


def dated(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """The bounds of every date in page data, by its EDTF text.

    Returns:
        For each text the earliest and latest start and the earliest and latest end as `YYYY-MM-DD`, empty where open;
        a single date has only the first two. A text that is no date has no entry.
    """
    texts = {entity["active"] for entity in data["entities"].values()}
    texts |= {claim["when"] for claim in data["claims"].values()}
    found = {}
    for text in sorted(text for text in texts if text):
        try:
            whole = bounds(text)
        except ValueError:
            continue
        ends = [whole.start_earliest, whole.start_latest, whole.end_earliest, whole.end_latest]
        found[text] = [day or "" for day in (ends if "/" in text else ends[:2])]
    return found
