"""Ink is whatever stands out from its paper: a pencil on a page, chalk on a blackboard."""

import numpy as np
from numpy.typing import NDArray

from app.pictures.prepared import Pixels

FAINT = 24
"""Ink that stands out from its paper by less than this, of 255, is no ink."""


def ink_on_paper(grey: Pixels) -> tuple[NDArray[np.float32], bool]:
    """How much ink lies on every pixel, 0 to 1, and whether it was dark on light.

    Paper is the middle tone of the picture's edge; unevenness seen along the edge is not ink.
    """
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]]).astype(np.float32)
    paper = float(np.median(edge))
    inverted = paper > 127
    signed = grey.astype(np.float32) - np.float32(paper)
    ink = np.maximum(-signed if inverted else signed, 0)
    peak = float(ink.max())
    if peak < FAINT:
        return np.zeros_like(ink), inverted
    uneven = min(0.4, 2 * float(edge.std()) / peak)
    return np.clip((ink / peak - uneven) / (1 - uneven), 0, 1).astype(np.float32), inverted


def bounds(ink: NDArray[np.float32]) -> tuple[slice, slice] | None:
    """The rows and columns that hold ink; None without any."""
    there = ink > 0.1
    return extent(there) if there.any() else None


def extent(there: NDArray[np.bool_]) -> tuple[slice, slice]:
    """The smallest box round everything that is there."""
    rows, columns = np.flatnonzero(there.any(1)), np.flatnonzero(there.any(0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
