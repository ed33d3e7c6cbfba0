"""Which files are fact files."""

from __future__ import annotations

from pathlib import Path

from .errors import AggloError

SUFFIXES = (".yaml", ".yml", ".jsonl")


def fact_files(folder: Path) -> list[Path]:
    """The fact files below a folder, sorted by their path.

    Raises:
        AggloError: the folder does not exist.
    """
    if not folder.is_dir():
        raise AggloError(f"there is no folder `{folder}`", "give the folder that holds the fact files")
    found = [p for p in folder.rglob("*") if p.suffix in SUFFIXES and p.is_file()]
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))
