"""How the cost of each kind of question grows with the graph: synthetic collections of 1,000 to 100,000 claims.

    python -m tests.benchmarks.growth [--sizes 1000 10000 100000] [--graphs ROOT ROOT …] [--runs 3]

Each figure is the median CPU time in seconds of one question, or of a search over names, with a fresh look at the
release, in a process that runs already, until its first ten answers are told; beside it how many there are. A question
grows too fast if at some step its time, beyond a floor of 50 ms, grows by more than twice what the graph or its answer
grew by, whichever is more. Exits 1 if one does.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.entities import search
from agglo.graph.ask.present import answer_json
from agglo.graph.building import build
from agglo.graph.errors import AggloError
from agglo.graph.resources import shipped_ontology

from .synthetic import write

FLOOR = 0.05
SLACK = 2.0
PATIENCE = 120
QUESTIONS = (
    "which anchors drove which clusters",
    "what did firm-3-2 drive",
    "what drove cluster-3-1",
    "how did firm-3-2 drive cluster-3-1",
    "what is known about city-3",
    "which figures does firm-3-2 have",
    "what is disputed",
    "what remains without firm-3-2",
    "what remains without land",
    "which firms went bankrupt",
    "can mechanism-3 move from city-3 to city-4",
    "which mechanisms have no failure on record",
    "how do policies and mechanisms match",
    "why did firm-3-2 not drive cluster-3-1",
    "what else could explain cluster-3-1",
    "which feedback loops are there",
    "how do city-3 and city-4 differ",
    "which cities are similar to city-3",
    "which clusters rest on one witness",
    "which claims bear the most load",
    "search: firm-3-2",
)
SEARCH = "search: "
SHOWN = 10


def cost(root: Path, question: str, runs: int) -> tuple[float, int]:
    """The median CPU seconds of a question, and the rows of its answer; -1 rows if it was stopped."""
    spent, rows = [], 0
    for _ in range(runs):
        start = time.process_time()
        signal.alarm(PATIENCE)
        try:
            rows = told(KnowledgeGraph.open(graph=root), question)
        except TimeoutError:
            return float(PATIENCE), -1
        finally:
            signal.alarm(0)
        spent.append(time.process_time() - start)
        if spent[-1] > 5:
            break
    return statistics.median(spent), rows


def told(graph: KnowledgeGraph, question: str) -> int:
    """Tell the first answers as the command does; gives how many there are."""
    if question.startswith(SEARCH):
        return len(search(graph.look, question.removeprefix(SEARCH), "en"))
    found = graph.ask(question)
    answer_json(graph.look, question, found, SHOWN, sparql=False)
    return len(found.rows)


def too_fast(costs: list[tuple[float, int]], sizes: list[int]) -> bool:
    """Whether the cost grows faster than the graph and than the answer, at some step."""
    for (before, few), (after, many), small, large in zip(costs, costs[1:], sizes, sizes[1:], strict=False):
        grown = max(large / small, max(1, many) / max(1, few))
        if many < 0 or (after > FLOOR and after / max(before, FLOOR) > SLACK * grown):
            return True
    return False


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--graphs", type=Path, nargs="+", default=[], help="releases to ask, in place of building them")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    with tempfile.TemporaryDirectory() as temporary:
        roots = list(given.graphs)
        for size in [] if roots else given.sizes:
            facts, root = Path(temporary, f"facts-{size}"), Path(temporary, f"graph-{size}")
            write(facts, size)
            build(facts, root, shipped_ontology())
            roots.append(root)
        return measured(roots, given.runs)


def measured(roots: list[Path], runs: int) -> int:
    """Ask every question of every release."""
    sizes = [KnowledgeGraph.open(graph=root).release.marker.examined["claims"] for root in roots]
    print(f"  {'CPU seconds, and rows, at so many claims':<46}" + "".join(f"{size:>20,}" for size in sizes))
    fast = []
    for question in QUESTIONS:
        costs = []
        print(f"  {question:<46}", end="", flush=True)
        for root in roots:
            with suppress(AggloError):
                costs.append(cost(root, question, runs))
                print(f"{costs[-1][0]:>11.3f}{costs[-1][1]:>9,}", end="", flush=True)
        bad = len(costs) < len(sizes) or too_fast(costs, sizes)
        print("  too fast" if bad else "")
        fast += [question] if bad else []
    print(f"{len(QUESTIONS)} questions; grow too fast, or are not answered: {', '.join(fast) or 'none'}")
    return int(bool(fast))


if __name__ == "__main__":
    sys.exit(main())
