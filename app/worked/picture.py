"""Lesson: a picture is numbers."""

from types import SimpleNamespace

import numpy as np


def example() -> SimpleNamespace:
    """A seven of 8×8 spots, bytes as a camera writes them, and what a network reads."""
    seven = np.array(
        [
            [0, 0, 0, 0, 0, 0, 0, 0],
            [0, 204, 255, 255, 255, 255, 204, 0],
            [0, 102, 153, 153, 153, 255, 204, 0],
            [0, 0, 0, 0, 51, 255, 102, 0],
            [0, 0, 0, 0, 204, 204, 0, 0],
            [0, 0, 0, 51, 255, 102, 0, 0],
            [0, 0, 0, 153, 255, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0],
        ]
    )
    return SimpleNamespace(bytes=seven, values=seven / 255)
