"""An ontology of our own, worlds over it, and the forge that runs jobs in processes."""

from __future__ import annotations

import json
import math
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .world import ROOT, World


@pytest.fixture(scope="session")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the ontology; a test that changes it makes a copy of its own."""
    return Path(shutil.copytree(ROOT / "ontology", tmp_path_factory.mktemp("ontology") / "ontology"))


@pytest.fixture
def world(tmp_path: Path, ontology: Path) -> World:
    return World.copied(tmp_path, ontology)


@pytest.fixture(scope="session")
def built_world(tmp_path_factory: pytest.TempPathFactory, ontology: Path) -> World:
    """The tiny world, built once; tests only look at it."""
    world = World.copied(tmp_path_factory.mktemp("tiny"), ontology)
    world.build()
    return world


@pytest.fixture
def released(world: World, built_world: World) -> World:
    """A world of a test's own that is built already: a copy of the one that was built once."""
    shutil.copytree(built_world.root, world.root, symlinks=True)
    return world


class Running:
    """A job that the forge runs. Its pid may be another process's once it has ended; its handle stays its own."""

    def __init__(self, pid: int, result: Path) -> None:
        self.pid, self.result = pid, result
        try:
            self._handle: int | None = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle = None

    def is_alive(self) -> bool:
        if self._handle is not None:
            ended = select.poll()
            ended.register(self._handle, select.POLLIN)
            if ended.poll(0):
                os.close(self._handle)
                self._handle = None
        return self._handle is not None

    def seconds(self) -> float:
        """The time that the job has had on a processor; without end once it has ended."""
        try:
            return time.clock_gettime((~self.pid << 3) | 2)  # how Linux numbers the clock of a process
        except OSError:
            return math.inf

    def kill(self) -> None:
        if self.is_alive() and self._handle is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self, seconds: float = 30) -> dict[str, Any]:
        """The job's outcome; empty if it was killed."""
        end = time.monotonic() + seconds
        while self.is_alive():
            assert time.monotonic() < end, "a job has not ended in time"
            time.sleep(0.002)
        return dict(json.loads(self.result.read_bytes())) if self.result.exists() else {}


@dataclass
class Forge:
    """The program `forge.py`, and a folder for what its jobs report."""

    folder: Path
    process: subprocess.Popen[str]
    jobs: list[Running] = field(default_factory=list)

    def start(self, do: str, **options: object) -> Running:
        assert self.process.stdin and self.process.stdout
        result = self.folder / f"{len(self.jobs)}.json"
        job = {"do": do, "result": str(result)} | {k: str(v) if isinstance(v, Path) else v for k, v in options.items()}
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        self.jobs.append(Running(int(self.process.stdout.readline()), result))
        return self.jobs[-1]

    def build(self, world: World, **options: object) -> Running:
        return self.start("build", facts=world.facts, root=world.root, ontology=world.ontology, **options)


@pytest.fixture(scope="session")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    program = [sys.executable, str(Path(__file__).with_name("forge.py"))]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "ready\n"
        forge = Forge(tmp_path_factory.mktemp("forge"), process)
        yield forge
        for job in forge.jobs:
            job.kill()
