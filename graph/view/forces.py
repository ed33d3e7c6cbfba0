"""ForceAtlas2 for large graphs: what is linked is drawn together, all else is pushed apart.

The forces and the control of speed are those of the paper (Jacomy, Venturini, Heymann, Bastian 2014). What costs is the
repulsion of every node by every other. Here the nodes' weights are put on a grid and the grid is convolved with the
field of one node, by the fast Fourier transform: the cost is that of the grid, whatever the number of nodes. That field
looks the same at every scale, so its transform is computed once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from .near import near_pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.floating[Any]]
    Ends: TypeAlias = NDArray[np.intp]

REPULSION = 4.0
GRAVITY = 0.04
EXACT = 400  # nodes: up to here every pair is computed, which is as fast and has no grid to be seen in it
_NEAR = 1e-3  # no two nodes push as if they were nearer
_SOFT = 2.0  # cells: where the grid's field is softened, and pairs make up for it
_KEPT = 4  # rounds that a list of near pairs is used


def forced(points: Points, ends: Ends, *, rounds: int) -> Points:
    """Move the points until the forces between them are about even.

    Args:
        points: where they start, shape (nodes, 2); no two on one spot.
        ends: the nodes at both ends of every link, shape (links, 2).
        rounds: how often all are moved.

    Returns:
        The new points, centred. The same input gives the same output.
    """
    import numpy as np

    count = len(points)
    points = points - points.mean(axis=0)
    degrees = np.bincount(ends.ravel(), minlength=count)
    mass = 1.0 + degrees
    repel = _exactly if count <= EXACT else _Grid(count).repel
    before = np.zeros_like(points)
    speed = _Speed(count)
    for _ in range(rounds):
        force = REPULSION * repel(points, mass)
        _attract(points, ends, force)
        force -= GRAVITY * mass[:, None] * points
        points += speed.steps(force, before, mass)
        before = force
    centred: Points = points - points.mean(axis=0)
    return centred


def _attract(points: Points, ends: Ends, force: Points) -> None:
    """Add the pull of every link, as strong as it is long."""
    import numpy as np

    first, second = ends[:, 0], ends[:, 1]
    pull = points[second] - points[first]
    for axis in (0, 1):
        force[:, axis] += np.bincount(first, pull[:, axis], len(points))
        force[:, axis] -= np.bincount(second, pull[:, axis], len(points))


def _exactly(points: Points, mass: Points) -> Points:
    """The push on each node: the product of both masses, divided by their distance."""
    import numpy as np

    apart = points[:, None, :] - points[None, :, :]
    square = np.maximum(_NEAR, np.einsum("ijk,ijk->ij", apart, apart))
    weight = mass[:, None] * mass[None, :] / square
    found: Points = np.einsum("ij,ijk->ik", weight, apart)
    return found


class _Grid:
    """The push by way of a grid, and pair by pair for what is nearer than a few cells."""

    def __init__(self, count: int) -> None:
        import numpy as np

        self._size = size = 128 if count <= 8_000 else 256
        # The field of a node, seen from all cells; twice as wide as the grid, so that no edge meets the opposite one.
        steps = np.fft.fftfreq(2 * size, 1 / (2 * size))
        x, y = np.meshgrid(steps, steps, indexing="ij")
        self._field = np.fft.fft2((x + 1j * y) / (x * x + y * y + _SOFT**2))
        self._pairs: tuple[Ends, Ends]
        self._turn = 0

    def repel(self, points: Points, mass: Points) -> Points:
        """The push on each node, nearly as `_exactly`."""
        low = points.min(axis=0)
        cell = float((points.max(axis=0) - low).max()) / (self._size - 2) or 1.0
        at = (points - low) / cell
        push = self._far(at, mass)
        if self._turn % _KEPT == 0:
            self._pairs = near_pairs(at, (_SOFT, _SOFT))
        self._turn += 1
        self._near(at, mass, push)
        return push * (mass / cell)[:, None]

    def _far(self, at: Points, mass: Points) -> Points:
        """The field of all at each node, softened where they are near."""
        import numpy as np

        size = self._size
        corner = at.astype(np.intp)
        part = at - corner
        # A node's weight is shared by the four cells around it; its push is read from the same.
        cells, shares = [], []
        for right in (0, 1):
            for down in (0, 1):
                cells.append((corner[:, 0] + right) * size + corner[:, 1] + down)
                shares.append(np.abs(1 - right - part[:, 0]) * np.abs(1 - down - part[:, 1]))
        spread = np.bincount(np.concatenate(cells), np.concatenate([mass * share for share in shares]), size * size)
        known = np.fft.fft2(spread.reshape(size, size), (2 * size, 2 * size))
        # Both axes in one transform: across is real, down is imaginary.
        field = np.fft.ifft2(known * self._field)[:size, :size].ravel()
        push = sum(share * field[place] for place, share in zip(cells, shares, strict=True))
        return np.stack([push.real, push.imag], axis=1)

    def _near(self, at: Points, mass: Points, push: Points) -> None:
        """Add what the softened field lacks between nodes that are near each other."""
        import numpy as np

        first, second = self._pairs
        apart = at[first] - at[second]
        square = np.maximum(_NEAR, np.einsum("ij,ij->i", apart, apart))
        lacking = _SOFT**2 / (square * (square + _SOFT**2))
        for axis in (0, 1):
            way = apart[:, axis] * lacking
            push[:, axis] += np.bincount(first, way * mass[second], len(at))
            push[:, axis] -= np.bincount(second, way * mass[first], len(at))


class _Speed:
    """How far nodes move: as far as they do not swing to and fro."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._speed = 1.0
        self._efficiency = 1.0

    def steps(self, force: Points, before: Points, mass: Points) -> Points:
        """The way of each node in this round, from its force in this round and in the one before."""
        import numpy as np

        swing = np.hypot(*(force - before).T)
        swinging = float((mass * swing).sum()) or 1.0
        pulling = float((mass * np.hypot(*(force + before).T)).sum()) / 2
        guess = 0.05 * float(np.sqrt(self._count))
        tolerance = max(float(np.sqrt(guess)), min(10.0, guess * pulling / self._count**2))
        if swinging / max(pulling, 1e-12) > 2.0:
            if self._efficiency > 0.05:
                self._efficiency *= 0.5
            tolerance = max(tolerance, 1.0)
        wanted = tolerance * self._efficiency * pulling / swinging
        if swinging > tolerance * pulling:
            if self._efficiency > 0.05:
                self._efficiency *= 0.7
        elif self._speed < 1000.0:
            self._efficiency *= 1.3
        self._speed += min(wanted - self._speed, 0.5 * self._speed)
        moves: Points = force * (self._speed / (1.0 + np.sqrt(self._speed * swing)))[:, None]
        return moves
