"""Softmax: turn scores into shares of one whole."""

from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer
from app.engine.reads import Window
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape


@dataclass(frozen=True)
class Softmax(Layer):
    """Each score is exponentiated and divided by the sum of all. (n, c, h, w), kept.

    The shares are taken over the channels. The largest score is subtracted first: it
    changes no answer and keeps exp() small.
    """

    kind = "softmax"
    stage = "softmax"
    verb = "its exponential, as a share of all exponentials"
    formula = r"y_k = \frac{e^{x_k}}{\sum_c e^{x_c}}"

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("all"),)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        powers: Array = np.exp(x - x.max(axis=1, keepdims=True))
        powers /= powers.sum(axis=1, keepdims=True)
        return powers

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """A share can only grow at the others' expense."""
        y = self.forward(inputs, params)
        return Gradients((y * (grad - (grad * y).sum(axis=1, keepdims=True)),), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        channel, i, j = cell
        scores = inputs[0][0, :, i, j].astype(np.float64)
        powers: Array = np.exp(scores - scores.max())
        terms = tuple(
            Term(c, i, j, score, None, power, note="this one" if c == channel else None)
            for c, (score, power) in enumerate(zip(scores.tolist(), powers.tolist(), strict=True))
        )
        return Terms(terms, float(powers[channel] / powers.sum()))
