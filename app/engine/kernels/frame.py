"""Framing maps with padding, and taking the frame off again.

``np.pad`` does the same in a few dozen microseconds; small networks have no such time.
"""

import numpy as np

from app.engine.types import Array, Pair


def framed(x: Array, before: Pair, after: Pair | None = None, value: float = 0.0) -> Array:
    """``x`` (n, c, h, w) with rows and columns of ``value`` around it; ``x`` itself if none."""
    top, left = before
    bottom, right = before if after is None else after
    if not (top or left or bottom or right):
        return x
    n, c, h, w = x.shape
    shape = (n, c, h + top + bottom, w + left + right)
    big = np.zeros(shape, x.dtype) if value == 0 else np.full(shape, value, x.dtype)
    big[:, :, top : top + h, left : left + w] = x
    return big


def unframed(x: Array, before: Pair, size: Pair) -> Array:
    """The (n, c, h, w) in the middle of a framed array; ``size`` is (h, w)."""
    (top, left), (h, w) = before, size
    return x[:, :, top : top + h, left : left + w]
