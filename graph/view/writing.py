"""The folder beside a page, written whole or not at all."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..writing import mask

_OURS = re.compile(r"(things|lines|thing|claim)-\d+\.js")


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a page's folder, or replace one that an earlier page had.

    Raises:
        OSError: it cannot be written, or something stands there that no page had; that is left as it is.
    """
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        for name, text in files.items():
            (fresh / name).write_text(text, "utf-8")
        fresh.chmod(0o777 & ~mask())
        remove_folder(folder)
        fresh.replace(folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def remove_folder(folder: Path) -> None:
    """Delete the folder of an earlier page; one that holds anything else is left as it is."""
    if folder.is_dir() and not folder.is_symlink() and all(_OURS.fullmatch(path.name) for path in folder.iterdir()):
        shutil.rmtree(folder)
