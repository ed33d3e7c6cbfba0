"""What derived facts are made of: facts, and the premises that state them."""

from __future__ import annotations

from typing import NamedTuple


class Fact(NamedTuple):
    """What is stated: ids of the ends (for some derived facts a claim's, or a class), and the relation's local name."""

    subject: str
    relation: str
    object: str


class Premise(NamedTuple):
    """A premise: `kind` is claim, entry or derived, `claim` the id of a claim; the rest is what it states."""

    kind: str
    claim: str
    subject: str
    relation: str
    object: str

    @property
    def fact(self) -> Fact:
        """What it states."""
        return Fact(self.subject, self.relation, self.object)
