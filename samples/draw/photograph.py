"""From distances to a photograph.

A ray leaves the camera through every pixel and steps forward by the distance to the nearest
solid until it touches one (sphere tracing: Hart 1996). There the sun may be hidden, the sky partly
closed in, and a shiny skin shows what lies in the mirror direction. Light is added up in linear
numbers and only then squeezed into what a screen can show.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.draw.camera import Camera
from samples.draw.light import Light
from samples.draw.noise import Array, smoothstep
from samples.draw.paints import Paint
from samples.draw.solids import column, length

Numbers = NDArray[Any]


@dataclass(frozen=True)
class Solid:
    """A shape and what it is painted with. `cast` False: light passes through it."""

    distance: Callable[[Array], Array]
    paint: Paint
    cast: bool = True


def ground(paint: Paint) -> Solid:
    """The endless floor at height 0."""
    return Solid(height, paint)


def height(p: Array) -> Array:
    return p[1]


@dataclass(frozen=True)
class Shot:
    """What the camera brought home, each (size, size[, 3]): enough to paint fur on later."""

    image: Array
    seen: Array
    depth: Array
    place: Array
    normal: Array
    which: Numbers

    def of(self, *numbers: int) -> Array:
        """Where these solids are seen, as a mask."""
        return self.seen * np.isin(self.which, numbers)


def photograph(
    solids: Sequence[Solid],
    camera: Camera,
    light: Light,
    size: int,
    *,
    reach: float = 60.0,
    exposure: float = 0.8,
    mirror: bool = False,
) -> Shot:
    """Take the picture. Where nothing is met, `seen` is 0 and the image is black.

    `mirror` lets shiny skins reflect the other solids, not only the surroundings.
    """
    rays = camera.rays(size)
    start = np.repeat(column(camera.place), rays.shape[1], axis=1)
    distance, hit = _march(solids, start, rays, reach)
    touched = np.flatnonzero(hit)
    p = start[:, touched] + rays[:, touched] * distance[touched]
    normal, which = _surface(solids, p)
    lit = _shade(solids, p, normal, which, rays[:, touched], light)
    if mirror:
        lit += _reflection(solids, p, normal, which, rays[:, touched], light, reach)
    shape = (size, size)
    return Shot(
        image=_spread(screen(lit, exposure), touched, shape),
        seen=_spread(np.ones((1, touched.size), np.float32), touched, shape)[..., 0],
        depth=distance.reshape(shape),
        place=_spread(p, touched, shape),
        normal=_spread(normal, touched, shape),
        which=_spread(which[None] + 1.0, touched, shape)[..., 0].astype(int) - 1,
    )


def screen(light: Array, exposure: float = 1.0) -> Array:
    """Linear light as a screen shows it: highlights roll off softly, as film does (Narkowicz)."""
    x = np.maximum(light * np.float32(exposure), 0)
    film = x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14)
    return np.clip(film, 0, 1) ** np.float32(1 / 2.2)


def _spread(values: Array, where: Numbers, shape: tuple[int, int]) -> Array:
    full = np.zeros((shape[0] * shape[1], values.shape[0]), np.float32)
    full[where] = values.T
    return full.reshape(*shape, values.shape[0])


def _nearest(solids: Sequence[Solid], p: Array) -> Array:
    nearest = solids[0].distance(p)
    for solid in solids[1:]:
        nearest = np.minimum(nearest, solid.distance(p))
    return nearest


def _march(
    solids: Sequence[Solid], start: Array, rays: Array, reach: float, steps: int = 110
) -> tuple[Array, Numbers]:
    distance = np.full(rays.shape[1], 0.02, np.float32)
    hit = np.zeros(rays.shape[1], bool)
    on_the_way = np.arange(rays.shape[1])
    for _ in range(steps):
        travelled = distance[on_the_way]
        step = _nearest(solids, start[:, on_the_way] + rays[:, on_the_way] * travelled)
        distance[on_the_way] = travelled + 0.9 * step
        arrived = step < 4e-4 * (1 + travelled)
        hit[on_the_way[arrived]] = True
        on_the_way = on_the_way[~arrived & (travelled < reach)]
        if on_the_way.size == 0:
            break
    if any(solid.distance is height for solid in solids):
        _land(start, rays, distance, hit, reach)
    return distance, hit


def _land(start: Array, rays: Array, distance: Array, hit: Numbers, reach: float) -> None:
    """Rays that graze the floor would take for ever: put them down where they are bound to land."""
    falling = np.flatnonzero(~hit & (rays[1] < 0))
    fall = -start[1, falling] / rays[1, falling]
    landed = fall < reach
    distance[falling[landed]] = fall[landed]
    hit[falling[landed]] = True


def _surface(solids: Sequence[Solid], p: Array) -> tuple[Array, Numbers]:
    """The outward direction at each point, and which solid it belongs to."""
    each = np.stack([solid.distance(p) for solid in solids])
    which = each.argmin(axis=0)
    normal = np.zeros_like(p)
    for corner in ((1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)):
        k = column(corner)
        normal += k * _nearest(solids, p + k * np.float32(1e-3))
    return normal / np.maximum(length(normal), 1e-9), which


def _shade(
    solids: Sequence[Solid],
    p: Array,
    normal: Array,
    which: Numbers,
    rays: Array,
    light: Light,
) -> Array:
    skin, gloss = _skins(solids, p, normal, which)
    sun = light.direction
    facing = np.clip((normal * sun).sum(axis=0), 0, 1)
    sunny = _sunshine(solids, p + normal * np.float32(4e-3), sun, light.softness) * (facing > 0)
    open_ = _openness(solids, p, normal)
    up = 0.5 + 0.5 * normal[1]
    received = (
        column(light.sun_colour) * (facing * sunny)
        + column(light.sky_colour) * (up * open_)
        + column(light.ground_colour) * ((1 - up) * (0.3 + 0.7 * open_))
    )
    bounce = rays - 2 * (rays * normal).sum(axis=0) * normal
    grazing = (1 - np.clip(-(rays * normal).sum(axis=0), 0, 1)) ** 5
    fresnel = gloss * (0.08 + 0.92 * grazing) + 0.5 * gloss**3
    glint = np.clip((bounce * sun).sum(axis=0), 0, 1) ** (20 + 400 * gloss) * gloss * 3 * sunny
    seen_sky = light.surroundings(bounce) * (fresnel * (0.35 + 0.65 * open_))
    return skin * received + seen_sky + column(light.sun_colour) * glint


def _reflection(
    solids: Sequence[Solid],
    p: Array,
    normal: Array,
    which: Numbers,
    rays: Array,
    light: Light,
    reach: float,
) -> Array:
    """What the other solids add in the mirror direction, in place of the sky they hide."""
    _, gloss = _skins(solids, p, normal, which)
    grazing = (1 - np.clip(-(rays * normal).sum(axis=0), 0, 1)) ** 5
    fresnel = gloss * (0.08 + 0.92 * grazing) + 0.5 * gloss**3
    shiny = np.flatnonzero(fresnel > 0.02)
    bounce = (rays - 2 * (rays * normal).sum(axis=0) * normal)[:, shiny]
    start = (p + normal * np.float32(6e-3))[:, shiny]
    distance, hit = _march(solids, start, bounce, reach, steps=50)
    there = np.flatnonzero(hit)
    q = start[:, there] + bounce[:, there] * distance[there]
    their_normal, whose = _surface(solids, q)
    seen = _shade(solids, q, their_normal, whose, bounce[:, there], light)
    added = np.zeros_like(p)
    hidden = light.surroundings(bounce[:, there])
    added[:, shiny[there]] = (seen - hidden) * fresnel[shiny[there]]
    return added


def _skins(solids: Sequence[Solid], p: Array, normal: Array, which: Numbers) -> tuple[Array, Array]:
    skin, gloss = np.zeros_like(p), np.zeros(p.shape[1], np.float32)
    for number, solid in enumerate(solids):
        mine = np.flatnonzero(which == number)
        if mine.size:
            skin[:, mine], gloss[mine] = solid.paint(p[:, mine], normal[:, mine])
    return skin, gloss


def _sunshine(solids: Sequence[Solid], p: Array, sun: Array, softness: float) -> Array:
    """1 in the sun, 0 in full shadow; near misses darken a little, as a wide sun would."""
    casting = [solid for solid in solids if solid.cast]
    sunny = np.ones(p.shape[1], np.float32)
    travelled = np.full(p.shape[1], 0.02, np.float32)
    going = np.arange(p.shape[1])
    for _ in range(40):
        free = _nearest(casting, p[:, going] + sun * travelled[going])
        sunny[going] = np.minimum(sunny[going], softness * free / travelled[going])
        travelled[going] += np.clip(free, 0.012, 0.8)
        going = going[(sunny[going] > 0.01) & (travelled[going] < 16)]
        if going.size == 0:
            break
    return smoothstep(0, 1, np.clip(sunny, 0, 1))


def _openness(solids: Sequence[Solid], p: Array, normal: Array) -> Array:
    """How much of the sky is not closed in by what stands near (ambient occlusion)."""
    closed = np.zeros(p.shape[1], np.float32)
    for step, share in ((0.03, 1.0), (0.09, 0.7), (0.22, 0.45), (0.5, 0.25)):
        free = _nearest(solids, p + normal * np.float32(step))
        closed += share * np.clip(step - free, 0, step) / step
    return np.clip(1 - 0.55 * closed, 0.06, 1)
