"""Pictures of nothing that a network knows: photos of other things, and things drawn by lot.

A network that has only ever seen ten things calls everything one of them. It is shown
these as well, and told that they are "something else".
"""

import io
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from app.pictures import prepare

Bytes = NDArray[np.uint8]


def photos(path: Path, split: str, shape: tuple[int, int, int]) -> tuple[Bytes, list[str]]:
    """Photos (n, c, h, w) of the split, and the kind of thing on each."""
    images, kinds = [], []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            part = name.split("/")
            if part[0] != split or len(part) != 3 or not part[2]:
                continue
            with Image.open(io.BytesIO(archive.read(name))) as image:
                images.append(prepare(image, {"kind": "photo"}, shape).pixels)
            kinds.append(part[1])
    return np.stack(images), kinds


def drawn(count: int, rng: np.random.Generator, mosaics: bool = False) -> Bytes:
    """``count`` pictures (n, 3, 64, 64) that no camera made."""
    makers = (flat, gradient, noise, drawing, *((noise, mosaic, mosaic) if mosaics else ()))
    return np.stack([makers[rng.integers(len(makers))](rng) for _ in range(count)])


def flat(rng: np.random.Generator) -> Bytes:
    """One colour, with hardly any noise or none."""
    picture = np.broadcast_to(_colour(rng)[:, None, None], (3, 64, 64))
    grain = rng.normal(0, rng.choice([0, 0, 1, 3]), (3, 64, 64))
    return _bytes(picture + grain)


def gradient(rng: np.random.Generator) -> Bytes:
    """One colour that turns into another, along a line or around a place."""
    down, across = np.mgrid[:64, :64] / 63
    if rng.random() < 0.6:
        angle = rng.uniform(0, 2 * np.pi)
        way = (down - 0.5) * np.sin(angle) + (across - 0.5) * np.cos(angle) + 0.5
    else:
        centre = rng.uniform(0, 1, 2)
        way = np.hypot(down - centre[0], across - centre[1])
    way = np.clip(way, 0, 1) ** rng.uniform(0.5, 2)
    start, end = _colour(rng)[:, None, None], _colour(rng)[:, None, None]
    return _bytes(start + (end - start) * way)


def noise(rng: np.random.Generator) -> Bytes:
    """Numbers by lot: fine or coarse, grey or coloured, on some background."""
    side = int(rng.choice([64, 64, 64, 32, 16, 8, 4]))
    channels = int(rng.choice([1, 3]))
    draw = rng.uniform(0, 255, (side, side, channels)).astype(np.uint8)
    if rng.random() < 0.4:
        draw = np.clip(rng.normal(128, rng.uniform(10, 90), draw.shape), 0, 255).astype(np.uint8)
    if rng.random() < 0.15:
        draw = np.where(draw > rng.uniform(100, 250), 255, 0).astype(np.uint8)
    return _pixels(_enlarged(draw, 64, _way(rng)))


def mosaic(rng: np.random.Generator) -> Bytes:
    """Noise as a file brings it: of any number of cells, sharp or smooth, and then shrunk.

    Cells of another size are another texture to a filter, and what a network learns of noise of
    one size it does not know of the next.
    """
    side = int(np.exp(rng.uniform(np.log(3), np.log(192))))
    channels = int(rng.choice([1, 3]))
    draw = rng.uniform(0, 256, (side, side, channels))
    if rng.random() < 0.5:
        draw = rng.normal(rng.uniform(64, 192), rng.uniform(10, 90), draw.shape).clip(0, 255)
    way = _way(rng)
    file = _enlarged(draw.astype(np.uint8), 64 if rng.random() < 0.5 else 192, way)
    return _pixels(file.resize((64, 64), Image.Resampling.BICUBIC))


def drawing(rng: np.random.Generator) -> Bytes:
    """Strokes, shapes, checks and stripes, as a hand or a drawing program makes them."""
    paper = _colour(rng) if rng.random() < 0.4 else np.full(3, rng.choice([0, 255, 245]))
    image = Image.new("RGB", (256, 256), _ink(paper))
    pen = ImageDraw.Draw(image)
    for _ in range(rng.integers(1, 9)):
        ink, width = _ink(_colour(rng)), int(rng.integers(2, 20))
        at = rng.integers(-20, 276, 4)
        box = [*np.minimum(at[:2], at[2:]).tolist(), *np.maximum(at[:2], at[2:]).tolist()]
        match rng.integers(6):
            case 0:
                pen.line(rng.integers(0, 256, 2 * rng.integers(2, 8)).tolist(), ink, width, "curve")
            case 1:
                pen.ellipse(box, ink if rng.random() < 0.5 else None, ink, width)
            case 2:
                pen.rectangle(box, ink if rng.random() < 0.5 else None, ink, width)
            case 3:
                pen.polygon(rng.integers(0, 256, 2 * rng.integers(3, 6)).tolist(), ink)
            case 4:
                for place in range(0, 256, int(rng.integers(8, 48))):
                    pen.line([place, 0, place, 256], ink, width // 2 + 1)
            case 5:
                pen.arc(box, 0, int(rng.integers(60, 360)), ink, width)
    if rng.random() < 0.3:
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 6)))
    return _pixels(image.resize((64, 64), Image.Resampling.BICUBIC))


NOTHING = (flat, noise, mosaic)
"""What makes pictures with nothing on them at all; a gradient may be a sky, or a fruit."""


def _colour(rng: np.random.Generator) -> NDArray[np.float64]:
    grey = rng.random() < 0.25
    return np.full(3, rng.uniform(0, 255)) if grey else rng.uniform(0, 255, 3)


def _way(rng: np.random.Generator) -> Image.Resampling:
    """Sharp cells or smooth ones."""
    return Image.Resampling(int(rng.choice([Image.Resampling.NEAREST, Image.Resampling.BICUBIC])))


def _enlarged(cells: Bytes, side: int, way: Image.Resampling) -> Image.Image:
    """Cells (h, w, c), one channel or three, as a square picture in colour."""
    colours = np.repeat(cells, 3 // cells.shape[2], axis=2)
    return Image.fromarray(colours, "RGB").resize((side, side), way)


def _ink(colour: NDArray[np.generic]) -> tuple[int, int, int]:
    red, green, blue = (int(value) for value in colour)
    return red, green, blue


def _bytes(picture: NDArray[np.floating]) -> Bytes:
    return np.clip(picture, 0, 255).astype(np.uint8)


def _pixels(image: Image.Image) -> Bytes:
    return np.ascontiguousarray(np.asarray(image, np.uint8).transpose(2, 0, 1))
