"""Lesson: flattening."""

from types import SimpleNamespace

import numpy as np

from app.engine.layers import Flatten
from app.worked import pooling


def example() -> SimpleNamespace:
    """Two maps of 2×2 become one row of eight."""
    first = pooling.example().largest
    maps = np.array([first, [[0, 1], [6, 2]]])
    return SimpleNamespace(maps=maps, row=Flatten().forward((maps[None],), {})[0, :, 0, 0])
