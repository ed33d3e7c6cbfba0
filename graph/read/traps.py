"""What YAML reads otherwise than it was meant, and facts have no use for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from .positions import Spot, events, spot_of
from .wording import IN_QUOTES, Trouble, line_of, shown

# Where an anchor, an alias or a tag may begin, and where a comment may cut a text: if no such place is in the text,
# and in most texts none is, it need not be read event by event.
_SIGN = re.compile(r"(?:^|[\s\[{,:])[&*!]\S|\S[ \t]+#[^\s#]", re.MULTILINE)
_CUT = re.compile(r"[ \t]+#[^\s#][^\n]*")


def traps(text: str) -> Iterator[Trouble]:
    """Anchors, aliases and tags, of which facts have none, and plain texts that ` #` cuts short."""
    # To see that there is none of four characters takes a hundredth of the time of the pattern.
    if not any(sign in text for sign in "&*!#") or not _SIGN.search(text):
        return
    try:
        for event in events(text):
            if not isinstance(event, yaml.NodeEvent):
                continue
            spot = spot_of(event.start_mark)
            if isinstance(event, yaml.AliasEvent):
                yield _sign("alias", f"*{event.anchor}", spot)
            elif event.anchor:
                yield _sign("anchor", f"&{event.anchor}", spot)
            elif tag := getattr(event, "tag", None):
                yield _sign("tag", str(tag).replace("tag:yaml.org,2002:", "!!"), spot)
            elif cut := _cut(event, text):
                line, column = spot_of(event.end_mark)
                message = f"the text ends before {shown(cut)}, which YAML takes for a comment"
                hint = "put the whole text in quotes, or a space after `#`"
                yield Trouble("comment", message, hint, line, column + cut.index("#"))

    except yaml.MarkedYAMLError as error:
        # yaml-rs takes more for anchors and tags than PyYAML.
        kind = next((each for each in _SIGNS if each in (error.context or "")), None)
        if kind and error.context_mark:
            line, column = spot_of(error.context_mark)
            yield _sign(kind, re.split(r"[\s,\[\]{}]", line_of(text, line)[column - 1 :])[0], (line, column))
    except yaml.YAMLError:
        pass


_SIGNS = {"alias": "write it out", "anchor": "leave it out", "tag": "leave it out"}


def _sign(kind: str, found: str, spot: Spot) -> Trouble:
    return Trouble(kind, f"{shown(found)} is a YAML {kind}", f"{_SIGNS[kind]}, or {IN_QUOTES}", *spot)


def _cut(event: yaml.Event, text: str) -> str:
    """What follows a text without quotes, if it looks like a part of it and is none."""
    if not isinstance(event, yaml.ScalarEvent) or not event.implicit[0] or not event.end_mark:
        return ""
    found = _CUT.match(text, event.end_mark.index)
    return found[0] if found else ""


def second_document(text: str) -> Spot | None:
    """Where a second document begins."""
    found = 0
    try:
        for event in events(text):
            if isinstance(event, yaml.DocumentStartEvent):
                found += 1
                if found == 2:
                    return spot_of(event.start_mark)
    except yaml.MarkedYAMLError as error:
        # YAML 1.1 wants `---` after `...`.
        if "document start" in (error.problem or "") and error.problem_mark:
            return spot_of(error.problem_mark)
    except yaml.YAMLError:
        pass
    return None
