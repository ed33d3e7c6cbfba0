"""How much work Agglo does for some jobs, counted and not timed, beside what it was: the guard against getting slower.

    python -m tests.benchmarks.calls [--update]

Counts the calls of Python functions (the same on every machine, busy or not), and the sizes of what a build writes.
`calls.json` has what they were; CI fails when one of them has grown by more than a quarter (tests/house/test_cost.py).
Who makes Agglo do more on purpose, or less, writes the new figures with `--update`.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from agglo.graph import KnowledgeGraph
from agglo.graph.building import build
from agglo.graph.check.run import check_folder
from agglo.graph.ontology import load_vocabulary
from agglo.graph.resources import shipped_ontology

from .synthetic import write

BASELINE = Path(__file__).with_name("calls.json")
MARGIN = 1.25
CLAIMS = 400
QUESTIONS = (
    "which anchors drove which clusters",
    "what did Philips drive",
    "how did Philips drive the Eindhoven high-tech cluster",
    "what remains without Philips",
    "what else could explain the Eindhoven high-tech cluster",
    "what is disputed",
    "why did Intel not drive Silicon Fen",
    "what is similar to Eindhoven",
    "what feedback loops are there",
)


def calls(work: Callable[[], object]) -> int:
    """How many functions some work calls, built-in ones too, once it has been done before."""
    work()
    profile = cProfile.Profile()
    profile.enable()
    work()
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def counted() -> dict[str, int]:
    """Every figure, by its name."""
    found = {}
    with tempfile.TemporaryDirectory() as temporary:
        facts, root = Path(temporary, "facts"), Path(temporary, "graph")
        write(facts, CLAIMS, files=8, as_yaml=True)
        vocabulary = load_vocabulary(shipped_ontology())
        found["check"] = calls(lambda: check_folder(facts, vocabulary))
        found["build"] = calls(lambda: build(facts, root, shipped_ontology(), force=True))
        built = build(facts, root, shipped_ontology())
        assert not built.changed
        found["build, nothing changed"] = calls(lambda: build(facts, root, shipped_ontology()))
        found["quads"], found["bytes of the index"] = built.marker.quads, built.marker.index_size
    for question in QUESTIONS:
        found[question] = calls(partial(_asked, question))
    return found


def _asked(question: str) -> None:
    # A fresh look, as a command has it.
    assert KnowledgeGraph.open().ask(question).rows, question


def main() -> int:
    """Count, print, and write or compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true", help="what is counted now is what is to be kept")
    given = parser.parse_args()
    found = counted()
    if given.update:
        BASELINE.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    kept = json.loads(BASELINE.read_text("utf-8"))
    grown = []
    for name, number in found.items():
        share = number / kept[name] if name in kept else float("inf")
        print(f"  {name:<56} {number:>10,} {share:>7.2f} times what it was")
        if share > MARGIN:
            grown.append(name)
    grown += [f"{name}: not counted" for name in kept.keys() - found.keys()]
    print(f"{len(found)} figures; grown by more than a quarter: {', '.join(grown) or 'none'}")
    return int(bool(grown) or not found)


if __name__ == "__main__":
    sys.exit(main())
