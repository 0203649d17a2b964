"""Nested lists of numbers, every one of them checked: what is wrong is said down to the cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.writing import by
from app.errors import BadEdit

AXES = {3: ("input channel", "row", "column"), 2: ("row", "column"), 1: ("input",), 0: ()}
"""What the brackets of a list of weights count, from the outside in."""
PLAIN = frozenset({int, float})


@dataclass(frozen=True)
class Wanted:
    """What a nested list should hold, and what to call it where it does not.

    where   whose numbers they are: "conv_1_1, channel 3"
    name    of the whole list: "weights"
    one     of a number in it: "weight"
    most    the largest magnitude
    """

    where: str
    name: str
    one: str
    most: float
    shape: tuple[int, ...] = ()

    def read(self, value: Any) -> NDArray[np.float32]:
        """The numbers of a nested list, or of a number alone. Raises BadEdit."""
        flat: list[float] = []
        self._gather(value, (), flat)
        return np.array(flat, np.float32).reshape(self.shape)

    def _gather(self, value: Any, at: tuple[int, ...], flat: list[float]) -> None:
        """Walk down the brackets; append what stands in them, or say which cell is wrong."""
        if len(at) == len(self.shape):
            flat.append(self._number(value, at))
            return
        if not isinstance(value, list) or len(value) != self.shape[len(at)]:
            raise self._other_count(value, at)
        if len(at) == len(self.shape) - 1 and self._fine(value):
            flat.extend(value)
            return
        for place, one in enumerate(value):
            self._gather(one, (*at, place), flat)

    def _fine(self, row: list[Any]) -> bool:
        """Whether nothing has to be said about a row of numbers, which is nearly always so."""
        most = self.most
        return all(type(one) in PLAIN and -most <= one <= most for one in row)

    def _other_count(self, value: Any, at: tuple[int, ...]) -> BadEdit:
        axes = AXES[len(self.shape)]
        held = f"{len(value)} things" if isinstance(value, list) else kind(value)
        order = f" ({' × '.join(axis + 's' for axis in axes)})" if len(axes) > 1 else ""
        return BadEdit(
            f"{self.where}: the {self.name} should be {by(self.shape)} numbers{order}, but "
            f"{self._cell(at) or 'the list'} holds {held} where there should be "
            f"{self.shape[len(at)]}."
        )

    def _number(self, value: Any, at: tuple[int, ...]) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise BadEdit(f"{self._place(at)} is {kind(value)}, but should be a number.")
        if isinstance(value, float) and not isfinite(value):
            said = "not a number" if value != value else "infinite"
            raise BadEdit(
                f"{self._place(at)} is {said}, but should be a number up to {self.most:,.6g}."
            )
        if abs(value) > self.most:
            raise BadEdit(
                f"{self._place(at)} is {short(value)}; {self.most:,.6g} is the most, either way."
            )
        return float(value)

    def _place(self, at: tuple[int, ...]) -> str:
        cell = self._cell(at)
        return f"{self.where}: the {self.one}{f' at {cell}' if cell else ''}"

    def _cell(self, at: tuple[int, ...]) -> str:
        """Where in the list, as one says it: "input channel 0, row 1, column 2"."""
        axes = AXES[len(self.shape)]
        return ", ".join(f"{axis} {place}" for axis, place in zip(axes, at, strict=False))


def short(value: float) -> str:
    """A number that may be absurdly long, shortened.

    >>> short(-10**400), short(-0.5)
    ('−a number of 401 digits', '−0.5')
    """
    if isinstance(value, int) and abs(value) >= 10**15:
        return f"{'−' if value < 0 else ''}a number of {len(str(abs(value)))} digits"
    return f"{value:,.6g}".replace("-", "−")


def kind(value: Any) -> str:
    """What kind of thing stands where another should."""
    if value is None:
        return "empty (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, Mapping) else "a number"
