"""One sun, a sky, and what shiny things find to reflect."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from samples.draw.noise import Array, fractal, smoothstep
from samples.draw.solids import Place, column


def open_sky(direction: Array) -> Array:
    """Blue above, trees at the horizon, dull earth below: what shiny things reflect."""
    x, up, z = direction
    sky = column((0.28, 0.47, 0.80)) + column((0.62, 0.45, 0.18)) * np.exp(-4 * np.abs(up))
    leaves = fractal(x * 9, up * 14, z * 9, octaves=3)
    woods = column((0.05, 0.085, 0.035)) * (0.4 + 2.4 * leaves)
    crowns = 0.1 + 0.35 * fractal(x * 4, z * 4, 0.0, 8, octaves=3)
    view = sky + (woods - sky) * smoothstep(crowns + 0.03, crowns - 0.03, up)
    earth = column((0.17, 0.16, 0.14))
    return (view + (earth - view) * smoothstep(0.01, -0.05, up)).astype(np.float32)


def window_light(direction: Array) -> Array:
    """A room with one tall window to the upper left: long soft highlights."""
    x, up, z = direction
    side = x * np.float32(-0.75) + z * np.float32(0.45)
    pane = smoothstep(0.35, 0.55, side) * smoothstep(-0.1, 0.1, up) * smoothstep(0.85, 0.75, up)
    cross = 1 - 0.6 * smoothstep(0.04, 0.02, np.abs(up - 0.38))
    wall = column((0.30, 0.27, 0.24)) * (0.45 + 0.55 * smoothstep(-0.6, 0.8, up))
    return (wall + column((2.6, 2.6, 2.7)) * (pane * cross)).astype(np.float32)


@dataclass(frozen=True)
class Light:
    """Where the sun stands, how warm it is, and what the sky and the ground add.

    softness   how sharp shadows are: 4 a clouded window, 14 the open sky
    """

    sun: Place = (-0.5, 0.8, 0.6)
    sun_colour: Place = (2.6, 2.35, 2.0)
    sky_colour: Place = (0.50, 0.62, 0.80)
    ground_colour: Place = (0.24, 0.22, 0.18)
    softness: float = 14.0
    surroundings: Callable[[Array], Array] = open_sky

    @property
    def direction(self) -> Array:
        sun = column(self.sun)
        return sun / np.linalg.norm(sun)
