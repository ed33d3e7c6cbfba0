"""Answers as lines for people, and as CSV, TSV, Markdown and JSON lines for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from .layout import columns, wrapped
from .output import bold, dim
from .wording import Wording

Row = dict[str, Any]
_INDENT = " " * 4
_CITED = 3
"""So many claims are shown of those that a note rests on, unless all evidence is asked for."""
_CLAIMS = frozenset({"about", "figures", "disputes", "who-says"})
"""The kinds of question whose answers are single claims."""
_FIELDS = (
    "from",
    "from_label",
    "to",
    "to_label",
    "place",
    "polarity",
    "confidence",
    "hops",
    "support",
    "independent_sources",
    "other_paths",
    "through",
    "claims",
    "sources",
)


def lines(found: dict[str, Any], width: int, *, evidence: bool) -> Iterator[str]:
    """An answer for people: how the question was read, the answers, what was examined."""
    say = Wording(found["language"])
    yield from wrapped(say("read", found["reading"]), width)
    for number, row in enumerate(found["answers"], 1):
        yield ""
        if found["kind"] == "gaps":
            yield from _gap(number, row, say, width, evidence=evidence)
        elif found["kind"] in _CLAIMS:
            yield from _claim_answer(number, row, say, width, evidence=evidence)
        else:
            yield from _answer(number, row, say, width, evidence=evidence, every=found["kind"] == "paths")
    yield ""
    shown, every = len(found["answers"]), found["found"]
    count = say("none") if not every else say.counted("answer", every)
    if shown < every:
        count = say("first", shown, every)
    said = [count, say("examined", say("comma").join(_examined(found["examined"], say)), found["release"]["id"])]
    if every and not evidence:
        said.append(say("more"))
    yield from wrapped(say("space").join(said), width)


def _examined(examined: dict[str, int], say: Wording) -> Iterator[str]:
    yield say.counted("claim", examined["claims"])
    if left_out := examined["claims left out by filters"]:
        yield say("left out", f"{left_out:,}")
    yield say.counted("path", examined["paths"])


def _answer(number: int, row: Row, say: Wording, width: int, *, evidence: bool, every: bool) -> Iterator[str]:
    """One answer: the pair, how sure it is, then each claim with what it rests on."""
    yield from _head(number, row.get("title") or _pair(row, say), width)
    if "verdict" in row:
        yield from wrapped(say(row["verdict"], len(row["remaining"])), width, _INDENT)
    for note in row.get("notes", ()):
        yield from _note(note, say, width, evidence=evidence)
    if not row["claims"]:
        return
    step = row["hops"] > 1 or evidence
    trust = [] if step else [_verb(row["claims"][0], say)]
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
        return str(row["from"]["label"])
    place = say("brackets", row["to"]["place"]) if row["to"]["place"] else ""
    return f"{row['from']['label']} → {row['to']['label']}{place}"


def _claim_answer(number: int, row: Row, say: Wording, width: int, *, evidence: bool) -> Iterator[str]:
    """One answer that is a claim: what it says, of what state, how sure, and what it rests on."""
    (claim,) = row["claims"]
    yield from _head(number, claim["statement"] + when(claim, say), width)
    trust = [] if claim["status"] == "accepted" else [say(claim["status"])]
    trust += [say.confidence(row["confidence"]), say.counted("source", row["independent_sources"])]
    against = sum(each["direction"] == "disputes" for each in claim["evidence"])
    trust += [say("against", against)] if against else []
    trust += [say("differ", claim["dispute_label"])] if claim["dispute_label"] else []
    yield from wrapped(say("joint").join(trust), width, _INDENT)
    for rival in claim["rival"]:
        line = f"{rival['file']}:{rival['line']}"
        yield from side_by_side(say("rival", rival["statement"] + when(rival, say)), line, width, _INDENT)
    if claim["reason"]:
        yield from wrapped(say("reason", claim["reason"]), width, _INDENT)
    if claim["measure"]:
        yield from wrapped(say("measure", claim["measure"]), width, _INDENT)
    yield from claim_lines(claim, say, width, _INDENT, evidence=evidence)


def _gap(number: int, row: Row, say: Wording, width: int, *, evidence: bool) -> Iterator[str]:
    """One member of a framework: what is on record of it in the place, and if nothing is, where it is nearest."""
    yield from _head(number, say("joint").join((row["to"]["label"], say(row["verdict"]))), width)
    for claim in row["claims"]:
        yield from wrapped(claim["statement"] + when(claim, say), width, _INDENT + "  ", _INDENT + "• ")
        yield from claim_lines(claim, say, width, _INDENT + "  ", evidence=evidence)
    if nearest := row.get("nearest"):
        claim = nearest["claim"]
        said = say("nearest", nearest["label"], f"{nearest['kilometres']:,}", claim["statement"] + when(claim, say))
        yield from side_by_side(said, f"{claim['file']}:{claim['line']}", width, _INDENT)


def _head(number: int, text: str, width: int) -> Iterator[str]:
    """The first line of an answer, with its number."""
    first = f"{number:>2}. "
    head, *more = wrapped(text, width, _INDENT, first)
    yield first + bold(head.removeprefix(first))
    yield from (_INDENT + bold(line.removeprefix(_INDENT)) for line in more)


def _verb(claim: Row, say: Wording) -> str:
    return f"{claim['relation_label']}{when(claim, say)}"


def when(claim: Row, say: Wording) -> str:
    """A claim's period in brackets."""
    return say("brackets", say.period(claim["when"])) if claim["when"] else ""


def claim_lines(claim: Row, say: Wording, width: int, indent: str, *, evidence: bool) -> Iterator[str]:
    """What a claim rests on: mechanisms, conditions and caveats, who says so."""
    if claim["through"]:
        yield from wrapped(say("through", say("comma").join(m["label"] for m in claim["through"])), width, indent)
    for name in ("condition", "hedge"):
        if claim[name]:
            yield from wrapped(say(name, claim[name]), width, indent)
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


def _evidence(each: Row, say: Wording, width: int, indent: str) -> Iterator[str]:
    """One piece of evidence: for or against, the source, the gist, the fact file's line."""
    place = say("at").join(filter(None, (each["title"], each["at"])))
    line = f"[{each['file']}:{each['line']}]"
    yield from wrapped(f"{say(each['direction'], place)} {line}", width, indent + "  ", indent)
    if each["said_by"]:
        who = say("comma").join(one["label"] for one in each["said_by"])
        yield from wrapped(say("said by", who), width, indent + "  ")
    yield from wrapped(each["gist"], width, indent + "  ")


def separated(rows: Sequence[Row], delimiter: str) -> str:
    """Answers as CSV or TSV with a header, one a line; several values in a field have `; ` between them."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_FIELDS)
    for row in rows:
        writer.writerow(_flat(row).values())
    return text.getvalue()


def _flat(row: Row) -> dict[str, str]:
    claims = _claims_of(row)
    through = {m["id"]: None for claim in claims for m in claim["through"]}
    sources = {e["source"]: None for claim in claims for e in claim["evidence"] if e["direction"] != "disputes"}
    target = _target(row)
    flat: dict[str, str] = {
        "from": row["from"]["id"],
        "from_label": row["from"]["label"],
        "to": target["id"],
        "to_label": target["label"],
        "place": target["place"],
        "through": "; ".join(through),
        "claims": "; ".join(claim["id"] for claim in claims),
        "sources": "; ".join(sources),
    }
    plain = {name: "" if row.get(name) is None else str(row.get(name)) for name in _FIELDS if name not in flat}
    return {name: " ".join((flat | plain)[name].split()) for name in _FIELDS}


def _claims_of(row: Row) -> list[Row]:
    """The claims of a row's path and of its notes, each once."""
    every = [*row["claims"], *(claim for note in row.get("notes", ()) for claim in note.get("claims", ()))]
    return list({claim["id"]: claim for claim in every}.values())


def _target(row: Row) -> dict[str, str]:
    """Where a row leads to; for a figure or an event, the figure and no id."""
    if row["to"]:
        return dict(row["to"])
    if not row["claims"]:
        return {"id": "", "label": "", "place": ""}
    claim = row["claims"][0]
    figure = "" if claim["value"] is None else f"{claim['value']:.15g} {claim['unit']}"
    return {"id": "", "label": figure, "place": ""}


def json_lines(rows: Sequence[Row]) -> str:
    """Answers as JSON, one a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def markdown(found: dict[str, Any]) -> str:
    """Answers as a Markdown table under the question as it was read."""
    say = Wording(found["language"])
    names = [say(name) for name in ("from", "to", "place", "sure", "held", "mechanisms", "facts")]
    rows = [names, ["---"] * len(names)]
    for row in found["answers"]:
        through = {m["label"]: None for claim in row["claims"] for m in claim["through"]}
        sure = say("unsure") if row["confidence"] is None else f"{row['confidence']:.2f}"
        claims = "; ".join((*map(_located, row["claims"]), *_noted(row)))
        target = _target(row)
        cells = [row["from"]["label"], target["label"], target["place"], sure, str(row["independent_sources"])]
        rows.append([_cell(cell) for cell in (*cells, say("comma").join(through), claims)])
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"{_cell(found['reading'])}\n\n{table}"


def _located(claim: Row) -> str:
    return f"{claim['statement']} ({claim['file']}:{claim['line']})"


def _noted(row: Row) -> Iterator[str]:
    """The notes of a row in short, with the lines of the claims that are shown for them."""
    for note in row.get("notes", ()):
        lines = [f"{claim['file']}:{claim['line']}" for claim in note.get("claims", [])[:_CITED]]
        yield f"{note['text']} ({', '.join(lines)})" if lines else note["text"]


def _cell(text: str) -> str:
    """A text that cannot end its cell or begin markup."""
    escaped = "".join(f"\\{c}" if c in "\\|*_`<>[]#" else c for c in text)
    return " ".join(escaped.split())
