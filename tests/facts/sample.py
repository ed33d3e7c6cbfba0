"""Claims picked at random, to be reread: `python -m tests.facts.sample SEED [NUMBER] [ARTICLES [cited]]`.

The same seed gives the same claims of the same facts. With the folder of the articles, the lines that a claim cites are
printed below it; what rests on a page is read there. With `cited`, only claims that cite an article are drawn.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.claims import claim_view
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import claim_json
from agglo.graph.check.claims import line_spans

_CLAIMS = "SELECT ?claim WHERE { ?claim a agglo:Claim } ORDER BY ?claim"
_CITING = """
SELECT DISTINCT ?claim WHERE {
  ?claim agglo:evidence/prov:hadPrimarySource ?source .
  ?source agglo:copy_sha256 ?sha256 .
} ORDER BY ?claim
"""
_COPIES = "SELECT ?source ?sha256 WHERE { ?source agglo:copy_sha256 ?sha256 }"
_SHOWN = ("relation", "value", "unit", "measure", "when", "status", "condition", "hedge", "reason")


def picked(graph: KnowledgeGraph, seed: int, number: int, *, cited: bool = False) -> list[str]:
    """The ids of claims drawn without replacement, in the order in which they were drawn."""
    every = [id_of(row["claim"]) for row in graph.look.rows(_CITING if cited else _CLAIMS)]
    return random.Random(seed).sample(every, min(number, len(every)))


def texts(graph: KnowledgeGraph, folder: Path) -> dict[str, list[str]]:
    """The lines of each article, by source."""
    found = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in folder.iterdir() if path.is_file()}
    copies = ((id_of(row["source"]), row["sha256"].value) for row in graph.look.rows(_COPIES))
    return {id_: found[sha256].read_text("utf-8").splitlines() for id_, sha256 in copies if sha256 in found}


def shown(graph: KnowledgeGraph, id_: str, articles: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A claim with all that it says, and the lines that it rests on."""
    view = claim_view(graph.look, id_)
    claim = claim_json(graph.look, view, "en")
    yield f"{id_}  {claim['file']}:{claim['line']}"
    yield f"  {claim['statement']}"
    for key in _SHOWN:
        if claim[key] is not None:
            yield f"  {key}: {claim[key]}"
    if claim["through"]:
        yield f"  through: {', '.join(each['id'] for each in claim['through'])}"
    for evidence in view.evidence:
        yield f"  {evidence.direction} {evidence.source} {evidence.at}"
        yield from (f"    {tag}: {gist}" for tag, gist in evidence.gist.items())
        lines = articles.get(evidence.source, ())
        for first, last in line_spans(evidence.at):
            yield from (f"      line {n}: {lines[n - 1]}" for n in range(first, last + 1) if n <= len(lines))


def main(seed: str, number: str = "60", folder: str = "", cited: str = "") -> int:
    """Print the sample."""
    graph = KnowledgeGraph.open()
    articles = texts(graph, Path(folder)) if folder else {}
    for count, id_ in enumerate(picked(graph, int(seed), int(number), cited=cited == "cited"), 1):
        sys.stdout.write(f"{count}. " + "\n".join(shown(graph, id_, articles)) + "\n\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
