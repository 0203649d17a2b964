"""Rows: weights that are too many to hold, and are had a few rows at a time.

The first dense layer of VGG has 103 million weights, 411 MB of them. Whoever wants to know how one
number came about needs one row of them, 100 kB; whoever runs the network needs all, but never
at once. So a large array may be ``Rows``: it says its shape, hands out rows (one per output
channel) when asked, and forgets them again.

    rows[4]           the weights of one output channel, as an array
    rows[2:6]         those of some
    rows[4, 1:3]      a part of one
    np.asarray(rows)  all of them, for whoever insists
    rows.copy()       the same, to be written to: only what is changed is held

It passes for an ``Array`` wherever single rows are looked at; ``product`` and ``blame`` multiply
with either.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from math import prod
from typing import Any, cast

import numpy as np

from app.engine.types import Array

WHOLE = 16 * 2**20
"""Bytes up to which an array is held as it is."""
BAND = 8 * 2**20
"""Bytes of rows that are had at once while multiplying: they still lie in the cache."""


class Rows(ABC):
    """A float32 array (k, ...) whose rows are made when somebody asks."""

    dtype = np.dtype(np.float32)

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape

    @abstractmethod
    def some(self, start: int, stop: int) -> Array:
        """Rows ``start`` to ``stop``: an array to keep, and to write to unless it is read-only."""

    @property
    def ndim(self) -> int:
        """How many axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """How many numbers."""
        return prod(self.shape)

    @property
    def nbytes(self) -> int:
        """How many bytes they would take up."""
        return self.size * self.dtype.itemsize

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, key: Any) -> Array:
        first, *rest = key if isinstance(key, tuple) else (key,)
        if isinstance(first, slice):
            start, stop, step = first.indices(len(self))
            chosen = self.some(start, max(start, stop))[::step]
        elif isinstance(first, int | np.integer):
            chosen = self.row(self._at(int(first)))
            return cast(Array, chosen[tuple(rest)]) if rest else chosen
        else:
            chosen = np.stack([self.row(self._at(int(at))) for at in first])
        return chosen[(slice(None), *rest)] if rest else chosen

    def __iter__(self) -> Iterator[Array]:
        for _, band in self.bands():
            yield from band

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        if copy is False:
            raise ValueError("These rows are made anew each time: there is nothing to share.")
        return self.some(0, len(self)).astype(dtype or self.dtype, copy=False)

    def astype(self, dtype: Any) -> Array:
        """All of it, as numbers of another kind."""
        return self.some(0, len(self)).astype(dtype)

    def row(self, at: int) -> Array:
        """One row."""
        return _read(self, at)

    def copy(self) -> "Patched":
        """The same rows, to be written to."""
        return Patched(self)

    def bands(self) -> Iterator[tuple[slice, Array]]:
        """All rows in order, a band at a time, with where it belongs."""
        tall = max(1, BAND // max(1, self.nbytes // max(1, len(self))))
        for start in range(0, len(self), tall):
            stop = min(start + tall, len(self))
            yield slice(start, stop), self.some(start, stop)

    def _at(self, row: int) -> int:
        if not -len(self) <= row < len(self):
            raise IndexError(f"There is no row {row}: there are {len(self)}.")
        return row % len(self)


class Laid(Rows):
    """Rows that lie somewhere already, such as in a file, and are only looked at."""

    def __init__(self, array: Array) -> None:
        super().__init__(array.shape)
        self._array = array

    def some(self, start: int, stop: int) -> Array:
        return self._array[start:stop]


class Patched(Rows):
    """Other rows with some of them changed; only those are held."""

    def __init__(self, base: Rows) -> None:
        super().__init__(base.shape)
        self.base = base
        self.changed: dict[int, Array] = {}
        self.sealed = False

    def some(self, start: int, stop: int) -> Array:
        rows = self.base.some(start, stop)
        mine = [at for at in self.changed if start <= at < stop]
        if mine and not rows.flags.writeable:
            rows = rows.copy()
        for at in mine:
            rows[at - start] = self.changed[at]
        return rows

    def row(self, at: int) -> Array:
        """One row: until it is sealed, the very one that is kept, so that it can be written to."""
        if self.sealed:
            return self.changed[at] if at in self.changed else self.base.row(at)
        if at not in self.changed:
            self.changed[at] = self.base.row(at).copy()
        return self.changed[at]

    def __setitem__(self, key: Any, value: Any) -> None:
        if self.sealed:
            raise ValueError("These weights belong to a run: they cannot be written to.")
        if isinstance(key, tuple):
            self.row(self._at(int(key[0])))[key[1:]] = value
        elif isinstance(key, int | np.integer):
            self.row(self._at(int(key)))[...] = value
        else:
            for at, one in zip(key, value, strict=True):
                self.row(self._at(int(at)))[...] = one


def whole(array: Array | Rows) -> Array:
    """An array as it lies in memory, made if it is rows."""
    return array.some(0, len(array)) if isinstance(array, Rows) else array


def seal(array: Array | Rows) -> None:
    """Let nobody write to it any more."""
    if isinstance(array, Patched):
        array.sealed = True
    elif isinstance(array, np.ndarray):
        array.flags.writeable = False


def same(one: Array | Rows, other: Array | Rows) -> bool:
    """Whether two arrays hold the same numbers; of rows only those that were changed are made."""
    if one is other:
        return True
    if isinstance(one, Rows) and isinstance(other, Rows) and _origin(one) is _origin(other):
        touched = {*_changed(one), *_changed(other)}
        return all(np.array_equal(_read(one, at), _read(other, at)) for at in touched)
    return bool(np.array_equal(np.asarray(one), np.asarray(other)))


def product(x: Array, weights: Array | Rows) -> Array:
    """``x @ weights.T``: (n, c) and (k, c) give (n, k)."""
    if not isinstance(weights, Rows):
        return cast(Array, x @ weights.T)
    out = np.empty((len(x), len(weights)), x.dtype)
    for place, band in weights.bands():
        out[:, place] = x @ band.T
    return out


def blame(slopes: Array, weights: Array | Rows) -> Array:
    """``slopes @ weights``: (n, k) and (k, c) give (n, c). Rows nobody blames are left alone."""
    if not isinstance(weights, Rows):
        return cast(Array, slopes @ weights)
    out = np.zeros((len(slopes), weights.shape[1]), slopes.dtype)
    blamed = np.flatnonzero(slopes.any(axis=0))
    if len(blamed) * 4 < len(weights):
        for at in blamed.tolist():
            out += slopes[:, at : at + 1] * _read(weights, at)
        return out
    for place, band in weights.bands():
        out += slopes[:, place] @ band
    return out


def _origin(rows: Rows) -> Rows:
    return _origin(rows.base) if isinstance(rows, Patched) else rows


def _changed(rows: Rows) -> set[int]:
    if not isinstance(rows, Patched):
        return set()
    return {*rows.changed, *_changed(rows.base)}


def _read(rows: Rows, at: int) -> Array:
    """One row, and nothing is kept of having looked."""
    row: Array = rows.some(at, at + 1)[0]
    return row
