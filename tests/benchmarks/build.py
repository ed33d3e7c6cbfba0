"""Builds of synthetic collections, beside the engine's bare load of the same quads and the straightforward stacks.

    python -m tests.benchmarks.build [--claims 100000] [--files 1000] [--keep DIR] [--large] [--linkml PATH]
                                     [--markdown FILE]

Every figure is the CPU time (user and system, in seconds) and the peak memory of one process that did nothing else.
The straightforward stack, PyYAML's C loader into rdflib into Turtle, and `linkml-convert` (Turtle, too) run on a size
that they finish, and are compared there, seconds for seconds. `--large` adds a million claims as JSON lines. Exits 1
if a goal is missed.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import NamedTuple

import yaml

from .peers import LINKML_SCHEMA, as_linkml

AGGLO = str(Path(sys.executable).parent / "agglo")
SMALL = 50_000  # claims that the straightforward stacks finish, in minutes
_DUMP = """
import sys, pyoxigraph as ox
ox.Store.read_only(sys.argv[1]).dump(sys.argv[2], format=ox.RdfFormat.N_QUADS)
"""
_LOAD = """
import sys, pyoxigraph as ox
store = ox.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS, lenient=True)
store.flush()
"""


class Cost(NamedTuple):
    """What a process cost: seconds of the processor, seconds on the wall, megabytes (10⁶ bytes) at its peak."""

    cpu: float
    wall: float
    peak: float


def cost(*command: str, status: int = 0) -> Cost:
    """Run a command; it must end with an exit status."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, waited, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if (ended := os.waitstatus_to_exitcode(waited)) != status:
        raise SystemExit(f"{' '.join(command)}: {ended}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024 / 1e6)


class Table:
    """Rows of what was measured, beside what it should be."""

    def __init__(self) -> None:
        self.missed: list[str] = []
        self._lines: list[tuple[str, str, str]] = []

    def section(self, title: str) -> None:
        """Print a heading."""
        print(f"\n{title}")
        self._lines.append((f"**{title}**", "", ""))

    def row(self, name: str, spent: Cost) -> Cost:
        """Print a cost."""
        self._lines.append((name, f"{spent.cpu:.1f} s", f"{spent.peak:,.0f} MB"))
        print(f"  {name:<54} {spent.cpu:9.2f} s CPU {spent.wall:8.2f} s {spent.peak:8,.0f} MB", flush=True)
        return spent

    def ratio(self, name: str, value: float, goal: float, *, least: bool = False) -> None:
        """Print a ratio and whether it is what it should be."""
        good = value >= goal if least else value <= goal
        wanted = f"{'at least' if least else 'at most'} {goal:g}"
        print(f"    {name:<52} {value:9.3f}   {wanted}: {'met' if good else 'MISSED'}", flush=True)
        if not good:
            self.missed.append(name)

    def markdown(self) -> str:
        """The table as the README shows it, with the machine and the day."""
        rows = "\n".join(f"| {' | '.join(line)} |" for line in self._lines)
        machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
        head = f"Measured on {date.today().isoformat()}, {machine}:"
        return f"{head}\n\n| what | CPU | memory |\n| --- | ---: | ---: |\n{rows}\n"


def built(facts: Path, root: Path) -> Cost:
    """What `agglo build` costs."""
    return cost(AGGLO, "build", "--facts", str(facts), "--out", str(root))


def loaded(root: Path, folder: Path) -> Cost:
    """What the engine's bulk load of the same quads costs, from a file into a new store, and nothing else."""
    quads, store = folder / "whole.nq", folder / "store"
    # Not in this process: what it has taken, Linux counts for whatever it starts.
    cost(sys.executable, "-c", _DUMP, str(root / "current" / "store"), str(quads))
    spent = cost(sys.executable, "-c", _LOAD, str(quads), str(store))
    quads.unlink()
    shutil.rmtree(store)
    return spent


def reword(text: str) -> str:
    """Change the text of one piece of evidence."""
    place = text.index("gist")
    return text[:place] + text[place:].replace("en: ", "en: Changed ", 1)


def add(text: str) -> str:
    """Add a claim, like the first one with a mechanism of the same file, that something new rests on."""
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    one = next(claim for claim in content["claims"] if "through" in claim)
    firm = next(id_ for id_, entity in content["entities"].items() if entity["type"] == "Firm")
    cluster = next(id_ for id_, entity in content["entities"].items() if entity["type"] == "Cluster")
    new = {"id": "added", "claim": f"{firm} anchors {cluster}"} | deepcopy({k: one[k] for k in ("through", "evidence")})
    content["claims"].append(new)
    return str(yaml.dump(content, allow_unicode=True, sort_keys=False))


def remove(text: str) -> str:
    """Take out the claim that `add` has added."""
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    content["claims"] = [claim for claim in content["claims"] if claim.get("id") != "added"]
    return str(yaml.dump(content, allow_unicode=True, sort_keys=False))


EDITS = {"a text reworded": reword, "a claim added": add, "a claim taken out": remove}


def collection(folder: Path, claims: int, files: int, *, as_yaml: bool) -> Path:
    """A synthetic collection, made once."""
    place = folder / f"{'yaml' if as_yaml else 'jsonl'}-{claims}"
    if not place.is_dir():
        print(f"making {place.name} …", file=sys.stderr, flush=True)
        # In a process of its own: the system counts what this one holds as the peak of those that it starts.
        made = [sys.executable, "-m", "tests.benchmarks.synthetic", str(place), "--claims", str(claims)]
        subprocess.run([*made, "--files", str(files), *(["--yaml"] if as_yaml else [])], check=True)
    return place


def whole(table: Table, folder: Path, work: Path, given: argparse.Namespace) -> None:
    """A whole build in YAML, one with nothing changed, one with a file changed."""
    kept = collection(folder, given.claims, given.files, as_yaml=True)
    facts = work / "facts"
    shutil.copytree(kept, facts)
    table.section(f"{given.claims:,} claims in {sum(1 for _ in facts.iterdir()):,} YAML files")
    root = work / "graph"
    full = table.row("agglo build", built(facts, root))
    bare = table.row("bulk_load of the same quads alone", loaded(root, work))
    table.ratio("CPU of a build for that of the bare load", full.cpu / bare.cpu, 2.0)
    table.ratio("peak memory of a build, GB", full.peak / 1000, 1.2)
    time.sleep(2.1)  # file systems keep times in steps of up to two seconds
    same = table.row("agglo build, nothing changed", built(facts, root))
    table.ratio("nothing changed, for a whole build", same.cpu / full.cpu, 0.02)
    questions(table, root)
    before = shutil.copytree(root, work / "before", symlinks=True)
    files = sorted(facts.iterdir())
    middle = files[len(files) // 2]
    for name, change in EDITS.items():
        middle.write_text(change(middle.read_text("utf-8")), "utf-8")
        changed = table.row(f"agglo build, {name}", built(facts, root))
        table.ratio("one file changed, for a whole build", changed.cpu / full.cpu, 0.05)
    compared = table.row("agglo diff with the release before", cost(AGGLO, "diff", str(before), str(root), status=1))
    table.ratio("a diff after a small change, for a whole build", compared.cpu / full.cpu, 0.02)
    turtle = ("--format", "ttl", "--out", str(work / "whole.ttl"))
    exported = table.row("agglo export to Turtle", cost(AGGLO, "export", "--graph", str(root), *turtle))
    table.ratio("an export, for a whole build", exported.cpu / full.cpu, 0.2)
    (work / "whole.ttl").unlink()
    answer = ("--alone", "--question", "how did firm-1003-2 drive cluster-1003-1", "--out", str(work / "page.html"))
    drawn = table.row("agglo view --alone, of an answer", cost(AGGLO, "view", "--graph", str(root), *answer))
    table.ratio("the page of an answer, for a whole build", drawn.cpu / full.cpu, 0.05)
    shutil.rmtree(before)


def questions(table: Table, root: Path) -> None:
    """Questions about a large graph, start-up included."""
    asked = {"which anchors drove which clusters": 1.5, "how did firm-1003-2 drive cluster-1003-1": 0.5}
    for text, goal in asked.items():
        spent = table.row(f"agglo ask “{text}”", cost(AGGLO, "ask", text, "--graph", str(root)))
        table.ratio("seconds of the processor", spent.cpu, goal)


def lines(table: Table, folder: Path, work: Path, given: argparse.Namespace) -> None:
    """Builds from JSON lines, of one size and ten times it."""
    table.section("JSON lines")
    spent = []
    for claims in (given.claims, 10 * given.claims) if given.large else (given.claims,):
        facts = collection(folder, claims, max(10, claims // 10_000), as_yaml=False)
        root = work / f"graph-{claims}"
        spent.append(table.row(f"agglo build, {claims:,} claims", built(facts, root)))
        shutil.rmtree(root)
    if given.large:
        table.ratio("time a claim at ten times the size", spent[1].cpu / spent[0].cpu / 10, 1.3)
        table.ratio("peak memory, GB", spent[1].peak / 1000, 8)


def peers(table: Table, folder: Path, work: Path, given: argparse.Namespace) -> None:
    """The straightforward stacks on a size that they finish."""
    facts = collection(folder, SMALL, SMALL // 100, as_yaml=True)
    table.section(f"{SMALL:,} claims, beside the straightforward stacks")
    ours = table.row("agglo build", built(facts, work / "small"))
    for name, suffix in (("Turtle", "ttl"), ("N-Triples", "nt")):
        made = (sys.executable, "-m", "tests.benchmarks.peers", str(facts), str(work / f"small.{suffix}"))
        stack = table.row(f"PyYAML C loader, rdflib, {name}", cost(*made))
        table.ratio(f"PyYAML and rdflib with {name}, for ours", stack.cpu / ours.cpu, 8, least=True)
    if not given.linkml:
        print("  linkml-convert: not measured (--linkml)")
        return
    schema, data = work / "schema.yaml", work / "data.yaml"
    schema.write_text(LINKML_SCHEMA, "utf-8")
    as_linkml(facts, data)
    command = (given.linkml, "-s", str(schema), "-C", "Collection", "-t", "rdf", "-o", str(work / "small.ttl"))
    linkml = table.row("linkml-convert to RDF", cost(*command, str(data)))
    table.ratio("linkml-convert, for ours", linkml.cpu / ours.cpu, 8, least=True)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--keep", type=Path, help="where collections are kept")
    parser.add_argument("--large", action="store_true", help="ten times as many claims as JSON lines, too")
    parser.add_argument("--linkml", help="the path of linkml-convert")
    parser.add_argument("--markdown", type=Path, help="where the table of the README is written")
    given = parser.parse_args()
    table = Table()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        folder = given.keep or work / "collections"
        folder.mkdir(parents=True, exist_ok=True)
        whole(table, folder, work, given)
        shutil.rmtree(work / "graph")
        lines(table, folder, work, given)
        peers(table, folder, work, given)
    if given.markdown:
        given.markdown.write_text(table.markdown(), "utf-8")
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", end="; ")
    print(f"missed: {', '.join(table.missed) or 'nothing'}")
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
