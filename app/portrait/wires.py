"""The wires of a drawing: straight on, bent to another lane, or past everything in between."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from app.portrait.columns import Column

OVER = 10
"""How far above what it passes a detour runs."""
BEND = 6


class Placed(Protocol):
    """A column on paper."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def middle(self) -> float: ...
    @property
    def bottom(self) -> float: ...


class Wire(NamedTuple):
    """From one column to the next, as places it goes through.

    points   corners: (x, y)
    past     whether it is a detour around something
    """

    points: tuple[tuple[float, float], ...]
    past: bool = False
    aside: bool = False

    @property
    def top(self) -> float:
        """The highest place it goes through."""
        return min(y for _, y in self.points)

    def moved(self, right: float, down: float) -> "Wire":
        """The same wire somewhere else."""
        moved = tuple((round(x + right, 1), round(y + down, 1)) for x, y in self.points)
        return self._replace(points=moved)

    @property
    def path(self) -> str:
        """As SVG writes it, its corners rounded.

        >>> Wire(((0, 0), (20, 0), (20, 30))).path
        'M0 0L14 0Q20 0 20 6L20 30'
        """
        first, *rest = self.points
        parts = [f"M{first[0]:g} {first[1]:g}"]
        before = first
        for at, after in zip(rest, [*rest[1:], None], strict=True):
            if after is None:
                parts.append(f"L{at[0]:g} {at[1]:g}")
            else:
                start, end = _towards(at, before), _towards(at, after)
                parts.append(f"L{start[0]:g} {start[1]:g}")
                parts.append(f"Q{at[0]:g} {at[1]:g} {end[0]:g} {end[1]:g}")
            before = at
        return "".join(parts)


def wires(
    columns: Sequence[Column], boxes: Mapping[str, Placed], rank: Mapping[str, int]
) -> list[Wire]:
    """All wires, in the order of the columns they lead to."""
    return [
        _wire(boxes[name], boxes[column.name], _between(name, column, columns, boxes, rank), column)
        for column in columns
        for name in column.heard
    ]


def _between(
    name: str,
    column: Column,
    columns: Sequence[Column],
    boxes: Mapping[str, Placed],
    rank: Mapping[str, int],
) -> list[Placed]:
    """What stands in the way of a straight wire: columns between the two, across its height."""
    start, end = boxes[name], boxes[column.name]
    between = [
        boxes[one.name] for one in columns if rank[name] < rank[one.name] < rank[column.name]
    ]
    if not _level(start.middle, end.middle):
        return []
    return [box for box in between if box.y <= start.middle <= box.bottom]


def _wire(start: Placed, end: Placed, between: Sequence[Placed], column: Column) -> Wire:
    x, y, far_x, far_y = start.right, start.middle, end.x, end.middle
    if between:
        over = min(box.y for box in between) - OVER
        near, far = x + BEND, far_x - BEND
        points = ((x, y), (near, y), (near, over), (far, over), (far, far_y), (far_x, far_y))
        return Wire(points, past=True, aside=column.aside)
    if _level(y, far_y):
        return Wire(((x, y), (far_x, y)), aside=column.aside)
    if column.aside:
        turn = x + BEND
    elif len(column.heard) > 1:
        turn = far_x - 2 * BEND
    else:
        turn = x + 2 * BEND
    return Wire(((x, y), (turn, y), (turn, far_y), (far_x, far_y)), aside=column.aside)


def _level(y: float, other: float) -> bool:
    """Whether two heights are the same, but for rounding."""
    return abs(y - other) < 1


def _towards(at: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """A little way from a corner along a line that is straight up, down or sideways."""
    dx, dy = other[0] - at[0], other[1] - at[1]
    length = abs(dx) + abs(dy)
    step = min(BEND, length / 2)
    return (
        round(at[0] + step * dx / length, 1) if length else at[0],
        round(at[1] + step * dy / length, 1) if length else at[1],
    )
