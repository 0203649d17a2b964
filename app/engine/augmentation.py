"""One photo, seen a thousand ways: a nudge, a flip, a closer look, another light.

A cat that has moved three cells to the left is the same cat. Showing every picture a
little differently each time teaches that, and keeps a network from learning its
pictures by heart. All it takes is a map from each cell of the new picture to a place in
the old one, and a bilinear look at that place.

Pictures are float arrays (n, c, h, w); everything random comes from the generator that
is handed in, so that the same step always sees the same pictures.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.types import Array, SpecError

KNOTS = 6
"""Along each side; bends are smooth between them."""


@dataclass(frozen=True)
class Augmentation:
    """How far a picture may be changed and still be the same picture.

    crop        the smallest part of the picture's area that is looked at; 1 = always all
    stretch     wider or taller by up to this factor
    zoom        larger or smaller by up to this share
    shift       moved by up to this many cells, each way
    rotate      turned by up to this many degrees, each way
    slant       rows pushed sideways, as italics are, by up to this share of their height
    bend        cells moved by about this many cells, neighbours alike: a hand that trembles
                (Simard et al. 2003)
    flip        left and right swapped, half of the time
    brightness  all values multiplied by 1 - brightness .. 1 + brightness
    contrast    likewise, the distance from the picture's mean
    """

    crop: float = 1.0
    stretch: float = 1.0
    zoom: float = 0.0
    shift: float = 0.0
    rotate: float = 0.0
    slant: float = 0.0
    bend: float = 0.0
    flip: bool = False
    brightness: float = 0.0
    contrast: float = 0.0

    def __post_init__(self) -> None:
        if not 0 < self.crop <= 1 or self.stretch < 1:
            raise SpecError("crop is a share of the area, above 0 and at most 1; stretch >= 1.")

    def __call__(self, pictures: Array, rng: np.random.Generator) -> Array:
        """The pictures (n, c, h, w), each changed in its own way; still 0..1."""
        moved = pictures
        if self.rotate or self.slant or self.bend:
            maps = self.maps(pictures.shape, rng)
            moved = warp(pictures, maps, self.bends(pictures.shape, rng) if self.bend else None)
        elif self.crop < 1 or self.stretch > 1 or self.zoom or self.shift or self.flip:
            moved = straight_warp(pictures, self.maps(pictures.shape, rng))
        if self.contrast:
            gain = _around_one(self.contrast, len(moved), rng, moved.dtype)
            mean = moved.mean(axis=(1, 2, 3), keepdims=True)
            moved = mean + gain * (moved - mean)
        if self.brightness:
            moved = moved * _around_one(self.brightness, len(moved), rng, moved.dtype)
        return np.clip(moved, 0, 1) if self.contrast or self.brightness else moved

    def maps(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """From the new picture to the old: (n, 2, 3), one affine map per picture.

        Places are (row, column, 1) counted in cells from the middle of the picture.
        """
        count, _, height, width = shape
        area = rng.uniform(self.crop, 1, count)
        ratio = np.exp(rng.uniform(-1, 1, count) * np.log(self.stretch))
        tall, wide = np.sqrt(area / ratio), np.sqrt(area * ratio)
        if self.crop < 1:
            tall, wide = np.minimum(tall, 1), np.minimum(wide, 1)
        rows = rng.uniform(-1, 1, count) * np.maximum(1 - tall, 0) * height / 2
        columns = rng.uniform(-1, 1, count) * np.maximum(1 - wide, 0) * width / 2
        rows += rng.uniform(-1, 1, count) * self.shift
        columns += rng.uniform(-1, 1, count) * self.shift
        scale = 1 + rng.uniform(-1, 1, count) * self.zoom
        angle = np.deg2rad(rng.uniform(-1, 1, count) * self.rotate)
        mirror = np.where(rng.random(count) < 0.5, -1.0, 1.0) if self.flip else 1.0

        maps = np.empty((count, 2, 3))
        maps[:, 0, 0] = tall * scale * np.cos(angle)
        maps[:, 0, 1] = -wide * scale * np.sin(angle) * mirror
        maps[:, 1, 0] = tall * scale * np.sin(angle)
        maps[:, 1, 1] = wide * scale * np.cos(angle) * mirror
        maps[:, 0, 2], maps[:, 1, 2] = rows, columns
        if self.slant:
            maps[:, 1, 0] += rng.uniform(-1, 1, count) * self.slant
        return maps

    def bends(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """How far each cell is moved, (n, 2, h, w): random at a few knots, smooth between."""
        count, _, height, width = shape
        knots = self.bend * rng.standard_normal((count, 2, KNOTS, KNOTS))
        return _between_knots(height) @ knots @ _between_knots(width).T


def warp(pictures: Array, maps: Array, bends: Array | None = None) -> Array:
    """Look up every cell of the new pictures in the old ones, bilinearly.

        pictures  (n, c, h, w)
        maps      (n, 2, 3)      as ``Augmentation.maps`` gives them
        bends     (n, 2, h, w)   how much further each cell is moved

    Beyond its edge a picture goes on as its last row or column.
    """
    count, channels, height, width = pictures.shape
    down, across = np.mgrid[:height, :width].reshape(2, -1).astype(float)
    places = np.stack([down - (height - 1) / 2, across - (width - 1) / 2, np.ones(down.size)])
    found = maps @ places
    if bends is not None:
        found = found + bends.reshape(found.shape)
    above, row = _between(found[:, 0] + (height - 1) / 2, height)
    left, column = _between(found[:, 1] + (width - 1) / 2, width)

    flat = pictures.reshape(count, channels, -1)
    corner = above * width + left
    row, column = row.astype(flat.dtype)[:, None], column.astype(flat.dtype)[:, None]

    def look(offset: int) -> Array:
        return np.take_along_axis(flat, (corner + offset)[:, None], axis=2)

    upper = look(0) * (1 - column) + look(1) * column
    lower = look(width) * (1 - column) + look(width + 1) * column
    return (upper * (1 - row) + lower * row).reshape(pictures.shape)


def straight_warp(pictures: Array, maps: Array) -> Array:
    """The same as ``warp`` for maps that do not turn, as two small matrix products.

    Squeezing, shifting or flipping the rows of a picture multiplies it from the left,
    the columns from the right; a product is what this machine does fastest.
    """
    height, width = pictures.shape[2:]
    rows = _line_up(maps[:, 0, 0], maps[:, 0, 2], height).astype(pictures.dtype)
    columns = _line_up(maps[:, 1, 1], maps[:, 1, 2], width).astype(pictures.dtype)
    moved: Array = rows[:, None] @ pictures @ columns.transpose(0, 2, 1)[:, None]
    return moved


def _line_up(scale: Array, shift: Array, length: int) -> Array:
    """Along one axis: how much of each old line is in each new one, (n, new, old)."""
    middle = (length - 1) / 2
    places = scale[:, None] * (np.arange(length) - middle) + shift[:, None] + middle
    before, share = _between(places, length)
    mixture = np.zeros((len(scale), length, length))
    np.put_along_axis(mixture, before[..., None], (1 - share)[..., None], axis=2)
    np.put_along_axis(mixture, before[..., None] + 1, share[..., None], axis=2)
    return mixture


def _between_knots(length: int) -> Array:
    """How much of each knot there is in each line, (length, KNOTS): half a wave of cosine."""
    places = np.linspace(0, KNOTS - 1, length)
    distance = np.clip(np.abs(places[:, None] - np.arange(KNOTS)), 0, 1)
    mixture: Array = (1 + np.cos(np.pi * distance)) / 2
    return mixture


def _between(places: Array, length: int) -> tuple[NDArray[np.intp], Array]:
    """The line before each place (never the last one), and how far it is to the next."""
    inside = np.clip(places, 0, length - 1)
    before = np.minimum(inside.astype(np.intp), length - 2)
    return before, inside - before


def _around_one(
    spread: float, count: int, rng: np.random.Generator, dtype: np.dtype[Any]
) -> NDArray[Any]:
    """A factor per picture, between 1 - spread and 1 + spread."""
    return rng.uniform(1 - spread, 1 + spread, (count, 1, 1, 1)).astype(dtype)
