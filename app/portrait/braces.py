"""The braces of a drawing: over the columns of one module, and under maps of one size."""

from collections.abc import Sequence
from typing import NamedTuple

from app.portrait.boxes import Box
from app.portrait.columns import Column

PER_LETTER = 6.8
"""Pixels that a letter of a label takes, at most."""


class Brace(NamedTuple):
    """A line along several columns, with what they have in common."""

    text: str
    x: float
    y: float
    width: float

    def moved(self, right: float, down: float) -> "Brace":
        """The same brace somewhere else."""
        return self._replace(x=round(self.x + right, 1), y=round(self.y + down, 1))


def modules(found: Sequence[Column], boxes: Sequence[Box], y: float) -> list[Brace]:
    """A brace over every module; where its name does not fit, its last word."""
    held: dict[str, list[Box]] = {}
    for column, box in zip(found, boxes, strict=True):
        if column.module:
            held.setdefault(column.module, []).append(box)
    braces = []
    for name, row in held.items():
        x, width = _span(row)
        text = name.replace("_", " ")
        if PER_LETTER * len(text) > width + 10:
            text = text.rpartition(" ")[2]
        braces.append(Brace(text, x, min(box.y for box in row) - 8 if row[0].aside else y, width))
    return braces


def sizes(main: Sequence[tuple[Column, Box]], rank: dict[str, int], y: float) -> list[Brace]:
    """A brace under all columns in a row whose maps are of one size."""
    braces: list[Brace] = []
    row: list[Box] = []
    size: tuple[int, int] | None = None
    ordered = sorted(main, key=lambda pair: rank[pair[0].name])
    for column, box in [*ordered, (None, None)]:
        if column is None or box is None or column.shape[1:] != size:
            if row and size:
                text = "numbers" if size == (1, 1) else size_text(size)
                braces.append(Brace(text, _span(row)[0], y, _span(row)[1]))
            row, size = [], column.shape[1:] if column else None
        if box is not None:
            row.append(box)
    return braces


def _span(row: Sequence[Box]) -> tuple[float, float]:
    left, right = min(box.x for box in row), max(box.right for box in row)
    return round(left, 1), round(right - left, 1)


def size_text(size: tuple[int, int]) -> str:
    """The size of a map as it is written under the drawing."""
    return f"{size[0]}×{size[1]}"
