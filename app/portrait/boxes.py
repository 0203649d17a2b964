"""A column on paper, with what stands below it and what it is stacked of."""

from typing import NamedTuple


class Slice(NamedTuple):
    """A part of a column that one branch has made."""

    x: float
    width: float


class Box(NamedTuple):
    """A column on paper; ``labels`` stand below it, line by line."""

    name: str
    x: float
    y: float
    width: float
    height: float
    words: str
    labels: tuple[str, ...]
    learns: bool
    is_list: bool
    aside: bool
    adds: bool
    slices: tuple[Slice, ...]

    def moved(self, right: float, down: float) -> "Box":
        """The same column somewhere else."""
        slices = tuple(one._replace(x=round(one.x + right, 1)) for one in self.slices)
        return self._replace(x=round(self.x + right, 1), y=round(self.y + down, 1), slices=slices)

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.y + self.height / 2
