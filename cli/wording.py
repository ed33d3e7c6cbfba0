"""What the commands say about answers, in the language of the question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from agglo.graph.ask.tongues import seen


@cache
def _texts() -> dict[str, dict[str, str]]:
    """The texts by language and name."""
    found: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "wording.json").read_bytes())
    return found


class Wording:
    """The texts of one language.

    >>> Wording("en").counted("source", 1), Wording("en").counted("source", 2)
    ('1 independent source', '2 independent sources')
    >>> [Wording("en").period(text) for text in ("1984/..", "1988/1995", "198X", "../1990~")]
    ['since 1984', '1988–1995', '1980s', 'up to about 1990']
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = _texts()[language]

    def __call__(self, name: str, *values: object) -> str:
        """A text, with values for its `{0}`, `{1}`, …."""
        return self._texts[name].format(*values)

    def seen(self, record: Mapping[str, Any], key: str) -> str:
        """A text of an answer's JSON, marked where it is not in the language; empty if there is none."""
        return seen(record, key, self.language) if record[key] else ""

    def labels(self, records: Iterable[Mapping[str, Any]]) -> str:
        """The labels of things, in a list."""
        return self("comma").join(self.seen(each, "label") for each in records)

    def counted(self, name: str, number: int) -> str:
        """A number of things; `name` is the English singular."""
        single = number == 1 and name in self._texts
        return self(name if single else f"{name}s", f"{number:,}")

    def confidence(self, value: float | None) -> str:
        """How sure an answer is."""
        return self("unassessed") if value is None else self("confidence", f"{value:.2f}")

    def period(self, edtf: str) -> str:
        """An EDTF period in words, where it is plain; else as it stands."""
        start, slash, end = edtf.partition("/")
        if not slash:
            return self._date(edtf)
        if end == "..":
            return self("since", self._date(start))
        return self("until", self._date(end)) if start == ".." else f"{self._date(start)}–{self._date(end)}"

    def _date(self, edtf: str) -> str:
        plain, mark = (edtf[:-1], edtf[-1:]) if edtf.endswith(("~", "?")) else (edtf, "")
        if len(edtf) == 4 and edtf.endswith("X") and edtf[:3].isdecimal():
            return self("decade", f"{edtf[:3]}0")
        if not plain.replace("-", "").isdecimal():
            return edtf
        return self("about", plain) if mark == "~" else self("perhaps", plain) if mark else plain
