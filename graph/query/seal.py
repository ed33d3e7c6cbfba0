"""Shut the child off: no sockets, a cap on memory, no core dumps.

SPARQL's SERVICE makes the engine open a socket, and the engine has no switch for that, so the system must refuse.
"""

from __future__ import annotations

import os
import struct
import sys

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_EAGER_TABLES = 16  # RocksDB opens this many table files with the store, and the rest when a query needs them

_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_IO_URING_SETUP = 425  # the same number on both; it can open sockets too
# machine -> (audit architecture, number of the system call `socket`)
_SOCKET_CALL = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


def seal(store_dir: str, memory: int) -> list[str]:
    """Give up sockets, core dumps, and memory beyond `memory` bytes more than what is in use now.

    Returns:
        What the platform could not refuse: any of `sockets` and `memory`.
    """
    missing = []
    no_sockets = _refuse_socket_calls()
    if resource is None:
        return ["sockets", "memory"]
    _limit(resource.RLIMIT_CORE, 0)
    if not _limit(resource.RLIMIT_AS, _address_space() + memory):
        missing.append("memory")
    # Without descriptors no socket either. But a store with many tables opens some of them in the middle of a
    # query, and where that fails an aggregate takes memory without end: then this must stay off.
    if _all_tables_open(store_dir):
        no_sockets = _limit(resource.RLIMIT_NOFILE, 0) or no_sockets
    return missing if no_sockets else ["sockets", *missing]


def _limit(what: int, value: int) -> bool:
    try:
        resource.setrlimit(what, (value, value))
    except (OSError, ValueError):
        return False
    return True


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 -- pathlib would slow the start
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _all_tables_open(store_dir: str) -> bool:
    tables = {name for name in os.listdir(store_dir) if name.endswith(".sst")}  # noqa: PTH208
    opened = set()
    try:
        descriptors = os.listdir("/proc/self/fd")  # noqa: PTH208
    except OSError:
        return len(tables) <= _EAGER_TABLES
    for descriptor in descriptors:
        try:
            opened.add(os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}")))  # noqa: PTH115, PTH119
        except OSError:
            continue  # the descriptor of the listing itself
    return tables <= opened


def _refuse_socket_calls() -> bool:
    """Load a seccomp filter under which `socket` fails with EPERM; threads started later have it too."""
    if not sys.platform.startswith("linux") or os.uname().machine not in _SOCKET_CALL:
        return False
    import ctypes

    architecture, socket_call = _SOCKET_CALL[os.uname().machine]
    load, equal, give = 0x20, 0x15, 0x06
    allow, refuse = 0x7FFF0000, 0x00050001
    program = b"".join(
        struct.pack("HBBI", *instruction)
        for instruction in (
            (load, 0, 0, 4),  # the architecture; jumps count instructions to skip
            (equal, 0, 4, architecture),
            (load, 0, 0, 0),  # the number of the call
            (equal, 2, 0, socket_call),
            (equal, 1, 0, _IO_URING_SETUP),
            (give, 0, 0, allow),
            (give, 0, 0, refuse),
        )
    )

    class Filter(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_void_p))

    buffer = ctypes.create_string_buffer(program, len(program))
    loaded = Filter(len(program) // 8, ctypes.addressof(buffer))
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(loaded), 0, 0) == 0)
