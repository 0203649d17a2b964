"""A freight car that has seen weather, and painters."""

import numpy as np

from samples.draw import backdrops
from samples.draw.camera import Camera
from samples.draw.canvas import blur, finish, grid, lay, lettering, ramp
from samples.draw.light import Light
from samples.draw.noise import Array, band, fractal, noise, smoothstep
from samples.draw.paints import Skin, coat, over, plain
from samples.draw.photograph import Solid, ground, photograph
from samples.draw.solids import block, column, drum, fold, repeat, rod, union

MAROON = "#5f302c"


def boxcar(size: int) -> Array:
    """Steel ribs, rust, white stencils, and one word in fat letters."""
    camera = Camera(place=(1.9, 2.0, 11.0), target=(-0.55, 2.42, 0.0), lens=1.95)
    sun = Light(sun=(-0.55, 0.8, 0.75), sun_colour=(1.9, 1.75, 1.5))
    shot = photograph(_car_on_rails(), camera, sun, size)
    _, y = grid(size)
    behind = ramp(y, ((0, "#9fb6cb"), (0.5, "#d4dcdf")))
    behind = blur(backdrops.tree_line(size, behind, 0.56, 0.2, seed=3), 0.008)
    return finish(lay(behind, shot.seen, shot.image), vignette=0.28, saturation=0.75)


def _car_on_rails() -> list[Solid]:
    def box(p: Array) -> Array:
        wall = block(p, (0, 2.75, 0), (7.2, 1.55, 1.5), 0.02)
        q = repeat(fold(p, 2), 0.62, 0, 0.01)
        ribs = block(q, (0, 2.75, 1.5), (0.075, 1.5, 0.075), 0.03)
        door = block(p, (0.9, 2.72, 1.52), (1.15, 1.46, 0.06), 0.02)
        r = repeat(p, 0.5, 1, -0.05)
        corrugated = block(r, (0.9, 0, 1.575), (1.05, 0.07, 0.05), 0.03)
        corrugated = np.maximum(corrugated, np.abs(p[1] - 2.72) - 1.35)
        plain_wall = np.maximum(ribs, 1.22 - np.abs(p[0] - 0.9))
        sill = block(p, (0, 1.16, 1.5), (7.3, 0.12, 0.10), 0.03)
        eave = block(p, (0, 4.30, 1.5), (7.3, 0.08, 0.12), 0.03)
        track = block(p, (1.6, 4.22, 1.58), (2.6, 0.06, 0.08), 0.02)
        return union(wall, plain_wall, door, corrugated, sill, eave, track)

    def bars(p: Array) -> Array:
        locks = [rod(p, (x, 1.3, 1.62), (x, 4.15, 1.62), 0.035) for x in (0.35, 1.45)]
        side = rod(p, (-3.4, 1.0, 1.66), (-3.4, 4.3, 1.66), 0.03)
        other = rod(p, (-3.95, 1.0, 1.66), (-3.95, 4.3, 1.66), 0.03)
        q = repeat(p, 0.42, 1, -0.1)
        rung = np.maximum(rod(q, (-3.95, 0, 1.66), (-3.4, 0, 1.66), 0.025), p[1] - 4.3)
        return union(*locks, side, other, np.maximum(rung, 0.95 - p[1]))

    def gear(p: Array) -> Array:
        beam = block(p, (0, 0.92, 0.5), (7.0, 0.14, 0.5), 0.02)
        q = fold(p + column((0.4, 0, 0)), 0) - column((3.6, 0, 0))
        frame = block(q, (0, 0.56, 1.05), (1.15, 0.13, 0.10), 0.05)
        wheels = union(*(drum(q, (x, 0.50, 0.85), 0.46, 0.08, 2, 0.02) for x in (-0.85, 0.85)))
        caps = union(*(drum(q, (x, 0.50, 1.15), 0.14, 0.06, 2, 0.02) for x in (-0.85, 0.85)))
        return union(beam, frame, wheels, caps)

    def rails(p: Array) -> Array:
        q = fold(p, 2)
        return block(q, (0, 0.02, 0.85), (40, 0.07, 0.05), 0.02)

    return [
        ground(_ballast),
        Solid(box, _weathered),
        Solid(bars, plain("#55302a", 0.1)),
        Solid(gear, plain("#1d1b1a", 0.08)),
        Solid(rails, plain("#8a7b70", 0.3)),
    ]


def _weathered(p: Array, _normal: Array) -> Skin:
    """Maroon with rust that runs down, stencils, and the word in fat letters."""
    x, y = p[0], p[1]
    skin = coat(p, MAROON) * (0.72 + 0.5 * fractal(x * 1.5, y * 1.5, 0.0, 3, octaves=5))
    rust = smoothstep(0.50, 0.78, fractal(x * 2.6, y * 0.5, 0.0, 7, octaves=4))
    skin = over(skin, 0.55 * rust, "#8a4a25")
    chalky = smoothstep(0.55, 0.85, fractal(x * 3.1, y * 0.35, 0.0, 11, octaves=4))
    skin = over(skin, 0.3 * chalky, "#b59a90")
    front = p[2] > 1.45
    for words, left, top, tall in (
        ("CNX 64643", -2.9, 3.95, 0.34),
        ("FILTERS 10", -2.9, 3.45, 0.17),
        ("KERNEL 3 x 3", -2.9, 3.21, 0.17),
        ("POOL 2  STRIDE 2", 2.35, 3.95, 0.17),
        ("BUILT 7-98", 2.35, 3.70, 0.17),
    ):
        wide = 0.56 * tall * len(words)
        ink = lettering(words, (x - left) / wide, (top - y) / tall)
        skin = over(skin, 0.8 * front * ink * (1 - 0.5 * rust), "#e6ddd2")
    fat, edge = _bubble("ReLU", (x + 2.85) / 3.5, (2.28 - y + 0.05 * np.sin(2 * x)) / 0.92)
    skin = over(skin, 0.92 * front * edge, "#191a22")
    sprayed = over(coat(p, "#3f7fae"), smoothstep(1.3, 2.3, y), "#e9e8e2")
    skin = over(skin, 0.92 * front * fat, sprayed)
    grime = 0.55 + 0.45 * smoothstep(1.0, 2.2, y + 0.5 * noise(x * 2, y))
    return skin * grime, 0.05


def _bubble(text: str, u: Array, v: Array) -> tuple[Array, Array]:
    """Letters swollen to balloons, and the dark line around them."""
    fat, edge = lettering(text, u, v), lettering(text, u, v)
    for angle in np.linspace(0, 2 * np.pi, 16, endpoint=False):
        du, dv = np.cos(angle), np.sin(angle) * 3.2
        fat = np.maximum(fat, lettering(text, u + 0.011 * du, v + 0.011 * dv))
        edge = np.maximum(edge, lettering(text, u + 0.022 * du, v + 0.022 * dv))
    return fat, edge


def _ballast(p: Array, _normal: Array) -> Skin:
    stones = 0.6 * noise(p[0] * 7, p[2] * 7) + 0.5 * noise(p[0] * 19, p[2] * 19, seed=4)
    skin = coat(p, "#3f3a35") * (0.35 + 1.0 * stones)
    weeds = smoothstep(0.55, 0.75, fractal(p[0] * 1.3, p[2] * 1.3, 0.0, 6)) * band(
        p[2], 2.5, 9, 0.6
    )
    return over(skin, 0.6 * weeds * band(p[2], 2.5, 9, 0.6), "#5d6a34"), 0.0
