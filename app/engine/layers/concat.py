"""Concat: stack the maps of several branches, as in GoogLeNet."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from app.engine.layer import Layer, alike
from app.engine.reads import Window
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape


@dataclass(frozen=True)
class Concat(Layer):
    """Branches of equal height and width, channel after channel.

    Szegedy et al., Going Deeper with Convolutions, 2014.
    """

    kind = "concat"
    stage = "concatenated"
    verb = "a cell of one of the branches"
    formula = r"y = [\,x ;\; x'\,]"
    arity = None

    def output_shape(self, *inputs: Shape) -> Shape:
        alike(self, inputs, slice(1, None))
        return sum(c for c, _, _ in inputs), *inputs[0][1:]

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return tuple(Window(offset=seam) for seam in _seams([c for c, _, _ in inputs]))

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return np.concatenate(inputs, axis=1)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Each branch gets back what it put in."""
        seams = _seams([x.shape[1] for x in inputs])[1:]
        return Gradients(tuple(np.split(grad, seams, axis=1)), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        channel, i, j = cell
        seams = _seams([x.shape[1] for x in inputs])
        source = max(at for at, seam in enumerate(seams) if seam <= channel)
        home = channel - seams[source]
        value = float(inputs[source][0, home, i, j])
        return Terms((Term(home, i, j, value, 1.0, value, source=source),), value)


def _seams(channels: list[int]) -> list[int]:
    """Where each branch begins in the stack.

    >>> _seams([2, 3, 1])
    [0, 2, 5]
    """
    return list(accumulate(channels[:-1], initial=0))
