"""The C library's memory, where it is GNU's; elsewhere nothing is done."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_MXFAST, _TRIM_THRESHOLD, _MMAP_THRESHOLD = 1, -1, -3  # of malloc.h
# What the library goes up to by itself, as large pieces are freed; once told, it no longer does.
_USUAL = {_MXFAST: 128, _TRIM_THRESHOLD: 64 * 1024 * 1024, _MMAP_THRESHOLD: 32 * 1024 * 1024}
_BULK = {_MXFAST: 0, _TRIM_THRESHOLD: 256 * 1024 * 1024, _MMAP_THRESHOLD: 256 * 1024 * 1024}


@contextmanager
def bulk_memory() -> Iterator[None]:
    """Have memory that is free kept for the next batch, and no bins of small pieces that a large one clears out first.

    A build takes and frees hundreds of megabytes a batch at a time: else a twelfth of its time goes to the pages that
    the system clears again and again, and to the engine's millions of small pieces.
    """
    _set(_BULK)
    try:
        yield
    finally:
        _set(_USUAL)


def return_memory() -> None:
    """Give what is free back to the system, which the C library does only when it is told to."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _set(options: dict[int, int]) -> None:
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        for name, value in options.items():
            mallopt(name, value)
