"""What the facts that ship must hold at least, as `agglo stats` counts it, and how tidy they are."""

from __future__ import annotations

from collections import defaultdict

import pytest

from agglo.graph import KnowledgeGraph, check_folder, load_vocabulary
from agglo.graph.ask.statistics import statistics
from agglo.graph.records import Facts
from agglo.graph.resources import shipped_facts, shipped_ontology

LEAST = {
    "claims": 1800,
    "entities": 1000,
    "cities": 60,
    "anchor-cluster pairs": 100,
    "mechanisms": 90,
    "frameworks": 25,
    "disputes with both sides": 60,
    "of them in per cent": 40,
}


@pytest.fixture(scope="module")
def shipped() -> Facts:
    return check_folder(shipped_facts(), load_vocabulary(shipped_ontology())).facts_or_raise()


def test_the_facts_reach_their_targets(shipped_graph: KnowledgeGraph) -> None:
    counts = statistics(shipped_graph.look)
    assert {name: counts[name] for name, least in LEAST.items() if counts[name] < least} == {}


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("quads", "?s ?p ?o"),
        ("causal claims", "?r a agglo:CausalRelation . ?c agglo:relation ?r ; a agglo:Claim"),
        ("claims not accepted", "?c a agglo:Claim ; agglo:status ?s FILTER(?s != status:accepted)"),
    ],
)
def test_what_is_counted_without_the_store_is_what_it_counts(
    shipped_graph: KnowledgeGraph, name: str, pattern: str
) -> None:
    (row,) = shipped_graph.look.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    assert statistics(shipped_graph.look)[name] == int(row["n"].value) > 0


def test_no_page_is_two_sources(shipped: Facts) -> None:
    by_url: dict[str, list[str]] = defaultdict(list)
    for id_, source in shipped.sources.items():
        if "url" in source.values:
            by_url[source["url"].rstrip("/").removeprefix("https://").removeprefix("http://")].append(id_)
    assert len(by_url) > 300
    assert {url: ids for url, ids in by_url.items() if len(ids) > 1} == {}


def test_every_source_says_where_it_is_from(shipped: Facts) -> None:
    """A source has an address, or a copy that was read; and its evidence names nobody unknown."""
    assert [id_ for id_, source in shipped.sources.items() if not {"url", "copy"} & set(source.values)] == []


def test_every_city_is_in_a_country(shipped: Facts) -> None:
    def country(id_: str) -> bool:
        entity = shipped.entities[id_]
        return entity["type"] == "Country" or ("in" in entity.values and country(entity["in"]))

    cities = [id_ for id_, entity in shipped.entities.items() if entity["type"] == "City"]
    assert len(cities) >= 60
    assert [id_ for id_ in cities if not country(id_)] == []
    placed = [id_ for id_ in cities if "point" in shipped.entities[id_].values]
    assert len(placed) / len(cities) > 0.9
