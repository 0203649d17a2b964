"""Hair: many thin strokes that take their colour from what they cover.

A stroke starts somewhere on the picture, keeps the colour found there (a little lighter or darker),
and runs with the stream of its coat. Ten thousand of them turn a smooth model into an animal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from samples.draw.camera import Camera
from samples.draw.noise import Array, noise, smoothstep
from samples.draw.photograph import Numbers, Shot
from samples.draw.solids import Place

Stream = Callable[[Array, Array], Array]


@dataclass(frozen=True)
class Coat:
    """How the strokes of one coat look.

    count            how many, at most
    length, width    shares of the picture's side
    wild, curl       how far they stray from the stream, how much they bend on the way (radians)
    contrast         how much their brightness differs
    lift             the brightness of all of them: below 1 for the undercoat
    clump            how much neighbours hold together
    """

    count: int
    length: float
    width: float
    wild: float = 0.25
    curl: float = 0.25
    contrast: float = 0.16
    lift: float = 1.0
    clump: float = 0.5


def on_screen(shot: Shot, camera: Camera, stream: Stream) -> Array:
    """The stream's direction along the surface as the camera sees it, (size, size, 2)."""
    right, up, _ = camera.axes()
    shape = shot.place.shape
    p, normal = shot.place.reshape(-1, 3).T, shot.normal.reshape(-1, 3).T
    flow = stream(p, normal)
    along = flow - (flow * normal).sum(axis=0) * normal
    x, y = (along * right).sum(axis=0), -(along * up).sum(axis=0)
    return np.stack([x, y], axis=-1).reshape(*shape[:2], 2).astype(np.float32)


def comb(picture: Array, where: Array, flow: Array, coat: Coat, seed: int = 0) -> Array:
    """The picture with a coat of strokes over it, rooted where the mask `where` says.

    `flow` (size, size, 2) is their direction; its length stretches them: hair that points
    at the camera is short.
    """
    size = picture.shape[0]
    chance = np.random.default_rng(seed)
    roots = _roots(where, coat.count, chance)
    many = len(roots)
    rows, columns = (roots * size).astype(int).T
    stream = flow[rows, columns]
    tuft = noise(38 * roots[:, 1], 38 * roots[:, 0], seed=seed) - 0.5
    stray = chance.normal(0, 1, many) + 4 * coat.clump * tuft
    angle = np.arctan2(stream[:, 1], stream[:, 0]) + coat.wild * stray
    bend = coat.curl * chance.normal(0, 1, many)
    pull = np.clip(np.hypot(*stream.T), 0.2, 1.5)
    long = coat.length * pull * chance.uniform(0.5, 1.3, many)
    tone = 1 + coat.contrast * (chance.normal(0, 0.7, many) + 2.4 * tuft)
    shades = picture[rows, columns] * (tone * coat.lift)[:, None]
    blades = _blades(roots[:, ::-1], angle, bend, long, coat.width) * size
    return _drawn(picture, blades, shades)


def _drawn(picture: Array, blades: Numbers, shades: Array) -> Array:
    """Outlines (n, points, 2) in pixels, each filled with its shade (n, 3)."""
    sheet = Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
    pen = ImageDraw.Draw(sheet)
    colours = (np.clip(shades, 0, 1) * 255).astype(int).tolist()
    for outline, shade in zip(blades.reshape(len(blades), -1).tolist(), colours, strict=True):
        pen.polygon(outline, fill=tuple(shade))
    return np.asarray(sheet, np.float32) / np.float32(255)


def away_from(shot: Shot, spots: Sequence[Place], reach: float) -> Array:
    """A mask that is 0 within `reach` of these places: no hair grows over an eye."""
    free: Array = np.ones_like(shot.seen)
    for spot in spots:
        near = np.linalg.norm(shot.place - np.asarray(spot, np.float32), axis=-1)
        free = free * smoothstep(0.9 * reach, reach, near)
    return free


def whiskers(size: int, roots: Sequence[tuple[float, ...]], width: float) -> Array:
    """A mask of long thin hairs, each (x, y, angle in degrees, length, bend)."""
    sheet = Image.new("L", (2 * size, 2 * size))
    pen = ImageDraw.Draw(sheet)
    x, y, degrees, long, bend = np.asarray(roots).T
    blades = _blades(np.column_stack([x, y]), np.radians(degrees), bend, long, width)
    for outline in (2 * size * blades).reshape(len(blades), -1).tolist():
        pen.polygon(outline, fill=255)
    small = sheet.resize((size, size), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / np.float32(255)


def _roots(where: Array, count: int, chance: np.random.Generator) -> Numbers:
    """Random places (row, column), more of them where the mask is strong."""
    found = chance.random((count * 6, 3))
    size = where.shape[0]
    rows, columns = (found[:, :2] * size).astype(int).T
    kept: Numbers = found[where[rows, columns] > found[:, 2], :2]
    return kept[:count]


def _blades(roots: Numbers, angle: Numbers, bend: Numbers, long: Numbers, width: float) -> Numbers:
    """Tapered outlines, (n, 9, 2): up one side of the hair, down the other."""
    steps = np.arange(5) / 4
    headings = angle[:, None] + bend[:, None] * steps
    stride = (long / 4)[:, None]
    move = np.stack([np.cos(headings), np.sin(headings)], axis=-1) * stride[..., None]
    spine = roots[:, None] + np.cumsum(np.insert(move[:, :-1], 0, 0, axis=1), axis=1)
    across = np.stack([-np.sin(headings), np.cos(headings)], axis=-1)
    half = (0.5 * width * (1 - steps) ** 0.7)[None, :, None] * across
    blades: Numbers = np.concatenate([spine + half, (spine - half)[:, -2::-1]], axis=1)
    return blades
