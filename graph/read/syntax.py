"""What is wrong with a YAML text, said for the person who wrote it."""

from __future__ import annotations

import re

import yaml

from .positions import Spot, events, spot_of
from .wording import IN_QUOTES, Trouble, line_of, shown

_WHERE = re.compile(r"at line (\d+), column (\d+)")
_CAUSES = (
    ("alias", "alias", "a YAML alias", f"write it out, or {IN_QUOTES}"),
    ("anchor", "alias", "a YAML alias", f"write it out, or {IN_QUOTES}"),
    ("tabs ", "tab", "a tab where YAML wants spaces", "indent with spaces"),
    (
        "trailing content after",
        "syntax",
        "text after the closing quotation mark",
        "put the whole text in quotes; for the mark itself write '' inside '…' and \\\" inside \"…\"",
    ),
    (
        "mapping values are not allowed",
        "syntax",
        "a `:` where no key can stand",
        "indent the keys of one record alike; put a text with `: ` in it in quotes",
    ),
    ("expected '-' indicator", "syntax", "neither a further `- ` nor the end of the list", "indent all `- ` alike"),
    (
        "block sequence entries are not allowed",
        "syntax",
        "a `- ` where no list can begin",
        "begin a list on the line after its key; put a text that begins with `- ` in quotes",
    ),
    ("unknown escape", "syntax", "a `\\` that begins no escape", "write \\\\ for a backslash, or use '…'"),
    ("surrogate", "syntax", "half a character", "write the character itself"),
    ("unexpected character", "syntax", "a text cannot begin with this character", IN_QUOTES),
    ("simple key expect ':'", "syntax", "a line without a `:`", "write KEY: VALUE; indent the rest of a long text"),
    ("block scalar", "syntax", "text right after `|` or `>`", "begin the text on the next line"),
)
"""Part of yaml-rs's message; code, message and hint for the author."""


def explain(message: str, text: str) -> Trouble:
    """What yaml-rs says of a text that it cannot read, so that its author can mend it.

    Where something began that never ends is PyYAML's word: yaml-rs names the place where it gave up.
    """
    where = _WHERE.search(message)
    failed = (int(where[1]), int(where[2])) if where else (0, 0)
    reason = message.splitlines()[-1].strip() if message else "it cannot be read"
    if "recursion limit" in reason:
        return Trouble("too-deep", "", "", *failed)
    context, opened = _context(text)
    began = opened or failed
    if context.startswith("while scanning a quoted") or "unclosed quote" in reason:
        return Trouble("syntax", "not YAML: the quotation mark is never closed", "close it", *began)
    if "flow" in context or "bracket" in reason:
        return _bracket(text, began, failed, "mismatched" in reason)
    if ":' must be followed" in reason and "\t" in line_of(text, failed[0])[max(0, failed[1] - 2) : failed[1]]:
        return Trouble("tab", "a tab after `:`", "write a space", *failed)
    if "did not find expected key" in reason:
        return _key(text, failed)
    for part, code, said, hint in _CAUSES:
        if part in reason:
            # yaml-rs notices a key without `:` on the next line.
            at = began if "simple key" in reason else failed
            return Trouble(code, f"not YAML: {said}" if code == "syntax" else said, hint, *at)
    return Trouble("syntax", f"not YAML: {reason}", "", *failed)


def _context(text: str) -> tuple[str, Spot | None]:
    """What PyYAML was in the middle of when it failed, and where that began."""
    try:
        for _ in events(text):
            pass
    except yaml.MarkedYAMLError as error:
        return error.context or "", spot_of(error.context_mark) if error.context_mark else None
    except yaml.YAMLError:
        pass
    return "", None


def _key(text: str, failed: Spot) -> Trouble:
    if line_of(text, failed[0])[: failed[1] - 1].strip():
        hint = "put a text that begins with a quotation mark or a bracket in quotes as a whole"
        return Trouble("syntax", "not YAML: text after the end of a value", hint, *failed)
    said = "not YAML: this line begins neither where its record's keys do nor where another's do"
    return Trouble("syntax", said, "indent the keys of one record alike", *failed)


_CLOSING = {"[": "]", "{": "}"}


def _bracket(text: str, opened: Spot, failed: Spot, mismatched: bool) -> Trouble:
    mark = line_of(text, opened[0])[opened[1] - 1 : opened[1]]
    inside = "inside brackets"
    if mark in _CLOSING:
        if mismatched or not _closes(text, opened):
            hint = f"close it with `{_CLOSING[mark]}`"
            return Trouble("syntax", f"not YAML: the `{mark}` is not closed", hint, *opened)
        inside = f"inside the `{mark}` of line {opened[0]}"
    found = line_of(text, failed[0])[failed[1] - 1 : failed[1]].strip()
    message = f"not YAML: {shown(found) if found else 'this'} cannot stand here, {inside}"
    return Trouble("syntax", message, "separate by commas; put a text with `: ` or a comma in quotes", *failed)


_QUOTED_OR_BRACKET = re.compile(r"\"(?:[^\"\\]|\\.)*\"|(?<![^\s\[{,:])'(?:[^']|'')*'|[\[\]{}]")


def _closes(text: str, opened: Spot) -> bool:
    """Whether the bracket at `opened` is closed somewhere; brackets in quotes do not count."""
    depth = 0
    start = sum(len(line) + 1 for line in text.split("\n")[: opened[0] - 1]) + opened[1] - 1
    for found in _QUOTED_OR_BRACKET.finditer(text, start):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth == 0:
            return True
    return False
