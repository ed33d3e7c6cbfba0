"""Answers as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .layout import columns, wrapped
from .output import bold, dim
from .wording import Wording

Row = dict[str, Any]
_INDENT = " " * 4
_CITED = 3
"""So many claims are shown of those that a note rests on, unless all evidence is asked for."""
_COMPARING = frozenset({"compare", "similar"})
"""The kinds whose answers are notes alone."""
_CLAIMS = frozenset({"about", "figures", "disputes", "refuted", "who-says"})
"""The kinds of question whose answers are single claims."""
_BOTH_SIDES = frozenset({"disputes", "refuted"})
"""Those of them that show both sides in full."""


def lines(found: dict[str, Any], width: int, *, evidence: bool) -> Iterator[str]:
    """An answer for people: how the question was read, the answers, what was examined, what to ask in its stead."""
    say = Wording(found["language"])
    yield from wrapped(say("read", found["reading"]), width)
    for number, row in enumerate(found["answers"], 1):
        yield ""
        if found["kind"] == "gaps":
            yield from _gap(number, row, say, width, evidence=evidence)
        elif found["kind"] == "why":
            from .reasons import reasons

            yield from reasons(number, row, say, width)
        elif found["kind"] in _CLAIMS:
            # Of a dispute both sides are shown, each as fully as the other.
            whole = evidence or found["kind"] in _BOTH_SIDES
            yield from _claim_answer(number, row, say, width, evidence=whole)
        elif found["kind"] in _COMPARING:
            from .noted import noted

            yield from noted(number, row, say, width, evidence=evidence)
        else:
            yield from _answer(number, row, say, width, evidence=evidence, every=found["kind"] == "paths")
    yield ""
    shown, every = len(found["answers"]), found["found"]
    count = say("none") if not every else say.counted("answer", every)
    if shown < every:
        count = say("first", shown, every)
    said = [count, say("examined", say("comma").join(_examined(found["examined"], say)), found["release"]["id"])]
    if every and not evidence and found["kind"] != "why":
        said.append(say("more"))
    yield from wrapped(say("space").join(said), width)
    if found["instead"]:
        yield say("could ask")
        for question in found["instead"]:
            yield from wrapped(question, width, _INDENT)


def _examined(examined: dict[str, int], say: Wording) -> Iterator[str]:
    yield say.counted("claim", examined["claims"])
    if left_out := examined["claims left out by filters"]:
        yield say("left out", f"{left_out:,}")
    yield say.counted("path", examined["paths"])
    if questions := examined.get("questions"):
        yield say.counted("question", questions)


def _answer(number: int, row: Row, say: Wording, width: int, *, evidence: bool, every: bool) -> Iterator[str]:
    """One answer: the pair, how sure it is, then each claim with what it rests on."""
    yield from head(number, row.get("title") or _pair(row, say), width)
    if "verdict" in row:
        yield from wrapped(say(row["verdict"], len(row["remaining"])), width, _INDENT)
    for note in row.get("notes", ()):
        yield from _note(note, say, width, evidence=evidence)
    if not row["claims"]:
        return
    # What is not a pair does not say both ends of its claims in its head.
    step = row["hops"] > 1 or evidence or ("verdict" in row and not row["to"])
    trust = (
        [] if step or row.get("title", "").startswith(row["claims"][0]["statement"]) else [_verb(row["claims"][0], say)]
    )
    trust += [say.confidence(row["confidence"]), say.counted("source", row["independent_sources"])]
    if row["hops"] > 1:
        trust.append(say(row["support"]))
    if row["other_paths"] and not every:
        trust.append(say.counted("more path", row["other_paths"]))
    yield from wrapped(say("joint").join(trust), width, _INDENT)
    for claim in row["claims"]:
        if step:
            said = claim["statement"] + when(claim, say)
            yield from wrapped(said, width, _INDENT + "  ", _INDENT + "• ")
        yield from claim_lines(claim, say, width, _INDENT + "  " * step, evidence=evidence)


def _note(note: Row, say: Wording, width: int, *, evidence: bool) -> Iterator[str]:
    """Something that an answer says beside its path, and the claims that it rests on."""
    indent = _INDENT + "  " * note.get("level", 0)
    yield from wrapped(note["text"], width, indent)
    claims = note.get("claims", [])
    shown = claims if evidence else claims[:_CITED]
    for claim in shown:
        state = "" if claim["status"] == "accepted" else say("brackets", say(claim["status"]))
        yield from wrapped(claim["statement"] + when(claim, say) + state, width, indent + "    ", indent + "  • ")
        yield from claim_lines(claim, say, width, indent + "    ", evidence=evidence)
    if len(shown) < len(claims):
        yield from wrapped(say("further", len(claims) - len(shown)), width, indent + "    ")


def _pair(row: Row, say: Wording) -> str:
    """The two ends of an answer, or its one end."""
    if not row["to"]:
        return say.seen(row["from"], "label")
    place = say("brackets", say.seen(row["to"], "place")) if row["to"]["place"] else ""
    return f"{say.seen(row['from'], 'label')} → {say.seen(row['to'], 'label')}{place}"


def _claim_answer(number: int, row: Row, say: Wording, width: int, *, evidence: bool) -> Iterator[str]:
    """One answer that is a claim: what it says, of what state, how sure, and what it rests on."""
    (claim,) = row["claims"]
    yield from head(number, claim["statement"] + when(claim, say), width)
    trust = [] if claim["status"] == "accepted" else [say(claim["status"])]
    trust += [say.confidence(row["confidence"]), say.counted("source", row["independent_sources"])]
    against = sum(each["direction"] == "disputes" for each in claim["evidence"])
    trust += [say("against", against)] if against else []
    trust += [say("differ", say.seen(claim, "dispute_label"))] if claim["dispute_label"] else []
    yield from wrapped(say("joint").join(trust), width, _INDENT)
    for rival in claim["rival"]:
        line = f"{rival['file']}:{rival['line']}"
        yield from side_by_side(say("rival", rival["statement"] + when(rival, say)), line, width, _INDENT)
    if claim["reason"]:
        yield from wrapped(say("reason", say.seen(claim, "reason")), width, _INDENT)
    if claim["measure"]:
        yield from wrapped(say("measure", say.seen(claim, "measure")), width, _INDENT)
    yield from claim_lines(claim, say, width, _INDENT, evidence=evidence)


def _gap(number: int, row: Row, say: Wording, width: int, *, evidence: bool) -> Iterator[str]:
    """One member of a framework: what is on record of it in the place, and if nothing is, where it is nearest."""
    yield from head(number, say("joint").join((say.seen(row["to"], "label"), say(row["verdict"]))), width)
    for claim in row["claims"]:
        yield from wrapped(claim["statement"] + when(claim, say), width, _INDENT + "  ", _INDENT + "• ")
        yield from claim_lines(claim, say, width, _INDENT + "  ", evidence=evidence)
    if nearest := row.get("nearest"):
        claim = nearest["claim"]
        said = say(
            "nearest", say.seen(nearest, "label"), f"{nearest['kilometres']:,}", claim["statement"] + when(claim, say)
        )
        yield from side_by_side(said, f"{claim['file']}:{claim['line']}", width, _INDENT)


def head(number: int, text: str, width: int) -> Iterator[str]:
    """The first line of an answer, with its number."""
    first = f"{number:>2}. "
    head, *more = wrapped(text, width, _INDENT, first)
    yield first + bold(head.removeprefix(first))
    yield from (_INDENT + bold(line.removeprefix(_INDENT)) for line in more)


def _verb(claim: Row, say: Wording) -> str:
    return say.seen(claim, "relation_label") + when(claim, say)


def when(claim: Row, say: Wording) -> str:
    """A claim's period in brackets."""
    return say("brackets", say.period(claim["when"])) if claim["when"] else ""


def claim_lines(claim: Row, say: Wording, width: int, indent: str, *, evidence: bool) -> Iterator[str]:
    """What a claim rests on: mechanisms, conditions and caveats, who says so."""
    if claim["through"]:
        yield from wrapped(say("through", say.labels(claim["through"])), width, indent)
    for name in ("condition", "hedge"):
        if claim[name]:
            yield from wrapped(say(name, say.seen(claim, name)), width, indent)
    line = f"{claim['file']}:{claim['line']}"
    yield from map(dim, side_by_side(claim["id"] if evidence else _cited(claim, say), line, width, indent))
    for each in claim["evidence"] if evidence else ():
        yield from _evidence(each, say, width, indent + "  ")


def _cited(claim: Row, say: Wording) -> str:
    """Where a claim is from: its first supporting source, how many more there are, and how many are against it."""
    supporting = [e for e in claim["evidence"] if e["direction"] != "disputes"]
    against = len(claim["evidence"]) - len(supporting)
    said = [say("at").join(filter(None, (e["source"], e["at"]))) for e in supporting[:1]]
    if len(supporting) > 1:
        said.append(say("and more", len(supporting) - 1))
    if against:
        said.append(say("against", against))
    return say("joint").join(said)


def side_by_side(left: str, right: str, width: int, indent: str) -> list[str]:
    """Two texts on one line if they fit, else below each other."""
    if columns(indent + left) + 2 + columns(right) <= width:
        return [f"{indent}{left}  {right}"]
    return [*wrapped(left, width, indent), *wrapped(right, width, indent)]


def dates(each: Row, say: Wording, *, published: bool = True) -> str:
    """When a source was published and when it was last checked, in brackets."""
    said = [each["published"]] if published and each["published"] else []
    said += [say("checked", each["checked_on"])] if each["checked_on"] else []
    return say("brackets", say("joint").join(said)) if said else ""


def _evidence(each: Row, say: Wording, width: int, indent: str) -> Iterator[str]:
    """One piece of evidence: for or against, the source, the gist, the fact file's line."""
    place = say("at").join(filter(None, (say.seen(each, "title") + dates(each, say), each["at"])))
    line = f"[{each['file']}:{each['line']}]"
    yield from wrapped(f"{say(each['direction'], place)} {line}", width, indent + "  ", indent)
    if each["said_by"]:
        who = say.labels(each["said_by"])
        yield from wrapped(say("said by", who), width, indent + "  ")
    yield from wrapped(say.seen(each, "gist"), width, indent + "  ")
