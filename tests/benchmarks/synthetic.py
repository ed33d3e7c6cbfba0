"""Synthetic collections of facts, shaped like those that ship, of any size: what the benchmarks run on.

    python -m tests.benchmarks.synthetic FOLDER --claims 100000 [--seed 1] [--files 100] [--yaml]

Places come in cases, as in `facts/cases/`: a city with its clusters, firms, university, park and people. Most claims
stay in their case; the others go to ideas and firms elsewhere that are taken with a chance that grows with how often
they were taken before (preferential attachment, Barabási and Albert 1999), so that a few have very many. The shares
of causal, structural, measured and event claims, of mechanisms a claim, of evidence a claim and of what qualifies or
disputes it are those of the shipped facts (November 2026). The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Record = dict[str, Any]

CLAIMS_A_CASE = 30
_WORDS = (
    "works",
    "makers",
    "park",
    "skills",
    "plant",
    "suppliers",
    "tenants",
    "lease",
    "loans",
    "orders",
    "students",
    "engineers",
    "machines",
    "parts",
    "exports",
    "growth",
    "rents",
    "tools",
    "rail",
    "port",
    "mills",
    "patents",
    "grants",
    "start-ups",
    "wages",
    "design",
    "staff",
    "buyers",
    "labs",
)
_HAN = "工厂企业园区人才设备供应出口增长租金工具铁路港口专利补贴创业工资订单设计研发买家实验室集群机制"
# Kinds of claim in a case: relation, class of the subject, class of the object (or what the figure counts), how often.
_CAUSAL = (
    ("anchors", "firm", "cluster", 8),
    ("anchors", "university", "cluster", 4),
    ("drives", "idea", "cluster", 6),
    ("drives", "idea", "idea", 14),
    ("drives", "firm", "cluster", 4),
    ("supports", "body", "park", 8),
    ("supports", "park", "cluster", 5),
    ("attracts", "firm", "firm", 5),
    ("enables", "idea", "idea", 6),
    ("hinders", "idea", "cluster", 4),
    ("founded", "person", "firm", 6),
    ("spun_off", "firm", "firm", 3),
)
_STRUCTURAL = (
    ("located_in", "firm", "city", 8),
    ("located_in", "university", "city", 4),
    ("supplies", "firm", "firm", 6),
    ("member_of", "firm", "cluster", 6),
    ("requires", "idea", "idea", 10),
    ("uses", "cluster", "technique", 6),
)
_MEASURED = (
    ("has_employment", "firm", "jobs", 4),
    ("has_output", "cluster", "CNY", 3),
    ("has_firm_count", "cluster", "firms", 4),
    ("has_investment", "park", "EUR", 3),
)
_EVENTS = (("was_established", "firm", "", 3), ("was_established", "park", "", 1))
_SHARES = ((_CAUSAL, 34), (_STRUCTURAL, 43), (_MEASURED, 19), (_EVENTS, 4))
_MANY = {"cluster": 2, "firm": 9, "idea": 12, "person": 2, "university": 1, "park": 1, "body": 1, "technique": 1}
_TYPES = {
    "city": "City",
    "cluster": "Cluster",
    "firm": "Firm",
    "idea": "Concept",
    "person": "Person",
    "university": "University",
    "park": "Site",
    "body": "PublicBody",
    "technique": "Technology",
}
_EVIDENCE = ((1, 72), (2, 20), (3, 6), (4, 2))
_THROUGH = ((0, 80), (1, 14), (2, 5), (3, 1))
_FIRST = (("supports", 88), ("qualifies", 12))
_FURTHER = (("supports", 78), ("qualifies", 12), ("disputes", 10))
_DISPUTES = ("cause", "date", "definition", "existence", "scope", "sign", "size")
_ELSEWHERE = 0.1
"""The chance that the subject of a claim is of another case."""


class Collection:
    """The records of one collection, case by case."""

    def __init__(self, claims: int, seed: int) -> None:
        self._random, self._doubts = random.Random(seed), random.Random(f"doubts {seed}")
        self._claims = claims
        self._taken: dict[str, list[str]] = {kind: [] for kind in ("idea", "firm")}
        self._mechanisms = [f"mechanism-{n}" for n in range(max(20, min(400, claims // 20)))]
        self._sources = 0
        self._said: set[str] = set()

    def cases(self) -> Iterator[list[Record]]:
        """The records of the country and mechanisms first, then those of each case."""
        country = {"section": "entities", "id": "land", "type": "Country", "label": {"en": "Land", "zh-Hans": "兰国"}}
        yield [country, *(self._mechanism(number, id_) for number, id_ in enumerate(self._mechanisms))]
        left, number = self._claims, 0
        while left > 0:
            yield self._case(number, min(CLAIMS_A_CASE, left))
            left, number = left - CLAIMS_A_CASE, number + 1

    def _mechanism(self, number: int, id_: str) -> Record:
        label = {"en": f"Mechanism {number}", "zh-Hans": f"机制{number}"}
        found: Record = {"section": "entities", "id": id_, "type": "Mechanism", "label": label}
        found["definition"] = {"en": f"{self._words(9)}.", "zh-Hans": self._han(16)}
        return found | ({"broader": [self._mechanisms[number // 8]]} if number >= 8 else {})

    def _case(self, number: int, claims: int) -> list[Record]:
        city = f"city-{number}"
        label = {"en": f"City {number}", "zh-Hans": f"城市{number}"}
        records: list[Record] = [
            {"section": "entities", "id": city, "type": "City", "label": label, "in": "land"},
        ]
        here: dict[str, list[str]] = {"city": [city]}
        for kind, many in _MANY.items():
            here[kind] = [f"{kind}-{number}-{n}" for n in range(many)]
            for id_ in here[kind]:
                label = {"en": id_.replace("-", " ").capitalize(), "zh-Hans": f"{self._han(3)}{id_}"}
                placed = {} if kind in ("idea", "technique", "person") else {"in": city}
                records.append({"section": "entities", "id": id_, "type": _TYPES[kind], "label": label, **placed})
        sources = [self._source() for _ in range(max(1, claims // 4))]
        records += sources
        goal = len(self._said) + claims
        while len(self._said) < goal:
            claim = self._claim(here, [each["id"] for each in sources])
            name = claim.get("id") or claim["claim"]
            if name not in self._said:
                self._said.add(name)
                records.append(claim)
        return records

    def _source(self) -> Record:
        self._sources += 1
        year = self._random.randint(1980, 2025)
        return {
            "section": "sources",
            "id": f"source-{self._sources}",
            "title": {"en": f"{self._words(5)} {self._sources}"},
            "publisher": f"Publisher {self._sources % 997}",
            "published": year,
            "kind": self._random.choice(("paper", "report", "news", "official")),
            "language": "en",
        }

    def _claim(self, here: dict[str, list[str]], sources: list[str]) -> Record:
        forms = self._weighted(_SHARES)
        relation, subject, target, _ = self._random.choices(forms, [form[-1] for form in forms])[0]
        parts = [self._one(subject, here), relation]
        found: Record = {"section": "claims", "claim": ""}
        year = self._random.randint(1900, 2025)
        if forms in (_CAUSAL, _STRUCTURAL):
            parts.append(next(id_ for id_ in iter(lambda: self._one(target, here), "") if id_ != parts[0]))
            found |= {"when": f"{year}/.."} if self._random.random() < 0.4 else {}
        elif target:
            found |= {"value": self._random.randint(1, 10**6), "unit": target, "when": year, "id": ""}
        else:
            found |= {"when": year}
        found["claim"] = " ".join(parts)
        if "id" in found:
            found["id"] = f"{parts[0]}-{relation.replace('_', '-')}-{year}"
        if forms is _CAUSAL and (many := self._weighted(_THROUGH)):
            found["through"] = self._random.sample(self._mechanisms, many)
        many = min(self._weighted(_EVIDENCE), len(sources))
        found["evidence"] = [
            {"source": source, "gist": {"en": f"{self._words(14)}.", "zh-Hans": f"{self._han(26)}。"}}
            for source in self._random.sample(sources, many)
        ]
        self._doubt(found)
        return found

    def _doubt(self, claim: Record) -> None:
        """Let some of the evidence qualify or dispute a claim; every other one that is disputed is contested."""
        for number, each in enumerate(claim["evidence"]):
            direction = self._weighted(_FURTHER if number else _FIRST, self._doubts)
            each |= {} if direction == "supports" else {"direction": direction}
        if any(each.get("direction") == "disputes" for each in claim["evidence"]):
            claim["dispute"] = self._doubts.choice(_DISPUTES)
            if self._doubts.random() < 0.5:
                claim |= {"status": "contested", "reason": {"en": "Both sides have a source."}}

    def _one(self, kind: str, here: dict[str, list[str]]) -> str:
        """Something of a kind: of this case, or of another one, the more often it was taken the likelier."""
        taken = self._taken.get(kind)
        if taken and self._random.random() < _ELSEWHERE:
            found = self._random.choice(taken)
        else:
            found = self._random.choice(here[kind])
        if taken is not None:
            taken.append(found)
        return found

    def _weighted(self, choices: tuple[tuple[Any, int], ...], source: random.Random | None = None) -> Any:
        given = source or self._random
        return given.choices([each for each, _ in choices], [weight for _, weight in choices])[0]

    def _words(self, number: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=number)).capitalize()

    def _han(self, number: int) -> str:
        return "".join(self._random.choices(_HAN, k=number))


def write(folder: Path, claims: int, *, seed: int = 1, files: int = 10, as_yaml: bool = False) -> None:
    """Write a collection of so many claims as JSON lines, or as YAML, in so many files, as far as there are cases."""
    folder.mkdir(parents=True, exist_ok=True)
    cases = list(Collection(claims, seed).cases())
    files = min(files, len(cases))
    for number in range(files):
        some = cases[number * len(cases) // files : (number + 1) * len(cases) // files]
        records = [record for case in some for record in case]
        if as_yaml:
            (folder / f"part-{number:04d}.yaml").write_text(_yaml(records), "utf-8")
        else:
            lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
            (folder / f"part-{number:04d}.jsonl").write_text("".join(lines), "utf-8")


def _yaml(records: list[Record]) -> str:
    whole: dict[str, Any] = {"sources": {}, "entities": {}, "claims": []}
    for record in records:
        values = {key: value for key, value in record.items() if key != "section"}
        if record["section"] == "claims":
            whole["claims"].append(values)
        else:
            whole[record["section"]][values.pop("id")] = values
    return yaml.dump({key: value for key, value in whole.items() if value}, allow_unicode=True, sort_keys=False)


def main() -> int:
    """Write a collection."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=10)
    parser.add_argument("--yaml", action="store_true")
    given = parser.parse_args()
    write(given.folder, given.claims, seed=given.seed, files=given.files, as_yaml=given.yaml)
    return 0


if __name__ == "__main__":
    sys.exit(main())
