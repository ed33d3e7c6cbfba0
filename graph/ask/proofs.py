"""Proofs of derived facts: the smallest sets of premises that suffice, and how a fact follows from one of them.

Premises are claims and entries of records. A way to a fact (one derivation) needs all its premises; of several that
state the same thing, one is enough. The smallest sets are the minimal true points of that monotone function.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from ..compile.premises import Fact, Premise
from ..light import dataclass
from .look import Look


class Way(NamedTuple):
    """One way in which a rule gave a fact."""

    rule: str
    premises: tuple[Premise, ...]

    def needs(self) -> list[list[Premise]]:
        """The premises, those that state the same thing together: one of each group is needed."""
        groups: dict[Fact, list[Premise]] = {}
        for each in self.premises:
            groups.setdefault(each.fact, []).append(each)
        return list(groups.values())


@dataclass(frozen=True)
class Step:
    """A fact with the way by which it follows: for each premise itself, or the step that gave it."""

    fact: Fact
    rule: str
    premises: tuple[Premise | Step, ...]


Ways = Callable[[Fact], Sequence[Way]]
Leaves = frozenset[Premise]

_MOST = 50
"""So many of the smallest sets are kept of each fact: there may be exponentially many."""


def recorded(look: Look) -> Ways:
    """The ways that a release holds."""

    def ways(fact: Fact) -> list[Way]:
        found = look.release.index.derivations(*fact)
        return [Way(rule, tuple(Premise._make(each) for each in premises)) for _, rule, premises in found]

    return ways


def smallest(fact: Fact, ways: Ways, stands: Callable[[Premise], bool], most: int = _MOST) -> list[Leaves]:
    """The smallest sets of premises that prove a fact, fewest premises first; at most `most`.

    Args:
        fact: what is to be proved.
        ways: the ways to each fact.
        stands: whether a claim or an entry may be used.
        most: how many are kept of each fact that comes up.
    """
    known = _reachable(fact, ways)
    sets: dict[Fact, list[Leaves]] = {each: [] for each in known}

    def of(premise: Premise) -> list[Leaves]:
        if premise.kind == "derived":
            return sets[premise.fact]
        return [frozenset((premise,))] if stands(premise) else []

    # A proof in which a fact rests on itself is never a smallest one, so none is higher than there are facts.
    for _ in known:
        before = dict(sets)
        for each, found in known.items():
            every = (leaves for way in found for leaves in _all_of(way, of, most))
            sets[each] = _minimal(every, most)
        if sets == before:
            break
    return sets[fact]


def _all_of(way: Way, of: Callable[[Premise], list[Leaves]], most: int) -> list[Leaves]:
    """The smallest sets that meet every need of a way."""
    found: list[Leaves] = [frozenset()]
    for group in way.needs():
        options = [leaves for premise in group for leaves in of(premise)]
        found = _minimal((one | other for one in found for other in options), most)
    return found if way.premises else []


def _minimal(sets: Iterable[Leaves], most: int) -> list[Leaves]:
    kept: list[Leaves] = []
    for each in sorted(set(sets), key=lambda leaves: (len(leaves), sorted(leaves))):
        if not any(one <= each for one in kept):
            kept.append(each)
            if len(kept) == most:
                break
    return kept


def _reachable(fact: Fact, ways: Ways) -> Mapping[Fact, Sequence[Way]]:
    """The fact and every derived fact below it, with their ways."""
    found: dict[Fact, Sequence[Way]] = {}
    pending = [fact]
    while pending:
        here = pending.pop()
        if here not in found:
            found[here] = ways(here)
            pending += [each.fact for way in found[here] for each in way.premises if each.kind == "derived"]
    return found


def proof(fact: Fact, ways: Ways, leaves: Collection[Premise]) -> Step | None:
    """How a fact follows from some premises, in as few levels as may be; None if it does not."""
    known = _reachable(fact, ways)
    proved: dict[Fact, Step] = {}
    while fact not in proved:
        level = {}
        for each, found in known.items():
            if each not in proved:
                steps = (_step(each, way, proved, leaves) for way in found)
                if step := next((one for one in steps if one), None):
                    level[each] = step
        if not level:
            return None
        proved |= level
    return proved[fact]


def _step(fact: Fact, way: Way, proved: Mapping[Fact, Step], leaves: Collection[Premise]) -> Step | None:
    chosen: list[Premise | Step] = []
    for group in way.needs():
        given = (each for each in group if each in leaves)
        derived = (proved[each.fact] for each in group if each.kind == "derived" and each.fact in proved)
        use = next(given, None) or next(derived, None)
        if use is None:
            return None
        chosen.append(use)
    return Step(fact, way.rule, tuple(chosen)) if chosen else None
