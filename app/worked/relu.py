"""Lesson: ReLU, and why something must bend."""

from types import SimpleNamespace

import numpy as np

from app.engine.layers import LeakyReLU, ReLU, Sigmoid, Tanh
from app.worked.sums import on_map, on_row


def example() -> SimpleNamespace:
    """A map with negative answers, before and after; and the curves of four activations."""
    before = np.array([[1.5, -2, 0, 3], [-1, 4, -0.5, 2], [0.5, -3, 1, -1.5], [2, -1, 5, -2.5]])
    numbers = np.array([-3.0, -1, 0, 1, 3])
    kinds = {"ReLU": ReLU(), "leaky ReLU": LeakyReLU(), "sigmoid": Sigmoid(), "tanh": Tanh()}
    return SimpleNamespace(
        before=before,
        after=on_map(ReLU(), before),
        cut=int((before < 0).sum()),
        numbers=numbers,
        kinds={name: on_row(layer, numbers) for name, layer in kinds.items()},
        functions={
            name: (lambda x, layer=layer: float(on_row(layer, np.array([x]))[0]))
            for name, layer in kinds.items()
        },
        folded=on_row(ReLU(), numbers) + on_row(ReLU(), -numbers),
    )
