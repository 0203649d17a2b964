"""Global average pooling: one number per map, its mean."""

from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer
from app.engine.layers.pool import image_of
from app.engine.reads import Window
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape


@dataclass(frozen=True)
class GlobalAveragePool(Layer):
    """How strongly was it found, wherever it was? (n, c, h, w) -> (n, c, 1, 1).

    Lin, Chen and Yan, Network In Network, 2013.
    """

    kind = "global_average_pool"
    stage = "pooled"
    verb = "the mean of a whole map"
    formula = r"y_c = \frac{1}{h\,w} \sum_{i,j} x_{cij}"

    def output_shape(self, *inputs: Shape) -> Shape:
        return inputs[0][0], 1, 1

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("same", size=inputs[0][1:]),)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        means: Array = inputs[0].mean(axis=(2, 3), keepdims=True)
        return means

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Every cell of a map is to blame alike."""
        x = inputs[0]
        _, h, w = image_of(x)
        return Gradients((np.broadcast_to(grad / (h * w), x.shape),), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        numbers = inputs[0][0, cell[0]].astype(np.float64)
        share = 1 / numbers.size
        terms = tuple(
            Term(cell[0], i, j, value, share, value * share)
            for (i, j), value in np.ndenumerate(numbers.tolist())
        )
        return Terms(terms, sum(term.product for term in terms))
