"""One array in a file of weights: what it says of itself, and a way through its numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from app.engine.types import Array
from app.engine.writing import by, thousands
from app.errors import BadWeights

KINDS = ("float16", "float32", "float64")
CHUNK = 4 * 2**20
"""Bytes that are read at once."""


@dataclass(frozen=True)
class Tensor:
    """An array called ``name`` of numbers of one kind; ``read`` opens its bytes, in order."""

    name: str
    dtype: np.dtype
    shape: tuple[int, ...]
    read: Callable[[], Iterator[bytes]]

    @property
    def size(self) -> int:
        """Bytes of its numbers."""
        return prod(self.shape) * self.dtype.itemsize

    def numbers(self) -> Iterator[NDArray[np.float32]]:
        """All numbers in order, a few at a time, as float32.

        Raises BadWeights where one is not finite or where they end too early.
        """
        seen, rest = 0, b""
        for data in self.read():
            data = rest + data
            whole = len(data) // self.dtype.itemsize * self.dtype.itemsize
            rest = data[whole:]
            with np.errstate(over="ignore"):
                part = np.frombuffer(data[:whole], self.dtype).astype(np.float32)
            self._check(part, np.frombuffer(data[:whole], self.dtype), seen)
            seen += len(part)
            yield part
        if seen != prod(self.shape) or rest:
            raise BadWeights(
                f"The array {self.name} breaks off: it should have "
                f"{thousands(prod(self.shape))} numbers, but the file ends after {thousands(seen)}."
            )

    def _check(self, part: Array, given: Array, seen: int) -> None:
        if np.isfinite(part).all():
            return
        at = int(np.flatnonzero(~np.isfinite(part))[0])
        place = np.unravel_index(seen + at, self.shape)
        where = f"{self.name}[{', '.join(str(int(one)) for one in place)}]"
        if np.isfinite(given[at]):
            raise BadWeights(f"The array {where} is {given[at]:.3g}: more than a float32 can hold.")
        raise BadWeights(f"The array {where} is {given[at]}, but weights should be finite numbers.")


def kind(name: str, told: str) -> np.dtype:
    """The kind of number a file says it holds. Raises BadWeights where it is none that is read."""
    if told not in KINDS:
        raise BadWeights(
            f"The array {_short(name)} is of {told[:40]}. Weights should be {_any_of(KINDS)}."
        )
    return np.dtype(told).newbyteorder("<")


def described(shape: tuple[int, ...]) -> str:
    """A shape as people write it; a single number has none."""
    return by(shape) if shape else "a single number"


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:77]}..."


def _any_of(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
