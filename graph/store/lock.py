"""One builder at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import StoreError


@contextmanager
def building(root: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the builder's lock of a root; wait for it if another build has it. What dead builds left is cleared.

    The kernel frees the lock when its holder dies, however it dies.

    Raises:
        StoreError: the root cannot be made or locked.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        handle = (root / "lock").open("a+")
    except OSError as error:
        raise StoreError(f"cannot write in `{root}`: {error.strerror}", "give another folder with --out") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            say(f"another build (process {handle.read().strip() or '?'}) is running; waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        handle.seek(0)
        handle.truncate()
        handle.write(str(os.getpid()))
        handle.flush()
        for left in root.glob("building-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
