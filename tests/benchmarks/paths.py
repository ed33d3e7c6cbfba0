"""Path questions on synthetic graphs of growing size, beside plain networkx, rustworkx and a SPARQL property path.

    python -m tests.benchmarks.paths [--sizes 1000 10000 100000] [--runs 5]

Every row is the median CPU time in seconds (user and system, so that a busy machine says the same as an idle one; no
part of a question runs beside another) of one question in one process that is already running: Agglo's from its
text to its ranked rows with a fresh look at the release, the peers' from the same claims: networkx and rustworkx as
they load them from the release and search, SPARQL on the release's own store. The peers find chains of claims; they
do not know which claims can carry on one another, so their number of pairs is larger. The last column is what a user
waits for: the command, start-up included. Exits 1 if a question takes more than a second beyond start-up.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import networkx as nx
import rustworkx as rx

from agglo.graph import KnowledgeGraph
from agglo.graph.namespaces import PREFIXES

from .synthetic import write

HOPS = 3
LIMIT = 1.0
AGGLO = Path(sys.executable).parent / "agglo"


def cpu() -> float:
    """The seconds that this process and those that it waited for have taken of the processor."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def median(work: Callable[[], object], runs: int) -> float:
    """The median CPU time of some work, in seconds."""
    spent = []
    for _ in range(runs):
        start = cpu()
        work()
        spent.append(cpu() - start)
    return statistics.median(spent)


def drives(place: Path) -> list[tuple[str, str]]:
    """The claims that path questions run over, read from a release."""
    release = KnowledgeGraph.open(graph=place).release
    rows = release.index.edges(release.vocabulary.narrower_relations["drives"])
    return [(row[1], row[3]) for row in rows]


def in_networkx(place: Path, starts: set[str], ends: set[str]) -> int:
    """The pairs that networkx finds within the hops."""
    graph: nx.DiGraph[str] = nx.DiGraph(drives(place))
    found = set()
    for start in starts & set(graph):
        reached = nx.single_source_shortest_path_length(graph, start, cutoff=HOPS)
        for end in ends & set(reached) - {start}:
            if next(islice(nx.all_simple_paths(graph, start, end, cutoff=HOPS), 1), None):
                found.add((start, end))
    return len(found)


def in_rustworkx(place: Path, starts: set[str], ends: set[str]) -> int:
    """The pairs that rustworkx finds within the hops."""
    graph: rx.PyDiGraph[str, None] = rx.PyDiGraph(multigraph=False)
    number: dict[str, int] = {}
    for pair in drives(place):
        for name in pair:
            if name not in number:
                number[name] = graph.add_node(name)
        graph.add_edge(number[pair[0]], number[pair[1]], None)
    wanted = {number[end] for end in ends if end in number}
    found = 0
    for start in starts & number.keys():
        reached = rx.digraph_dijkstra_shortest_path_lengths(graph, number[start], lambda _: 1.0)
        found += sum(1 for end, length in reached.items() if end in wanted and length <= HOPS)
    return found


def in_sparql(graph: KnowledgeGraph, start: str, end: str) -> int:
    """The pairs that a property path over the direct edges finds; from one entity or to one if given."""
    one = "|".join(f"agglo:{name}" for name in sorted(graph.release.vocabulary.narrower_relations["drives"]))
    path = "/".join([f"({one})", *[f"({one})?"] * (HOPS - 1)])
    ends = (f"id:{start}" if start else "?a", f"id:{end}" if end else "?b")
    kinds = ("" if start else "?a a agglo:Anchor . ") + ("" if end else "?b a agglo:Cluster . ")
    shown = " ".join(name for name in ends if name.startswith("?")) or "(1 AS ?yes)"
    query = f"SELECT DISTINCT {shown} WHERE {{ {kinds}{ends[0]} {path} {ends[1]} }}"
    result = graph.release.store.query(query, prefixes=dict(PREFIXES))
    return sum(1 for _ in result)  # type: ignore[union-attr,misc]


@contextlib.contextmanager
def built(claims: int) -> Iterator[Path]:
    """A release of a synthetic collection."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "facts"), claims)
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        command = [str(AGGLO), "build", "--facts", str(Path(folder, "facts"))]
        said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        yield Path(said.stdout.split()[-1])


def measure(place: Path, claims: int, runs: int) -> bool:
    """Print the rows of one size; whether all keep within the limit."""
    graph = KnowledgeGraph.open(graph=place)
    best = max(graph.ask("which anchors drove which clusters").rows, key=lambda row: len(row.path.edges))
    start, end = best.start, best.end
    named = [graph.look.label(id_, "en") for id_ in (start, end)]
    anchors, clusters = graph.look.instances("Anchor"), graph.look.instances("Cluster")
    questions = [
        ("which anchors drove which clusters", anchors, clusters, ("", "")),
        (f"which clusters did {named[0]} drive", {start}, clusters, (start, "")),
        (f"which anchors drove {named[1]}", anchors, {end}, ("", end)),
        (f"how did {named[0]} drive {named[1]}", {start}, {end}, (start, end)),
        (f"what remains without {named[0]}", None, None, None),
    ]
    bare = median(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), runs)
    kept = True
    for question, starts, ends, ids in questions:
        ours = median(lambda question=question: KnowledgeGraph.open(graph=place).ask(question), runs)  # type: ignore[misc]
        command = [str(AGGLO), "ask", question, "--graph", str(place), "--limit", "1"]
        whole = median(lambda command=command: subprocess.run(command, check=True, capture_output=True), runs)  # type: ignore[misc]
        row = [f"{claims:>9,}", f"{question[:44]:<44}", f"{ours:8.3f}"]
        if starts is not None and ends is not None and ids is not None:
            row.append(f"{median(lambda s=starts, e=ends: in_networkx(place, s, e), 1):9.3f}")  # type: ignore[misc]
            row.append(f"{median(lambda s=starts, e=ends: in_rustworkx(place, s, e), 1):9.3f}")  # type: ignore[misc]
            row.append(f"{median(lambda ids=ids: in_sparql(graph, *ids), 1):9.3f}")  # type: ignore[misc]
        else:
            row += [" " * 8 + "-"] * 3
        print(" ".join([*row, f"{whole:8.3f} {whole / bare:6.1f}"]), flush=True)
        kept &= ours <= LIMIT
    return kept


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    peers = f"{'networkx':>9} {'rustworkx':>9} {'SPARQL':>9}"
    print(f"{'claims':>9} {'question':<44} {'agglo':>8} {peers} {'command':>8} /pass")
    kept = True
    for claims in given.sizes:
        with built(claims) as place:
            kept &= measure(place, claims, given.runs)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
