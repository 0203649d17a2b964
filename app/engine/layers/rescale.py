"""Rescale: the pixels, stretched to the range that a network was made for."""

from dataclasses import dataclass
from math import inf

from app.engine.layers.pointwise import PointWise
from app.engine.scene import PLAIN, Scene
from app.engine.types import Array, Gradients, Params, Shape, SpecError
from app.engine.writing import MINUS, flat, unsigned


@dataclass(frozen=True)
class Rescale(PointWise):
    """What was 0 becomes ``low``, what was 1 becomes ``high``, by a straight line. Any shape, kept.

    LeNet-5 read digits from -0.1 (paper) to 1.175 (ink), so that over a picture their mean
    was about 0 and their variance about 1 (LeCun, Bottou, Bengio and Haffner, Gradient-Based
    Learning Applied to Document Recognition, 1998, section II.B).
    """

    kind = "rescale"
    stage = "rescaled"
    verb = "its input, measured on another scale"
    formula = r"y = a + (b - a)\,x"
    summary = (
        "Every number is carried over to another scale: 0 becomes {low} and 1 becomes {high}, "
        "and what lies between goes along. Each cell is treated by itself, and nothing is "
        "learned here."
    )
    eli5 = (
        "The same temperature has one number in Celsius and another in Fahrenheit. Nothing gets "
        "warmer or colder; it is only written on another scale.\n\n"
        "Here too: what was dark stays dark and what was bright stays bright. The numbers are "
        "only written so that the next layer likes to work with them."
    )
    in_depth = (
        "y = {low} + {span}·x. Both numbers were chosen by people, before anything was learned: "
        "over a typical picture the mean then lies near 0 and the variance near 1.\n\n"
        "That matters while a network learns. If all numbers that come in are positive, all "
        "weights of a filter are pushed up together or down together, and learning has to "
        "zigzag; around 0 each can go its own way. Later, batch normalisation did the same for "
        "every layer, with a mean and a variance that are measured."
    )

    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        if not -inf < self.low < self.high < inf:
            raise SpecError(
                f"low is {self.low!r} and high {self.high!r}, but low should be the smaller number."
            )

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        return x * x.dtype.type(self.high - self.low) + x.dtype.type(self.low)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """The slope is the same everywhere."""
        return Gradients((grad * grad.dtype.type(self.high - self.low),), {})

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        told = {"low": self.low, "high": self.high, "span": self.high - self.low}
        return super().blanks(*inputs) | {
            name: f"{value:g}".replace("-", MINUS) for name, value in told.items()
        }

    def in_numpy(self) -> str:
        return f"{self.low} + ({self.high} - {self.low}) * x"

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before, after = inputs[0][0], output[0]
        low, high = unsigned(float(before.min())), unsigned(float(before.max()))
        now_low, now_high = unsigned(float(after.min())), unsigned(float(after.max()))
        if flat(before):
            return f"Every number was {low} and is {now_low} now."
        return f"The numbers went from {low} to {high}; now they go from {now_low} to {now_high}."
