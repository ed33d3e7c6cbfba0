"""One child process: start it, exchange frames with it, kill it at a deadline, and tell how it ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

_HEADER = 9
_MODULE = __name__.rpartition(".")[0] + ".worker"


class ChildEnd(Exception):
    """The child ended before it had answered.

    Attributes:
        late: it was killed at the deadline.
        code: its exit code; below zero the signal that ended it.
        said: the end of what it wrote on stderr.
    """

    def __init__(self, late: bool, code: int, said: str) -> None:
        super().__init__(late, code, said)
        self.late = late
        self.code = code
        self.said = said

    @property
    def signal(self) -> str:
        """The name of the signal that ended it; empty if none did."""
        if self.code >= 0:
            return ""
        try:
            return signal.Signals(-self.code).name
        except ValueError:
            return f"signal {-self.code}"


class _Deadline:
    """Kill a process unless left in time."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.fired = False
        self._process = process
        self._over = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._fire)
        self._timer.daemon = True

    def _fire(self) -> None:
        with self._lock:  # never kill a process that has answered and may serve the next query
            if not self._over:
                self.fired = True
                self._process.kill()

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True


class Child:
    """A running worker. It starts at once; the first exchange waits until it is ready."""

    def __init__(self, store_dir: Path, memory: int) -> None:
        # A file: a full pipe would stop the child, and a killed child leaves no time to read one.
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 -- the finalizer closes it
        # -P: a module in the current folder must not stand in for one that the child imports.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", _MODULE, os.fspath(store_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
        )
        self._owner = os.getpid()
        self._late = False
        self._finalizer = weakref.finalize(self, _end, self._process, self._stderr, self._owner)
        with suppress(OSError):  # a child that died already is found at the first exchange
            self._send(b"S", json.dumps({"memory": memory}).encode())

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def usable(self) -> bool:
        """It runs, and belongs to this process and not to the one that this was forked from."""
        return self._owner == os.getpid() and not self._late and self._process.poll() is None

    def receive(self, seconds: float) -> tuple[bytes, bytes]:
        """Wait for a frame.

        Raises:
            ChildEnd: the child ended, at the deadline or of itself.
        """
        return self.exchange(None, seconds)

    def exchange(self, query: bytes | None, seconds: float) -> tuple[bytes, bytes]:
        """Send a query, if any, and wait for the answer: its kind and its payload.

        Raises:
            ChildEnd: the child ended, at the deadline or of itself.
        """
        deadline = _Deadline(self._process, seconds)
        try:
            with deadline:
                if query is not None:
                    self._send(b"Q", query)
                kind_and_length = self._read(_HEADER)
                payload = self._read(int.from_bytes(kind_and_length[1:], "big"))
        except (OSError, EOFError, ValueError):  # ValueError: another thread has closed the pipes
            self._process.kill()
            code = self._process.wait()
            late = deadline.fired
            said = self._last_words()
            self.end()
            raise ChildEnd(late, code, said) from None
        except BaseException:  # Ctrl-C between two frames: the rest of the answer must not meet the next query
            self.end()
            raise
        self._late = deadline.fired
        return kind_and_length[:1], payload

    def kill(self) -> None:
        """Stop the process and nothing else; for another thread."""
        if self._owner == os.getpid():
            self._process.kill()

    def end(self) -> None:
        """Stop the process and free what it holds; may be called twice."""
        self._finalizer()

    def _send(self, kind: bytes, payload: bytes) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        pipe.write(kind + len(payload).to_bytes(8, "big"))
        pipe.write(payload)
        pipe.flush()

    def _read(self, length: int) -> bytes:
        pipe = self._process.stdout
        assert pipe is not None
        data = pipe.read(length)
        if len(data) < length:
            raise EOFError
        return data

    def _last_words(self) -> str:
        try:
            end = self._stderr.seek(0, os.SEEK_END)
            self._stderr.seek(max(0, end - 4096))
            return self._stderr.read().decode(errors="replace").strip()
        except (OSError, ValueError):
            return ""


def _end(process: subprocess.Popen[bytes], stderr: IO[bytes], owner: int) -> None:
    if owner == os.getpid():  # a fork of the parent must not kill the parent's child
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout, stderr):
        if stream is not None:
            with suppress(OSError):
                stream.close()
