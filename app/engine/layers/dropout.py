"""Dropout: while learning, switch off numbers at random; afterwards, do nothing."""

from dataclasses import dataclass

import numpy as np

from app.engine.layers.pointwise import PointWise
from app.engine.scene import PLAIN, Scene
from app.engine.types import Array, Gradients, Params, Shape, SpecError
from app.engine.writing import NARROW, counted, thousands


@dataclass(frozen=True)
class Dropout(PointWise):
    """Passes everything on, unless handed a ``mask`` to multiply by. Any shape, kept.

    The training loop draws the mask: 0 with probability ``rate``, 1 / (1 - rate)
    otherwise, so that the average stays as it was. A layer draws nothing itself.
    Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, 2014.
    """

    kind = "dropout"
    stage = "kept"
    verb = "its input, unchanged (some are switched off while the network learns)"
    formula = r"y = x \quad (\text{while learning: } y = m\,x)"
    summary = (
        "Nothing happens here once a network has learned: every number goes through unchanged. "
        "Only while it learns, {rate} of the numbers are switched off at random, others in "
        "every round, so that no part can rely on another being there."
    )
    eli5 = (
        "A team that always leans on its best player is lost on the day she is ill. So in "
        "training, the coach sends some players off at random, others every time, and the rest "
        "must manage.\n\n"
        "In the real match everybody plays. This is the real match."
    )
    in_depth = (
        "While learning, each number is multiplied by a mask: 0 with a chance of {rate}, and "
        "{gain} otherwise, so that the sum stays the same on average. Afterwards there is no "
        "mask and the layer is the identity; nothing has to be rescaled.\n\n"
        "It works like training a great many thinned-out networks that share their weights and "
        "letting all of them vote. AlexNet used it in its two large dense layers, which would "
        "otherwise have learned the training pictures by heart."
    )

    rate: float = 0.5

    def __post_init__(self) -> None:
        if not 0 <= self.rate < 1:
            raise SpecError(f"rate is {self.rate!r}, but should be at least 0 and less than 1.")

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return inputs[0] * params["mask"] if "mask" in params else inputs[0]

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """What was switched off is not to blame."""
        return Gradients((grad * params["mask"] if "mask" in params else grad,), {})

    def weigh(self, value: float) -> tuple[float | None, str | None]:
        return 1.0, "passed on"

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        return super().blanks(*inputs) | {
            "rate": f"{100 * self.rate:g}{NARROW}%",
            "gain": f"{1 / (1 - self.rate):.3g}",
        }

    def in_numpy(self) -> str:
        return "x  # while learning: x * mask"

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        size = inputs[0][0].size
        if "mask" in params:
            off = int((np.broadcast_to(params["mask"], inputs[0].shape)[0] == 0).sum())
            return (
                f"{thousands(off)} of {counted(size, 'number')} "
                f"{'was' if off == 1 else 'were'} switched off for this round of learning."
            )
        passed = "The one number" if size == 1 else f"All {thousands(size)} numbers"
        return f"{passed} went through unchanged: switching off happens only while learning."
