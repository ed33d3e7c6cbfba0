"""What a page opens on in place of the opening picture: things with their neighbourhood, or an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple
from urllib.parse import quote

from ..ask.look import Look

MOST = 300
"""Things that are drawn at once."""


class Neighbourhood(NamedTuple):
    """Things with all that is linked with them: those whose links are all there, and all of them."""

    middle: Sequence[str]
    seen: Set[str]

    @property
    def address(self) -> str:
        """Where the page shows it."""
        return f"o=0&d={','.join(self.middle)}"


def around(look: Look, focus: Iterable[str], hops: int) -> Neighbourhood:
    """Things with all that is linked with them within some steps, as far as it can be drawn.

    Args:
        look: the release.
        focus: ids of the things.
        hops: steps, 1 or more.
    """
    near: dict[str, set[str]] = {}

    def reach(ids: Iterable[str]) -> None:
        wanted = [id_ for id_ in ids if id_ not in near]
        look.gather_naming(wanted)
        for id_ in wanted:
            claims = map(look.outline, look.mentions(id_))
            near[id_] = {end for each in claims for end in (each.subject, each.object) if each.object} - {id_}

    middle = dict.fromkeys(focus)
    reach(middle)
    seen = {*middle}.union(*(near[id_] for id_ in middle))
    for _ in range(hops - 1):
        reach(seen)
        for id_ in sorted(seen - middle.keys(), key=lambda one: (-len(near[one]), one)):
            wider = seen | near[id_]
            if len(wider) <= MOST:
                middle[id_] = None
                seen = wider
    return Neighbourhood([*middle], seen)


def claims_among(look: Look, things: Set[str]) -> list[str]:
    """The claims about some things that lead nowhere else."""
    look.gather_naming(things)
    found = {id_: look.outline(id_) for thing in sorted(things) for id_ in look.mentions(thing)}
    return [id_ for id_, claim in found.items() if {claim.subject, claim.object or claim.subject} <= things]


def opened(look: Look, focus: Sequence[str], hops: int, question: str) -> dict[str, str]:
    """What the data of a page have that opens on an answer, or else on things and what is around them."""
    if question:
        return {"start": f"o=0&ask={quote(question)}"}
    return {"start": around(look, focus, hops).address} if focus else {}
