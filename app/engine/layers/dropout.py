"""Dropout: while learning, switch off numbers at random; afterwards, do nothing."""

from dataclasses import dataclass

from app.engine.layers.pointwise import PointWise
from app.engine.types import Array, Gradients, Params, SpecError


@dataclass(frozen=True)
class Dropout(PointWise):
    """Passes everything on, unless handed a ``mask`` to multiply by. Any shape, kept.

    The training loop draws the mask: 0 with probability ``rate``, 1 / (1 - rate)
    otherwise, so that the average stays as it was. A layer draws nothing itself.
    Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, 2014.
    """

    kind = "dropout"
    stage = "kept"
    verb = "its input, unchanged (some are switched off while the network learns)"
    formula = r"y = x \quad (\text{while learning: } y = m\,x)"

    rate: float = 0.5

    def __post_init__(self) -> None:
        if not 0 <= self.rate < 1:
            raise SpecError(f"rate is {self.rate!r}, but should be at least 0 and less than 1.")

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return inputs[0] * params["mask"] if "mask" in params else inputs[0]

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """What was switched off is not to blame."""
        return Gradients((grad * params["mask"] if "mask" in params else grad,), {})

    def weigh(self, value: float) -> tuple[float | None, str | None]:
        return 1.0, "passed on"
