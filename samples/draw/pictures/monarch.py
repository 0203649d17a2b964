"""A monarch butterfly on a summer flower."""

from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from samples.draw import backdrops
from samples.draw.camera import Camera
from samples.draw.canvas import blur, finish, lay
from samples.draw.light import Light
from samples.draw.noise import Array, fractal, smoothstep
from samples.draw.paints import Skin, coat, colour, over, plain
from samples.draw.photograph import Solid, photograph
from samples.draw.solids import Outline, ball, egg, rod, turn, union

Path = list[tuple[float, float]]

FORE = Outline(
    [
        (-0.02, 0.02), (0.18, 0.24), (0.48, 0.50), (0.82, 0.74), (1.04, 0.80), (1.10, 0.71),
        (1.02, 0.50), (0.93, 0.28), (0.87, 0.08), (0.80, -0.06), (0.62, -0.12), (0.30, -0.10),
    ]
)  # fmt: skip
HIND = Outline(
    [
        (-0.02, 0.02), (0.30, 0.00), (0.62, -0.04), (0.78, -0.16), (0.83, -0.34), (0.76, -0.54),
        (0.62, -0.70), (0.44, -0.80), (0.26, -0.76), (0.13, -0.60), (0.04, -0.34),
    ]
)  # fmt: skip

FORE_VEINS = [
    [(0, 0.03), (0.30, 0.27), (0.56, 0.45)],
    [(0, 0.0), (0.30, 0.10), (0.52, 0.24)],
    [(0.56, 0.45), (0.55, 0.34), (0.52, 0.24)],
    [(0.56, 0.45), (0.80, 0.66), (1.03, 0.78)],
    [(0.56, 0.43), (0.82, 0.60), (1.07, 0.66)],
    [(0.55, 0.36), (0.80, 0.46), (1.01, 0.48)],
    [(0.54, 0.29), (0.76, 0.32), (0.95, 0.32)],
    [(0.52, 0.24), (0.72, 0.18), (0.90, 0.14)],
    [(0.38, 0.15), (0.62, 0.05), (0.83, 0.0)],
    [(0, 0.0), (0.40, -0.02), (0.78, -0.07)],
]
HIND_VEINS = [
    [(0, 0), (0.24, -0.10), (0.42, -0.20)],
    [(0, -0.02), (0.14, -0.22), (0.30, -0.36)],
    [(0.42, -0.20), (0.38, -0.30), (0.30, -0.36)],
    [(0.42, -0.20), (0.60, -0.16), (0.79, -0.18)],
    [(0.42, -0.22), (0.62, -0.30), (0.82, -0.36)],
    [(0.40, -0.27), (0.58, -0.42), (0.76, -0.54)],
    [(0.36, -0.32), (0.49, -0.52), (0.62, -0.69)],
    [(0.30, -0.36), (0.37, -0.58), (0.44, -0.79)],
    [(0.22, -0.28), (0.24, -0.52), (0.26, -0.75)],
    [(0.06, -0.10), (0.10, -0.36), (0.14, -0.60)],
]
OPEN = 17


def monarch(size: int) -> Array:
    """Wings open to the sun, dark leaves behind."""
    camera = Camera(place=(0.0, 0.0, 7.0), target=(0.0, -0.03, 0.0), lens=2.95)
    sun = Light(
        sun=(-0.6, 0.75, 0.9),
        sun_colour=(2.0, 1.85, 1.6),
        sky_colour=(0.55, 0.58, 0.62),
        softness=8.0,
    )
    shot = photograph(_insect(), camera, sun, size)
    dark = ("#14300f", "#1f4417", "#2f5c20", "#4c7a2c", "#0e220c", "#6d9a3c")
    leaves = backdrops.foliage(size, dark, spot=0.08, focus=0.028, count=420, seed=21)
    leaves = lay(leaves, 0.35 * backdrops.sparkles(size, 14, 0.06, seed=4), "#dbe7a2")
    leaves = _blossoms(leaves, (0.72, 0.97), 0.30, seed=6)
    leaves = blur(leaves, 0.010)
    picture = _blossoms(leaves, (0.44, 0.96), 0.33, seed=2)
    shade = blur(np.roll(shot.seen, (int(0.05 * size), int(0.03 * size)), (0, 1)), 0.02)
    picture = picture * (1 - 0.45 * shade[..., None])
    return finish(lay(picture, shot.seen, shot.image), vignette=0.32)


def _insect() -> list[Solid]:
    def fore(p: Array) -> Array:
        u, v, n = _wing_axes(_tilt(p))
        bend = 0.05 * np.sin(u * 3) + 0.02 * v
        return 0.7 * np.maximum(FORE(u, v), np.abs(n - bend - 0.02) - 0.007)

    def hind(p: Array) -> Array:
        u, v, n = _wing_axes(_tilt(p))
        bend = 0.06 * np.sin(u * 3)
        return 0.7 * np.maximum(HIND(u, v), np.abs(n - bend + 0.02) - 0.007)

    def body(p: Array) -> Array:
        q = _tilt(p)
        thorax = egg(q, (0, 0.04, 0.03), (0.075, 0.17, 0.08))
        abdomen = rod(q, (0, -0.08, 0.02), (0, -0.52, 0.0), 0.052, 0.032)
        return union(thorax, abdomen, ball(q, (0, 0.24, 0.03), 0.058))

    def feelers(p: Array) -> Array:
        q = _tilt(p)
        q = np.stack([np.abs(q[0]), q[1], q[2]])
        stem = rod(q, (0.02, 0.27, 0.05), (0.21, 0.66, 0.10), 0.009)
        return union(stem, rod(q, (0.20, 0.63, 0.10), (0.23, 0.70, 0.10), 0.02))

    return [
        Solid(fore, _fore_paint),
        Solid(hind, _hind_paint),
        Solid(body, _body_paint),
        Solid(feelers, plain("#120d0a", 0.2)),
    ]


def _tilt(p: Array) -> Array:
    return turn(turn(p, -9, "z"), -14, "x")


def _wing_axes(q: Array) -> tuple[Array, Array, Array]:
    """Along the wing, towards the head, and off its surface; both wings at once."""
    folded = turn(np.stack([np.abs(q[0]), q[1], q[2]]), OPEN, "y")
    return folded[0], folded[1], folded[2]


def _fore_paint(p: Array, _normal: Array) -> Skin:
    u, v, _ = _wing_axes(_tilt(p))
    apex = smoothstep(0.55, 0.85, 0.62 * u + 0.55 * v - 0.05)
    skin = _membrane(u, v, FORE, FORE_VEINS, 0.045 + 0.10 * apex)
    for cu, cv, r in ((0.70, 0.60, 0.030), (0.79, 0.635, 0.032), (0.86, 0.60, 0.028),
                      (0.80, 0.52, 0.030), (0.62, 0.52, 0.026)):  # fmt: skip
        spot = smoothstep(1.15, 0.85, np.hypot((u - cu) / (1.5 * r), (v - cv) / r))
        skin = over(skin, spot * apex, "#f2a24a")
    return skin, 0.0


def _hind_paint(p: Array, _normal: Array) -> Skin:
    u, v, _ = _wing_axes(_tilt(p))
    return _membrane(u, v, HIND, HIND_VEINS, 0.06), 0.0


def _membrane(
    u: Array, v: Array, outline: Outline, veins: list[Path], border: Array | float
) -> Array:
    """Orange scales between black veins, a black rim, and two rows of white dots in it."""
    inside = -outline(u, v)
    scales = fractal(u * 30, v * 30, octaves=3)
    glow = smoothstep(0.0, 0.9, np.hypot(u, v))
    skin = over(coat(np.stack([u, v, u]), "#c9400a"), glow, "#ee7212") * (0.8 + 0.4 * scales)
    for vein in veins:
        skin = over(skin, smoothstep(0.017, 0.009, _distance_to_path(u, v, vein)), "#140b07")
    skin = over(skin, smoothstep(border + 0.012, border - 0.012, inside), "#140b07")
    for depth, radius, step in ((0.020, 0.0095, 3), (0.048, 0.012, 3)):
        for cu, cv in outline.curve[::step]:
            if cu < 0.35 and cv > -0.5:
                continue
            du, dv = _inward(outline, float(cu), float(cv))
            reach = np.hypot(u - cu - depth * du, v - cv - depth * dv)
            skin = over(skin, smoothstep(radius, 0.6 * radius, reach), "#f4ead8")
    return skin


def _inward(outline: Outline, u: float, v: float) -> tuple[float, float]:
    step = np.asarray([0.01, -0.01, 0, 0], np.float32), np.asarray([0, 0, 0.01, -0.01], np.float32)
    around = outline(np.float32(u) + step[0], np.float32(v) + step[1])
    du, dv = around[1] - around[0], around[3] - around[2]
    size = max(float(np.hypot(du, dv)), 1e-6)
    return float(du) / size, float(dv) / size


def _distance_to_path(u: Array, v: Array, path: Path) -> Array:
    nearest = np.full_like(u, 9)
    for (ax, ay), (bx, by) in pairwise(path):
        ex, ey = bx - ax, by - ay
        t = np.clip(((u - ax) * ex + (v - ay) * ey) / (ex * ex + ey * ey), 0, 1)
        nearest = np.minimum(nearest, np.hypot(u - ax - t * ex, v - ay - t * ey))
    return nearest.astype(np.float32)


def _body_paint(p: Array, _normal: Array) -> Skin:
    q = _tilt(p)
    skin = coat(p, "#1b130e")
    dots = smoothstep(0.62, 0.75, fractal(q[0] * 22, q[1] * 22, octaves=2)) * (q[1] > -0.02)
    return over(skin, 0.8 * dots, "#e9e2d2"), 0.15


def _blossoms(picture: Array, centre: tuple[float, float], radius: float, seed: int) -> Array:
    """A dome of small four-petalled flowers, lit from the upper left."""
    size = picture.shape[0]
    chance = np.random.default_rng(seed)
    sheet = Image.fromarray((np.clip(picture, 0, 1) * 255).astype(np.uint8))
    pen = ImageDraw.Draw(sheet)
    places = chance.uniform(-1, 1, (900, 2))
    places = places[np.hypot(*places.T) < 1]
    places = places[np.argsort(-np.hypot(*places.T))]
    for dx, dy in places:
        light = 0.62 - 0.28 * dx - 0.34 * dy + chance.normal(0, 0.09)
        light *= 0.55 + 0.45 * np.sqrt(max(0.0, 1 - dx * dx - dy * dy))
        petal = colour("#b06ad6") if chance.random() < 0.6 else colour("#d087e6")
        shade = tuple(int(255 * c) for c in np.clip(petal * (0.35 + 0.95 * light), 0, 1))
        heart = tuple(int(255 * c) for c in np.clip(colour("#f6c04e") * (0.4 + 0.8 * light), 0, 1))
        cx = (centre[0] + radius * dx) * size
        cy = (centre[1] + 0.8 * radius * dy) * size
        reach = radius * size * 0.075 * chance.uniform(0.8, 1.2)
        turn_ = chance.uniform(0, np.pi / 2)
        for quarter in range(4):
            angle = turn_ + quarter * np.pi / 2
            px, py = cx + reach * np.cos(angle), cy + reach * np.sin(angle)
            r = 0.72 * reach
            pen.ellipse((px - r, py - r, px + r, py + r), fill=shade)
        r = 0.3 * reach
        pen.ellipse((cx - r, cy - r, cx + r, cy + r), fill=heart)
    return np.asarray(sheet, np.float32) / np.float32(255)
