"""Add: let a signal skip ahead and rejoin, as in ResNet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.layer import LISTENS, Layer, alike
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
    severable = True

    def output_shape(self, *inputs: Shape) -> Shape:
        alike(self, inputs, slice(None))
        return inputs[0]

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window(),) * len(inputs)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        heard = [x for x, on in zip(inputs, listens(params, inputs), strict=True) if on]
        if len(heard) < 2:
            return heard[0].copy() if heard else np.zeros_like(inputs[0])
        total = np.add(heard[0], heard[1])
        for more in heard[2:]:
            total += more
        return total

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Each input is to blame in full: the slope flows back unchanged along every path.

        Along one that is cut off nothing flows.
        """
        on = listens(params, inputs)
        return Gradients(tuple(grad if hears else np.zeros_like(grad) for hears in on), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        values = [float(x[0][cell]) for x in inputs]
        terms = tuple(
            Term(*cell, value, weight, value * weight, source=source)
            for source, (value, weight) in enumerate(
                zip(values, listens(params, inputs), strict=True)
            )
        )
        return Terms(terms, sum(term.product for term in terms))

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        return super().blanks(*inputs) | {"inputs": counted(len(inputs), "stack of maps", "stacks")}

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        values = [f"x{at} = {held(source)}[c, i, j]" for at, source in enumerate(heard, start=1)]
        ones = ", ".join("1" for _ in heard)
        on = f'on = run.get("{name}.{LISTENS}", ({ones}))'
        total = " + ".join(f"on[{at}] * x{at + 1}" for at in range(len(heard)))
        return listing(place(), *values, on, f"y = {total}")

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        place, most = loudest(output[0])
        heard = [x for x, on in zip(inputs, listens(params, inputs), strict=True) if on]
        if not heard:
            return "Everything that was to be added is cut off: nothing but zeros is left."
        parts = " + ".join(signed(float(x[0][place])).removeprefix("+") for x in heard)
        name = "" if len(output[0]) == 1 else f" in map {place[0] + 1}"
        cut = len(inputs) - len(heard)
        begins = (
            f"{counted(len(inputs), 'input')} of {by(output[0].shape)} added, cell by cell."
            if not cut
            else f"{cut} of {counted(len(inputs), 'input')} cut off; {by(output[0].shape)} numbers "
            f"are made of what is left."
        )
        return (
            f"{begins} The largest sum is {signed(most)}{name}{where(place, output[0])}: {parts}."
        )


def listens(params: Params, inputs: tuple[Array, ...]) -> tuple[float, ...]:
    """1 for each input that counts, 0 for one that an edit has cut off."""
    given = params.get(LISTENS)
    return (1.0,) * len(inputs) if given is None else tuple(float(on) for on in given)
