"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write, or to replace, whole or not at all; what is no file, such as a pipe, is written as it is.

    Raises:
        OSError: it cannot be written; what was there still is.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    place = path.resolve()  # what a link leads to is replaced, not the link
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        fresh.chmod(0o666 & ~mask())
        fresh.replace(place)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def mask() -> int:
    """The user's mask: temporary files are private, what is made of them is as readable as any new file here."""
    found = os.umask(0)
    os.umask(found)
    return found
