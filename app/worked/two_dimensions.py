"""Lesson: convolution in two dimensions."""

from types import SimpleNamespace

import numpy as np

from app.worked.sums import convolve, stops, width


def example() -> SimpleNamespace:
    """Two dimensions: the 5×5 picture and the 3×3 filter of every textbook, cell by cell."""
    seen = np.array(
        [
            [1.0, 1, 1, 0, 0],
            [0, 1, 1, 1, 0],
            [0, 0, 1, 1, 1],
            [0, 0, 1, 1, 0],
            [0, 1, 1, 0, 0],
        ]
    )
    cross = np.array([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]])
    wall = np.array([[0.0, 0, 1, 1, 1]] * 5)
    sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    ways = [(5, 3, 1, 0), (64, 3, 1, 0), (64, 3, 1, 1), (6, 3, 2, 0), (227, 11, 4, 0)]
    return SimpleNamespace(
        seen=seen,
        cross=cross,
        result=convolve(seen, cross),
        stops=stops(seen, cross),
        wall=wall,
        sobel=sobel,
        turned=sobel[::-1, ::-1],
        correlated=convolve(wall, sobel),
        convolved=convolve(wall, sobel[::-1, ::-1]),
        padded=convolve(seen, cross, padding=(1, 1)),
        strided=convolve(seen, cross, stride=(2, 2)),
        sizes=[(*way, width(*way)) for way in ways],
    )
