"""Why facts are read with yaml-rs: CPU seconds to load the shipped facts, many times over, beside PyYAML, in one run.

python tests/benchmarks/yaml_loaders.py [--times 20]
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml
import yaml_rs

from agglo.graph.read.positions import walk
from agglo.graph.resources import shipped_facts


def cpu(load: Callable[[str], object], texts: list[str]) -> float:
    """CPU seconds to load all texts, with the cycle collector off."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    for text in texts:
        load(text)
    spent = time.process_time() - start
    gc.enable()
    return spent


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    texts = [p.read_text("utf-8") for p in sorted(Path(shipped_facts()).rglob("*.yaml"))] * times
    size = sum(len(t.encode()) for t in texts) / 1e6
    rows: dict[str, Callable[[str], object]] = {
        "yaml-rs": lambda t: yaml_rs.loads(t, parse_datetime=False),
        "PyYAML CSafeLoader": lambda t: yaml.load(t, Loader=yaml.CSafeLoader),
        "PyYAML C compose (positions)": lambda t: yaml.compose(t, Loader=yaml.CSafeLoader),
        "PyYAML C events to positions (ours)": lambda t: walk(t, lambda path: len(path) <= 4),
    }
    print(f"{size:.1f} MB of YAML in {len(texts)} texts")
    base = 0.0
    for name, load in rows.items():
        spent = cpu(load, texts)
        base = base or spent
        print(f"{name:<38} {spent:7.2f} CPU s {size / spent:7.1f} MB/s {spent / base:6.1f} times yaml-rs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
