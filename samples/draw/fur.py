"""Hair, feathers and grass: many thin strokes that take their colour from what they cover.

A stroke starts somewhere on the picture, keeps the colour found there (a little lighter or darker),
and runs with the stream of its coat. Ten thousand of them turn a smooth model into an animal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from samples.draw.light import Camera, Shot
from samples.draw.noise import Array, noise

Stream = Callable[[Array, Array], Array]


@dataclass(frozen=True)
class Coat:
    """How the strokes look: sizes are shares of the picture's side.

    `wild` is how far they stray from the stream, `curl` how much they bend on the way,
    `contrast` how much their brightness differs, `lift` how much lighter the tips are.
    """

    count: int
    length: float = 0.03
    width: float = 0.0016
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
    rows, columns = (roots * size).astype(int).T
    direction = flow[rows, columns]
    strength = np.clip(np.hypot(*direction.T), 0.2, 1.5)
    tuft = noise(
        roots[:, 1].astype(np.float32) * 38, roots[:, 0].astype(np.float32) * 38, seed=seed
    )
    angle = np.arctan2(direction[:, 1], direction[:, 0])
    angle += coat.wild * (chance.normal(0, 1, len(roots)) + 4 * coat.clump * (tuft - 0.5))
    bend = coat.curl * chance.normal(0, 1, len(roots))
    long = coat.length * strength * chance.uniform(0.5, 1.3, len(roots))
    outlines = _blades(roots[:, ::-1], angle, bend, long, coat.width) * size
    tone = 1 + coat.contrast * (chance.normal(0, 0.7, len(roots)) + 2.4 * (tuft - 0.5))
    shades = np.clip(picture[rows, columns] * (tone * coat.lift)[:, None], 0, 1)
    sheet = Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
    pen = ImageDraw.Draw(sheet)
    for outline, shade in zip(
        outlines.reshape(len(roots), -1).tolist(), (shades * 255).astype(int).tolist(), strict=True
    ):
        pen.polygon(outline, fill=tuple(shade))
    return np.asarray(sheet, np.float32) / np.float32(255)


def turf(
    picture: Array, shot: Shot, where: Array, count: int, height: float, seed: int = 0
) -> Array:
    """Blades of grass on the ground, far ones first, shorter the farther away they stand."""
    near = height / np.maximum(shot.depth, 1)
    for far, close in ((60.0, 14.0), (14.0, 9.0), (9.0, 6.5), (6.5, 0.0)):
        belt = where * ((shot.depth < far) & (shot.depth >= close))
        share = float(belt.mean())
        if share == 0:
            continue
        upright = np.stack([0 * near, -near / near[belt > 0].max()], axis=-1).astype(np.float32)
        long = float(near[belt > 0].max())
        blade = Coat(
            int(count * share * (14 / (close + 4))), long, 0.05 * long, wild=0.22, curl=0.5,
            contrast=0.22, lift=1.02, clump=0.4,
        )  # fmt: skip
        picture = comb(picture, belt, upright, blade, seed + int(close))
    return picture


def whiskers(size: int, roots: Sequence[tuple[float, ...]], width: float) -> Array:
    """A mask of long thin hairs, each (x, y, angle in degrees, length, bend)."""
    sheet = Image.new("L", (2 * size, 2 * size))
    pen = ImageDraw.Draw(sheet)
    for x, y, degrees, long, bend in roots:
        outline = _blades(
            np.asarray([[x, y]]),
            np.radians([degrees]),
            np.asarray([bend]),
            np.asarray([long]),
            width,
        )
        pen.polygon((outline[0] * 2 * size).ravel().tolist(), fill=255)
    small = sheet.resize((size, size), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / np.float32(255)


def _roots(where: Array, count: int, chance: np.random.Generator) -> np.ndarray:
    """Random places (row, column), more of them where the mask is strong."""
    found = chance.random((count * 6, 3))
    size = where.shape[0]
    rows, columns = (found[:, :2] * size).astype(int).T
    kept: np.ndarray = found[where[rows, columns] > found[:, 2], :2]
    return kept[:count]


def _blades(
    roots: np.ndarray, angle: np.ndarray, bend: np.ndarray, long: np.ndarray, width: float
) -> np.ndarray:
    """Tapered outlines, (n, 9, 2): up one side of the hair, down the other."""
    steps = np.arange(5) / 4
    headings = angle[:, None] + bend[:, None] * steps
    stride = (long / 4)[:, None]
    move = np.stack([np.cos(headings), np.sin(headings)], axis=-1) * stride[..., None]
    spine = roots[:, None] + np.cumsum(np.insert(move[:, :-1], 0, 0, axis=1), axis=1)
    across = np.stack([-np.sin(headings), np.cos(headings)], axis=-1)
    half = (0.5 * width * (1 - steps) ** 0.7)[None, :, None] * across
    blades: np.ndarray = np.concatenate([spine + half, (spine - half)[:, -2::-1]], axis=1)
    return blades
