"""Leaky ReLU: forget what did not match, but not quite."""

from dataclasses import dataclass

import numpy as np

from app.engine.knobs import SLOPE
from app.engine.layers.pointwise import PointWise
from app.engine.scene import PLAIN, Scene
from app.engine.types import Array, Gradients, Params, Shape, SpecError
from app.engine.writing import percent, signed, thousands


@dataclass(frozen=True)
class LeakyReLU(PointWise):
    """Negative numbers are scaled down by ``slope``; the rest pass. Any shape, kept.

    Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic
    Models, 2013.
    """

    kind = "leaky_relu"
    stage = "rectified"
    family = "activation"
    called = "leaky ReLU"
    knobs = (SLOPE,)
    verb = "its input, or a small part of it if that is negative"
    formula = r"y = \begin{cases} x & x > 0 \\ a\,x & x \le 0 \end{cases}"
    summary = (
        "Numbers above zero go through as they are; negative ones are turned down to {slope} "
        "of their size instead of being cut to 0. Each cell is treated by itself, and nothing "
        "is learned here."
    )
    eli5 = (
        "A doorman stands at every number. Numbers above zero walk in just as they are. Those "
        "below zero may come in too, but only in a whisper.\n\n"
        "So even a filter that is nearly always below zero can still be heard a little, and "
        "can still be told what it did wrong."
    )
    in_depth = (
        "y = x above zero and {slope}·x below. Like ReLU it has the kink without which a stack "
        "of layers would be one weighted sum.\n\n"
        "Its slope is never 0: blame flows back through negative cells too, {slope} of it. A "
        "filter that is negative for every picture can therefore still change; under ReLU it "
        "would be dead for good."
    )

    slope: float = 0.01

    def __post_init__(self) -> None:
        if not 0 <= self.slope < 1:
            raise SpecError(f"slope is {self.slope!r}, but should be at least 0 and less than 1.")

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        return np.maximum(x, x * x.dtype.type(self.slope))

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """What leaked through forwards leaks back by the same share."""
        one, slope = grad.dtype.type(1), grad.dtype.type(self.slope)
        return Gradients((grad * np.where(inputs[0] > 0, one, slope),), {})

    def weigh(self, value: float) -> tuple[float | None, str | None]:
        return (1.0, "let through") if value > 0 else (self.slope, "turned down")

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        return super().blanks(*inputs) | {"slope": f"{self.slope:g}"}

    def in_numpy(self) -> str:
        return f"np.where(x > 0, x, {self.slope} * x)"

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before = inputs[0][0]
        low = int((before < 0).sum())
        if not low:
            return f"None of the {thousands(before.size)} numbers was negative, so nothing changed."
        deepest = float(before.min())
        return (
            f"{thousands(low)} of {thousands(before.size)} numbers ({percent(low / before.size)}) "
            f"{'was' if low == 1 else 'were'} negative and turned down to {self.slope:g} of "
            f"{'its' if low == 1 else 'their'} size: {signed(deepest)} became "
            f"{signed(deepest * self.slope)}."
        )
