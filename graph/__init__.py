"""Agglo's library: cities, clusters and the mechanisms behind them, as a graph in which every claim has its source.

>>> from agglo.graph import KnowledgeGraph
>>> graph = KnowledgeGraph.open()                       # doctest: +SKIP
>>> graph.ask("which anchors drove which clusters")     # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .ask.answer import Answer as Answer
    from .ask.answer import Row as Row
    from .ask.claims import ClaimView as ClaimView
    from .ask.claims import EvidenceView as EvidenceView
    from .ask.reading import Reading as Reading
    from .building import build as build
    from .check.run import CheckReport as CheckReport
    from .check.run import check_folder as check_folder
    from .errors import AggloError as AggloError
    from .errors import EngineError as EngineError
    from .errors import FactError as FactError
    from .errors import Fault as Fault
    from .errors import NameNotFoundError as NameNotFoundError
    from .errors import OntologyError as OntologyError
    from .errors import Position as Position
    from .errors import QueryError as QueryError
    from .errors import QueryLimitError as QueryLimitError
    from .errors import QuestionError as QuestionError
    from .errors import StoreError as StoreError
    from .knowledge_graph import KnowledgeGraph as KnowledgeGraph
    from .ontology import load_vocabulary as load_vocabulary
    from .store.build import Built as Built
    from .store.release import Release as Release
    from .verify.run import GraphReport as GraphReport
    from .verify.run import check_graph as check_graph
    from .vocabulary import Vocabulary as Vocabulary

# Each name with its home; imported when first used, so that no command pays for what it does not need.
_HOMES = {
    "AggloError": "errors",
    "Answer": "ask.answer",
    "Built": "store.build",
    "CheckReport": "check.run",
    "ClaimView": "ask.claims",
    "EngineError": "errors",
    "EvidenceView": "ask.claims",
    "FactError": "errors",
    "Fault": "errors",
    "GraphReport": "verify.run",
    "KnowledgeGraph": "knowledge_graph",
    "NameNotFoundError": "errors",
    "OntologyError": "errors",
    "Position": "errors",
    "QueryError": "errors",
    "QueryLimitError": "errors",
    "QuestionError": "errors",
    "Reading": "ask.reading",
    "Release": "store.release",
    "Row": "ask.answer",
    "StoreError": "errors",
    "Vocabulary": "vocabulary",
    "build": "building",
    "check_folder": "check.run",
    "check_graph": "verify.run",
    "load_vocabulary": "ontology",
}

__all__ = [
    "AggloError",
    "Answer",
    "Built",
    "CheckReport",
    "ClaimView",
    "EngineError",
    "EvidenceView",
    "FactError",
    "Fault",
    "GraphReport",
    "KnowledgeGraph",
    "NameNotFoundError",
    "OntologyError",
    "Position",
    "QueryError",
    "QueryLimitError",
    "QuestionError",
    "Reading",
    "Release",
    "Row",
    "StoreError",
    "Vocabulary",
    "__version__",
    "build",
    "check_folder",
    "check_graph",
    "load_vocabulary",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name is
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
