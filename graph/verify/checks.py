"""The checks of an ontology (`checks/*-violation.rq`, `checks/*-warning.rq`), run over a built graph."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from traceback import clear_frames

import pyoxigraph as ox

from .. import namespaces as ns
from ..ask.look import Look, id_of
from ..errors import Fault, OntologyError, Position

_SUFFIX, _WARNING = "-violation.rq", "-warning.rq"
_EXAMINES = re.compile(r"^# Examines:\s*(.+?)\s*$", re.MULTILINE)
_RECORDS = {ns.ENTITY: "Entity", ns.CLAIM: "Claim", ns.SOURCE: "Source"}


@dataclass(frozen=True)
class CheckTerm:
    """One check.

    Attributes:
        name: what it finds, such as `cluster-without-place`.
        rule: what must hold, in English.
        pattern: the graph pattern of what it looks at.
        query: the SELECT that finds what breaks the rule.
        warns: whether what it finds may be right, and is only worth a second look.
    """

    name: str
    rule: str
    pattern: str
    query: str
    warns: bool = False

    @property
    def counting(self) -> str:
        """The SELECT that counts what it looks at."""
        return f"SELECT (COUNT(*) AS ?n) WHERE {{ {self.pattern} }}"


def load_checks(folder: Path) -> list[CheckTerm]:
    """The checks in a folder, by name; those that warn after the others.

    Raises:
        OntologyError: a check does not say what it examines.
    """
    found = []
    for path in sorted(folder.glob(f"*{_SUFFIX}")) + sorted(folder.glob(f"*{_WARNING}")):
        text = path.read_text("utf-8")
        pattern = _EXAMINES.search(text)
        if pattern is None:
            raise OntologyError(
                f"check `{path.name}` does not say what it looks at", "add a line `# Examines: PATTERN`"
            )
        before = text[: pattern.start()].splitlines()
        rule = " ".join(line.removeprefix("#").strip() for line in before if line.startswith("#"))
        warns = path.name.endswith(_WARNING)
        name = path.name.removesuffix(_WARNING if warns else _SUFFIX)
        found.append(CheckTerm(name, rule, pattern[1], text, warns))
    return found


def run_checks(look: Look, checks: Sequence[CheckTerm]) -> Iterator[tuple[CheckTerm, int, list[Fault]]]:
    """Each check with the number of things that it looked at, and what it found wrong.

    Raises:
        OntologyError: a check does not parse, or is no SELECT.
    """
    # The engine works without Python's lock, so that every core has a check of its own.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for check, (number, found) in zip(checks, pool.map(partial(_run, look.release.store), checks), strict=True):
            faults = []
            for bound in found:
                told = [f"{name} `{id_of(term)}`" for name, term in bound]
                # The fault stands at the line of the first; the lines of the others are said.
                lines = ["", *(_where(look, term) for _, term in bound[1:])]
                said = ", ".join(text + line for text, line in zip(told, lines, strict=True))
                faults.append(Fault(_position(look, bound[0][1]), f"graph.{check.name}", f"{said}: {check.rule}"))
            yield check, number, faults


_Rows = list[list[tuple[str, object]]]
"""Names and terms that are bound, row by row."""


def _run(store: ox.Store, check: CheckTerm) -> tuple[int, _Rows]:
    """How many things a check looks at, and what it finds."""
    try:
        return _asked(store, check)
    except Exception as error:
        # The frames hold what the engine gave, and that must be let go by the thread that got it.
        clear_frames(error.__traceback__)
        raise


def _asked(store: ox.Store, check: CheckTerm) -> tuple[int, _Rows]:
    prefixes = dict(ns.PREFIXES)
    try:
        counted, result = (store.query(text, prefixes=prefixes) for text in (check.counting, check.query))
    except SyntaxError as error:
        raise OntologyError(f"check `{check.name}`: {error}") from error
    if not isinstance(result, ox.QuerySolutions) or not isinstance(counted, ox.QuerySolutions):
        raise OntologyError(f"check `{check.name}` is no SELECT")
    names = [variable.value for variable in result.variables]
    rows = [[(name, row[name]) for name in names if row[name] is not None] for row in result]
    (number,) = (row["n"].value for row in counted)
    return int(number), rows


def _where(look: Look, term: object) -> str:
    """The line of a record in brackets; empty for anything else."""
    position = _position(look, term)
    return f" [{position.file}:{position.line}]" if position.line else ""


def _position(look: Look, term: object) -> Position:
    """The line of the record that a check found; without one, the graph."""
    value = str(getattr(term, "value", term))
    for namespace, kind in _RECORDS.items():
        if value.startswith(namespace):
            file, line = look.release.position(kind, value.removeprefix(namespace))
            if file:
                return Position(file, line, 1)
    return Position("graph")
