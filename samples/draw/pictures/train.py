"""A bullet train at the platform, and a freight car that has seen the weather."""

import numpy as np

from samples.draw import backdrops
from samples.draw.canvas import blur, finish, grid, lay, ramp
from samples.draw.light import Camera, Light, Skin, Solid, coat, ground, over, photograph, plain
from samples.draw.noise import Array, band, fractal, noise, smoothstep
from samples.draw.solids import Outline, block, common, drum, union

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


def bullet_train(size: int) -> Array:
    """Its long white nose, seen from the end of the platform."""
    camera = Camera(place=(10.6, 3.0, 5.3), target=(2.1, 1.75, -0.15), lens=1.42)
    sun = Light(sun=(0.55, 0.75, 0.62), sun_colour=(2.1, 2.0, 1.85))
    shot = photograph(_train_and_station(), camera, sun, size, mirror=True)
    x, y = grid(size)
    behind = ramp(y, ((0, "#9dbbd6"), (0.42, "#e3e8e8")))
    blocks = np.floor(x * 9) / 9
    skyline = 0.30 - 0.16 * noise(blocks * 40, blocks * 0, seed=3)
    rooms = band((y * 46) % 1, 0.25, 0.75, 0.1) * band((x * 60) % 1, 0.3, 0.8, 0.1)
    tower = ramp(
        0.4 * noise(blocks * 31, blocks * 0) + 0.35 * rooms, ((0, "#aeb6bb"), (1, "#5d6a75"))
    )
    behind = lay(behind, smoothstep(-0.002, 0.002, y - skyline), tower)
    behind = backdrops.tree_line(size, behind, 0.36, 0.07, seed=2)
    behind = blur(behind, 0.007)
    haze = np.clip((shot.depth - 14) / 60, 0, 0.6) * shot.seen
    picture = lay(lay(behind, shot.seen, shot.image), haze, "#cdd6da")
    return finish(picture, vignette=0.28)


def _train_and_station() -> list[Solid]:
    def train(p: Array) -> Array:
        x = np.maximum(p[0], -3.0)
        body = common(SIDE(x, p[1]), PLAN(x, p[2]), 0.75)
        shoulder = np.abs(p[2]) - (1.68 - 0.30 * np.clip((p[1] - 2.4) / 1.2, 0, 1) ** 2)
        return 0.85 * common(body, shoulder, 0.5)

    def platform(p: Array) -> Array:
        return block(p, (-12, 0.5, 5.4), (22, 0.62, 3.3), 0.04)

    def far_platform(p: Array) -> Array:
        return block(p, (-12, 0.5, -7.6), (26, 0.62, 2.0), 0.04)

    def poles(p: Array) -> Array:
        q = p.copy()
        q[0] = (p[0] + 30) % 9.0 - 4.5
        posts = drum(q, (0, 3.2, -6.4), 0.14, 3.2, 1, 0.03)
        beam = block(q, (0, 6.1, -3.0), (0.10, 0.14, 3.6), 0.02)
        return np.maximum(union(posts, beam), p[0] - 2.0)

    def wire(p: Array) -> Array:
        return np.hypot(p[1] - 5.3, p[2]) - 0.025

    def rails(p: Array) -> Array:
        q = np.stack([p[0], p[1], np.abs(p[2])])
        return block(q, (0, 0.16, 0.72), (40, 0.09, 0.05), 0.02)

    return [
        ground(_ballast),
        Solid(train, _livery),
        Solid(platform, _paving),
        Solid(far_platform, plain("#a9a59c")),
        Solid(poles, plain("#7f878c", 0.1)),
        Solid(wire, plain("#3a3d40")),
        Solid(rails, plain("#8b8480", 0.5)),
    ]


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
    glass = np.maximum(glass, visor)
    glass = glass * (1 - band(z, -1, 0.03) * visor)
    skin = over(skin, glass, "#10161c")
    lamp = smoothstep(1.1, 0.9, np.hypot((x - 4.45) / 0.34, (z - 0.66) / 0.17)) * (y > 1.2)
    skin = over(skin, 1.0 * lamp, "#fff4d0")
    seam = band(x, 4.75, 4.765) * (y < 1.5)
    skin = over(skin, 0.5 * seam, "#555a60")
    dust = 1 - 0.15 * fractal(x * 0.7, y * 4, z, octaves=3)
    return skin * dust, np.clip(0.35 + 0.4 * glass, 0, 1).astype(np.float32)


def _paving(p: Array, normal: Array) -> Skin:
    tiles = 0.88 + 0.2 * noise(np.floor(p[0] * 2.2), np.floor(p[2] * 2.2))
    skin = coat(p, "#b3aea4") * tiles
    top = smoothstep(0.6, 0.9, normal[1])
    skin = over(skin, top * band(p[2], 2.62, 2.95), "#e9b62c")
    skin = over(skin, top * band(p[2], 2.1, 2.28), "#efece4")
    return skin, np.full(p.shape[1], 0.12, np.float32)


def _ballast(p: Array, _normal: Array) -> Skin:
    stones = noise(p[0] * 9, p[2] * 9) * 0.6 + noise(p[0] * 23, p[2] * 23, seed=4) * 0.5
    skin = coat(p, "#7b7168") * (0.35 + 1.1 * stones)
    sleeper = band(p[0] % 0.65, 0.1, 0.36, 0.03) * smoothstep(1.35, 1.3, np.abs(p[2]))
    return over(skin, 0.7 * sleeper, "#8d877d"), np.zeros(p.shape[1], np.float32)
