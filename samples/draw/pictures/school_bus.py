"""A school bus, waiting in the morning sun."""

import numpy as np

from samples.draw import backdrops
from samples.draw.camera import Camera
from samples.draw.canvas import blur, finish, grid, lay, lettering, ramp
from samples.draw.light import Light
from samples.draw.noise import Array, band, fractal, smoothstep
from samples.draw.paints import Skin, coat, over, plain
from samples.draw.photograph import Solid, ground, photograph
from samples.draw.solids import ball, block, cut, drum, fold, melt, rod, union

YELLOW = "#f2a100"
BLACK = "#141414"
WHEELS = (3.55, -2.6)


def school_bus(size: int) -> Array:
    """Three quarters from the front, the way everybody photographs one."""
    camera = Camera(place=(12.4, 2.3, 7.9), target=(1.1, 1.42, 0.0), lens=1.92)
    shot = photograph(_parts(), camera, Light(sun=(0.62, 0.75, 0.72)), size, mirror=True)
    _, y = grid(size)
    behind = ramp(y, ((0, "#5f9bd6"), (0.45, "#cfe2ee")))
    behind = backdrops.tree_line(size, behind, 0.52, 0.36, seed=4)
    behind = blur(behind, 0.006)
    picture = lay(behind, shot.seen, shot.image)
    return finish(backdrops.hazy(picture, shot, 18, 40, 0.55, "#c3c9c0"), vignette=0.3)


def _parts() -> list[Solid]:
    def body(p: Array) -> Array:
        cabin = block(p, (-0.9, 1.9, 0), (4.1, 1.25, 1.22), 0.26)
        skirt = block(p, (-0.9, 1.3, 0), (4.1, 0.72, 1.22), 0.06)
        nose = block(p, (4.0, 1.18, 0), (0.95, 0.58, 1.0), 0.16)
        whole = melt(union(cabin, skirt), nose, 0.12)
        for wheel in WHEELS:
            whole = cut(whole, drum(fold(p, 2), (wheel, 0.52, 1.02), 0.66, 0.4, 2, 0.02), 0.03)
        return whole

    def tyres(p: Array) -> Array:
        return union(
            *(drum(fold(p, 2), (wheel, 0.52, 1.02), 0.52, 0.17, 2, 0.07) for wheel in WHEELS)
        )

    def black_parts(p: Array) -> Array:
        bumper = block(p, (5.03, 0.66, 0), (0.12, 0.17, 1.16), 0.05)
        under = block(p, (-0.6, 0.62, 0), (4.0, 0.18, 0.95), 0.02)
        q = fold(p, 2)
        arm = rod(q, (3.3, 2.3, 1.2), (3.75, 2.45, 1.5), 0.025)
        glass = block(q, (3.78, 2.3, 1.54), (0.05, 0.2, 0.11), 0.04)
        return union(bumper, under, arm, glass)

    def lamps(p: Array) -> Array:
        return drum(fold(p, 2), (4.94, 1.12, 0.74), 0.16, 0.05, 0, 0.03)

    def warning(p: Array) -> Array:
        return union(*(ball(fold(p, 2), (3.12, 2.93, z), 0.12) for z in (0.88, 0.62)))

    return [
        ground(_street),
        Solid(body, _livery),
        Solid(tyres, _rubber),
        Solid(black_parts, plain(BLACK, 0.25)),
        Solid(lamps, plain("#f4f1e6", 0.7)),
        Solid(warning, _warning_lights),
    ]


def _livery(p: Array, normal: Array) -> Skin:
    """Yellow, black rails, and windows with black frames."""
    x, y, z = p[0], p[1], np.abs(p[2])
    side = smoothstep(0.6, 0.8, np.abs(normal[2]))
    front = smoothstep(0.6, 0.85, normal[0])
    brow, grille = front * band(x, 2.9, 3.3), front * (x > 4.6)
    skin = coat(p, YELLOW)
    for rail in (0.98, 1.42, 1.74):
        skin = over(skin, side * band(y, rail - 0.04, rail + 0.04) * (x < 3.1), BLACK)
    skin = over(skin, side * band(y, 1.88, 2.62) * band(x, -4.75, 2.98), BLACK)
    skin = over(skin, brow * band(y, 1.82, 2.66) * (z < 1.08), BLACK)
    skin = over(skin, brow * band(y, 2.74, 3.02) * (z < 0.56), BLACK)
    words = lettering("SCHOOL BUS", 0.5 - p[2], (2.965 - y) / 0.16)
    skin = over(skin, brow * words, YELLOW)
    bars = band((y * 9) % 1, 0.3, 1.0)
    skin = over(skin, grille * band(y, 0.86, 1.5) * (z < 0.5) * bars, BLACK)
    glass = side * band(y, 1.95, 2.55) * band((x + 4.75) % 0.86, 0.06, 0.80) * band(x, -4.7, 2.9)
    glass = glass * (1 - 0.8 * band(y, 2.25, 2.29))
    glass = np.maximum(glass, brow * band(y, 1.88, 2.6) * band(z, 0.05, 1.02))
    seats = 0.7 + 0.9 * smoothstep(1.9, 2.6, y) * fractal(x * 3, y * 3, p[2], octaves=2)
    skin = over(skin, glass, coat(p, "#20303a") * seats)
    dirt = 1 - 0.25 * smoothstep(1.1, 0.5, y) * fractal(x * 4, y * 4, p[2], octaves=3)
    return skin * dirt, 0.28 + 0.5 * glass


def _rubber(p: Array, _normal: Array) -> Skin:
    near = np.where(p[0] > 0.5, *WHEELS)
    hub = np.hypot(p[0] - near, p[1] - 0.52)
    skin = over(coat(p, "#1b1b1d"), smoothstep(0.33, 0.31, hub), YELLOW)
    return over(skin, smoothstep(0.14, 0.12, hub), "#8f8f8f"), 0.12


def _warning_lights(p: Array, _normal: Array) -> Skin:
    return over(coat(p, "#ff9a1a"), smoothstep(0.74, 0.76, np.abs(p[2])), "#e0231c"), 0.6


def _street(p: Array, normal: Array) -> Skin:
    """Asphalt, a kerb, and the lawn behind it."""
    skin, gloss = backdrops.asphalt("#77746f")(p, normal)
    kerb = -3.2
    skin = over(skin, smoothstep(kerb + 0.05, kerb - 0.05, p[2]), "#b9b4a8")
    grass = coat(p, "#6c8c34") * (0.4 + 1.2 * fractal(p[0] * 3, p[2] * 3, octaves=4))
    return over(skin, smoothstep(kerb - 0.9, kerb - 1.1, p[2]), grass), gloss
