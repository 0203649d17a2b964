"""A bottle of root beer by the window."""

import numpy as np

from samples.draw import backdrops
from samples.draw.camera import Camera
from samples.draw.canvas import blur, disc, finish, grid, lay, lettering, ramp
from samples.draw.light import Light, window_light
from samples.draw.noise import Array, band, fractal, noise, smoothstep
from samples.draw.paints import Skin, coat, over, plain
from samples.draw.photograph import Solid, ground, photograph
from samples.draw.solids import Outline, drum

GLASS = Outline(
    [
        (0.0, 0.02), (0.30, 0.0), (0.385, 0.05), (0.39, 0.30), (0.39, 0.70), (0.39, 1.10),
        (0.385, 1.32), (0.31, 1.56), (0.195, 1.78), (0.155, 2.00), (0.135, 2.24), (0.15, 2.30),
        (0.15, 2.38), (0.0, 2.40), (-0.2, 2.2), (-0.3, 1.2), (-0.2, 0.1),
    ]
)  # fmt: skip


def root_beer(size: int) -> Array:
    """Brown glass with drops on it, by the light of one tall window."""
    camera = Camera(place=(-0.9, 1.75, 6.2), target=(0.0, 1.22, 0.0), lens=2.3)
    sun = Light(
        sun=(-0.8, 0.95, 0.45),
        sun_colour=(1.9, 1.8, 1.65),
        sky_colour=(0.42, 0.44, 0.48),
        softness=7.0,
        surroundings=window_light,
    )
    shot = photograph(_parts(), camera, sun, size, mirror=True)
    x, y = grid(size)
    wall = ramp(0.8 * x + 0.45 * y, ((0, "#dcd9d1"), (0.6, "#a3a4a2"), (1.2, "#62666a")))
    wall = lay(wall, 0.35 * disc(x, y, (0.18, 0.25), (0.25, 0.35), 0.2), "#efece4")
    empty = photograph([ground(_table)], camera, sun, size, reach=16)
    behind = blur(lay(blur(wall, 0.02), empty.seen, empty.image), 0.014)
    picture = backdrops.in_focus(shot, 0, behind, 6.6, 8.4)
    return finish(picture, vignette=0.3, saturation=0.85)


def _parts() -> list[Solid]:
    def glass(p: Array) -> Array:
        drops = smoothstep(0.70, 0.86, noise(p[0] * 34, p[1] * 34, p[2] * 34))
        return GLASS(np.hypot(p[0], p[2]), p[1]) - 0.006 * drops * band(p[1], 1.15, 1.76)

    def label(p: Array) -> Array:
        return np.maximum(np.hypot(p[0], p[2]) - 0.397, np.abs(p[1] - 0.71) - 0.40)

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
        Solid(cap, plain("#b3231c", 0.5)),
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
    return skin, 0.62


def _label(p: Array, _normal: Array) -> Skin:
    """Cream paper with red bands, a golden sun over hills, and what is in it."""
    u, y = (np.arctan2(p[0], p[2]) + 0.145) * 0.39, p[1]
    skin = coat(p, "#efe3c6")
    edge = np.abs(y - 0.71)
    skin = over(skin, band(edge, 0.345, 0.375, 0.004), "#a01f1a")
    skin = over(skin, smoothstep(0.385, 0.39, edge), "#c9a14a")
    v = y - 0.80
    reach = np.hypot(u, v)
    skin = over(skin, smoothstep(0.205, 0.2, reach), "#1f4d3a")
    skin = over(skin, band(reach, 0.18, 0.19, 0.003), "#d8b45a")
    skin = over(skin, smoothstep(0.09, 0.085, np.hypot(u, v - 0.01)), "#e2b23c")
    hills = smoothstep(0.005, -0.005, v + 0.03 - 0.035 * np.sin(u * 22)) * (reach < 0.175)
    skin = over(skin, hills, "#b9301f")
    skin = over(skin, lettering("ROOT BEER", u / 0.56 + 0.5, (0.565 - y) / 0.10), "#7b1a14")
    small = lettering("brewed slowly, in layers", u / 0.46 + 0.5, (0.425 - y) / 0.05)
    skin = over(skin, small, "#4c3a2a")
    paper = 0.94 + 0.12 * fractal(u * 40, y * 40, octaves=2)
    return skin * paper, 0.08


def _collar(p: Array, _normal: Array) -> Skin:
    skin = coat(p, "#efe3c6")
    return over(skin, band(np.abs(p[1] - 1.98), 0.11, 0.14, 0.004), "#a01f1a"), 0.1


def _table(p: Array, _normal: Array) -> Skin:
    """Weathered boards with dark gaps between them."""
    across = p[2] * 1.35 + 40.35
    board = np.floor(across)
    fibre = fractal(p[0] * 1.4 + 11 * board, p[2] * 26, 0.0, 4, octaves=4)
    tone = 0.8 + 0.35 * noise(board * 5.3, board * 0)
    skin = coat(p, "#7a5434") * ((0.4 + 0.85 * fibre) * tone)
    gap = smoothstep(0.03, 0.015, 0.5 - np.abs(across % 1 - 0.5))
    return over(skin, gap, "#1c120a"), 0.2
