"""Claims as answers show them: with mechanisms, period, status, confidence, evidence and the line of the fact file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from .. import namespaces as ns
from ..vocabulary import canonical_tag
from .look import Look, id_of

_O = ns.ONTOLOGY
Texts = dict[str, str]


@dataclass(frozen=True)
class EvidenceView:
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


@dataclass(frozen=True)
class ClaimView:
    """One claim, whole. Texts are by language, references are ids, absent values are empty or None."""

    id: str
    subject: str
    relation: str
    object: str
    value: str
    unit: str
    through: tuple[str, ...]
    where: tuple[str, ...]
    when: str
    status: str
    polarity: str
    because: str
    confidence: float | None
    independent_sources: int
    reason: Texts
    measure: Texts
    condition: Texts
    hedge: Texts
    file: str
    line: int
    evidence: tuple[EvidenceView, ...] = field(default=())

    @property
    def supporting(self) -> frozenset[str]:
        """The sources that support the claim, wholly or in part."""
        return frozenset(e.source for e in self.evidence if e.direction != "disputes")

    @property
    def groups(self) -> frozenset[str]:
        """The independent groups of the supporting sources."""
        return frozenset(e.group for e in self.evidence if e.direction != "disputes")


def claim_view(look: Look, id_: str) -> ClaimView:
    """Read one claim from the store."""
    about = look.about(ns.CLAIM + id_)

    def one(name: str, namespace: str = _O) -> str:
        found = about.get(namespace + name, [])
        return id_of(found[0]) if found else ""

    def many(name: str) -> tuple[str, ...]:
        return tuple(sorted(id_of(v) for v in about.get(_O + name, [])))

    relation = one("relation")
    confidence = one("confidence")
    file, line = look.release.position("Claim", id_)
    nodes = sorted((v.value for v in about.get(_O + "evidence", [])), key=lambda iri: int(iri.rpartition("/")[2]))
    return ClaimView(
        id=id_,
        subject=one("subject"),
        relation=relation,
        object=one("object"),
        value=one("value"),
        unit=one("unit").removeprefix("unit/"),
        through=many("through"),
        where=many("where"),
        when=one("when"),
        status=one("status").removeprefix("status/"),
        polarity=one("polarity").removeprefix("polarity/"),
        because=one("because").removeprefix("because/"),
        confidence=float(confidence) if confidence else None,
        independent_sources=int(one("independent_sources") or 0),
        reason=_texts(about, "reason"),
        measure=_texts(about, "measure"),
        condition=_texts(about, "condition"),
        hedge=_texts(about, "hedge"),
        file=file,
        line=line,
        evidence=tuple(_evidence_view(look, iri) for iri in nodes),
    )


def _texts(about: dict[str, list[Any]], name: str) -> Texts:
    found = about.get(_O + name, [])
    return {canonical_tag(v.language): v.value for v in found if isinstance(v, ox.Literal) and v.language}


def _evidence_view(look: Look, iri: str) -> EvidenceView:
    about = look.about(iri)
    source = id_of(about[ns.PROV + "hadPrimarySource"][0])
    claim, _, number = iri.removeprefix(ns.CLAIM).partition("/evidence/")
    file, line = look.release.position("Evidence", f"{claim}/{number}")
    at = about.get(_O + "at", [])
    return EvidenceView(
        source=source,
        at=at[0].value if at else "",
        direction=id_of(about[_O + "direction"][0]).removeprefix("direction/"),
        strength=id_of(about[_O + "strength"][0]).removeprefix("strength/") if _O + "strength" in about else "",
        gist=_texts(about, "gist"),
        said_by=tuple(sorted(id_of(v) for v in about.get(_O + "said_by", []))),
        group=look.source(source).group,
        file=file,
        line=line,
    )
