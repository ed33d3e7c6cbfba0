"""Looking things up: one by one or in tables, and along what they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

FEW = 1_000
"""Look-ups of single things: to read the table of all takes about as long as some thousand."""

Found = TypeVar("Found")


class Sparing(Generic[Found]):
    """What is looked up one by one for a few entities, and from then on in a table of all."""

    def __init__(self, one: Callable[[str], Found], among_all: Callable[[str], Found]) -> None:
        self._one, self._among_all = one, among_all
        self._found: dict[str, Found] = {}

    def __call__(self, id_: str) -> Found:
        """What is known of an entity."""
        if id_ not in self._found:
            if len(self._found) >= FEW:
                return self._among_all(id_)
            self._found[id_] = self._one(id_)
        return self._found[id_]


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The second of all pairs by the first."""
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return found


def closure(start: str, following: Callable[[str], Iterable[str]]) -> set[str]:
    """A thing and all that follows it, by any number of steps."""
    found, pending = {start}, [start]
    while pending:
        for each in following(pending.pop()):
            if each not in found:
                found.add(each)
                pending.append(each)
    return found
