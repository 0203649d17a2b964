"""What comes out: the few pixels a network sees, and an honest word on how they came about."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.pictures.noise import looks_like_noise
from app.pictures.square import Crop

Pixels = NDArray[np.uint8]
"""What the network sees, (c, h, w), 0 to 255."""

FADED = 8
"""Pixels that differ by less than this, of 255, are the same to the eye."""


@dataclass(frozen=True)
class Prepared:
    """Pixels for a network, what was done to get them, and the square they came from."""

    pixels: Pixels
    notes: list[str]
    crop: Crop

    @property
    def blank(self) -> bool:
        """Nothing to see: every pixel is (as good as) the same."""
        return bool(np.ptp(self.pixels, axis=(1, 2)).max() < FADED)

    @property
    def noise(self) -> bool:
        """Something to see, but as in noise: as much of the fine as of the large."""
        return not self.blank and looks_like_noise(self.pixels)


@dataclass(frozen=True)
class Picture(Prepared):
    """A file that was read: ``Prepared``, and what the file itself was.

    width, height   of the upright picture, in pixels
    format          JPEG, PNG, WebP, GIF or BMP
    """

    width: int
    height: int
    format: str


def to_input(pixels: Pixels) -> NDArray[np.float32]:
    """Pixels (c, h, w) as the network's input, (1, c, h, w) from 0 to 1."""
    scaled: NDArray[np.float32] = np.divide(pixels[None], np.float32(255), dtype=np.float32)
    return scaled
