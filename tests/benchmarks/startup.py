"""How long commands take on the shipped facts, as multiples of `python -c pass`, in one run.

    python tests/benchmarks/startup.py [--runs 10] [--every]

Prints a table: the command, its median wall time, the multiple, and the goal; a question of every kind is among them.
Peers stand beside: a bare typer command, and importing Lark, which was weighed for the question grammar. `--every`
asks each question of tests/ask/questions.yaml too, and shows the slowest. Exits 1 if a goal is missed.
"""

import argparse
import importlib.util
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

AGGLO = Path(sys.executable).parent / "agglo"
QUESTIONS = Path(__file__).parents[1] / "ask" / "questions.yaml"
BARE = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.command()
def ask(q: str = "x") -> None: print(q)
@app.command()
def other(q: str = "x") -> None: print(q)
app()
"""
QUESTION = "which anchors drove which clusters"


# As on a user's machine: bytecode is cached, output is buffered.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")}


def timed(command: list[str], *, check: bool = True) -> float:
    """Wall time of a command, in seconds."""
    start = time.perf_counter()
    subprocess.run(command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    return time.perf_counter() - start


def slowest(questions: list[str], goal: float = 15.0) -> int:
    """Ask each question three times, print the slowest, and count those whose quickest run misses the goal.

    Some are refused, which is an answer too.
    """
    floors, took = [], {}
    for text in questions:
        floors.append(min(timed([sys.executable, "-c", "pass"]) for _ in range(3)))
        took[text] = min(timed([str(AGGLO), "ask", text], check=False) for _ in range(3))
    took = {text: each / statistics.median(floors) for text, each in took.items()}
    late = sorted(took, key=lambda text: -took[text])
    print(f"{len(took)} questions, best of 3: median {statistics.median(took.values()):.1f} times, the slowest:")
    for text in late[:10]:
        print(f"{text[:64]:<64} {'':7} {took[text]:7.1f} {goal:6.1f}")
    return sum(each > goal for each in took.values())


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--every", action="store_true")
    given = parser.parse_args()
    runs, every = given.runs, given.every
    asked = [each for part in yaml.safe_load(QUESTIONS.read_text("utf-8")).values() for each in part if "kind" in each]
    kinds = {each["kind"]: each["ask"] for each in reversed(asked)}
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(BARE)
        rows: list[tuple[str, list[str], float | None]] = [
            ("python -c pass", [python, "-c", "pass"], None),
            ("a bare typer command", [python, str(bare), "ask"], None),
            ("import typer, lark", [python, "-c", "import typer, lark"], None),
            ("agglo --help", [str(AGGLO), "--help"], 9.0),
            (f'agglo ask "{QUESTION}"', [str(AGGLO), "ask", QUESTION], 12.0),
            ("agglo ask, in Chinese", [str(AGGLO), "ask", "哪些锚机构带动了哪些集群"], 12.0),
            ("agglo paths", [str(AGGLO), "paths", "--from", "philips", "--to", "eindhoven-high-tech"], 12.0),
            *((f"{kind}: {text}"[:64], [str(AGGLO), "ask", text], 15.0) for kind, text in kinds.items()),
            ("agglo sparql", [str(AGGLO), "sparql", "--format", "csv", "SELECT ?a ?c { ?a agglo:anchors ?c }"], None),
        ]
        subprocess.run([str(AGGLO), "build"], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        # lark is a peer here, not a dependency.
        rows = [r for r in rows if "lark" not in r[0] or importlib.util.find_spec("lark")]
        for _, command, _ in rows:
            timed(command)  # the first run writes bytecode
        # In turns, so that a busy moment of the machine falls on all of them.
        times = [[timed(command) for _, command, _ in rows] for _ in range(runs)]
        medians = [statistics.median(column) for column in zip(*times, strict=True)]
        floor, missed = medians[0], 0
        print(f"{platform.machine()}, Python {platform.python_version()}, median of {runs}")
        print(f"{'command':<64} {'ms':>7} {'times':>7} {'goal':>6}")
        for (name, _, goal), took in zip(rows, medians, strict=True):
            missed += goal is not None and took / floor > goal
            print(f"{name:<64} {took * 1000:7.1f} {took / floor:7.1f} {goal or '':>6}")
        if every:
            missed += slowest([each["ask"] for each in asked])
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
