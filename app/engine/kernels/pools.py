"""Pooling, one direction after the other.

The largest of a window is the largest of its rows' largest: two short passes of
``np.maximum`` over whole maps instead of one small search per window. Sums work alike.

    x        (n, c, h, w)
    y, grad  (n, c, h', w')
"""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from app.engine.kernels.frame import framed, unframed
from app.engine.types import Array, Pair
from app.engine.windows import covered, tap

Combine = Callable[..., Array]


def max_pool(x: Array, cells: Pair, size: Pair, stride: Pair, padding: Pair) -> Array:
    """The largest number of each window; what lies outside never wins."""
    return _separable(
        np.maximum, _cover(x, cells, size, stride, padding, -np.inf), cells, size, stride
    )


def sum_pool(x: Array, cells: Pair, size: Pair, stride: Pair, padding: Pair) -> Array:
    """The sum of each window; what lies outside counts as 0."""
    return _separable(np.add, _cover(x, cells, size, stride, padding, 0.0), cells, size, stride)


def max_pool_gradients(
    grad: Array, x: Array, cells: Pair, size: Pair, stride: Pair, padding: Pair
) -> Array:
    """Only the winner of each window is to blame: the first of the largest, row by row."""
    big = _cover(x, cells, size, stride, padding, -np.inf)
    largest = _separable(np.maximum, big, cells, size, stride)
    blame = np.zeros_like(big)
    unclaimed = np.ones(grad.shape, bool)
    apart = stride[0] >= size[0] and stride[1] >= size[1]
    for place in _places(size, cells, stride):
        won = big[place] == largest
        won &= unclaimed
        unclaimed ^= won
        share = won.astype(grad.dtype)
        if apart:
            np.multiply(share, grad, out=blame[place])
        else:
            share *= grad
            blame[place] += share
    return unframed(blame, padding, (x.shape[2], x.shape[3]))


def sum_pool_gradients(
    grad: Array, image: Pair, cells: Pair, size: Pair, stride: Pair, padding: Pair
) -> Array:
    """Every cell of a window is to blame alike; ``image`` is (h, w)."""
    n, c = grad.shape[:2]
    blame = np.zeros((n, c, *_extent(image, cells, size, stride, padding)), grad.dtype)
    for place in _places(size, cells, stride):
        blame[place] += grad
    return unframed(blame, padding, image)


def _separable(combine: Combine, x: Array, cells: Pair, size: Pair, stride: Pair) -> Array:
    """``combine`` all cells of each window: first down the rows, then across the columns.

    In that order the longer pass goes along whole rows, where memory is read in one go.
    """
    down = _along(combine, x, 2, cells[0], size[0], stride[0])
    return _along(combine, down, 3, cells[1], size[1], stride[1])


def _along(combine: Combine, x: Array, axis: int, cells: int, size: int, stride: int) -> Array:
    def line(start: int) -> Array:
        stop = start + (cells - 1) * stride + 1
        return x[(slice(None),) * axis + (slice(start, stop, stride),)]

    if size == 1:
        return line(0).copy()
    total = combine(line(0), line(1))
    for start in range(2, size):
        combine(total, line(start), out=total)
    return total


def _cover(x: Array, cells: Pair, size: Pair, stride: Pair, padding: Pair, value: float) -> Array:
    """``x`` framed so that every window lies inside."""
    h, w = x.shape[2:]
    high, wide = _extent((h, w), cells, size, stride, padding)
    return framed(x, padding, (high - h - padding[0], wide - w - padding[1]), value)


def _extent(image: Pair, cells: Pair, size: Pair, stride: Pair, padding: Pair) -> Pair:
    high = max(covered(cells[0], size[0], stride[0]), image[0] + padding[0])
    wide = max(covered(cells[1], size[1], stride[1]), image[1] + padding[1])
    return high, wide


def _places(size: Pair, cells: Pair, stride: Pair) -> Iterator[tuple[slice, ...]]:
    """Each place of the window in reading order: the cells it touches over all windows."""
    for offset in product(range(size[0]), range(size[1])):
        yield (slice(None), slice(None), *tap(offset, cells, stride))
