from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from agglo.graph.ontology import load_vocabulary
from agglo.graph.read.context import Context
from agglo.graph.read.folder import Reading, read_folder
from agglo.graph.read.values import READERS
from agglo.graph.records import Path as Keys
from agglo.graph.resources import shipped_ontology
from agglo.graph.vocabulary import KeyTerm, Vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(shipped_ontology())


@dataclass
class Read:
    """A value as its reader gives it back, with the codes, paths, messages and hints of its faults."""

    value: Any
    codes: list[str] = field(default_factory=list)
    paths: list[Keys] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


ReadValue = Callable[..., Read]


@pytest.fixture(scope="session")
def read_value(vocabulary: Vocabulary) -> ReadValue:
    """Read one raw value with the reader of a value kind."""

    def read(kind: str, raw: object, keyword: str = "key") -> Read:
        found = Read(None)

        def report(path: Keys, code: str, message: str, hint: str) -> None:
            found.codes.append(code)
            found.paths.append(path)
            found.messages.append(message)
            found.hints.append(hint)

        key = KeyTerm(keyword, "iri", {}, {}, record="Claim", keyword=keyword, value_kind=kind)
        found.value = READERS[kind](raw, Context(vocabulary, key, (keyword,), report))
        return found

    return read


ReadTexts = Callable[..., Reading]


@pytest.fixture
def read_texts(vocabulary: Vocabulary, tmp_path: Path) -> ReadTexts:
    """Read a folder with one file, or several by name."""

    def read(text: str = "", /, **files: str) -> Reading:
        for name, each in ({"facts.yaml": text} if text else {}).items() | files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(each, encoding="utf-8")
        return read_folder(tmp_path, vocabulary)

    return read
