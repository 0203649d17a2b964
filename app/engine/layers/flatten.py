"""Flatten: lay all the maps out in one long row."""

from dataclasses import dataclass

from app.engine.layer import Layer, volume
from app.engine.layers.pool import image_of
from app.engine.reads import Unroll
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape


@dataclass(frozen=True)
class Flatten(Layer):
    """(n, c, h, w) -> (n, c * h * w, 1, 1): map by map, row by row, nothing lost."""

    kind = "flatten"
    stage = "flattened"
    verb = "one cell of one map, in reading order"
    formula = r"y_{\,c \cdot h w + i \cdot w + j} = x_{cij}"

    def output_shape(self, *inputs: Shape) -> Shape:
        return volume(inputs[0]), 1, 1

    def reads(self, *inputs: Shape) -> tuple[Unroll, ...]:
        return (Unroll(),)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return inputs[0].reshape(len(inputs[0]), -1, 1, 1)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Fold the row up again."""
        return Gradients((grad.reshape(inputs[0].shape),), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        home = Unroll().home(cell[0], image_of(inputs[0]))
        value = float(inputs[0][0][home])
        return Terms((Term(*home, value, 1.0, value),), value)
