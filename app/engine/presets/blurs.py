"""Filters that smooth, and those that sharpen by taking what is smooth away.

All of them add up to 1, so what is evenly bright stays as bright as it is.
"""

import numpy as np

from app.engine.presets.edges import laplacian
from app.engine.presets.preset import FROM_THREE, Kernel, Parameter, Preset, centre, offsets

SIGMA = Parameter("sigma", "width", 0.3, 5, 0.1, 1, "cells")
AMOUNT = Parameter("amount", "amount", 0, 5, 0.1, 1)


def box(rows: int, columns: int) -> Kernel:
    """Every cell counts alike."""
    return np.full((rows, columns), 1 / (rows * columns))


def gaussian(rows: int, columns: int, sigma: float) -> Kernel:
    """exp(-(down² + across²) / 2 sigma²), scaled to add up to 1."""
    down, across = offsets(rows, columns)
    bell = np.exp(-(down**2) / (2 * sigma**2)) * np.exp(-(across**2) / (2 * sigma**2))
    kernel: Kernel = bell / bell.sum()
    return kernel


def sharpen(rows: int, columns: int) -> Kernel:
    """The picture less its Laplacian."""
    return centre(rows, columns) - laplacian(rows, columns)


def unsharp(rows: int, columns: int, sigma: float, amount: float) -> Kernel:
    """The picture, and ``amount`` times what a Gaussian blur takes away from it."""
    detail = centre(rows, columns) - gaussian(rows, columns, sigma)
    return centre(rows, columns) + amount * detail


BLURS = (
    Preset(
        "identity",
        "Identity",
        "The picture as it is: the middle weight is 1, so every number is copied.",
        "any",
        centre,
    ),
    Preset(
        "box-blur",
        "Box blur",
        "Every number becomes the mean of its surroundings: fine detail fades, and a flat wall "
        "stays as it is.",
        "any",
        box,
    ),
    Preset(
        "gaussian",
        "Gaussian blur",
        "A mean in which near cells count more than far ones: noise and fine detail fade softly. "
        "The width says how far it looks.",
        "any",
        gaussian,
        (SIGMA,),
        (5, 5),
    ),
    Preset(
        "sharpen",
        "Sharpen",
        "Whatever differs from its neighbours is made to differ more: edges stand out, and a "
        "flat wall stays as it is.",
        FROM_THREE,
        sharpen,
    ),
    Preset(
        "unsharp",
        "Unsharp mask",
        "The picture plus what a blur takes away from it: edges and detail come out stronger, "
        "more so with a larger amount.",
        "odd",
        unsharp,
        (SIGMA, AMOUNT),
        (5, 5),
    ),
)
