"""Records: one entity, claim, source or question of a fact file, checked in shape and with its values normalised.

The keys and value kinds come from the ontology, so a record is a mapping and not a class a kind. A nested record
(evidence) is a record too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]
"""Where in a fact file a value stands: keys and list indexes from the top."""

ENTITY, CLAIM, EVIDENCE, SOURCE, QUESTION = "Entity", "Claim", "Evidence", "Source", "Question"
SECTIONS: Mapping[str, str] = {"sources": SOURCE, "entities": ENTITY, "claims": CLAIM, "questions": QUESTION}
"""The sections of a fact file and the kind of record that each holds."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    Attributes:
        kind: Entity, Claim, Evidence, Source or Question.
        id: its id; evidence takes its claim's id and its place in the list, `claim-id/1`.
        values: normalised values by keyword; absent keys are absent.
        file: the fact file, relative to the facts folder.
        path: where in the file it stands.
    """

    kind: str
    id: str
    values: Mapping[str, Any]
    file: str
    path: Path

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - a value has the kind that the ontology says
        return self.values[key]

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401
        """The value of `key`, or `default`."""
        return self.values.get(key, default)


@dataclass
class Facts:
    """Everything that was read: records by kind and id, in the order of files and of lines."""

    entities: dict[str, Record] = field(default_factory=dict)
    claims: dict[str, Record] = field(default_factory=dict)
    sources: dict[str, Record] = field(default_factory=dict)
    questions: dict[str, Record] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)  # file -> sha256 of its bytes

    def of(self, kind: str) -> dict[str, Record]:
        """The records of one kind."""
        return {ENTITY: self.entities, CLAIM: self.claims, SOURCE: self.sources, QUESTION: self.questions}[kind]

    def clear(self) -> None:
        """Forget all records and files, whoever holds the facts."""
        for each in (self.entities, self.claims, self.sources, self.questions, self.files):
            each.clear()

    def counts(self) -> dict[str, int]:
        """How many there are of each sort."""
        return {
            "files": len(self.files),
            "sources": len(self.sources),
            "entities": len(self.entities),
            "claims": len(self.claims),
            "evidence": sum(1 for _ in self.evidence()),
        }

    def __iter__(self) -> Iterator[Record]:
        for kind in (SOURCE, ENTITY, CLAIM, QUESTION):
            yield from self.of(kind).values()

    def evidence(self) -> Iterator[Record]:
        """Every piece of evidence of every claim."""
        for claim in self.claims.values():
            yield from claim.get("evidence", ())
