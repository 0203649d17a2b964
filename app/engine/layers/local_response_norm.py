"""Local response normalisation: a loud map turns its neighbours down, as in AlexNet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.kernels.neighbours import channel_sums, power
from app.engine.layer import Layer, as_amount, as_count
from app.engine.listing import held, listing, place
from app.engine.reads import Window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape, SpecError
from app.engine.writing import counted, percent, signed


@dataclass(frozen=True)
class LocalResponseNorm(Layer):
    """Each number is divided by how loud its neighbours are: the same place, nearby maps.

        x        (n, c, h, w)
        output   (n, c, h, w)   x / (k + alpha * sum of x² over size neighbouring channels)^beta

    ``size`` counts the channel itself, so it is odd; at both ends of the stack there are
    fewer neighbours. ``alpha`` is multiplied with the sum, as the paper has it; PyTorch's
    LocalResponseNorm multiplies it with the mean, so its alpha is ``size`` times as large.

    Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural
    Networks, 2012, section 3.3.
    """

    kind = "local_response_norm"
    stage = "normalised"
    verb = "its input, divided by how loud the maps beside it are at that place"
    formula = (
        r"y_{cij} = \frac{x_{cij}}{\bigl(k + \alpha \sum_{c'} x_{c'ij}^2\bigr)^{\beta}},"
        r"\quad |c' - c| \le \tfrac{n-1}{2}"
    )
    summary = (
        "Every number is divided by a number that grows with its neighbours: those at the same "
        "place in the maps just before and just after it in the stack. {seen} are squared and "
        "added up; where they are loud, everything there is turned down.\n\n"
        "Nothing is learned here, and no number changes its sign: {maps_in} in, {maps_out} "
        "out, each of {size_out}."
    )
    eli5 = (
        "People stand in a row, and each shouts how sure they are of what they see. Whoever "
        "stands beside somebody loud gets turned down a little, and so does the loud one. Only "
        "who is much louder than the neighbours still stands out.\n\n"
        "At another place of the picture they start all over again: only those who look at the "
        "same spot turn each other down."
    )
    in_depth = (
        "y = x / (k + α·Σx²)^β over {size} neighbouring channels, with k = {k}, α = {alpha} and "
        "β = {beta}. The order of the channels means nothing by itself; filters that stand side "
        "by side simply had to learn to be different. The authors of AlexNet called it "
        "brightness normalisation and reported that it saved 1.2 points of error.\n\n"
        "Where all is silent the divisor is k^β = {least}, never 0. As long as α·Σx² stays small "
        "beside k, the layer is little more than a division by {least}.\n\n"
        "VGG tried it two years later and found that it did not help; batch normalisation took "
        "its place. Libraries differ in one detail: the paper multiplies α with the sum of the "
        "squares, as here, PyTorch with their mean."
    )

    size: int = 5
    k: float = 2.0
    alpha: float = 1e-4
    beta: float = 0.75

    def __post_init__(self) -> None:
        as_count("size", self.size)
        if self.size % 2 == 0:
            raise SpecError(
                f"size is {self.size}, but should be odd: the channel itself, and as many on "
                f"either side."
            )
        for name in ("k", "alpha", "beta"):
            as_amount(name, getattr(self, name))

    @property
    def reach(self) -> int:
        """How many channels are heard on either side."""
        return self.size // 2

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        channels = inputs[0][0]
        links = tuple(tuple(self._heard(c, channels)) for c in range(channels))
        return (Window("listed", links=links),)

    def _heard(self, channel: int, channels: int) -> range:
        """The channels whose squares are added up for one of them."""
        return range(max(0, channel - self.reach), min(channels, channel + self.reach + 1))

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        quiet: Array = x / power(self._loudness(x), self.beta)
        return quiet

    def _loudness(self, x: Array) -> Array:
        """k + alpha times the sum of the squares: (n, c, h, w), at least k."""
        loudness = channel_sums(x * x, self.reach)
        loudness *= x.dtype.type(self.alpha)
        loudness += x.dtype.type(self.k)
        return loudness

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """A number is to blame for itself, and for how much it turned its neighbours down."""
        x = inputs[0]
        loudness = self._loudness(x)
        direct = grad / power(loudness, self.beta)
        turned_down = channel_sums(direct * x / loudness, self.reach)
        turned_down *= x
        turned_down *= x.dtype.type(2 * self.alpha * self.beta)
        return Gradients((direct - turned_down,), {})

    def one(self, channel: int, inputs: tuple[Array, ...], params: Params) -> Array:
        """Its neighbours are enough to make it."""
        heard = self._heard(channel, inputs[0].shape[1])
        made = self.forward((inputs[0][:, heard.start : heard.stop],), params)
        at = channel - heard.start
        return made[:, at : at + 1]

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        """The squares; the total is the number itself over (k + alpha times their sum)^beta."""
        channel, i, j = cell
        numbers = inputs[0][0, :, i, j].astype(np.float64)
        terms = []
        for c in self._heard(channel, len(numbers)):
            value = float(numbers[c])
            note = "this one" if c == channel else None
            terms.append(Term(c, i, j, value, None, value * value, note=note))
        loudness = self.k + self.alpha * sum(term.product for term in terms)
        return Terms(tuple(terms), float(numbers[channel]) / loudness**self.beta)

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        seen = min(self.size, inputs[0][0])
        return super().blanks(*inputs) | {
            "seen": "The number itself is" if seen == 1 else f"Up to {counted(seen, 'number')}",
            "size": str(self.size),
            "k": f"{self.k:g}",
            "alpha": f"{self.alpha:g}".replace("e-0", "·10^−").replace("e-", "·10^−"),
            "beta": f"{self.beta:g}",
            "least": f"{self.k**self.beta:.3f}",
        }

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        return listing(
            f"x = {held(heard[0])}",
            place(),
            f"first = max(0, c - {self.reach})",
            f"heard = x[first:c+{self.reach + 1}, i, j]",
            f"loudness = {self.k:g} + {self.alpha!r} * (heard ** 2).sum()",
            f"y = x[c, i, j] / loudness ** {self.beta!r}",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before, after = inputs[0][0], output[0]
        least = self.k**self.beta
        at = np.unravel_index(int(np.abs(before).argmax()), before.shape)
        loudest, left = float(before[at]), float(after[at])
        told = f"{counted(before.size, 'number')} divided by {least:.2f} at least."
        if loudest == 0 or not np.isfinite([loudest, left]).all():
            return told
        kept = percent(left / loudest)
        return (
            f"{told} The strongest, {signed(loudest)} in map {int(at[0]) + 1}, became "
            f"{signed(left)}: {kept} of it is left."
        )
