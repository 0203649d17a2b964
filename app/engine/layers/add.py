"""Add: let a signal skip ahead and rejoin, as in ResNet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer, alike
from app.engine.listing import held, listing, place
from app.engine.reads import Window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape
from app.engine.writing import by, counted, loudest, signed, where


@dataclass(frozen=True)
class Add(Layer):
    """Maps of equal shape, added cell by cell.

    He et al., Deep Residual Learning for Image Recognition, 2015.
    """

    kind = "add"
    stage = "added"
    verb = "the sum of the same cell in each input"
    formula = r"y_{cij} = x_{cij} + x'_{cij}"
    summary = (
        "{inputs} of equal shape are added, cell by cell: {maps_out} of {size_out} come out. "
        "Nothing is learned here.\n\n"
        "Usually one of them went a short way round and skipped the layers between. What those "
        "layers made is then only a correction to what was there already."
    )
    eli5 = (
        "You hand in a drawing, and instead of drawing it anew, somebody lays tracing paper on "
        "top and adds only what should be different. Then both are copied together.\n\n"
        "If nothing needs to change, the tracing paper stays empty, and the drawing comes "
        "through unharmed. That is easier than copying it by hand."
    )
    in_depth = (
        "y = x + F(x). A block with such a skip only has to learn F, the difference. To do no "
        "harm it needs F = 0, which is easy; without a skip it would have to learn to copy, "
        "which turned out to be hard: in the ResNet paper a plain network of 34 layers did "
        "worse than one of 18, even on the pictures it learned from.\n\n"
        "When the network learns, the slope flows back unchanged along every path, so the "
        "first layers still get clear blame through dozens of blocks.\n\n"
        "Shapes must agree. Where they do not, a 1×1 convolution on the skip makes them fit."
    )
    arity = None

    def output_shape(self, *inputs: Shape) -> Shape:
        alike(self, inputs, slice(None))
        return inputs[0]

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window(),) * len(inputs)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        total = np.add(inputs[0], inputs[1])
        for more in inputs[2:]:
            total += more
        return total

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Each input is to blame in full: the slope flows back unchanged along every path."""
        return Gradients((grad,) * len(inputs), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        values = [float(x[0][cell]) for x in inputs]
        terms = tuple(
            Term(*cell, value, 1.0, value, source=source) for source, value in enumerate(values)
        )
        return Terms(terms, sum(values))

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        return super().blanks(*inputs) | {"inputs": counted(len(inputs), "stack of maps", "stacks")}

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        values = [f"x{at} = {held(source)}[c, i, j]" for at, source in enumerate(heard, start=1)]
        total = " + ".join(f"x{at}" for at in range(1, len(heard) + 1))
        return listing(place(), *values, f"y = {total}")

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        place, most = loudest(output[0])
        parts = " + ".join(signed(float(x[0][place])).removeprefix("+") for x in inputs)
        name = "" if len(output[0]) == 1 else f" in map {place[0] + 1}"
        return (
            f"{counted(len(inputs), 'input')} of {by(output[0].shape)} added, cell by cell. The "
            f"largest sum is {signed(most)}{name}{where(place, output[0])}: {parts}."
        )
