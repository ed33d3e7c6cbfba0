"""Records of some files, seen among all that a release was made of.

What is asked one by one finds the release's records too; what is counted or gone through is the files' own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pyoxigraph as ox

from ..compile import terms
from ..records import CLAIM, ENTITY, SOURCE, Facts, Record
from ..vocabulary import Vocabulary
from .release import Release


class Beyond(Exception):
    """A question that the release does not answer: what depends on it has to be made anew from all files."""


class Told(dict[str, Any]):
    """What a release tells of a record. Another key of it is not absent but not known.

    Raises:
        Beyond: on a look at a key that it does not tell.
    """

    def __init__(self, tells: Iterable[str], values: dict[str, Any]) -> None:
        super().__init__(values)
        self._tells = frozenset(tells)

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401
        """A value, or `default` if the record has none."""
        return super().get(key, default) if key in self else default

    def __contains__(self, key: object) -> bool:
        if key not in self._tells:
            raise Beyond(key)
        return super().__contains__(key)

    def __missing__(self, key: str) -> Any:  # noqa: ANN401
        raise Beyond(key)


class Among(dict[str, Record]):
    """Own records, and behind them those that are only looked up."""

    def __init__(self, own: dict[str, Record], others: Callable[[str], Record | None]) -> None:
        super().__init__(own)
        self._others = others
        self._found: dict[str, Record | None] = {}

    def _other(self, name: str) -> Record | None:
        if name not in self._found:
            self._found[name] = self._others(name)
        return self._found[name]

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401
        """A record, an own one or another."""
        found = super().get(key) or self._other(key)
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or (isinstance(key, str) and self._other(key) is not None)

    def __missing__(self, key: str) -> Record:
        if found := self._other(key):
            return found
        raise KeyError(key)


class Others:
    """The records of a release but for some, as far as it tells them."""

    def __init__(self, release: Release, vocabulary: Vocabulary, but: Facts) -> None:
        self._index, self._store, self._but = release.index, release.store, but
        self._active = ox.NamedNode(vocabulary.keys[ENTITY]["active"].compiles_to)

    def seen_by(self, facts: Facts) -> Facts:
        """Records among these."""
        return Facts(
            Among(facts.entities, self._entity),
            Among(facts.claims, self._claim),
            Among(facts.sources, self._source),
            dict(facts.questions),
            dict(facts.files),
        )

    def _entity(self, name: str) -> Record | None:
        if name in self._but.entities or not (type_ := self._index.type(name)):
            return None
        values: dict[str, Any] = {"type": type_}
        for quad in self._store.quads_for_pattern(terms.entity(name), self._active, None, ox.DefaultGraph()):
            values["active"] = _text(quad.object)
        return _told(ENTITY, name, ("type", "active"), values)

    def _source(self, name: str) -> Record | None:
        if name in self._but.sources or (card := self._index.source(name)) is None:
            return None
        values: dict[str, Any] = {"kind": card["kind"]}
        for quad in self._store.quads_for_pattern(
            terms.source(name), terms.term("copy_lines"), None, ox.DefaultGraph()
        ):
            values["copy"] = {"lines": int(_text(quad.object))}
        return _told(SOURCE, name, ("kind", "copy"), values)

    def _claim(self, name: str) -> Record | None:
        known = name not in self._but.claims and self._index.has_claim(name)
        return _told(CLAIM, name, (), {}) if known else None


def _told(kind: str, name: str, tells: Iterable[str], values: dict[str, Any]) -> Record:
    return Record(kind, name, Told(tells, values), "", ())


def _text(term: object) -> str:
    if not isinstance(term, ox.Literal):
        raise Beyond(str(term))
    return term.value
