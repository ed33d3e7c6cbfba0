"""The smallest sets of premises that prove a fact, against a search through every set."""

from __future__ import annotations

from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from agglo.graph.ask.proofs import Step, Way, proof, smallest
from agglo.graph.compile.premises import Fact, Premise

FACTS = [Fact("f", "r", str(n)) for n in range(4)]
# Two of the claims state the same, so that one of them is enough.
CLAIMS = [Premise("claim", f"c{n}", "c", "r", str(n // 2 * 2)) for n in range(5)]
DERIVED = [Premise("derived", "", *fact) for fact in FACTS]

PREMISES = st.lists(st.sampled_from(CLAIMS + DERIVED), min_size=1, max_size=4, unique=True)
ways = st.builds(Way, st.just("rule"), PREMISES.map(tuple))
worlds = st.fixed_dictionaries({fact: st.lists(ways, max_size=3) for fact in FACTS})


def follows(world: dict[Fact, list[Way]], given_: frozenset[Premise]) -> set[Fact]:
    """What follows from some premises, by forward chaining."""
    known: set[Fact] = set()

    def has(premise: Premise) -> bool:
        return premise in given_ or (premise.kind == "derived" and premise.fact in known)

    while True:
        ready = ((f, way) for f, found in world.items() for way in found)
        more = {fact for fact, way in ready if all(any(map(has, group)) for group in way.needs())}
        if more <= known:
            return known
        known |= more


@settings(max_examples=200, deadline=None)
@given(worlds)
def test_the_smallest_sets_are_those_that_a_search_through_all_sets_finds(world: dict[Fact, list[Way]]) -> None:
    subsets = [frozenset(s) for s in chain.from_iterable(combinations(CLAIMS, n) for n in range(len(CLAIMS) + 1))]
    for fact in FACTS:
        proving = [each for each in subsets if fact in follows(world, each)]
        expected = {each for each in proving if not any(other < each for other in proving)}
        found = smallest(fact, lambda f: world[f], lambda _: True)
        assert set(found) == expected
        assert list(map(len, found)) == sorted(map(len, found))
        for leaves in found:
            step = proof(fact, lambda f: world[f], leaves)
            assert step is not None
            assert used(step) == leaves
        assert proof(fact, lambda f: world[f], ()) is None or not expected - {frozenset()}


def used(reason: Step | Premise) -> frozenset[Premise]:
    if isinstance(reason, Premise):
        return frozenset((reason,))
    return frozenset().union(*map(used, reason.premises))


def test_a_fact_that_rests_on_itself_alone_is_not_proved() -> None:
    one, other = FACTS[:2]
    world = {one: [Way("r", (DERIVED[1],))], other: [Way("r", (DERIVED[0],))]}
    assert smallest(one, lambda f: world[f], lambda _: True) == []
    assert proof(one, lambda f: world[f], CLAIMS) is None


def test_a_ladder_of_choices_keeps_to_its_limit() -> None:
    """Sixteen needs with two choices each have 65,536 smallest sets."""
    needs = [Premise("derived", "", "rung", "r", str(n)) for n in range(16)]
    top = Fact("top", "r", "")
    world = {top: [Way("r", tuple(needs))]}
    for n, need in enumerate(needs):
        world[need.fact] = [Way("r", (Premise("claim", f"{side}{n}", side, "r", str(n)),)) for side in "ab"]
    found = smallest(top, lambda f: world[f], lambda _: True, most=20)
    assert len(found) == 20
    assert {len(each) for each in found} == {16}


def test_premises_that_do_not_stand_are_not_used() -> None:
    one = FACTS[0]
    world = {one: [Way("r", (CLAIMS[0],)), Way("r", (CLAIMS[2], CLAIMS[4]))]}
    found = smallest(one, lambda f: world[f], lambda premise: premise != CLAIMS[0])
    assert found == [frozenset((CLAIMS[2], CLAIMS[4]))]
