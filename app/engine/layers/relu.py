"""ReLU: keep what matched, forget what did not."""

from dataclasses import dataclass

from app.engine.kernels import elementwise
from app.engine.layers.pointwise import PointWise
from app.engine.types import Array, Gradients, Params


@dataclass(frozen=True)
class ReLU(PointWise):
    """Negative numbers become zero; the rest pass through untouched. Any shape, kept.

    Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010.
    """

    kind = "relu"
    stage = "rectified"
    verb = "its input, or zero if that is negative"
    formula = r"y = \max(0, x)"

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return elementwise.rectified(inputs[0])

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Only the cells that were let through can be blamed."""
        return Gradients((grad * (inputs[0] > 0),), {})

    def weigh(self, value: float) -> tuple[float | None, str | None]:
        return (1.0, "let through") if value > 0 else (0.0, "cut to zero")
