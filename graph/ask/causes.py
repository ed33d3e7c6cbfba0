"""The causes of one thing, by the claims that say so: mechanisms, witnesses, and who set two against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations

from ..light import dataclass
from .claims import ClaimView
from .look import Look

STATES = ("accepted", "contested", "rejected")
"""The states of claims that tell of causes, the surest first."""


def surest_first(view: ClaimView) -> tuple[int, float, str]:
    """By state, then by confidence, then by id."""
    return STATES.index(view.status), -(view.confidence or 0), view.id


@dataclass(frozen=True)
class Contest:
    """Two claims that were set against each other; `source`, if any, speaks for the first and disputes the second."""

    one: ClaimView
    other: ClaimView
    source: str = ""


@dataclass(frozen=True)
class Causes:
    """The claims on what brought one thing about, the surest first."""

    look: Look
    claims: Sequence[ClaimView]

    @cached_property
    def claims_of(self) -> Mapping[str, Sequence[ClaimView]]:
        """The claims of each cause."""
        found: dict[str, list[ClaimView]] = {}
        for claim in self.claims:
            found.setdefault(claim.subject, []).append(claim)
        return found

    def rejected(self, cause: str) -> bool:
        """Whether every claim of a cause was rejected."""
        return all(claim.status == "rejected" for claim in self.claims_of[cause])

    @cached_property
    def standing(self) -> Sequence[str]:
        """The causes that were not rejected."""
        return [cause for cause in self.claims_of if not self.rejected(cause)]

    @cached_property
    def by_mechanism(self) -> Sequence[tuple[str, Sequence[str]]]:
        """Each mechanism with the causes that work through it or a narrower one; the one with most causes first."""
        through = {cause: {m for claim in self.claims_of[cause] for m in claim.through} for cause in self.standing}
        used = sorted(set().union(*through.values()))
        found = [(m, [c for c in through if through[c] & self.look.with_narrower(m)]) for m in used]
        return sorted(found, key=lambda group: (-len(group[1]), group[0]))

    def in_order(self, without: Collection[str]) -> list[str]:
        """The causes but some: those first that share a mechanism with most others; rejected ones last."""
        places: dict[str, int] = {}
        for place, (_, causes) in reversed(list(enumerate(self.by_mechanism))):
            places.update(dict.fromkeys(causes, place))
        last = len(self.by_mechanism)
        found = [cause for cause in self.claims_of if cause not in without]
        first = {cause: surest_first(self.claims_of[cause][0]) for cause in found}
        return sorted(found, key=lambda cause: (self.rejected(cause), places.get(cause, last), first[cause]))

    def witnesses_of_several(self) -> dict[str, Sequence[str]]:
        """The sources that speak for more than one cause, each with them; those for most first."""
        found: dict[str, list[str]] = {}
        for cause in self.standing:
            for source in sorted(set().union(*(claim.supporting for claim in self.claims_of[cause]))):
                found.setdefault(source, []).append(cause)
        several = [source for source, causes in found.items() if len(causes) > 1]
        return {source: found[source] for source in sorted(several, key=lambda each: (-len(found[each]), each))}

    def contests(self) -> Iterator[Contest]:
        """The claims of two causes that a source, or a rival claim, sets against each other."""
        for one, other in combinations(self.claims_of, 2):
            for first in self.claims_of[one]:
                for second in self.claims_of[other]:
                    yield from _between(first, second)


def _between(first: ClaimView, second: ClaimView) -> Iterator[Contest]:
    tested = [
        Contest(pro, con, source)
        for pro, con in ((first, second), (second, first))
        for source in sorted(pro.supporting & {each.source for each in con.evidence if each.direction == "disputes"})
    ]
    yield from tested
    if not tested and (first.id in second.rival or second.id in first.rival):
        yield Contest(first, second)
