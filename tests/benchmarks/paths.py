"""Path questions on synthetic graphs of growing size, beside plain networkx, rustworkx and a SPARQL property path.

    python -m tests.benchmarks.paths [--sizes 1000 10000 100000] [--runs 5]

Every row is the median CPU time in seconds (user and system, so that a busy machine says the same as an idle one; no
part of a question runs beside another) of one question in one process that is already running and starts from the
release on disk. Agglo goes from the question's text to its ranked rows. networkx loads what `to_networkx` gives, finds
all simple paths and keeps the strongest of each pair; "pairs" is networkx over nothing but pairs of ids, read from the
release's index, that is content with any path, and so is rustworkx. SPARQL says with a property path what can be
reached, and not how. The peers find chains of claims; they do not know which claims can carry on one another, so
their number of pairs is larger. The last columns are what a user waits for: the command, start-up included, and how
many times `python -c pass` that is. Exits 1 if a question takes more than a second beyond start-up, or if networkx or
SPARQL takes less than ten times as long over a hundred thousand claims or more.
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
from functools import partial
from itertools import islice
from math import prod
from pathlib import Path
from typing import cast

import networkx as nx
import rustworkx as rx

from agglo.graph import KnowledgeGraph
from agglo.graph.namespaces import PREFIXES

from .synthetic import write

HOPS = 3
LIMIT = 1.0
FASTER, LARGE = 10, 100_000
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
    """The pairs that networkx finds within the hops, the strongest path of each with its sign, from a fresh graph."""
    opened = KnowledgeGraph.open(graph=place)
    relations = opened.release.vocabulary.narrower_relations["drives"]
    whole = opened.to_networkx()
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for one, other, claim, values in whole.edges(keys=True, data=True):
        if values["relation"] in relations:
            graph.add_edge(one, other, key=claim, **values)
    found: dict[tuple[str, str], tuple[float, int]] = {}
    for start in starts & set(graph):
        reached = nx.single_source_shortest_path_length(graph, start, cutoff=HOPS)
        if wanted := ends & set(reached) - {start}:
            paths = nx.all_simple_edge_paths(graph, start, wanted, cutoff=HOPS)
            for path in cast("Iterator[list[tuple[str, str, str]]]", paths):  # with keys, as it is a multigraph
                claims = [graph[one][other][claim] for one, other, claim in path]
                strength = min(claim["confidence"] or 0 for claim in claims)
                rated = strength, prod(claim["sign"] for claim in claims)
                pair = start, path[-1][1]
                found[pair] = max(rated, found.get(pair, rated))
    return len(found)


def in_pairs(place: Path, starts: set[str], ends: set[str]) -> int:
    """The pairs that networkx finds within the hops, from bare pairs of ids."""
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


def in_sparql(place: Path, start: str, end: str) -> int:
    """The pairs that a property path over the direct edges finds; from one entity or to one if given."""
    graph = KnowledgeGraph.open(graph=place)
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
            peers: list[Callable[[], object]] = [
                *(partial(each, place, starts, ends) for each in (in_networkx, in_pairs, in_rustworkx)),
                partial(in_sparql, place, *ids),
            ]
            spent = [median(each, 1) for each in peers]
            row += [f"{each:9.3f} {each / ours:5.0f}x" for each in spent]
            kept &= claims < LARGE or min(spent[0], spent[-1]) >= FASTER * ours
        else:
            row += [" " * 15 + "-"] * 4
        print(" ".join([*row, f"{whole:8.3f} {whole / bare:6.1f}"]), flush=True)
        kept &= ours <= LIMIT
    return kept


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    peers = " ".join(f"{name:>16}" for name in ("networkx", "pairs", "rustworkx", "SPARQL"))
    print(f"{'claims':>9} {'question':<44} {'agglo':>8} {peers} {'command':>8} /pass")
    kept = True
    for claims in given.sizes:
        with built(claims) as place:
            kept &= measure(place, claims, given.runs)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
