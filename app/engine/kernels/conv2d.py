"""Convolution as matrix products: gather a band of windows, multiply, and go on.

    x        (n, c, h, w)
    weights  (k, c / groups, r, s)
    bias     (k,), or None
    y, grad  (n, k, h', w')

A filter laid on a window is a dot product; all filters on many windows are a product of
two matrices, the thing computers do best. The windows of a band (some rows of a picture, or
some small pictures) are copied side by side into a buffer that stays in cache and is used
again for the next band.

im2col: Chellapilla, Puri and Simard, High Performance Convolutional Neural Networks for
Document Processing, 2006.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypedDict

import numpy as np

from app.engine.kernels import policy
from app.engine.kernels.frame import framed, unframed
from app.engine.types import Array, Pair
from app.engine.windows import covered, tap


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
    k, _, r, s = weights.shape
    windows = _Windows(x, (r, s), stride, padding, dilation, groups, k)
    y = np.empty((len(x), k, *windows.cells), x.dtype)
    filters = _matrices(weights, groups).astype(x.dtype, copy=False)
    sums = y.reshape(len(x), groups, k // groups, *windows.cells)
    for pictures, rows, patches in windows.bands():
        totals = sums[pictures, :, :, rows]
        if len(totals) == 1 and windows.pitch == windows.cells[1]:
            np.matmul(filters, patches, out=totals.reshape(groups, k // groups, -1))
        else:
            totals[...] = windows.pictures_first(filters @ patches, len(totals))
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
    n, k = grad.shape[:2]
    windows = _Windows(x, size, stride, padding, dilation, groups, k)
    slopes = grad.reshape(n, groups, k // groups, *windows.cells)
    total = np.zeros((groups, k // groups, windows.depth), grad.dtype)
    for pictures, rows, patches in windows.bands():
        total += windows.pictures_last(slopes[pictures, :, :, rows]) @ patches.swapaxes(1, 2)
    return total.reshape(k, x.shape[1] // groups, *size)


def bias_gradients(grad: Array) -> Array:
    """A bias is to blame for every cell of its map: (k,). A product with ones adds fastest."""
    n, k, rows, columns = grad.shape
    ones = np.ones(rows * columns, grad.dtype)
    sums: Array = (grad.reshape(n, k, rows * columns) @ ones).sum(axis=0)
    return sums


def input_gradients(
    grad: Array,
    weights: Array,
    size: Pair,
    stride: Pair = (1, 1),
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
    groups: int = 1,
) -> Array:
    """A pixel is to blame for every window it was in: (n, c, h, w), ``size`` being (h, w).

    With a stride of 1 that is a convolution again: of the slopes, with the filters turned
    round and their inputs and outputs exchanged.
    """
    r, s = weights.shape[2:]
    if grad.shape[2:] == (1, 1) and (r, s) == size and padding == (0, 0):
        return _shared_out(grad, weights, groups)
    margin = dilation[0] * (r - 1) - padding[0], dilation[1] * (s - 1) - padding[1]
    if stride == (1, 1) and min(margin) >= 0:
        return conv2d(grad, _turned(weights, groups), None, (1, 1), margin, dilation, groups)
    return _scattered(grad, weights, size, stride, padding, dilation, groups)


def _shared_out(grad: Array, weights: Array, groups: int) -> Array:
    """The blame of a single window that is the whole picture: its filters, times the slope."""
    n, (k, share, h, w) = len(grad), weights.shape
    slopes = grad.reshape(n, groups, 1, k // groups)
    blame: Array = slopes @ _matrices(weights, groups)
    return blame.reshape(n, groups * share, h, w)


def _scattered(
    grad: Array,
    weights: Array,
    size: Pair,
    stride: Pair,
    padding: Pair,
    dilation: Pair,
    groups: int,
) -> Array:
    """The blame of every window, added up where windows overlap; for any stride."""
    n, k, rows, columns = grad.shape
    share, r, s = weights.shape[1:]
    filters = _matrices(weights, groups).swapaxes(1, 2)
    slopes = grad.reshape(n, groups, k // groups, rows * columns)
    reach = (covered(rows, r, stride[0], dilation[0]), covered(columns, s, stride[1], dilation[1]))
    high = max(reach[0], size[0] + 2 * padding[0])
    wide = max(reach[1], size[1] + 2 * padding[1])
    x = np.zeros((n, share * groups, high, wide), grad.dtype)
    for picture, slope in zip(x, slopes, strict=True):
        blame = (filters @ slope).reshape(share * groups, r, s, rows, columns)
        for u, v in np.ndindex(r, s):
            place = tap((u * dilation[0], v * dilation[1]), (rows, columns), stride)
            picture[:, *place] += blame[:, u, v]
    return unframed(x, padding, size)


class _Band(NamedTuple):
    """Some windows, and whose cells they make.

    pictures  of which pictures; of several only if the band holds all their windows
    rows      which rows of their output
    patches   the windows as columns: (groups, depth, pictures * rows * pitch)
    """

    pictures: slice
    rows: slice
    patches: Array


class _Windows:
    """Every window of some pictures, handed out in bands.

    cells   how many windows a picture has, down and across
    depth   how many numbers a filter sees in one window
    pitch   how many columns of patches a row of cells takes up: on narrow maps some more
            than there are cells, as copying long runs, line ends and all, is faster than
            copying many short ones; what the surplus makes is dropped
    """

    def __init__(
        self,
        x: Array,
        size: Pair,
        stride: Pair,
        padding: Pair,
        dilation: Pair,
        groups: int,
        filters: int,
    ) -> None:
        c, h, w = x.shape[1], x.shape[2] + 2 * padding[0], x.shape[3] + 2 * padding[1]
        (r, s), (down, across), (low, wide) = size, stride, dilation
        self.cells = (h - low * (r - 1) - 1) // down + 1, (w - wide * (s - 1) - 1) // across + 1
        self.depth = c // groups * r * s
        self._one_window = size == (h, w)
        self._one_cell = size == stride == (1, 1)
        together = not (self._one_window or self._one_cell)
        flat = together and stride == (1, 1) and policy.lies_flat(self.cells[1], w)
        self.pitch = w if flat else self.cells[1]
        below = padding[0] + flat, padding[1]  # the last window's surplus lies in a row below
        self._x = np.ascontiguousarray(framed(x, padding, below))
        self._groups = groups
        self._window = (c, r, s)
        self._band = policy.band(
            filters // groups, self.depth, (self.cells[0], self.pitch), x.itemsize
        )
        picture, channel, line, cell = self._x.strides
        self._steps = (channel, line * low, cell * wide, picture, line * down, cell * across)

    def bands(self) -> Iterator[_Band]:
        """Band after band; the patches of one are overwritten when the next one comes."""
        if self._one_window:
            flat = self._x.reshape(len(self._x), self._groups, self.depth)
            yield _Band(slice(None), slice(None), flat.transpose(1, 2, 0))
        elif self._one_cell:
            for at, picture in enumerate(self._x):
                patches = picture.reshape(self._groups, self.depth, -1)
                yield _Band(slice(at, at + 1), slice(None), patches)
        else:
            yield from self._gathered()

    def _gathered(self) -> Iterator[_Band]:
        """Windows copied side by side, some rows or some pictures at a time."""
        n, rows, (together, tall) = len(self._x), self.cells[0], self._band
        together, tall = min(together, n), min(tall, rows)
        buffer = np.empty(self._groups * self.depth * together * tall * self.pitch, self._x.dtype)
        for first in range(0, n, together):
            for top in range(0, rows, tall):
                last, bottom = min(first + together, n), min(top + tall, rows)
                shape = (*self._window, last - first, bottom - top, self.pitch)
                start = first * self._steps[3] + top * self._steps[4]
                windows = np.ndarray(shape, self._x.dtype, self._x, start, self._steps)
                gathered = buffer[: windows.size].reshape(shape)
                np.copyto(gathered, windows)
                patches = gathered.reshape(self._groups, self.depth, -1)
                yield _Band(slice(first, last), slice(top, bottom), patches)

    def pictures_first(self, answers: Array, pictures: int) -> Array:
        """What came of patches, as cells: (pictures, groups, k, rows, columns); a view."""
        groups, k, _ = answers.shape
        cells = answers.reshape(groups, k, pictures, -1, self.pitch)[..., : self.cells[1]]
        return cells.transpose(2, 0, 1, 3, 4)

    def pictures_last(self, slopes: Array) -> Array:
        """The other way round: one column per patch, (groups, k, pictures * rows * pitch)."""
        _, groups, k, _, columns = slopes.shape
        cells = slopes.transpose(1, 2, 0, 3, 4)
        if self.pitch > columns:
            spread = np.zeros((*cells.shape[:-1], self.pitch), slopes.dtype)
            spread[..., :columns] = cells
            cells = spread
        return cells.reshape(groups, k, -1)


def _matrices(weights: Array, groups: int) -> Array:
    """Filters as rows: (k, c / groups, r, s) -> (groups, k / groups, depth)."""
    return weights.reshape(groups, len(weights) // groups, -1)


def _turned(weights: Array, groups: int) -> Array:
    """Filters turned round, inputs and outputs exchanged: (c, k / groups, r, s)."""
    k, share, r, s = weights.shape
    grouped = weights.reshape(groups, k // groups, share, r, s)[..., ::-1, ::-1]
    return grouped.swapaxes(1, 2).reshape(groups * share, k // groups, r, s)
