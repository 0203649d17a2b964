"""A red suspension bridge over the bay."""

import numpy as np

from samples.draw import backdrops
from samples.draw.camera import Camera
from samples.draw.canvas import finish, grid, lay
from samples.draw.light import Light
from samples.draw.noise import Array, fractal, smoothstep
from samples.draw.paints import Skin, coat, colour, plain
from samples.draw.photograph import Solid, photograph
from samples.draw.solids import block, column, fold, repeat, union

RED = "#9c3322"
SPAN, SAG, TOP, DECK = 13.0, 6.6, 10.4, 3.1
BEAMS = ((2.75, 0.25), (5.2, 0.28), (7.2, 0.25), (8.9, 0.22), (10.35, 0.25))


def red_bridge(size: int) -> Array:
    """Two towers, two cables, and a hundred hangers, on a clear afternoon."""
    camera = Camera(place=(25.5, 2.6, 22.5), target=(2.6, 4.4, 0.0), lens=1.32)
    sun = Light(sun=(0.2, 0.62, 0.8), sun_colour=(2.5, 2.2, 1.8), surroundings=_bay_sky)
    shot = photograph(_bridge(), camera, sun, size, reach=150, mirror=True)
    behind = backdrops.sky(
        size, ((0, "#3c78bd"), (0.4, "#86b3dc"), (0.68, "#dfe6e6")), clouds=0.75, seed=12
    )
    behind = _hills(behind, 0.585, "#8496a5", seed=21)
    behind = _hills(behind, 0.625, "#56694f", seed=22)
    picture = lay(behind, shot.seen, shot.image)
    picture = backdrops.hazy(picture, shot, 20, 88, 0.75, "#b9cad3")
    return finish(picture, vignette=0.25, saturation=0.65, contrast=1.1)


def _hills(picture: Array, level: float, shade: str, seed: int) -> Array:
    """One range of hills, its woods only hinted at by the distance."""
    x, y = grid(picture.shape[0])
    ridge = level - 0.12 * fractal(x * 3.5, x * 0, 0.0, seed, octaves=5)
    woods = 0.75 + 0.5 * fractal(x * 40, y * 60, 0.0, seed, octaves=3)
    return lay(picture, smoothstep(-0.002, 0.002, y - ridge), colour(shade) * woods[..., None])


def _bay_sky(direction: Array) -> Array:
    up = direction[1]
    low, high = column((0.80, 0.84, 0.86)), column((0.16, 0.36, 0.70))
    return low + (high - low) * smoothstep(0.0, 0.5, np.abs(up))


def _bridge() -> list[Solid]:
    def towers(p: Array) -> Array:
        q = fold(fold(p, 0), 2)
        slimmer = 0.015 * np.clip(p[1], 0, 11)
        leg = block(q, (SPAN, 5.3, 1.15), (0.55, 5.4, 0.40), 0.04) + slimmer
        beams = union(*(block(q, (SPAN, h, 0), (0.34, t, 1.2), 0.04) for h, t in BEAMS))
        return union(leg, beams) * 0.9

    def piers(p: Array) -> Array:
        return block(fold(p, 0), (SPAN, 0, 0), (1.2, 0.55, 2.2), 0.1)

    def deck(p: Array) -> Array:
        road = block(p, (0, DECK, 0), (60, 0.14, 1.25), 0.02)
        q = repeat(fold(p, 2), 0.8, 0)
        truss = block(q, (0, DECK - 0.28, 1.2), (0.05, 0.24, 0.04))
        lower = block(p, (0, DECK - 0.52, 0), (60, 0.05, 1.22), 0.01)
        return union(road, truss, lower)

    def cables(p: Array) -> Array:
        x, aside = np.abs(p[0]), np.abs(p[2]) - 1.15
        between = TOP - SAG + SAG * (x / SPAN) ** 2
        outside = TOP - SAG / SPAN * 1.25 * (x - SPAN)
        level = np.where(x < SPAN, between, outside)
        main = np.hypot((p[1] - level) * 0.72, aside) - 0.105
        hanger = np.hypot((p[0] + 0.5) % 1.0 - 0.5, aside) - 0.035
        hanger = np.maximum(np.maximum(hanger, p[1] - level), DECK - p[1])
        return union(main, hanger) * 0.9

    return [
        Solid(_waves, _water, cast=False),
        Solid(towers, plain(RED, 0.12)),
        Solid(piers, _concrete),
        Solid(deck, plain("#7e2d20", 0.1)),
        Solid(cables, plain("#8e3020", 0.1)),
    ]


def _waves(p: Array) -> Array:
    calm = 0.10 / (1 + 0.0016 * (p[0] ** 2 + p[2] ** 2))
    swell = fractal(p[0] * 0.9, p[2] * 0.9, octaves=4)
    return p[1] - calm * (swell - 0.5)


def _water(p: Array, _normal: Array) -> Skin:
    depth = fractal(p[0] * 0.12, p[2] * 0.12, 0.0, 3)
    return coat(p, "#0f3a4c") * (0.4 + 0.5 * depth), 0.62


def _concrete(p: Array, _normal: Array) -> Skin:
    stains = 0.7 + 0.5 * fractal(p[0] * 2, p[1] * 2, p[2] * 2)
    return coat(p, "#a49b8d") * stains, 0.05
