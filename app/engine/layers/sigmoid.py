"""Sigmoid: squash any number into 0 to 1."""

from dataclasses import dataclass

import numpy as np

from app.engine.layers.pointwise import PointWise
from app.engine.scene import PLAIN, Scene
from app.engine.types import Array, Gradients, Params
from app.engine.writing import counted, signed, thousands


@dataclass(frozen=True)
class Sigmoid(PointWise):
    """Large negative numbers come near 0, large positive ones near 1. Any shape, kept.

    Written with exp(-|x|), which never overflows.
    """

    kind = "sigmoid"
    stage = "squashed"
    family = "activation"
    called = "sigmoid"
    verb = "its input, squashed into 0 to 1"
    formula = r"y = \frac{1}{1 + e^{-x}}"
    summary = (
        "Every number is squashed into 0 to 1: far below zero comes near 0, zero becomes "
        "exactly 0.5, far above zero comes near 1. Each cell is treated by itself, and nothing "
        "is learned here."
    )
    eli5 = (
        "Think of a dimmer that cannot go beyond off and on. However hard you turn it down, it "
        "only gets closer to off; however hard you turn it up, only closer to on. In the "
        "middle a little turn changes a lot.\n\n"
        "Each number has a dimmer of its own and does not care about the others. That suits "
        "questions that can all be answered with yes at once: is there a dog? is there a car?"
    )
    in_depth = (
        "y = 1 / (1 + e^−x). It turns a score into the odds of a yes or no: adding 1 to the "
        "score multiplies the odds by e.\n\n"
        "It is not softmax. Softmax shares one whole among classes of which one must be right; "
        "sigmoids answer each for itself and need not add up to 1. With two classes they meet: "
        "the softmax of two scores is the sigmoid of their difference.\n\n"
        "Its slope, y·(1 − y), is at most 1/4 and fades at both ends. A cell that is very sure "
        "hardly learns, and through many such layers the blame fades away: one reason why ReLU "
        "took its place inside networks."
    )

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        small = np.exp(-np.abs(x))
        share: Array = np.where(x >= 0, x.dtype.type(1), small) / (1 + small)
        return share

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Steepest in the middle, flat where it has already decided."""
        y = self.forward(inputs, params)
        return Gradients((grad * y * (1 - y),), {})

    def in_numpy(self) -> str:
        return "1 / (1 + np.exp(-x))"

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before, after = inputs[0][0], output[0]
        above = int((after > 0.5).sum())
        return (
            f"{counted(before.size, 'number')} between {signed(float(before.min()))} and "
            f"{signed(float(before.max()))} squashed into 0 to 1: {thousands(above)} of "
            f"{thousands(before.size)} ended above one half."
        )
