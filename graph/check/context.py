"""What every check looks at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from ..names import did_you_mean
from ..read.folder import Reading
from ..read.values import SLUG
from ..records import Facts, Path, Record
from ..vocabulary import Vocabulary


@dataclass(frozen=True)
class Finding:
    """A fault found by a check, before its line is known; `path` is from the top of the file."""

    file: str
    path: Path
    code: str
    message: str
    hint: str = ""


@dataclass
class Scope:
    """The facts under check; a check counts what it looks at and notes what is wrong."""

    reading: Reading
    vocabulary: Vocabulary
    findings: list[Finding] = field(default_factory=list)
    examined: dict[str, int] = field(default_factory=dict)
    comparisons: int = 300_000

    @property
    def facts(self) -> Facts:
        """The records under check."""
        return self.reading.facts

    def count(self, what: str, number: int = 1) -> None:
        """Say that `number` more things were looked at."""
        self.examined[what] = self.examined.get(what, 0) + number

    def wrong(self, record: Record, code: str, message: str, hint: str = "", at: Path = ()) -> None:
        """Note a fault at a path inside a record."""
        self.findings.append(Finding(record.file, (*record.path, *at), code, message, hint))

    def gives(self, record: Record, keyword: str) -> bool:
        """Whether its author gave a record a key, be the value right or not: nothing is to be said of it twice."""
        return keyword in record.values or self.is_flawed(record, keyword)

    def is_flawed(self, record: Record, keyword: str) -> bool:
        """Whether a value, or part of it, could not be read."""
        return (record.file, (*record.path, keyword)) in self.reading.flawed

    def near(self, name: str, known: Collection[str]) -> str:
        """A hint with near names, or an empty text; always empty after a second or so of looking for them."""
        self.comparisons -= len(known)
        return did_you_mean(name, known) if self.comparisons >= 0 else ""

    def may_be_unread(self, name: str) -> bool:
        """Whether a name that is not known may be defined in a text that could not be read."""
        return self._unread is None or name in self._unread

    @cached_property
    def _unread(self) -> frozenset[str] | None:
        """Whatever looks like an id in the texts that could not be read; None if anything may be in them."""
        texts = self.reading.unread
        return None if texts is None else frozenset(chain.from_iterable(SLUG.findall(text) for text in texts))

    def type_of(self, name: str) -> str | None:
        """The class of an entity; None if it has no readable one, or there is no such entity."""
        entity = self.facts.entities.get(name)
        return entity.values.get("type") if entity else None

    def entity(self, record: Record, name: str, wanted: Iterable[str], at: Path, what: str) -> None:
        """Check that `name` is an entity of one of the wanted classes."""
        self.count("references")
        if name not in self.facts.entities:
            if not self.may_be_unread(name):
                hint = self.near(name, self.facts.entities) or "define it under `entities:`"
                hint = "it is a source; name an entity" if name in self.facts.sources else hint
                self.wrong(record, "unknown-entity", f"there is no entity `{name}`", hint, at)
            return
        classes = tuple(wanted)
        type_ = self.type_of(name)
        if classes and type_ and not self.vocabulary.is_a(type_, classes):
            message = f"{what} must be {_one_of(classes)}, but `{name}` is {_one_of((type_,))}"
            self.wrong(record, "wrong-class", message, "", at)


def _one_of(names: tuple[str, ...]) -> str:
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return f"{'an' if names[0][0] in 'AEIO' else 'a'} {listed}"


Check = Callable[[Scope], None]
