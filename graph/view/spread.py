"""Room for every node: crowds are thinned out as a whole, then what still overlaps is pushed apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from .near import near_pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.floating[Any]]

_CELLS = 128  # of the grid on which the crowd flows, each way
_DENSE = 0.5  # nodes to a room of their own, in the thinned crowd: pushing does the rest
_EVEN = 1.25  # times the mean: no place is more crowded when the flow ends
_MOST_STEPS = 400


def thinned(points: Points, crowd: float = 1.6) -> Points:
    """Let crowds flow apart, so that neighbours stay neighbours, until the room that is there is shared.

    The density diffuses, and carries the points along (Gastner and Newman 2004). What is emptier than the mean of the
    crowd counts as if it were not: the gaps between groups stay.

    Args:
        points: shape (points, 2).
        crowd: how many times as dense as the mean it may stay.

    Returns:
        The points, scaled so that a room of one by one belongs to each of them nearly everywhere.
    """
    import numpy as np

    size = _CELLS
    low, span = points.min(axis=0), float(np.ptp(points, axis=0).max()) or 1.0
    at = (points - (low + points.max(axis=0)) / 2) / span * (size / 2) + size / 2
    flat = at.astype(np.intp)
    counts = np.bincount(flat[:, 0] * size + flat[:, 1], minlength=size * size).reshape(size, size).astype(float)
    steps = 2 * np.pi * np.fft.fftfreq(size)
    waves = steps[:, None] ** 2 + (2 * np.pi * np.fft.rfftfreq(size))[None, :] ** 2
    known = np.fft.rfft2(counts) * np.exp(-waves)
    smooth = np.fft.irfft2(known, (size, size))
    taken = smooth > 0.1 * len(points) / (size / 2) ** 2  # cells that are not empty
    full = crowd * len(points) / max(1, int(taken.sum()))
    known = np.fft.rfft2(np.maximum(smooth, full))
    mean = float(known[0, 0].real) / size**2
    time, step = 0.0, 0.05
    for _ in range(_MOST_STEPS):
        density = np.fft.irfft2(known * np.exp(-waves * time), (size, size))
        if density.max() <= _EVEN * mean:
            break
        flow = [(np.roll(density, 1, axis) - np.roll(density, -1, axis)) / (2 * density) for axis in (0, 1)]
        moves = np.stack([_read(each, at) for each in flow], axis=1)
        step = min(1.5 * step, 0.7 / max(1e-9, float(np.abs(moves).max())))
        at = np.clip(at + moves * step, 0, size - 1.001)
        time += step
    centred: Points = (at - at.mean(axis=0)) * np.sqrt(mean / _DENSE)
    return centred


def _read(field: Points, at: Points) -> Points:
    """The field at each point, between the four cells around it."""
    import numpy as np

    at = np.clip(at - 0.5, 0, len(field) - 1.001)
    corner = at.astype(np.intp)
    part = at - corner
    x, y = corner[:, 0], corner[:, 1]
    right, down = part[:, 0], part[:, 1]
    found: Points = (1 - right) * ((1 - down) * field[x, y] + down * field[x, y + 1]) + right * (
        (1 - down) * field[x + 1, y] + down * field[x + 1, y + 1]
    )
    return found


def pushed_apart(points: Points, room: tuple[float, float], rounds: int = 400) -> Points:
    """Push rooms around the points apart, each pair along the way that costs least, until none overlap.

    Args:
        points: shape (points, 2).
        room: width and height that each takes.
        rounds: the most that it is tried.
    """
    import numpy as np

    size = np.array(room)
    points = points.copy()
    for turn in range(1, rounds):
        if turn % 12 == 0:
            points *= 1.05  # a crowd that cannot part by pushing alone needs a larger plane
        a, b = near_pairs(points, size)
        gap = points[b] - points[a]
        push = size - np.abs(gap)
        hit = (push > 0.5).all(axis=1)
        if not hit.any():
            break
        a, b, gap, push = a[hit], b[hit], gap[hit], push[hit]
        # Points on one spot have no direction of their own: their order decides.
        sign = np.where(gap == 0, np.where(a < b, 1.0, -1.0)[:, None], np.sign(gap))
        along = (push[:, 0] * size[1] > push[:, 1] * size[0]).astype(np.intp)
        rows = np.arange(len(a))
        step = np.zeros_like(gap)
        step[rows, along] = sign[rows, along] * (push[rows, along] / 2 + 0.5)
        touched = np.bincount(a, minlength=len(points)) + np.bincount(b, minlength=len(points))
        for axis in (0, 1):
            moved = np.bincount(b, step[:, axis], len(points)) - np.bincount(a, step[:, axis], len(points))
            points[:, axis] += moved / np.maximum(1.0, touched / 2)
    return points
