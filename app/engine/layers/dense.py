"""Dense: let every feature vote on every answer."""

from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer, as_count, as_list, given
from app.engine.reads import Window
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape


@dataclass(frozen=True)
class Dense(Layer):
    """A weighted vote of all inputs, plus a bias: a convolution whose window is everything.

    x        (n, c, 1, 1)
    weights  (units, c)
    bias     (units,)
    output   (n, units, 1, 1)
    """

    kind = "dense"
    stage = "dense"
    verb = "a weighted sum of everything, plus a bias"
    formula = r"y_k = b_k + \sum_c w_{kc}\, x_c"

    units: int

    def __post_init__(self) -> None:
        as_count("units", self.units)

    def output_shape(self, *inputs: Shape) -> Shape:
        as_list(self, inputs[0])
        return self.units, 1, 1

    def param_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"weights": (self.units, as_list(self, inputs[0])), "bias": (self.units,)}

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("all"),)

    def macs(self, *inputs: Shape) -> int:
        return self.units * inputs[0][0]

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x, weights = _rows(inputs[0]), given(params, "weights", self)
        votes = x @ weights.T
        votes += given(params, "bias", self)
        return votes[:, :, None, None]

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """An input is to blame by its weight in every vote."""
        blame = _rows(grad) @ given(params, "weights", self)
        return Gradients((blame[:, :, None, None],), self.param_gradients(grad, inputs, params))

    def param_gradients(
        self, grad: Array, inputs: tuple[Array, ...], params: Params
    ) -> dict[str, Array]:
        slopes = _rows(grad)
        return {"weights": slopes.T @ _rows(inputs[0]), "bias": slopes.sum(axis=0)}

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        values = inputs[0][0, :, 0, 0].astype(np.float64)
        weights = params["weights"][cell[0]].astype(np.float64)
        bias = float(params["bias"][cell[0]])
        products = values * weights
        terms = tuple(
            Term(c, 0, 0, *numbers)
            for c, numbers in enumerate(
                zip(values.tolist(), weights.tolist(), products.tolist(), strict=True)
            )
        )
        return Terms(terms, float(products.sum()) + bias, bias)


def _rows(x: Array) -> Array:
    """(n, c, 1, 1) as a matrix (n, c)."""
    return x.reshape(x.shape[:2])
