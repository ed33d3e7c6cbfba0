"""What things lie in, and which mechanisms are broader: what the page needs to count a claim where Agglo counts it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from ..ask.look import Look

Above: TypeAlias = dict[str, list[str]]


def above(
    look: Look, entities: Mapping[str, Mapping[str, Any]], things: Sequence[str] | None = None
) -> dict[str, Above]:
    """For each thing what is directly above it; who has nothing above is left out.

    Args:
        look: the release.
        entities: the page's entities; what an entity's own `in` says is not said again.
        things: their ids, if they are not all there are.

    Returns:
        `in`: what accepted claims put it in (`part_of`, `located_in`); `broader`: the broader mechanisms, industries
        and concepts.
    """
    index = look.release.index
    lifted = ((id_, up) for id_, up in index.above("in", things) if up != entities[id_]["in"])
    return {"in": _listed(lifted), "broader": _listed(index.above("broader", things))}


def _listed(pairs: Iterable[tuple[str, str]]) -> Above:
    found: Above = {}
    for id_, up in sorted(set(pairs)):
        found.setdefault(id_, []).append(up)
    return found
