"""What every check looks at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ..names import did_you_mean
from ..records import Facts, Path, Record
from ..vocabulary import Vocabulary


@dataclass(frozen=True)
class Finding:
    """A fault found by a check, before its line is known."""

    record: Record
    path: Path  # inside the record
    code: str
    message: str
    hint: str = ""


@dataclass
class Scope:
    """The facts under check; a check counts what it looks at and notes what is wrong."""

    facts: Facts
    vocabulary: Vocabulary
    findings: list[Finding] = field(default_factory=list)
    examined: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, number: int = 1) -> None:
        """Say that `number` more things were looked at."""
        self.examined[what] = self.examined.get(what, 0) + number

    def wrong(self, record: Record, code: str, message: str, hint: str = "", at: Path = ()) -> None:
        """Note a fault."""
        self.findings.append(Finding(record, at, code, message, hint))

    @cached_property
    def types(self) -> dict[str, str]:
        """The class of every entity, by id; entities without a readable class are absent."""
        return {id_: e.values["type"] for id_, e in self.facts.entities.items() if "type" in e.values}

    def entity(self, record: Record, name: str, wanted: Iterable[str], at: Path, what: str) -> None:
        """Check that `name` is an entity of one of the wanted classes."""
        self.count("references")
        if name not in self.facts.entities:
            hint = did_you_mean(name, self.facts.entities) or "define it under `entities:`"
            self.wrong(record, "unknown-entity", f"there is no entity `{name}`", hint, at)
            return
        classes = tuple(wanted)
        type_ = self.types.get(name)
        if classes and type_ and not self.vocabulary.is_a(type_, classes):
            message = f"{what} is {_one_of(classes)}, but `{name}` is a {type_}"
            self.wrong(record, "wrong-class", message, "", at)


def _one_of(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


Check = Callable[[Scope], None]
