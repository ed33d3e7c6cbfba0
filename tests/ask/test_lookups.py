"""What is looked up one by one is what a table of all says."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import pytest

from agglo.graph import KnowledgeGraph
from agglo.graph.ask import lookups
from agglo.graph.ask.entities import search
from agglo.graph.ask.hiding import Hiding
from agglo.graph.ask.look import Look
from agglo.graph.ask.lookups import Sparing, closure, grouped
from agglo.graph.ask.present import answer_json
from agglo.graph.folding import fold
from agglo.graph.store.index import Index


@pytest.mark.parametrize("few", [0, 7, 10**9])
def test_places_and_ideas(shipped_graph: KnowledgeGraph, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "FEW", few)
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
        assert set(look.directly_in(id_)) == above.get(id_, set())
    for name in ("City", "Country", "Place", "Anchor", "Mechanism"):
        assert {id_ for id_ in things if look.is_a(id_, name)} == index.instances(name) != set()
    assert [look.places_of(id_) for id_ in things] == [look.within(id_) & index.instances("Place") for id_ in things]


IDEAS = ("broader", "Mechanism", "Industry", "Policy", "Framework")
"""Of these there are few, however many claims there are."""


def read_only(table: Callable[..., Any], small: Collection[str]) -> Callable[..., Any]:
    """A table of which nobody reads all but of what there is little."""

    def read(index: Index, *of: Any) -> Any:
        assert of and of[0] in small, f"all of {table.__name__} {of} is read"
        return table(index, *of)

    return read


@pytest.mark.parametrize(
    "question",
    [
        "how did Philips drive the Eindhoven high-tech cluster",
        "which clusters did Philips drive",
        "which anchors drove the Eindhoven high-tech cluster",
        "which clusters in the Netherlands did Philips drive",
        "what remains without Philips",
        "how do Eindhoven and Boston differ",
        "what else could explain the Eindhoven high-tech cluster",
    ],
)
def test_a_question_about_a_named_thing_reads_no_table(
    shipped_graph: KnowledgeGraph, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it takes no longer in a large graph."""

    def told() -> dict[str, Any]:
        graph = KnowledgeGraph.open(graph=shipped_graph.release.folder)
        return answer_json(graph.look, question, graph.ask(question))

    expected = told()
    assert expected["answers"]
    for table, small in (("above", IDEAS), ("instances", IDEAS), ("edges", ()), ("whereabouts", ()), ("types", ())):
        monkeypatch.setattr(Index, table, read_only(getattr(Index, table), small))
    assert told() == expected


@pytest.mark.parametrize("text", ["eindhoven", "Éindhoven", "飛利浦", "a", "sillicon", "%", "_", "\x00", "\ud800"])
def test_a_search_over_names_finds_those_with_the_text_in_one_look(
    shipped_graph: KnowledgeGraph, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = shipped_graph.look
    wanted = fold(text, look.lexicon.table)
    having = {id_ for name, ids in look.release.index.phrases("entity") if wanted and wanted in name for id_ in ids}

    def looked_up(_: Index, kind: str, phrase: str) -> list[str]:
        raise AssertionError(f"{kind} {phrase} is looked up by itself")

    monkeypatch.setattr(Index, "meanings", looked_up)
    found = [each["id"] for each in search(look, text, "en")]
    assert set(found) <= having
    assert len(found) == min(len(having), 50)
    assert bool(found) == (text in ("eindhoven", "Éindhoven", "飛利浦", "a"))


@pytest.mark.parametrize("few", [0, 10**9])
def test_without_a_claim(shipped_graph: KnowledgeGraph, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "FEW", few)
    hiding = Hiding(shipped_graph.look)
    changed = 0
    for claim, alone in list(hiding.alone.items())[:40]:
        look = hiding.without(claim)
        for id_, place in alone.inside:
            changed += 1
            assert place not in look.parents.get(id_, ())
            assert place not in look.directly_in(id_)
            assert look.within(id_) == closure(id_, lambda each, look=look: look.parents.get(each, ()))  # type: ignore[misc]
        assert not any(look.is_a(id_, role) for id_, role in alone.roles)
    assert changed > 5


def test_a_few_are_looked_up_one_by_one_and_no_one_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lookups, "FEW", 2)
    asked: list[str] = []

    def one(id_: str) -> str:
        asked.append(id_)
        return f"one {id_}"

    look_up = Sparing(one, lambda id_: f"table {id_}")
    assert [look_up(id_) for id_ in "abacb"] == ["one a", "one b", "one a", "table c", "one b"]
    assert asked == ["a", "b"]
