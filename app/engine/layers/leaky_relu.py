"""Leaky ReLU: forget what did not match, but not quite."""

from dataclasses import dataclass

import numpy as np

from app.engine.layers.pointwise import PointWise
from app.engine.types import Array, Gradients, Params, SpecError


@dataclass(frozen=True)
class LeakyReLU(PointWise):
    """Negative numbers are scaled down by ``slope``; the rest pass. Any shape, kept.

    Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic
    Models, 2013.
    """

    kind = "leaky_relu"
    stage = "rectified"
    verb = "its input, or a small part of it if that is negative"
    formula = r"y = \begin{cases} x & x > 0 \\ a\,x & x \le 0 \end{cases}"

    slope: float = 0.01

    def __post_init__(self) -> None:
        if not 0 <= self.slope < 1:
            raise SpecError(f"slope is {self.slope!r}, but should be at least 0 and less than 1.")

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        return np.maximum(x, x * x.dtype.type(self.slope))

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """What leaked through forwards leaks back by the same share."""
        one, slope = grad.dtype.type(1), grad.dtype.type(self.slope)
        return Gradients((grad * np.where(inputs[0] > 0, one, slope),), {})

    def weigh(self, value: float) -> tuple[float | None, str | None]:
        return (1.0, "let through") if value > 0 else (self.slope, "turned down")
