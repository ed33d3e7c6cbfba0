"""The opening picture: who drove whom, as small layered drawings in columns, every name readable.

It is a drawing of its own: a part of the whole graph's layout would be scattered over the window. The strongest
paths come first; as many blocks as have room make the first page, the next ones follow below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from .layers import MARK, Block, draw_block

# One page, in pixels at zoom 1: what a window of 1280 by 800 leaves for the picture. Larger windows zoom in.
PAGE = (776.0, 628.0)
COLUMNS = 2
NAME = 105.0  # width of a name before it wraps
SIDE = MARK + 9  # from the middle of a node to its name, and from the name to the next column
BETWEEN = (10.0, 34.0)  # least and largest gap between two blocks of a column
MOST_IN_BLOCK = 16  # nodes; what would make a block larger is linked across blocks
MOST_NODES = 300  # the page draws no more at once
MOST_LINES = 7  # of a name


class Hop(NamedTuple):
    """One claim of a path, cause and effect."""

    claim: str
    cause: str
    effect: str


Paths: TypeAlias = Sequence[Sequence[Hop]]


@dataclass(frozen=True)
class _Page:
    """Blocks with the upper left corner of each, and how far they reach down."""

    placed: list[tuple[Block, float, float]]
    height: float


def opening(paths: Paths, names: Mapping[str, Iterable[str]], *, soon: bool = False) -> dict[str, Any]:
    """Draw the opening picture.

    Args:
        paths: from an anchor to a cluster each, the strongest first.
        names: for each id its names in all languages of the page, since a change of language moves nothing.
        soon: whether somebody waits for it, see `draw_block`.

    Returns:
        `claims`: those of the first page, in the order of the paths; `pages`: for each page its `claims`, the number
        of `pairs` that they tell, and its `box` (left, top, right, bottom); `pairs`: how many paths there are in all;
        `positions`: x and y in whole pixels for every node of the pages; `sides`: where the name of each stands,
        `left`, `right` or `below`; `name`: the width in pixels before a name wraps; `aside`:
        pixels from a box's left or right edge to its outer nodes.
    """
    drawn = _within_limit(paths)
    lines = {node: max(map(_lines, names[node])) for path in drawn for node in _nodes(path)}
    blocks = [_block(nodes, drawn, lines, soon=soon) for nodes in _parts(drawn)]
    positions: dict[str, list[float]] = {}
    sides: dict[str, str] = {}
    boxes: list[list[float]] = []
    page_of: dict[str, int] = {}
    top = 0.0
    for number, page in enumerate(_pages(blocks)):
        for block, left, y in page.placed:
            for node, (x, down) in _spots(block).items():
                positions[node] = [float(round(left + x - PAGE[0] / 2)), float(round(top + y + down))]
                sides[node] = block.side(node)
                page_of[node] = number
        boxes.append([-PAGE[0] / 2, top, PAGE[0] / 2, float(round(top + page.height))])
        top = boxes[-1][3] + BETWEEN[1]
    pages: list[dict[str, Any]] = [{"claims": {}, "pairs": 0, "box": box} for box in boxes]
    for path in drawn:
        page_found = pages[max(page_of[node] for node in _nodes(path))]
        page_found["pairs"] += 1
        page_found["claims"] |= dict.fromkeys(hop.claim for hop in path)
    told: set[str] = set()
    for each in pages:
        each["claims"] = [claim for claim in each["claims"] if claim not in told]
        told.update(each["claims"])
    return {
        "claims": pages[0]["claims"] if pages else [],
        "pages": pages,
        "pairs": len(paths),
        "positions": positions,
        "sides": sides,
        "name": NAME,
        "aside": NAME + SIDE,
    }


def _nodes(path: Sequence[Hop]) -> list[str]:
    return [path[0].cause, *(hop.effect for hop in path)]


def _within_limit(paths: Paths) -> list[Sequence[Hop]]:
    """Return the first paths, as long as all their nodes together can be drawn."""
    seen: set[str] = set()
    for at, path in enumerate(paths):
        seen.update(_nodes(path))
        if len(seen) > MOST_NODES:
            return list(paths[:at])
    return list(paths)


def _parts(paths: Paths) -> list[list[str]]:
    """Return the connected nodes, by their strongest path; two parts that together would be too large stay two."""
    part_of: dict[str, list[str]] = {}
    parts: list[list[str]] = []
    for path in paths:
        nodes = _nodes(path)
        old = [part for part in parts if any(part_of.get(node) is part for node in nodes)]
        fresh = [node for node in dict.fromkeys(nodes) if node not in part_of]
        joined = [node for part in old for node in part] + fresh
        if len(joined) <= max(MOST_IN_BLOCK, len(nodes)):
            parts = [joined if old and part is old[0] else part for part in parts if part not in old[1:]]
            if not old:
                parts.append(joined)
        elif fresh:
            joined = fresh
            parts.append(joined)
        else:
            continue
        part_of |= dict.fromkeys(joined, joined)
    return parts


def _block(nodes: Sequence[str], paths: Paths, lines: Mapping[str, int], *, soon: bool) -> Block:
    inside = set(nodes)
    links = dict.fromkeys((hop.cause, hop.effect) for path in paths for hop in path)
    return draw_block(nodes, [link for link in links if inside.issuperset(link)], lines, soon=soon)


def _columns(block: Block) -> int:
    """How many columns a block takes: a chain is drawn across all."""
    return 1 if block.layers <= 2 else COLUMNS


def _spots(block: Block) -> dict[str, tuple[float, float]]:
    """Return x from the left edge of the block's column and y from its upper edge, with names at both sides."""
    width = _columns(block) * PAGE[0] / COLUMNS
    aside = NAME + SIDE
    step = (width - 2 * aside) / (block.layers - 1) if block.layers > 1 else 0.0
    return {node: (aside + layer * step, y) for node, (layer, y) in block.spots.items()}


def _pages(blocks: Sequence[Block]) -> list[_Page]:
    """Fill pages: each takes every block, in order, that still has room on it."""
    pages = []
    left = list(blocks)
    while left:
        chosen: list[Block] = []
        for block in left:
            # A block higher than a page has a page of its own.
            if not chosen or _pack([*chosen, block]).height <= PAGE[1]:
                chosen.append(block)
        left = [block for block in left if not any(block is one for one in chosen)]
        pages.append(_pack(chosen, PAGE[1] if left else 0.0))
    return pages


def _pack(blocks: Sequence[Block], reach: float = 0.0) -> _Page:
    """Stack blocks, each in the column that is least full, and chains across all columns at the foot.

    Args:
        blocks: the blocks of one page, in order.
        reach: height to fill by wider gaps, as far as they may widen.
    """
    columns: list[list[Block]] = [[] for _ in range(COLUMNS)]
    for block in blocks:
        if _columns(block) == 1:
            min(columns, key=_stack).append(block)
    wide = [block for block in blocks if _columns(block) > 1]
    foot = sum(block.height + BETWEEN[0] for block in wide)
    tallest = max(map(_stack, columns))
    body = max(tallest, reach - foot)
    placed: list[tuple[Block, float, float]] = []
    bottom = 0.0
    for number, column in enumerate(columns):
        slack = (body - _stack(column)) / max(1, len(column) - 1)
        gap = BETWEEN[0] + min(max(0.0, slack), BETWEEN[1] - BETWEEN[0])
        y = 0.0
        for block in column:
            placed.append((block, number * PAGE[0] / COLUMNS, y))
            bottom = max(bottom, y + block.height)
            y += block.height + gap
    for block in wide:
        y = bottom + (BETWEEN[0] if bottom else 0.0)
        placed.append((block, 0.0, y))
        bottom = y + block.height
    return _Page(placed, bottom)


def _stack(column: Sequence[Block]) -> float:
    """Return the height of blocks above each other."""
    return sum(block.height for block in column) + BETWEEN[0] * max(0, len(column) - 1)


def _lines(name: str) -> int:
    """Guess the lines of a name from generous widths: what the letters really take, only the browser knows."""
    count, width = 1, 0.0
    for word in _words(name):
        taken = sum(map(_width, word))
        # Only a word longer than a line is broken, at its hyphens or, if it must be, anywhere.
        for part in _words(word, after="-") if taken > NAME else [word]:
            taken = sum(map(_width, part))
            if width and width + taken > NAME:
                count, width = count + 1, 0.0
            width += taken
            if width > NAME:
                count, width = count + int(width // NAME), width % NAME
    return min(count, MOST_LINES)


def _words(name: str, after: str = "") -> list[str]:
    """Return what a line does not break: a word with the space before it, or one Chinese character.

    Args:
        name: the text.
        after: a letter after which it may break too.
    """
    words: list[str] = []
    for letter in name:
        if not words or letter.isspace() or letter >= "\u2e80" or words[-1][-1] >= "\u2e80" or words[-1][-1] == after:
            words.append(letter)
        else:
            words[-1] += letter
    return words


def _width(letter: str) -> float:
    """Pixels of a letter of 12.5 pixels, in a wide typeface."""
    if letter >= "\u2e80":
        return 12.5
    if letter in "fijlrtI.,:;'()[]|/- ":
        return 5.0
    return 9.6 if letter.isupper() or letter in "mw" else 7.8
