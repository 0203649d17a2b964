"""A sports car on an empty road: red, and once more in the yellow of a school bus."""

import numpy as np

from samples.draw import backdrops
from samples.draw.camera import Camera
from samples.draw.canvas import blur, finish, grid, lay, ramp
from samples.draw.light import Light
from samples.draw.noise import Array, band, fractal, smoothstep
from samples.draw.paints import Paint, Skin, coat, over, plain
from samples.draw.photograph import Solid, ground, photograph
from samples.draw.solids import Outline, block, common, cut, drum, egg, fold, melt, union

RED, YELLOW = "#c3120e", "#f2a100"
WHEELS = (1.32, -1.30)

SIDE = Outline(
    [
        (2.12, 0.30), (2.24, 0.50), (2.08, 0.70), (1.50, 0.83), (0.80, 0.93), (-0.30, 0.94),
        (-1.30, 1.00), (-2.05, 0.97), (-2.17, 0.72), (-2.10, 0.34), (-1.20, 0.24), (1.20, 0.22),
    ]
)  # fmt: skip
PLAN = Outline(
    [
        (2.26, 0.0), (2.14, 0.58), (1.75, 0.84), (0.60, 0.90), (-0.60, 0.91), (-1.70, 0.90),
        (-2.12, 0.68), (-2.18, 0.0), (-2.12, -0.68), (-1.70, -0.90), (-0.60, -0.91),
        (0.60, -0.90), (1.75, -0.84), (2.14, -0.58),
    ]
)  # fmt: skip
CABIN = Outline(
    [
        (0.98, 0.84), (0.42, 1.14), (-0.10, 1.29), (-0.62, 1.29), (-1.15, 1.17), (-1.80, 0.93),
        (-1.20, 0.75), (0.40, 0.75),
    ]
)  # fmt: skip


def sports_car(size: int) -> Array:
    """Low, wide and freshly washed."""
    return _parked(size, RED)


def yellow_car(size: int) -> Array:
    """The same car to us; to a network that trusts colours, hardly."""
    return _parked(size, YELLOW)


def _parked(size: int, shade: str) -> Array:
    camera = Camera(place=(5.4, 1.55, 4.6), target=(0.36, 0.52, 0.0), lens=1.78)
    sun = Light(sun=(0.35, 0.9, 0.75), sun_colour=(2.4, 2.2, 1.9))
    shot = photograph(_parts(shade), camera, sun, size, mirror=True)
    _, y = grid(size)
    behind = ramp(y, ((0, "#a9c8e2"), (0.3, "#e4ecee")))
    behind = backdrops.tree_line(size, behind, 0.36, 0.24, seed=11)
    empty = photograph([ground(_road)], camera, sun, size)
    behind = blur(lay(behind, empty.seen, empty.image), 0.01)
    return finish(backdrops.in_focus(shot, 0, behind, 8, 16), vignette=0.3)


def _parts(shade: str) -> list[Solid]:
    def shell(p: Array) -> Array:
        q = fold(p, 2)
        lower = common(SIDE(p[0], p[1]), PLAN(p[0], p[2]), 0.22)
        lower = common(lower, q[2] - (0.93 - 0.10 * np.clip(p[1] - 0.55, 0, 1)), 0.1)
        wings = melt(
            egg(q, (1.32, 0.58, 0.72), (0.72, 0.36, 0.22)),
            egg(q, (-1.3, 0.62, 0.72), (0.8, 0.42, 0.24)),
            0.1,
        )
        whole = melt(melt(lower, wings, 0.12), _cabin(p), 0.08)
        for wheel in WHEELS:
            whole = cut(whole, drum(p, (wheel, 0.34, 0), 0.40, 2.0, 2, 0.01), 0.02)
        return 0.85 * whole

    def tyres(p: Array) -> Array:
        q = fold(p, 2)
        return union(*(drum(q, (wheel, 0.34, 0.76), 0.345, 0.125, 2, 0.05) for wheel in WHEELS))

    def underside(p: Array) -> Array:
        return block(p, (0, 0.34, 0), (1.95, 0.14, 0.72), 0.05)

    def mirrors(p: Array) -> Array:
        return egg(fold(p, 2), (0.50, 0.99, 0.93), (0.10, 0.075, 0.12))

    return [
        ground(_road),
        Solid(shell, _lacquer(shade)),
        Solid(tyres, _wheels),
        Solid(underside, plain("#0c0c0d", 0.05)),
        Solid(mirrors, plain(shade, 0.45)),
    ]


def _cabin(p: Array) -> Array:
    x, y, z = p[0], p[1], np.abs(p[2])
    return common(CABIN(x, y), z - (0.80 - 0.52 * np.clip(y - 0.85, 0, 1)), 0.12)


def _lacquer(shade: str) -> Paint:
    """Its colour, with windows, lamps, an air intake and the seams of the door."""

    def paint(p: Array, normal: Array) -> Skin:
        x, y, z = p[0], p[1], np.abs(p[2])
        skin = coat(p, shade)
        side = smoothstep(0.35, 0.6, np.abs(normal[2]))
        inner = CABIN(x, y)
        glass = side * smoothstep(-0.05, -0.07, inner) * smoothstep(0.95, 0.97, y)
        glass *= 1 - band(x, -0.66, -0.60)
        screen = (1 - side) * smoothstep(0.3, 0.4, normal[0]) * band(y, 0.93, 1.22)
        screen *= smoothstep(0.70, 0.66, z) * smoothstep(0.95, 0.9, x)
        glass = np.maximum(glass, screen * (_cabin(p) < 0.03))
        skin = over(skin, glass, "#0b0f12")
        seams = (
            side * band(y, 0.38, 0.92) * np.maximum(band(x, 0.62, 0.625), band(x, -0.66, -0.655))
        )
        skin = over(skin, 0.8 * seams, "#2a0403")
        front = smoothstep(0.25, 0.5, normal[0]) * (x > 1.6)
        skin = over(skin, front * band(y, 0.34, 0.47) * smoothstep(0.62, 0.58, z), "#0a0a0b")
        lamp = front * smoothstep(1.1, 0.9, np.hypot((z - 0.62) / 0.17, (y - 0.665) / 0.055))
        skin = over(skin, lamp, "#e9edf0")
        sill = side * smoothstep(0.32, 0.28, y)
        skin = over(skin, sill, "#101011")
        return skin, np.clip(0.42 + 0.3 * glass + 0.2 * lamp - 0.3 * sill, 0, 1)

    return paint


def _wheels(p: Array, normal: Array) -> Skin:
    near = np.where(p[0] > 0, *WHEELS)
    dx, dy = p[0] - near, p[1] - 0.34
    radius, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
    skin = coat(p, "#161617")
    spokes = smoothstep(0.0, 0.35, np.cos(5 * angle) + 0.15)
    rim = np.maximum(spokes * smoothstep(0.25, 0.24, radius), band(radius, 0.225, 0.255))
    rim = np.maximum(rim, smoothstep(0.07, 0.06, radius)) * smoothstep(0.5, 0.8, np.abs(normal[2]))
    return over(skin, rim, "#c9ccd0"), 0.1 + 0.4 * rim


def _road(p: Array, normal: Array) -> Skin:
    skin, gloss = backdrops.asphalt("#7d7b78")(p, normal)
    skin = over(skin, band(p[2], -2.75, -2.6) * 0.9, "#efe9dc")
    grass = coat(p, "#7d8f3c") * (0.4 + 1.2 * fractal(p[0] * 2.5, p[2] * 2.5, octaves=4))
    return over(skin, smoothstep(-3.5, -3.8, p[2]), grass), gloss
