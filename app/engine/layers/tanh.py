"""Tanh: squash any number into -1 to 1."""

from dataclasses import dataclass

import numpy as np

from app.engine.layers.pointwise import PointWise
from app.engine.types import Array, Gradients, Params


@dataclass(frozen=True)
class Tanh(PointWise):
    """Nearly the input itself around 0, and never beyond -1 and 1. Any shape, kept."""

    kind = "tanh"
    stage = "squashed"
    verb = "its input, squashed into −1 to 1"
    formula = r"y = \tanh x = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}"

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return np.tanh(inputs[0])

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Steepest at zero, flat at both ends."""
        y = np.tanh(inputs[0])
        return Gradients((grad * (1 - y * y),), {})
