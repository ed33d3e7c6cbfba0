"""One block of the opening picture: what is linked, in layers from left to right, causes before effects.

Names stand left of the first layer, right of the last, and under what is between, so a node's height depends on
how many lines its name has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise
from typing import TypeAlias

from ..ask.lookups import closure

Link: TypeAlias = tuple[str, str]
Order: TypeAlias = list[list[str]]

LINE = 15.0  # pixels of a line of a name, as on the page
MARK = 13.0  # half the height of a node's mark
GAP = 9.0  # between one name and the next
JOINT = 7.0  # half the room of a line that passes between nodes
MOST_LAYERS = 4  # of a longer chain several links stand in one layer
_ROUNDS = 12  # of moving nodes within their layers; few blocks need more than three
MANY = 8  # nodes of a layer; to try every place of each of sixteen takes half a second


@dataclass(frozen=True)
class Block:
    """A connected part, laid out.

    Attributes:
        spots: each node's layer and its height in pixels, downwards from the upper edge of the block.
        layers: how many layers there are.
        height: of the block with its names, in pixels.
    """

    spots: Mapping[str, tuple[int, float]]
    layers: int
    height: float

    def side(self, node: str) -> str:
        """Where the node's name stands: `left`, `right` or `below`."""
        layer = self.spots[node][0]
        if layer == 0 and self.layers > 1:
            return "left"
        return "right" if layer == self.layers - 1 else "below"


def draw_block(nodes: Sequence[str], links: Sequence[Link], lines: Mapping[str, int], *, soon: bool = False) -> Block:
    """Lay out one block.

    Args:
        nodes: ids, most important first: where nothing else decides, they stand in this order.
        links: pairs of these ids, cause first.
        lines: for each id the number of lines of its name.
        soon: whether to be done soon: nodes of a layer of more than `MANY` are moved a place at a time.
    """
    order = _layers(nodes, links)
    last = len(order) - 1
    rooms = {
        node: _room(lines[node], below=0 < layer < last) for layer, members in enumerate(order) for node in members
    }
    steps = _with_joints(order, links, rooms)
    best = _Draft(order, links, steps, rooms)
    for _ in range(_ROUNDS):
        drafts = (
            _Draft(other, links, steps, rooms)
            for other in _variants(best.order, MANY if soon else len(nodes) + len(steps))
        )
        better = min(drafts, key=_Draft.cost, default=best)
        if better.cost() >= best.cost():
            break
        best = better
    top = min(best.heights[node] - rooms[node][0] for node in nodes)
    bottom = max(best.heights[node] + rooms[node][1] for node in nodes)
    layer_of = {node: layer for layer, members in enumerate(order) for node in members}
    return Block({node: (layer_of[node], best.heights[node] - top) for node in nodes}, len(order), bottom - top)


def _layers(nodes: Sequence[str], links: Sequence[Link]) -> Order:
    """Each node as far right as its longest chain of causes; what causes nothing stands in the last layer."""
    depth = dict.fromkeys(nodes, 0)
    forward = _without_circles(links)
    for _ in nodes:
        for cause, effect in forward:
            depth[effect] = max(depth[effect], depth[cause] + 1)
    causes = {cause for cause, _ in forward}
    last = max(depth.values())
    layers = min(last + 1, MOST_LAYERS)
    for node, deep in depth.items():
        depth[node] = deep * layers // (last + 1) if node in causes else layers - 1
    return [[node for node in nodes if depth[node] == layer] for layer in sorted(set(depth.values()))]


def _without_circles(links: Sequence[Link]) -> list[Link]:
    """The links that lead on: one that would close a circle with those before it goes back, as the last of a loop."""
    effects: dict[str, list[str]] = {}
    kept = []
    for cause, effect in links:
        if cause not in closure(effect, lambda node: effects.get(node, ())):
            effects.setdefault(cause, []).append(effect)
            kept.append((cause, effect))
    return kept


def _with_joints(order: Order, links: Sequence[Link], rooms: dict[str, tuple[float, float]]) -> list[Link]:
    """Give links over several layers a joint in each layer between, so that the nodes there make way for them.

    Joints are added to `order` and `rooms`. Returns the links from layer to layer.
    """
    layer_of = {node: layer for layer, members in enumerate(order) for node in members}
    steps = []
    for cause, effect in links:
        before = cause
        for layer in range(layer_of[cause] + 1, layer_of[effect]):
            joint = f"{cause} {effect} {layer}"  # no id has a space
            order[layer].append(joint)
            rooms[joint] = (JOINT, JOINT)
            steps.append((before, joint))
            before = joint
        steps.append((before, effect))
    return steps


def _room(lines: int, *, below: bool) -> tuple[float, float]:
    """Return the pixels above and below a node's middle that belong to it."""
    if below:
        return MARK + GAP / 2, MARK + 4 + lines * LINE + GAP / 2
    half = max(MARK, lines * LINE / 2) + GAP / 2
    return half, half


def _variants(order: Order, many: int) -> Iterator[Order]:
    """Every order in which one node has another place within its layer; in a layer of too many, one beside its own."""
    for layer, members in enumerate(order):
        for old, node in enumerate(members):
            rest = members[:old] + members[old + 1 :]
            for new in range(len(members)):
                if new != old and (len(members) <= many or abs(new - old) == 1):
                    yield [*order[:layer], [*rest[:new], node, *rest[new:]], *order[layer + 1 :]]


class _Draft:
    """An order within the layers, the heights that follow from it, and how good it is."""

    def __init__(
        self, order: Order, links: Sequence[Link], steps: Sequence[Link], rooms: Mapping[str, tuple[float, float]]
    ) -> None:
        self.order = order
        self._links = links
        self._steps = steps
        self._rooms = rooms
        self._layer = {node: layer for layer, members in enumerate(order) for node in members}
        self.heights = self._heights()
        self._cost: tuple[float, float] | None = None

    def cost(self) -> tuple[float, float]:
        """Return crossings first (a line over a node counts as two), then how steep the lines are."""
        if self._cost is None:
            ends = [(self._layer[a], self.heights[a], self._layer[b], self.heights[b]) for a, b in self._links]
            crossings = sum(_cross(one, two) for one, two in combinations(ends, 2))
            ends_in = {node for link in self._links for node in link}
            over = sum(self._over(node) for members in self.order[1:-1] for node in members if node in ends_in)
            self._cost = (crossings + 2 * over, round(sum(abs(end[3] - end[1]) for end in ends), 3))
        return self._cost

    def _over(self, node: str) -> int:
        """Count the lines that pass over a node between the outer layers, or over its name."""
        layer, y = self._layer[node], self.heights[node]
        up, down = self._rooms[node]
        count = 0
        for a, b in self._links:
            left, right = self._layer[a], self._layer[b]
            if left < layer < right:
                at = self.heights[a] + (self.heights[b] - self.heights[a]) * (layer - left) / (right - left)
                count += y - up < at < y + down
        return count

    def _heights(self) -> dict[str, float]:
        """Stand each node as near to the middle of its neighbours as the order and the names allow."""
        near: dict[str, list[str]] = {node: [] for node in self._layer}
        for a, b in self._steps:
            near[a].append(b)
            near[b].append(a)
        heights: dict[str, float] = {}
        apart = {}
        for layer, members in enumerate(self.order):
            rooms = [self._rooms[node] for node in members]
            apart[layer] = [above[1] + below[0] for above, below in pairwise(rooms)]
            heights |= zip(members, accumulate(apart[layer], initial=0.0), strict=True)
        outward = [*range(len(self.order)), *range(len(self.order) - 2, -1, -1)]
        for layer in outward * 4:
            members = self.order[layer]
            wants = [
                sum(heights[other] for other in near[node]) / len(near[node]) if near[node] else heights[node]
                for node in members
            ]
            heights |= zip(members, _settle(wants, apart[layer]), strict=True)
        return heights


def _cross(one: tuple[int, float, int, float], two: tuple[int, float, int, float]) -> bool:
    """Whether two lines between layers cross: the upper on the left is the lower on the right."""
    left, right = max(one[0], two[0]), min(one[2], two[2])
    if left >= right:
        return False

    def at(line: tuple[int, float, int, float], layer: int) -> float:
        return line[1] + (line[3] - line[1]) * (layer - line[0]) / (line[2] - line[0])

    before, after = at(one, left) - at(two, left), at(one, right) - at(two, right)
    return before * after < 0


def _settle(wants: Sequence[float], apart: Sequence[float]) -> list[float]:
    """Return the heights nearest to the wanted ones that keep their order and distances (isotonic regression)."""
    offsets = list(accumulate(apart, initial=0.0))
    pools: list[tuple[float, int]] = []  # sum and number of wants that end at one height
    for want, offset in zip(wants, offsets, strict=True):
        total, count = want - offset, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            total, count = total + pools[-1][0], count + pools[-1][1]
            pools.pop()
        pools.append((total, count))
    flat = [total / count for total, count in pools for _ in range(count)]
    return [height + offset for height, offset in zip(flat, offsets, strict=True)]
