"""Paths from or to some things are found over the claims near them, and are those found over all claims."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from agglo.graph import KnowledgeGraph
from agglo.graph.ask import answer as answer_module
from agglo.graph.ask import lookups
from agglo.graph.ask import near as near_module
from agglo.graph.ask.answer import answer
from agglo.graph.ask.edges import Edge, edges
from agglo.graph.ask.kinds import rivals as rivals_module
from agglo.graph.ask.look import Look
from agglo.graph.ask.lookups import grouped
from agglo.graph.ask.near import edges_about, edges_near
from agglo.graph.ask.reading import COMPARE, PAIRS, PATHS, RIVALS, WITHOUT, Filters, Reading, Slot
from agglo.graph.light import replace


def readings(graph: KnowledgeGraph, number: int) -> list[Reading]:
    chance = random.Random(5)
    vocabulary = graph.release.vocabulary
    relations = [name for name, each in vocabulary.relations.items() if each.kind == "causal"]
    made: list[Reading] = []
    while len(made) < number:
        relation = chance.choice(["drives"] * 3 + sorted(relations))
        found = edges(Look(graph.release), vocabulary.narrower_relations[relation])
        if not found:
            continue
        # Ends that a walk joins, as those who ask expect.
        walk = [chance.choice(found)]
        for _ in range(chance.randint(0, 3)):
            walk += [chance.choice(onward)] if (onward := [e for e in found if e.subject == walk[-1].object]) else []
        one, other = walk[0].subject, walk[-1].object
        kinds = [min(graph.look.types(id_) & vocabulary.classes.keys(), key=len) for id_ in (one, other)]
        places = chance.choice([(), (), ("china",), ("netherlands", "united-states")])
        starts = chance.choice([Slot(entity=one), Slot(), Slot(type=kinds[0], places=places)])
        ends = chance.choice([Slot(entity=other), Slot(), Slot(type=kinds[1], places=places)])
        filters = chance.choice([Filters(), Filters(not_places=("china",)), Filters(confidence=0.4)])
        made.append(Reading(chance.choice([PATHS, PAIRS]), relation, starts, ends, filters, chance.randint(1, 4)))
    return made


def every_edge(look: Look, relations: Iterable[str], *_: object) -> list[Edge]:
    return edges(look, relations)


def test_paths_near_a_thing_are_those_over_all_claims(
    shipped_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_module, "_MOST", 1)
    asked = readings(shipped_graph, 250)
    near = [answer(Look(shipped_graph.release), each) for each in asked]
    monkeypatch.setattr(answer_module, "edges_near", every_edge)
    whole = Look(shipped_graph.release)
    over_all = [answer(whole, each) for each in asked]
    assert [found.rows for found in near] == [found.rows for found in over_all]
    assert [found.examined for found in near] == [found.examined for found in over_all]
    assert sum(1 for found in near if found.rows) > 50


def test_causes_that_lead_to_others_are_found_near_them(
    shipped_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_module, "_MOST", 1)
    caused = sorted({edge.object for edge in edges(shipped_graph.look, ["anchors", "drives", "spun_off", "attracts"])})
    asked = [Reading(RIVALS, "", Slot(entity=each), Slot()) for each in caused]
    asked += [
        replace(each, filters=given) for each in asked for given in (Filters(confidence=0.4), Filters(known_by=2010))
    ]
    near = [answer(Look(shipped_graph.release), each) for each in asked]
    monkeypatch.setattr(rivals_module, "edges_near", every_edge)
    whole = Look(shipped_graph.release)
    assert [found.rows for found in near] == [answer(whole, each).rows for each in asked]
    chains = [note for found in near for row in found.rows for note in row.notes if note.name == "chain"]
    assert len(chains) > 10


def test_few_claims_are_read_for_few_steps(shipped_graph: KnowledgeGraph) -> None:
    look = Look(shipped_graph.release)
    relations = shipped_graph.release.vocabulary.narrower_relations["drives"]
    near = edges_near(look, relations, {"philips"}, {"eindhoven-high-tech"}, 2)
    assert 0 < len(near) < len(edges(look, relations)) / 4


def test_where_a_step_is_too_wide_all_are_read(shipped_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    relations = shipped_graph.release.vocabulary.narrower_relations["drives"]
    look = Look(shipped_graph.release)
    assert edges_near(look, relations, {"philips"}, None, 3) != edges(look, relations)
    monkeypatch.setattr(near_module, "_MOST", 1 / len(edges(look, relations)))
    assert edges_near(look, relations, {"philips"}, None, 3) == edges(look, relations)


def test_where_either_end_is_anything_all_are_read(shipped_graph: KnowledgeGraph) -> None:
    look = Look(shipped_graph.release)
    assert edges_near(look, {"anchors"}, None, None, 3) == edges(look, {"anchors"})


def test_paths_between_classes_are_found_from_the_fewer(shipped_graph: KnowledgeGraph) -> None:
    look = Look(shipped_graph.release)
    relations = shipped_graph.release.vocabulary.narrower_relations["drives"]
    anchors, clusters = look.instances("Anchor"), look.instances("Cluster")
    for starts, ends, end in (
        (set(sorted(anchors)[:3]), clusters, "subject"),
        (anchors, set(sorted(clusters)[:3]), "object"),
    ):
        near = edges_near(look, relations, starts, ends, 1)
        assert near
        assert {getattr(edge, end) for edge in near} <= (starts if end == "subject" else ends)


@pytest.mark.parametrize("few", [0, 7, 10**9])
def test_what_is_told_of_named_things_is_what_all_claims_tell(
    shipped_graph: KnowledgeGraph, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would be lost without a thing, and two things side by side: from the claims near them, and from all."""
    monkeypatch.setattr(lookups, "FEW", few)
    chance = random.Random(few)
    things = sorted({edge.subject for edge in edges(shipped_graph.look, shipped_graph.release.vocabulary.relations)})
    places = sorted(shipped_graph.look.instances("City") | {"netherlands", "china"})
    firms = sorted(shipped_graph.look.instances("Anchor"))
    gone = [*chance.sample(things, 40), *chance.sample(places, 20), *chance.sample(firms, 20), "netherlands"]
    pairs = [chance.sample(among, 2) for among in (things, places, places, firms) for _ in range(8)]
    asked = [Reading(WITHOUT, "", Slot(entity=each), Slot()) for each in gone]
    asked += [Reading(COMPARE, "", Slot(entity=one), Slot(entity=other)) for one, other in pairs]
    near = [answer(Look(shipped_graph.release), each) for each in asked]
    monkeypatch.setattr(Filters, "of_claims", True)
    whole = Look(shipped_graph.release)
    over_all = [answer(whole, each) for each in asked]
    for one, other in zip(near, over_all, strict=True):
        assert one.rows == other.rows, one.reading
        assert one.examined == other.examined, one.reading
    assert sum(1 for found in near[: len(gone)] if found.rows) > 30
    assert sum(1 for found in near[len(gone) :] if found.rows) > 20


def test_claims_about_things_are_all_that_name_them_or_hold_there(shipped_graph: KnowledgeGraph) -> None:
    look = Look(shipped_graph.release)
    relations = shipped_graph.release.vocabulary.relations
    held = grouped((claim, place) for claim, place in look.release.index.whereabouts())
    told = 0
    for place in ("eindhoven", "boston", "shenzhen"):
        inside = look.inside(place)
        found = edges_about(look, relations, inside)
        wanted = [
            edge
            for edge in edges(look, relations)
            if {edge.subject, edge.object} & inside or held.get(edge.claim, set()) & inside
        ]
        assert found == wanted
        told += sum(not {edge.subject, edge.object} & inside for edge in found)
    assert told > 0, "no claim that only says that it holds there"
