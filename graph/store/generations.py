"""Generations below a root: how one becomes current, and when an old one may go.

ROOT/current       -> gen-ID        the release that readers open; replaced in one step
ROOT/gen-ID[-N]                     a generation, never written again; -N where the same graph was built before
ROOT/lock                           held by the one builder
ROOT/.building-PID[-…]              unfinished or spent, of a builder; cleared by the next one

An old generation goes when all of these hold: it is neither the current one nor the one before, it was replaced more
than `GRACE` seconds ago, and no reader holds it. The first two are for readers that take no lease (another program
over the same files, a process that has read the link and not yet opened anything).
"""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from ..errors import StoreError
from .lease import unheld

CURRENT = "current"
MARKER = "release.json"
GRACE = 60.0
"""Seconds that a replaced generation stays, whoever holds it."""

_GENERATION = re.compile(r"gen-[0-9a-f]{12}(-[0-9]+)?")
_BUILDING = re.compile(r"\.building-[0-9]+(-.+)?")


def building_folder(root: Path) -> Path:
    """Where this process builds."""
    return root / f".building-{os.getpid()}"


def clear_leftovers(root: Path) -> None:
    """Delete what builders that are gone have left; call it with the builders' lock held."""
    for left in root.iterdir():
        if _BUILDING.fullmatch(left.name):
            _delete(left)


def refuse_foreign(root: Path) -> None:
    """Make sure that `current` is ours to replace.

    Raises:
        StoreError: it is a file or folder that no build made.
    """
    link = root / CURRENT
    if link.exists() and not link.is_symlink():
        raise StoreError(f"`{link}` is not the link of a release", "give another folder with --out")


def current_name(root: Path) -> str:
    """The name of the generation that is current; empty if there is none."""
    try:
        return (root / CURRENT).readlink().name
    except OSError:
        return ""


def swap_in(root: Path, work: Path, id_: str) -> Path:
    """Make a finished folder the current generation, and sweep.

    Args:
        root: the root.
        work: the folder; it is renamed.
        id_: the id of the release in it.

    Returns:
        The folder under its new name.

    Raises:
        OSError: it cannot be done; the generation that was current still is.
    """
    before = current_name(root)
    target = _free_name(root, id_)
    work.rename(target)
    link = root / f"{building_folder(root).name}-link"
    try:
        link.symlink_to(target.name, target_is_directory=True)
        link.replace(root / CURRENT)
    except OSError:
        _delete(link)
        _delete(target)
        raise
    # From here on the new release stands, and nothing that fails may say otherwise.
    with suppress(OSError):
        sync_folder(root)
    if before:
        with suppress(OSError):
            os.utime(root / before)  # replaced now: the grace begins
    sweep(root, keep={target.name, before})
    return target


def _free_name(root: Path, id_: str) -> Path:
    # A generation is never replaced in place, not even by its equal: readers may hold it, and a kill may come between.
    number = 1
    while os.path.lexists(target := root / (f"gen-{id_}" if number == 1 else f"gen-{id_}-{number}")):
        number += 1
    return target


def sweep(root: Path, keep: set[str]) -> None:
    """Delete the generations that may go; `keep` are names of those that may not. What cannot be deleted stays."""
    with suppress(OSError):
        for old in sorted(root.iterdir()):
            if _GENERATION.fullmatch(old.name) and old.name not in keep:
                with suppress(OSError):
                    _sweep_one(root, old)


def _sweep_one(root: Path, old: Path) -> None:
    if time.time() - old.stat().st_mtime < GRACE:
        return
    with unheld(old / MARKER) as free:
        if free:
            # Renamed first: half a generation must not be found under the name of a whole one.
            spent = root / f"{building_folder(root).name}-{old.name}"
            old.rename(spent)
            _delete(spent)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def sync_tree(folder: Path) -> None:
    """Bring a folder and all in it to the disk.

    Raises:
        OSError: the disk does not take it.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk.

    Raises:
        OSError: the disk does not take it.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
