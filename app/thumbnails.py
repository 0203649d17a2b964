"""Small pictures of large maps: enough to tell hundreds of them apart, in one short body.

The maps of VGG-16 are 28 million numbers; nobody looks at all of them, and a wall shows each
at 24 or 56 pixels. A thumbnail says of every block of cells the number of largest magnitude
in it, with its sign. (An average would be kinder to the eye and less honest: where a map
answers +3 and -3 side by side, it says that nothing happened, and one bright cell in a large
map is gone. So an edge looks thicker than it is, but none is lost, the extremes of a map are
those of its thumbnail, and a block is zero only where every number in it is exactly zero.)

Each number is one byte: 0 is exactly zero, 1 to 255 are even steps from the lowest number of
its map to the highest.

    block          (rows, columns) of cells that become one number; (1, 1) for small maps
    thumbnails     (c, ceil(h / rows), ceil(w / columns))
"""

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import wire
from app.engine.types import Array

LEAST_SIDE, MOST_SIDE = 4, 64
STEPS = 254
"""Steps between the lowest and the highest number of a map."""


@dataclass(frozen=True, eq=False)
class Thumbnails:
    """All maps of one layer, small.

    levels    (c, h', w') bytes
    block     cells that became one number, (rows, columns)
    low       (c,) the true lowest number of each map
    high      (c,) the true highest
    loudest   (c, 2) row and column of the number of largest magnitude, the first of equals
    """

    levels: NDArray[np.uint8]
    block: tuple[int, int]
    low: Array
    high: Array
    loudest: NDArray[np.intp]

    @classmethod
    def of(cls, maps: Array, side: int) -> "Thumbnails":
        """Thumbnails of maps (c, h, w), at most ``side`` numbers high and wide."""
        _, height, width = maps.shape
        block = ceil(height / side), ceil(width / side)
        tops, bottoms = _extremes(maps, block)
        low, high = bottoms.min(axis=(1, 2)), tops.max(axis=(1, 2))
        loud = tops if block == (1, 1) else np.where(tops >= -bottoms, tops, bottoms)
        return cls(_levels(loud, low, high), block, low, high, _loudest(maps))

    def to_bytes(self, layer: str, shape: tuple[int, ...]) -> bytes:
        """One safetensors body; what the bytes mean stands in its metadata, as JSON."""
        ends = {"low": self.low.tolist(), "high": self.high.tolist()}
        about: dict[str, Any] = {
            "thumbnails": {"shape": list(shape), "block": list(self.block)},
            "ends": ends,
            "loudest": self.loudest.tolist(),
        }
        return wire.levels({layer: self.levels}, about)


def _extremes(maps: Array, block: tuple[int, int]) -> tuple[Array, Array]:
    """The highest and the lowest number of every block, each (c, h', w').

    Whole rows at a time, then columns of what is left: that is how NumPy does it fast.
    """
    tops = bottoms = maps
    for axis, step in zip((1, 2), block, strict=True):
        tops, bottoms = (
            _along(np.maximum, tops, axis, step),
            _along(np.minimum, bottoms, axis, step),
        )
    return tops, bottoms


def _along(better: np.ufunc, maps: Array, axis: int, step: int) -> Array:
    """Of every ``step`` neighbours the better; the last ones may be fewer."""
    if step == 1:
        return maps
    every = np.moveaxis(maps, axis, 0)
    best = every[::step].copy()
    for first in range(1, step):
        others = every[first::step]
        here = best[: len(others)]
        better(here, others, out=here)
    return np.moveaxis(best, 0, axis)


def _levels(values: Array, low: Array, high: Array) -> NDArray[np.uint8]:
    """Numbers (c, h', w') as bytes between the ends of their map. Only an exact zero is 0."""
    span = np.where(high > low, high - low, np.float32(1))[:, None, None]
    steps = np.rint((values - low[:, None, None]) * (STEPS / span)) + 1
    return np.ascontiguousarray(np.where(values == 0, 0, steps).astype(np.uint8))


def _loudest(maps: Array) -> NDArray[np.intp]:
    """Where each map (h, w) has its largest magnitude; of equals, the first in reading order."""
    flat = maps.reshape(len(maps), -1)
    everyone = np.arange(len(maps))
    top, bottom = flat.argmax(axis=1), flat.argmin(axis=1)
    above, below = flat[everyone, top], -flat[everyone, bottom]
    first = np.where(above == below, np.minimum(top, bottom), np.where(above > below, top, bottom))
    return np.stack(np.divmod(first, maps.shape[2]), axis=1)
