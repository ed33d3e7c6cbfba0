"""Cut SPARQL text into tokens, so that no word inside a string, a comment or an IRI counts as one.

The cutting takes linear time on any text, and never fails: what is no token is a mark of one character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Character classes of the SPARQL 1.1 grammar: PN_CHARS_U, those of a variable, and PN_CHARS.
_START = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LATER = _START + "0-9\u00b7\u0300-\u036f\u203f\u2040"
_NAME = _LATER + r"\-"

_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]++)
    | (?P<comment>\#[^\r\n]*+)
    | (?P<iri><[^<>"{{}}|^`\x00-\x20]*+>)
    | (?P<string>
          \"\"\"(?:[^"\\]++|\\.|"(?!""))*+\"\"\"
        | '''(?:[^'\\]++|\\.|'(?!''))*+'''
        | (?!\"\"\")"(?:[^"\\\r\n]++|\\.)*+"
        | (?!''')'(?:[^'\\\r\n]++|\\.)*+'
      )
    | (?P<open>
          \"\"\"(?:[^"\\]++|\\.|"(?!""))*+
        | '''(?:[^'\\]++|\\.|'(?!''))*+
        | "(?:[^"\\\r\n]++|\\.)*+
        | '(?:[^'\\\r\n]++|\\.)*+
      )
    | (?P<variable>[?$][{_LATER}]++)
    | (?P<blank>_:[{_NAME}]++(?:\.++[{_NAME}]++)*+)
    | (?P<prefixed>
          (?:[{_START}][{_NAME}.]{{0,200}}+)?(?<!\.):
          (?:[{_NAME}:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%]|\.++(?=[{_NAME}:%\\]))*+
      )
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<number>(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)
    | (?P<word>[{_START}][{_LATER}]*+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token: `kind` is a group of the expression above, `open` a string that is never closed."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + len(self.text)


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query in order, without space and comments."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "mark"
        if kind not in {"space", "comment"}:
            yield Token(kind, match[0], match.start())
