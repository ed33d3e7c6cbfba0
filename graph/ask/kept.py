"""What rests on each claim, kept beside the release: it takes seconds to find out, and a release never changes.

`bearing.json` lies in the release's folder: a checksum, a line break, and the result as JSON. It says nothing that
cannot be found out again, so it is used only if it is whole and this version made it of this very release.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ..errors import AggloError
from ..store.release import Release
from ..version import __version__
from .bearing import Bearing, bearing
from .expectations import Expected, Shortfall
from .look import Look
from .reading import Filters

NAME = "bearing.json"


def bearing_of(look: Look, clocks: Filters) -> Bearing:
    """What rests on each claim: as it was kept, else found out, and kept.

    Args:
        look: the release.
        clocks: filters. Asked with a clock, which hardly anybody does, every question is asked anew, and that takes
            seconds.
    """
    if clocks.as_of is not None or clocks.known_by is not None or look.horizon is not None:
        return bearing(look, clocks)
    return _kept(look.release) or _keep(look)


def keep_bearing(release: Release) -> None:
    """Find out what rests on each claim of a release, unless it is kept already, and keep it.

    What cannot be found out, or not be kept, breaks nothing: it is found out when it is asked for.
    """
    with suppress(AggloError):
        if _kept(release) is None:
            _keep(Look(release))


def _keep(look: Look) -> Bearing:
    found, folder = bearing(look), look.release.folder
    body = json.dumps(_json(look.release, found), ensure_ascii=False, separators=(",", ":")).encode()
    work = folder / f"{NAME}.{os.getpid()}"
    with suppress(OSError):  # a release may be read-only: then it is found out again next time
        try:
            work.write_bytes(b"%08x\n" % zlib.crc32(body) + body)
            work.replace(folder / NAME)
        finally:
            work.unlink(missing_ok=True)
    return found


def _kept(release: Release) -> Bearing | None:
    try:
        checksum, _, body = (release.folder / NAME).read_bytes().partition(b"\n")
        if int(checksum, 16) != zlib.crc32(body):
            return None
        found = json.loads(body)
        return _bearing(found) if _made(release).items() <= found.items() else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # there is none, or it is not as we write it


def _made(release: Release) -> dict[str, str]:
    """Of what, and by what, it was made."""
    return {"release": release.marker.sha256, "version": __version__}


_COUNTS = ("questions", "failing", "claims", "paths")


def _json(release: Release, found: Bearing) -> dict[str, Any]:
    asked = {each.id: each for lost in found.flips.values() for each, _ in lost}
    return {
        **_made(release),
        **{name: getattr(found, name) for name in _COUNTS},
        "asked": {id_: [*_texts(each), each.least] for id_, each in asked.items()},
        "flips": {
            claim: [[each.id, *shortfall_json(one)] for each, one in lost] for claim, lost in found.flips.items()
        },
    }


def _texts(asked: Expected) -> list[Any]:
    return [dict(asked.asked), sorted(asked.must), sorted(asked.barred)]


def shortfall_json(lost: Shortfall) -> list[Any]:
    """What an answer lacks, as JSON: missing and unwanted ids, its rows, and whether these are too few."""
    return [sorted(lost.missing), sorted(lost.unwanted), lost.rows, lost.too_few]


def _bearing(found: Mapping[str, Any]) -> Bearing:
    asked = {
        id_: Expected(id_, texts, frozenset(must), frozenset(barred), least)
        for id_, (texts, must, barred, least) in found["asked"].items()
    }
    flips = {
        claim: [
            (asked[id_], Shortfall(frozenset(missing), frozenset(unwanted), rows, too_few))
            for id_, missing, unwanted, rows, too_few in lost
        ]
        for claim, lost in found["flips"].items()
    }
    return Bearing(flips, **{name: found[name] for name in _COUNTS})
