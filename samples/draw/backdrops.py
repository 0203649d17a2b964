"""What stands behind things and under them: sky, leaves out of focus, asphalt, lawn, wood."""

import numpy as np
from PIL import Image, ImageDraw

from samples.draw.canvas import Stop, blur, grid, lay, ramp
from samples.draw.noise import Array, fractal, noise, smoothstep
from samples.draw.paints import Paint, Skin, colour, linear
from samples.draw.photograph import Shot

LEAVES = ("#2f5a24", "#4d7d2f", "#6f9a3d", "#a3c35b", "#24461f", "#88ab4a")
DAYLIGHT: tuple[Stop, ...] = ((0, "#3f7fc4"), (0.45, "#8dbbe3"), (0.75, "#d6e6f0"))


def sky(size: int, stops: tuple[Stop, ...] = DAYLIGHT, clouds: float = 0.6, seed: int = 0) -> Array:
    """A gradient from top to bottom with clouds that lie flatter towards the horizon."""
    x, y = grid(size)
    depth = 1 / (1.15 - np.clip(y, 0, 1))
    heap = fractal(x * 3 * (1.2 - 0.3 * depth), y * 7 + depth, 0.0, seed, octaves=6)
    cover = smoothstep(0.52, 0.78, heap) * clouds
    shade = smoothstep(0.55, 0.95, fractal(x * 3, y * 7 + depth + 0.25, 0.0, seed, octaves=4))
    cloud = ramp(shade, ((0, "#ffffff"), (1, "#b9c6d6")))
    return lay(ramp(y, stops), cover, cloud)


def foliage(
    size: int,
    shades: tuple[str, ...] = LEAVES,
    *,
    count: int = 900,
    spot: float = 0.035,
    focus: float = 0.012,
    seed: int = 0,
) -> Array:
    """Leaves far behind the lens's focus: thousands of overlapping discs, softened together."""
    chance = np.random.default_rng(seed)
    sheet = Image.new("RGB", (size, size), shades[0])
    pen = ImageDraw.Draw(sheet, "RGBA")
    for _ in range(count):
        cx, cy = chance.uniform(-0.05, 1.05, 2) * size
        radius = spot * size * chance.uniform(0.3, 1.5)
        shade = tuple(int(255 * c) for c in colour(shades[chance.integers(len(shades))]))
        box = (cx - radius, cy - radius, cx + radius, cy + radius)
        pen.ellipse(box, fill=(*shade, int(chance.uniform(60, 190))))
    return blur(np.asarray(sheet, np.float32) / np.float32(255), focus)


def sparkles(size: int, count: int, radius: float, seed: int = 0, below: float = 1.0) -> Array:
    """A mask of round bokeh lights, brighter at their rims, the way sun falls through leaves."""
    chance = np.random.default_rng(seed)
    x, y = grid(size)
    glow = np.zeros((size, size), np.float32)
    for _ in range(count):
        cx, cy = chance.uniform(0, 1), chance.uniform(0, below)
        r = radius * chance.uniform(0.4, 1.2)
        reach = np.hypot(x - cx, y - cy) / r
        rim = smoothstep(1.06, 0.94, reach) * (0.75 + 0.25 * smoothstep(0.5, 1.0, reach))
        glow = np.maximum(glow, rim * chance.uniform(0.25, 1))
    return blur(glow, 0.006)


def tree_line(size: int, picture: Array, horizon: float, height: float, seed: int = 0) -> Array:
    """A row of trees along the horizon, each crown lit from the upper left."""
    x, y = grid(size)
    crowns = horizon - height * (0.55 + 0.7 * fractal(x * 5, x * 0, 0.0, seed + 3, octaves=4))
    leaf = fractal(x * 26, y * 26, 0.0, seed, octaves=4)
    edge = crowns + 0.05 * (fractal(x * 30, y * 30, 0.0, seed + 9, octaves=3) - 0.5)
    light = smoothstep(0.35, 0.7, leaf) * smoothstep(horizon + 0.02, horizon - 1.2 * height, y)
    green = ramp(light, ((0, "#1e3318"), (0.45, "#3f6427"), (1, "#8fa94e")))
    mask = smoothstep(-0.004, 0.004, y - edge)
    return lay(picture, mask, green)


def hazy(picture: Array, shot: Shot, start: float, full: float, most: float, air: str) -> Array:
    """The farther away, the more air lies in between: none at `start` metres, `most` at `full`."""
    veil = np.clip((shot.depth - start) / (full - start), 0, 1) * most
    return lay(picture, veil * shot.seen, air)


def in_focus(shot: Shot, floor: int, behind: Array, near: float, far: float) -> Array:
    """Solids are sharp; the floor fades from sharp at `near` into what is soft `behind` it."""
    sharp = np.where(shot.of(floor) > 0, smoothstep(far, near, shot.depth), shot.seen)
    return lay(behind, sharp, shot.image)


def asphalt(hexadecimal: str = "#6c6b6a") -> Paint:
    """Grey stone chips in tar, with the broad stains that years leave."""

    def paint(p: Array, _normal: Array) -> Skin:
        chips = noise(p[0] * 30, p[2] * 30) * 0.35 + fractal(p[0] * 0.6, p[2] * 0.6, 0.0, 5) * 0.5
        shade = linear(colour(hexadecimal))[:, None] * (0.55 + 1.0 * chips)
        return shade, 0.06

    return paint
