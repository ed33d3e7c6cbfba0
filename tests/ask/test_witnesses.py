"""What rests on one witness: all the claims that lead to a thing come from one group of sources."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph import KnowledgeGraph, QuestionError
from agglo.graph.ask.look import id_of
from agglo.graph.ask.present import answer_json
from agglo.graph.ask.sparql import query_for

WORLD = """
source: study
sources:
  study:
    {{title: {{en: Study}}, author: [Ada], publisher: One Press, published: 1990, kind: paper, interest: academic}}
  echo: {{title: {{en: Echo}}, publisher: Two Press, published: 1999, kind: news, derived_from: [study]}}
  sequel: {{title: {{en: Sequel}}, author: [ADA], published: 2003, kind: paper}}
  leaflet: {{title: {{en: Leaflet}}, publisher: Port Agency, published: 2010, kind: official, interest: own}}
  advice: {{title: {{en: Advice}}, publisher: Port Agency, published: 2012, kind: report, interest: paid}}
  paper: {{title: {{en: Paper}}, author: [Bea], publisher: Three Press, published: 2015, kind: paper}}
entities:
  land: {{type: Country, label: {{en: Land, zh-Hans: 兰国}}}}
  isle: {{type: Country, label: {{en: Isle, zh-Hans: 岛国}}}}
  town: {{type: City, label: {{en: Town, zh-Hans: 镇}}, in: land}}
  port: {{type: City, label: {{en: Port, zh-Hans: 港}}, in: isle}}
  mill: {{type: Firm, label: {{en: Mill, zh-Hans: 磨坊}}, in: town}}
  dock: {{type: Firm, label: {{en: Dock, zh-Hans: 船坞}}, in: port}}
  yarn: {{type: Cluster, label: {{en: Yarn, zh-Hans: 纱线集群}}, in: town}}
  rope: {{type: Cluster, label: {{en: Rope, zh-Hans: 绳索集群}}, in: town}}
  dyes: {{type: Cluster, label: {{en: Dyes, zh-Hans: 染料集群}}, in: town}}
  ships: {{type: Cluster, label: {{en: Ships, zh-Hans: 船舶集群}}, in: port}}
  salt: {{type: Cluster, label: {{en: Salt, zh-Hans: 盐业集群}}, in: port}}
claims:
  # one author behind three texts
  - {{claim: mill anchors yarn, when: 1980/.., evidence: [{{gist: {{en: So.}}}}, {{source: echo, gist: {{en: So.}}}}]}}
  - {{claim: dock drives yarn, evidence: [{{source: sequel, gist: {{en: So.}}}}]}}
  # two groups, one claim each
  - {{claim: mill anchors rope, evidence: [{{gist: {{en: So.}}}}]}}
  - {{claim: dock drives rope, evidence: [{{source: paper, gist: {{en: So.}}}}]}}
  # a promoter alone, who is contradicted
  - claim: dock anchors ships
    evidence:
      - {{source: leaflet, gist: {{en: So.}}}}
      - {{source: advice, gist: {{en: So.}}}}
      - {{source: paper, direction: disputes, gist: {{en: Not so.}}}}
  # a hindrance, and a claim that is not accepted, are no cause on record
  - {{claim: mill hinders salt, evidence: [{{gist: {{en: So.}}}}]}}
  - claim: dock drives salt
    status: contested
    dispute: existence
    reason: {{en: None seen.}}
    evidence: [{{source: leaflet, gist: {{en: So.}}}}]
  - {{claim: rope drives mill, evidence: [{{gist: {{en: So.}}}}]}}
{more}
"""
SECOND = "  - {claim: mill supports ships, evidence: [{source: paper, gist: {en: So.}}]}"


@pytest.fixture(scope="module")
def town(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return opened(tmp_path_factory.mktemp("town"))


def opened(folder: Path, more: str = "") -> KnowledgeGraph:
    (folder / "town.yaml").write_text(WORLD.format(more=more), "utf-8")
    return KnowledgeGraph.open(folder)


def found(graph: KnowledgeGraph, question: str) -> dict[str, str]:
    return {row.start: row.verdict for row in graph.ask(question).rows}


EVERY = {"ships": "single-interested-witness", "yarn": "single-witness"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which clusters rest on one witness", EVERY),
        ("哪些集群只靠一个来源支撑", EVERY),
        ("哪些集群只有一個來源", EVERY),
        ("which clusters in Land have a single source", {"yarn": "single-witness"}),
        ("In Isle, which clusters rest on one source?", {"ships": "single-interested-witness"}),
        ("兰国的哪些集群只有一个来源", {"yarn": "single-witness"}),
        ("which clusters rest on one witness outside Isle", {"yarn": "single-witness"}),
        ("which firms rest on one witness", {"mill": "single-witness"}),
        ("which clusters rest on one witness as known by 2010", {"rope": "single-witness", **EVERY}),
        ("which clusters rest on one witness as known by 1995", {"rope": "single-witness", "yarn": "single-witness"}),
        ("which clusters rest on one witness as of 1985", {"yarn": "single-witness"}),
        ("which clusters rest on one witness according to Bea", {"rope": "single-witness"}),
        ("which cities rest on one witness", {}),
    ],
)
def test_what_rests_on_one_witness(town: KnowledgeGraph, question: str, expected: dict[str, str]) -> None:
    """Worked out by hand. By 2010 the leaflet was out and Bea's paper was not."""
    assert found(town, question) == expected


def test_one_independent_source_clears_the_flag(own_cache: Path, tmp_path: Path) -> None:
    assert found(opened(tmp_path, SECOND), "which clusters rest on one witness") == {"yarn": "single-witness"}


def test_another_text_of_the_same_maker_does_not(own_cache: Path, tmp_path: Path) -> None:
    more = SECOND.replace("paper", "advice")
    assert found(opened(tmp_path, more), "which clusters rest on one witness") == EVERY


def test_the_witness_and_its_stake_are_named(town: KnowledgeGraph) -> None:
    question = "which clusters rest on one witness"
    first, second = answer_json(town.look, question, town.ask(question))["answers"]
    assert (first["from"]["id"], first["to"]) == ("ships", None)
    assert [note["text"] for note in first["notes"]] == [
        "the witness: Port Agency; texts: 2",
        "interest of the witness: own press office, paid consultant",
    ]
    assert [claim["id"] for claim in first["claims"]] == ["dock.anchors.ships"]
    # No maker is common to Ada's texts and the echo of one: the texts are named.
    assert [note["text"] for note in second["notes"]] == [
        "the witness: Echo, Sequel, Study; texts: 3",
        "interest of the witness: academic",
    ]
    assert {claim["id"] for claim in second["claims"]} == {"mill.anchors.yarn", "dock.drives.yarn"}
    assert all(claim["file"] and claim["line"] for row in (first, second) for claim in row["claims"])


def test_places_that_contradict_each_other_are_refused(town: KnowledgeGraph) -> None:
    with pytest.raises(QuestionError, match="contradict"):
        town.read("In Isle, which clusters in Land rest on one witness")


def test_the_sparql_gives_the_claims_that_are_weighed(town: KnowledgeGraph) -> None:
    query = query_for(town.look, town.read("which clusters rest on one witness"))
    ids = {id_of(row["claim"]) for row in town.look.rows(query)}
    assert ids == {
        "mill.anchors.yarn",
        "dock.drives.yarn",
        "mill.anchors.rope",
        "dock.drives.rope",
        "dock.anchors.ships",
    }


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sets(st.sampled_from("gh"), min_size=1)))
def test_the_last_step_decides_for_every_route(graph: dict[tuple[int, int], set[str]]) -> None:
    """Why looking at the last claims is enough: networkx walks all simple routes to node 0, claim by claim.

    Without a group, a claim stands if another group supports it. All routes to 0 fall with a group if and only if all
    the claims that lead to 0 do.
    """
    claims = {ends: groups for ends, groups in graph.items() if ends[0] != ends[1]}
    whole = nx.DiGraph(list(claims))
    sources = [node for node in whole if node != 0]
    walks = [walk for node in sources if 0 in whole for walk in nx.all_simple_paths(whole, node, 0)]
    routes = [list(pairwise(walk)) for walk in walks]
    last = [groups for (_, end), groups in claims.items() if end == 0]
    for witness in "gh":
        falls = all(any(claims[step] == {witness} for step in route) for route in routes)
        assert (bool(routes) and falls) == (bool(last) and all(groups == {witness} for groups in last))
