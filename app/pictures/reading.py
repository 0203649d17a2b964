"""The way of a picture, from a file to a network.

Here it is from end to end; each step has a file of its own, next door.

    bytes -> the size in the header -> decode -> upright -> plain colours -> square -> pixels

    photo   8-bit red, green, blue (alpha on white) -> a square -> Pillow's bicubic
    digit   grey, ink light on black -> its ink fitted into 20x20, centre of mass in the middle
            of 28x28, as MNIST was made -> centred in what the network reads
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PIL import Image

from app.pictures.digit import digit
from app.pictures.opening import DEFAULTS, decode, its_turn, moves, opened
from app.pictures.photo import photo
from app.pictures.prepared import Picture, Prepared
from app.pictures.square import Crop, check_inside
from app.pictures.upright import SIDEWAYS, TURNED, turned_upright
from app.settings import Settings


def read(
    data: bytes,
    preprocessing: Mapping[str, Any],
    shape: tuple[int, int, int],
    crop: Crop | None = None,
    settings: Settings = DEFAULTS,
) -> Picture:
    """The bytes of a picture file as the pixels a network of ``shape`` (c, h, w) sees.

    The size is checked in the header before anything is unpacked. JPEGs are unpacked at a
    half, a quarter or an eighth of their size where that is still more than enough.

    Raises UnsupportedPicture, TooManyPixels, DamagedPicture, BadCrop.
    """
    with opened(data, settings) as image:
        file_format = "JPEG" if image.format == "MPO" else str(image.format)
        size = image.size
        side = crop.side if crop else min(size)
        animated = file_format != "JPEG" and moves(image)
        with its_turn(size):
            decode(image, side, shape, file_format)
        upright, turned = turned_upright(image)
        full = size[::-1] if turned in SIDEWAYS else size
        done = _prepare(upright, preprocessing, shape, crop, full)
        notes = list(done.notes)
        if turned != 1:
            notes.insert(0, TURNED)
        if animated:
            notes.insert(0, "Moving picture: only its first frame is used.")
        name = "WebP" if file_format == "WEBP" else file_format
        return Picture(done.pixels, notes, done.crop, *full, format=name)


def prepare(
    image: Image.Image,
    preprocessing: Mapping[str, Any],
    shape: tuple[int, int, int],
    crop: Crop | None = None,
) -> Prepared:
    """An open picture as the pixels a network of ``shape`` (c, h, w) sees.

    preprocessing   {"kind": "photo"} or {"kind": "digit"}, from the network's description
    crop            a square of the upright picture; without one, the middle (photo) or
                    wherever there is ink (digit)

    Raises BadCrop when the square does not lie inside the picture.
    """
    upright, turned = turned_upright(image)
    done = _prepare(upright, preprocessing, shape, crop, upright.size)
    if turned == 1:
        return done
    return replace(done, notes=[TURNED, *done.notes])


def _prepare(
    image: Image.Image,
    preprocessing: Mapping[str, Any],
    shape: tuple[int, int, int],
    crop: Crop | None,
    full: tuple[int, int],
) -> Prepared:
    """``prepare`` for an upright picture that may have been unpacked smaller than ``full``."""
    if crop:
        check_inside(crop, full)
    if preprocessing["kind"] == "digit":
        return digit(image, shape, crop, full)
    return photo(image, shape, crop, full)
