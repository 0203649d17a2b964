"""One number that a filter made, taken apart into every product that was added up for it.

The sums are made again in float64, from the numbers that the step has read. What a pool keeps
comes from four sums; the products told are those of the one that decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.engine.filtering import POOL, Step
from app.engine.provenance import roundings
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, EngineError, Pair
from app.engine.writing import MINUS, by


@dataclass(frozen=True, slots=True)
class FilteredCell:
    """Where one number of a step comes from.

    value       the number as the step made it, in float32
    places      where the filter stood: once, or four times where there is a pool
    totals      what the sum was at each of these places, in float64
    chosen      which of them ``told`` is about: the largest
    told        its products, bias and total
    expected    what relu and pool make of the totals
    tolerance   how far roundings may have carried ``value`` away from it
    """

    value: float
    places: tuple[Pair, ...]
    totals: tuple[float, ...]
    chosen: int
    told: Terms
    expected: float
    tolerance: float

    @property
    def adds_up(self) -> bool:
        """Whether the number is what its products add up to."""
        return abs(self.expected - self.value) <= self.tolerance


def filtered_cell(step: Step, maps: Array, answer: Array, place: Pair) -> FilteredCell:
    """The number at ``place`` (row, column) of ``answer`` (1, h', w'), which is what ``step``
    made of ``maps`` (c, h, w). Raises EngineError where there is no such place.
    """
    (row, column), (rows, columns) = place, answer.shape[1:]
    if not (0 <= row < rows and 0 <= column < columns):
        raise EngineError(
            f"There is no number at row {_shortly(row)}, column {_shortly(column)}: there are "
            f"{by((rows, columns))}, counted from 0."
        )
    places = tuple(_places(step, place))
    told = [_sum(step, maps, *one) for one in places]
    totals = np.array([one.total for one in told])
    kept = np.maximum(totals, 0) if step.relu else totals
    expected = kept.mean() if step.pool == "average" else kept.max()
    chosen = int(totals.argmax())
    return FilteredCell(
        float(answer[0, row, column]),
        places,
        tuple(totals.tolist()),
        chosen,
        told[chosen],
        float(expected),
        max(roundings(one, answer.dtype) for one in told),
    )


def _shortly(place: int) -> str:
    text = str(place).replace("-", MINUS)
    return text if len(text) < 12 else f"{text[:8]}..."


def _places(step: Step, place: Pair) -> Iterator[Pair]:
    """Where the filter stood for a number: there, or at the four places that were pooled."""
    if not step.pool:
        yield place
        return
    for down in range(POOL[0]):
        for across in range(POOL[1]):
            yield place[0] * POOL[0] + down, place[1] * POOL[1] + across


def _sum(step: Step, maps: Array, row: int, column: int) -> Terms:
    """Every product of one place, in reading order, channel by channel."""
    kernel = step.kernel(len(maps))
    top, _, left, _ = step.surround()
    terms = []
    for channel, u, v in np.ndindex(*kernel.shape):
        i = row * step.stride[0] - top + u * step.dilation[0]
        j = column * step.stride[1] - left + v * step.dilation[1]
        value, outside = _read(maps, (channel, i, j), step.border)
        weight = float(kernel[channel, u, v])
        product = value * weight + 0.0  # which turns a zero below 0 into a plain one
        terms.append(Term(channel, i, j, value, weight, product, outside))
    bias = float(step.bias)
    return Terms(tuple(terms), sum((term.product for term in terms), bias), bias)


def _read(maps: Array, cell: Cell, border: str) -> tuple[float, bool]:
    """The number at a cell, and whether it lies outside and is made up."""
    channel, row, column = cell
    i, j = _inside(row, maps.shape[1], border), _inside(column, maps.shape[2], border)
    outside = (i, j) != (row, column)
    return (0.0 if i is None or j is None else float(maps[channel, i, j])), outside


def _inside(at: int, length: int, border: str) -> int | None:
    """The line that stands for one outside; None for one of zeros.

    >>> [_inside(-2, 5, border) for border in ("zeros", "reflect", "edge")]
    [None, 2, 0]
    """
    if 0 <= at < length:
        return at
    if border == "edge":
        return min(max(at, 0), length - 1)
    if border == "reflect":
        return -at if at < 0 else 2 * (length - 1) - at
    return None
