"""Lesson: softmax and sigmoid."""

from types import SimpleNamespace

import numpy as np

from app.engine.layers import Sigmoid
from app.worked import dense
from app.worked.sums import on_row, softmax


def example() -> SimpleNamespace:
    """Three scores become three shares; what moves them and what does not; and sigmoids."""
    scores = dense.example().scores
    powers = np.exp(scores)
    two = scores[:2]
    return SimpleNamespace(
        classes=dense.CLASSES,
        scores=scores,
        powers=powers,
        sum=float(powers.sum()),
        shares=softmax(scores),
        added=5,
        lifted=scores + 5,
        lifted_shares=softmax(scores + 5),
        temperatures=[(t, softmax(scores / t)) for t in (0.5, 1, 2)],
        sigmoids=on_row(Sigmoid(), scores),
        two=two,
        two_shares=softmax(two),
        difference=float(two[0] - two[1]),
        difference_sigmoid=float(on_row(Sigmoid(), two[:1] - two[1:])[0]),
    )
