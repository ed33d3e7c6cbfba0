"""What a release was made from, so that nothing is built twice and nothing stale is answered from."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..files import fact_files
from ..version import __version__
from .generations import CURRENT, MARKER

FILE = "inputs.json"
FORMAT = 15
"""Version of the layout of a release."""

Snapshot = dict[str, Any]
"""`format`, `version`, `taken` (nanoseconds of the clock) and, by name, each file's sizes, times and digest."""

_ONTOLOGY_SUFFIXES = (".ttl", ".rq")

# File systems keep times in steps, at worst of two seconds: a file may change twice within one and look the same.
_STEP = 2_000_000_000


@dataclass(frozen=True)
class Inputs:
    """The files that a build reads."""

    files: tuple[tuple[str, Path], ...]

    @classmethod
    def of(cls, facts: Path, ontology: Path) -> Inputs:
        """The fact files of a folder and the files of an ontology.

        Raises:
            AggloError: the facts folder does not exist.
        """
        found = [(f"facts/{p.relative_to(facts).as_posix()}", p) for p in fact_files(facts)]
        terms = sorted(p for p in ontology.rglob("*") if p.suffix in _ONTOLOGY_SUFFIXES and p.is_file())
        found += [(f"ontology/{p.relative_to(ontology).as_posix()}", p) for p in terms]
        return cls(tuple(found))

    def snapshot(self) -> Snapshot:
        """What the files are now; to be taken before they are read.

        Raises:
            OSError: one of them cannot be read.
        """
        taken = time.time_ns()
        table = {name: [*_stat(path), _digest(path)] for name, path in self.files}
        return {"format": FORMAT, "version": __version__, "taken": taken, "files": table}

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


def _is_same(path: Path, saved: list[Any], sure_before: int) -> bool:
    # Times first: they cost a look each, digests cost a read.
    size, changed, digest = saved
    return ([size, changed] == _stat(path) and changed < sure_before) or bool(digest == _digest(path))


def _stat(path: Path) -> list[int]:
    """Size and time of change; not only of the content's, which tools set back when they copy or unpack."""
    found = path.stat()
    return [found.st_size, max(found.st_mtime_ns, found.st_ctime_ns)]


def _digest(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()
