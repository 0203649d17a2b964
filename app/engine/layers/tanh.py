"""Tanh: squash any number between two ends, -1 and 1 unless said otherwise."""

from dataclasses import dataclass

import numpy as np

from app.engine.layer import as_amount
from app.engine.layers.pointwise import PointWise
from app.engine.scene import PLAIN, Scene
from app.engine.types import Array, Gradients, Params, Shape
from app.engine.writing import counted, signed, thousands


@dataclass(frozen=True)
class Tanh(PointWise):
    """Nearly a straight line around 0, and never beyond two ends. Any shape, kept.

    amplitude   how far the ends are from 0
    slope       what the input is multiplied by first: amplitude · tanh(slope · x)

    LeNet-5 has an amplitude of 1.7159 and a slope of 2/3: so tanh(1) is nearly 1 and
    tanh(-1) nearly -1 (LeCun and others, Gradient-Based Learning Applied to Document
    Recognition, 1998, appendix A).
    """

    kind = "tanh"
    stage = "squashed"
    family = "activation"
    called = "tanh"
    verb = "its input, squashed into −1 to 1"
    formula = r"y = \tanh x = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}"
    summary = (
        "Every number is squashed into {ends}: small numbers stay nearly as they are, large "
        "ones come close to the ends and never pass them. Each cell is treated by itself, and "
        "nothing is learned here."
    )
    eli5 = (
        "Think of a rubber band held between two posts. A gentle pull moves it just as far as "
        "you pull. The harder you pull, the less it gives, and it never reaches the post.\n\n"
        "So no number can shout the others down: however loud it was, it is at most {most} now. "
        "And below zero stays below zero."
    )
    in_depth = (
        "y = (e^x − e^−x) / (e^x + e^−x), a sigmoid stretched to −1..1: tanh x = 2·sigmoid(2x) "
        "− 1. Unlike a sigmoid it keeps zero at zero and keeps the sign, so what comes out is "
        "balanced around zero, and the next layer learns more easily.\n\n"
        "{steepness} Through many layers blame "
        "fades with it; that is why deep networks turned to ReLU. {scaled}"
    )

    amplitude: float = 1.0
    slope: float = 1.0

    def __post_init__(self) -> None:
        for name in ("amplitude", "slope"):
            as_amount(name, getattr(self, name))

    @property
    def plain(self) -> bool:
        """Whether it is the tanh of the textbooks, neither stretched nor steeper."""
        return self.amplitude == self.slope == 1

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return self._stretched(self._squashed(inputs[0]))

    def _squashed(self, x: Array) -> Array:
        """tanh(slope · x): between -1 and 1."""
        return np.tanh(x if self.slope == 1 else x * x.dtype.type(self.slope))

    def _stretched(self, y: Array) -> Array:
        return y if self.amplitude == 1 else y * y.dtype.type(self.amplitude)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Steepest at zero, flat at both ends."""
        y = self._squashed(inputs[0])
        steepest = grad if self.plain else grad * grad.dtype.type(self.amplitude * self.slope)
        return Gradients((steepest * (1 - y * y),), {})

    def in_numpy(self) -> str:
        squashed = f"np.tanh({'' if self.slope == 1 else f'{self.slope:.7g} * '}x)"
        return squashed if self.amplitude == 1 else f"{self.amplitude:.7g} * {squashed}"

    def words(self, *inputs: Shape) -> dict[str, str]:
        told = super().words(*inputs)
        if not self.plain:
            amplitude, slope = self._told()
            told["verb"] = f"its input, squashed into {self._ends()}"
            told["formula"] = rf"y = {amplitude} \tanh({slope}\,x)"
        return told

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        amplitude, slope = self._told()
        steepness = "Its slope, 1 − y², is 1 at zero and fades at both ends."
        scaled = "LeNet-5 (1998) used a scaled tanh, 1.7159 · tanh(2x/3)."
        if not self.plain:
            steepness = (
                f"This one is stretched: {amplitude}·tanh({slope}·x). Its slope is "
                f"{self.amplitude * self.slope:.3g} at zero and fades at both ends."
            )
            scaled = (
                "LeNet-5 stretched it like this so that +1 and −1, the numbers it aimed at, lie "
                "where the curve bends most and not at its ends, which no input ever reaches."
            )
        return super().blanks(*inputs) | {
            "ends": self._ends(),
            "most": amplitude,
            "steepness": steepness,
            "scaled": scaled,
        }

    def _told(self) -> tuple[str, str]:
        return f"{self.amplitude:.5g}", f"{self.slope:.3g}"

    def _ends(self) -> str:
        return f"−{self._told()[0]} to {self._told()[0]}"

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before, after = inputs[0][0], output[0]
        ends = int((np.abs(after) > 0.95 * self.amplitude).sum())
        return (
            f"{counted(before.size, 'number')} between {signed(float(before.min()))} and "
            f"{signed(float(before.max()))} squashed into {self._ends()}: "
            f"{thousands(ends) if ends else 'none'} {'stands' if ends < 2 else 'stand'} almost at "
            f"an end."
        )
