"""Sigmoid: squash any number into 0 to 1."""

from dataclasses import dataclass

import numpy as np

from app.engine.layers.pointwise import PointWise
from app.engine.types import Array, Gradients, Params


@dataclass(frozen=True)
class Sigmoid(PointWise):
    """Large negative numbers come near 0, large positive ones near 1. Any shape, kept.

    Written with exp(-|x|), which never overflows.
    """

    kind = "sigmoid"
    stage = "squashed"
    verb = "its input, squashed into 0 to 1"
    formula = r"y = \frac{1}{1 + e^{-x}}"

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        small = np.exp(-np.abs(x))
        share: Array = np.where(x >= 0, x.dtype.type(1), small) / (1 + small)
        return share

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Steepest in the middle, flat where it has already decided."""
        y = self.forward(inputs, params)
        return Gradients((grad * y * (1 - y),), {})
