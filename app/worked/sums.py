"""What the examples are computed with: single layers of the engine, on small tables of numbers."""

from typing import Any, NamedTuple

from app.engine.layer import Layer
from app.engine.layers import Conv2D, Softmax
from app.engine.terms import Term
from app.engine.types import Array, Cell


class Stop(NamedTuple):
    """One number of a convolution and all it was made of."""

    cell: Cell
    terms: tuple[Term, ...]
    total: float


def convolve(seen: Array, weights: Array, **settings: Any) -> Array:
    """One filter over one map (h, w), as networks do it: the filter is not flipped."""
    rows, columns = weights.shape
    layer = Conv2D(1, size=(rows, columns), bias=False, **settings)
    made: Array = layer.forward((seen[None, None],), {"weights": weights[None, None]})[0, 0]
    return made


def stops(seen: Array, weights: Array) -> list[Stop]:
    """Every number of that convolution, taken apart."""
    layer = Conv2D(1, size=(3, 3), bias=False)
    rows, columns = convolve(seen, weights).shape
    params = {"weights": weights[None, None]}
    made = []
    for cell in ((0, row, column) for row in range(rows) for column in range(columns)):
        told = layer.explain(cell, (seen[None, None],), params)
        made.append(Stop(cell, told.terms, told.total))
    return made


def correlate(row: Array, weights: Array, padding: int = 0) -> Array:
    """The same along one line."""
    made: Array = convolve(row[None], weights[None], padding=(0, padding))[0]
    return made


def width(length: int, size: int, stride: int, padding: int) -> int:
    """How many stops a filter makes along ``length`` cells."""
    layer = Conv2D(1, (size, size), (stride, stride), (padding, padding))
    return layer.output_shape((1, length, length))[2]


def on_map(layer: Layer, seen: Array) -> Array:
    """A layer without weights on one map (h, w)."""
    made: Array = layer.forward((seen[None, None],), {})[0, 0]
    return made


def on_row(layer: Layer, row: Array) -> Array:
    """A layer without weights on a list of numbers."""
    made: Array = layer.forward((row[None, :, None, None],), {})[0, :, 0, 0]
    return made


def softmax(scores: Array) -> Array:
    """Scores as shares of one whole."""
    return on_row(Softmax(), scores)
