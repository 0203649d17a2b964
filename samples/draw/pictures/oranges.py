"""Oranges on a table, and one cut open."""

import numpy as np

from samples.draw import backdrops
from samples.draw.camera import Camera
from samples.draw.canvas import blur, finish, grid, lay, ramp
from samples.draw.light import Light, window_light
from samples.draw.noise import Array, fractal, noise, smoothstep
from samples.draw.paints import Skin, coat, over, plain
from samples.draw.photograph import Solid, ground, photograph
from samples.draw.solids import Outline, Place, ball, column, cut, length, rod, turn, union

WINDOW = Light(
    sun=(-0.75, 0.8, 0.42),
    sun_colour=(1.9, 1.75, 1.5),
    sky_colour=(0.62, 0.62, 0.66),
    ground_colour=(0.42, 0.33, 0.24),
    softness=5.0,
    surroundings=window_light,
)
HALF: Place = (0.74, 0.80, 1.12)
FACE = column((-0.24, 0.36, 0.9)) / np.linalg.norm((-0.24, 0.36, 0.9))


def oranges(size: int) -> Array:
    """Whole ones behind, half of one in front with its segments to the window."""
    camera = Camera(place=(0.15, 2.45, 5.6), target=(0.1, 0.92, 0.1), lens=1.62)
    shot = photograph(_parts(), camera, WINDOW, size, mirror=True)
    x, y = grid(size)
    wall = ramp(x * 0.7 + y * 0.5, ((0, "#d9dcd6"), (1, "#8f958f")))
    empty = photograph([ground(_wood)], camera, WINDOW, size, reach=13)
    behind = blur(lay(wall, empty.seen, empty.image), 0.012)
    return finish(backdrops.in_focus(shot, 0, behind, 5.5, 9), vignette=0.3)


def _parts() -> list[Solid]:
    def whole(p: Array) -> Array:
        left = ball(p, (-0.55, 0.95, 0.15), 0.95)
        right = ball(p, (0.98, 0.86, -0.75), 0.86)
        peel = noise(p[0] * 26, p[1] * 26, p[2] * 26)
        return union(left, right) + 0.008 * peel

    def half(p: Array) -> Array:
        q = p - column(HALF)
        return cut(length(q) - 0.80, -(q * FACE).sum(axis=0), 0.02)

    def stalk(p: Array) -> Array:
        return rod(p, (-0.50, 1.86, 0.22), (-0.47, 2.0, 0.25), 0.05, 0.035)

    blade = Outline([(0, 0), (0.3, 0.17), (0.62, 0.16), (0.98, 0), (0.62, -0.17), (0.3, -0.15)])

    def leaf(p: Array) -> Array:
        q = turn(p - column((-0.46, 1.93, 0.22)), -18, "y")
        bend = q[1] - 0.16 * np.sin(3.0 * np.clip(q[0], 0, 1)) + 0.25 * np.abs(q[2])
        return np.maximum(blade(q[0], q[2]), np.abs(bend) - 0.012) * 0.7

    return [
        ground(_wood),
        Solid(whole, _peel),
        Solid(half, _flesh),
        Solid(stalk, plain("#6b6a2c", 0.1)),
        Solid(leaf, _leaf),
    ]


def _peel(p: Array, _normal: Array) -> Skin:
    patch = fractal(p[0] * 2, p[1] * 2, p[2] * 2, octaves=3)
    pores = smoothstep(0.72, 0.9, noise(p[0] * 26, p[1] * 26, p[2] * 26))
    skin = coat(p, "#f07a08") * (0.85 + 0.3 * patch)
    return over(skin, 0.35 * pores, "#c95f05"), 0.33


def _flesh(p: Array, normal: Array) -> Skin:
    """Ten segments with fine fibres, pith between them, peel around."""
    q = p - column(HALF)
    across = np.cross(FACE[:, 0], (0.0, 1.0, 0.0))[:, None].astype(np.float32)
    across /= np.linalg.norm(across)
    upward = np.cross(across[:, 0], FACE[:, 0])[:, None].astype(np.float32)
    u, v = (q * across).sum(axis=0), (q * upward).sum(axis=0)
    radius, angle = np.hypot(u, v) / 0.80, np.arctan2(v, u) / (2 * np.pi) * 10
    middle = np.abs((angle + 0.15) % 1 - 0.5)
    fibres = fractal(angle * 9, radius * 3.5, 0.0, 3, octaves=3)
    flesh = coat(p, "#ee7f0a") * (0.55 + 0.75 * fibres)
    juicy = smoothstep(0.35, 0.0, middle) * smoothstep(0.2, 0.9, radius)
    flesh = over(flesh, 0.3 * juicy, "#ffb030")
    walls = smoothstep(0.475 - 0.02 / np.maximum(radius, 0.1), 0.485, middle)
    flesh = over(flesh, np.maximum(walls, smoothstep(0.16, 0.10, radius)), "#ffd795")
    flesh = over(flesh, smoothstep(0.855, 0.875, radius), "#fff0d2")
    flesh = over(flesh, smoothstep(0.93, 0.95, radius), "#f08a10")
    peel, gloss = _peel(p, normal)
    cut_face = smoothstep(0.8, 0.95, (normal * FACE).sum(axis=0))
    return over(peel, cut_face, flesh), gloss * (1 - 0.8 * cut_face)


def _leaf(p: Array, _normal: Array) -> Skin:
    q = turn(p - column((-0.46, 1.93, 0.22)), -18, "y")
    veins = smoothstep(0.35, 0.45, np.abs((q[0] * 7 - 5 * np.abs(q[2])) % 1 - 0.5))
    skin = coat(p, "#4d8a2a") * (0.8 + 0.3 * fractal(q[0] * 8, q[2] * 8))
    skin = over(skin, 0.35 * veins, "#8bbb55")
    skin = over(skin, smoothstep(0.02, 0.008, np.abs(q[2])), "#a9cf70")
    return skin, 0.35


def _wood(p: Array, _normal: Array) -> Skin:
    """A pale wooden table; its boards run to the back."""
    board = np.floor(p[0] / 1.3)
    fibre = fractal(p[0] * 22 + 7 * board, p[2] * 1.1, 0.0, 4, octaves=4)
    rings = 0.5 + 0.5 * np.sin(16 * p[0] + 9 * fractal(p[0] * 0.9, p[2] * 0.4 + board, octaves=2))
    skin = coat(p, "#c79a68") * (0.55 + 0.62 * fibre + 0.16 * rings)
    return skin, 0.22
