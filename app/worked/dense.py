"""Lesson: the dense layer."""

from types import SimpleNamespace

import numpy as np

from app.engine.layers import Dense
from app.worked import flatten

CLASSES = ("cat", "dog", "bird")


def example() -> SimpleNamespace:
    """Eight numbers vote on three answers."""
    row = flatten.example().row
    weights = np.array(
        [
            [0.5, -0.2, 0.1, 0.3, 0, -0.4, -0.1, 0.2],
            [-0.1, 0.4, 0.3, -0.2, 0.2, 0.1, 0.2, -0.3],
            [0.2, 0.1, -0.5, -0.1, 0.3, 0.5, 0.1, -0.2],
        ]
    )
    bias = np.array([-0.5, -0.1, -0.2])
    layer, params = Dense(3), {"weights": weights, "bias": bias}
    x = row[None, :, None, None]
    return SimpleNamespace(
        classes=CLASSES,
        weights=weights,
        bias=bias,
        row=row,
        products=weights * row,
        scores=layer.forward((x,), params)[0, :, 0, 0],
    )
