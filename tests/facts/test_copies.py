"""The search for copied runs finds them, and leaves names and figures alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from agglo.graph import check_folder, load_vocabulary
from agglo.graph.resources import shipped_ontology

from .copies import shared

LINES = ["在今天的城市里,製造業正以全新的面貌悄悄迴歸到居民身邊。", "飞利浦在埃因霍温高科技园区投资一百亿元。"]
GISTS = ["The old firm let its best people go and each of them set up a shop of their own nearby."]

FACTS = """
source: first
sources:
  first: {title: {en: First study}, publisher: One Press, kind: paper}
entities:
  philips: {type: Firm, label: {en: Philips, zh-Hans: 飞利浦}}
  town: {type: City, label: {en: Town, zh-Hans: 埃因霍温}, also: {zh-Hans: [埃因霍温高科技园区]}}
claims:
  - claim: philips attracts town
    evidence:
      - gist: {en: "GIST_EN", zh-Hans: "GIST_ZH"}
"""


def runs(folder: Path, en: str, zh: str) -> tuple[int, list[tuple[str, int]]]:
    (folder / "facts.yaml").write_text(FACTS.replace("GIST_EN", en).replace("GIST_ZH", zh), "utf-8")
    report = check_folder(folder, load_vocabulary(shipped_ontology()))
    compared, found = shared(report.facts_or_raise(), LINES, GISTS)
    return compared, [(run.text, run.length) for run in found]


@pytest.mark.parametrize(
    ("zh", "found"),
    [
        # Traditional or Simplified, with or without punctuation: 13 characters in a row.
        ("他说，制造业，正以全新的面貌悄悄回家了", [("制造业正以全新的面貌悄悄回", 13)]),
        ("制造业正以全新的面貌悄悄", []),  # 12
        ("飞利浦在埃因霍温高科技园区投资一百亿元", []),  # names and a figure
        ("工厂以新的样子回到住户附近", []),
    ],
)
def test_chinese(tmp_path: Path, zh: str, found: list[tuple[str, int]]) -> None:
    assert runs(tmp_path, "It did.", zh) == (2, found)


@pytest.mark.parametrize(
    ("en", "found"),
    [
        (
            "They say: the OLD firm let its best people go, and stayed.",
            [("the old firm let its best people go and", 9)],
        ),
        ("the old firm let its best people go", []),  # 8
        ("Its people left and founded firms close by.", []),
    ],
)
def test_english(tmp_path: Path, en: str, found: list[tuple[str, int]]) -> None:
    assert runs(tmp_path, en, "它做到了。") == (2, found)
