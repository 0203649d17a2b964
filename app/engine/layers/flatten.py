"""Flatten: lay all the maps out in one long row."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine import accounts
from app.engine.layer import Layer, image_of, volume
from app.engine.listing import held, listing
from app.engine.reads import Unroll
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape
from app.engine.writing import counted, thousands


@dataclass(frozen=True)
class Flatten(Layer):
    """(n, c, h, w) -> (n, c * h * w, 1, 1): map by map, row by row, nothing lost."""

    kind = "flatten"
    stage = "flattened"
    verb = "one cell of one map, in reading order"
    formula = r"y_{\,c \cdot h w + i \cdot w + j} = x_{cij}"
    summary = (
        "{maps_in} of {size_in} {are} laid out in one long row of {numbers_out} numbers: map "
        "by map, row by row, as one reads a page. No number is changed, added or lost.\n\n"
        "What follows no longer knows which cells were neighbours; it only knows each cell by "
        "its place in the row."
    )
    eli5 = (
        "Imagine the maps knitted from wool. You pull at the end of the thread, and they come "
        "undone, one row after the other, until there is a single long thread.\n\n"
        "All the wool is still there. And because you always pull in the same order, the same "
        "piece of thread always comes from the same spot."
    )
    in_depth = (
        "Cell (c, i, j) goes to place {index}, counted from 0. To find the way back, divide by "
        "{area}: the whole part is the map. Divide what is left by {width}: the whole part is "
        "the row, and what is left then is the column.\n\n"
        "The order is arbitrary but binding. Each weight of the next layer was learned for one "
        "place in this row; shuffle the row and the network is lost, until its weights are "
        "shuffled alike.\n\n"
        "No arithmetic happens here: not one number is copied in memory, they are only counted "
        "differently."
    )

    def output_shape(self, *inputs: Shape) -> Shape:
        return volume(inputs[0]), 1, 1

    def reads(self, *inputs: Shape) -> tuple[Unroll, ...]:
        return (Unroll(),)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        return inputs[0].reshape(len(inputs[0]), -1, 1, 1)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Fold the row up again."""
        return Gradients((grad.reshape(inputs[0].shape),), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        home = Unroll().home(cell[0], image_of(inputs[0]))
        value = float(inputs[0][0][home])
        return Terms((Term(*home, value, 1.0, value),), value)

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        maps, h, w = inputs[0]
        return super().blanks(*inputs) | {
            "are": "is" if maps == 1 else "are",
            "index": f"c·{h * w} + i·{w} + j",
            "area": thousands(h * w),
            "width": thousands(w),
        }

    def sizes_told(self, *inputs: Shape) -> tuple[str, ...]:
        maps, *size = inputs[0]
        return (
            f"numbers: {accounts.product(counted(maps, 'map'), *size)} = "
            f"{thousands(volume(inputs[0]))}",
        )

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        _, h, w = inputs[0]
        return listing(
            f"x = {held(heard[0])}",
            "n = {channel}",
            f"c = n // {h * w}",
            f"i = n % {h * w} // {w}",
            f"j = n % {w}",
            "y = x[c, i, j]",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        maps, h, w = image_of(inputs[0])
        laid = "laid end to end" if maps > 1 else "laid out"
        return (
            f"{counted(maps, 'map')} of {h}×{w} {laid}: {counted(output[0].size, 'number')} in "
            f"one row, none of them changed."
        )
