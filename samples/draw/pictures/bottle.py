"""A bottle of root beer on a garden table."""

import numpy as np

from samples.draw import backdrops
from samples.draw.canvas import blur, finish, lay, lettering
from samples.draw.light import (
    Camera,
    Light,
    Skin,
    Solid,
    coat,
    colour,
    ground,
    linear,
    over,
    photograph,
    window_light,
)
from samples.draw.noise import Array, band, fractal, noise, smoothstep
from samples.draw.solids import Outline, drum

GLASS = Outline(
    [
        (0.0, 0.02), (0.30, 0.0), (0.385, 0.05), (0.39, 0.30), (0.39, 0.70), (0.39, 1.10),
        (0.385, 1.32), (0.31, 1.56), (0.195, 1.78), (0.155, 2.00), (0.135, 2.24), (0.15, 2.30),
        (0.15, 2.38), (0.0, 2.40), (-0.2, 2.2), (-0.3, 1.2), (-0.2, 0.1),
    ]
)  # fmt: skip


def root_beer(size: int) -> Array:
    """Brown glass with drops on it, against leaves in the sun."""
    camera = Camera(place=(0.9, 1.75, 6.2), target=(0.0, 1.2, 0.0), lens=2.3)
    sun = Light(
        sun=(-0.8, 0.95, 0.45),
        sun_colour=(2.1, 1.95, 1.7),
        softness=7.0,
        surroundings=window_light,
    )
    shot = photograph(_parts(), camera, sun, size, mirror=True)
    leaves = backdrops.foliage(size, spot=0.06, focus=0.03, count=500, seed=5)
    leaves = lay(leaves, 0.55 * backdrops.sparkles(size, 26, 0.055, seed=3, below=0.6), "#f2f3cf")
    empty = photograph([ground(_table)], camera, sun, size, reach=16)
    behind = blur(lay(leaves, empty.seen, empty.image), 0.014)
    sharp = shot.seen * np.where(shot.which == 0, smoothstep(8.4, 6.6, shot.depth), 1)
    return finish(lay(behind, sharp, shot.image), vignette=0.3)


def _parts() -> list[Solid]:
    def glass(p: Array) -> Array:
        drops = smoothstep(0.70, 0.86, noise(p[0] * 34, p[1] * 34, p[2] * 34))
        return GLASS(np.hypot(p[0], p[2]), p[1]) - 0.006 * drops * band(p[1], 1.15, 1.76)

    def label(p: Array) -> Array:
        return np.maximum(
            np.hypot(p[0], p[2]) - np.float32(0.397), np.abs(p[1] - 0.71) - np.float32(0.40)
        )

    def cap(p: Array) -> Array:
        angle = np.arctan2(p[2], p[0])
        skirt = drum(p, (0, 2.40, 0), 0.185, 0.07, 1, 0.03)
        return skirt - 0.008 * np.cos(21 * angle) * smoothstep(2.42, 2.34, p[1])

    def ring(p: Array) -> Array:
        return np.maximum(GLASS(np.hypot(p[0], p[2]), p[1]) - 0.006, np.abs(p[1] - 1.98) - 0.17)

    return [
        ground(_table),
        Solid(glass, _amber),
        Solid(label, _label),
        Solid(cap, _cap),
        Solid(ring, _collar),
    ]


def _amber(p: Array, normal: Array) -> Skin:
    """Light that came through the glass: brightest low on the side away from the sun."""
    through = smoothstep(-0.2, 0.9, 0.75 * normal[0] - 0.2 * normal[1] + 0.15)
    edge = smoothstep(0.5, 0.05, np.abs(normal[2]))
    glow = through * (1 - 0.7 * edge)
    skin = coat(p, "#2a0e03")
    skin = over(skin, 0.85 * glow, "#8a3d08")
    skin = over(skin, 0.5 * glow * smoothstep(0.5, 0.9, fractal(p[0] * 3, p[1] * 3)), "#d67a18")
    return skin, np.full(p.shape[1], 0.62, np.float32)


def _label(p: Array, _normal: Array) -> Skin:
    """Cream paper, a red band, a golden sun over hills, and lines where words would be."""
    around = np.arctan2(p[0], p[2]) * 0.39
    y = p[1]
    skin = coat(p, "#efe3c6")
    edge = np.abs(y - 0.71)
    skin = over(skin, band(edge, 0.345, 0.375, 0.004), "#a01f1a")
    skin = over(skin, smoothstep(0.385, 0.39, edge), "#c9a14a")
    u, v = around - 0.05, y - 0.80
    disc = np.hypot(u, v)
    skin = over(skin, smoothstep(0.205, 0.2, disc), "#1f4d3a")
    skin = over(skin, band(disc, 0.18, 0.19, 0.003), "#d8b45a")
    skin = over(skin, smoothstep(0.09, 0.085, np.hypot(u, v - 0.01)), "#e2b23c")
    hills = smoothstep(0.005, -0.005, v + 0.03 - 0.035 * np.sin(u * 22)) * (disc < 0.175)
    skin = over(skin, hills, "#b9301f")
    skin = over(skin, lettering("ROOT BEER", around / 0.56 + 0.5, (0.565 - y) / 0.10), "#7b1a14")
    skin = over(
        skin,
        lettering("brewed slowly, in layers", around / 0.46 + 0.5, (0.425 - y) / 0.05),
        "#4c3a2a",
    )
    paper = 0.94 + 0.12 * fractal(around * 40, y * 40, octaves=2)
    return skin * paper, np.full(p.shape[1], 0.08, np.float32)


def _collar(p: Array, _normal: Array) -> Skin:
    skin = coat(p, "#efe3c6")
    edge = np.abs(p[1] - 1.98)
    skin = over(skin, band(edge, 0.11, 0.14, 0.004), "#a01f1a")
    return skin, np.full(p.shape[1], 0.1, np.float32)


def _cap(p: Array, _normal: Array) -> Skin:
    return coat(p, "#b3231c"), np.full(p.shape[1], 0.5, np.float32)


def _table(p: Array, _normal: Array) -> Skin:
    """Weathered boards with dark gaps between them."""
    across = p[2] * 1.35 + 40.35
    board = np.floor(across)
    fibre = fractal(p[0] * 1.4 + 11 * board, p[2] * 26, 0.0, 4, octaves=4)
    tone = 0.8 + 0.35 * noise(board * 5.3, board * 0)
    skin = linear(colour("#9a6f47"))[:, None] * ((0.4 + 0.85 * fibre) * tone)
    gap = smoothstep(0.03, 0.015, np.abs(across % 1 - 0.5) * -1 + 0.5)
    return over(skin, gap, "#1c120a"), np.full(p.shape[1], 0.2, np.float32)
