"""Which lines of the articles have no claim, and why: `python -m tests.facts.coverage FOLDER`.

FOLDER holds the texts from which the copies were read; each is recognised by the sha256 that its source records. What
needs no text (every line is cited or left out with a reason, and none is both) is tested by `test_coverage.py`.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from agglo.graph import KnowledgeGraph
from agglo.graph.check.claims import line_spans

BLANK = "blank"
_LEFT_OUT = Path(__file__).with_name("left_out.yaml")
_SPAN = re.compile(r"(\d+)(?:–(\d+))?")

_CITED = """
SELECT ?source ?at WHERE {
  ?evidence prov:hadPrimarySource ?source ; agglo:at ?at .
  ?source agglo:copy_sha256 ?sha256 .
}
"""
_COPIES = "SELECT ?source ?sha256 ?lines WHERE { ?source agglo:copy_sha256 ?sha256 ; agglo:copy_lines ?lines }"


@dataclass(frozen=True)
class Article:
    """What the graph and the list of exceptions say of one text.

    Attributes:
        id: the source's id.
        sha256: of the text.
        lines: how many it has.
        cited: how often each line is cited.
        left_out: the reason for each line that is not.
    """

    id: str
    sha256: str
    lines: int
    cited: Counter[int]
    left_out: dict[int, str]

    @property
    def unexplained(self) -> list[int]:
        """The lines that are neither cited nor left out for a reason."""
        return [n for n in range(1, self.lines + 1) if not self.cited[n] and n not in self.left_out]

    @property
    def contradicted(self) -> list[int]:
        """The lines that are left out for a reason and cited all the same."""
        return [n for n in sorted(self.left_out) if self.cited[n]]


def spans(text: str) -> Iterator[int]:
    """The numbers in a text such as `3, 5–7`."""
    for first, last in _SPAN.findall(text):
        yield from range(int(first), int(last or first) + 1)


def articles(graph: KnowledgeGraph) -> list[Article]:
    """Every source whose text was read from a copy, by id."""
    left_out: dict[str, dict[str, str]] = yaml.safe_load(_LEFT_OUT.read_text("utf-8"))
    cited: dict[str, Counter[int]] = {}
    for row in graph.look.rows(_CITED):
        lines = cited.setdefault(row["source"].value.rpartition("/")[2], Counter())
        lines.update(n for first, last in line_spans(row["at"].value) for n in range(first, last + 1))
    found = []
    for row in graph.look.rows(_COPIES):
        id_ = row["source"].value.rpartition("/")[2]
        reasons = {n: reason for reason, text in left_out.get(id_, {}).items() for n in spans(text)}
        found.append(Article(id_, row["sha256"].value, int(row["lines"].value), cited.get(id_, Counter()), reasons))
    return sorted(found, key=lambda article: article.id)


def table(found: Iterable[Article], folder: Path) -> Iterator[tuple[str, bool]]:
    """Lines of the report, each with whether it tells of a fault."""
    texts = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.iterdir()) if path.is_file()}
    for article in found:
        path = texts.get(article.sha256)
        if path is None:
            yield f"{article.id}: no file in {folder} has its sha256", True
            continue
        text = path.read_text("utf-8").splitlines()
        carrying = [n for n, line in enumerate(text, 1) if line.strip()]
        covered = [n for n in carrying if article.cited[n]]
        yield (
            f"{article.id}: {len(text)} lines, {len(carrying)} with text, {len(covered)} of them cited by "
            f"{sum(article.cited.values())} references",
            len(text) != article.lines or not covered,
        )
        reasons = Counter(article.left_out[n] for n in carrying if n in article.left_out)
        for reason, number in reasons.items():
            of = [n for n in carrying if article.left_out.get(n) == reason]
            yield f"  {number:>3} left out: {reason} ({', '.join(map(str, of))})", reason == BLANK
        for n in carrying:
            if not article.cited[n] and n not in article.left_out:
                yield f"      UNEXPLAINED line {n}: {text[n - 1][:80]}", True
        for n in article.contradicted:
            yield f"      LEFT OUT AND CITED line {n}: {text[n - 1][:80]}", True


def main(folder: str) -> int:
    """Print the table; 1 if a line is unexplained."""
    report = list(table(articles(KnowledgeGraph.open()), Path(folder)))
    for line, fault in report:
        sys.stdout.write(f"{line}{'   <<<' if fault else ''}\n")
    faults = sum(fault for _, fault in report)
    sys.stdout.write(f"{len(report)} lines of report, {faults} faults\n")
    return int(bool(faults) or not report)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
