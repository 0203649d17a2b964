"""Tanh: squash any number into -1 to 1."""

from dataclasses import dataclass

import numpy as np

from app.engine.layers.pointwise import PointWise
from app.engine.scene import PLAIN, Scene
from app.engine.types import Array, Gradients, Params
from app.engine.writing import counted, signed, thousands


@dataclass(frozen=True)
class Tanh(PointWise):
    """Nearly the input itself around 0, and never beyond -1 and 1. Any shape, kept."""

    kind = "tanh"
    stage = "squashed"
    family = "activation"
    called = "tanh"
    verb = "its input, squashed into −1 to 1"
    formula = r"y = \tanh x = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}"
    summary = (
        "Every number is squashed into −1 to 1: small numbers stay nearly as they are, large "
        "ones come close to the ends and never pass them. Each cell is treated by itself, and "
        "nothing is learned here."
    )
    eli5 = (
        "Think of a rubber band held between two posts. A gentle pull moves it just as far as "
        "you pull. The harder you pull, the less it gives, and it never reaches the post.\n\n"
        "So no number can shout the others down: however loud it was, it is at most 1 now. And "
        "below zero stays below zero."
    )
    in_depth = (
        "y = (e^x − e^−x) / (e^x + e^−x), a sigmoid stretched to −1..1: tanh x = 2·sigmoid(2x) "
        "− 1. Unlike a sigmoid it keeps zero at zero and keeps the sign, so what comes out is "
        "balanced around zero, and the next layer learns more easily.\n\n"
        "Its slope, 1 − y², is 1 at zero and fades at both ends. Through many layers blame "
        "fades with it; that is why deep networks turned to ReLU. LeNet-5 (1998) used a scaled "
        "tanh, 1.7159 · tanh(2x/3)."
    )

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return np.tanh(inputs[0])

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Steepest at zero, flat at both ends."""
        y = np.tanh(inputs[0])
        return Gradients((grad * (1 - y * y),), {})

    def in_numpy(self) -> str:
        return "np.tanh(x)"

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before, after = inputs[0][0], output[0]
        ends = int((np.abs(after) > 0.95).sum())
        return (
            f"{counted(before.size, 'number')} between {signed(float(before.min()))} and "
            f"{signed(float(before.max()))} squashed into −1 to 1: {thousands(ends)} "
            f"{'stands' if ends == 1 else 'stand'} almost at an end."
        )
