"""A program that runs builds and readers in processes of their own: one JSON job a line on stdin, its pid on stdout.

Every job is a fork of this program, which has imported all that a build needs and never opens a store itself. So a job
starts at once, and what a test kills or measures is the build and not Python's start. Jobs write their outcome as JSON
to the file that `result` names; one that was killed writes none. A build that waits makes the same name with `.said`.

    {"do": "build", "facts", "root", "ontology", "result"}
        "grace": seconds for which replaced generations stay, in place of the usual
        "die_at": kill yourself at the n-th change of the file system
        "hold": wait, with the first file read, until this file exists; the same name with `.reached` says so
        "file_size": largest file that may be written, in bytes
    {"do": "read", "root", "until", "result"}
        open the release again and again until the file `until` exists, and once at least
    With "humble" a job of root's has to respect permissions like anybody's.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import edtf  # noqa: F401 - imported here, so that no job has to
import pyoxigraph as ox
import yaml  # noqa: F401

from agglo.graph.compile.chinese import simplified, traditional
from agglo.graph.errors import AggloError
from agglo.graph.store import generations
from agglo.graph.store.build import build
from agglo.graph.store.release import Release

Job = dict[str, Any]

# What changes the file system, as CPython's audit hooks name it; `open` counts when it is for writing.
_CHANGES = {"os.mkdir", "os.rename", "os.symlink", "os.remove", "os.rmdir", "os.utime", "os.truncate", "shutil.rmtree"}
_ONTOLOGY = "https://w3id.org/agglo/ontology/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries what ends
    for text in ("飞利浦", "飛利浦"):  # loads the dictionaries
        traditional(text)
        simplified(text)
    _say("ready")
    for line in sys.stdin:
        job = json.loads(line)
        if (pid := os.fork()) == 0:
            _run(job)
        _say(str(pid))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _run(job: Job) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if job.get("humble") and os.geteuid() == 0:
        _give_up_powers()
    work: Callable[[Job], Job] = {"build": _build, "read": _read}[job["do"]]
    status = 1
    try:
        outcome = work(job)
        status = 0
    except AggloError as error:
        outcome = {"error": type(error).__name__, "message": str(error)}
    except BaseException as error:
        outcome = {"error": f"raw {type(error).__name__}", "message": str(error)}
    # The result first goes beside its place: a test reads it as soon as it is there.
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    result = Path(job["result"])
    draft = result.with_suffix(".draft")
    draft.write_text(json.dumps(outcome), "utf-8")
    draft.replace(result)
    os._exit(status)


def _give_up_powers() -> None:
    """Drop the capabilities that let root pass by permissions (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3, this process
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice 32 bits of each
    assert libc.capget(header, sets) == 0
    for each in (0, 1, 2):
        sets[each] &= ~0b110
    assert libc.capset(header, sets) == 0


def _build(job: Job) -> Job:
    generations.GRACE = job.get("grace", generations.GRACE)
    if "file_size" in job:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["file_size"], resource.RLIM_INFINITY))
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        Path(job["result"]).with_suffix(".said").touch()

    steps = _count_changes(job.get("die_at", 0))

    def progress(done: int, _: int) -> None:
        if done == 1 and "hold" in job:
            Path(job["hold"]).with_suffix(".reached").touch()
            while not Path(job["hold"]).exists():
                time.sleep(0.005)

    built = build(Path(job["facts"]), Path(job["root"]), Path(job["ontology"]), say=say, progress=progress)
    outcome = {"id": built.marker.id, "changed": built.changed, "said": said, "steps": steps}
    return outcome | {"seconds": time.process_time()}


def _count_changes(die_at: int) -> list[str]:
    """Note every change of the file system from now on; die just before the given one, counted from 1."""
    steps: list[str] = []

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _CHANGES or writes:
            steps.append(event)
            if len(steps) == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return steps


def _read(job: Job) -> Job:
    opened: dict[str, int] = {}
    wrong: list[str] = []
    until, root = Path(job["until"]), Path(job["root"])
    while True:
        last = until.exists()
        try:
            release = Release.open(root)
            wrong += mixed(release)
            opened[release.marker.id] = opened.get(release.marker.id, 0) + 1
        except BaseException as error:
            wrong.append(f"{type(error).__name__}: {error}")
        if last:
            return {"opened": opened, "wrong": wrong}
        time.sleep(0.01)


def mixed(release: Release) -> list[str]:
    """What in a release does not belong together: the store, its tables and its marker each count the claims."""
    claims = release.marker.examined["claims"]
    pattern = (None, ox.NamedNode(_TYPE), ox.NamedNode(_ONTOLOGY + "Claim"), ox.DefaultGraph())
    in_store = sum(1 for _ in release.store.quads_for_pattern(*pattern))
    every = release.vocabulary.relations
    firms = [row[1] for row in release.index.edges(every) if row[1].startswith("firm-")]
    named = {name for _, many in release.index.phrases("entity") for name in many if name.startswith("firm-")}
    claims_there = [row[0] for row in release.index.edges(every)]
    placed = [id_ for id_ in claims_there if release.position("Claim", id_)[1]]
    counts = {
        "quads": (len(release.store), release.marker.quads),
        "claims in the store": (in_store, claims),
        # One claim of the tiny world is contested and one is a figure: neither is an edge.
        "edges with a place": (len(placed), claims - 2),
        "firms in the table of edges": (len(firms), claims - 6),  # the tiny world itself has six claims
        "firms in the lexicon": (len(named), claims - 6),
    }
    return [f"{what}: {found}, not {wanted}" for what, (found, wanted) in counts.items() if found != wanted]


if __name__ == "__main__":
    main()
