"""Lesson: convolution in one dimension."""

from types import SimpleNamespace

import numpy as np

from app.worked.sums import correlate


def example() -> SimpleNamespace:
    """One dimension: rain runs into a river; then the same sum without the flip finds a step."""
    rain, runs_off = np.array([4.0, 0, 2, 6, 0, 0]), np.array([0.5, 0.3, 0.2])
    # A true convolution is what our layer does with the list turned round.
    river = correlate(rain, runs_off[::-1], padding=2)[: len(rain)]
    light, step = np.array([0.0, 0, 0, 1, 1, 1, 0, 0]), np.array([-1.0, 1])
    return SimpleNamespace(
        rain=rain,
        runs_off=runs_off,
        river=river,
        light=light,
        step=step,
        edges=correlate(light, step),
        edges_flipped=correlate(light, step[::-1]),
    )
