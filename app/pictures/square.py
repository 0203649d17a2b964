"""A network looks through a square window; this is which part of the picture lies behind it."""

from typing import NamedTuple

from app.errors import BadCrop


class Crop(NamedTuple):
    """A square of the upright picture, in its own pixels."""

    left: int
    top: int
    side: int


def middle(size: tuple[int, int]) -> Crop:
    """The largest square in the middle.

    >>> middle((800, 600))
    Crop(left=100, top=0, side=600)
    """
    width, height = size
    side = min(size)
    return Crop((width - side) // 2, (height - side) // 2, side)


def check_inside(crop: Crop, size: tuple[int, int]) -> None:
    """Raise BadCrop unless the square lies inside the picture."""
    width, height = size
    if crop.side < 1:
        raise BadCrop(f"The square's side is {crop.side}, but should be at least 1 pixel.")
    right, bottom = crop.left + crop.side, crop.top + crop.side
    if crop.left < 0 or crop.top < 0 or right > width or bottom > height:
        raise BadCrop(
            f"The square from {crop.left}, {crop.top} to {right}, {bottom} does not lie inside "
            f"the picture, which is {width} wide and {height} high."
        )


def box_on(crop: Crop, size: tuple[int, int], full: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box of a square, on a picture that was unpacked at ``size`` instead of ``full``."""
    across, down = size[0] / full[0], size[1] / full[1]
    left, top = int(crop.left * across), int(crop.top * down)
    right = max(left + 1, round((crop.left + crop.side) * across))
    bottom = max(top + 1, round((crop.top + crop.side) * down))
    return left, top, min(right, size[0]), min(bottom, size[1])


def said_of_cut(crop: Crop, full: tuple[int, int], *, given: bool) -> str:
    width, height = full
    if crop.side == width == height:
        return "Square: nothing cropped."
    how = "Your square" if given else "The square in the middle"
    return f"{how} was cut out: {crop.side} × {crop.side} of {width} × {height} pixels."
