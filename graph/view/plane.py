"""The plane of a release: where its things stand and which are a community, computed once and kept beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..store.release import Release
from .communities import communities
from .layout import positions
from .part import Part

FILE = "layout.json"
LARGE = 5_000
"""Things whose plane is computed in about three seconds."""


@dataclass(frozen=True)
class Plane:
    """Where things stand.

    Attributes:
        positions: x to the right and y downwards of every entity, in pixels at zoom 1.
        communities: the number of each entity's community, 0 the largest.
    """

    positions: dict[str, list[float]]
    communities: dict[str, int]


def keep_plane(release: Release) -> None:
    """Compute the plane of a release and keep it beside it, unless it is kept already.

    That of more than `LARGE` things takes longer than the rest of a build: it is computed when it is first looked at.

    Raises:
        OSError: it cannot be written.
    """
    if release.marker.examined["entities"] <= LARGE and _kept(release) is None:
        _write(release.folder, _computed(release))


def plane_of(release: Release) -> Plane:
    """The plane that is kept beside a release; computed if there is none, and kept if that is allowed."""
    if kept := _kept(release):
        return kept
    found = _computed(release)
    with suppress(OSError):  # a release may be read-only: then the plane is computed again next time
        _write(release.folder, found)
    return found


def plane_of_part(part: Part, claims: Mapping[str, Mapping[str, Any]]) -> Plane:
    """The plane of a part by itself: what its claims join stands near, whatever lies between in the whole graph."""
    links = [(claim["subject"], claim["object"]) for claim in claims.values() if claim["object"]]
    placed = {name: list(spot) for name, spot in positions(part.ends, links).items()}
    return Plane(placed, communities(part.things, links))


def _kept(release: Release) -> Plane | None:
    try:
        raw = json.loads((release.folder / FILE).read_bytes())
        found = Plane(raw["positions"], raw["communities"])
        whole = found.positions.keys() == found.communities.keys() == release.index.types().keys()
        return found if whole else None
    except (OSError, AttributeError, KeyError, TypeError, ValueError):
        return None


def _computed(release: Release) -> Plane:
    names = sorted(release.index.types())
    links = release.index.links()
    placed = {name: list(spot) for name, spot in positions(names, links).items()}
    return Plane(placed, communities(names, links))


def _write(folder: Path, plane: Plane) -> None:
    work = folder / f"{FILE}.{os.getpid()}"
    try:
        work.write_text(json.dumps(asdict(plane), separators=(",", ":")), "utf-8")
        work.replace(folder / FILE)
    finally:
        work.unlink(missing_ok=True)
