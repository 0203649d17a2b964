"""Sums over neighbouring channels, and the power that a local response norm takes of them.

x, y   (n, c, h, w)
"""

import numpy as np

from app.engine.types import Array


def channel_sums(x: Array, reach: int) -> Array:
    """For every cell, the sum over its channel and ``reach`` more on either side.

    What lies beyond the first and the last channel counts as 0. Whole blocks of channels are
    added, shifted by one, by two, and so on.

    >>> channel_sums(np.arange(4.0).reshape(1, 4, 1, 1), 1).ravel().tolist()
    [1.0, 3.0, 6.0, 5.0]
    """
    y: Array = x.copy()
    for shift in range(1, min(reach, x.shape[1] - 1) + 1):
        y[:, shift:] += x[:, :-shift]
        y[:, :-shift] += x[:, shift:]
    return y


def power(x: Array, exponent: float) -> Array:
    """``x`` to the power of ``exponent``; three quarters, AlexNet's choice, by two square roots.

    >>> power(np.array([16.0, 81.0]), 0.75).tolist()
    [8.0, 27.0]
    """
    if exponent == 0.75:
        root: Array = np.sqrt(x)
        root *= np.sqrt(root)
        return root
    raised: Array = np.power(x, x.dtype.type(exponent))
    return raised
