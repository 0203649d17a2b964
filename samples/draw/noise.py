"""Chance with a memory: the same place always gives the same number.

Textures are functions of where you stand, not of which pixel you are, so a picture can be drawn
small for a test and large for the page and remain the same picture.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

PERIOD = 256
LATTICE: Array = np.random.default_rng(1989).random((PERIOD, PERIOD), dtype=np.float32)


def smoothstep(low: float | Array, high: float | Array, x: Array) -> Array:
    """0 below `low`, 1 above `high`, and an S-shaped road between; `low` may be the larger one."""
    t = np.clip((x - low) / (high - low), 0, 1).astype(np.float32)
    return t * t * (3 - 2 * t)


def band(t: Array, low: float, high: float, edge: float = 0.012) -> Array:
    """1 where `t` lies between the two, softened over `edge` at either side."""
    return smoothstep(low - edge, low + edge, t) * smoothstep(high + edge, high - edge, t)


def noise(x: Array, y: Array, z: Array | float = 0.0, seed: int = 0) -> Array:
    """Smooth noise between 0 and 1, about one hill per unit of length."""
    ease_x, column = _cell(x)
    ease_y, row = _cell(y)
    if isinstance(z, float):
        return _sheet(row, column, ease_y, ease_x, seed + int(z))
    ease_z, sheet = _cell(z)
    near = _sheet(row, column, ease_y, ease_x, seed + sheet)
    far = _sheet(row, column, ease_y, ease_x, seed + sheet + 1)
    return near + (far - near) * ease_z


def fractal(x: Array, y: Array, z: Array | float = 0.0, seed: int = 0, octaves: int = 4) -> Array:
    """Noise on noise: each octave twice as fine and half as strong. Clouds, hills, asphalt."""
    total = np.zeros_like(x)
    share = 0.5 / (1 - 0.5**octaves)
    for octave in range(octaves):
        scale = np.float32(2.0**octave)
        depth = z if isinstance(z, float) else z * scale
        total += share * 0.5**octave * noise(x * scale, y * scale, depth, seed + 17 * octave)
    return total


def _cell(x: Array) -> tuple[Array, NDArray[np.int32]]:
    floor = np.floor(x)
    t = (x - floor).astype(np.float32)
    return t * t * (3 - 2 * t), floor.astype(np.int32)


def _sheet(
    row: NDArray[np.int32],
    column: NDArray[np.int32],
    ease_y: Array,
    ease_x: Array,
    sheet: int | NDArray[np.int32],
) -> Array:
    """One layer of the lattice, shifted by its number so that no two layers look alike."""
    top, left = (row + 57 * sheet) % PERIOD, (column + 113 * sheet) % PERIOD
    below, right = (top + 1) % PERIOD, (left + 1) % PERIOD
    a, b = LATTICE[top, left], LATTICE[top, right]
    c, d = LATTICE[below, left], LATTICE[below, right]
    upper = a + (b - a) * ease_x
    lower = c + (d - c) * ease_x
    return upper + (lower - upper) * ease_y
