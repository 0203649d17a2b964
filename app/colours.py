"""From a number to a colour, exactly as the page does it (static/src/core/colour.ts).

Blue is positive, orange negative, and exact zero has a stone grey of its own, a step off
both ramps, so that what a rectifier cut away can be seen as holes. The scale ends at plus
and minus the largest magnitude. What a picture itself holds is drawn in the tint of its
channel, from 0 to 1.

Every ramp is a table of 2 * STEPS + 1 colours: 0 the most negative, STEPS exact zero.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.engine.types import Array

STEPS = 255
Table = NDArray[np.uint8]
"""(2 * STEPS + 1, 3): red, green and blue of every step."""

PALETTES = ("light", "dark", "grey")
ZERO = {"light": "#efede8", "dark": "#202226", "grey": "#808080"}
NEGATIVE = {
    "light": ("#fcf5ed", "#f8cb9a", "#e88a36", "#ad4f0c", "#6b2a00"),
    "dark": ("#2b2420", "#5a3517", "#a3571a", "#ee8a2e", "#ffbb78"),
    "grey": ("#7f7f7f", "#000000"),
}
POSITIVE = {
    "light": ("#f1f6fb", "#b3d2f1", "#5599de", "#1c5dac", "#0a2f66"),
    "dark": ("#1f2630", "#1c4069", "#286bb0", "#56a4ee", "#a0d3ff"),
    "grey": ("#818181", "#ffffff"),
}
PAPER = {"light": "#fbfaf8", "dark": "#131417", "grey": "#ffffff"}
"""What lies between maps."""
TINTS = (
    ("#2b0f0c", "#cf7f74", "#fbe9e5"),
    ("#0d2216", "#79b18d", "#e9f6ee"),
    ("#111c36", "#7f9fd4", "#e9f0fb"),
)
GREYS = ("#17181b", "#8b8b88", "#fbfaf8")


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour written as #rrggbb.

    >>> rgb("#efede8")
    (239, 237, 232)
    """
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


@cache
def signed_table(palette: str) -> Table:
    """Orange to stone to blue."""
    steps = np.arange(1, STEPS + 1) / STEPS
    below = _blend(NEGATIVE[palette], steps)[::-1]
    above = _blend(POSITIVE[palette], steps)
    return np.concatenate([below, [rgb(ZERO[palette])], above]).astype(np.uint8)


@cache
def tint_table(channel: int, channels: int, palette: str = "light") -> Table:
    """Dark to light in the tint of one channel of a picture; grey where there is but one."""
    stops = TINTS[channel] if channels == len(TINTS) and palette != "grey" else GREYS
    steps = np.maximum(0, np.arange(-STEPS, STEPS + 1)) / STEPS
    return _blend(stops, steps).astype(np.uint8)


def places(values: Array, extent: float) -> NDArray[np.int64]:
    """Where numbers stand in a table whose ends are plus and minus ``extent``.

    Only an exact zero gets zero's colour: small numbers keep their sign.

    >>> places(np.array([-2.0, -1e-9, 0.0, 1.0, 2.0]), 2.0) - STEPS
    array([-255,   -1,    0,  128,  255])
    """
    size = np.abs(values.astype(np.float64)) / (extent or 1.0)
    steps = np.clip(np.floor(size * STEPS + 0.5), 1, STEPS).astype(np.int64)
    signed: NDArray[np.int64] = STEPS + np.sign(values).astype(np.int64) * steps
    return signed


def _blend(stops: tuple[str, ...], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """The colours at 0..1 along a ramp of evenly spaced stops, rounded half up."""
    colours = np.array([rgb(stop) for stop in stops], np.float64)
    x = np.clip(at, 0, 0.9999) * (len(stops) - 1)
    left = np.floor(x).astype(int)
    share = (x - left)[:, None]
    mixed: NDArray[np.float64] = np.floor(
        colours[left] + (colours[left + 1] - colours[left]) * share + 0.5
    )
    return mixed
