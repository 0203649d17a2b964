"""Softmax: turn scores into shares of one whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer
from app.engine.listing import held, listing, place
from app.engine.reads import Window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape
from app.engine.writing import counted, percent, sentence_case


@dataclass(frozen=True)
class Softmax(Layer):
    """Each score is exponentiated and divided by the sum of all. (n, c, h, w), kept.

    The shares are taken over the channels. The largest score is subtracted first: it
    changes no answer and keeps exp() small.
    """

    kind = "softmax"
    stage = "softmax"
    verb = "its exponential, as a share of all exponentials"
    formula = r"y_k = \frac{e^{x_k}}{\sum_c e^{x_c}}"
    summary = (
        "{scores} become {shares} of one whole. Each score is turned into e to the power of "
        "the score, which is never negative, and divided by the sum of them all. A score that "
        "is 1 higher gets a share about 2.7 times as large.\n\n"
        "The shares always add up to 100 %, even for a picture of nothing. A large share means "
        "larger than the others, not certainly right."
    )
    eli5 = (
        "There is one cake, and everybody gets a piece. Who has a higher score gets a much "
        "bigger piece, but even the last gets a crumb, and the whole cake is always given "
        "away.\n\n"
        "That is the catch: show the network something it has never heard of, and it still "
        "gives the whole cake away. A big piece says: more like this than like the others. It "
        "does not say: I am sure."
    )
    in_depth = (
        "y_k = e^x_k / Σ e^x. Only differences between scores count: add 5 to every one and "
        "nothing changes. That is used here: the largest is subtracted first, so that e^x "
        "cannot overflow. Divide all scores by a temperature above 1 and the shares come "
        "closer together, below 1 and they drift apart; the order never changes.\n\n"
        "A share is not the chance of being right. It can be brought close to it for pictures "
        "like those learned from, by choosing the temperature so that of all answers given "
        "with 80 % about 80 in 100 are right. For pictures of something else it means little: "
        "noise and blank walls can get large shares too.\n\n"
        "It answers: which one of these? For: which of these, perhaps several or none? there "
        "are sigmoids, one per class. With two classes both are the same thing: a softmax is "
        "then the sigmoid of the difference."
    )

    shares = True

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("all"),)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        powers: Array = np.exp(x - x.max(axis=1, keepdims=True))
        powers /= powers.sum(axis=1, keepdims=True)
        return powers

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """A share can only grow at the others' expense."""
        y = self.forward(inputs, params)
        return Gradients((y * (grad - (grad * y).sum(axis=1, keepdims=True)),), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        channel, i, j = cell
        scores = inputs[0][0, :, i, j].astype(np.float64)
        powers: Array = np.exp(scores - scores.max())
        terms = tuple(
            Term(c, i, j, score, None, power, note="this one" if c == channel else None)
            for c, (score, power) in enumerate(zip(scores.tolist(), powers.tolist(), strict=True))
        )
        return Terms(terms, float(powers[channel] / powers.sum()))

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        classes = inputs[0][0]
        return super().blanks(*inputs) | {
            "scores": counted(classes, "score"),
            "shares": counted(classes, "share"),
        }

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        return listing(
            f"x = {held(heard[0])}",
            place("k"),
            "scores = x[:, i, j]",
            "e = np.exp(scores - scores.max())",
            "y = e[k] / e.sum()",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        shares = output[0].mean(axis=(1, 2))
        told = f"{counted(len(shares), 'score')} became shares of one whole."
        if len(shares) == 1:
            return f"{told} There is only one, so it takes everything."
        first, second = (int(at) for at in np.argsort(-shares, kind="stable")[:2])
        spots = "" if output[0].shape[1:] == (1, 1) else " on average over the map"
        return (
            f"{told} {sentence_case(scene.called(first))} takes {percent(float(shares[first]))}"
            f"{spots}; next comes {scene.called(second)}, {percent(float(shares[second]))}."
        )
