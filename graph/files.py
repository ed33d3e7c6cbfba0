"""Files: which are fact files, and the digest of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .errors import AggloError

SUFFIXES = (".yaml", ".yml", ".jsonl")


def fact_files(folder: Path) -> list[Path]:
    """The fact files below a folder, sorted by their path.

    Raises:
        AggloError: the folder does not exist.
    """
    return [folder.joinpath(*parts) for parts in parts_of_fact_files(folder)]


def parts_of_fact_files(folder: Path) -> list[tuple[str, ...]]:
    """The same as the parts of their paths in the folder.

    Raises:
        AggloError: the folder does not exist.
    """
    if not folder.is_dir():
        raise AggloError(f"there is no folder `{folder}`", "give the folder that holds the fact files")
    return below(folder, SUFFIXES)


def below(folder: Path, suffixes: tuple[str, ...], *, hidden: bool = False) -> list[tuple[str, ...]]:
    """The files below a folder by their suffix, as the parts of their paths in it, sorted; hidden ones if asked for.

    Links to folders are not followed. `Path.rglob` finds the same, and takes as long as many an answer.
    """
    return sorted(_below(folder, suffixes, (), hidden))


def _below(
    folder: str | Path, suffixes: tuple[str, ...], above: tuple[str, ...], hidden: bool
) -> Iterator[tuple[str, ...]]:
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for entry in entries:
        if entry.name.startswith(".") and not hidden:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, suffixes, (*above, entry.name), hidden)
        elif entry.name.endswith(suffixes) and entry.is_file():
            yield *above, entry.name


def sha256_of(path: str | Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    import hashlib  # most commands need none

    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
