"""What a value reader looks at, and where it says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..names import asked, nearest_terms
from ..records import Path
from ..vocabulary import KeyTerm, Term, Vocabulary
from .wording import choice

Report = Callable[[Path, str, str, str], None]


@dataclass
class Suggestions:
    """Near names for one file; none after so many, because a file full of slips must not take minutes."""

    left: int = 1_000

    def hint(self, name: object, terms: Mapping[str, Term]) -> str:
        """A hint: the terms that may be meant by `name`, else the choice there is."""
        return asked(self.near(name, terms)) or choice(terms)

    def near(self, name: object, terms: Mapping[str, Term]) -> Sequence[str]:
        """The terms that may be meant by `name`."""
        self.left -= 1
        return nearest_terms(name, terms) if isinstance(name, str) and self.left >= 0 else []


@dataclass(frozen=True)
class Context:
    """What a value reader may look at: the vocabulary, the key, the value's path, and where faults go."""

    vocabulary: Vocabulary
    key: KeyTerm
    path: Path
    report: Report
    suggestions: Suggestions = field(default_factory=Suggestions)

    def wrong(self, code: str, message: str, hint: str = "", at: Path = ()) -> None:
        """Report a fault at this value, or at a path inside it."""
        self.report((*self.path, *at), code, message, hint)

    def inside(self, *at: str | int) -> Context:
        """The context of a value inside this one."""
        return replace(self, path=(*self.path, *at))
