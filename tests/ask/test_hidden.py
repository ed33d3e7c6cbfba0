"""The search for hidden paths against networkx: what is said to hide a path does, and what is not said does not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
import yaml
from hypothesis import event, given, settings
from hypothesis import strategies as st

from agglo.graph import KnowledgeGraph
from agglo.graph.ask.answer import carries_on
from agglo.graph.ask.edges import Edge, edges
from agglo.graph.ask.hidden import Hindered, Hindrances, Search, hidden_paths
from agglo.graph.ask.hindrance import HOPS, single_filters, what_hides
from agglo.graph.ask.kinds.why_not import joined, shortest
from agglo.graph.ask.reading import MAX_HOPS, PATHS, WHY_NOT, Filters, Reading, Slot

NODES = "abcdef"
NAMES = "pqrs"


def edge(number: int, subject: str, target: str) -> Edge:
    return Edge(f"claim-{number:03}", subject, "drives", target, 1, None, "", "", "", False)


def network(found: Sequence[Edge]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(NODES)
    for each in found:
        graph.add_edge(each.subject, each.object, key=each.claim)
    return graph


@st.composite
def hindered_edges(draw: st.DrawFn) -> tuple[list[Edge], dict[str, Hindered]]:
    """Claims, each with the names of what hides it."""
    ends = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES))
    found = [edge(n, *pair) for n, pair in enumerate(draw(st.lists(ends, max_size=14)))]
    names = st.frozensets(st.sampled_from(NAMES), max_size=3)
    return found, {each.claim: draw(names) for each in found}


@settings(max_examples=300, deadline=None)
@given(hindered_edges())
def test_the_least_sets_are_those_of_all_paths(drawn: tuple[list[Edge], Mapping[str, Hindered]]) -> None:
    found, by_claim = drawn
    search = hidden_paths(found, "a", "f", Hindrances(of_claim=lambda each: by_claim[each.claim]))
    every = nx.all_simple_edge_paths(network(found), "a", "f", cutoff=MAX_HOPS)
    sets = {frozenset().union(*(by_claim[str(step[-1])] for step in path)): path for path in every}
    assert set(search.paths) == {each for each in sets if not any(other < each for other in sets)}
    for hindered, path in search.paths.items():
        assert frozenset().union(*(by_claim[each.claim] for each in path.edges)) == hindered
        # No path with the same hindrances or fewer is shorter.
        kept = network([each for each in found if by_claim[each.claim] <= hindered])
        assert len(path.edges) == nx.shortest_path_length(kept, "a", "f")


@settings(max_examples=200, deadline=None)
@given(hindered_edges(), st.integers(1, 3))
def test_sets_that_are_not_wanted_are_left_out(drawn: tuple[list[Edge], Mapping[str, Hindered]], most: int) -> None:
    found, by_claim = drawn
    hindrances = Hindrances(of_claim=lambda each: by_claim[each.claim])
    every = hidden_paths(found, "a", "f", hindrances).paths
    some = hidden_paths(found, "a", "f", hindrances, lambda each: len(each) <= most).paths
    assert some == {each: path for each, path in every.items() if len(each) <= most}


@settings(max_examples=200, deadline=None)
@given(hindered_edges())
def test_connection_and_the_shortest_chain_are_those_of_networkx(
    drawn: tuple[list[Edge], Mapping[str, Hindered]],
) -> None:
    found, _ = drawn
    graph = network(found)
    there = nx.has_path(graph, "a", "f")
    assert shortest(found, "a", "f") == (nx.shortest_path_length(graph, "a", "f") if there else 0)
    assert joined(found, "a", "f") == nx.has_path(graph.to_undirected(), "a", "f")


def test_a_search_that_takes_too_long_stops_and_says_so() -> None:
    nodes = [f"n{i}" for i in range(30)]
    found = [edge(n, one, two) for n, (one, two) in enumerate((o, t) for o in nodes for t in nodes if o != t)]
    found += [edge(9999, "n7", "end")]
    search = hidden_paths(found, "n0", "end", Hindrances(of_path=lambda path: frozenset("p")), steps=5000)
    assert (set(search.paths), search.cut) == ({frozenset("p")}, 5)
    # What hides every claim from the first on is found at once.
    search = hidden_paths(found, "n0", "end", Hindrances(of_claim=lambda each: frozenset("p")), steps=5000)
    assert (set(search.paths), search.cut) == ({frozenset("p")}, 0)
    assert isinstance(search, Search)


# Whole questions over random worlds


def world(seed: int) -> str:
    """Facts with claims of every kind that may or may not make paths."""
    draw = random.Random(seed)
    things = [f"t{number}" for number in range(9)]
    classes = ("Firm", "Firm", "Cluster", "Concept")
    entities: dict[str, dict[str, object]] = {
        "land": {"type": "Country", "label": {"en": "Land", "zh-Hans": "兰国"}},
        "north": {"type": "City", "label": {"en": "North", "zh-Hans": "北城"}, "in": "land"},
        "south": {"type": "City", "label": {"en": "South", "zh-Hans": "南城"}, "in": "land"},
        "copying": {"type": "Mechanism", "label": {"en": "copying", "zh-Hans": "模仿"}},
        "lending": {"type": "Mechanism", "label": {"en": "lending", "zh-Hans": "借贷"}},
    }
    for name in things:
        kind = draw.choice(classes)
        entities[name] = {"type": kind, "label": {"en": name, "zh-Hans": f"物{name}"}}
        if kind == "Cluster" or (kind == "Firm" and draw.random() < 0.6):
            entities[name]["in"] = draw.choice(("north", "south"))
    claims: dict[str, dict[str, object]] = {}
    for _ in range(40):
        one, other = draw.sample(things, 2)
        claim = f"{one} {draw.choice(('drives', 'drives', 'supports', 'hinders', 'transforms'))} {other}"
        record: dict[str, object] = {"claim": claim, "evidence": [{"gist": {"en": "It did."}}]}
        record["evidence"] = [{"source": draw.choice(("early", "late")), "gist": {"en": "It did."}}]
        if draw.random() < 0.5:
            begin = draw.randrange(1950, 2000)
            record["when"] = draw.choice((f"{begin}", f"{begin}/{begin + 8}", f"{begin}/.."))
        if draw.random() < 0.4:
            record["through"] = [draw.choice(("copying", "lending"))]
        if draw.random() < 0.15:
            record |= {"status": draw.choice(("contested", "rejected")), "reason": {"en": "Doubted."}}
        claims.setdefault(claim, record)
    sources = {
        "early": {"title": {"en": "Early"}, "publisher": "One", "published": 1990, "kind": "paper"},
        "late": {"title": {"en": "Late"}, "publisher": "Two", "published": 2015, "kind": "news"},
    }
    return yaml.safe_dump({"sources": sources, "entities": entities, "claims": list(claims.values())})


@pytest.fixture(scope="module")
def worlds(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> list[KnowledgeGraph]:
    opened = []
    for seed in range(6):
        folder = tmp_path_factory.mktemp(f"world-{seed}")
        (folder / "world.yaml").write_text(world(seed), "utf-8")
        opened.append(KnowledgeGraph.open(folder))
    return opened


_GIVEN: dict[str, tuple[object, ...]] = {
    "through": ((("copying",),), (("copying",), ("lending",))),
    "not_through": (("copying",),),
    "places": (("north",),),
    "not_places": (("south",),),
    "since": (1970, 1990),
    "until": (1985, 1960),
    "sources": (("early",), ("late",)),
    "confidence": (0.7,),
    "as_of": (1980,),
    "known_by": (2000,),
}
FILTERS = st.lists(st.sampled_from(sorted(_GIVEN)), unique=True, min_size=1, max_size=3).flatmap(
    lambda names: st.builds(Filters, **{name: st.sampled_from(_GIVEN[name]) for name in names})
)


def dropped(reading: Reading, names: Hindered) -> Reading:
    """The same question for paths without some of its filters; without `hops`, with the longest chain there is."""
    given_ = reading.filters
    groups = tuple(g for number, g in enumerate(given_.through, 1) if f"through-{number}" not in names)
    fields = names & Filters.names() | ({"since", "until"} if "period" in names else set())
    filters = replace(given_, through=groups, **{name: getattr(Filters(), name) for name in fields})
    return replace(reading, kind=PATHS, filters=filters, hops=MAX_HOPS if HOPS in names else reading.hops)


def proper(names: Hindered) -> Iterator[Hindered]:
    return (frozenset(some) for size in range(len(names)) for some in combinations(sorted(names), size))


@settings(max_examples=300, deadline=None)
@given(
    number=st.integers(0, 5),
    ends=st.tuples(st.integers(0, 8), st.integers(0, 8)),
    filters=FILTERS,
    hops=st.integers(1, 4),
)
def test_dropping_what_is_named_gives_a_path_and_nothing_less_does(
    worlds: list[KnowledgeGraph], number: int, ends: tuple[int, int], filters: Filters, hops: int
) -> None:
    graph = worlds[number]
    one, other = (Slot(entity=f"t{end}") for end in ends)
    reading = Reading(WHY_NOT, "drives", one, other, filters, hops)
    asked = frozenset({*single_filters(reading), HOPS})
    if graph.ask(replace(reading, kind=PATHS)).rows:
        assert [row.verdict for row in graph.ask(reading).rows] == ["path-exists"]
        return
    seen = graph.look if filters.known_by is None else graph.look.known_by(filters.known_by)
    own = [each for each in what_hides(seen, reading).hidden if each <= asked]
    event(f"sets of filters: {sorted(map(len, own))}")
    for hindered in own:
        assert graph.ask(dropped(reading, hindered)).rows, hindered
        for less in proper(hindered):
            assert not graph.ask(dropped(reading, less)).rows, (hindered, less)
    # No other filter, and no other two of them, do.
    for size in (1, 2):
        for names in map(frozenset, combinations(sorted(asked), size)):
            if not any(each <= names for each in own):
                assert not graph.ask(dropped(reading, names)).rows, names
    if not own:
        assert not graph.ask(dropped(reading, asked)).rows
        assert not reachable(graph, one.entity, other.entity)
    verdicts = [row.verdict for row in graph.ask(reading).rows]
    assert verdicts[0] == "no-path"
    assert ("hidden-by-filter" in verdicts) == any(len(each) == 1 for each in own)


def reachable(graph: KnowledgeGraph, one: str, other: str) -> bool:
    """Whether networkx finds a path of accepted claims whose causes carry on and whose signs are not against it."""
    look = graph.look
    found = {each.claim: each for each in edges(look, look.release.vocabulary.narrower_relations["drives"])}
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    net.add_nodes_from((one, other))
    for each in found.values():
        net.add_edge(each.subject, each.object, key=each.claim)
    if one == other:
        return False
    for steps in nx.all_simple_edge_paths(net, one, other, cutoff=MAX_HOPS):
        path = [found[str(step[-1])] for step in steps]
        whole = all(carries_on(look, path[:place], path[place]) for place in range(1, len(path)))
        if whole and -1 not in (each.sign for each in path):
            return True
    return False
