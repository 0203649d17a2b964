"""Filters that ask how fast brightness changes, and where it changes its pace.

The classic ones are 3 cells wide: a difference one way, a little smoothing the other way.
Larger ones keep to that plan, and give the same number for the same slope. Except for emboss
all add up to 0: a flat wall gives nothing.
"""

from collections.abc import Callable

import numpy as np

from app.engine.presets.preset import FROM_THREE, Kernel, Parameter, Preset, centre, offsets


def smooth(length: int, *core: float) -> Kernel:
    """``core``, and the mean of neighbours taken of it until it is ``length`` long.

    >>> smooth(5, -1, 0, 1).tolist()
    [-0.25, -0.5, 0.0, 0.5, 0.25]
    """
    row = np.array(core, float)
    while len(row) < length:
        row = np.convolve(row, [0.5, 0.5])
    return row


def sobel_x(rows: int, columns: int) -> Kernel:
    """A smoothed difference across, smoothed downwards.

    What OpenCV's getSobelKernels gives, divided by a power of two where it is larger than 3.
    """
    return np.outer(smooth(rows, 1, 2, 1), smooth(columns, -1, 0, 1))


def prewitt_x(rows: int, columns: int) -> Kernel:
    """Six times the slope of the straight line that fits the window best."""
    _, across = offsets(rows, columns)
    ramp: Kernel = np.ones((rows, 1)) * across
    ramp *= 6 / (ramp**2).sum()
    return ramp


def scharr_x(rows: int, columns: int) -> Kernel:
    """Scharr's 3 10 3, which feels all directions alike, smoothed where it is larger."""
    return np.outer(smooth(rows, 3, 10, 3), smooth(columns, -1, 0, 1))


def emboss(rows: int, columns: int) -> Kernel:
    """The picture, and its slope from the top left to the bottom right, equally strong always."""
    down, across = offsets(rows, columns)
    ramp = down + across
    kernel: Kernel = 4 * ramp / ramp[ramp > 0].sum() + centre(rows, columns)
    return kernel


def outline(rows: int, columns: int) -> Kernel:
    """Each cell as often as there are others, less all the others."""
    return rows * columns * centre(rows, columns) - 1


def laplacian(rows: int, columns: int) -> Kernel:
    """The second differences downwards and across, added up."""
    kernel = np.zeros((rows, columns))
    kernel[:, columns // 2] += smooth(rows, 1, -2, 1)
    kernel[rows // 2, :] += smooth(columns, 1, -2, 1)
    return kernel


def laplacian_of_gaussian(rows: int, columns: int, sigma: float) -> Kernel:
    """(r² - 2 sigma²) / sigma⁴ times a Gaussian, shifted to add up to 0.

    Marr and Hildreth, Theory of edge detection, 1980.
    """
    down, across = offsets(rows, columns)
    squared = down**2 + across**2
    bell: Kernel = np.exp(-squared / (2 * sigma**2))
    hat: Kernel = (squared - 2 * sigma**2) / sigma**4 * bell / bell.sum()
    hat -= hat.mean()
    return hat


RIGHT = (
    "Blue where it gets brighter to the right, orange where it gets darker; a flat wall gives "
    "nothing."
)
DOWN = (
    "Blue where it gets brighter downwards, orange where it gets darker; a flat wall gives nothing."
)


def _pair(
    name: str, title: str, about: str, formula: Callable[[int, int], Kernel]
) -> tuple[Preset, Preset]:
    """A filter for changes to the right, and the same one laid on its side."""

    def down(rows: int, columns: int) -> Kernel:
        return formula(columns, rows).T

    return (
        Preset(f"{name}-x", f"{title} →", f"{RIGHT} {about}", FROM_THREE, formula),
        Preset(f"{name}-y", f"{title} ↓", f"{DOWN} {about}", FROM_THREE, down),
    )


EDGES = (
    Preset(
        "emboss",
        "Emboss",
        "The picture as a relief lit from one corner: slopes that get brighter towards the bottom "
        "right are raised, the others sunk, and a flat wall stays as it is.",
        FROM_THREE,
        emboss,
    ),
    Preset(
        "outline",
        "Outline",
        "Every number less all its neighbours: blue where a spot is brighter than its "
        "surroundings, orange where it is darker; a flat wall gives nothing.",
        FROM_THREE,
        outline,
    ),
    *_pair(
        "sobel", "Sobel", "It smooths a little along the edge, so noise disturbs it less.", sobel_x
    ),
    *_pair("prewitt", "Prewitt", "All lines of the window count alike.", prewitt_x),
    *_pair(
        "scharr", "Scharr", "It answers to slanted edges more evenly than Sobel does.", scharr_x
    ),
    Preset(
        "laplacian",
        "Laplacian",
        "How the neighbours differ from the middle: blue around a bright spot or beside an edge "
        "on its dark side, orange on it; a flat wall and an even slope give nothing.",
        FROM_THREE,
        laplacian,
    ),
    Preset(
        "laplacian-of-gaussian",
        "Laplacian of Gaussian",
        "Finds blobs of about its own width: orange on a bright blob, blue on a dark one; a flat "
        "wall gives nothing.",
        FROM_THREE,
        laplacian_of_gaussian,
        (Parameter("sigma", "width", 0.5, 4, 0.1, 1.4, "cells"),),
        (9, 9),
    ),
)
