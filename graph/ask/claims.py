"""Claims as answers show them: with mechanisms, period, status, confidence, evidence and the line of the fact file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from .look import Look
from .outline import Backing, Outline

_AT_ONCE = Outline._fields[:-1]
Texts = dict[str, str]
_NOWHERE = ("", 0)
FALLEN = frozenset({"rejected", "superseded", "withdrawn"})
"""What the status of a claim is that nobody should hold any more."""
_LATER = frozenset({"reason", "measure", "condition", "hedge", "file", "line", "evidence"})
"""What few claims of many are asked for: the texts, the evidence, the line of the fact file."""


class EvidenceView(NamedTuple):
    """One piece of evidence: `gist` by language, `said_by` ids, `file` and `line` of the fact file."""

    source: str
    at: str
    direction: str
    strength: str
    gist: Texts
    said_by: tuple[str, ...]
    group: str
    file: str
    line: int


class ClaimView:
    """One claim, whole. Texts are by language, references are ids, absent values are empty or None.

    `since`, `begun` and `until` are the earliest and latest start and the latest end of its period, `YYYY-MM-DD`.
    Texts, evidence and line are read when first asked for.
    """

    id: str
    subject: str
    relation: str
    object: str
    value: str
    unit: str
    through: tuple[str, ...]
    where: tuple[str, ...]
    rival: tuple[str, ...]
    when: str
    since: str
    begun: str
    until: str
    status: str
    polarity: str
    because: str
    dispute: str
    confidence: float | None
    independent_sources: int
    reason: Texts
    measure: Texts
    condition: Texts
    hedge: Texts
    file: str
    line: int
    evidence: tuple[EvidenceView, ...]

    def __init__(self, look: Look, outline: Outline) -> None:
        self.__dict__.update(zip(_AT_ONCE, outline, strict=False))
        self._look, self._outline = look, outline

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401
            if name not in _LATER:
                raise AttributeError(f"a claim has no `{name}`")
            self.__dict__.update(_later(self._look, self.id))
            return self.__dict__[name]

    def __eq__(self, other: Any) -> bool:  # noqa: ANN401
        names = (*_AT_ONCE, "backing", *_LATER)
        return isinstance(other, ClaimView) and all(getattr(self, name) == getattr(other, name) for name in names)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ClaimView({self.id!r})"

    @cached_property
    def backing(self) -> tuple[Backing, ...]:
        """The pieces of evidence without their texts."""
        return self._outline.backing

    @property
    def supporting(self) -> frozenset[str]:
        """The sources that support the claim, wholly or in part."""
        return frozenset([each.source for each in self.backing if each.direction != "disputes"])

    @property
    def groups(self) -> frozenset[str]:
        """The independent groups of the supporting sources."""
        return frozenset([each.group for each in self.backing if each.direction != "disputes"])


def claim_view(look: Look, id_: str) -> ClaimView:
    """Read one claim from the index.

    Raises:
        StoreError: the release has no such claim.
    """
    found: ClaimView = look.once("view", id_, lambda each: ClaimView(look, look.outline(each)))
    return found


def claim_views(look: Look, ids: Iterable[str]) -> list[ClaimView]:
    """Read many claims, in one go.

    Raises:
        StoreError: the release lacks one of them.
    """
    wanted = list(ids)
    look.gather(wanted)
    return [claim_view(look, id_) for id_ in wanted]


def _later(look: Look, id_: str) -> dict[str, Any]:
    """What `_LATER` names."""
    card = look.card(id_)
    sites = look.release.index.lines(id_)
    file, line = sites.get(("Claim", id_), _NOWHERE)
    evidence = (
        _evidence_view(raw, *sites.get(("Evidence", f"{id_}/{raw['number']}"), _NOWHERE)) for raw in card["evidence"]
    )
    texts = {name: card[name] for name in ("reason", "measure", "condition", "hedge")}
    return {**texts, "file": file, "line": line, "evidence": tuple(evidence)}


def _evidence_view(raw: dict[str, Any], file: str, line: int) -> EvidenceView:
    return EvidenceView(
        source=raw["source"],
        at=raw["at"],
        direction=raw["direction"],
        strength=raw["strength"],
        gist=raw["gist"],
        said_by=tuple(raw["said_by"]),
        group=raw["group"],
        file=file,
        line=line,
    )
