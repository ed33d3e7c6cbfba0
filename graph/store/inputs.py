"""What a release was made from, so that nothing is built twice and nothing stale is answered from."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..files import below, parts_of_fact_files, sha256_of
from ..light import dataclass
from ..version import __version__
from .generations import CURRENT, MARKER

FILE = "inputs.json"
FORMAT = 23
"""Version of the layout of a release."""

Snapshot = dict[str, Any]
"""`format`, `version`, `taken` (nanoseconds of the clock) and, by name, each file's sizes, times and digest."""

_ONTOLOGY_SUFFIXES = (".ttl", ".rq")

# File systems keep times in steps, at worst of two seconds: a file may change twice within one and look the same.
_STEP = 2_000_000_000


@dataclass(frozen=True)
class Inputs:
    """The files that a build reads."""

    files: tuple[tuple[str, str], ...]
    """The name of each, and its path."""

    @classmethod
    def of(cls, facts: Path, ontology: Path) -> Inputs:
        """The fact files of a folder and the files of an ontology.

        Raises:
            AggloError: the facts folder does not exist.
        """
        found = [("facts", facts, parts) for parts in parts_of_fact_files(facts)]
        found += [("ontology", ontology, parts) for parts in below(ontology, _ONTOLOGY_SUFFIXES, hidden=True)]
        return cls(tuple(("/".join((name, *parts)), _path(folder, parts)) for name, folder, parts in found))

    def snapshot(self, known: Snapshot | None = None) -> Snapshot:
        """What the files are now; to be taken before they are read.

        Args:
            known: an earlier one: what is by its times as it was then is not read.

        Raises:
            OSError: one of them cannot be read.
        """
        taken = time.time_ns()
        table, sure_before = (known["files"], known["taken"] - _STEP) if known else ({}, 0)
        found = {name: _entry(path, table.get(name), sure_before) for name, path in self.files}
        return {"format": FORMAT, "version": __version__, "taken": taken, "files": found}

    def are(self, snapshot: Snapshot) -> bool:
        """Whether the files are just what they were when a snapshot was taken, by this version."""
        try:
            if [snapshot["format"], snapshot["version"]] != [FORMAT, __version__]:
                return False
            table, sure_before = snapshot["files"], snapshot["taken"] - _STEP
            return set(table) == {name for name, _ in self.files} and all(
                _is_same(path, table[name], sure_before) for name, path in self.files
            )
        except (OSError, KeyError, TypeError, ValueError):
            return False  # no snapshot of ours, or a file has gone

    def made(self, folder: Path) -> bool:
        """Whether the release in `folder` was made from just these inputs, by this version."""
        try:
            saved = json.loads((folder / FILE).read_bytes())
        except (OSError, ValueError):
            return False
        return self.are(saved)


def fresh_release(root: Path, inputs: Inputs) -> Path | None:
    """The folder of the current release below a root, if these very inputs made it."""
    try:
        # Resolved first: a build may swap while we look.
        folder = (root / CURRENT).resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: links in a circle
        return None
    return folder if (folder / MARKER).is_file() and inputs.made(folder) else None


def _path(folder: Path, parts: Sequence[str]) -> str:
    # Texts: making a `Path` of each takes as long as looking at the file.
    return os.sep.join((str(folder), *parts))  # noqa: PTH118


def _is_same(path: str, saved: list[Any], sure_before: int) -> bool:
    return bool(_entry(path, saved, sure_before)[2:] == saved[2:])


def _entry(path: str, saved: object, sure_before: int) -> list[Any]:
    """What a snapshot says of a file; with the digest of an earlier one, if the file's times are as they were then."""
    found = _stat(path)
    match saved:
        # Times first: they cost a look each, digests cost a read.
        case [size, int(changed), str(digest)] if [size, changed] == found and changed < sure_before:
            return [*found, digest]
    return [*found, sha256_of(path)]


def _stat(path: str) -> list[int]:
    """Size and time of change; not only of the content's, which tools set back when they copy or unpack."""
    found = os.stat(path)  # noqa: PTH116 - see `_path`
    return [found.st_size, max(found.st_mtime_ns, found.st_ctime_ns)]
