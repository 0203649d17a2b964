"""Lesson: colour, and many filters."""

from types import SimpleNamespace

import numpy as np

from app.engine.layers import Conv2D


def example() -> SimpleNamespace:
    """Three channels, one filter of three slices, 27 products, one number."""
    patch = np.array(
        [
            [[0.9, 0.9, 0.2], [0.9, 0.8, 0.2], [0.9, 0.9, 0.1]],
            [[0.2, 0.2, 0.3], [0.1, 0.2, 0.3], [0.2, 0.2, 0.3]],
            [[0.1, 0.2, 0.8], [0.2, 0.2, 0.9], [0.1, 0.2, 0.8]],
        ]
    )
    weights = np.array(
        [
            [[0.5, 0, -0.5], [0.5, 0, -0.5], [0.5, 0, -0.5]],
            [[0.0, 0, 0], [0, 0, 0], [0, 0, 0]],
            [[-0.5, 0, 0.5], [-0.5, 0, 0.5], [-0.5, 0, 0.5]],
        ]
    )
    bias = np.array([-0.2])
    layer, params = Conv2D(1), {"weights": weights[None], "bias": bias}
    terms = layer.explain((0, 0, 0), (patch[None],), params)
    products = np.array([term.product for term in terms.terms]).reshape(3, 3, 3)
    return SimpleNamespace(
        names=("red", "green", "blue"),
        patch=patch,
        weights=weights,
        bias=float(bias[0]),
        products=products,
        sums=products.sum(axis=(1, 2)),
        total=float(layer.forward((patch[None],), params).item()),
    )
