"""The definitions, written down as plainly as they can be: one window at a time.

Nothing here is fast. Every kernel in app/engine/kernels must give the same numbers.
"""

import numpy as np


def padded(x, padding, value=0.0):
    rows, columns = padding
    widths = (0, 0), (0, 0), (rows, rows), (columns, columns)
    return np.pad(x, widths, constant_values=value)


def conv2d(x, weights, bias, stride=(1, 1), padding=(0, 0), dilation=(1, 1), groups=1):
    x = padded(x, padding)
    k, share, r, s = weights.shape
    rows = (x.shape[2] - dilation[0] * (r - 1) - 1) // stride[0] + 1
    columns = (x.shape[3] - dilation[1] * (s - 1) - 1) // stride[1] + 1
    y = np.zeros((len(x), k, rows, columns), x.dtype)
    for n, f, i, j in np.ndindex(y.shape):
        group = f // (k // groups)
        top, left = i * stride[0], j * stride[1]
        window = x[
            n,
            group * share : (group + 1) * share,
            top : top + dilation[0] * (r - 1) + 1 : dilation[0],
            left : left + dilation[1] * (s - 1) + 1 : dilation[1],
        ]
        y[n, f, i, j] = (window * weights[f]).sum() + (0 if bias is None else bias[f])
    return y


def windows(x, size, stride, padding, ceil):
    """Every window of a pool, clipped to the picture: (n, c, i, j) and the numbers in it."""
    n, c, h, w = x.shape
    counts = []
    for length, s, step, p in zip((h, w), size, stride, padding, strict=True):
        at, count = -p, 0
        while at + s <= length + p:
            count, at = count + 1, at + step
        if ceil and at - step + s < length + p and at < length:
            count += 1  # something is left over, and a window that begins inside can see it
        counts.append(count)
    for where in np.ndindex(n, c, *counts):
        lines = [
            slice(max(i * step - p, 0), min(i * step - p + s, length))
            for i, s, step, p, length in zip(where[2:], size, stride, padding, (h, w), strict=True)
        ]
        yield where, x[where[0], where[1]][tuple(lines)]


def max_pool(x, size, stride, padding, ceil):
    found = {where: numbers.max() for where, numbers in windows(x, size, stride, padding, ceil)}
    y = np.empty([last + 1 for last in max(found)], x.dtype)
    for where, number in found.items():
        y[where] = number
    return y
