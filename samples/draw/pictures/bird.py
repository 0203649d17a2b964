"""A white goose on the lawn."""

import numpy as np

from samples.draw import backdrops
from samples.draw.canvas import blur, finish, lay
from samples.draw.fur import Coat, comb, on_screen, turf
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
    plain,
)
from samples.draw.noise import Array, fractal, smoothstep
from samples.draw.solids import ball, egg, melt, rod, union

SUN = Light(
    sun=(0.55, 0.9, 0.75),
    sun_colour=(2.0, 1.88, 1.65),
    sky_colour=(0.50, 0.56, 0.64),
    ground_colour=(0.24, 0.27, 0.14),
    softness=8.0,
)


def goose(size: int) -> Array:
    """It has seen you, and it does not mind."""
    camera = Camera(place=(1.1, 2.0, 8.2), target=(0.18, 1.48, 0.0), lens=2.15)
    shot = photograph(_goose(), camera, SUN, size)
    behind = backdrops.foliage(size, spot=0.05, focus=0.022, count=900, seed=14) * 0.62
    empty = photograph([ground(_lawn)], camera, SUN, size, reach=70)
    behind = blur(lay(behind, empty.seen, empty.image), 0.012)
    lawn, bird, orange, eye = (shot.seen * (shot.which == number) for number in range(4))
    near = smoothstep(26, 10, shot.depth)
    picture = lay(behind, lawn * near, shot.image)
    picture = turf(picture, shot, lawn * (shot.depth < 26), 26000, 0.32, seed=1)
    picture = lay(picture, bird, shot.image)
    flow = on_screen(shot, camera, _plumage)
    picture = comb(picture, bird, flow, Coat(5000, 0.06, 0.010, 0.12, 0.1, 0.05, 0.98), seed=3)
    picture = comb(picture, bird, flow, Coat(14000, 0.03, 0.003, 0.2, 0.2, 0.05, 1.02), seed=4)
    picture = lay(picture, blur(orange + eye, 0.001), shot.image)
    picture = turf(picture, shot, lawn * (shot.depth < 8.4), 9000, 0.4, seed=7)
    return finish(picture, vignette=0.28)


def _goose() -> list[Solid]:
    def bird(p: Array) -> Array:
        body = egg(p, (-0.05, 1.15, 0), (1.05, 0.60, 0.56))
        body = melt(body, egg(p, (0.62, 1.12, 0), (0.52, 0.52, 0.46)), 0.3)
        tail = rod(p, (-0.80, 1.22, 0), (-1.42, 1.40, 0), 0.26, 0.05)
        body = melt(body, tail, 0.25)
        neck = melt(
            rod(p, (0.80, 1.35, 0), (1.06, 1.95, 0), 0.29, 0.17),
            rod(p, (1.06, 1.95, 0), (1.00, 2.55, 0), 0.17, 0.145),
            0.15,
        )
        neck = melt(neck, rod(p, (1.00, 2.55, 0), (1.10, 2.80, 0), 0.145, 0.16), 0.1)
        head = egg(p, (1.17, 2.86, 0), (0.25, 0.185, 0.165))
        body = melt(melt(body, neck, 0.3), head, 0.12)
        wing = egg(p, (-0.28, 1.28, 0.44), (0.95, 0.38, 0.17))
        return 0.9 * melt(body, wing, 0.06)

    def orange(p: Array) -> Array:
        beak = melt(
            rod(p, (1.34, 2.86, 0), (1.66, 2.76, 0), 0.115, 0.065),
            egg(p, (1.36, 2.92, 0), (0.12, 0.09, 0.08)),
            0.08,
        )
        legs = union(
            *(rod(p, (0.10, 0.75, z), (0.16, 0.06, z), 0.058, 0.048) for z in (0.24, -0.2))
        )
        toes = union(*(egg(p, (0.30, 0.04, z), (0.24, 0.045, 0.15)) for z in (0.24, -0.2)))
        return 0.9 * union(beak, legs, toes)

    def eye(p: Array) -> Array:
        return ball(p, (1.21, 2.91, 0.135), 0.048)

    return [
        ground(_lawn),
        Solid(bird, _white),
        Solid(orange, _beak),
        Solid(eye, plain("#141f33", 0.6)),
    ]


def _white(p: Array, _normal: Array) -> Skin:
    """White is never only white: rows of feathers shade one another."""
    rows = 0.5 + 0.5 * np.sin(9 * p[0] - 16 * p[1] + 2 * fractal(p[0] * 3, p[1] * 3))
    wing = smoothstep(1.05, 0.85, np.hypot((p[0] + 0.28) / 0.95, (p[1] - 1.28) / 0.40)) * (p[2] > 0)
    skin = coat(p, "#f1efe9")
    skin = over(skin, 0.28 * wing * smoothstep(0.55, 0.95, rows), "#9aa0a8")
    rim = wing * smoothstep(0.80, 0.98, np.hypot((p[0] + 0.28) / 0.95, (p[1] - 1.28) / 0.40))
    skin = over(skin, 0.3 * rim, "#8d939c")
    skin = over(skin, 0.35 * smoothstep(0.85, 0.6, p[1]), "#c9c2a8")
    return skin, np.zeros(p.shape[1], np.float32)


def _beak(p: Array, _normal: Array) -> Skin:
    skin = coat(p, "#e8791a") * (0.85 + 0.3 * fractal(p[0] * 12, p[1] * 12))
    nostril = np.hypot((p[0] - 1.46) / 0.035, (p[1] - 2.86) / 0.014)
    skin = over(skin, smoothstep(1.2, 0.8, nostril), "#5a2a0c")
    line = smoothstep(0.014, 0.005, np.abs(p[1] - 2.79 + 0.28 * (p[0] - 1.5))) * (p[0] > 1.3)
    return over(skin, 0.6 * line, "#8a3d0c"), np.full(p.shape[1], 0.2, np.float32)


def _lawn(p: Array, _normal: Array) -> Skin:
    patch = fractal(p[0] * 0.8, p[2] * 0.8, 0.0, 5, octaves=4)
    fine = fractal(p[0] * 8, p[2] * 8, octaves=3)
    skin = linear(colour("#56782e"))[:, None] * (0.45 + 0.6 * patch + 0.5 * fine)
    return over(skin, 0.5 * smoothstep(0.5, 0.75, patch), "#8a9448"), np.zeros(
        p.shape[1], np.float32
    )


def _plumage(p: Array, _normal: Array) -> Array:
    """Feathers lie towards the tail, on the neck downwards."""
    neck = smoothstep(1.45, 1.8, p[1])
    back = np.stack([-1 + 0 * p[0], -0.12 + 0 * p[0], 0 * p[0]])
    down = np.stack([-0.15 + 0 * p[0], -0.45 + 0 * p[0], 0 * p[0]])
    return back * (1 - neck) + down * neck
