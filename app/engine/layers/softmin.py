"""Softmin: turn distances into shares of one whole; the nearest gets most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer
from app.engine.layers.softmax import Softmax
from app.engine.listing import held, listing, place
from app.engine.reads import Window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape
from app.engine.writing import counted, percent, sentence_case

SOFTMAX = Softmax()


@dataclass(frozen=True)
class Softmin(Layer):
    """A softmax of minus the input: the smallest number gets the largest share.

    (n, c, h, w), kept; the shares are taken over the channels.
    """

    kind = "softmin"
    stage = "softmin"
    verb = "e to the power of minus its distance, as a share of all of these"
    formula = r"y_k = \frac{e^{-x_k}}{\sum_c e^{-x_c}}"
    summary = (
        "{distances} become {shares} of one whole. The smaller a distance, the larger its "
        "share: each becomes e to the power of minus the distance and is divided by the sum of "
        "them all. A distance that is 1 smaller gets a share about 2.7 times as large.\n\n"
        "The shares always add up to 100 %, even where every distance is large. A large share "
        "means nearer than the others, not near."
    )
    eli5 = (
        "There is one cake, and everybody gets a piece. This time the one who missed by least "
        "gets the biggest piece, and who missed by a lot gets a crumb.\n\n"
        "The whole cake is always given away, even when everybody missed by a mile."
    )
    in_depth = (
        "y_k = e^−x_k / Σ e^−x: a softmax of the distances with their sign turned. Only "
        "differences count: add 5 to every distance and nothing changes. The smallest is "
        "subtracted first, so that e^−x cannot overflow.\n\n"
        "If a distance is the negative logarithm of how likely the code makes what was seen, as "
        "behind Gaussian units, these shares are what Bayes' rule says when all classes are "
        "equally common.\n\n"
        "LeNet-5 as published had no such layer: its answer was the unit with the smallest "
        "distance. The shares are added here so that its answer can be read as other networks' "
        "answers are; they do not change which class comes first."
    )
    shares = True
    best = -1

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("all"),)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return SOFTMAX.forward((-inputs[0],), params)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """A share can only grow at the others' expense, and does when its distance shrinks."""
        (blame,), _ = SOFTMAX.backward(grad, (-inputs[0],), params)
        return Gradients((-blame,), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        channel, i, j = cell
        distances = inputs[0][0, :, i, j].astype(np.float64)
        powers: Array = np.exp(distances.min() - distances)
        terms = tuple(
            Term(c, i, j, value, None, power, note="this one" if c == channel else None)
            for c, (value, power) in enumerate(
                zip(distances.tolist(), powers.tolist(), strict=True)
            )
        )
        return Terms(terms, float(powers[channel] / powers.sum()))

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        classes = inputs[0][0]
        return super().blanks(*inputs) | {
            "distances": counted(classes, "distance"),
            "shares": counted(classes, "share"),
        }

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        return listing(
            f"x = {held(heard[0])}",
            place("k"),
            "distances = x[:, i, j]",
            "e = np.exp(distances.min() - distances)",
            "y = e[k] / e.sum()",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        shares = output[0].mean(axis=(1, 2))
        told = f"{counted(len(shares), 'distance')} became shares of one whole."
        if len(shares) == 1:
            return f"{told} There is only one, so it takes everything."
        first, second = (int(at) for at in np.argsort(-shares, kind="stable")[:2])
        spots = "" if output[0].shape[1:] == (1, 1) else " on average over the map"
        return (
            f"{told} {sentence_case(scene.called(first))} was nearest and takes "
            f"{percent(float(shares[first]))}{spots}; next comes {scene.called(second)}, "
            f"{percent(float(shares[second]))}."
        )
