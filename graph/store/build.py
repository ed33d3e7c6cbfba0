"""Facts to a release: check, compile, derive, describe, write beside the old one, swap.

Whatever happens before the swap (faults, a full disk, SIGKILL) leaves the last release as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..check.run import CheckReport, check_folder
from ..compile import terms
from ..compile.belief import PLACES, Belief, belief, source_groups
from ..compile.describe import description
from ..compile.rules import apply_rules, load_rules
from ..compile.statements import quads_of
from ..errors import StoreError
from ..read.folder import source_lines
from ..records import Facts
from ..vocabulary import Vocabulary, load_vocabulary, vocabulary_to_json
from .edges import edge_table
from .inputs import FORMAT, Inputs, fresh_release
from .lexicon import lexicon_tables
from .lock import building
from .release import CURRENT, Marker, Release, canonical, generation, marker_bytes, read_marker

Say = Callable[[str], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Built:
    """The outcome of a build: the release, what was examined, and whether anything changed."""

    folder: Path
    marker: Marker
    changed: bool


def build(
    facts: Path,
    root: Path,
    ontology: Path,
    *,
    say: Say = lambda _: None,
    progress: Progress = lambda done, of: None,
    force: bool = False,
) -> Built:
    """Build the facts of a folder into a release below `root`.

    Args:
        facts: folder of fact files.
        root: where generations live; made if absent.
        ontology: folder of the ontology.
        say: told, in a line, when something takes long for a reason (another build is running).
        progress: files read, of how many.
        force: build even if nothing changed.

    Raises:
        FactError: the facts have faults; nothing was written.
        OntologyError: the ontology has.
        StoreError: the release cannot be written.
    """
    inputs = Inputs.of(facts, ontology)
    with building(root, say):
        if not force and (fresh := fresh_release(root, inputs)):
            return Built(fresh, read_marker(fresh), changed=False)
        vocabulary = load_vocabulary(ontology)
        report = check_folder(facts, vocabulary, progress)
        records = report.facts_or_raise()
        work = root / f"building-{os.getpid()}"
        try:
            marker = _write(work, facts, records, report, vocabulary, ontology, inputs)
            return _swap_in(root, work, marker)
        except OSError as error:
            raise StoreError(
                f"the release cannot be written: {error}", "free some space, or give another --out"
            ) from error
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _write(
    work: Path, folder: Path, facts: Facts, report: CheckReport, vocabulary: Vocabulary, ontology: Path, inputs: Inputs
) -> Marker:
    work.mkdir(parents=True)
    store = ox.Store(str(work / "store"))
    groups = source_groups(facts.sources)
    beliefs = {id_: belief(claim, facts.sources, groups, vocabulary) for id_, claim in facts.claims.items()}
    store.bulk_extend(compiled(facts, vocabulary, groups, beliefs))
    derived = apply_rules(store, load_rules(ontology / "rules"))
    size = len(store)
    store.bulk_extend(description(facts, size))
    store.optimize()
    store.flush()
    lines = canonical(store)
    digest = hashlib.sha256(lines).hexdigest()
    counts = {
        "files": len(facts.files),
        "sources": len(facts.sources),
        "entities": len(facts.entities),
        "claims": len(facts.claims),
        "evidence": sum(1 for _ in facts.evidence()),
        "derived": derived,
        "checks": sum(report.examined.values()),
    }
    if not counts["claims"]:
        raise StoreError("the facts hold no claims: there is nothing to build", "add claims")
    marker = Marker(FORMAT, digest[:12], digest, lines.count(b"\n"), size, counts)
    _json(work / "vocabulary.json", vocabulary_to_json(vocabulary))
    _json(work / "lexicon.json", lexicon_tables(facts, vocabulary))
    _json(work / "edges.json", edge_table(facts, vocabulary, beliefs))
    _json(work / "positions.json", source_lines(folder, facts))
    inputs.save(work)
    (work / "release.json").write_bytes(marker_bytes(marker))
    del store  # releases the engine's own lock before anyone reads
    Release.open(work).verify()
    _sync(work)
    return marker


def compiled(
    facts: Facts, vocabulary: Vocabulary, groups: Mapping[str, str], beliefs: Mapping[str, Belief]
) -> Iterator[ox.Quad]:
    """The quads of the vocabulary and of all records, with each source's group and each claim's confidence."""
    for triple in vocabulary.triples:
        if not isinstance(triple.subject, ox.BlankNode) and not isinstance(triple.object, ox.BlankNode):
            yield ox.Quad(triple.subject, triple.predicate, triple.object)
    for record in facts:
        yield from quads_of(record, vocabulary)
    for name, group in groups.items():
        yield ox.Quad(terms.source(name), terms.term("independence_group"), terms.source(group))
    for id_, found in beliefs.items():
        node = terms.claim(id_)
        yield ox.Quad(node, terms.term("independent_sources"), ox.Literal(found.independent_sources))
        if found.confidence is not None:
            yield ox.Quad(node, terms.term("confidence"), terms.decimal(found.confidence, PLACES))


def _swap_in(root: Path, work: Path, marker: Marker) -> Built:
    target = root / f"gen-{marker.id}"
    before = _current_id(root)
    if target.exists():
        # The same graph was built before: take the new copy all the same, the old one may be damaged.
        spent = root / f"building-{os.getpid()}-spent"
        target.rename(spent)
        work.rename(target)
        shutil.rmtree(spent, ignore_errors=True)
    else:
        work.rename(target)
    link = root / f"{CURRENT}.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(target.name, target_is_directory=True)
    link.replace(root / CURRENT)
    _sync_folder(root)
    _sweep(root, keep={marker.id, before})
    return Built(target, marker, changed=before != marker.id)


def _current_id(root: Path) -> str:
    try:
        return read_marker(generation(root)).id
    except (FileNotFoundError, StoreError):
        return ""


def _sweep(root: Path, keep: set[str]) -> None:
    """Delete generations other than the new one and the last, which readers may still hold."""
    for old in root.glob("gen-*"):
        if old.name.removeprefix("gen-") not in keep:
            shutil.rmtree(old, ignore_errors=True)


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")), "utf-8")


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
