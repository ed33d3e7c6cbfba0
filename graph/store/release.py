"""A release: one built generation of the graph on disk, and how it is opened.

release.json        the marker, compared at every open
store/              the Oxigraph store, never written again
index.sqlite        what questions look up, without opening the store; the marker has its digest
inputs.json         what the release was made from
workings.sqlite     what the next build needs of this one; not needed
bearing.json        which questions rest on each claim, kept by `ask.kept`; not needed
layout.json         positions in the page, kept by `view.collect`; not needed

Where generations live is in `generations`.
"""

from __future__ import annotations

import json
import os
import weakref
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .. import namespaces as ns
from ..errors import StoreError
from ..files import sha256_of
from ..light import dataclass, field, fields, replace
from ..vocabulary import Vocabulary, vocabulary_from_json
from .generations import CURRENT, MARKER
from .index import NAME as INDEX
from .index import Index
from .inputs import FORMAT
from .lease import hold

if TYPE_CHECKING:
    import pyoxigraph as ox

ENGINE_ERRORS = (OSError, RuntimeError)
"""What the engine raises when it cannot read or write a store: damage, for one, comes as RuntimeError."""

REBUILD = "build it again: agglo build"
_LOOKS = 5


@dataclass(frozen=True)
class Marker:
    """What `release.json` says.

    Attributes:
        format: version of the folder's layout.
        id: the first 12 hex digits of `sha256`.
        sha256: of the canonical N-Quads (sorted lines) of the graph.
        quads: how many there are. The store says so itself, by `void:triples`; a damaged store that opens as empty
            does not.
        index: sha256 of the index.
        index_size: bytes of the index.
        examined: how many things of each sort went in.
    """

    format: int
    id: str
    sha256: str
    quads: int
    index: str
    index_size: int
    examined: dict[str, int]


@dataclass(frozen=True)
class Release:
    """A generation that was opened, read-only: its folder, its marker, its index; the store opens when it is used."""

    folder: Path
    marker: Marker
    index: Index = field(repr=False)

    @classmethod
    def open(cls, place: Path) -> Release:
        """Open a release: its own folder, or the root whose `current` it is.

        The release stays on disk, whatever is built meanwhile, as long as the returned object lives.

        Raises:
            StoreError: there is none, it is damaged, or of another format.
        """
        before: Path | None = None
        for _ in range(_LOOKS):
            folder = generation(place)
            try:
                return cls._open(folder)
            except StoreError:
                # Builds may have swapped and swept between our looks; then `current` is another one by now.
                if folder == before or generation(place) == folder:
                    raise
                before = folder
        raise StoreError(f"the release in `{place}` is replaced faster than it can be opened", "try again")

    @classmethod
    def _open(cls, folder: Path) -> Release:
        try:
            lease = hold(folder / MARKER)
        except OSError as error:
            raise StoreError(
                f"the release in `{folder}` cannot be opened: {error.strerror or error}", REBUILD
            ) from error
        try:
            marker = read_marker(folder)
            missing = [name for name in (INDEX, "store/CURRENT") if not (folder / name).is_file()]
            if missing:
                raise StoreError(f"release {marker.id} is damaged: `{missing[0]}` is missing", REBUILD)
            if (folder / INDEX).stat().st_size != marker.index_size:
                raise StoreError(f"`{INDEX}` of release {marker.id} is damaged: not of its size", REBUILD)
            index = Index(folder / INDEX)
            if index.text("release") != marker.id:
                raise StoreError(f"`{INDEX}` does not belong to release {marker.id}", REBUILD)
            release = cls(folder, marker, index)
        except BaseException:
            os.close(lease)
            raise
        weakref.finalize(release, os.close, lease)
        return release

    def count(self) -> int:
        """Count every quad, and compare with the marker.

        Returns:
            The number of quads counted.

        Raises:
            StoreError: something is not what the marker says.
        """
        try:
            found = len(self.store)
        except ENGINE_ERRORS as error:
            raise StoreError(f"the store of release {self.marker.id} cannot be read: {error}", REBUILD) from error
        if found != self.marker.quads:
            raise StoreError(f"the store holds {found:,} quads, its marker says {self.marker.quads:,}", REBUILD)
        return found

    def verify(self) -> int:
        """Count every quad, read the whole index, and compare with the marker.

        Returns:
            The number of quads counted.

        Raises:
            StoreError: something is not what the marker says.
        """
        found = self.count()
        try:
            digest = sha256_of(self.folder / INDEX)
        except OSError as error:
            raise StoreError(f"`{INDEX}` of release {self.marker.id} cannot be read: {error}", REBUILD) from error
        if digest != self.marker.index:
            raise StoreError(f"`{INDEX}` of release {self.marker.id} does not match its marker", REBUILD)
        return found

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that the release was built with."""
        return vocabulary_from_json(self.index.text("vocabulary"))

    @cached_property
    def store(self) -> ox.Store:
        """The Oxigraph store, read-only.

        Raises:
            StoreError: it is damaged, or is not the one that the marker speaks of.
        """
        return _open_store(self.folder / "store", self.marker)

    def seen_through(self, index: Index) -> Release:
        """The same release with another index; its vocabulary and its store are not opened again."""
        found = replace(self, index=index)
        vars(found).update(vocabulary=self.vocabulary, store=self.store)
        return found

    def position(self, kind: str, id_: str) -> tuple[str, int]:
        """File and line of a record; kept beside the graph, never in it. An empty file if it is not known."""
        return self.index.line(kind, id_)

    def nquads(self) -> bytes:
        """The graph as canonical N-Quads: one quad a line, sorted."""
        return canonical(self.store)


def _open_store(path: Path, marker: Marker) -> ox.Store:
    import pyoxigraph as ox

    dataset, size = ox.NamedNode(ns.BASE + "dataset"), ox.NamedNode(ns.VOID + "triples")
    try:
        store = ox.Store.read_only(str(path))
        sizes = [q.object for q in store.quads_for_pattern(dataset, size, None, ox.DefaultGraph())]
    except ENGINE_ERRORS as error:
        raise StoreError(f"the store of release {marker.id} cannot be opened: {error}", REBUILD) from error
    if sizes != [ox.Literal(marker.quads)]:
        raise StoreError(f"the store of release {marker.id} does not match its marker", REBUILD)
    return store


def canonical(store: ox.Store) -> bytes:
    """All quads of a store as sorted N-Quads lines. Agglo writes no blank nodes, so sorting makes it canonical."""
    import pyoxigraph as ox

    dumped = store.dump(format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(dumped.splitlines(keepends=True)))


def generation(place: Path) -> Path:
    """The folder of a generation, given it or the root above it.

    Raises:
        StoreError: neither is there.
    """
    try:
        folder = place if (place / MARKER).is_file() else place / CURRENT
        try:
            return folder.resolve(strict=True)
        except FileNotFoundError:
            # A build may have swept the generation between the reading of the link and the look at it.
            return folder.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:  # no folder, links in a circle, a NUL in the name
        raise StoreError(f"there is no release in `{place}`", "make one: agglo build") from error


def read_marker(folder: Path) -> Marker:
    """The marker of a generation.

    Raises:
        StoreError: there is none, it is not ours, or of another format.
    """
    file = folder / MARKER
    try:
        raw = json.loads(file.read_bytes())
        found = raw["format"]
        if found != FORMAT:
            hint = "build it again with this version: agglo build"
            raise StoreError(f"the release has format {found}, this version reads format {FORMAT}", hint)
        marker = Marker(**{each.name: raw[each.name] for each in fields(Marker)})
        consistent = marker.sha256.startswith(marker.id) and marker.quads >= 1 and marker.index_size >= 1
        if not (consistent and isinstance(marker.index, str)):
            raise ValueError("values that no build writes")
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise StoreError(f"`{file}` is not the marker of a release", REBUILD) from error
    return marker


def marker_bytes(marker: Marker) -> bytes:
    """The marker as it is written."""
    return json.dumps(vars(marker), indent=1, sort_keys=True).encode()
