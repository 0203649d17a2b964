"""A bullet train in the station hall."""

import numpy as np

from samples.draw import backdrops
from samples.draw.camera import Camera
from samples.draw.canvas import finish, grid, lay, ramp
from samples.draw.light import Light
from samples.draw.noise import Array, band, fractal, noise, smoothstep
from samples.draw.paints import Skin, coat, over, plain
from samples.draw.photograph import Solid, ground, photograph
from samples.draw.solids import Outline, block, column, common, fold, repeat, union

SIDE = Outline(
    [
        (5.30, 1.00), (5.05, 1.42), (4.30, 1.98), (3.20, 2.60), (2.00, 3.20), (0.80, 3.52),
        (-0.60, 3.60), (-2.50, 3.60), (-4.00, 3.60), (-4.00, 0.50), (-2.00, 0.50), (2.00, 0.50),
        (4.40, 0.46), (5.05, 0.60),
    ]
)  # fmt: skip
PLAN = Outline(
    [
        (5.32, 0.0), (5.12, 0.52), (4.40, 0.98), (3.20, 1.34), (1.80, 1.58), (0.30, 1.66),
        (-2.00, 1.66), (-4.00, 1.66), (-4.00, -1.66), (-2.00, -1.66), (0.30, -1.66),
        (1.80, -1.58), (3.20, -1.34), (4.40, -0.98), (5.12, -0.52),
    ]
)  # fmt: skip


def hall_light(direction: Array) -> Array:
    """Rows of bright skylights in a dark roof, and daylight where the hall ends."""
    up = direction[1]
    roof = band((direction[2] / np.maximum(up, 0.05)) % 1.2, 0.2, 0.55, 0.06) * (up > 0.1)
    day = smoothstep(0.2, 0.9, direction[0]) * smoothstep(0.6, 0.0, np.abs(up))
    dark = column((0.055, 0.06, 0.07))
    return dark + column((1.0, 1.05, 1.1)) * (0.9 * roof + 0.55 * day)


HALL = Light(
    sun=(0.75, 0.8, 0.30),
    sun_colour=(1.7, 1.7, 1.7),
    sky_colour=(0.34, 0.37, 0.42),
    ground_colour=(0.20, 0.19, 0.18),
    softness=5.0,
    surroundings=hall_light,
)


def bullet_train(size: int) -> Array:
    """Its long white nose slides out of the dark of the station hall."""
    camera = Camera(place=(10.6, 2.9, 5.3), target=(2.0, 2.05, -0.15), lens=1.62)
    shot = photograph(_train_and_station(), camera, HALL, size, mirror=True)
    _, y = grid(size)
    outside = ramp(y, ((0, "#39434c"), (0.42, "#7f8d96"), (0.5, "#59626a")))
    picture = lay(outside, shot.seen, shot.image)
    picture = backdrops.hazy(picture, shot, 14, 39, 0.5, "#49535b")
    return finish(picture, vignette=0.3, saturation=0.8)


def _train_and_station() -> list[Solid]:
    def train(p: Array) -> Array:
        x = np.maximum(p[0], -3.0)
        body = common(SIDE(x, p[1]), PLAN(x, p[2]), 0.75)
        shoulder = np.abs(p[2]) - (1.68 - 0.30 * np.clip((p[1] - 2.4) / 1.2, 0, 1) ** 2)
        return 0.85 * common(body, shoulder, 0.5)

    def platforms(p: Array) -> Array:
        near = block(p, (-12, 0.5, 5.4), (22, 0.62, 3.3), 0.04)
        return union(near, block(p, (-12, 0.5, -5.6), (30, 0.62, 2.6), 0.04))

    def frame(p: Array) -> Array:
        q = repeat(p, 5.0, 0)
        pillars = union(
            block(q, (0, 3.0, -4.2), (0.17, 3.4, 0.17), 0.03),
            block(q, (0, 3.0, -8.4), (0.17, 3.4, 0.17), 0.03),
        )
        truss = block(q, (0, 5.9, -1.0), (0.10, 0.24, 9.0), 0.02)
        return np.maximum(union(pillars, truss), p[0] - 9.0)

    def roof(p: Array) -> Array:
        slab = block(p, (-25, 6.7, -1.0), (34, 0.12, 9.5), 0.02)
        gap = np.abs(repeat(p, 4.0, 2)[2]) - 0.42
        return np.maximum(slab, -gap)

    def lamps(p: Array) -> Array:
        q = repeat(p, 2.5, 0)
        tubes = block(q, (0, 5.55, -4.6), (0.85, 0.05, 0.09), 0.03)
        return np.maximum(tubes, p[0] - 7.0)

    def rails(p: Array) -> Array:
        q = fold(p, 2)
        return block(q, (0, 0.16, 0.72), (40, 0.09, 0.05), 0.02)

    return [
        ground(_ballast),
        Solid(train, _livery),
        Solid(platforms, _paving),
        Solid(frame, plain("#565c61", 0.1)),
        Solid(roof, plain("#3d4347", 0.05), cast=False),
        Solid(lamps, _glow, cast=False),
        Solid(rails, plain("#8b8480", 0.5)),
    ]


def _glow(p: Array, _normal: Array) -> Skin:
    return np.full_like(p, 6.0), 0.0


def _livery(p: Array, normal: Array) -> Skin:
    """White, a blue sash, a dark visor and small windows."""
    x, y, z = p[0], p[1], np.abs(p[2])
    skin = coat(p, "#e9ebee")
    dip = 0.62 * smoothstep(2.2, 5.2, x)
    side = smoothstep(0.35, 0.55, np.abs(normal[2]) + 0.5 * smoothstep(2.0, 4.0, x))
    skin = over(skin, side * band(y + dip, 1.52, 1.92), "#15418f")
    skin = over(skin, side * band(y + dip, 1.32, 1.40), "#15418f")
    skin = over(skin, smoothstep(0.95, 0.9, y + 0.25 * smoothstep(3.0, 5.0, x)), "#767b80")
    pane = (x + 40) % 1.15
    glass = side * band(y, 2.12, 2.62, 0.03) * band(pane, 0.22, 0.93, 0.03) * (x < 0.2)
    door = side * np.maximum(band(x, 0.62, 0.65), band(x, 1.42, 1.45)) * band(y, 1.0, 2.95)
    skin = over(skin, door, "#6d737a")
    visor = smoothstep(1.06, 0.98, np.hypot((x - 2.55) / 0.72, z / 0.98)) * smoothstep(2.3, 2.4, y)
    glass = np.maximum(glass, visor * (1 - smoothstep(0.04, 0.02, z)))
    skin = over(skin, glass, "#10161c")
    lamp = smoothstep(1.1, 0.9, np.hypot((x - 4.45) / 0.34, (z - 0.66) / 0.17)) * (y > 1.2)
    skin = over(skin, lamp, "#fff4d0")
    seam = band(x, 4.75, 4.765) * (y < 1.5)
    skin = over(skin, 0.5 * seam, "#555a60")
    dust = 1 - 0.15 * fractal(x * 0.7, y * 4, z, octaves=3)
    return skin * dust, 0.35 + 0.4 * glass


def _paving(p: Array, normal: Array) -> Skin:
    tiles = 0.88 + 0.2 * noise(np.floor(p[0] * 2.2), np.floor(p[2] * 2.2))
    skin = coat(p, "#6f6b64") * tiles
    top = smoothstep(0.6, 0.9, normal[1])
    skin = over(skin, top * band(p[2], 2.62, 2.95), "#b89a45")
    skin = over(skin, top * band(p[2], 2.1, 2.28), "#a9a69e")
    return skin, 0.25


def _ballast(p: Array, _normal: Array) -> Skin:
    stones = noise(p[0] * 9, p[2] * 9) * 0.6 + noise(p[0] * 23, p[2] * 23, seed=4) * 0.5
    skin = coat(p, "#4d4640") * (0.35 + 1.1 * stones)
    sleeper = band(p[0] % 0.65, 0.1, 0.36, 0.03) * smoothstep(1.35, 1.3, np.abs(p[2]))
    return over(skin, 0.7 * sleeper, "#5d584f"), 0.0
