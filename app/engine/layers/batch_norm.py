"""Batch normalisation: bring every map to a common scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer, given
from app.engine.listing import held, listing, place
from app.engine.reads import Window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape, SpecError
from app.engine.writing import counted, signed, thousands, unsigned


@dataclass(frozen=True)
class BatchNorm(Layer):
    """Each map is shifted and scaled by what was measured and learned in training.

        x                    (n, c, h, w)
        scale, shift         (c,)   learned
        mean, variance       (c,)   measured over the training pictures
        output               (n, c, h, w)

    Ioffe and Szegedy, Batch Normalization, 2015.
    """

    kind = "batch_norm"
    stage = "normalised"
    verb = "its input, moved and stretched to its map's common scale"
    formula = (
        r"y_{cij} = \gamma_c\, \frac{x_{cij} - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}} + \beta_c"
    )
    summary = (
        "Each map is brought to a common scale: its usual mean is subtracted, the rest divided "
        "by its usual spread; then it is stretched and moved by two learned numbers. All cells "
        "of a map are treated alike, and maps never mix: {maps_in} in, {maps_out} out.\n\n"
        "The usual mean and spread are measured while a network learns, and kept. Your picture "
        "does not change them."
    )
    eli5 = (
        "Some maps whisper, others shout. A sound engineer with one knob pair per map sets "
        "them all to a good volume, so that the next layer can hear every one of them.\n\n"
        "The knobs are set while a network learns. After that they are glued in place."
    )
    in_depth = (
        "With mean μ and variance σ² fixed, y = γ·(x − μ)/√(σ² + ε) + β is a straight line: "
        "one factor and one offset per map. It can be multiplied into the weights and bias of "
        "the convolution before it, and then costs nothing at all.\n\n"
        "While learning, μ and σ² are those of the current batch of pictures, and running "
        "means of them are kept for later: {measured} measured numbers here, beside {learned} "
        "learned ones. It lets deep networks learn faster and with larger steps; why exactly "
        "is still argued about."
    )
    measured = frozenset({"mean", "variance"})

    epsilon: float = 1e-5

    def __post_init__(self) -> None:
        if not self.epsilon > 0:
            raise SpecError(f"epsilon is {self.epsilon!r}, but should be a little more than 0.")

    def param_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return dict.fromkeys(("scale", "shift", "mean", "variance"), (inputs[0][0],))

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window(),)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        factor, offset = self._line(params)
        return inputs[0] * _per_map(factor) + _per_map(offset)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """With its measurements fixed, a straight line; blame scales by its slope."""
        x, scale, mean = inputs[0], params["scale"], params["mean"]
        spread = np.sqrt(params["variance"] + self.epsilon)
        factor = scale / spread
        heights = grad.sum(axis=(0, 2, 3))
        tilts = (grad * (x - _per_map(mean))).sum(axis=(0, 2, 3))
        return Gradients(
            inputs=(grad * _per_map(factor),),
            params={
                "scale": tilts / spread,
                "shift": heights,
                "mean": -heights * factor,
                "variance": -tilts * factor / (2 * spread**2),
            },
        )

    def _line(self, params: Params) -> tuple[Array, Array]:
        """What each map is multiplied by, and what is added to it."""
        factor = given(params, "scale", self) / np.sqrt(
            given(params, "variance", self) + self.epsilon
        )
        return factor, given(params, "shift", self) - given(params, "mean", self) * factor

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        exact = {name: array.astype(np.float64) for name, array in params.items()}
        factor, offset = (float(line[cell[0]]) for line in self._line(exact))
        value = float(inputs[0][0][cell])
        term = Term(*cell, value, factor, value * factor)
        return Terms((term,), term.product + offset, offset)

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        both = thousands(2 * inputs[0][0])
        return super().blanks(*inputs) | {"measured": both, "learned": both}

    def parameters_told(self, *inputs: Shape) -> str:
        maps = counted(inputs[0][0], "map")
        return (
            f"{maps} × (1 scale + 1 shift) = {thousands(2 * inputs[0][0])}; as many more, a mean "
            f"and a variance per map, were measured"
        )

    def macs_told(self, *inputs: Shape) -> str:
        return "0; each map's own factor can be folded into the weights of the layer before it"

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        return listing(
            f"x = {held(heard[0])}",
            *(f"{part} = {held(name, part)}" for part in self.param_shapes(*inputs)),
            place(),
            f"spread = np.sqrt(variance[c] + {self.epsilon!r})",
            "y = scale[c] * (x[c, i, j] - mean[c]) / spread + shift[c]",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        factor, offset = self._line(params)
        most = int(np.abs(factor).argmax())
        change = f"times {unsigned(float(factor[most]))}, then {signed(float(offset[most]))}"
        if len(factor) == 1:
            return f"The map was stretched and moved: {change}."
        return (
            f"{counted(len(factor), 'map')}, each stretched and moved by its own two numbers. "
            f"Map {most + 1} is stretched most: {change}."
        )


def _per_map(values: Array) -> Array:
    return values[:, None, None]
