"""One builder at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import StoreError
from .generations import clear_leftovers, refuse_foreign

_PID_LENGTH = 20  # digits, more than any process id has


@contextmanager
def building(root: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the builder's lock of a root; wait for it if another build has it. What dead builds left is cleared.

    The kernel frees the lock when its holder dies, however it dies.

    Raises:
        StoreError: the root cannot be made or locked, or holds what is somebody else's under the names that we use.
    """
    try:
        handle = _locked(root, say)
    except OSError as error:
        message = f"cannot write in `{root}`: {error.strerror or error}"
        raise StoreError(message, "give another folder with --out") from error
    try:
        refuse_foreign(root)
        with suppress(OSError):
            clear_leftovers(root)
        yield
    finally:
        os.close(handle)


def _locked(root: Path, say: Callable[[str], None]) -> int:
    path = root / "lock"
    while True:
        root.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _wait_for(handle, path, say)
            if _is_still(handle, path):
                with suppress(OSError):  # the id is for a message only, and a full disk may not take it
                    os.ftruncate(handle, 0)
                    os.pwrite(handle, str(os.getpid()).encode(), 0)
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _wait_for(handle: int, path: Path, say: Callable[[str], None]) -> None:
    holder = os.pread(handle, _PID_LENGTH, 0).decode("ascii", "replace")
    if holder.strip("0123456789"):
        raise StoreError(f"`{path}` is not the lock of a build", "give another folder with --out")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say(f"another build (process {holder or '?'}) is running; waiting for it")
        fcntl.flock(handle, fcntl.LOCK_EX)


def _is_still(handle: int, path: Path) -> bool:
    """Whether the path still leads to the open file: somebody may have deleted the root while we waited."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
