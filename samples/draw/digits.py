"""Ten digits as a hand writes them: curves, a pen that presses harder on the way down, ink.

Every digit is a few strokes through a few points, x to the right and y down, on a unit square.
"""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from samples.draw.canvas import blur, finish, grid, lay, ramp
from samples.draw.noise import Array, fractal, noise, smoothstep
from samples.draw.solids import spline

Strokes = Sequence[Sequence[tuple[float, float]]]

HAND: dict[str, Strokes] = {
    "0": [
        [(0.57, 0.14), (0.38, 0.17), (0.26, 0.38), (0.25, 0.63), (0.36, 0.84), (0.54, 0.88),
         (0.70, 0.72), (0.75, 0.46), (0.69, 0.23), (0.53, 0.14)],
    ],
    "1": [[(0.43, 0.27), (0.55, 0.14)], [(0.55, 0.14), (0.52, 0.50), (0.48, 0.88)]],
    "2": [
        [(0.29, 0.30), (0.38, 0.16), (0.56, 0.13), (0.69, 0.26), (0.65, 0.46), (0.48, 0.66),
         (0.27, 0.84)],
        [(0.27, 0.84), (0.44, 0.81), (0.60, 0.84), (0.77, 0.81)],
    ],
    "3": [
        [(0.30, 0.20), (0.46, 0.12), (0.64, 0.18), (0.66, 0.34), (0.54, 0.45), (0.43, 0.48)],
        [(0.43, 0.48), (0.62, 0.50), (0.72, 0.64), (0.66, 0.80), (0.48, 0.89), (0.28, 0.82)],
    ],
    "4": [
        [(0.37, 0.13), (0.32, 0.34), (0.27, 0.54), (0.48, 0.56), (0.76, 0.52)],
        [(0.66, 0.16), (0.63, 0.50), (0.59, 0.90)],
    ],
    "5": [
        [(0.70, 0.14), (0.54, 0.15), (0.38, 0.16)],
        [(0.38, 0.16), (0.36, 0.30), (0.34, 0.44)],
        [(0.34, 0.44), (0.49, 0.40), (0.66, 0.48), (0.71, 0.64), (0.62, 0.82), (0.44, 0.89),
         (0.27, 0.82)],
    ],
    "6": [
        [(0.62, 0.12), (0.46, 0.24), (0.34, 0.44), (0.29, 0.66), (0.36, 0.84), (0.52, 0.89),
         (0.67, 0.78), (0.66, 0.62), (0.52, 0.55), (0.38, 0.62), (0.32, 0.72)],
    ],
    "7": [
        [(0.26, 0.18), (0.48, 0.17), (0.73, 0.15)],
        [(0.73, 0.15), (0.60, 0.42), (0.51, 0.64), (0.45, 0.90)],
    ],
    "8": [
        [(0.65, 0.24), (0.52, 0.12), (0.37, 0.20), (0.42, 0.38), (0.57, 0.53), (0.68, 0.70),
         (0.58, 0.87), (0.42, 0.87), (0.32, 0.72), (0.43, 0.55), (0.59, 0.39), (0.66, 0.22)],
    ],
    "9": [
        [(0.66, 0.26), (0.52, 0.14), (0.36, 0.22), (0.33, 0.40), (0.46, 0.50), (0.61, 0.41),
         (0.67, 0.24)],
        [(0.67, 0.22), (0.66, 0.50), (0.61, 0.72), (0.54, 0.90)],
    ],
}  # fmt: skip


def written(digit: str, size: int, *, pen: float = 0.088, seed: int = 0) -> Array:
    """How much ink lies where, (size, size) between 0 and 1."""
    chance = np.random.default_rng(seed + 10 * int(digit))
    sheet = Image.new("L", (2 * size, 2 * size))
    nib = ImageDraw.Draw(sheet)
    for stroke in HAND[digit]:
        points = np.asarray(stroke) + chance.normal(0, 0.006, (len(stroke), 2))
        for x, y, radius in _pressed(points, pen):
            x, y, r = 2 * size * x, 2 * size * y, 2 * size * radius
            nib.ellipse((x - r, y - r, x + r, y + r), fill=255)
    small = sheet.resize((size, size), Image.Resampling.BOX)
    return blur(np.asarray(small, np.float32) / np.float32(255), 0.004)


def _pressed(points: np.ndarray, pen: float) -> np.ndarray:
    """Where the nib goes and how wide it is there, (n, 3): wider downwards, thinner at the ends."""
    path = spline(points, 40, closed=False)
    pace = np.gradient(path, axis=0)
    length = np.hypot(*pace.T)
    down = np.clip(pace[:, 1] / np.maximum(length, 1e-9), -1, 1)
    travelled = np.cumsum(length) / length.sum()
    ends = 0.72 + 0.28 * np.clip(np.minimum(travelled, 1 - travelled) / 0.12, 0, 1)
    radius = 0.5 * pen * (0.92 + 0.14 * down) * ends
    return np.column_stack([path, radius])


def felt_tip(digit: str, size: int) -> Array:
    """White on black, as the network has always known digits."""
    ink = written(digit, size, pen=0.098)
    return np.repeat((0.97 * ink)[..., None], 3, axis=2)


def fountain_pen(digit: str, size: int) -> Array:
    """Blue-black ink on warm paper, photographed at a slant of light: it must be inverted."""
    x, y = grid(size)
    light = 0.9 * x + 0.5 * y + 0.12 * fractal(x * 2, y * 2, octaves=3)
    paper = ramp(light, ((0, "#f7f0e2"), (0.7, "#e6dbc6"), (1.5, "#bfb29b")))
    fibre = fractal(x * 60, y * 60, 0.0, 2, octaves=3) + 0.5 * noise(x * 15, y * 180, seed=4)
    paper = paper * (0.95 + 0.07 * fibre[..., None])
    ink = written(digit, size, pen=0.062, seed=3)
    pooled = smoothstep(0.25, 0.8, fractal(x * 14, y * 14, 0.0, 7, octaves=3))
    wet = ramp(pooled, ((0, "#2a3f7a"), (1, "#141f47")))
    return finish(lay(paper, 0.95 * ink, wet), vignette=0.18, grain=0.008)


def chalk(digit: str, size: int) -> Array:
    """Chalk on a school board: the stick skips where the board is rough."""
    x, y = grid(size)
    wiped = fractal(x * 3, y * 9, 0.0, 5, octaves=4)
    board = ramp(wiped, ((0.2, "#26382f"), (0.8, "#3f5349")))
    rough = fractal(x * 55, y * 55, 0.0, 9, octaves=3)
    stick = written(digit, size, pen=0.085, seed=5)
    dust = stick * smoothstep(0.52, 0.72, rough + 0.22 * blur(stick, 0.012))
    haze = 0.22 * blur(stick, 0.02)
    return finish(lay(board, np.clip(dust + haze, 0, 1), "#f3f1ea"), vignette=0.25, grain=0.01)
