"""Modules stay small, public names are the documented ones, and heavy libraries are not imported by light commands."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import agglo.graph
from agglo.graph import KnowledgeGraph, errors

ROOT = Path(__file__).parents[2]
SOURCES = sorted(p for top in ("graph", "cli") for p in (ROOT / top).rglob("*.py"))


def test_modules_are_small() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in SOURCES}
    assert statistics.median(lengths.values()) <= 150
    assert {name: n for name, n in lengths.items() if n > 400} == {}


def test_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert len(lengths) > 200
    assert lengths[int(len(lengths) * 0.9)] <= 30


def test_the_public_names_are_sorted_and_importable() -> None:
    names = agglo.graph.__all__
    assert names == sorted(names)
    assert all(getattr(agglo.graph, name) is not None for name in names)


def test_the_tree_of_errors_is_the_one_in_the_docstring() -> None:
    drawn: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        name = line.strip("│├└─ ")
        if name.endswith("Error") and " " not in name:
            drawn.append((line.index(name) // 4, name))

    def tree(kind: type[Exception], depth: int = 0) -> list[tuple[int, str]]:
        below = sorted((k for k in kind.__subclasses__() if k.__module__ == errors.__name__), key=lambda k: k.__name__)
        return [(depth, kind.__name__), *(each for k in below for each in tree(k, depth + 1))]

    assert sorted(drawn) == sorted(tree(errors.AggloError))
    assert len(drawn) > 5


def modules_after(*arguments: str) -> set[str]:
    code = (
        "import sys, runpy; sys.argv = ['agglo', *sys.argv[1:]]\n"
        "from agglo.cli.main import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "sys.stderr.write('\\nMODULES ' + ' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.rpartition("MODULES ")[2].split())


def test_light_commands_import_nothing_heavy(shipped_graph: KnowledgeGraph) -> None:
    heavy = {
        "rdflib",
        "networkx",
        "pyvis",
        "numpy",
        "opencc",
        "edtf",
        "yaml",
        "rapidfuzz",
        "rich",
        "pyoxigraph",
        "hashlib",
    }
    assert modules_after("--help") & heavy == set()
    asked = modules_after("ask", "which anchors drove which clusters", "--graph", str(shipped_graph.release.folder))
    assert "sqlite3" in asked
    assert asked & heavy == set()
