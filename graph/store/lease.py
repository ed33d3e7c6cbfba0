"""Readers hold a generation by a shared lock on its marker, so that no build deletes it under them.

The engine opens some of its table files only when a query needs them, and side tables are read when first used, so a
generation must outlive its readers. The kernel drops a lock when its holder ends, however it ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":  # where a file that is open cannot be deleted anyway
    import fcntl


def hold(marker: Path) -> int:
    """Hold the generation of a marker until the returned file descriptor is closed.

    Where the file system knows no locks, the descriptor holds nothing.

    Raises:
        FileNotFoundError: the generation is gone, or going.
        OSError: the marker cannot be read.
    """
    handle = os.open(marker, os.O_RDONLY)
    try:
        _lock_shared(handle)
        if os.fstat(handle).st_nlink == 0:
            raise FileNotFoundError(f"`{marker}` was deleted as it was opened")
    except OSError:
        os.close(handle)
        raise
    return handle


def _lock_shared(handle: int) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise FileNotFoundError("a build is deleting this generation") from error
    except OSError:
        pass


@contextmanager
def unheld(marker: Path) -> Iterator[bool]:
    """Whether no reader holds the generation of a marker; if so, none can come to hold it inside the `with`.

    Raises:
        OSError: there is no marker.
    """
    handle = os.open(marker, os.O_RDWR)
    try:
        yield _lock_exclusive(handle)
    finally:
        os.close(handle)


def _lock_exclusive(handle: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True
