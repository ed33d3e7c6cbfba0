"""Files and folders that are written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

_OURS = re.compile(r"(things|lines|thing|claim)-\d+\.js")


def write_whole(out: Path, text: bytes) -> None:
    """Write a file, or replace it, whole or not at all.

    Raises:
        OSError: it cannot be written; what was there still is.
    """
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text)
        fresh.chmod(0o666 & ~_mask())
        fresh.replace(out)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a page's folder, or replace one that an earlier page had.

    Raises:
        OSError: it cannot be written, or something stands there that no page had; that is left as it is.
    """
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        for name, text in files.items():
            (fresh / name).write_text(text, "utf-8")
        fresh.chmod(0o777 & ~_mask())
        remove_folder(folder)
        fresh.replace(folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def remove_folder(folder: Path) -> None:
    """Delete the folder of an earlier page; one that holds anything else is left as it is."""
    if folder.is_dir() and not folder.is_symlink() and all(_OURS.fullmatch(path.name) for path in folder.iterdir()):
        shutil.rmtree(folder)


def _mask() -> int:
    """The user's mask: temporary files are private, a page is as readable as any new file here."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
