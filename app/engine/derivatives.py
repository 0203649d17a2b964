"""Whether a filter is one of the classic slopes: Sobel's, Prewitt's or Scharr's, any way round.

Each is a difference in one direction, smoothed in the other. The pair of it, one for "to the
right" and one for "downwards", mixed like the sides of a triangle, gives the slope in any
direction; so a filter is as much of a slope as it lies in the plane that the two span. The
3×3 slopes along a diagonal that one finds in books (0 1 2, −1 0 1, −2 −1 0) are no such mix,
and have planes of their own.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from app.engine.presets.edges import prewitt_x, scharr_x, sobel_x
from app.engine.types import Array, Pair

FAMILIES = {"Sobel": sobel_x, "Prewitt": prewitt_x, "Scharr": scharr_x}
RING = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0))
"""The border of a 3×3 grid, cell after cell."""


def likeness(kernel: Array) -> float:
    """How much of a filter (rows, columns) is a slope: 1 for all of it, 0 for nothing.

    It is the cosine of the angle between the filter and the nearest slope, whatever its
    direction and strength. Slopes smaller than the filter stand in its middle, zeros around.

    >>> round(likeness(np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])), 6)
    1.0
    >>> round(likeness(np.full((3, 3), 1 / 9)), 6)
    0.0
    """
    flat = np.asarray(kernel, np.float64).ravel()
    length = float(np.linalg.norm(flat))
    if length == 0 or not np.isfinite(length):
        return 0.0
    rows, columns = kernel.shape
    planes = _planes((rows, columns))
    return min(1.0, max((float(np.linalg.norm(p @ flat)) for p in planes), default=0.0) / length)


@lru_cache(maxsize=32)
def _planes(size: Pair) -> tuple[Array, ...]:
    """For each kind of slope, two directions of length 1 at right angles: (2, rows · columns)."""
    return tuple(
        np.stack([_unit(_set_into(one, size)) for one in pair]) for pair in _pairs(min(size))
    )


def _pairs(most: int) -> Iterator[tuple[Array, Array]]:
    """A slope to the right and one downwards, of every family and every size that fits."""
    for length in range(3, most + 1, 2):
        for formula in FAMILIES.values():
            across = formula(length, length)
            yield across, across.T
            if length == 3:
                yield _turned(across, 1), _turned(across, 3)


def _turned(kernel: Array, steps: int) -> Array:
    """A 3×3 grid whose border has moved on by so many cells, an eighth of a turn each."""
    turned = kernel.copy()
    for at, cell in enumerate(RING):
        turned[RING[(at + steps) % len(RING)]] = kernel[cell]
    return turned


def _set_into(kernel: Array, size: Pair) -> Array:
    """A grid in the middle of a larger one of zeros; where there are two middles, the first."""
    larger = np.zeros(size)
    top, left = ((size[axis] - kernel.shape[axis]) // 2 for axis in (0, 1))
    larger[top : top + kernel.shape[0], left : left + kernel.shape[1]] = kernel
    return larger


def _unit(kernel: Array) -> Array:
    unit: Array = kernel.ravel() / np.linalg.norm(kernel)
    return unit
