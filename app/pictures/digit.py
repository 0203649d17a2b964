"""A digit: however it was drawn, the network sees it as MNIST would have had it.

Light ink on black, as large as the others and in the middle: such digits are what it learned
from. A pencil on paper has some way to go until then.
"""

import numpy as np
from PIL import Image

from app.pictures.ink import bounds, ink_on_paper
from app.pictures.mnist import THIN, already_mnist, fit, framed, thicken
from app.pictures.plain_colours import plain_colours
from app.pictures.prepared import Prepared
from app.pictures.square import Crop, box_on, middle


def digit(
    image: Image.Image, shape: tuple[int, int, int], crop: Crop | None, full: tuple[int, int]
) -> Prepared:
    """Light ink on black, fitted and centred; a digit that already is like that is left alone."""
    notes: list[str] = []
    box = box_on(crop, image.size, full) if crop else (0, 0, *image.size)
    grey = np.asarray(plain_colours(image.crop(box), notes).convert("L"))
    square = crop or middle(full)
    ready = already_mnist(grey)
    if ready is not None:
        notes.append("Already a digit as MNIST has them: every pixel is used as it is.")
        return Prepared(framed(ready, shape), notes, square)
    ink, inverted = ink_on_paper(grey)
    found = bounds(ink)
    if found is None:
        notes.append("No ink was found: there is nothing to see.")
        return Prepared(np.zeros(shape, np.uint8), notes, square)
    if inverted:
        notes.append(
            "Dark ink on light paper: turned round, because the network learned light ink."
        )
    rows, columns = found
    notes.append("The ink was found, fitted into 20 × 20 and centred by its weight, as MNIST did.")
    if crop is None:
        square = _square_round(rows, columns, grey.shape, full)
    fitted = fit(ink[rows, columns])
    if fitted.mean() < THIN:
        notes.append("Thin strokes were thickened: the network learned bold ones.")
        fitted = thicken(fitted)
    return Prepared(framed(fitted, shape), notes, square)


def _square_round(
    rows: slice, columns: slice, size: tuple[int, ...], full: tuple[int, int]
) -> Crop:
    """The square of the full picture that holds the ink, as far as there is room for one."""
    across, down = full[0] / size[1], full[1] / size[0]
    left, right = int(columns.start * across), round(columns.stop * across)
    top, bottom = int(rows.start * down), round(rows.stop * down)
    side = max(1, min(max(right - left, bottom - top), *full))
    place = (left + right - side) // 2, (top + bottom - side) // 2
    return Crop(min(max(0, place[0]), full[0] - side), min(max(0, place[1]), full[1] - side), side)
