"""Facts to a release: check, compile, derive, describe, write beside the old one, swap.

Whatever happens before the swap (faults, a full disk, SIGKILL) leaves the last release as it was.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from traceback import clear_frames
from typing import Any

import pyoxigraph as ox

from .. import namespaces as ns
from ..check.run import check_folder
from ..compile import terms
from ..compile.belief import PLACES, Belief, belief, source_groups
from ..compile.derivations import derivations
from ..compile.describe import description
from ..compile.rules import apply_rules, load_rules, seen
from ..compile.statements import quads_of
from ..errors import FactError, Fault, Position, StoreError
from ..ontology import load_vocabulary
from ..read.folder import source_lines
from ..read.text import collector_paused
from ..records import Facts, Record
from ..vocabulary import Vocabulary
from .contents import Contents
from .generations import MARKER, building_folder, swap_in, sync_tree
from .index import NAME as INDEX
from .index import write_index
from .inputs import FILE, FORMAT, Inputs, Snapshot, fresh_release
from .lexicon import lexicon_tables
from .lines import Lines, digest, parts
from .lock import building
from .release import ENGINE_ERRORS, Marker, Release, generation, marker_bytes, read_marker

Say = Callable[[str], None]
Progress = Callable[[int, int], None]
Prepare = Callable[[Release], None]

_ATTEMPTS = 3
_BATCH = 20_000  # quads held at a time


@dataclass(frozen=True)
class Built:
    """The outcome of a build: the release, what was examined, and whether anything changed."""

    folder: Path
    marker: Marker
    changed: bool


@dataclass(frozen=True)
class _Material:
    """All that a build reads, before it writes anything."""

    facts: Facts
    checks: int
    vocabulary: Vocabulary
    rules: Mapping[str, str]
    positions: dict[str, Any]
    snapshot: Snapshot

    def locate(self, record: Record) -> Position:
        file, line = self.positions["records"][f"{record.kind}/{record.id}"]
        return Position(self.positions["files"][file], line, 1)


def build(
    facts: Path,
    root: Path,
    ontology: Path,
    *,
    say: Say = lambda _: None,
    progress: Progress = lambda done, of: None,
    force: bool = False,
    prepare: Prepare = lambda _: None,
) -> Built:
    """Build the facts of a folder into a release below `root`.

    Args:
        facts: folder of fact files.
        root: where generations live; made if absent.
        ontology: folder of the ontology.
        say: told, in a line, when something takes long for a reason (another build is running).
        progress: files read, of how many.
        force: build even if nothing changed.
        prepare: given the release before anybody reads it; it may put files of its own into the folder.

    Raises:
        FactError: the facts have faults, or hold no claim; nothing was written.
        OntologyError: the ontology has.
        StoreError: the inputs cannot be read or the release cannot be written; the last release is as it was.
    """
    Inputs.of(facts, ontology)  # a folder that is not there is said before anything is made
    with building(root, say), collector_paused():
        if not force and (fresh := _intact(root, Inputs.of(facts, ontology), prepare)):
            return fresh
        work = building_folder(root)
        try:
            for _ in range(_ATTEMPTS):
                inputs = Inputs.of(facts, ontology)
                material = _read(facts, ontology, inputs, progress)
                marker = _write(work, material, prepare)
                if inputs.are(material.snapshot):
                    before = _current_id(root)
                    return Built(swap_in(root, work, marker.id), marker, changed=before != marker.id)
                shutil.rmtree(work)
        except BaseException as error:
            # The frames hold the store open, whose threads would go on to write files while we delete them.
            clear_frames(error.__traceback__)
            if not isinstance(error, ENGINE_ERRORS):
                raise
            hint = "free some space, or give another --out"
            raise StoreError(f"the release cannot be written: {error}", hint) from error
        finally:
            shutil.rmtree(work, ignore_errors=True)
    raise StoreError("the facts change while they are read", "build again when they are saved")


def _intact(root: Path, inputs: Inputs, prepare: Prepare) -> Built | None:
    """The current release, if these inputs made it and it is whole: a damaged one is built again."""
    if not (fresh := fresh_release(root, inputs)):
        return None
    try:
        release = Release.open(fresh)
        release.verify()
    except StoreError:
        return None
    prepare(release)
    return Built(fresh, release.marker, changed=False)


def _current_id(root: Path) -> str:
    try:
        return read_marker(generation(root)).id
    except StoreError:
        return ""


def _read(folder: Path, ontology: Path, inputs: Inputs, progress: Progress) -> _Material:
    try:
        snapshot = inputs.snapshot()
        vocabulary = load_vocabulary(ontology)
        report = check_folder(folder, vocabulary, progress)
        facts = report.facts_or_raise()
        if not facts.claims:
            message = "the facts hold no claims: there is nothing to build"
            raise FactError([Fault(Position(str(folder)), "facts.no-claims", message, "add `claims:`")])
        positions = source_lines(folder, facts)
        rules = load_rules(ontology / "rules")
    except OSError as error:
        raise StoreError(f"the facts or the ontology cannot be read: {error}", "see whether they are there") from error
    checks = sum(report.examined.values())
    return _Material(facts, checks, vocabulary, rules, positions, snapshot)


def _write(work: Path, material: _Material, prepare: Prepare) -> Marker:
    facts, vocabulary = material.facts, material.vocabulary
    work.mkdir(parents=True)
    groups = source_groups(facts.sources)
    beliefs = {id_: belief(claim, facts.sources, groups, vocabulary) for id_, claim in facts.claims.items()}
    lines = Lines(work)
    types: Counter[str] = Counter()

    def keep(quads: Sequence[ox.Quad]) -> None:
        lines.add(quads)
        types.update(str(quad.object) for quad in quads if quad.predicate == terms.TYPE)

    # The rules work in memory, ten times as fast as on disk, and on what concerns them, which is a fifth.
    draft = ox.Store()
    concerns = seen(material.rules.values())
    every = compiled(facts, vocabulary, groups, beliefs, material.locate)
    while quads := list(islice(every, _BATCH)):
        keep(quads)
        draft.extend(filter(concerns, quads))
    derived = apply_rules(draft, material.rules, keep)
    roles, ways = _roles(draft, vocabulary), derivations(draft)
    del draft
    whole = work / "graph.nq"
    number = lines.write(whole)
    said = ox.serialize(description(facts, vocabulary, types, number), format=ox.RdfFormat.N_QUADS) or b""
    more = said.splitlines(keepends=True)
    sha256 = digest(whole, more)
    with whole.open("ab") as file:
        file.write(said)
    store = ox.Store(str(work / "store"))
    for part in parts(whole):
        store.bulk_load(part, ox.RdfFormat.N_QUADS, lenient=True)  # the engine wrote them itself
    store.optimize()
    store.flush()
    del store  # releases the engine's own lock before anyone reads
    whole.unlink()
    counts = {
        "files": len(facts.files),
        "sources": len(facts.sources),
        "entities": len(facts.entities),
        "claims": len(facts.claims),
        "evidence": sum(1 for _ in facts.evidence()),
        "derived": derived,
        "checks": material.checks,
    }
    id_ = sha256[:12]
    lexicon = lexicon_tables(facts, vocabulary)
    contents = Contents(id_, facts, vocabulary, groups, beliefs, roles, ways, material.positions, lexicon)
    write_index(work / INDEX, contents)
    index = (work / INDEX).read_bytes()
    _json(work / FILE, material.snapshot)
    marker = Marker(FORMAT, id_, sha256, number + len(more), hashlib.sha256(index).hexdigest(), len(index), counts)
    (work / MARKER).write_bytes(marker_bytes(marker))
    release = Release.open(work)
    release.verify()
    prepare(release)
    sync_tree(work)
    return marker


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
    return chain.from_iterable(_by_record(facts, vocabulary, groups, beliefs, locate))


def _by_record(
    facts: Facts,
    vocabulary: Vocabulary,
    groups: Mapping[str, str],
    beliefs: Mapping[str, Belief],
    locate: Callable[[Record], Position],
) -> Iterator[list[ox.Quad]]:
    yield [
        ox.Quad(triple.subject, triple.predicate, triple.object)
        for triple in vocabulary.triples
        if not isinstance(triple.subject, ox.BlankNode) and not isinstance(triple.object, ox.BlankNode)
    ]
    for record in facts:
        try:
            yield list(quads_of(record, vocabulary))
        except ValueError as error:
            message = f"the {record.kind.lower()} `{record.id}` cannot be put into RDF: {error}"
            raise FactError([Fault(locate(record), "facts.no-term", message, "correct the value")]) from error
    for name, group in groups.items():
        yield [ox.Quad(terms.source(name), terms.term("independence_group"), terms.source(group))]
    for id_, found in beliefs.items():
        node = terms.claim(id_)
        yield [ox.Quad(node, terms.term("independent_sources"), ox.Literal(found.independent_sources))]
        if found.confidence is not None:
            yield [ox.Quad(node, terms.term("confidence"), terms.decimal(found.confidence, PLACES))]


def _roles(store: ox.Store, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Pairs of an entity and a role that a rule gave it."""
    found = []
    for name, role in vocabulary.classes.items():
        if role.role:
            quads = store.quads_for_pattern(None, terms.TYPE, ox.NamedNode(role.iri), ox.DefaultGraph())
            subjects = (q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode))
            found += [(iri.removeprefix(ns.ENTITY), name) for iri in subjects if iri.startswith(ns.ENTITY)]
    return sorted(found)


def _json(path: Path, value: object) -> None:
    """Write a value as JSON, always in the same bytes."""
    path.write_text(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")), "utf-8")
