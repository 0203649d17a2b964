"""A photo: a square of it, in colour, made as small as what the network reads."""

import numpy as np
from PIL import Image

from app.pictures.plain_colours import plain_colours
from app.pictures.prepared import Prepared
from app.pictures.square import Crop, box_on, middle, said_of_cut


def photo(
    image: Image.Image, shape: tuple[int, int, int], crop: Crop | None, full: tuple[int, int]
) -> Prepared:
    """A square of the picture in red, green and blue, made as small as the network's input."""
    channels, height, width = shape
    square = crop or middle(full)
    notes: list[str] = []
    cut = image.crop(box_on(square, image.size, full))
    plain = plain_colours(cut, notes)
    wanted = plain.convert("L") if channels == 1 else plain
    small = wanted.resize((width, height), Image.Resampling.BICUBIC)
    rows = np.asarray(small, np.uint8).reshape(height, width, channels)
    pixels = np.ascontiguousarray(rows.transpose(2, 0, 1))
    if channels == 3 and (pixels[1:] == pixels[0]).all():
        notes.append("No colours in it: red, green and blue are the same.")
    notes.append(said_of_cut(square, full, given=crop is not None))
    notes.append(_said_of_size(square.side, (width, height)))
    prepared = Prepared(pixels, notes, square)
    if prepared.blank:
        notes.append("Every pixel looks the same: there is nothing to see.")
    if prepared.noise:
        notes.append("It looks like noise.")
    return prepared


def _said_of_size(side: int, size: tuple[int, int]) -> str:
    width, height = size
    if (side, side) == size:
        return f"Already {width} × {height}: every pixel is used as it is."
    verb = "Shrunk" if side > max(size) else "Enlarged"
    return f"{verb} from {side} × {side} to {width} × {height} pixels."
