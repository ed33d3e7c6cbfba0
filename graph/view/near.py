"""Pairs of points that are near each other, found on a grid of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.floating[Any]]
    Indices: TypeAlias = NDArray[np.intp]


def near_pairs(points: Points, reach: Points | tuple[float, float]) -> tuple[Indices, Indices]:
    """Every pair of points whose cells touch; each pair once. Some of them are farther apart than `reach`.

    Args:
        points: shape (points, 2).
        reach: width and height of a cell: what is nearer than this, in both directions, is always found.

    Returns:
        The first and the second of each pair.
    """
    import numpy as np

    cells = np.floor((points - points.min(axis=0)) / np.asarray(reach)).astype(np.intp)
    column = int(cells[:, 1].max()) + 3  # two more than there are: the next column begins beyond the last neighbour
    keys = cells[:, 0] * column + cells[:, 1]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    here = np.arange(len(keys))
    # Below in the own column, and the three cells of the next column: the others find us.
    own = _ranges(here, here + 1, np.searchsorted(keys, keys + 1, "right"))
    low = np.searchsorted(keys, keys + column - 1, "left")
    beside = _ranges(here, low, np.searchsorted(keys, keys + column + 1, "right"))
    first = np.concatenate([own[0], beside[0]])
    second = np.concatenate([own[1], beside[1]])
    return order[first], order[second]


def _ranges(of: Indices, start: Indices, end: Indices) -> tuple[Indices, Indices]:
    """Pair each of `of` with every number from its start up to before its end."""
    import numpy as np

    counts = np.maximum(0, end - start)
    first = np.repeat(of, counts)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    return first, np.repeat(start, counts) + offset
