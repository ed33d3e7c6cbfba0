"""What is looked up one by one is what a table of all says."""

from __future__ import annotations

import pytest

from agglo.graph import KnowledgeGraph
from agglo.graph.ask import lookups
from agglo.graph.ask.hiding import Hiding
from agglo.graph.ask.look import Look
from agglo.graph.ask.lookups import Sparing, closure, grouped


@pytest.mark.parametrize("few", [0, 7, 10**9])
def test_places_and_ideas(shipped_graph: KnowledgeGraph, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "_FEW", few)
    index = shipped_graph.release.index
    look = Look(shipped_graph.release)
    above = grouped(index.above("in"))
    classes = shipped_graph.release.vocabulary.classes
    nowhere = set(index.instances("Country")).union(*(index.instances(n) for n, c in classes.items() if c.placeless))
    things = sorted(index.instances("Entity") or {*above, *nowhere})
    assert len(things) > 1_000
    assert len(above) > 100
    assert 100 < len(nowhere) < len(things)
    for id_ in things:
        assert look.within(id_) == closure(id_, lambda each: above.get(each, ()))
        assert look.is_everywhere(id_) == (id_ in nowhere)


@pytest.mark.parametrize("few", [0, 10**9])
def test_without_a_claim(shipped_graph: KnowledgeGraph, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "_FEW", few)
    hiding = Hiding(shipped_graph.look)
    changed = 0
    for claim, alone in list(hiding.alone.items())[:40]:
        look = hiding.without(claim)
        for id_, place in alone.inside:
            changed += 1
            assert place not in look.parents.get(id_, ())
            assert look.within(id_) == closure(id_, lambda each, look=look: look.parents.get(each, ()))  # type: ignore[misc]
    assert changed > 5


def test_a_few_are_looked_up_one_by_one_and_no_one_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lookups, "_FEW", 2)
    asked: list[str] = []

    def one(id_: str) -> str:
        asked.append(id_)
        return f"one {id_}"

    look_up = Sparing(one, lambda id_: f"table {id_}")
    assert [look_up(id_) for id_ in "abacb"] == ["one a", "one b", "one a", "table c", "one b"]
    assert asked == ["a", "b"]
