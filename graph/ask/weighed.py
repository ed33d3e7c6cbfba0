"""How belief in a claim comes about, said so that it can be checked: the model of `compile.belief`, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .claims import ClaimView
from .look import Look, SourceView
from .tongues import told

if TYPE_CHECKING:
    from ..compile.belief import Weighing

INTERESTED = frozenset({"own", "paid"})
"""The interests of a source that make it a party to what it says: it speaks for itself, or somebody concerned pays."""


def only_interested(look: Look, claim: ClaimView) -> bool:
    """Whether every source that supports a claim is an interested party; no interest recorded is none known."""
    interests = [look.source(source).interest for source in claim.supporting]
    return bool(interests) and all(interest in INTERESTED for interest in interests)


def weighed(look: Look, claim: ClaimView, language: str) -> dict[str, Any]:
    """The pieces of evidence of a claim with what each counts, and the arithmetic.

    Returns:
        `pieces` in the order of the evidence: kind, interest, direction, strength, `reliability` (r of the model) and
        its `arithmetic`, `group`, whether it is `counted`, and if not `why_not`: `no-rates` (its kind has no error
        rates), `same-source`, `derived-from`, `same-study`, `same-author`, `same-publisher` or `linked` (in more than
        one step), and `with`, the source that is counted in its stead. `supported` is S and `disputed` D of the model,
        `sum` the arithmetic in a line; where there is no confidence, `unassessed` says why.
    """
    evidence = look.card(claim.id)["evidence"]
    weighing = look.weighing(evidence)
    pieces = _pieces(look, evidence, weighing.reliabilities, language)
    believed = weighing.belief.confidence
    return {
        "claim": claim.id,
        "because": _choice(look, "because", claim.because, language),
        "confidence": believed,
        "supported": round(weighing.supported, 6),
        "disputed": round(weighing.disputed, 6),
        "sum": None if believed is None else _sum(weighing, believed),
        "unassessed": None if weighing.assessed else "no-rates" if weighing.support else "no-support",
        "only_interested": only_interested(look, claim),
        "pieces": pieces,
    }


def _choice(look: Look, key: str, value: str, language: str) -> dict[str, Any] | None:
    """A value that a key takes from a list, with its label."""
    return (
        {"id": value, **told("label", look.release.vocabulary.choices[key][value].label, language)} if value else None
    )


def _pieces(
    look: Look, evidence: Sequence[Mapping[str, Any]], reliabilities: Sequence[float | None], language: str
) -> list[dict[str, Any]]:
    sources = [look.source(each["source"]) for each in evidence]
    sides = [(each["direction"] == "disputes", source.group) for each, source in zip(evidence, sources, strict=True)]
    best: dict[tuple[bool, str], int] = {}
    for number, (side, value) in enumerate(zip(sides, reliabilities, strict=True)):
        if value is not None and (side not in best or value > (reliabilities[best[side]] or 0)):
            best[side] = number
    found = []
    for number, (each, source, side) in enumerate(zip(evidence, sources, sides, strict=True)):
        chosen, value = best.get(side), reliabilities[number]
        other = None if chosen in (None, number) else sources[chosen]
        why, through = ("no-rates", "") if value is None else _why_one(look, source, other) if other else ("", "")
        found.append(
            {
                "source": source.id,
                "kind": _choice(look, "kind", source.kind, language),
                "interest": _choice(look, "interest", source.interest, language),
                "direction": each["direction"],
                "strength": _choice(look, "strength", each["strength"], language),
                "reliability": None if value is None else round(value, 6),
                "arithmetic": None if value is None else _product(look, each, source, value),
                "group": source.group,
                "counted": chosen == number,
                "why_not": why or None,
                "through": through or None,
                "with": {"id": other.id, **told("title", other.titles, language, other.id)} if other and why else None,
            }
        )
    return found


def _product(look: Look, evidence: Mapping[str, Any], source: SourceView, value: float) -> str:
    """The arithmetic of a reliability: `0.5 × (1 − 0.1 − 0.3) = 0.3`."""
    choices = look.release.vocabulary.choices
    rates = choices["kind"][source.kind].numbers
    errors = [rates.get("systematic_error", 0.0), rates["random_error"]]
    weights = [("strength", evidence["strength"]), ("direction", evidence["direction"])]
    factors = [choices[key][name].numbers.get("weight", 1.0) for key, name in weights if name]
    kept = "".join(f"{_short(factor)} × " for factor in factors if factor != 1)
    sure = " − ".join(("1", *map(_short, filter(None, errors))))
    return f"{kept}({sure}) = {_short(value)}" if kept else f"{sure} = {_short(value)}"


def _why_one(look: Look, one: SourceView, other: SourceView) -> tuple[str, str]:
    """Why two sources of one group count as one: by what, and through whom."""
    if one.id == other.id:
        return "same-source", ""
    for first, second in ((one, other), (other, one)):
        if second.id in first.derived_from:
            return "derived-from", ""
        if second.id in first.same_study:
            return "same-study", ""
    from ..compile.belief import same_name

    known = {same_name(author): author for author in other.author}
    if shared := next((author for author in one.author if same_name(author) in known), ""):
        return "same-author", shared
    if one.publisher and same_name(one.publisher) == same_name(other.publisher):
        return "same-publisher", one.publisher
    return "linked", ""


def _sum(weighing: Weighing, confidence: float) -> str:
    """The arithmetic of a confidence in one line."""
    exact = weighing.supported * (1 - weighing.disputed)
    parts = [_at_least_one("S", weighing.support), _at_least_one("D", weighing.dispute)]
    last = f"S × (1 − D) = {_short(exact)}"
    if round(exact, 2) > confidence:
        last += f", min({_short(exact)}, {confidence:.2f}) = {confidence:.2f}"
    elif _short(exact) != _short(confidence):
        last += f" ≈ {confidence:.2f}"
    return "; ".join((*parts, last))


def _at_least_one(name: str, reliabilities: Mapping[str, float]) -> str:
    """`S = 1 − (1 − 0.8)(1 − 0.7) = 0.94`; the strongest first."""
    if not reliabilities:
        return f"{name} = 0"
    values = sorted(reliabilities.values(), reverse=True)
    if len(values) == 1:
        return f"{name} = {_short(values[0])}"
    none = 1.0
    for value in values:
        none *= 1 - value
    return f"{name} = 1 − {''.join(f'(1 − {_short(value)})' for value in values)} = {_short(1 - none)}"


def _short(value: float) -> str:
    """A number with at most four places."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
