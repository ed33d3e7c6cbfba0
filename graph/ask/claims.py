"""Claims as answers show them: with mechanisms, period, status, confidence, evidence and the line of the fact file."""

from __future__ import annotations

from typing import Any, NamedTuple

from .look import Look

# Values that a card holds as a view shows them; the others are lists there and tuples here.
_PLAIN = (
    "subject",
    "relation",
    "object",
    "value",
    "unit",
    "when",
    "since",
    "begun",
    "until",
    "status",
    "polarity",
    "because",
    "dispute",
    "confidence",
    "independent_sources",
    "reason",
    "measure",
    "condition",
    "hedge",
)
Texts = dict[str, str]
_NOWHERE = ("", 0)


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


class ClaimView(NamedTuple):
    """One claim, whole. Texts are by language, references are ids, absent values are empty or None.

    `since`, `begun` and `until` are the earliest and latest start and the latest end of its period, `YYYY-MM-DD`.
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
    evidence: tuple[EvidenceView, ...] = ()

    @property
    def supporting(self) -> frozenset[str]:
        """The sources that support the claim, wholly or in part."""
        return frozenset(e.source for e in self.evidence if e.direction != "disputes")

    @property
    def groups(self) -> frozenset[str]:
        """The independent groups of the supporting sources."""
        return frozenset(e.group for e in self.evidence if e.direction != "disputes")


def claim_view(look: Look, id_: str) -> ClaimView:
    """Read one claim from the index.

    Raises:
        StoreError: the release has no such claim.
    """
    found: ClaimView = look.once("view", id_, lambda each: _read(look, each))
    return found


def _read(look: Look, id_: str) -> ClaimView:
    card = look.card(id_)
    sites = look.release.index.lines(id_)
    file, line = sites.get(("Claim", id_), _NOWHERE)
    plain = {name: card[name] for name in _PLAIN}
    return ClaimView(
        id=id_,
        through=tuple(card["through"]),
        where=tuple(card["where"]),
        rival=tuple(card["rival"]),
        file=file,
        line=line,
        evidence=tuple(
            _evidence_view(raw, *sites.get(("Evidence", f"{id_}/{raw['number']}"), _NOWHERE))
            for raw in card["evidence"]
        ),
        **plain,
    )


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
