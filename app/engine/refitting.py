"""Learned weights for a filter of another size: cropped to their middle, or set into a larger one.

Nobody learned a filter of that size, so nobody can say what would stand in it. What is done
here is the plainest thing, and it is always said.
"""

from typing import NamedTuple

import numpy as np

from app.engine.knobs import RANDOM
from app.engine.types import Array, Pair, Params
from app.engine.writing import by, counted, listed, ordinal


class Refit(NamedTuple):
    """The weights as they are used, and what was done to them; nothing, if nothing was."""

    params: Params
    told: tuple[str, ...]


def refit(params: Params, size: Pair, filters: int, fill: str) -> Refit:
    """Weights (k, c, r, s) and biases (k,) as ``filters`` of ``size``.

    fill  what stands in weights that were never learned: "zeros", or "random" numbers
          that are as large as the learned ones and the same every time

    Filters that were never there are random in any case: made of zeros, they would see nothing.
    """
    weights = params["weights"]
    k, c, *learned = weights.shape
    if [k, *learned] == [filters, *size]:
        return Refit(params, ())
    drawn = _drawn((filters, c, *size), weights)
    if fill != RANDOM.value:
        drawn[:k] = 0
    keep = min(k, filters)
    spans = [_span(*both) for both in zip(learned, size, strict=True)]
    (into_rows, of_rows), (into_columns, of_columns) = spans
    drawn[:keep, :, into_rows, into_columns] = weights[:keep, :, of_rows, of_columns]
    made: dict[str, Array] = {"weights": drawn}
    if "bias" in params:
        made["bias"] = np.zeros(filters, weights.dtype)
        made["bias"][:keep] = params["bias"][:keep]
    told = [*_resized((learned[0], learned[1]), size, fill), *_counted(k, filters)]
    return Refit(made, tuple(told))


def centred(filters: Array, size: Pair) -> Array:
    """Filters (..., r, s) in the middle of a window of another size, zeros around them.

    What does not fit into the window is cropped.

    >>> centred(np.ones((1, 1)), (3, 2)).tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]
    """
    *others, rows, columns = filters.shape
    made: Array = np.zeros((*others, *size), filters.dtype)
    into_rows, of_rows = _span(rows, size[0])
    into_columns, of_columns = _span(columns, size[1])
    made[..., into_rows, into_columns] = filters[..., of_rows, of_columns]
    return made


def _drawn(shape: tuple[int, ...], like: Array) -> Array:
    """Random weights about as large as the learned ones."""
    spread = float(like.std()) or 0.1
    drawn: Array = np.random.default_rng(0).normal(0, spread, shape).astype(like.dtype)
    return drawn


def _span(learned: int, wanted: int) -> tuple[slice, slice]:
    """Where along one axis the learned weights go, and which of them.

    >>> _span(3, 5), _span(3, 2)
    ((slice(1, 4, None), slice(0, 3, None)), (slice(0, 2, None), slice(0, 2, None)))
    """
    common = min(learned, wanted)
    into, of = (wanted - common) // 2, (learned - common) // 2
    return slice(into, into + common), slice(of, of + common)


def _resized(learned: Pair, size: Pair, fill: str) -> list[str]:
    if learned == size:
        return []
    told = []
    if any(wanted < had for had, wanted in zip(learned, size, strict=True)):
        spans = [_span(*both)[1] for both in zip(learned, size, strict=True)]
        lines = listed(
            [
                f"{name} {span.start}"
                if span.stop - span.start == 1
                else f"{name}s {span.start} to {span.stop - 1}"
                for span, name in zip(spans, ("row", "column"), strict=True)
            ]
        )
        told.append(
            f"Only the middle of each learned {by(learned)} grid is used, {lines} of it: this is "
            f"not what a network with a {by(size)} filter would have learned."
        )
    if any(wanted > had for had, wanted in zip(learned, size, strict=True)):
        what = (
            "random numbers, the same every time"
            if fill == RANDOM.value
            else "zeros, so they add nothing yet"
        )
        told.append(
            f"Each learned {by(learned)} grid stands in the middle of its {by(size)}; the weights "
            f"around it were never learned and are {what}."
        )
    return told


def _counted(learned: int, filters: int) -> list[str]:
    if filters <= learned:
        return []
    which = (
        f"The {ordinal(filters)} filter was"
        if filters == learned + 1
        else f"Filters {learned + 1} to {filters} were"
    )
    return [
        f"{which} never learned: random weights stand in for them, the same every time. "
        f"The network has {counted(learned, 'filter')}."
    ]
