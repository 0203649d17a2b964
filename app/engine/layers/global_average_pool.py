"""Global average pooling: one number per map, its mean."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer, image_of
from app.engine.listing import held, listing
from app.engine.reads import Window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape
from app.engine.writing import by, counted, loudest, signed, thousands


@dataclass(frozen=True)
class GlobalAveragePool(Layer):
    """How strongly was it found, wherever it was? (n, c, h, w) -> (n, c, 1, 1).

    Lin, Chen and Yan, Network In Network, 2013.
    """

    kind = "global_average_pool"
    stage = "pooled"
    verb = "the mean of a whole map"
    formula = r"y_c = \frac{1}{h\,w} \sum_{i,j} x_{cij}"
    summary = (
        "Each map becomes a single number, its mean over all {cells} cells: {maps_in} in, "
        "{maps_out} of one cell out. It says how much of something there is, and no longer "
        "where.\n\n"
        "There are no weights; nothing is learned here."
    )
    eli5 = (
        "Every map is asked one last question: all in all, how much of your thing did you see? "
        "It may not point any more, it may only say how much.\n\n"
        "A dog in the left corner and a dog in the right corner now give the same answer."
    )
    in_depth = (
        "The mean over rows and columns, channel by channel. It takes the place of flattening "
        "into a large dense layer: that would need {cells} weights for every map and class, "
        "this needs one. GoogLeNet and ResNet end this way, which is why so little of them is "
        "dense layers.\n\n"
        "It also takes pictures of any size, and it makes class maps possible: the mean of "
        "weighted maps is the weighted mean of maps, so the evidence for a class can be drawn "
        "over the picture before it is averaged.\n\n"
        "When the network learns, every cell of a map gets an equal part of the blame."
    )

    def output_shape(self, *inputs: Shape) -> Shape:
        return inputs[0][0], 1, 1

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("same", size=inputs[0][1:]),)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        means: Array = inputs[0].mean(axis=(2, 3), keepdims=True)
        return means

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Every cell of a map is to blame alike."""
        x = inputs[0]
        _, h, w = image_of(x)
        return Gradients((np.broadcast_to(grad / (h * w), x.shape),), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        numbers = inputs[0][0, cell[0]].astype(np.float64)
        share = 1 / numbers.size
        terms = tuple(
            Term(cell[0], i, j, value, share, value * share)
            for (i, j), value in np.ndenumerate(numbers.tolist())
        )
        return Terms(terms, sum(term.product for term in terms))

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        _, h, w = inputs[0]
        return super().blanks(*inputs) | {"cells": thousands(h * w)}

    def sizes_told(self, *inputs: Shape) -> tuple[str, ...]:
        channels, height, width = inputs[0]
        return (
            f"height and width: 1 × 1; {height} × {width} become one",
            f"numbers: {thousands(channels)}; one per map",
        )

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        return listing(
            "c = {channel}",
            f"x = {held(heard[0])}[c]",
            "y = x.mean()",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before = inputs[0][0]
        (channel, _, _), most = loudest(output[0])
        size = by(before.shape[1:])
        if len(before) == 1:
            return f"One map of {size} became one number, its mean: {signed(most)}."
        return (
            f"{counted(len(before), 'map')} of {size} became one number each, their means. "
            f"Map {channel + 1} is strongest: {signed(most)}."
        )
