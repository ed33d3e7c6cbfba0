"""Checks of claims: subject, object, figure, status, evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Record
from ..vocabulary import RelationTerm
from .context import Scope

# "line 3", "line 3–5"; "lines 3, 49 and 50–60".
_LINES = re.compile(
    r"\bline\s+([0-9]+(?:\s*[-–]\s*[0-9]+)?)|\blines\s+([0-9]+(?:\s*(?:[-–,&]|and|to)\s*[0-9]+)*)", re.IGNORECASE
)
_BETWEEN = re.compile(r",|&|and|to")
_NUMBER = re.compile(r"[0-9]+")


def subjects_and_objects(scope: Scope) -> None:
    """Subject and object are entities of the relation's domain and range; each kind of relation has what it needs."""
    for claim in scope.facts.claims.values():
        scope.count("claims")
        relation = scope.vocabulary.relations[claim["relation"]]
        scope.entity(claim, claim["subject"], relation.domain, ("claim",), f"the subject of `{relation.name}`")
        _object(scope, claim, relation)
        _polarity(scope, claim, relation)


def _object(scope: Scope, claim: Record, relation: RelationTerm) -> None:
    target = claim.get("object")
    if target is None:
        if relation.kind in ("causal", "structural"):
            message, hint = f"`{relation.name}` needs an object", f"write SUBJECT {relation.name} OBJECT"
            scope.wrong(claim, "object-missing", message, hint, ("claim",))
    elif relation.kind in ("event", "attribute"):
        message = f"`{relation.name}` takes no object, found `{target}`"
        hint = "give `value` and `unit`" if relation.kind == "attribute" else "give `when`"
        scope.wrong(claim, "object-not-allowed", message, hint, ("claim",))
    elif target == claim["subject"]:
        message = f"`{target}` cannot be both subject and object of `{relation.name}`"
        scope.wrong(claim, "self-claim", message, "", ("claim",))
    else:
        scope.entity(claim, target, relation.range, ("claim",), f"the object of `{relation.name}`")


def _polarity(scope: Scope, claim: Record, relation: RelationTerm) -> None:
    given = claim.get("polarity")
    if relation.kind != "causal":
        for keyword in ("polarity", "because"):
            if keyword in claim.values:
                message = f"`{keyword}` is a key of causal claims, and `{relation.name}` is no causal relation"
                scope.wrong(claim, "not-causal", message, "leave it out", (keyword,))
    elif given and relation.polarity and given != relation.polarity:
        message = f"`{relation.name}` always {relation.polarity}, and `polarity` says {given}"
        scope.wrong(claim, "polarity", message, "leave `polarity` out, or use another relation", ("polarity",))


def figures(scope: Scope) -> None:
    """A number has a unit and a time, and stands on a relation that is measured."""
    for claim in scope.facts.claims.values():
        relation = scope.vocabulary.relations[claim["relation"]]
        if "value" in claim.values:
            scope.count("figures")
            _figure(scope, claim, relation)
        elif not scope.gives(claim, "value"):
            _no_figure(scope, claim, relation)
        if "when" in claim.values and claim.get("undated"):
            message = "`when` and `undated: true` contradict each other"
            scope.wrong(claim, "dated-and-undated", message, "keep one of them", ("undated",))


def _figure(scope: Scope, claim: Record, relation: RelationTerm) -> None:
    if relation.kind != "attribute":
        hint = "use a measured relation such as has_figure"
        scope.wrong(claim, "value-not-allowed", f"`{relation.name}` takes no value", hint, ("value",))
        return
    if not scope.gives(claim, "unit"):
        scope.wrong(claim, "number-without-unit", "a number without a unit", "add `unit:`", ("value",))
    if not scope.gives(claim, "when") and not claim.get("undated") and not scope.is_flawed(claim, "undated"):
        hint = "add `when:`, or `undated: true` if the source gives no time"
        scope.wrong(claim, "number-without-year", "a number without a year", hint, ("value",))


def _no_figure(scope: Scope, claim: Record, relation: RelationTerm) -> None:
    if relation.kind != "attribute":
        if "unit" in claim.values:
            scope.wrong(claim, "unit-without-number", "a unit without a `value`", "leave it out", ("unit",))
    elif "object" not in claim.values:
        lacking = " and ".join(f"`{k}`" for k in ("value", "unit") if not scope.gives(claim, k))
        scope.wrong(claim, "value-missing", f"`{relation.name}` needs {lacking}", "", ("claim",))


def status(scope: Scope) -> None:
    """A claim that is not accepted says why, and an accepted one has something that speaks for it."""
    for claim in scope.facts.claims.values():
        scope.count("statuses")
        given = claim.get("status", "accepted")
        if given != "accepted" and not scope.gives(claim, "reason"):
            hint = "add `reason: {en: …}`"
            scope.wrong(claim, "status-without-reason", f"`status: {given}` needs a `reason`", hint, ("status",))
        if given != "accepted" or any(scope.is_flawed(claim, k) for k in ("status", "evidence")):
            continue
        directions = [e.get("direction", "supports") for e in claim.get("evidence", ())]
        if directions and all(d == "disputes" for d in directions):
            hint = "set `status:`, or add the evidence for it"
            message = "an accepted claim with nothing but disputing evidence"
            at = "status" if "status" in claim.values else "evidence"
            scope.wrong(claim, "accepted-but-disputed", message, hint, (at,))


def evidence_lines(scope: Scope) -> None:
    """A line of a source's copy is a line that the copy has."""
    for evidence in scope.facts.evidence():
        scope.count("evidence")
        source = scope.facts.sources.get(evidence.get("source", ""))
        copy = source.get("copy") if source else None
        if not copy:
            continue
        for lines in _LINES.finditer(evidence.get("at", "")):
            for number in _NUMBER.findall(lines[0]):
                scope.count("evidence lines")
                # The length first: Python takes its time over numbers with thousands of digits.
                if len(number) > 9 or not 1 <= int(number) <= copy["lines"]:
                    message = f"there is no line {number[:20]} in `{evidence['source']}`"
                    scope.wrong(evidence, "no-such-line", message, f"its copy has {copy['lines']} lines", ("at",))


def line_spans(at: str) -> Iterator[tuple[int, int]]:
    """The lines that the `at` of a piece of evidence cites, as pairs of first and last.

    >>> list(line_spans("section 2, lines 3, 49 and 50–60"))
    [(3, 3), (49, 49), (50, 60)]
    """
    for found in _LINES.finditer(at):
        for span in _BETWEEN.split(found[1] or found[2]):
            numbers = [int(number) for number in _NUMBER.findall(span)]
            if numbers:
                yield numbers[0], numbers[-1]
