"""Filters that look like what they look for: stripes, a line, a corner. And one of pure chance.

Those that look for something add up to 0, so that brightness alone never sets them off.
"""

from functools import partial

import numpy as np

from app.engine.presets.preset import FROM_THREE, Kernel, Parameter, Preset, offsets

LEAST = 1e-9


def gabor(
    rows: int, columns: int, angle: float, wavelength: float, sigma: float, phase: float
) -> Kernel:
    """A wave under a Gaussian, less its mean there; its weights above 0 add up to 1.

    angle       which way the wave runs, in degrees; 0 is to the right, 90 is downwards
    wavelength  from crest to crest, in cells
    sigma       how far the Gaussian reaches, in cells
    phase       in degrees: 0 has a crest in the middle, 90 a rise

    Daugman, Uncertainty relation for resolution in space, spatial frequency and orientation
    optimized by two-dimensional visual cortical filters, 1985.
    """
    down, across = offsets(rows, columns)
    turn = np.deg2rad(angle)
    along = across * np.cos(turn) + down * np.sin(turn)
    bell: Kernel = np.exp(-(down**2 + across**2) / (2 * sigma**2))
    wave = np.cos(2 * np.pi * along / wavelength - np.deg2rad(phase))
    kernel: Kernel = bell * (wave - (bell * wave).sum() / bell.sum())
    kernel /= max(np.abs(kernel).sum() / 2, LEAST)
    return kernel


def line(angle: int, rows: int, columns: int) -> Kernel:
    """A line through the middle: above 0 on it, −1 beside it."""
    on = np.zeros((rows, columns), bool)
    if angle == 0:
        on[rows // 2] = True
    elif angle == 90:
        on[:, columns // 2] = True
    else:
        steps = np.linspace(0, 1, max(rows, columns))
        down, across = np.rint(steps * (rows - 1)), np.rint(steps * (columns - 1))
        on[down.astype(int), across.astype(int)] = True
        on = on[::-1] if angle == 45 else on
    return np.where(on, (on.size - on.sum()) / on.sum(), -1.0)


def corner(down: int, right: int, rows: int, columns: int) -> Kernel:
    """The mean of one quarter of the window, its middle included, less the mean of the rest."""
    below, across = offsets(rows, columns)
    inside = (below * down >= 0) & (across * right >= 0)
    kernel: Kernel = np.where(inside, 1 / inside.sum(), -1 / (inside.size - inside.sum()))
    return kernel


def chance(rows: int, columns: int, seed: float) -> Kernel:
    """Numbers drawn from a bell curve, as a network's filters begin; the same for every seed."""
    drawn = np.random.default_rng(int(seed)).normal(size=(rows, columns))
    kernel: Kernel = np.round(drawn / np.sqrt(rows * columns), 3)
    return kernel


LINES = {0: "level", 45: "rising", 90: "upright", 135: "falling"}
CORNERS = {
    "top-left": (1, 1),
    "top-right": (1, -1),
    "bottom-left": (-1, 1),
    "bottom-right": (-1, -1),
}

PATTERNS = (
    Preset(
        "gabor",
        "Gabor",
        "Finds stripes of its own width and direction: blue where they fall together with its "
        "own, orange where they lie just between; a flat wall gives nothing.",
        FROM_THREE,
        gabor,
        (
            Parameter("angle", "direction", 0, 180, 1, 0, "°"),
            Parameter("wavelength", "stripe to stripe", 2.5, 20, 0.5, 5, "cells"),
            Parameter("sigma", "reach", 0.5, 5, 0.1, 2, "cells"),
            Parameter("phase", "shift", 0, 360, 5, 0, "°"),
        ),
        (9, 9),
    ),
    *(
        Preset(
            f"line-{angle}",
            f"Line, {way}",
            f"Blue on a thin bright line that is {way}, orange on a dark one; a flat wall gives "
            f"nothing.",
            FROM_THREE,
            partial(line, angle),
        )
        for angle, way in LINES.items()
    ),
    *(
        Preset(
            f"corner-{place}",
            f"Corner, {place.replace('-', ' ')}",
            f"Blue in the {place.replace('-', ' ')} corner of something bright, orange in that of "
            f"something dark; a flat wall gives nothing.",
            FROM_THREE,
            partial(corner, *towards),
        )
        for place, towards in CORNERS.items()
    ),
    Preset(
        "random",
        "Random",
        "Pure chance, as a network's filters are before they learn: it answers to something, but "
        "nobody chose to what. Another seed, another filter.",
        "any",
        chance,
        (Parameter("seed", "seed", 0, 9999, 1, 1),),
    ),
)
