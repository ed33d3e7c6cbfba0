"""Every line of every article is cited by a claim or left out for a reason; what needs the texts is `coverage.py`."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from agglo.graph import KnowledgeGraph

from .coverage import Article, articles, spans, table


def test_no_line_of_an_article_is_unexplained(shipped_graph: KnowledgeGraph) -> None:
    found = articles(shipped_graph)
    assert len(found) == 5
    assert sum(article.lines for article in found) == 580
    for article in found:
        assert article.unexplained == [], article.id
        assert article.contradicted == [], article.id
        assert max(article.left_out) <= article.lines
        assert len(article.cited) >= 15


def test_spans_of_lines() -> None:
    assert list(spans("3, 5–7, 20")) == [3, 5, 6, 7, 20]


def test_the_table_finds_what_is_unexplained(tmp_path: Path) -> None:
    text = "Title\n\nA statement.\nAnother.\nA third.\n"
    (tmp_path / "text.txt").write_text(text, "utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article("text", sha256, 5, Counter({3: 2}), {1: "title", 2: "blank", 3: "title"})
    report = list(table([article], tmp_path))
    faults = [line.split(":")[0].strip() for line, fault in report if fault]
    assert faults == ["UNEXPLAINED line 4", "UNEXPLAINED line 5", "LEFT OUT AND CITED line 3"]
    assert report[0][0].startswith("text: 5 lines, 4 with text, 1 of them cited by 2 references")
    other = Article("other", "0" * 64, 5, Counter(), {})
    assert list(table([other], tmp_path)) == [(f"other: no file in {tmp_path} has its sha256", True)]
