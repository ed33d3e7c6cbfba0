"""SPARQL over a release, in a child process that can be stopped and cannot reach the network.

>>> from agglo.graph.query import QueryWorker, sparql
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .guard import Limits, QueryWorker
    from .results import Answer, AskAnswer, GraphAnswer, SelectAnswer, text_rows, write

__all__ = [
    "Answer",
    "AskAnswer",
    "GraphAnswer",
    "Limits",
    "QueryWorker",
    "SelectAnswer",
    "sparql",
    "text_rows",
    "write",
]

# The child imports this package too and needs none of these: a lazy import halves its start.
_HOME = {"Limits": "guard", "QueryWorker": "guard"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- any public name
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOME.get(name, 'results')}", __name__), name)


def sparql(
    store_dir: Path, query: str, *, prefixes: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Answer:
    """Answer one query; for more than one keep a `QueryWorker`, which starts only once.

    Args:
        store_dir: the folder of an Oxigraph store that nobody writes to.
        query: SPARQL 1.1 SELECT, ASK, CONSTRUCT or DESCRIBE.
        prefixes: prefixes that the query may use without declaring them, name to namespace.
        limits: how long and how much; the default is `Limits()`.

    Raises:
        QueryError: the query does not parse, or asks for what is not allowed.
        QueryLimitError: it ran over a limit; a partial answer is never given.
        StoreError: the store cannot be opened.
        EngineError: the engine failed.
    """
    from .guard import QueryWorker

    with QueryWorker(store_dir, prefixes=prefixes, limits=limits) as worker:
        return worker.run(query)
