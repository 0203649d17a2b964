"""Batch normalisation: bring every map to a common scale."""

from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer, given
from app.engine.reads import Window
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape, SpecError


@dataclass(frozen=True)
class BatchNorm(Layer):
    """Each map is shifted and scaled by what was measured and learned in training.

        x                    (n, c, h, w)
        scale, shift         (c,)   learned
        mean, variance       (c,)   measured over the training pictures
        output               (n, c, h, w)

    Ioffe and Szegedy, Batch Normalization, 2015.
    """

    kind = "batch_norm"
    stage = "normalised"
    verb = "its input, moved and stretched to its map's common scale"
    formula = (
        r"y_{cij} = \gamma_c\, \frac{x_{cij} - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}} + \beta_c"
    )
    measured = frozenset({"mean", "variance"})

    epsilon: float = 1e-5

    def __post_init__(self) -> None:
        if not self.epsilon > 0:
            raise SpecError(f"epsilon is {self.epsilon!r}, but should be a little more than 0.")

    def param_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return dict.fromkeys(("scale", "shift", "mean", "variance"), (inputs[0][0],))

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window(),)

    def macs(self, *inputs: Shape) -> int:
        c, h, w = inputs[0]
        return c * h * w

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        factor, offset = self._line(params)
        return inputs[0] * _per_map(factor) + _per_map(offset)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """With its measurements fixed, a straight line; blame scales by its slope."""
        x, scale, mean = inputs[0], params["scale"], params["mean"]
        spread = np.sqrt(params["variance"] + self.epsilon)
        factor = scale / spread
        heights = grad.sum(axis=(0, 2, 3))
        tilts = (grad * (x - _per_map(mean))).sum(axis=(0, 2, 3))
        return Gradients(
            inputs=(grad * _per_map(factor),),
            params={
                "scale": tilts / spread,
                "shift": heights,
                "mean": -heights * factor,
                "variance": -tilts * factor / (2 * spread**2),
            },
        )

    def _line(self, params: Params) -> tuple[Array, Array]:
        """What each map is multiplied by, and what is added to it."""
        factor = given(params, "scale", self) / np.sqrt(
            given(params, "variance", self) + self.epsilon
        )
        return factor, given(params, "shift", self) - given(params, "mean", self) * factor

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        exact = {name: array.astype(np.float64) for name, array in params.items()}
        factor, offset = (float(line[cell[0]]) for line in self._line(exact))
        value = float(inputs[0][0][cell])
        term = Term(*cell, value, factor, value * factor)
        return Terms((term,), term.product + offset, offset)


def _per_map(values: Array) -> Array:
    return values[:, None, None]
