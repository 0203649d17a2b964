"""A preset: a filter that people have a name for, made at the size that is wanted.

Most have been known for decades, long before networks learned filters of their own. Here they
are as functions of their size and of a few sliders, with a sentence on what they answer to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from app.engine.types import Array, Pair, SpecError
from app.engine.writing import MINUS, listed

Kernel = Array
"""One filter for all channels, (rows, columns)."""

LARGEST = 11
ODD = tuple(range(1, LARGEST + 1, 2))
FROM_THREE = ODD[1:]


@dataclass(frozen=True)
class Parameter:
    """One slider of a preset: from ``low`` to ``high`` in steps of ``step``."""

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    unit: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The slider as JSON."""
        return dict(vars(self))


@dataclass(frozen=True)
class Preset:
    """A filter by name.

    sizes      the lengths that its sides may have, each side by itself
    size       rows and columns it usually has
    formula    (rows, columns, **parameters) -> its weights
    """

    name: str
    title: str
    sentence: str
    sizes: Literal["any", "odd"] | tuple[int, ...]
    formula: Callable[..., Kernel]
    parameters: tuple[Parameter, ...] = ()
    size: Pair = (3, 3)

    @property
    def lengths(self) -> tuple[int, ...]:
        """Every length a side may have."""
        if self.sizes == "any":
            return tuple(range(1, LARGEST + 1))
        return ODD if self.sizes == "odd" else self.sizes

    def weights(
        self, size: Pair | None = None, values: Mapping[str, float] | None = None
    ) -> Kernel:
        """Its weights, (rows, columns), in float64. Raises SpecError."""
        rows, columns = size or self.size
        for side, length in (("rows", rows), ("columns", columns)):
            if length not in self.lengths:
                raise SpecError(
                    f"{side} is {_plain(length)}, but {self.name} is defined for {self._able()}."
                )
        return self.formula(rows, columns, **self.settled(values or {}))

    def settled(self, values: Mapping[str, float]) -> dict[str, float]:
        """Where every slider stands. Raises SpecError where there is no such place."""
        known = {one.name: one for one in self.parameters}
        for name, value in values.items():
            if name not in known:
                able = f"It has {listed(list(known))}." if known else "It has none."
                raise SpecError(f"{self.name} has no parameter {name[:40]!r}. {able}")
            low, high = known[name].low, known[name].high
            if not low <= value <= high:
                raise SpecError(
                    f"{name} is {_plain(value)}, but should be a number from {_plain(low)} to "
                    f"{_plain(high)}."
                )
        return {name: values.get(name, one.value) for name, one in known.items()}

    def as_dict(self) -> dict[str, Any]:
        """The preset as JSON, without its weights."""
        return {
            "name": self.name,
            "title": self.title,
            "sentence": self.sentence,
            "parameters": [one.as_dict() for one in self.parameters],
            "sizes": self.sizes if isinstance(self.sizes, str) else list(self.sizes),
            "size": list(self.size),
        }

    def _able(self) -> str:
        if self.sizes == "any":
            return f"1 to {LARGEST}"
        return listed([str(length) for length in self.lengths])


def offsets(rows: int, columns: int) -> tuple[Kernel, Kernel]:
    """How far each cell lies below and to the right of the middle, (rows, 1) and (1, columns).

    >>> [line.ravel().tolist() for line in offsets(3, 2)]
    [[-1.0, 0.0, 1.0], [-0.5, 0.5]]
    """
    down = np.arange(rows) - (rows - 1) / 2
    across = np.arange(columns) - (columns - 1) / 2
    return down[:, None], across[None, :]


def centre(rows: int, columns: int) -> Kernel:
    """1 where the filter stands and 0 around it; of an even side, the later middle cell."""
    kernel = np.zeros((rows, columns))
    kernel[rows // 2, columns // 2] = 1.0
    return kernel


def _plain(value: float) -> str:
    return f"{value:g}".replace("-", MINUS)
