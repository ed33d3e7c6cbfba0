"""The canonical N-Quads of a release, some lines at a time: of any size, in little memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from ..errors import StoreError
from .blocks import blocks_of
from .lines import BATCH, Lines, parts
from .release import ENGINE_ERRORS, REBUILD, Release
from .workings import Unknown


def canonical_lines(release: Release) -> Iterator[bytes]:
    """The graph as sorted lines, about a megabyte of whole ones at a time.

    They are those that the build kept if their digest is the release's, else they are sorted again from the store.

    Raises:
        StoreError: the store does not hold what the release's marker says, or cannot be read.
        OSError: there is no room to sort.
    """
    try:
        digest = hashlib.sha256()
        for chunk in _kept(release):
            digest.update(chunk)
        sound = digest.hexdigest() == release.marker.sha256
    except Unknown:
        sound = False
    yield from _kept(release) if sound else _sorted(release)


def _kept(release: Release) -> Iterator[bytes]:
    with blocks_of(release) as blocks:
        yield from (block.text() for block in blocks)


def _sorted(release: Release) -> Iterator[bytes]:
    import pyoxigraph as ox

    with TemporaryDirectory(prefix="agglo-") as temporary:
        dumped, whole = Path(temporary, "dumped.nq"), Path(temporary, "whole.nq")
        try:
            release.store.dump(output=str(dumped), format=ox.RdfFormat.N_QUADS)
        except ENGINE_ERRORS as error:
            raise StoreError(f"the store of release {release.marker.id} cannot be read: {error}", REBUILD) from error
        lines = Lines(Path(temporary))
        for chunk in parts(dumped, BATCH):
            lines.add(chunk)
        dumped.unlink()
        digest = hashlib.sha256()
        lines.write(whole, lambda some: digest.update(b"".join(some)))
        if digest.hexdigest() != release.marker.sha256:
            raise StoreError(f"the store of release {release.marker.id} does not hold what its marker says", REBUILD)
        yield from parts(whole, BATCH)
