"""Answers to `why` as lines for people: each claim with its evidence weighed, each derived fact with its proof."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .answers import dates, head, side_by_side, when
from .layout import wrapped
from .output import dim
from .wording import Wording

Row = dict[str, Any]
_INDENT = " " * 4
_DEEPER = " " * 2


def reasons(number: int, row: Row, say: Wording, width: int) -> Iterator[str]:
    """One answer: what is said, and all that it rests on."""
    weighing = {each["claim"]: each for each in row["weighing"]}
    claims = {each["id"]: each for each in row["claims"]}
    if "proof" not in row:
        (claim,) = row["claims"]
        yield from head(number, claim["statement"] + when(claim, say), width)
        yield from _claim(claim, weighing[claim["id"]], say, width, _INDENT)
        return
    yield from head(number, row["title"], width)
    for note in row.get("notes", ()):
        yield from wrapped(note["text"], width, _INDENT)
    if len(claims) > 1:
        yield from wrapped(say.confidence(row["confidence"]), width, _INDENT)
    shown = {id_: (claim, weighing[id_]) for id_, claim in claims.items()}
    yield from _proof(row["proof"], (shown, set()), say, width, _INDENT)


_Open = tuple[dict[str, tuple[Row, Row]], set[str]]
"""The claims that are still to be shown, each with its weighing, and the rules whose meaning was said."""


def _proof(reason: Row, state: _Open, say: Wording, width: int, indent: str) -> Iterator[str]:
    """A step of a proof: its rule, then each premise below it; a claim with all it rests on where it first stands."""
    claims, told = state
    if "entry" in reason:
        entry = reason["entry"]
        line = f"{entry['file']}:{entry['line']}"
        yield from side_by_side(say("entry", entry["statement"]), line, width, indent)
        return
    rule = reason["rule"]
    said = say("rule", rule["label"]) if rule["id"] in told else say("by-rule", rule["label"], rule["meaning"])
    told.add(rule["id"])
    yield from wrapped(said, width, indent)
    for each in reason["premises"]:
        below = indent + _DEEPER
        if "claim" in each:
            if each["claim"] in claims:
                claim, weighed = claims.pop(each["claim"])
                text = say("claim-below", claim["statement"] + when(claim, say))
                yield from wrapped(text, width, below)
                yield from _claim(claim, weighed, say, width, below + _DEEPER)
            continue
        if "rule" in each:
            yield from wrapped(say("derived", each["statement"]), width, below)
            below += _DEEPER
        yield from _proof(each, state, say, width, below)


def _claim(claim: Row, weighed: Row, say: Wording, width: int, indent: str) -> Iterator[str]:
    """A claim: its state, how sure it is and why, its conditions and rivals, its evidence."""
    state = [] if claim["status"] == "accepted" else [say(claim["status"])]
    state += [say.confidence(weighed["confidence"]), say.counted("source", claim["independent_sources"])]
    state += [say("only-interested")] if weighed["only_interested"] else []
    state += [say("differ", say.seen(claim, "dispute_label"))] if claim["dispute_label"] else []
    yield from wrapped(say("joint").join(state), width, indent)
    total = say("weigh-sum", weighed["sum"]) if weighed["sum"] else say(weighed["unassessed"])
    yield from wrapped(total, width, indent + _DEEPER, indent)
    if weighed["because"]:
        yield from wrapped(say("because", say.seen(weighed["because"], "label")), width, indent)
    if claim["through"]:
        yield from wrapped(say("through", say.labels(claim["through"])), width, indent)
    for name in ("condition", "hedge", "reason", "measure"):
        if claim[name]:
            yield from wrapped(say(name, say.seen(claim, name)), width, indent)
    for rival in claim["rival"]:
        line = f"{rival['file']}:{rival['line']}"
        yield from side_by_side(say("rival", rival["statement"] + when(rival, say)), line, width, indent)
    yield from map(dim, side_by_side(claim["id"], f"{claim['file']}:{claim['line']}", width, indent))
    for evidence, piece in zip(claim["evidence"], weighed["pieces"], strict=True):
        yield from _piece(evidence, piece, say, width, indent + _DEEPER)


def _piece(evidence: Row, piece: Row, say: Wording, width: int, indent: str) -> Iterator[str]:
    """One piece of evidence: for or against, who says so with what interest, what it counts and if not why."""
    place = say("at").join(
        filter(None, (say.seen(evidence, "title") + dates(evidence, say, published=False), evidence["at"]))
    )
    line = f"[{evidence['file']}:{evidence['line']}]"
    yield from wrapped(f"{say(evidence['direction'], place)} {line}", width, indent + "  ", indent)
    interest = say("interest", say.seen(piece["interest"], "label")) if piece["interest"] else say("no-interest")
    said = [say.seen(piece["kind"], "label"), interest]
    said += [say("strength", say.seen(piece["strength"], "label"))] if piece["strength"] else []
    if piece["reliability"] is None:
        said.append(say("unrated"))
    else:
        said.append(say("reliability", piece["arithmetic"]))
    if piece["why_not"] == "same-source":
        said.append(say("same"))
    elif piece["with"] and piece["reliability"] is not None:
        said.append(say("not-added", say.seen(piece["with"], "title"), say(piece["why_not"], piece["through"])))
    yield from wrapped(say("joint").join(said), width, indent + "  ")
    if evidence["said_by"]:
        who = say.labels(evidence["said_by"])
        yield from wrapped(say("said by", who), width, indent + "  ")
    yield from wrapped(say.seen(evidence, "gist"), width, indent + "  ")
