"""A release: one built generation of the graph on disk, and how it is opened.

ROOT/current      -> gen-ID                       swapped in one step
ROOT/gen-ID/release.json                          the marker, compared at every open
ROOT/gen-ID/store/                                the Oxigraph store, never written again
ROOT/gen-ID/positions.json  vocabulary.json  lexicon.json  edges.json
ROOT/lock                                         held by the one builder
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .. import namespaces as ns
from ..errors import StoreError
from ..vocabulary import Vocabulary, vocabulary_from_json
from .inputs import FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping

CURRENT = "current"
_DATASET = ox.NamedNode(ns.BASE + "dataset")
_SIZE = ox.NamedNode(ns.VOID + "triples")


@dataclass(frozen=True)
class Marker:
    """What `release.json` says.

    Attributes:
        format: version of the folder's layout.
        id: the first 12 hex digits of `sha256`.
        sha256: of the canonical N-Quads (sorted lines) of the graph.
        quads: how many there are.
        described: `void:triples` as the store itself says it; a damaged store that opens as empty does not.
        examined: how many things of each sort went in.
    """

    format: int
    id: str
    sha256: str
    quads: int
    described: int
    examined: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Release:
    """A generation that was opened: its folder, its marker, and its store, read-only."""

    folder: Path
    marker: Marker
    store: ox.Store = field(repr=False)

    @classmethod
    def open(cls, place: Path) -> Release:
        """Open a release: its own folder, or the root whose `current` it is.

        Raises:
            StoreError: there is none, it is damaged, or of another format.
        """
        try:
            return cls._open(generation(place))
        except FileNotFoundError:
            # A build may have swapped and swept between our two looks; the new one is there by now.
            try:
                return cls._open(generation(place))
            except FileNotFoundError as error:
                raise StoreError(f"there is no release in `{place}`", "make one: agglo build") from error

    @classmethod
    def _open(cls, folder: Path) -> Release:
        marker = read_marker(folder)
        path = folder / "store"
        if not (path / "CURRENT").is_file():
            raise StoreError(f"the store of release {marker.id} is missing or damaged", "build it again: agglo build")
        try:
            store = ox.Store.read_only(str(path))
        except OSError as error:
            raise StoreError(f"the store of release {marker.id} cannot be opened: {error}", "agglo build") from error
        sizes = [
            q.object.value
            for q in store.quads_for_pattern(_DATASET, _SIZE, None, ox.DefaultGraph())
            if isinstance(q.object, ox.Literal)
        ]
        if sizes != [str(marker.described)]:
            raise StoreError(
                f"the store of release {marker.id} does not match its marker", "build it again: agglo build"
            )
        return cls(folder, marker, store)

    def verify(self) -> int:
        """Count every quad and compare with the marker.

        Returns:
            The number of quads counted.

        Raises:
            StoreError: the number is another.
        """
        found = len(self.store)
        if found != self.marker.quads:
            raise StoreError(f"the store holds {found:,} quads, its marker says {self.marker.quads:,}", "agglo build")
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
        try:
            return json.loads((self.folder / name).read_bytes())
        except (OSError, ValueError) as error:
            raise StoreError(f"`{name}` of release {self.marker.id} cannot be read: {error}", "agglo build") from error


def canonical(store: ox.Store) -> bytes:
    """All quads of a store as sorted N-Quads lines. Agglo writes no blank nodes, so sorting makes it canonical."""
    dumped = store.dump(format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(dumped.splitlines(keepends=True)))


def generation(place: Path) -> Path:
    """The folder of a generation, given it or the root above it.

    Raises:
        FileNotFoundError: neither is there.
    """
    folder = place if (place / "release.json").is_file() else place / CURRENT
    return folder.resolve(strict=True)


def read_marker(folder: Path) -> Marker:
    """The marker of a generation.

    Raises:
        FileNotFoundError: there is none.
        StoreError: it is not ours, or of another format.
    """
    text = (folder / "release.json").read_bytes()
    try:
        raw = json.loads(text)
        marker = Marker(**{name: raw[name] for name in Marker.__dataclass_fields__})
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"`{folder / 'release.json'}` is not the marker of a release", "agglo build") from error
    if marker.format != FORMAT:
        hint = "build it again with this version: agglo build"
        raise StoreError(f"the release has format {marker.format}, this version reads format {FORMAT}", hint)
    return marker


def marker_bytes(marker: Marker) -> bytes:
    """The marker as it is written."""
    return json.dumps(asdict(marker), indent=1, sort_keys=True).encode()
