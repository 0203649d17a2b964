"""Dense: let every feature vote on every answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer, as_count, as_list, given
from app.engine.listing import held, listing
from app.engine.reads import Window
from app.engine.rows import blame, product
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape
from app.engine.writing import counted, sentence_case, signed, thousands


@dataclass(frozen=True)
class Dense(Layer):
    """A weighted vote of all inputs, plus a bias: a convolution whose window is everything.

    x        (n, c, 1, 1)
    weights  (units, c)
    bias     (units,)
    output   (n, units, 1, 1)
    """

    kind = "dense"
    stage = "dense"
    verb = "a weighted sum of everything, plus a bias"
    formula = r"y_k = b_k + \sum_c w_{kc}\, x_c"
    summary = (
        "Every one of the {numbers_in} numbers has a vote on every one of the {scores}. A vote "
        "is the number times a learned weight: for if it comes out positive, against if "
        "negative. All votes and one bias added up are the score.\n\n"
        "{units_own} {numbers_in} weights and one bias, {parameters} learned numbers in all."
    )
    eli5 = (
        "A great many witnesses have each seen one little thing. For every possible answer "
        "there is a judge who knows how much each witness can be trusted: this one speaks for "
        "a cat, that one against it, most hardly matter.\n\n"
        "Each judge listens to all witnesses, weighs what they say, and ends with one score. A "
        "high score means: much of what was seen speaks for my answer."
    )
    in_depth = (
        "y = Wx + b. Each score is a dot product of the whole input with a row of weights: "
        "{parameters_formula} = {parameters} learned numbers. A dense layer is a convolution "
        "whose window is everything, so nothing is shared between places. That makes it dear: "
        "in AlexNet and VGG about nine in ten weights sit in dense layers, while the "
        "convolutions do most of the work.\n\n"
        "A row of weights is a template, but of the maps that came before, not of the picture. "
        "Folded back into maps, it shows where in each map evidence counts for this answer.\n\n"
        "Scores of the last dense layer are called logits. They can be any number, also "
        "negative; only how far apart they are will matter."
    )

    units: int

    def __post_init__(self) -> None:
        as_count("units", self.units)

    def output_shape(self, *inputs: Shape) -> Shape:
        as_list(self, inputs[0])
        return self.units, 1, 1

    def param_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"weights": (self.units, as_list(self, inputs[0])), "bias": (self.units,)}

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("all"),)

    def macs(self, *inputs: Shape) -> int:
        return self.units * inputs[0][0]

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        votes = product(_rows(inputs[0]), given(params, "weights", self))
        votes += given(params, "bias", self)
        return votes[:, :, None, None]

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """An input is to blame by its weight in every vote."""
        shared = self.input_gradients(grad, inputs, params)
        return Gradients(shared, self.param_gradients(grad, inputs, params))

    def input_gradients(
        self, grad: Array, inputs: tuple[Array, ...], params: Params
    ) -> tuple[Array, ...]:
        shared = blame(_rows(grad), given(params, "weights", self))
        return (shared[:, :, None, None],)

    def param_gradients(
        self, grad: Array, inputs: tuple[Array, ...], params: Params
    ) -> dict[str, Array]:
        slopes = _rows(grad)
        return {"weights": slopes.T @ _rows(inputs[0]), "bias": slopes.sum(axis=0)}

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        values = inputs[0][0, :, 0, 0].astype(np.float64)
        weights = params["weights"][cell[0]].astype(np.float64)
        bias = float(params["bias"][cell[0]])
        products = values * weights
        terms = tuple(
            Term(c, 0, 0, *numbers)
            for c, numbers in enumerate(
                zip(values.tolist(), weights.tolist(), products.tolist(), strict=True)
            )
        )
        return Terms(terms, float(products.sum()) + bias, bias)

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        voters = as_list(self, inputs[0])
        one = self.units == 1
        return super().blanks(*inputs) | {
            "scores": counted(self.units, "score"),
            "units_own": "The score has" if one else "Each score has its own",
            "parameters_formula": f"{thousands(self.units)} · ({thousands(voters)} + 1)",
            "parameters": thousands(self.units * (voters + 1)),
        }

    def sizes_told(self, *inputs: Shape) -> tuple[str, ...]:
        return (f"numbers: {thousands(self.units)}; one per row of weights",)

    def parameters_told(self, *inputs: Shape) -> str:
        weights = counted(as_list(self, inputs[0]), "weight")
        total = thousands(self.units * (inputs[0][0] + 1))
        return f"{counted(self.units, 'row')} × ({weights} + 1 bias) = {total}"

    def macs_told(self, *inputs: Shape) -> str:
        weights = counted(inputs[0][0], "weight")
        return f"{counted(self.units, 'row')} × {weights} = {thousands(self.macs(*inputs))}"

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        return listing(
            f"x = {held(heard[0])}.ravel()",
            f"w = {held(name, 'weights')}",
            f"b = {held(name, 'bias')}",
            "k = {channel}",
            "products = w[k] * x",
            "y = products.sum() + b[k]",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        voters, scores = inputs[0].shape[1], output[0, :, 0, 0]
        told = f"{counted(voters, 'number')} voted on {counted(self.units, 'score')}"
        if self.units == 1:
            return f"{told}: {signed(float(scores[0]))}."
        first, second = (int(at) for at in np.argsort(-scores, kind="stable")[:2])
        return (
            f"{told}. {sentence_case(scene.called(first))} is highest, "
            f"{signed(float(scores[first]))}; next comes {scene.called(second)}, "
            f"{signed(float(scores[second]))}."
        )


def _rows(x: Array) -> Array:
    """(n, c, 1, 1) as a matrix (n, c)."""
    return x.reshape(x.shape[:2])
