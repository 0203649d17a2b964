"""A whole picture: nothing cut off, no larger than filters can be laid on at once."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from app.pictures.opening import DEFAULTS, decode, its_turn, moves, opened
from app.pictures.plain_colours import plain_colours
from app.pictures.prepared import Pixels
from app.pictures.upright import TURNED, turned_upright
from app.settings import Settings


@dataclass(frozen=True)
class Whole:
    """A picture's pixels, (3, h, w), what kind of file they came from, and what was done."""

    pixels: Pixels
    format: str
    notes: tuple[str, ...]


def whole(data: bytes, settings: Settings = DEFAULTS) -> Whole:
    """The bytes of a picture file as red, green and blue, upright, all of it.

    A side longer than ``lab_picture_side`` is made that long, the other one in proportion.

    Raises UnsupportedPicture, TooManyPixels, DamagedPicture.
    """
    most = settings.lab_picture_side
    notes: list[str] = []
    with opened(data, settings) as image:
        file_format = "JPEG" if image.format == "MPO" else str(image.format)
        size = image.size
        if file_format != "JPEG" and moves(image):
            notes.append("Moving picture: only its first frame is used.")
        with its_turn(size):
            decode(image, max(size), (3, most, most), file_format)
            upright, turned = turned_upright(image)
            if turned != 1:
                notes.append(TURNED)
            plain = _no_larger(plain_colours(upright, notes), most)
    width, height = plain.size
    if max(size) > most:
        notes.append(
            f"Made smaller: {max(size):,} pixels on its longer side became {most:,}, so it is "
            f"{width:,} × {height:,} now."
        )
    pixels = np.ascontiguousarray(np.asarray(plain, np.uint8).transpose(2, 0, 1))
    return Whole(pixels, "WebP" if file_format == "WEBP" else file_format, tuple(notes))


def _no_larger(image: Image.Image, most: int) -> Image.Image:
    """The picture with its longer side made ``most``, if it is longer."""
    longest = max(image.size)
    if longest <= most:
        return image
    width, height = (max(1, round(side * most / longest)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BICUBIC)
