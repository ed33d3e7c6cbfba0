"""The direction of imports, as the README draws it, read from the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# From the top: each may import what stands below it, never what stands above, and nothing else of its own row.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("cli",),
    ("graph.knowledge_graph",),
    ("graph.building",),
    ("graph.view", "graph.export", "graph.verify", "graph.diff"),
    ("graph.ask", "graph.query"),
    ("graph.store",),
    ("graph.compile",),
    ("graph.check",),
    ("graph.read",),
    ("graph.schema", "graph.dates", "graph.folding", "graph.names", "graph.files", "graph.writing"),
    ("graph.records",),
    ("graph.ontology",),
    ("graph.vocabulary",),
    ("graph.namespaces", "graph.errors", "graph.resources", "graph.version", "graph.light", "graph.collector"),
)
SOURCES = sorted(p for top in ("graph", "cli") for p in (ROOT / top).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*(("agglo", *above) if node.level else ()), node.module or ""]).rstrip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def layer(module: str) -> tuple[int, str] | None:
    found = [(row, name) for row, names in enumerate(LAYERS) for name in names if f"{module}.".startswith(f"{name}.")]
    return found[0] if found else None


def test_every_module_has_a_layer() -> None:
    modules = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for p in SOURCES}
    assert len(modules) > 40
    assert [m for m in sorted(modules) if layer(m) is None and m != "graph"] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    here = layer(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for name in imported(path):
        assert name.split(".")[0] not in {"graph", "cli"}, f"say agglo.{name}"
        there = layer(name.removeprefix("agglo."))
        if here is None or there is None:
            continue
        assert there[0] >= here[0], f"{name} stands above {path.name}"
        assert there[0] != here[0] or there[1] == here[1], f"{name} stands beside {path.name}"


@pytest.mark.parametrize("folder", ["ontology", "facts"])
def test_data_folders_hold_no_code(folder: str) -> None:
    files = [p for p in (ROOT / folder).rglob("*") if p.is_file()]
    assert files
    assert [p for p in files if p.suffix == ".py"] == []


def test_the_command_uses_only_what_the_library_offers() -> None:
    """`cli/` imports library modules, never a name that starts with an underscore."""
    names = [
        name for path in SOURCES if "cli" in path.parts for name in imported(path) if name.startswith("agglo.graph")
    ]
    assert names
    assert [name for name in names if any(part.startswith("_") for part in name.split("."))] == []
