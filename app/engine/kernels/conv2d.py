"""Convolution as matrix products: gather every window, then one GEMM per picture.

    x        (n, c, h, w)
    weights  (k, c / groups, r, s)
    bias     (k,), or None
    y, grad  (n, k, h', w')

Each picture is gathered into a buffer that the next one uses again, so it stays in
cache. im2col: Chellapilla et al., High Performance Convolutional Neural Networks for
Document Processing, 2006.
"""

from typing import TypedDict

import numpy as np

from app.engine.kernels.frame import framed, unframed
from app.engine.types import Array, Pair
from app.engine.windows import covered


class Geometry(TypedDict):
    """How the window moves; pairs are (rows, columns)."""

    stride: Pair
    padding: Pair
    dilation: Pair
    groups: int


def conv2d(
    x: Array,
    weights: Array,
    bias: Array | None,
    stride: Pair = (1, 1),
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
    groups: int = 1,
) -> Array:
    """The convolution of ``x``: a weighted sum of each window, plus a bias per filter."""
    k, share, r, s = weights.shape
    x = framed(x, padding)
    windows = _windows(x, (r, s), stride, dilation)
    n, c, _, _, rows, columns = windows.shape
    y = np.empty((n, k, rows, columns), x.dtype)
    filters = weights.reshape(groups, k // groups, share * r * s)
    gathered = np.empty((c, r, s, rows, columns), x.dtype)
    patches = gathered.reshape(groups, share * r * s, rows * columns)
    sums = y.reshape(n, groups, k // groups, rows * columns)
    for picture, total in zip(windows, sums, strict=True):
        np.copyto(gathered, picture)
        np.matmul(filters, patches, out=total)
    if bias is not None:
        y += bias[:, None, None]
    return y


def weight_gradients(
    grad: Array,
    x: Array,
    size: Pair,
    stride: Pair = (1, 1),
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
    groups: int = 1,
) -> Array:
    """A weight is to blame for every pair of cells it brought together: (k, c / groups, r, s)."""
    x = framed(x, padding)
    windows = _windows(x, size, stride, dilation, cells=grad.shape[2:])
    n, c, r, s, rows, columns = windows.shape
    k, share = grad.shape[1], c // groups
    gathered = np.empty((c, r, s, rows, columns), x.dtype)
    patches = gathered.reshape(groups, share * r * s, rows * columns).swapaxes(1, 2)
    slopes = np.ascontiguousarray(grad).reshape(n, groups, k // groups, rows * columns)
    total = np.zeros((groups, k // groups, share * r * s), x.dtype)
    for picture, slope in zip(windows, slopes, strict=True):
        np.copyto(gathered, picture)
        total += np.matmul(slope, patches)
    return total.reshape(k, share, r, s)


def input_gradients(
    grad: Array,
    weights: Array,
    size: Pair,
    stride: Pair = (1, 1),
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
    groups: int = 1,
) -> Array:
    """A pixel is to blame for every window it was in: (n, c, h, w), ``size`` being (h, w)."""
    n, k, rows, columns = grad.shape
    share, r, s = weights.shape[1:]
    c = share * groups
    reach = (covered(rows, r, stride[0], dilation[0]), covered(columns, s, stride[1], dilation[1]))
    high = max(reach[0], size[0] + 2 * padding[0])
    wide = max(reach[1], size[1] + 2 * padding[1])
    x = np.zeros((n, c, high, wide), grad.dtype)
    filters = weights.reshape(groups, k // groups, share * r * s).swapaxes(1, 2)
    slopes = np.ascontiguousarray(grad).reshape(n, groups, k // groups, rows * columns)
    blame = np.empty((c, r, s, rows, columns), grad.dtype)
    flat = blame.reshape(groups, share * r * s, rows * columns)
    for slope, picture in zip(slopes, x, strict=True):
        np.matmul(filters, slope, out=flat)
        for u in range(r):
            top = u * dilation[0]
            lines = slice(top, top + (rows - 1) * stride[0] + 1, stride[0])
            for v in range(s):
                left = v * dilation[1]
                across = slice(left, left + (columns - 1) * stride[1] + 1, stride[1])
                picture[:, lines, across] += blame[:, u, v]
    return unframed(x, padding, size)


def _windows(
    x: Array, size: Pair, stride: Pair, dilation: Pair, cells: tuple[int, ...] | None = None
) -> Array:
    """Every window of ``x``, without copying: (n, c, r, s, h', w')."""
    n, c, h, w = x.shape
    (r, s), (down, across), (low, wide) = size, stride, dilation
    rows, columns = cells or (
        (h - low * (r - 1) - 1) // down + 1,
        (w - wide * (s - 1) - 1) // across + 1,
    )
    picture, channel, line, cell = x.strides
    return np.lib.stride_tricks.as_strided(
        x,
        (n, c, r, s, rows, columns),
        (picture, channel, line * low, cell * wide, line * down, cell * across),
        writeable=False,
    )
