"""A release made from the one before it and the few files that changed since: the same as one made anew, byte for byte.

Only what those files say is read, checked and compiled; the rest is taken over. Where a change may concern what other
files say (a class, a removed entity, whatever a rule looks at) there is no short way, and the build makes all anew.
"""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from traceback import clear_frames

import pyoxigraph as ox

from ..check.run import CheckReport, check_reading
from ..compile import terms
from ..compile.branches import TooInvolved
from ..compile.rules import load_rules
from ..errors import AggloError
from ..ontology import load_vocabulary
from ..read.folder import Reading, read_folder, source_lines
from ..records import CLAIM, Facts
from ..vocabulary import Vocabulary
from .among import Beyond, Others
from .change import Side, groups_after, part, refuse_far_reaching
from .inputs import FILE, FORMAT, Inputs, Snapshot
from .release import ENGINE_ERRORS, Marker, Release
from .renewing import write_renewed
from .workings import NAME as WORKINGS
from .workings import Unknown, open_workings
from .writing import seal

_MOST = 8  # of which one part of the files' bytes may have changed: a larger change is sooner made anew
_FACTS = "facts/"

Progress = Callable[[int, int], None]
_DAMAGED = (ValueError, LookupError, TypeError, zlib.error)
_NO_SHORT_WAY = (Beyond, TooInvolved, Unknown, AggloError, *ENGINE_ERRORS, *_DAMAGED)


def renewed(
    root: Path, work: Path, facts: Path, ontology: Path, inputs: Inputs, progress: Progress
) -> tuple[Marker, Snapshot] | None:
    """Make a release from the current one.

    Args:
        root: where generations live.
        work: the folder of the new one, which is made.
        facts: the folder of fact files.
        ontology: the folder of the ontology.
        inputs: the files of both.
        progress: changed files read, of how many.

    Returns:
        Its marker, and what it was made from; None if there is no short way, and then there is no folder either.
    """
    try:
        return _renewed(Release.open(root), work, facts, ontology, inputs, progress)
    except _NO_SHORT_WAY as error:
        # Whatever is wrong, a build of everything will find it and say it, or not find it at all. The frames hold the
        # new store open, and with it its lock.
        clear_frames(error.__traceback__)
        shutil.rmtree(work, ignore_errors=True)
        return None


def _renewed(
    old: Release, work: Path, facts: Path, ontology: Path, inputs: Inputs, progress: Progress
) -> tuple[Marker, Snapshot]:
    saved = json.loads((old.folder / FILE).read_bytes())
    snapshot = inputs.snapshot(saved)
    names = _changed(saved, snapshot)
    work.mkdir(parents=True)
    shutil.copyfile(old.folder / WORKINGS, work / WORKINGS)
    with open_workings(work / WORKINGS) as workings:
        texts = {name: workings.text(name, saved["files"][_FACTS + name][-1]) for name in names if _in(saved, name)}
        fresh = {name: (facts / name).read_bytes() for name in names if _in(snapshot, name)}
        vocabulary = load_vocabulary(ontology)
        was = _read(work / "before", texts, vocabulary, lambda done, of: None)
        now = _read(work / "after", fresh, vocabulary, progress)
        if any(now.facts.files[name] != snapshot["files"][_FACTS + name][-1] for name in fresh):
            raise Unknown("a file that changes while it is read")
        cards = dict(old.index.source_cards())
        refuse_far_reaching(was.facts, now.facts, old.index, lambda id_: _referring(old, vocabulary, id_))
        before = _side(was, Others(old, vocabulary, Facts()), vocabulary, groups_after(cards, Facts()), work)
        after = _side(now, Others(old, vocabulary, was.facts), vocabulary, groups_after(cards, now.facts), work)
        for folder in ("before", "after"):
            shutil.rmtree(work / folder)
        for name in texts.keys() - fresh.keys():
            workings.drop_text(name)
        for name, data in fresh.items():
            workings.keep_text(name, data)
        marker = write_renewed(old, work, before, after, vocabulary, load_rules(ontology / "rules"), workings)
    seal(work, marker, snapshot)
    return marker, snapshot


def _in(snapshot: Snapshot, name: str) -> bool:
    return _FACTS + name in snapshot["files"]


def _changed(saved: Snapshot, snapshot: Snapshot) -> list[str]:
    """The fact files that changed.

    Raises:
        Beyond: more has changed than some fact files.
    """
    if [saved["format"], saved["version"]] != [FORMAT, snapshot["version"]]:
        raise Beyond("version")
    was, now = ({name: row[-1] for name, row in each["files"].items()} for each in (saved, snapshot))
    names = [name for name in sorted(was.keys() | now.keys()) if was.get(name) != now.get(name)]
    if not names or not all(name.startswith(_FACTS) for name in names):
        raise Beyond("ontology")
    size = {name: row[0] for name, row in (saved["files"] | snapshot["files"]).items() if name.startswith(_FACTS)}
    if sum(size[name] for name in names) * _MOST > sum(size.values()):
        raise Beyond("size")
    return [name.removeprefix(_FACTS) for name in names]


def _read(folder: Path, texts: Mapping[str, bytes], vocabulary: Vocabulary, progress: Progress) -> Reading:
    """Read some files, put into a folder of their own."""
    folder.mkdir()
    for name, data in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    reading = read_folder(folder, vocabulary, progress) if texts else Reading(folder)
    if reading.faults:
        raise Beyond("faults")
    return reading


def _side(reading: Reading, others: Others, vocabulary: Vocabulary, groups: Mapping[str, str], work: Path) -> Side:
    positions = source_lines(reading.folder, reading.facts)
    seen_all = replace(reading, facts=others.seen_by(reading.facts))
    report: CheckReport = check_reading(seen_all, vocabulary)
    facts = report.facts_or_raise()
    return Side(facts, sum(report.examined.values()), part(facts, vocabulary, groups, positions, work))


def _referring(release: Release, vocabulary: Vocabulary, claim: str) -> Iterable[str]:
    """The claims that name a claim in a key."""
    for key in vocabulary.keys[CLAIM].values():
        if key.value_kind == "claims":
            found = release.store.quads_for_pattern(
                None, terms.node(key.compiles_to), terms.claim(claim), ox.DefaultGraph()
            )
            yield from (str(quad.subject).strip("<>").rpartition("/")[2] for quad in found)
