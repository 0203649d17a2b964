"""A red suspension bridge over the bay, and a viaduct of old stone."""

import numpy as np

from samples.draw import backdrops
from samples.draw.canvas import blur, finish, grid, lay, ramp
from samples.draw.fur import turf
from samples.draw.light import (
    Camera,
    Light,
    Paint,
    Skin,
    Solid,
    coat,
    ground,
    over,
    photograph,
    plain,
)
from samples.draw.noise import Array, fractal, noise, smoothstep
from samples.draw.solids import block, cut, drum, union

RED = "#b5361f"
SPAN, SAG, TOP, DECK = 13.0, 6.6, 10.4, 3.1


def red_bridge(size: int) -> Array:
    """Two towers, two cables, and a hundred hangers, on a clear afternoon."""
    camera = Camera(place=(24.0, 2.0, 17.0), target=(4.2, 4.7, 0.0), lens=1.2)
    sun = Light(sun=(0.2, 0.62, 0.8), sun_colour=(2.5, 2.2, 1.8), surroundings=_bay_sky)
    shot = photograph(_bridge(), camera, sun, size, reach=150, mirror=True)
    x, y = grid(size)
    behind = backdrops.sky(
        size, ((0, "#3c78bd"), (0.4, "#86b3dc"), (0.68, "#dfe6e6")), clouds=0.75, seed=12
    )
    for far, shade, level in ((0, "#8ea3b0", 0.60), (1, "#61785f", 0.635)):
        ridge = level - 0.12 * fractal(x * 3.5 + far, x * 0, 0.0, 21 + far, octaves=5)
        slope = smoothstep(-0.002, 0.002, y - ridge)
        woods = 0.75 + 0.5 * fractal(x * 40, y * 60, 0.0, far, octaves=3)
        behind = lay(behind, slope, np.clip(ramp(y * 0, ((0, shade),)) * woods[..., None], 0, 1))
    haze = np.clip((shot.depth - 20) / 90, 0, 0.75) * shot.seen
    picture = lay(lay(behind, shot.seen, shot.image), haze, "#b9cad3")
    return finish(picture, vignette=0.25)


def _bay_sky(direction: Array) -> Array:
    up = direction[1]
    low = np.asarray((0.80, 0.84, 0.86), np.float32)[:, None]
    high = np.asarray((0.16, 0.36, 0.70), np.float32)[:, None]
    return low + (high - low) * smoothstep(0.0, 0.5, np.abs(up))


def _bridge() -> list[Solid]:
    def towers(p: Array) -> Array:
        q = np.stack([np.abs(p[0]) - SPAN, p[1], np.abs(p[2])])
        slim = 1 - 0.03 * np.clip(q[1], 0, 11)
        leg = block(q, (0, 5.3, 1.15), (0.55, 5.4, 0.40), 0.04) + 0.5 * (1 - slim)
        beams = union(*(block(q, (0, h, 0), (0.34, t, 1.2), 0.04) for h, t in _BEAMS))
        return union(leg, beams) * 0.9

    def piers(p: Array) -> Array:
        q = np.stack([np.abs(p[0]) - SPAN, p[1], p[2]])
        return block(q, (0, 0, 0), (1.2, 0.55, 2.2), 0.1)

    def deck(p: Array) -> Array:
        road = block(p, (0, DECK, 0), (60, 0.14, 1.25), 0.02)
        q = np.stack([p[0] % 0.8 - 0.4, p[1], np.abs(p[2])])
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
        Solid(deck, plain("#9c3120", 0.1)),
        Solid(cables, plain("#a8341f", 0.1)),
    ]


_BEAMS = ((2.75, 0.25), (5.2, 0.28), (7.2, 0.25), (8.9, 0.22), (10.35, 0.25))


def _waves(p: Array) -> Array:
    calm = 0.10 / (1 + 0.0016 * (p[0] ** 2 + p[2] ** 2))
    swell = fractal(p[0] * 0.9, p[2] * 0.9, octaves=4)
    return p[1] - calm * (swell - 0.5)


def _water(p: Array, _normal: Array) -> Skin:
    depth = fractal(p[0] * 0.12, p[2] * 0.12, 0.0, 3)
    return coat(p, "#0f3a4c") * (0.4 + 0.5 * depth), np.full(p.shape[1], 0.62, np.float32)


def _concrete(p: Array, _normal: Array) -> Skin:
    stains = 0.7 + 0.5 * fractal(p[0] * 2, p[1] * 2, p[2] * 2)
    return coat(p, "#a49b8d") * stains, np.full(p.shape[1], 0.05, np.float32)


def viaduct(size: int) -> Array:
    """Seven arches of warm stone over a meadow."""
    camera = Camera(place=(11.5, 1.7, 16.5), target=(-1.6, 4.0, 0.0), lens=1.25)
    sun = Light(sun=(0.55, 0.65, 0.75), sun_colour=(2.6, 2.3, 1.85))
    shot = photograph(_viaduct(), camera, sun, size, reach=160)
    behind = backdrops.sky(size, clouds=0.9, seed=4)
    behind = backdrops.tree_line(size, behind, 0.665, 0.13, seed=6)
    haze = np.clip((shot.depth - 24) / 120, 0, 0.55) * shot.seen
    picture = lay(lay(behind, shot.seen, shot.image), haze, "#bccbd4")
    meadow = shot.seen * (shot.which == 0) * (shot.depth < 40)
    picture = turf(picture, shot, meadow, 30000, 0.35, seed=1)
    picture = lay(picture, blur(shot.seen * (shot.which == 1), 0.001), shot.image)
    picture = turf(picture, shot, meadow * (shot.depth < 20), 9000, 0.4, seed=3)
    return finish(picture, vignette=0.25)


def _viaduct() -> list[Solid]:
    def arches(p: Array) -> Array:
        q = np.stack([(p[0] + 60) % 4.2 - 2.1, p[1], p[2]])
        wall = block(p, (0, 3.9, 0), (70, 3.9, 1.15))
        opening = union(
            drum(q, (0, 5.0, 0), 1.62, 3, 2, 0.01), block(q, (0, 2.0, 0), (1.62, 3.0, 3))
        )
        pier = np.stack([(p[0] + 62.1) % 4.2 - 2.1, p[1], p[2]])
        foot = block(pier, (0, 0.5, 0), (0.62, 0.9, 1.4), 0.05)
        rim = block(p, (0, 7.25, 0), (70, 0.12, 1.35), 0.03)
        capital = block(pier, (0, 5.0, 0), (0.56, 0.11, 1.28), 0.03)
        return union(cut(wall, opening), foot, rim, capital)

    return [ground(_grass), Solid(arches, _masonry(0.42, 0.85))]


def _grass(p: Array, _normal: Array) -> Skin:
    tufts = fractal(p[0] * 3.1, p[2] * 3.1, octaves=5)
    patch = fractal(p[0] * 0.3, p[2] * 0.3, 0.0, 7, octaves=3)
    skin = coat(p, "#6f8438") * (0.3 + 1.4 * tufts)
    return over(skin, 0.6 * smoothstep(0.45, 0.7, patch), "#8f8a3a") * 0.9, np.zeros(
        p.shape[1], np.float32
    )


def _masonry(course: float, stone: float) -> Paint:
    """Stones in courses, no two the same colour, mortar between them, streaks of rain."""

    def paint(p: Array, normal: Array) -> Skin:
        along = np.where(np.abs(normal[2]) > 0.5, p[0], p[2])
        row = np.floor(p[1] / course)
        offset = along / stone + 0.5 * (row % 2)
        tone = noise(np.floor(offset) * 3.7, row * 5.1)
        grit = fractal(p[0] * 7, p[1] * 7, p[2] * 7, octaves=3)
        skin = coat(p, "#a98c68") * (0.5 + 0.5 * tone + 0.45 * grit)
        joint = np.minimum(
            np.abs(p[1] / course % 1 - 0.5) * course, np.abs(offset % 1 - 0.5) * stone
        )
        edge = (
            np.maximum(
                smoothstep(0.46, 0.49, np.abs(p[1] / course % 1 - 0.5)),
                smoothstep(0.475, 0.49, np.abs(offset % 1 - 0.5)),
            )
            + 0 * joint
        )
        skin = over(skin, 0.55 * edge, "#5d5140")
        rain = smoothstep(0.5, 0.8, fractal(along * 1.8, p[1] * 0.25, 0.0, 9, octaves=3))
        return over(skin, 0.4 * rain, "#4a4436"), np.zeros(p.shape[1], np.float32)

    return paint
