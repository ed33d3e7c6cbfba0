"""Checks of claims: subject, object, figure, status, evidence."""

from __future__ import annotations

import re

from ..records import Record
from ..vocabulary import RelationTerm
from .context import Scope

_LINE = re.compile(r"\blines? (\d+)(?:\s*[-–]\s*(\d+))?")


def subjects_and_objects(scope: Scope) -> None:
    """Subject and object are entities of the relation's domain and range; each kind of relation has what it needs."""
    for claim in scope.facts.claims.values():
        scope.count("claims")
        relation = scope.vocabulary.relations[claim["relation"]]
        scope.entity(claim, claim["subject"], relation.domain, ("claim",), f"the subject of `{relation.name}`")
        if target := claim.get("object"):
            if relation.kind in ("event", "attribute"):
                message = f"`{relation.name}` takes no object, found `{target}`"
                hint = "give `value` and `unit`" if relation.kind == "attribute" else "give `when`"
                scope.wrong(claim, "object-not-allowed", message, hint, ("claim",))
            else:
                scope.entity(claim, target, relation.range, ("claim",), f"the object of `{relation.name}`")
                if target == claim["subject"]:
                    message = f"`{target}` cannot be both subject and object of `{relation.name}`"
                    scope.wrong(claim, "self-claim", message, "", ("claim",))
        elif relation.kind in ("causal", "structural"):
            scope.wrong(
                claim,
                "object-missing",
                f"`{relation.name}` needs an object",
                "SUBJECT RELATION OBJECT",
                ("claim",),
            )
        _polarity(scope, claim, relation)


def _polarity(scope: Scope, claim: Record, relation: RelationTerm) -> None:
    given = claim.get("polarity")
    if given and relation.polarity and given != relation.polarity:
        message = f"`{relation.name}` {relation.polarity}, the claim says {given}"
        scope.wrong(claim, "polarity", message, "leave `polarity` out, or use another relation", ("polarity",))
    if relation.kind != "causal":
        for keyword in ("polarity", "because"):
            if keyword in claim.values:
                message = f"`{keyword}` belongs to causal claims, and `{relation.name}` is {relation.kind}"
                scope.wrong(claim, "not-causal", message, "", (keyword,))


def figures(scope: Scope) -> None:
    """A number has a unit and a time, and stands on a relation that is measured."""
    for claim in scope.facts.claims.values():
        relation = scope.vocabulary.relations[claim["relation"]]
        if "value" not in claim.values:
            if relation.kind == "attribute":
                scope.wrong(claim, "value-missing", f"`{relation.name}` needs `value` and `unit`", "", ("claim",))
            elif "unit" in claim.values:
                scope.wrong(claim, "unit-without-number", "a unit without a `value`", "", ("unit",))
            continue
        scope.count("figures")
        if relation.kind != "attribute":
            hint = "use a measured relation such as has_figure"
            scope.wrong(claim, "value-not-allowed", f"`{relation.name}` takes no value", hint, ("value",))
        if "unit" not in claim.values:
            scope.wrong(claim, "number-without-unit", "a number without a unit", "add `unit:`", ("value",))
        if "when" not in claim.values and not claim.get("undated"):
            hint = "add `when:`, or `undated: true` if the source gives no time"
            scope.wrong(claim, "number-without-year", "a number without a year", hint, ("value",))
        if "when" in claim.values and claim.get("undated"):
            scope.wrong(
                claim,
                "dated-and-undated",
                "`when` and `undated: true` contradict each other",
                "",
                ("undated",),
            )


def status(scope: Scope) -> None:
    """A claim that is not accepted says why, and an accepted one has something that speaks for it."""
    for claim in scope.facts.claims.values():
        scope.count("statuses")
        given = claim.get("status", "accepted")
        if given != "accepted" and "reason" not in claim.values:
            scope.wrong(claim, "status-without-reason", f"`status: {given}` needs a `reason`", "", ("status",))
        directions = [e.get("direction", "supports") for e in claim.get("evidence", ())]
        if given == "accepted" and directions and all(d == "disputes" for d in directions):
            hint = "set `status:`, or add the evidence for it"
            scope.wrong(claim, "accepted-but-disputed", "an accepted claim with nothing but disputing evidence", hint)


def evidence_lines(scope: Scope) -> None:
    """A line of a source's copy is a line that the copy has."""
    for evidence in scope.facts.evidence():
        scope.count("evidence")
        source = scope.facts.sources.get(evidence.get("source", ""))
        copy = source.get("copy") if source else None
        if not copy:
            continue
        for line in _LINE.finditer(evidence.get("at", "")):
            for number in filter(None, line.groups()):
                scope.count("evidence lines")
                if not 1 <= int(number) <= copy["lines"]:
                    message = f"line {number} of `{evidence['source']}`, which has {copy['lines']} lines"
                    scope.wrong(evidence, "no-such-line", message, "", ("at",))
