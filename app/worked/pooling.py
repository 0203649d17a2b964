"""Lesson: pooling."""

from types import SimpleNamespace

import numpy as np

from app.engine.layers import AveragePool, MaxPool
from app.worked import relu
from app.worked.sums import on_map


def example() -> SimpleNamespace:
    """4×4 becomes 2×2, by the largest and by the mean; and what one step to the right changes."""
    rectified = relu.example().after
    spot = np.zeros((4, 4))
    spot[1, 0], spot[2, 0] = 5, 3
    moved = np.roll(spot, 1, axis=1)
    further = np.roll(spot, 2, axis=1)
    return SimpleNamespace(
        before=rectified,
        largest=on_map(MaxPool(), rectified),
        mean=on_map(AveragePool(), rectified),
        spot=spot,
        moved=moved,
        further=further,
        spot_pooled=on_map(MaxPool(), spot),
        moved_pooled=on_map(MaxPool(), moved),
        further_pooled=on_map(MaxPool(), further),
    )
