"""The outline of the world: how it is made, and the file that ships."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from agglo.graph.view.outline import encoded, outline

SHIPPED = files("agglo.graph.view") / "web" / "outline.json"
SHA256 = "fd48b33a44a1eeb197ff6ba990d224a270e38c6a1a4b490bd8201b267bd805ab"


def decoded(text: str) -> list[tuple[float, float]]:
    """Read a line as the page does, in Python."""
    numbers, value, shift = [], 0, 0
    for letter in text:
        chunk = ord(letter) - 63
        value |= (chunk & 31) << shift
        shift += 5
        if chunk < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    x = y = 0
    line = []
    for east, north in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + east, y + north
        line.append((x / 100, y / 100))
    return line


@pytest.fixture(scope="module")
def shipped_outline() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SHIPPED.read_text("utf-8"))
    return found


def test_the_shipped_file_is_what_the_script_made() -> None:
    data = SHIPPED.read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256
    assert 60_000 < len(data) < 100_000


def test_the_file_names_its_source_and_licence(shipped_outline: dict[str, Any]) -> None:
    assert "Natural Earth" in shipped_outline["source"]
    assert "public domain" in shipped_outline["licence"]


def test_land_is_closed_lines_without_jumps(shipped_outline: dict[str, Any]) -> None:
    assert len(shipped_outline["land"]) > 500
    for text in shipped_outline["land"]:
        line = decoded(text)
        assert line[0] == line[-1]
        assert all(abs(ax - bx) < 40 for (ax, _), (bx, _) in pairwise(line))
        assert all(-60 < y < 84 for _, y in line)


@pytest.mark.parametrize(
    ("place", "inside"),
    [
        ((5.48, 51.44), True),
        ((120.97, 24.8), True),
        ((103.85, 1.35), True),
        ((-30.0, 30.0), False),
        ((150.0, 0.0), False),
    ],
)
def test_cities_are_on_land_and_the_sea_is_not(
    shipped_outline: dict[str, Any], place: tuple[float, float], inside: bool
) -> None:
    x, y = place
    crossings = 0
    for text in shipped_outline["land"]:
        for (ax, ay), (bx, by) in pairwise(decoded(text)):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                crossings += 1
    assert (crossings % 2 == 1) is inside


def test_a_small_topology() -> None:
    # Two square countries side by side, the right one beyond 180°; an islet too small to be drawn.
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [
            [[180, 0], [0, 10]],
            [[180, 10], [-10, 0], [0, -10], [10, 0]],
            [[180, 10], [-350, 0], [0, -10], [350, 0]],
            [[0, 0], [0, 0], [0, 0], [0, 0]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "arcs": [[[-1, -3]], [[3]]]},
                ]
            }
        },
    }
    found = outline(topology)
    assert [decoded(text) for text in found["borders"]] == [[(180.0, 0.0), (180.0, 10.0)]]
    (land,) = map(decoded, found["land"])
    assert {x for x, _ in land} in ({170.0, 180.0, 190.0}, {-190.0, -180.0, -170.0})
    assert {y for _, y in land} == {0.0, 10.0}


def test_encoding_is_googles() -> None:
    # The example of the format's own description, latitude and longitude exchanged and in hundredths.
    assert decoded(encoded([(-120.2, 38.5), (-120.95, 40.7), (-126.45, 43.25)])) == [
        (-120.2, 38.5),
        (-120.95, 40.7),
        (-126.45, 43.25),
    ]
