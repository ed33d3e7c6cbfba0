"""What a release was made from, so that nothing is built twice and nothing stale is answered from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from ..files import fact_files
from ..version import __version__

FILE = "inputs.json"
FORMAT = 2
"""Version of the layout of a release."""

_ONTOLOGY_SUFFIXES = (".ttl", ".rq")


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
        terms = sorted(p for p in ontology.rglob("*") if p.suffix in _ONTOLOGY_SUFFIXES)
        found += [(f"ontology/{p.relative_to(ontology).as_posix()}", p) for p in terms]
        return cls(tuple(found))

    def save(self, folder: Path) -> None:
        """Write down sizes, times and digests of the inputs."""
        table = {name: [*_stat(path), _digest(path)] for name, path in self.files}
        content = {"format": FORMAT, "version": __version__, "files": table}
        (folder / FILE).write_text(json.dumps(content, sort_keys=True, indent=0), "utf-8")

    def made(self, folder: Path) -> bool:
        """Whether the release in `folder` was made from just these inputs, by this version."""
        try:
            saved = json.loads((folder / FILE).read_bytes())
        except (OSError, ValueError):
            return False
        table = saved.get("files", {})
        if [saved.get("format"), saved.get("version")] != [FORMAT, __version__]:
            return False
        if set(table) != {name for name, _ in self.files}:
            return False
        # Times first: they cost a look each, digests cost a read.
        return all(table[n][:2] == _stat(p) or table[n][2] == _digest(p) for n, p in self.files)


def fresh_release(root: Path, inputs: Inputs) -> Path | None:
    """The folder of the current release below a root, if these very inputs made it."""
    folder = root / "current"
    if not (folder / "release.json").is_file() or not inputs.made(folder):
        return None
    return folder.resolve()


def _stat(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
