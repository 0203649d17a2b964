"""Add: let a signal skip ahead and rejoin, as in ResNet."""

from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer, alike
from app.engine.reads import Window
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape


@dataclass(frozen=True)
class Add(Layer):
    """Maps of equal shape, added cell by cell.

    He et al., Deep Residual Learning for Image Recognition, 2015.
    """

    kind = "add"
    stage = "added"
    verb = "the sum of the same cell in each input"
    formula = r"y_{cij} = x_{cij} + x'_{cij}"
    arity = None

    def output_shape(self, *inputs: Shape) -> Shape:
        alike(self, inputs, slice(None))
        return inputs[0]

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window(),) * len(inputs)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        total = np.add(inputs[0], inputs[1])
        for more in inputs[2:]:
            total += more
        return total

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Each input is to blame in full: the slope flows back unchanged along every path."""
        return Gradients((grad,) * len(inputs), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        values = [float(x[0][cell]) for x in inputs]
        terms = tuple(
            Term(*cell, value, 1.0, value, source=source) for source, value in enumerate(values)
        )
        return Terms(terms, sum(values))
