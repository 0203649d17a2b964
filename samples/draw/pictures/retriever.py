"""A golden retriever who has just run through the leaves."""

import numpy as np

from samples.draw import backdrops
from samples.draw.camera import Camera
from samples.draw.canvas import blur, finish, grid, lay, ramp
from samples.draw.fur import Coat, away_from, comb, on_screen
from samples.draw.light import Light
from samples.draw.noise import Array, band, fractal, smoothstep
from samples.draw.paints import Skin, coat, over, plain
from samples.draw.photograph import Solid, photograph
from samples.draw.solids import ball, column, cut, egg, fold, length, melt, rod, turn, union

LIGHT = Light(
    sun=(-0.7, 0.85, 0.7),
    sun_colour=(2.0, 1.85, 1.55),
    sky_colour=(0.46, 0.50, 0.52),
    ground_colour=(0.27, 0.25, 0.19),
    softness=6.0,
)
NOSE = column((0.0, -0.10, 1.52))


def retriever(size: int) -> Array:
    """Tongue out, ears down, sun on the left."""
    camera = Camera(place=(1.5, 0.35, 7.2), target=(0.06, -0.16, 0.2), lens=2.6)
    shot = photograph(_dog(), camera, LIGHT, size)
    picture = lay(_autumn(size), shot.seen, shot.image)
    eyes = [(0.35, 0.26, 0.70), (-0.35, 0.26, 0.70)]
    furry = shot.of(0) * away_from(shot, eyes, 0.17)
    flow = on_screen(shot, camera, _stream)
    picture = comb(picture, furry, flow, Coat(30000, 0.060, 0.0030, lift=0.86), seed=1)
    picture = comb(picture, furry, flow, Coat(60000, 0.042, 0.0017, contrast=0.12), seed=2)
    picture = lay(picture, blur(shot.of(1, 2, 3, 4), 0.001), shot.image)
    return finish(picture, vignette=0.3, saturation=0.8, contrast=0.9)


def _autumn(size: int) -> Array:
    """Brown leaves and late light, all far behind the dog."""
    shades = ("#7d6644", "#a08352", "#5f533d", "#b9975c", "#7f7046", "#957a4c")
    leaves = backdrops.foliage(size, shades, spot=0.07, focus=0.03, count=500, seed=9)
    leaves = lay(leaves, 0.35 * backdrops.sparkles(size, 16, 0.05, seed=8, below=0.5), "#eadfc0")
    _, y = grid(size)
    path = ramp(y, ((0.5, "#a08c68"), (1, "#7b6a4d")))
    return lay(leaves, smoothstep(0.55, 0.7, y), path)


def _dog() -> list[Solid]:
    def head(p: Array) -> Array:
        q = fold(p, 0)
        face = egg(q, (0, 0.26, 0.0), (0.82, 0.64, 0.76))
        face = melt(face, egg(q, (0.40, -0.05, 0.30), (0.42, 0.46, 0.46)), 0.3)
        face = melt(face, rod(q, (0, 0.02, 0.55), (0, -0.20, 1.24), 0.43, 0.32), 0.25)
        face = melt(face, egg(q, (0.20, -0.37, 1.04), (0.27, 0.26, 0.38)), 0.14)
        face = melt(face, egg(q, (0.26, 0.50, 0.58), (0.18, 0.10, 0.12)), 0.15)
        face = cut(face, ball(q, (0.345, 0.27, 0.78), 0.115), 0.06)
        jaw = egg(q, (0, -0.84, 0.74), (0.29, 0.14, 0.44))
        face = union(melt(face, egg(q, (0, -0.72, 0.35), (0.45, 0.4, 0.45)), 0.2), jaw)
        ear = egg(_ear_axes(q), (0, -0.08, 0), (0.17, 0.60, 0.36))
        face = melt(face, ear, 0.08)
        ruff = egg(q, (0, -1.25, -0.45), (1.02, 0.95, 0.70))
        chest = egg(q, (0, -2.2, -0.35), (1.25, 1.2, 0.9))
        return 0.85 * melt(melt(face, ruff, 0.25), chest, 0.3)

    def eyes(p: Array) -> Array:
        return ball(fold(p, 0), (0.345, 0.255, 0.635), 0.135)

    def nose(p: Array) -> Array:
        narrow = 1 + 1.2 * np.clip(-0.08 - p[1], 0, 0.2)
        tip = egg(np.stack([p[0] * narrow, p[1], p[2]]), (0, -0.09, 1.52), (0.215, 0.165, 0.16))
        hole = egg(fold(p, 0), (0.105, -0.125, 1.67), (0.055, 0.038, 0.06))
        return 0.8 * cut(tip, hole, 0.03)

    def mouth(p: Array) -> Array:
        return egg(p, (0, -0.66, 0.80), (0.25, 0.16, 0.36))

    def tongue(p: Array) -> Array:
        q = turn(p - column((0.03, -0.92, 1.14)), 14, "x")
        slab = egg(q, (0, 0, 0), (0.19, 0.36, 0.10))
        return slab + 0.02 * np.exp(-((q[0] / 0.02) ** 2)) * (q[2] > 0)

    return [
        Solid(head, _golden),
        Solid(eyes, _eye),
        Solid(nose, plain("#171312", 0.42)),
        Solid(mouth, plain("#2a1213", 0.2)),
        Solid(tongue, _tongue),
    ]


def _ear_axes(q: Array) -> Array:
    return turn(q - column((0.84, 0.10, 0.0)), 11, "z")


def _golden(p: Array, _normal: Array) -> Skin:
    """Gold, paler on muzzle and brow, redder on the ears, dark at lips and eyes."""
    q = fold(p, 0)
    x, y, z = q
    patch = fractal(p[0] * 4, p[1] * 4, p[2] * 4, octaves=4)
    skin = coat(p, "#c98c52") * (0.75 + 0.5 * patch)
    pale = smoothstep(1.0, 0.4, np.hypot(x / 0.42, (y + 0.30) / 0.48)) * smoothstep(0.3, 0.8, z)
    skin = over(skin, 0.65 * pale, "#f0dcb6")
    brow = smoothstep(1.0, 0.5, np.hypot((x - 0.27) / 0.17, (y - 0.50) / 0.10)) * (z > 0)
    skin = over(skin, 0.25 * brow, "#e9c78f")
    ear = smoothstep(0.05, -0.05, egg(_ear_axes(q), (0, -0.08, 0), (0.19, 0.62, 0.38)))
    skin = over(skin, 0.65 * ear, "#9c6a38")
    chest = smoothstep(-0.9, -1.4, y) * smoothstep(0.9, 0.1, x)
    skin = over(skin, 0.5 * chest, "#e8c892")
    rim = smoothstep(1.35, 1.1, np.hypot((x - 0.35) / 0.125, (y - 0.262) / 0.10))
    skin = over(skin, rim * (z > 0.3), "#1d120c")
    lip = smoothstep(0.035, 0.015, np.abs(y + 0.565 - 0.25 * x)) * smoothstep(0.42, 0.36, x)
    skin = over(skin, 0.85 * lip * (z > 0.5), "#20120f")
    groove = smoothstep(0.022, 0.01, x) * band(y, -0.5, -0.22) * (z > 1.1)
    return over(skin, 0.7 * groove, "#3a2316"), 0.02


def _eye(p: Array, _normal: Array) -> Skin:
    q = fold(p, 0)
    x, y = q[0] - 0.352, q[1] - 0.262
    skin = coat(p, "#4a2a12")
    skin = over(skin, smoothstep(0.055, 0.045, np.hypot(x, y)), "#060404")
    lid = np.hypot(x / 0.12, y / 0.092)
    skin = over(skin, smoothstep(0.9, 1.0, lid), "#120b08")
    glint = smoothstep(0.026, 0.016, np.hypot(p[0] - np.sign(p[0]) * 0.352 + 0.035, y - 0.04))
    return over(skin, glint, "#ffffff"), 0.3


def _tongue(p: Array, _normal: Array) -> Skin:
    skin = coat(p, "#d9757d") * (0.9 + 0.25 * fractal(p[0] * 25, p[1] * 25, octaves=2))
    return over(skin, 0.5 * smoothstep(0.03, 0.0, np.abs(p[0] - 0.03)), "#a9434f"), 0.35


def _stream(p: Array, _normal: Array) -> Array:
    """Short on the muzzle, back over the brow, long and down on ears and chest."""
    away = p - NOSE
    far = length(away)
    flow = away / np.maximum(far, 1e-3) + column((0, -0.25, -0.5))
    flow = flow * (0.18 + 0.55 * smoothstep(0.3, 1.5, far))
    ear = smoothstep(0.68, 0.82, np.abs(p[0])) * smoothstep(-1.0, -0.6, p[1])
    hang = np.stack([0.15 * np.sign(p[0]), -1.0 + 0 * p[0], 0.2 + 0 * p[0]])
    flow = flow * (1 - ear) + ear * hang
    chest = smoothstep(-0.75, -1.1, p[1]) * smoothstep(0.6, 0.2, p[2])
    down = np.stack([0.45 * p[0], -1.4 + 0 * p[0], 0.2 + 0 * p[0]])
    return flow * (1 - chest) + chest * down
