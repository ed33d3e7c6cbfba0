"""A release: one built generation of the graph on disk, and how it is opened.

release.json        the marker, compared at every open
store/              the Oxigraph store, never written again
positions.json  vocabulary.json  lexicon.json  edges.json    side tables; the marker has their digests
inputs.json         what the release was made from

Where generations live is in `generations`.
"""

from __future__ import annotations

import hashlib
import json
import os
import weakref
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .. import namespaces as ns
from ..errors import StoreError
from ..vocabulary import Vocabulary, vocabulary_from_json
from .generations import CURRENT, MARKER
from .inputs import FORMAT
from .lease import hold

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES = ("edges.json", "lexicon.json", "positions.json", "vocabulary.json")
"""The side tables of a release."""

ENGINE_ERRORS = (OSError, RuntimeError)
"""What the engine raises when it cannot read or write a store: damage, for one, comes as RuntimeError."""

_REBUILD = "build it again: agglo build"
_LOOKS = 5
_DATASET = ox.NamedNode(ns.BASE + "dataset")
_SIZE = ox.NamedNode(ns.VOID + "triples")


@dataclass(frozen=True)
class Marker:
    """What `release.json` says.

    Attributes:
        format: version of the folder's layout.
        id: the first 12 hex digits of `sha256`.
        sha256: of the canonical N-Quads (sorted lines) of the graph.
        quads: how many there are. The store says so itself, by `void:triples`; a damaged store that opens as empty
            does not.
        tables: sha256 of each side table.
        examined: how many things of each sort went in.
    """

    format: int
    id: str
    sha256: str
    quads: int
    tables: dict[str, str]
    examined: dict[str, int]


@dataclass(frozen=True)
class Release:
    """A generation that was opened: its folder, its marker, and its store, read-only."""

    folder: Path
    marker: Marker
    store: ox.Store = field(repr=False)

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
                f"the release in `{folder}` cannot be opened: {error.strerror or error}", _REBUILD
            ) from error
        try:
            marker = read_marker(folder)
            missing = [name for name in (*TABLES, "store/CURRENT") if not (folder / name).is_file()]
            if missing:
                raise StoreError(f"release {marker.id} is damaged: `{missing[0]}` is missing", _REBUILD)
            release = cls(folder, marker, _open_store(folder / "store", marker))
        except BaseException:
            os.close(lease)
            raise
        weakref.finalize(release, os.close, lease)
        return release

    def verify(self) -> int:
        """Count every quad, read every side table, and compare with the marker.

        Returns:
            The number of quads counted.

        Raises:
            StoreError: something is not what the marker says.
        """
        try:
            found = len(self.store)
        except ENGINE_ERRORS as error:
            raise StoreError(f"the store of release {self.marker.id} cannot be read: {error}", _REBUILD) from error
        if found != self.marker.quads:
            raise StoreError(f"the store holds {found:,} quads, its marker says {self.marker.quads:,}", _REBUILD)
        for name in TABLES:
            self._bytes(name)
        return found

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that the release was built with."""
        return vocabulary_from_json(self._json("vocabulary.json"))

    def position(self, kind: str, id_: str) -> tuple[str, int]:
        """File and line of a record; kept beside the graph, never in it. An empty file if it is not known."""
        file, line = self._positions["records"].get(f"{kind}/{id_}", (-1, 0))
        return (self._positions["files"][file], line) if file >= 0 else ("", 0)

    @cached_property
    def _positions(self) -> dict[str, Any]:
        found: dict[str, Any] = self._json("positions.json")
        return found

    @cached_property
    def edges(self) -> Mapping[str, list[Any]]:
        """The table of edges, by column: see `store.edges`."""
        found: dict[str, list[Any]] = self._json("edges.json")
        return found

    @cached_property
    def lexicon(self) -> dict[str, Any]:
        """The tables that questions are read with: see `store.lexicon`."""
        found: dict[str, Any] = self._json("lexicon.json")
        return found

    def nquads(self) -> bytes:
        """The graph as canonical N-Quads: one quad a line, sorted."""
        return canonical(self.store)

    def _json(self, name: str) -> Any:  # noqa: ANN401
        return json.loads(self._bytes(name))

    def _bytes(self, name: str) -> bytes:
        try:
            content = (self.folder / name).read_bytes()
        except OSError as error:
            raise StoreError(f"`{name}` of release {self.marker.id} cannot be read: {error}", _REBUILD) from error
        if hashlib.sha256(content).hexdigest() != self.marker.tables[name]:
            raise StoreError(f"`{name}` of release {self.marker.id} does not match its marker", _REBUILD)
        return content


def _open_store(path: Path, marker: Marker) -> ox.Store:
    try:
        store = ox.Store.read_only(str(path))
        sizes = [q.object for q in store.quads_for_pattern(_DATASET, _SIZE, None, ox.DefaultGraph())]
    except ENGINE_ERRORS as error:
        raise StoreError(f"the store of release {marker.id} cannot be opened: {error}", _REBUILD) from error
    if sizes != [ox.Literal(marker.quads)]:
        raise StoreError(f"the store of release {marker.id} does not match its marker", _REBUILD)
    return store


def canonical(store: ox.Store) -> bytes:
    """All quads of a store as sorted N-Quads lines. Agglo writes no blank nodes, so sorting makes it canonical."""
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
        marker = Marker(**{name: raw[name] for name in Marker.__dataclass_fields__})
        if not marker.sha256.startswith(marker.id) or marker.quads < 1 or set(marker.tables) != set(TABLES):
            raise ValueError("values that no build writes")
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise StoreError(f"`{file}` is not the marker of a release", _REBUILD) from error
    return marker


def marker_bytes(marker: Marker) -> bytes:
    """The marker as it is written."""
    return json.dumps(asdict(marker), indent=1, sort_keys=True).encode()
