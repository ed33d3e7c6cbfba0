"""Checks of time: no cause after its effect, nothing done before or after its life.

Dates are uncertain, so only what no reading of them allows is a fault; one that is marked so (`1950~`) allows others
than it says. The checks of the ontology (`checks/*-warning.rq`) say what only some readings allow.
"""

from __future__ import annotations

from datetime import date

from ..dates import Bounds, bounds, is_day
from ..records import Record
from .context import Scope

_UNSURE = frozenset("~?%")
"""The marks of EDTF for a date that is approximate, uncertain or both."""


def _active(scope: Scope, name: str | None) -> tuple[str, Bounds] | None:
    entity = scope.facts.entities.get(name or "")
    text = entity.get("active") if entity else None
    return (text, bounds(text)) if text else None


def _before(one: tuple[str, Bounds], other: tuple[str, Bounds]) -> bool:
    """Whether one date is over before another begins, by every reading."""
    return not _UNSURE.intersection(one[0] + other[0]) and one[1].certainly_before(other[1])


def effects(scope: Scope) -> None:
    """The object of a causal claim does not end before its subject begins."""
    for claim in scope.facts.claims.values():
        if scope.vocabulary.relations[claim["relation"]].kind != "causal":
            continue
        scope.count("causal claims")
        cause, effect = _active(scope, claim["subject"]), _active(scope, claim.get("object"))
        if cause and effect and _before(effect, cause):
            message = (
                f"effect before cause: `{claim.get('object')}` ({effect[0]}) is over before "
                f"`{claim['subject']}` ({cause[0]}) begins"
            )
            scope.wrong(claim, "effect-before-cause", message, "check both `active:` dates", ("claim",))


def lifetimes(scope: Scope) -> None:
    """What a claim dates happens while its subject exists, or after; a cause works before its effect is over."""
    for claim in scope.facts.claims.values():
        when = claim.get("when")
        if not when:
            continue
        scope.count("dated claims")
        _subject_exists(scope, claim, when)


def last_looks(scope: Scope) -> None:
    """A source was last checked on a day that has come, and when it was published already."""
    today = date.today().isoformat()
    for source in scope.facts.sources.values():
        checked = source.get("checked_on")
        if not checked:
            continue
        scope.count("checked sources")
        published = source.get("published")
        fault, hint = "", "the day on which somebody last read the page, such as 2024-05-01"
        if not is_day(checked):
            fault = f"`checked_on: {checked}` is not one day"
        elif checked > today:
            fault = f"`checked_on: {checked}` has not come yet"
        elif published and _before((checked, bounds(checked)), (published, bounds(published))):
            fault, hint = f"checked on {checked}, before it was published ({published})", "check both dates"
        if fault:
            scope.wrong(source, "checked-on", fault, hint, ("checked_on",))


def _subject_exists(scope: Scope, claim: Record, when: str) -> None:
    subject = _active(scope, claim["subject"])
    dated = (when, bounds(when))
    if subject and _before(dated, subject):
        message = f"the claim is of {when}, before `{claim['subject']}` ({subject[0]}) began"
        scope.wrong(claim, "before-its-time", message, "check `when:` and `active:`", ("when",))
    target = _active(scope, claim.get("object"))
    kind = scope.vocabulary.relations[claim["relation"]].kind
    if target and kind == "causal" and _before(target, dated):
        message = f"the claim is of {when}, after `{claim.get('object')}` ({target[0]}) was over"
        scope.wrong(claim, "cause-too-late", message, "check `when:` and `active:`", ("when",))
