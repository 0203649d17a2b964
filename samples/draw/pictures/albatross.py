"""An albatross, gliding without a single beat of its wings."""

import numpy as np

from samples.draw import backdrops
from samples.draw.camera import Camera
from samples.draw.canvas import blur, finish, lay
from samples.draw.light import Light
from samples.draw.noise import Array, band, fractal, smoothstep
from samples.draw.paints import Skin, coat, over, plain
from samples.draw.photograph import Solid, photograph
from samples.draw.solids import Outline, ball, egg, melt, rod, turn, union

WING = Outline(
    [
        (-0.1, 0.26), (0.40, 0.36), (0.90, 0.44), (1.35, 0.32), (1.80, 0.06), (2.16, -0.34),
        (1.80, -0.22), (1.40, -0.08), (0.90, -0.04), (0.40, -0.12), (-0.1, -0.26),
    ]
)  # fmt: skip
SUN = Light(
    sun=(0.25, 0.95, 0.45),
    sun_colour=(2.0, 1.9, 1.75),
    sky_colour=(0.48, 0.56, 0.68),
    ground_colour=(0.22, 0.30, 0.40),
    softness=8.0,
)


def albatross(size: int) -> Array:
    """Banked into the wind, one wing to the sky and one to the sea."""
    camera = Camera(place=(3.3, 4.6, 5.6), target=(0.12, 0.02, 0.0), lens=2.15)
    shot = photograph(_bird(), camera, SUN, size)
    air = (
        (0.0, "#3f6fa8"),
        (0.55, "#7ea3cb"),
        (0.85, "#b6c9dc"),
        (1.0, "#c9d5de"),
    )
    behind = blur(backdrops.sky(size, air, clouds=0.35, seed=31), 0.012)
    picture = lay(behind, blur(shot.seen, 0.0008), shot.image)
    return finish(picture[:, ::-1], vignette=0.25, saturation=0.85)


def _bird() -> list[Solid]:
    def body(p: Array) -> Array:
        q = _bank(p)
        trunk = egg(q, (0.0, 0.0, 0.0), (0.78, 0.23, 0.24))
        neck = rod(q, (0.45, 0.03, 0), (0.92, 0.08, 0), 0.19, 0.125)
        tail = egg(q, (-0.85, 0.02, 0), (0.34, 0.05, 0.17))
        whole = melt(melt(trunk, neck, 0.2), tail, 0.2)
        return 0.9 * melt(whole, egg(q, (0.98, 0.10, 0), (0.19, 0.135, 0.125)), 0.1)

    def wings(p: Array) -> Array:
        q = _bank(p)
        span = np.abs(q[2])
        arch = 0.16 * np.sin(np.clip(span, 0, 2.6) * 1.25) - 0.035 * span**2 + 0.06
        thick = 0.045 * smoothstep(2.4, 0.0, span) + 0.008
        return 0.6 * (np.maximum(WING(span, q[0]), np.abs(q[1] - arch) - thick))

    def bill(p: Array) -> Array:
        q = _bank(p)
        straight = rod(q, (1.12, 0.08, 0), (1.40, 0.04, 0), 0.062, 0.036)
        return union(straight, rod(q, (1.38, 0.045, 0), (1.44, -0.015, 0), 0.036, 0.016))

    def eyes(p: Array) -> Array:
        q = _bank(p)
        return ball(np.stack([q[0], q[1], np.abs(q[2])]), (1.04, 0.13, 0.105), 0.03)

    return [
        Solid(body, _body_feathers),
        Solid(wings, _wing_feathers),
        Solid(bill, plain("#d99a68", 0.2)),
        Solid(eyes, plain("#0d0d10", 0.6)),
    ]


def _bank(p: Array) -> Array:
    """The bird's own axes: x to its bill, y to its back, z along its left wing."""
    return turn(turn(p, 20, "x"), 14, "z")


def _body_feathers(p: Array, _normal: Array) -> Skin:
    q = _bank(p)
    soft = fractal(q[0] * 9, q[2] * 22, q[1] * 12, octaves=3)
    skin = coat(p, "#eceae4") * (0.86 + 0.22 * soft)
    skin = over(skin, smoothstep(-0.92, -1.05, q[0]), "#2b2826")
    brow = smoothstep(1.3, 0.7, np.hypot((q[0] - 1.05) / 0.10, (q[1] - 0.15) / 0.035))
    skin = over(skin, 0.8 * brow * (np.abs(q[2]) > 0.05), "#3a3735")
    mantle = smoothstep(0.10, 0.2, q[1]) * band(q[0], -0.35, 0.25, 0.12)
    return over(skin, 0.9 * mantle, "#3f3a36"), 0.0


def _wing_feathers(p: Array, normal: Array) -> Skin:
    """Dark above with pale edges to the coverts, white below with a black rim."""
    q = _bank(p)
    span, chord = np.abs(q[2]), q[0]
    quill = fractal(span * 26 + 6 * chord, chord * 3, 0.0, 3, octaves=3)
    rows = smoothstep(0.55, 0.95, np.sin(34 * (chord - 0.08 * np.sin(span * 2)) + quill))
    skin = coat(p, "#393430") * (0.6 + 0.75 * quill)
    skin = over(skin, 0.28 * rows * smoothstep(1.9, 0.5, span), "#8b8074")
    rim = smoothstep(-0.10, -0.03, WING(span, chord))
    below = coat(p, "#e4e1da") * (0.85 + 0.25 * quill)
    below = over(below, np.maximum(rim, smoothstep(1.75, 2.0, span)), "#2b2826")
    upside = (normal * _up()).sum(axis=0) > 0
    return np.where(upside, skin, below), 0.0


def _up() -> Array:
    """The bird's back as the world sees it."""
    axes = _bank(np.eye(3, dtype=np.float32))
    return axes[1][:, None]
