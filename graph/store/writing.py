"""What a build has read, written as a release: the index, the quads, what the rules make of them, the store.

Memory is bounded by what is largest at one time: the records, until the index and the quads are written; then what
concerns the rules; then some tens of megabytes of quads on their way into the store.
"""

from __future__ import annotations

import ctypes
import gc
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .. import namespaces as ns
from ..compile import terms
from ..compile.belief import PLACES, Belief, belief, source_groups
from ..compile.chinese import traditional
from ..compile.derivations import Derivation, derivations
from ..compile.describe import Figures, description
from ..compile.rules import apply_rules, seen
from ..compile.statements import quads_of
from ..dates import bounds
from ..errors import FactError, Fault, Position
from ..files import sha256_of
from ..records import Facts, Record
from ..vocabulary import Vocabulary
from .contents import Contents, Table, derived_tables
from .generations import MARKER
from .index import NAME as INDEX
from .index import index_writer
from .inputs import FILE, FORMAT, Snapshot
from .lexicon import lexicon_tables
from .lines import Lines, digest, parts
from .release import Marker, marker_bytes

_BATCH = 20_000  # quads held at a time


@dataclass(frozen=True)
class Material:
    """All that a build reads, before it writes anything."""

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
    counts = {
        "files": len(facts.files),
        "sources": len(facts.sources),
        "entities": len(facts.entities),
        "claims": len(facts.claims),
        "evidence": sum(1 for _ in facts.evidence()),
    }
    figures = Figures.of(facts)
    quads = _Quads(work, material.rules)
    whole = work / "graph.nq"
    with index_writer(work / INDEX) as fill:
        _write_records(material, quads, fill)
        _return_memory()
        derived, roles, ways = quads.derived(vocabulary)
        number = quads.lines.write(whole)
        more = _lines_of(description(figures, vocabulary, quads.types, number))
        sha256 = digest(whole, more)
        fill(derived_tables(sha256[:12], roles, ways))
        del roles, ways
    _return_memory()
    with whole.open("ab") as file:
        file.write(b"".join(more))
    _load(work / "store", whole)
    whole.unlink()
    counts |= {"derived": derived, "checks": material.checks}
    index = work / INDEX
    size = index.stat().st_size
    marker = Marker(FORMAT, sha256[:12], sha256, number + len(more), sha256_of(index), size, counts)
    (work / FILE).write_text(json.dumps(material.snapshot, sort_keys=True, separators=(",", ":")), "utf-8")
    (work / MARKER).write_bytes(marker_bytes(marker))
    return marker


def _write_records(material: Material, quads: _Quads, fill: Callable[[Iterable[Table]], None]) -> None:
    """Write what records say, and forget them."""
    facts, vocabulary = material.facts, material.vocabulary
    groups = source_groups(facts.sources)
    beliefs = {id_: belief(claim, facts.sources, groups, vocabulary) for id_, claim in facts.claims.items()}
    quads.keep(compiled(facts, vocabulary, groups, beliefs, material.locate))
    contents = Contents(facts, vocabulary, groups, beliefs, material.positions, lexicon_tables(facts, vocabulary))
    fill(contents.tables())
    facts.clear()
    material.positions.clear()
    # A few small things that were remembered meanwhile would keep the memory of all around them.
    traditional.cache_clear()
    bounds.cache_clear()


def _return_memory() -> None:
    """Give what is free back to the system, which the C library does only when it is told to; elsewhere do nothing."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _load(folder: Path, whole: Path) -> None:
    store = ox.Store(str(folder))
    for part in parts(whole):
        store.bulk_load(part, ox.RdfFormat.N_QUADS, lenient=True)  # the engine wrote them itself
    store.optimize()
    store.flush()
    # With the last name of it, the engine's own lock goes before anyone reads.


def _lines_of(quads: Iterable[ox.Quad]) -> list[bytes]:
    return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


class _Quads:
    """The quads of a release on their way to the disk: all as lines, and apart from them what concerns the rules."""

    def __init__(self, work: Path, rules: Mapping[str, str]) -> None:
        self.lines = Lines(work)
        self.types: Counter[str] = Counter()
        self._rules = rules
        self._concerns = seen(rules.values())
        self._draft = work / "draft.nq"

    def keep(self, quads: Iterator[ox.Quad]) -> None:
        """Take quads, in batches."""
        with self._draft.open("wb") as file:
            while batch := list(islice(quads, _BATCH)):
                self._take(batch)
                file.write(ox.serialize(filter(self._concerns, batch), format=ox.RdfFormat.N_QUADS) or b"")
        self.lines.rest()

    def _take(self, quads: Sequence[ox.Quad]) -> None:
        self.lines.add(quads)
        self.types.update(str(quad.object) for quad in quads if quad.predicate == terms.TYPE)

    def derived(self, vocabulary: Vocabulary) -> tuple[int, list[tuple[str, str]], list[Derivation]]:
        """Run the rules.

        Returns:
            How many quads they gave, pairs of a role and an entity that has it by them, and the derivations.
        """
        # They work in memory, ten times as fast as on disk, and on what concerns them, which is a fifth.
        store = ox.Store()
        store.bulk_load(path=str(self._draft), format=ox.RdfFormat.N_QUADS, lenient=True)
        self._draft.unlink()
        number = apply_rules(store, self._rules, self._take)
        return number, _roles(store, vocabulary), derivations(store)


def compiled(
    facts: Facts,
    vocabulary: Vocabulary,
    groups: Mapping[str, str],
    beliefs: Mapping[str, Belief],
    locate: Callable[[Record], Position],
) -> Iterator[ox.Quad]:
    """The quads of the vocabulary and of all records, with each source's group and each claim's confidence.

    Raises:
        FactError: a value that the reader took cannot be a term of RDF.
    """
    for triple in vocabulary.triples:
        if not isinstance(triple.subject, ox.BlankNode) and not isinstance(triple.object, ox.BlankNode):
            yield ox.Quad(triple.subject, triple.predicate, triple.object)
    for record in facts:
        try:
            yield from quads_of(record, vocabulary)
        except ValueError as error:
            message = f"the {record.kind.lower()} `{record.id}` cannot be put into RDF: {error}"
            raise FactError([Fault(locate(record), "facts.no-term", message, "correct the value")]) from error
    for name, group in groups.items():
        yield ox.Quad(terms.source(name), terms.term("independence_group"), terms.source(group))
    for id_, found in beliefs.items():
        node = terms.claim(id_)
        yield ox.Quad(node, terms.term("independent_sources"), ox.Literal(found.independent_sources))
        if found.confidence is not None:
            yield ox.Quad(node, terms.term("confidence"), terms.decimal(found.confidence, PLACES))


def _roles(store: ox.Store, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Pairs of a role and an entity that a rule gave it."""
    found = []
    for name, role in vocabulary.classes.items():
        if role.role:
            quads = store.quads_for_pattern(None, terms.TYPE, ox.NamedNode(role.iri), ox.DefaultGraph())
            subjects = (q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode))
            found += [(name, iri.removeprefix(ns.ENTITY)) for iri in subjects if iri.startswith(ns.ENTITY)]
    return sorted(found)
