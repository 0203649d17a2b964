"""The few words the engine is written in.

Every image-like value has four axes, always in this order: n images, c channels,
h rows, w columns. Docstrings name them the same way: ``(n, c, h, w)``. A list of
numbers, such as the scores of ten classes, is ``(n, 10, 1, 1)``.

    EngineError             something the engine cannot do; the message is for a person
      ShapeError            two neighbours, or a network and its weights, do not fit
      SpecError             a network description or a setting that makes no sense
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Shape = tuple[int, int, int]
"""Channels, rows, columns of one image."""

Pair = tuple[int, int]
"""One number for the rows, one for the columns."""

Cell = tuple[int, int, int]
"""Channel, row, column of one number; all counted from 0."""

Params = Mapping[str, Array]
"""What one layer has learned, by name: ``{"weights": ..., "bias": ...}``."""

Weights = Mapping[str, Params]
"""What a network has learned, by the name of the node."""


class Gradients(NamedTuple):
    """How the loss would change: one array per input, one per parameter."""

    inputs: tuple[Array, ...]
    params: dict[str, Array]


class EngineError(ValueError):
    """Something the engine cannot do. The message is a sentence for a person."""


class ShapeError(EngineError):
    """Two things that should fit do not; the message names both and their sizes."""


class SpecError(EngineError):
    """A network description or a setting that makes no sense; the message says why."""
