"""Facts to a release: check, compile, derive, describe, write beside the old one, swap.

After a small change the old release is taken over but for what changed: see `renew`.

Whatever happens before the swap (faults, a full disk, SIGKILL) leaves the last release as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from traceback import clear_frames

from ..check.run import check_folder
from ..collector import collector_paused
from ..compile.rules import load_rules
from ..errors import FactError, Fault, Position, StoreError
from ..ontology import load_vocabulary
from ..read.folder import source_lines
from .generations import building_folder, swap_in, sync_tree
from .inputs import Inputs, fresh_release
from .lock import building
from .memory import bulk_memory
from .release import ENGINE_ERRORS, Marker, Release, generation, read_marker
from .renew import Progress, renewed
from .writing import Material, write_release

Say = Callable[[str], None]
Prepare = Callable[[Release], None]

_ATTEMPTS = 3


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
    with building(root, say), collector_paused(), bulk_memory():
        if not force and (fresh := _intact(root, Inputs.of(facts, ontology), prepare)):
            return fresh
        work = building_folder(root)
        try:
            for _ in range(_ATTEMPTS):
                inputs = Inputs.of(facts, ontology)
                if short := None if force else renewed(root, work, facts, ontology, inputs, progress):
                    marker, snapshot = short
                else:
                    material = _read(facts, ontology, inputs, progress)
                    marker, snapshot = write_release(work, material), material.snapshot
                release = Release.open(work)
                release.count()  # the digest of its index has just been taken
                prepare(release)
                del release
                sync_tree(work)
                if inputs.are(snapshot):
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


def _read(folder: Path, ontology: Path, inputs: Inputs, progress: Progress) -> Material:
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
    return Material(folder, facts, checks, vocabulary, rules, positions, snapshot)
