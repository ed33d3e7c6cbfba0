"""Twenty SPARQL queries of different shape: in Agglo's guarded process, on bare pyoxigraph, in rdflib's own engine.

    python -m tests.benchmarks.sparql [--graph ROOT] [--claims 10000] [--runs 5] [--rdflib SECONDS]

Median seconds on the wall, every answer read to its end as terms, so that the three do the same; the first query of
each, which starts it, is not counted and shown apart. rdflib's own engine runs on its own memory store; what takes it
longer than `--rdflib` seconds is stopped. Exits 1 if all queries together take Agglo more than 1.15 times pyoxigraph.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import rdflib

from agglo.graph import KnowledgeGraph
from agglo.graph.building import build
from agglo.graph.namespaces import PREFIXES
from agglo.graph.query import AskAnswer, GraphAnswer, SelectAnswer
from agglo.graph.resources import shipped_ontology

from .synthetic import write

GOAL = 1.15
QUERIES = {
    "ask": "ASK { ?a agglo:anchors ?c }",
    "one thing": "SELECT ?p ?o { <https://w3id.org/agglo/id/city-7> ?p ?o }",
    "lookup by label": 'SELECT ?s { ?s skos:prefLabel "City 7"@en }',
    "anchors and clusters": "SELECT ?a ?c { ?a agglo:anchors ?c }",
    "with labels": "SELECT ?n ?m { ?a agglo:anchors ?c . ?a skos:prefLabel ?n . ?c skos:prefLabel ?m }",
    "through a mechanism": "SELECT ?a ?c ?m { ?x agglo:subject ?a ; agglo:object ?c ; agglo:through ?m }",
    "who says so": "SELECT ?x ?p { ?x agglo:relation agglo:anchors ; prov:wasDerivedFrom/prov:hadPrimarySource ?s . ?s dcterms:publisher ?p }",  # noqa: E501
    "count by class": "SELECT ?t (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY DESC(?n)",
    "count by relation": "SELECT ?r (COUNT(?x) AS ?n) { ?x agglo:relation ?r } GROUP BY ?r HAVING (COUNT(?x) > 5)",
    "average confidence": "SELECT ?r (AVG(?v) AS ?mean) { ?x agglo:relation ?r ; agglo:confidence ?v } GROUP BY ?r",
    "filter by number": "SELECT ?x ?v { ?x agglo:confidence ?v FILTER(?v > 0.97) }",
    "filter by date": 'SELECT ?x { ?x agglo:when_start_earliest ?d FILTER(?d >= "2015-01-01"^^xsd:date) }',
    "text search": 'SELECT ?s ?l { ?s skos:prefLabel ?l FILTER(CONTAINS(LCASE(?l), "city 77")) }',
    "optional": "SELECT ?e ?w { ?e a agglo:City OPTIONAL { ?e agglo:in ?w } }",
    "union": "SELECT ?a ?c { { ?a agglo:anchors ?c } UNION { ?a agglo:drives ?c } UNION { ?a agglo:hinders ?c } }",
    "not exists": "SELECT ?c { ?c a agglo:Cluster FILTER NOT EXISTS { ?a agglo:anchors ?c } }",
    "path of two": "SELECT ?a ?b { ?a agglo:drives/agglo:drives ?b }",
    "transitive path": "SELECT ?b { <https://w3id.org/agglo/id/idea-1-0> (agglo:drives|agglo:enables)+ ?b }",
    "distinct and order": "SELECT DISTINCT ?p { ?s dcterms:publisher ?p } ORDER BY ?p LIMIT 100",
    "construct": "CONSTRUCT { ?a agglo:moves ?c } WHERE { ?x agglo:subject ?a ; agglo:object ?c ; agglo:relation agglo:drives }",  # noqa: E501
}
_HEAD = "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items())


def agglo(graph: KnowledgeGraph, query: str) -> int:
    """How many rows Agglo gives."""
    answer = graph.sparql(query)
    if isinstance(answer, SelectAnswer):
        return len(answer.rows)
    return len(answer.triples) if isinstance(answer, GraphAnswer) else int(isinstance(answer, AskAnswer))


def bare(store: ox.Store, query: str) -> int:
    """How many rows pyoxigraph gives."""
    found = store.query(_HEAD + query)
    if isinstance(found, ox.QueryBoolean):
        return 1
    if isinstance(found, ox.QuerySolutions):
        return len([tuple(row) for row in found])
    return len(set(found))


def own(graph: rdflib.Graph, query: str) -> int:
    """How many rows rdflib's own engine gives."""
    found = graph.query(_HEAD + query)
    return 1 if found.type == "ASK" else len(list(found))


def median(work: Callable[[], int], runs: int) -> tuple[int, float]:
    """The rows, and the median seconds of some work."""
    spent, rows = [], 0
    for _ in range(runs):
        start = time.perf_counter()
        rows = work()
        spent.append(time.perf_counter() - start)
    return rows, statistics.median(spent)


def in_time(work: Callable[[], int], seconds: int) -> float | None:
    """The seconds of some work; None if it takes more than it may."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    start = time.perf_counter()
    try:
        work()
        return time.perf_counter() - start
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--graph", type=Path, help="a release; without one, a made-up collection is built")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--rdflib", type=int, default=20, help="seconds that rdflib may take for a query; 0: leave it out"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        if given.graph is None:
            write(Path(temporary, "facts"), given.claims)
            build(Path(temporary, "facts"), Path(temporary, "graph"), shipped_ontology())
        graph = KnowledgeGraph.open(graph=given.graph or Path(temporary, "graph"))
        return measured(graph, given.runs, given.rdflib)


def measured(graph: KnowledgeGraph, runs: int, patience: int) -> int:
    """Measure over a release."""
    store = graph.release.store
    theirs = rdflib.Graph()
    if patience:
        theirs.parse(data=graph.release.nquads(), format="nt")
    starts = [median(partial(agglo, graph, QUERIES["ask"]), 1)[1], median(partial(bare, store, QUERIES["ask"]), 1)[1]]
    print(f"{graph.release.marker.quads:,} quads; first query: Agglo {starts[0]:.3f} s, pyoxigraph {starts[1]:.3f} s")
    print(f"  {'query':<24} {'rows':>8} {'Agglo':>9} {'pyoxigraph':>11} {'ratio':>7} {'rdflib':>9}")
    sums = [0.0, 0.0]
    for name, query in QUERIES.items():
        expected, plain = median(partial(bare, store, query), runs)
        rows, ours = median(partial(agglo, graph, query), runs)
        assert rows == expected, (name, rows, expected)
        slow = in_time(partial(own, theirs, query), patience) if patience else None
        told = f"{slow:9.3f}" if slow is not None else f"{'>' + str(patience) if patience else '—':>9}"
        print(f"  {name:<24} {rows:>8,} {ours:>9.4f} {plain:>11.4f} {ours / plain:>7.2f} {told}", flush=True)
        sums = [sums[0] + ours, sums[1] + plain]
    ratio = sums[0] / sums[1]
    print(f"  {'all together':<33} {sums[0]:>9.4f} {sums[1]:>11.4f} {ratio:>7.2f}  at most {GOAL}: ", end="")
    print("met" if ratio <= GOAL else "MISSED")
    return int(ratio > GOAL)


if __name__ == "__main__":
    sys.exit(main())
