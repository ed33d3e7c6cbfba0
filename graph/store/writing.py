"""What a build has read, written as a release: the index, the quads, what the rules make of them, the store.

Memory is bounded by what is largest at one time: the records, until the index and the quads are written; then what
concerns the rules; then the quads on their way into the store, some tens of megabytes at a time, or two gigabytes in
the engine's own batches if the graph is large.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .. import namespaces as ns
from ..compile import terms
from ..compile.belief import beliefs, source_groups
from ..compile.chinese import traditional
from ..compile.derivations import Derivation, derivations
from ..compile.describe import Figures, description
from ..compile.rules import apply_rules, seen
from ..dates import bounds
from ..errors import Position
from ..files import sha256_of
from ..records import Facts, Record
from ..vocabulary import Vocabulary
from .contents import Contents, Table, derived_tables
from .generations import MARKER
from .index import NAME as INDEX
from .index_writing import index_writer
from .inputs import FILE, FORMAT, Snapshot
from .lexicon import lexicon_tables
from .lines import Lines, merged, parts
from .memory import return_memory
from .quads import lines_of, said, terms_of, types_in
from .release import Marker, marker_bytes
from .workings import NAME as WORKINGS
from .workings import Workings, open_workings

_BATCH = 20_000  # lines held at a time
_LARGE = 2 * 1024**3  # bytes of lines


@dataclass(frozen=True)
class Material:
    """All that a build reads, before it writes anything."""

    folder: Path
    facts: Facts
    checks: int
    vocabulary: Vocabulary
    rules: Mapping[str, str]
    positions: dict[str, Any]
    snapshot: Snapshot

    def locate(self, record: Record) -> Position:
        """Where a record stands."""
        file, line = self.positions["records"][f"{record.kind}/{record.id}"]
        return Position(self.positions["files"][file], line, 1)


def write_release(work: Path, material: Material) -> Marker:
    """Write a release.

    Args:
        work: its folder, which is made.
        material: what was read; its records are gone afterwards.

    Raises:
        FactError: a value that the reader took cannot be a term of RDF.
        OSError, RuntimeError: the disk does not take it, or the engine.
    """
    work.mkdir(parents=True)
    facts, vocabulary = material.facts, material.vocabulary
    counts = facts.counts()
    figures = Figures.of(facts)
    quads = _Quads(work, material.rules)
    whole = work / "graph.nq"
    with index_writer(work / INDEX) as fill, open_workings(work / WORKINGS) as workings:
        _keep_texts(workings, material)
        _write_records(material, quads, fill)
        return_memory()
        derived, roles, ways = quads.derived(vocabulary)
        number = quads.write(whole)
        more = lines_of(description(figures, vocabulary, quads.types, number))
        sha256 = _keep_lines(workings, merged(whole, more))
        workings.keep_state("release", sha256)
        workings.keep_state("figures", {**figures._asdict(), "types": quads.types})
        fill(derived_tables(sha256[:12], roles, ways))
        del roles, ways
    return_memory()
    with whole.open("ab") as file:
        file.write(b"".join(more))
    _load(work / "store", whole)
    whole.unlink()
    counts |= {"derived": derived, "checks": material.checks}
    index = work / INDEX
    size = index.stat().st_size
    marker = Marker(FORMAT, sha256[:12], sha256, number + len(more), sha256_of(index), size, counts)
    seal(work, marker, material.snapshot)
    return marker


def seal(work: Path, marker: Marker, snapshot: Snapshot) -> None:
    """Write what a release is, and what it was made from."""
    (work / FILE).write_text(json.dumps(snapshot, sort_keys=True, separators=(",", ":")), "utf-8")
    (work / MARKER).write_bytes(marker_bytes(marker))


def _keep_texts(workings: Workings, material: Material) -> None:
    for file, sha256 in material.facts.files.items():
        data = (material.folder / file).read_bytes()
        # What has changed since it was read is read again.
        if hashlib.sha256(data).hexdigest() == sha256:
            workings.keep_text(file, data)


def _keep_lines(workings: Workings, chunks: Iterable[bytes]) -> str:
    """Keep lines, and give their digest."""
    found = hashlib.sha256()
    for chunk in chunks:
        found.update(chunk)
        workings.keep_lines(chunk)
    return found.hexdigest()


def _write_records(material: Material, quads: _Quads, fill: Callable[[Iterable[Table]], None]) -> None:
    """Write what records say, and forget them."""
    facts, vocabulary = material.facts, material.vocabulary
    groups = source_groups(facts.sources)
    believed = beliefs(facts, groups, vocabulary)
    quads.keep(chain(terms_of(vocabulary), said(facts, vocabulary, groups, believed, material.locate)))
    contents = Contents(facts, vocabulary, groups, believed, material.positions, lexicon_tables(facts, vocabulary))
    fill(contents.tables())
    facts.clear()
    material.positions.clear()
    # A few small things that were remembered meanwhile would keep the memory of all around them.
    traditional.cache_clear()
    bounds.cache_clear()


def _load(folder: Path, whole: Path) -> None:
    # The engine wrote the lines itself, or they are as it writes them.
    store = ox.Store(str(folder))
    if whole.stat().st_size < _LARGE:
        for part in parts(whole):
            store.bulk_load(part, ox.RdfFormat.N_QUADS, lenient=True)
    else:
        # It takes two gigabytes for its own batches, which many small ones would make it merge again and again: a
        # fifth of the time. The records of so many quads took more.
        store.bulk_load(path=str(whole), format=ox.RdfFormat.N_QUADS, lenient=True)
    store.optimize()
    store.flush()
    # With the last name of it, the engine's own lock goes before anyone reads.


class _Quads:
    """The quads of a release on their way to the disk: all as lines, and apart from them what concerns the rules."""

    def __init__(self, work: Path, rules: Mapping[str, str]) -> None:
        self.types: Counter[str] = Counter()
        self._lines = Lines(work)
        self._rules = rules
        self._draft = work / "draft.nq"

    def keep(self, lines: Iterator[str]) -> None:
        """Take lines, in batches."""
        concerns = seen(self._rules.values())
        with self._draft.open("wb") as file:
            while batch := list(islice(lines, _BATCH)):
                self._lines.add("".join(batch).encode())
                file.write("".join(filter(concerns, batch)).encode())
        self._lines.rest()

    def derived(self, vocabulary: Vocabulary) -> tuple[int, list[tuple[str, str]], list[Derivation]]:
        """Run the rules.

        Returns:
            How many quads they gave, pairs of a role and an entity that has it by them, and the derivations.
        """
        # They work in memory, ten times as fast as on disk, and on what concerns them, which is a fifth.
        store = ox.Store()
        store.bulk_load(path=str(self._draft), format=ox.RdfFormat.N_QUADS, lenient=True)
        self._draft.unlink()
        number = apply_rules(store, self._rules, self._lines.add)
        return number, _roles(store, vocabulary), derivations(store)

    def write(self, path: Path) -> int:
        """Write all lines, in order; gives how many there are."""
        return self._lines.write(path, lambda lines: self.types.update(types_in(lines)))


def _roles(store: ox.Store, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Pairs of a role and an entity that a rule gave it."""
    found = []
    for name, role in vocabulary.classes.items():
        if role.role:
            quads = store.quads_for_pattern(None, terms.TYPE, ox.NamedNode(role.iri), ox.DefaultGraph())
            subjects = (q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode))
            found += [(name, iri.removeprefix(ns.ENTITY)) for iri in subjects if iri.startswith(ns.ENTITY)]
    return sorted(found)
