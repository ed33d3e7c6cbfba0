"""Answers of the command and of the page in one shape, so that they can be compared."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from random import Random
from typing import Any

from agglo.graph.ask import kinds
from agglo.graph.ask.answer import answer
from agglo.graph.ask.edges import edges
from agglo.graph.ask.look import Look, SourceView
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.reading import PAIRS, PATHS, WITHOUT, Filters, Reading, Slot
from agglo.graph.errors import QuestionError

_SIGNS = {"increases": 1, "decreases": -1, "unclear": 0}
_ALWAYS = 9999
"""A year by which all is known; what was published at no known time counts as known by then too."""

PAGE = """json => {
  try {
    const { examined, rows } = window.agglo.answer(json);
    return { examined, rows: rows.map((row) => ({ ...row, title: row.title && row.title.text })) };
  } catch (error) {
    return { refused: error.message };
  }
}"""
"""The page's answer to a reading, or why it refuses one."""


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as the page takes it."""
    found: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(reading)))
    return found


def commands_answer(look: Look, reading: Reading) -> dict[str, Any]:
    """The command's answer to a reading in the page's shape, or why it refuses one."""
    try:
        found = answer(look, reading)
    except QuestionError as error:
        return {"refused": error.message}
    shown = answer_json(look, "", found, sparql=False)["answers"]
    return {"examined": found.examined, "rows": [_row(row) for row in shown]}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    near = row.get("nearest")
    return {
        "start": row["from"]["id"],
        "end": row["to"]["id"] if row["to"] else "",
        "claims": [claim["id"] for claim in row["claims"]],
        "sign": _SIGNS[row["polarity"]],
        **{name: row[name] for name in ("confidence", "hops", "support", "independent_sources", "other_paths")},
        "verdict": row.get("verdict", ""),
        "remaining": row.get("remaining", []),
        "nearest": near and {"city": near["id"], "kilometres": near["kilometres"], "claim": near["claim"]["id"]},
        "title": row.get("title"),
        "notes": [
            {
                "name": note["name"],
                "text": note["text"],
                "values": _ids(note["values"]),
                "claims": [claim["id"] for claim in note.get("claims", [])],
                "level": note.get("level", 0),
            }
            for note in row.get("notes", [])
        ],
        **{name: row[name] for name in ("weighing", "proof") if name in row},
    }


def _ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_ids(each) for each in value]
    return {"id": value["id"]} if isinstance(value, dict) else value


@dataclass(frozen=True)
class WithoutSources(Look):
    """A look that does not see the evidence of some sources: what the page's `without_sources` stands for."""

    off: frozenset[str] = frozenset()
    horizon: int | None = _ALWAYS

    def known_by(self, year: int) -> Look:
        """The same look, which has its year already."""
        return self

    def source(self, id_: str) -> SourceView:
        """A source; one that is switched off was never public."""
        found = super().source(id_)
        if id_ in self.off:
            return found._replace(public="")
        return found._replace(public=found.public or "0001-01-01") if self.horizon == _ALWAYS else found

    def answers(self, reading: Reading) -> dict[str, Any]:
        """The answer to a reading, in the page's shape."""
        filters = dataclasses.replace(reading.filters, known_by=self.horizon)
        return commands_answer(self, dataclasses.replace(reading, filters=filters))


class Settings:
    """Random questions for pairs, for what remains, and for paths, with random filters."""

    def __init__(self, look: Look, seed: int) -> None:
        self._random, self._look = Random(seed), look
        self._mechanisms, self._places = (sorted(look.instances(name)) for name in ("Mechanism", "Place"))
        found = edges(look, look.release.vocabulary.narrower_relations["drives"])
        self._used = sorted({m for edge in found for m in look.card(edge.claim)["through"]})
        self._sources = sorted({each["source"] for edge in found for each in look.card(edge.claim)["evidence"]})
        self._causes = sorted({edge.subject for edge in found})
        self._drives = found

    def reading(self, kind: str) -> Reading:
        """A question of a kind."""
        filters, language = self._filters(kind), self._random.choice(("en", "zh-Hans", "zh-Hant"))
        if kind == PAIRS:
            ends = Slot(type=self._random.choice(("Anchor", "University", "Firm"))), Slot(type="Cluster")
        elif kind == WITHOUT:
            ends = Slot(entity=self._random.choice(self._causes)), Slot()
        else:
            first = self._random.choice(self._drives)
            after = [edge for edge in self._drives if edge.subject == first.object] or [first]
            ends = Slot(entity=first.subject), Slot(entity=self._random.choice(after).object)
        relation = "" if kind == WITHOUT else "drives"
        hops = self._random.choice((2, 3, 4))
        return Reading(kind, relation, *ends, filters=filters, hops=hops, language=language)

    def sources(self) -> list[str]:
        """Some sources to switch off."""
        return sorted(self._random.sample(self._sources, len(self._sources) // 4))

    def _filters(self, kind: str) -> Filters:
        choose, found = self._random, dict[str, Any]()
        for name in choose.sample(sorted(kinds.narrowing(kind)[0] - {"checked_since"}), 2 if kind == PAIRS else 1):
            if name == "through":
                found[name] = (tuple(choose.sample(self._used, len(self._used) // 3)),)
            elif name == "not_through":
                found[name] = tuple(choose.sample(self._used, 4))
            elif name == "places":
                found[name] = ("china", "united-states", "netherlands")
            elif name == "not_places":
                found[name] = tuple(choose.sample(self._places, 3))
            elif name == "sources":
                found[name] = tuple(choose.sample(self._sources, len(self._sources) // 2))
            elif name == "confidence":
                found[name] = choose.choice((0.0, 0.4, 0.5, 0.55, 0.6, 0.7))
            else:
                found[name] = choose.choice((1960, 1985, 2000) if name == "since" else (2005, 2015, 2020, 2024))
        return Filters(**found)


KINDS_OF_SETTINGS = (PAIRS, WITHOUT, PATHS)
