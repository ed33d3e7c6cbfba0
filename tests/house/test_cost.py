"""Nothing does much more work than it did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from agglo.graph import KnowledgeGraph

from ..benchmarks import calls

ROOT = Path(__file__).parents[2]


def test_nothing_calls_a_quarter_more_functions_than_it_did(shipped_graph: KnowledgeGraph) -> None:
    # In a process of its own, where nothing else is remembered or traced, and sets have one order.
    done = subprocess.run(
        [sys.executable, "-m", calls.__name__],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(json.loads(calls.BASELINE.read_text('utf-8')))} figures" in done.stdout


def test_the_guard_sees_work_that_has_grown() -> None:
    def work(times: int) -> int:
        return calls.calls(lambda: [abs(each) for each in range(times)])

    assert work(2000) > calls.MARGIN * work(1000)
