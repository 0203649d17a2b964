"""Sliding a window over an image: the geometry that convolution and pooling share."""

from app.engine.types import Pair, Shape, ShapeError


def count(
    length: int, size: int, stride: int, padding: int = 0, dilation: int = 1, ceil: bool = False
) -> int:
    """How many windows fit along one axis.

    With ``ceil`` a last window may hang over the far edge, unless it would start beyond it
    (PyTorch's rule). Otherwise the rest that no window covers is dropped.

    >>> count(5, size=3, stride=2), count(6, size=3, stride=2), count(6, 3, 2, ceil=True)
    (2, 2, 3)
    """
    left = room(length, size, padding, dilation)
    if left < 0 and not ceil:
        return 0
    fits = left // stride + 1
    if ceil and left % stride and fits * stride < length + padding:
        fits += 1
    return max(fits, 0)


def room(length: int, size: int, padding: int = 0, dilation: int = 1) -> int:
    """How far the window can move along one axis, padding included.

    >>> room(6, size=3), room(6, size=3, padding=1)
    (3, 5)
    """
    return length + 2 * padding - dilation * (size - 1) - 1


def grid(
    image: Shape,
    size: Pair,
    stride: Pair,
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
    ceil: bool = False,
) -> Pair:
    """How many windows fit down and across ``image`` (c, h, w).

    Raises ShapeError when not one does.
    """
    _, height, width = image
    rows = count(height, size[0], stride[0], padding[0], dilation[0], ceil)
    columns = count(width, size[1], stride[1], padding[1], dilation[1], ceil)
    if rows < 1 or columns < 1:
        reach = [d * (s - 1) + 1 for s, d in zip(size, dilation, strict=True)]
        padded = [height + 2 * padding[0], width + 2 * padding[1]]
        raise ShapeError(
            f"a window of {reach[0]}×{reach[1]} does not fit into maps of "
            f"{padded[0]}×{padded[1]}{' (padding included)' if any(padding) else ''}"
        )
    return rows, columns


def covered(cells: int, size: int, stride: int, dilation: int = 1) -> int:
    """How many rows ``cells`` windows reach over, from the first to the last.

    >>> covered(3, size=3, stride=2)
    7
    """
    return (cells - 1) * stride + dilation * (size - 1) + 1


def tap(offset: Pair, cells: Pair, stride: Pair) -> tuple[slice, slice]:
    """The rows and columns that one place of the window touches, over all windows.

    >>> tap((1, 0), cells=(2, 2), stride=(2, 2))
    (slice(1, 4, 2), slice(0, 3, 2))
    """
    rows, columns = (
        slice(start, start + (count - 1) * step + 1, step)
        for start, count, step in zip(offset, cells, stride, strict=True)
    )
    return rows, columns


def unread(rows: int) -> str:
    """What to say of the last rows, where no window reaches them.

    >>> unread(2)
    ' No window reaches the last 2 rows: what stands there is never read.'
    """
    if rows < 1:
        return ""
    which = "row" if rows == 1 else f"{rows} rows"
    return f" No window reaches the last {which}: what stands there is never read."
