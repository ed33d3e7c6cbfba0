"""The outline of the world that the map draws: coasts and borders, as small as they can be and still be read.

The source is Natural Earth's 1:50m countries (public domain) as the npm package `world-atlas` 2.0.2 has them
(TopoJSON, ISC licence of Michael Bostock). To make `web/outline.json` anew:

    npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
    python -m agglo.graph.view.outline package/countries-50m.json > graph/view/web/outline.json

Lines are thinned out by the method of Visvalingam and Whyatt (1993), which leaves out the points that make the smallest
triangles with their neighbours, and written as in Google's encoded polyline format, in hundredths of a degree.
"""

from __future__ import annotations

import heapq
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any, TypeAlias

Point: TypeAlias = tuple[float, float]
"""Longitude and latitude in degrees."""
Line: TypeAlias = list[Point]

SOURCE = "Natural Earth 1:50m, admin 0 countries, 4.1.0, by way of npm world-atlas 2.0.2 (countries-50m.json)"
LICENCE = "Natural Earth: public domain. world-atlas: ISC, copyright 2013-2019 Michael Bostock."
STEP = 0.01  # degrees
_SMALLEST = 0.004  # square degrees, at the equator, of a triangle that is worth its point
_ISLET = 0.012  # square degrees of the smallest island; Singapore has 0.05
_SOUTHMOST = -60.0  # Antarctica has no cities


def outline(topology: dict[str, Any]) -> dict[str, Any]:
    """The outline of a TopoJSON topology with an object `countries`.

    Returns:
        `land`, closed lines around all land but Antarctica, and `borders`, lines between two countries; each line
        encoded. `step` is the size of a unit in degrees.
    """
    arcs = [_thinned(line) for line in _arcs(topology)]
    rings = [ring for country in topology["objects"]["countries"]["geometries"] for ring in _rings(country)]
    uses = Counter(_index(arc) for ring in rings for arc in ring)
    coasts = {arc for ring in rings for arc in ring if uses[_index(arc)] == 1}
    land = [ring for ring in _joined(coasts, arcs) if max(y for _, y in ring) > _SOUTHMOST and _area(ring) >= _ISLET]
    borders = [arcs[arc] for arc, number in sorted(uses.items()) if number > 1]
    return {
        "source": SOURCE,
        "licence": LICENCE,
        "step": STEP,
        "land": [encoded(line) for line in sorted(land, key=_area, reverse=True)],
        "borders": [encoded(line) for line in borders],
    }


def encoded(line: Iterable[Point]) -> str:
    """A line as text: steps from point to point in units of `STEP`, longitude first, in chunks of five bits.

    >>> encoded([(0.0, 0.0), (0.01, -0.01), (10.0, 0.0)])
    '??A@k}@A'
    """
    said: list[str] = []
    last = (0, 0)
    for x, y in line:
        here = (round(x / STEP), round(y / STEP))
        if said and here == last:
            continue
        said += [_number(here[0] - last[0]), _number(here[1] - last[1])]
        last = here
    return "".join(said)


def _number(value: int) -> str:
    left = ~(value << 1) if value < 0 else value << 1
    letters = []
    while left >= 0x20:
        letters.append(chr((0x20 | (left & 0x1F)) + 63))
        left >>= 5
    return "".join([*letters, chr(left + 63)])


def _arcs(topology: dict[str, Any]) -> Iterator[Line]:
    (east, north), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for right, up in arc:
            x, y = x + right, y + up
            line.append((x * east + west, y * north + south))
        yield _unrolled(line)


def _unrolled(line: Line) -> Line:
    """The line without a jump at 180°: what crosses that goes on beyond it."""
    found: Line = []
    for x, y in line:
        turns = round((found[-1][0] - x) / 360) if found else 0
        found.append((x + 360 * turns, y))
    return found


def _rings(geometry: dict[str, Any]) -> Iterable[list[int]]:
    """The rings of a country, each a list of arcs; a negative number is an arc backwards."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    return [ring for polygon in geometry.get("arcs", ()) for ring in polygon]


def _index(arc: int) -> int:
    return ~arc if arc < 0 else arc


def _joined(coasts: Iterable[int], arcs: Sequence[Line]) -> Iterator[Line]:
    """Closed lines made of arcs that run on from each other."""
    starts: dict[Point, list[int]] = {}
    for arc in sorted(coasts):
        starts.setdefault(_ends(arc, arcs)[0], []).append(arc)
    while starts:
        first = arc = starts[next(iter(starts))][0]
        ring: Line = []
        while True:
            start, end = _ends(arc, arcs)
            starts[start].remove(arc)
            if not starts[start]:
                del starts[start]
            line = arcs[_index(arc)]
            ring += (line if arc >= 0 else line[::-1])[:-1]
            if end == _ends(first, arcs)[0]:
                break
            arc = starts[end][0]
        yield _unrolled([*ring, ring[0]])


def _ends(arc: int, arcs: Sequence[Line]) -> tuple[Point, Point]:
    """Where an arc starts and ends, with a longitude from 0 to 360 so that 180° is one meridian."""
    line = arcs[_index(arc)]
    start, end = ((round(x, 6) % 360, y) for x, y in (line[0], line[-1]))
    return (start, end) if arc >= 0 else (end, start)


def _area(ring: Line) -> float:
    """Of a closed line, in square degrees as they are at the equator."""
    narrow = cos(radians(sum(y for _, y in ring) / len(ring)))
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))) / 2 * narrow


def _thinned(line: Line) -> Line:
    """The line without the points that matter least; the ends stay, so that lines still meet."""
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    area = dict.fromkeys(range(len(line)), 0.0)
    heap: list[tuple[float, int]] = []

    def weigh(at: int, least: float) -> None:
        if 0 < at < len(line) - 1:
            # No smaller than the triangle that went before it, or a whole bay could go bit by bit.
            area[at] = max(least, _triangle(line[before[at]], line[at], line[after[at]]))
            heapq.heappush(heap, (area[at], at))

    for at in range(len(line)):
        weigh(at, 0.0)
    gone: set[int] = set()
    while heap and heap[0][0] < _SMALLEST:
        size, at = heapq.heappop(heap)
        if at in gone or size != area[at] or len(line) - len(gone) <= 4:
            continue
        gone.add(at)
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        weigh(left, size)
        weigh(right, size)
    return [point for at, point in enumerate(line) if at not in gone]


def _triangle(a: Point, b: Point, c: Point) -> float:
    narrow = cos(radians(b[1]))
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 * narrow


if __name__ == "__main__":
    found = outline(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    sys.stdout.write(json.dumps(found, indent=0) + "\n")
