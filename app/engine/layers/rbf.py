"""Radial basis units: how far is what was found from what it should look like?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine import characters
from app.engine.layer import Layer, as_count, as_list, given
from app.engine.listing import held, listing
from app.engine.reads import Window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape
from app.engine.writing import counted, sentence_case, thousands, unsigned


@dataclass(frozen=True)
class RBF(Layer):
    """Each unit has a code and measures how far the input is from it: 0 is a perfect match.

        x        (n, c, 1, 1)
        codes    (units, c)       set by hand: +1 and -1
        output   (n, units, 1, 1)   the squared distance, never negative

    LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document
    Recognition, 1998, section II.B.
    """

    kind = "rbf"
    stage = "compared"
    verb = "the squared distance of everything from a code"
    formula = r"y_k = \sum_c (x_c - w_{kc})^2"
    summary = (
        "The {numbers_in} numbers are held against {codes}, number by number: the difference is "
        "squared, and the squares are added up. The sum says how far away the code is. 0 would "
        "be a perfect match; the smallest wins.\n\n"
        "The codes are not learned. People chose them, +1 and −1."
    )
    eli5 = (
        "There are stencils, one for each possible answer. What the network has found is laid "
        "over each of them, and somebody counts how badly it fits, place by place.\n\n"
        "No bad fit anywhere would be 0. The stencil that fits least badly is the answer. And if "
        "none of them fits at all, one can see that too: every count is large."
    )
    in_depth = (
        "y = Σ(x − w)², a Euclidean distance without the root: {macs_formula} = {macs} squares. "
        "Up to a constant it is the negative logarithm of a Gaussian around the code, so a "
        "distance is a penalty: the less likely, the larger.\n\n"
        "Expanded it is Σx² − 2·Σwx + Σw². The first part is the same for all units and the last "
        "is the same for all codes of ±1; what decides is the dot product in the middle, which a "
        "dense layer has too. Not so for a picture of no class at all: here every distance can be "
        "large, while scores of a dense layer say nothing of that.\n\n"
        "In LeNet-5 the 84 numbers of a code are a picture of the character, 7 columns by 12 "
        "rows, so that characters that look alike have codes alike."
    )
    measured = frozenset({"codes"})

    units: int

    def __post_init__(self) -> None:
        as_count("units", self.units)

    def output_shape(self, *inputs: Shape) -> Shape:
        as_list(self, inputs[0])
        return self.units, 1, 1

    def param_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"codes": (self.units, as_list(self, inputs[0]))}

    def fixed(self, *inputs: Shape) -> dict[str, Array]:
        """The codes: digits drawn in 84 cells where that is their size, else signs by a rule.

        The rule is a fixed draw, so that no two codes are alike and everybody gets the same.
        """
        units, length = self.param_shapes(*inputs)["codes"]
        drawn = characters.digits()
        if length == drawn.shape[1] and units <= len(drawn):
            return {"codes": drawn[:units]}
        signs = np.random.default_rng(length).integers(2, size=(units, length))
        return {"codes": (2 * signs - 1).astype(np.float32)}

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("all"),)

    def macs(self, *inputs: Shape) -> int:
        return self.units * inputs[0][0]

    def _apart(self, x: Array, params: Params) -> Array:
        """What every number lacks to every code: (n, units, c)."""
        apart: Array = x.reshape(len(x), 1, -1) - given(params, "codes", self)
        return apart

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        apart = self._apart(inputs[0], params)
        distances: Array = (apart * apart).sum(axis=2)
        return distances[:, :, None, None]

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """A number is to blame by twice what it is away from each code."""
        apart = self._apart(inputs[0], params)
        slopes = 2 * apart * grad.reshape(*grad.shape[:2], 1)
        blame = slopes.sum(axis=1)[:, :, None, None]
        return Gradients((blame,), {"codes": -slopes.sum(axis=0)})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        values = inputs[0][0, :, 0, 0].astype(np.float64)
        code = params["codes"][cell[0]].astype(np.float64)
        squares = (values - code) ** 2
        terms = tuple(
            Term(c, 0, 0, value, None, square, against=against)
            for c, (value, against, square) in enumerate(
                zip(values.tolist(), code.tolist(), squares.tolist(), strict=True)
            )
        )
        return Terms(terms, float(squares.sum()))

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        length = as_list(self, inputs[0])
        return super().blanks(*inputs) | {
            "codes": counted(self.units, "code"),
            "macs_formula": f"{thousands(self.units)} · {thousands(length)}",
            "macs": thousands(self.units * length),
        }

    def sizes_told(self, *inputs: Shape) -> tuple[str, ...]:
        return (f"numbers: {thousands(self.units)}; one distance per code",)

    def parameters_told(self, *inputs: Shape) -> str:
        total = thousands(self.units * as_list(self, inputs[0]))
        return f"0; the {total} numbers of the codes were set by hand"

    def macs_told(self, *inputs: Shape) -> str:
        squares = counted(inputs[0][0], "square")
        return f"{counted(self.units, 'code')} × {squares} = {thousands(self.macs(*inputs))}"

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        return listing(
            f"x = {held(heard[0])}.ravel()",
            f"codes = {held(name, 'codes')}",
            "k = {channel}",
            "squares = (x - codes[k]) ** 2",
            "y = squares.sum()",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        distances = output[0, :, 0, 0]
        told = f"{counted(inputs[0].shape[1], 'number')} held against {counted(self.units, 'code')}"
        if self.units == 1:
            return f"{told}: it is {unsigned(float(distances[0]))} away."
        first, second = (int(at) for at in np.argsort(distances, kind="stable")[:2])
        return (
            f"{told}. {sentence_case(scene.called(first))} is nearest, "
            f"{unsigned(float(distances[first]))} away; next comes {scene.called(second)}, "
            f"{unsigned(float(distances[second]))} away."
        )
