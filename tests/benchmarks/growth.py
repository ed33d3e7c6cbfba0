"""How the cost of questions, of their SPARQL and of checks grows with the graph: synthetic collections of any size.

    python -m tests.benchmarks.growth [--sizes 1000 10000 100000] [--graphs ROOT ROOT …] [--runs 3] [--filters]

Each figure is the median CPU time in seconds of a process that runs already: of a question, or of a search over names,
with a fresh look at the release, until its first ten answers are told; of the page of an answer; of the SPARQL that is
given with it; of a check of the graph. Beside it is how many rows there are, or things that a check looked at.
`--filters` adds the SPARQL of every question with every filter that it takes. What is asked about is the first of its
kind of which there is something to tell. Something grows too fast if at some step its time, beyond a floor of 50 ms,
grows by more than twice what the graph or its rows grew by, whichever is more, or if it does not end. Exits 1 if
something does.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from agglo.graph import KnowledgeGraph
from agglo.graph.ask import kinds
from agglo.graph.ask.entities import search
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.reading import Filters
from agglo.graph.ask.sparql import query_for
from agglo.graph.building import build
from agglo.graph.light import replace
from agglo.graph.resources import shipped_ontology
from agglo.graph.verify.checks import CheckTerm, load_checks, run_checks

from .synthetic import write

FLOOR = 0.05
SLACK = 2.0
PATIENCE = 120
QUESTIONS = (
    "which anchors drove which clusters",
    "what did {firm} drive",
    "what drove {cluster}",
    "how did {firm} drive {cluster}",
    "what is known about {city}",
    "which figures does {measured} have",
    "who says that {firm} anchored {cluster}",
    "what is disputed",
    "what is disputed about {city}",
    "what is disputed about land",
    "which claims do not stand",
    "what remains without {firm}",
    "what remains without land",
    "which firms were established",
    "can mechanism-3 move from {city} to city-4",
    "which mechanisms have no failure on record",
    "how do policies and mechanisms match",
    "why did {firm} not drive {cluster}",
    "what else could explain {cluster}",
    "which feedback loops are there",
    "how do {city} and city-4 differ",
    "which cities are similar to {city}",
    "which clusters rest on one witness",
    "which claims bear the most load",
    "which claims about {city} bear the most load",
    "which clusters are there",
    "which firms are in {city}",
    "which firms are in land",
    "where is {firm}",
)
DRAWN = ("how did {firm} drive {cluster}", "what is known about {city}", "can mechanism-3 move from {city} to city-4")
FILTERS: dict[str, Any] = {
    "through": (("mechanism-3",),),
    "not_through": ("mechanism-3",),
    "places": ("land",),
    "not_places": ("land",),
    "since": 1990,
    "until": 1990,
    "sources": ("source-1",),
    "confidence": 0.6,
    "as_of": 1995,
    "known_by": 2010,
    "checked_since": "2024",
}
SHOWN = 10
_NAMES = """SELECT ?firm ?cluster ?city ?measured WHERE {
  ?claim agglo:subject ?firm ; agglo:relation agglo:anchors ; agglo:object ?cluster ; agglo:status status:accepted .
  ?firm a agglo:Firm ; agglo:in ?city .
  FILTER(?city != id:city-4)
  { SELECT ?measured WHERE { ?figure agglo:relation agglo:has_employment ; agglo:subject ?measured } ORDER BY ?measured
    LIMIT 1 }
} ORDER BY ?firm ?cluster LIMIT 1"""


Names = dict[str, str]
Cost = tuple[float, int]
"""CPU seconds and rows; -1 rows if it did not end."""


class Item(NamedTuple):
    """Something whose cost is measured: how it is called, and what does it, given a graph and what to ask about."""

    title: str
    run: Callable[[Path, Names], Cost]


def asked(question: str) -> Item:
    """Tell the first answers of a question as the command does."""

    def run(root: Path, names: Names) -> Cost:
        text, start = question.format_map(names), time.process_time()
        graph = KnowledgeGraph.open(graph=root)
        found = graph.ask(text)
        answer_json(graph.look, text, found, SHOWN, sparql=False)
        return time.process_time() - start, len(found.rows)

    return Item(question, run)


def drawn(question: str) -> Item:
    """Make the page of an answer; its rows are its claims."""

    def run(root: Path, names: Names) -> Cost:
        text, start = question.format_map(names), time.process_time()
        found = KnowledgeGraph.open(graph=root).ask(text)
        found.view()
        return time.process_time() - start, len(found.claims)

    return Item(f"page: {question}", run)


def searched(text: str) -> Item:
    """Search over names."""

    def run(root: Path, names: Names) -> Cost:
        start = time.process_time()
        found = search(KnowledgeGraph.open(graph=root).look, text.format_map(names), "en")
        return time.process_time() - start, len(found)

    return Item(f"search: {text}", run)


def queried(question: str, *given: str) -> Item:
    """Run the SPARQL of a question, with some filters if it takes them."""

    def run(root: Path, names: Names) -> Cost:
        graph = KnowledgeGraph.open(graph=root)
        reading = graph.read(question.format_map(names))
        fitting, _chains = kinds.narrowing(reading.kind)
        if not fitting.issuperset(given):
            return 0.0, 0
        filters = replace(Filters(), **{name: FILTERS[name] for name in given})
        query = query_for(graph.look, replace(reading, filters=filters))
        start = time.process_time()
        found = list(graph.look.rows(query))
        return time.process_time() - start, len(found)

    return Item(f"SPARQL: {question}{''.join(f' [{name}]' for name in given)}", run)


def checked(check: CheckTerm) -> Item:
    """Run a check of the ontology."""

    def run(root: Path, _: Names) -> Cost:
        start = time.process_time()
        ((_check, looked_at, _found),) = run_checks(KnowledgeGraph.open(graph=root).look, [check])
        return time.process_time() - start, looked_at

    return Item(f"check: {check.name}{'?' if check.warns else ''}", run)


def items(*, filters: bool) -> Iterator[Item]:
    """All that is measured."""
    yield from map(asked, QUESTIONS)
    yield from map(drawn, DRAWN)
    yield searched("{firm}")
    yield from map(queried, QUESTIONS)
    if filters:
        yield from (queried(question, name) for question in QUESTIONS for name in FILTERS)
    yield from map(checked, load_checks(shipped_ontology() / "checks"))


def size_and_names(root: Path, _: Names) -> tuple[int, Names]:
    """How many claims there are, and what the questions are about."""
    graph = KnowledgeGraph.open(graph=root)
    (row,) = graph.look.rows(_NAMES)
    names = {name: id_of(row[name]) for name in ("firm", "cluster", "city", "measured")}
    return graph.release.marker.examined["claims"], names


def median_of(item: Item, runs: int) -> Callable[[Path, Names], Cost]:
    """The median of some runs, each with a look of its own; long ones are not repeated."""

    def run(root: Path, names: Names) -> Cost:
        found = [item.run(root, names)]
        while len(found) < runs and found[-1][0] < 5:
            found.append(item.run(root, names))
        return statistics.median(seconds for seconds, _ in found), found[0][1]

    return run


def apart(root: Path, names: Names, told: Callable[[Path, Names], Any]) -> Any:
    """What something tells of a release, in a process of its own, which can be stopped; None if it takes too long."""
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=lambda: theirs.send(told(root, names)))
    child.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(PATIENCE) else None
    except EOFError:
        raise SystemExit("it failed; see above") from None
    finally:
        child.kill()
        child.join()


def too_fast(costs: Sequence[Cost], sizes: Sequence[int]) -> bool:
    """Whether the cost grows faster than the graph and than the rows, at some step."""
    for (before, few), (after, many), small, large in zip(costs, costs[1:], sizes, sizes[1:], strict=False):
        grown = max(large / small, max(1, many) / max(1, few))
        if after > FLOOR and after / max(before, FLOOR) > SLACK * grown:
            return True
    return False


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--graphs", type=Path, nargs="+", default=[], help="releases to ask, in place of building them")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--filters", action="store_true", help="also the SPARQL of every question with every filter")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        roots = list(given.graphs)
        for size in [] if roots else given.sizes:
            facts, root = Path(temporary, f"facts-{size}"), Path(temporary, f"graph-{size}")
            write(facts, size)
            build(facts, root, shipped_ontology())
            roots.append(root)
        return measured(roots, given.runs, list(items(filters=given.filters)))


def measured(roots: list[Path], runs: int, every: list[Item]) -> int:
    """Measure everything in every release."""
    sizes, about = zip(*(apart(root, {}, size_and_names) for root in roots), strict=True)
    print(f"  {'CPU seconds, and rows, at so many claims':<64}" + "".join(f"{size:>20,}" for size in sizes))
    fast, empty = [], 0
    for item in every:
        print(f"  {item.title:<64}", end="", flush=True)
        costs: list[Cost] = []
        for root, names in zip(roots, about, strict=True):
            costs.append(apart(root, names, median_of(item, runs)) or (float(PATIENCE), -1))
            print(f"{costs[-1][0]:>11.3f}{costs[-1][1]:>9,}", end="", flush=True)
            if costs[-1][1] < 0:
                break
        bad = costs[-1][1] < 0 or too_fast(costs, sizes)
        print("  too fast" if bad else "")
        fast += [item.title] if bad else []
        empty += not any(rows for _, rows in costs)
    print(f"{len(every)} measured, {empty} of them empty, as few kinds take every filter; ", end="")
    print(f"grow too fast: {', '.join(fast) or 'none'}")
    return int(bool(fast))


if __name__ == "__main__":
    sys.exit(main())
