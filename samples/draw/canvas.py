"""The flat half of painting: masks with soft edges, layers, and what a lens does at the end.

A picture is a (size, size, 3) array between 0 and 1; a mask is (size, size). Places are fractions
of the side, x to the right and y down, so nothing here depends on how large the picture is.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.draw.noise import Array, smoothstep
from samples.draw.paints import colour

Point = tuple[float, float]
Stop = tuple[float, str]


def grid(size: int) -> tuple[Array, Array]:
    """x and y of every pixel, between 0 and 1."""
    steps = (np.arange(size, dtype=np.float32) + 0.5) / size
    x, y = np.meshgrid(steps, steps)
    return x, y


def ramp(t: Array, stops: Sequence[Stop]) -> Array:
    """Colours along a line: `t` (h, w) to (h, w, 3), smooth between the stops."""
    places = [place for place, _ in stops]
    shades = np.stack([colour(shade) for _, shade in stops])
    return np.stack([np.interp(t, places, shades[:, i]) for i in range(3)], axis=-1).astype(
        np.float32
    )


def lay(below: Array, mask: Array, above: Array | str) -> Array:
    """Paint a colour or another picture over this one where the mask is 1."""
    top = colour(above) if isinstance(above, str) else above
    return below + (top - below) * mask[..., None]


def disc(x: Array, y: Array, centre: Point, radii: Point, edge: float = 0.01) -> Array:
    """A filled ellipse with a soft edge of this width."""
    reach = np.hypot((x - centre[0]) / radii[0], (y - centre[1]) / radii[1])
    return smoothstep(edge / min(radii), -edge / min(radii), reach - 1)


def polygon(size: int, *outlines: Sequence[Point] | np.ndarray) -> Array:
    """One mask of several filled outlines, smooth at the edge."""
    fine = 2 * size
    sheet = Image.new("L", (fine, fine))
    pen = ImageDraw.Draw(sheet)
    for outline in outlines:
        pen.polygon([(float(px) * fine, float(py) * fine) for px, py in outline], fill=255)
    return _numbers(sheet.resize((size, size), Image.Resampling.BOX))


def lines(size: int, paths: Sequence[tuple[Sequence[Point] | np.ndarray, float]]) -> Array:
    """One mask of several drawn lines, each (points, width)."""
    fine = 2 * size
    sheet = Image.new("L", (fine, fine))
    pen = ImageDraw.Draw(sheet)
    for points, width in paths:
        wide = max(1, round(width * fine))
        spots = [(float(px) * fine, float(py) * fine) for px, py in points]
        pen.line(spots, fill=255, width=wide, joint="curve")
    return _numbers(sheet.resize((size, size), Image.Resampling.BOX))


def blur(picture: Array, radius: float) -> Array:
    """Out of focus by this share of the side; masks and pictures alike."""
    if picture.ndim == 3:
        return np.stack([blur(picture[..., i], radius) for i in range(3)], axis=-1)
    size = picture.shape[0]
    shrink = max(1, int(radius * size / 6))
    sheet = Image.fromarray(picture.astype(np.float32))
    small = sheet.resize((-(-size // shrink),) * 2, Image.Resampling.BOX)
    soft = _box_blur(np.asarray(small, np.float32), radius * size / shrink)
    back = Image.fromarray(soft).resize(sheet.size, Image.Resampling.BICUBIC)
    return np.asarray(back, np.float32)


def _box_blur(values: Array, sigma: float) -> Array:
    """Three box filters, one after the other, are nearly a Gaussian."""
    width = max(1, round(np.sqrt(4 * sigma**2 + 1)))
    for axis in (0, 1) * 3:
        before, after = (width - 1) // 2 + 1, width // 2
        pad = [(0, 0), (0, 0)]
        pad[axis] = (before, after)
        sums = np.cumsum(np.pad(values, pad, mode="edge"), axis=axis, dtype=np.float64)
        ahead = np.take(sums, range(width, sums.shape[axis]), axis=axis)
        behind = np.take(sums, range(sums.shape[axis] - width), axis=axis)
        values = ((ahead - behind) / width).astype(np.float32)
    return values


def finish(
    picture: Array,
    *,
    vignette: float = 0.25,
    grain: float = 0.012,
    saturation: float = 1.0,
    contrast: float = 1.0,
) -> Array:
    """What a lens and a film add: darker corners, a little grain, calmer or bolder colours."""
    size = picture.shape[0]
    x, y = grid(size)
    grey = picture @ np.asarray((0.299, 0.587, 0.114), np.float32)
    picture = grey[..., None] + (picture - grey[..., None]) * saturation
    picture = 0.45 + (picture - 0.45) * contrast
    corner = np.clip(np.hypot(x - 0.5, y - 0.5) * 1.41, 0, 1) ** 2.4
    picture = picture * (1 - vignette * corner[..., None])
    speckle = np.random.default_rng(7).normal(0, grain, (400, 400)).astype(np.float32)
    film = Image.fromarray(speckle).resize((size, size), Image.Resampling.BICUBIC)
    return np.clip(picture + np.asarray(film)[..., None], 0, 1).astype(np.float32)


def develop(picture: Array, side: int) -> Image.Image:
    """The finished picture, scaled down to what the page shows."""
    sheet = Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
    return sheet.resize((side, side), Image.Resampling.LANCZOS)


@lru_cache
def _set_in_type(text: str) -> Array:
    font = ImageFont.load_default(96)
    left, top, right, bottom = font.getbbox(text)
    sheet = Image.new("L", (round(right - left), round(bottom - top)))
    ImageDraw.Draw(sheet).text((-left, -top), text, fill=255, font=font)
    return _numbers(sheet)


def lettering(text: str, u: Array, v: Array) -> Array:
    """1 where the letters are: `u` runs from 0 to 1 along the words, `v` from top to bottom."""
    letters = _set_in_type(text)
    inside = (u >= 0) & (u < 1) & (v >= 0) & (v < 1)
    rows = (np.clip(v, 0, 0.999) * letters.shape[0]).astype(int)
    columns = (np.clip(u, 0, 0.999) * letters.shape[1]).astype(int)
    return letters[rows, columns] * inside


def _numbers(sheet: Image.Image) -> Array:
    return np.asarray(sheet, np.float32) / np.float32(255)
