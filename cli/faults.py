"""Faults as lines: those of one cause together, three examples each, and a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from agglo.graph import Fault

EXAMPLES = 3


def fault_lines(faults: Sequence[Fault], *, every: bool = False) -> Iterator[str]:
    """The lines for people."""
    ordered = sorted(faults, key=lambda f: (_cause(f), f.position))
    groups = [list(group) for _, group in groupby(ordered, key=_cause)]
    for group in sorted(groups, key=lambda g: g[0].position):
        shown = group if every else group[:EXAMPLES]
        yield from map(str, shown)
        if len(group) > len(shown):
            yield f"    … and {len(group) - len(shown):,} more of the same"


def are_cut(faults: Iterable[Fault]) -> bool:
    """Whether the lines leave some out, unless every one is asked for."""
    return max(Counter(map(_cause, faults)).values(), default=0) > EXAMPLES


def _cause(fault: Fault) -> tuple[str, str]:
    """What faults of one cause have in common: code and message, or the rule of the graph that they break."""
    return fault.code, "" if fault.code.startswith("graph.") else fault.message


def fault_records(faults: Iterable[Fault]) -> list[dict[str, object]]:
    """Faults for programs."""
    return [
        {
            "file": f.position.file,
            "line": f.position.line,
            "column": f.position.column,
            "code": f.code,
            "message": f.message,
            "hint": f.hint,
        }
        for f in faults
    ]
