"""Which lines of a map the windows of a layer read, and which windows stand on the border."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.engine.reads import Window
from app.engine.types import Pair, Shape
from app.engine.writing import counted, listed, sentence_case


class Coverage(NamedTuple):
    """Lines that no window reads, counted from 0.

    dropped   at the far end, where no further window fits: (rows, columns)
    skipped   between windows that stand further apart than they are wide
    """

    dropped: tuple[tuple[int, ...], tuple[int, ...]]
    skipped: tuple[tuple[int, ...], tuple[int, ...]]

    def sentence(self, of: str = "the maps") -> str:
        """What is never read, or nothing where all of it is.

        >>> Coverage(((63,), (62, 63)), ((), ())).sentence("the picture")
        'The last row and the last 2 columns of the picture are never read.'
        """
        told = []
        last = [
            f"the last {name if len(lines) == 1 else counted(len(lines), name)}"
            for lines, name in zip(self.dropped, ("row", "column"), strict=True)
            if lines
        ]
        if last:
            one = len(last) == 1 and sum(map(len, self.dropped)) == 1
            told.append(f"{listed(last)} of {of} {'is' if one else 'are'} never read.")
        between = [
            counted(len(lines), name)
            for lines, name in zip(self.skipped, ("row", "column"), strict=True)
            if lines
        ]
        if between:
            told.append(f"{listed(between)} in between are never read: the windows step over them.")
        return " ".join(sentence_case(one) for one in told)


ALL_READ = Coverage(((), ()), ((), ()))


def coverage(rule: Window, cells: Pair, image: Shape) -> Coverage:
    """What the windows of ``cells`` (rows, columns) leave out of ``image``.

    >>> coverage(Window(size=(2, 2), stride=(3, 3)), (2, 2), (1, 6, 5))
    Coverage(dropped=((5,), ()), skipped=((2,), (2,)))
    """
    unread = [_unread(rule, axis, cells[axis], image[1 + axis]) for axis in (0, 1)]
    return Coverage(
        (unread[0][0], unread[1][0]),
        (unread[0][1], unread[1][1]),
    )


def rim(rule: Window, cells: Pair, image: Shape) -> NDArray[np.bool_]:
    """Which of ``cells`` read something from outside of ``image``: (rows, columns)."""
    rows, columns = (_touches(rule, axis, cells[axis], image[1 + axis]) for axis in (0, 1))
    return np.logical_or.outer(rows, columns)


def _touches(rule: Window, axis: int, cells: int, length: int) -> NDArray[np.bool_]:
    lines = _lines(rule, axis, cells)
    return np.asarray(((lines < 0) | (lines >= length)).any(axis=1))


def _lines(rule: Window, axis: int, cells: int) -> NDArray[np.int_]:
    """The lines under each window along one axis: (cells, size)."""
    starts = np.arange(cells) * rule.stride[axis] - rule.padding[axis]
    return starts[:, None] + np.arange(rule.size[axis]) * rule.dilation[axis]


def _unread(
    rule: Window, axis: int, cells: int, length: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    lines = _lines(rule, axis, cells)
    inside = lines[(lines >= 0) & (lines < length)]
    left = np.setdiff1d(np.arange(length), inside)
    last = int(lines.max(initial=-1))
    return tuple(left[left > last].tolist()), tuple(left[left <= last].tolist())
