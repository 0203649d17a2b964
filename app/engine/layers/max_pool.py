"""Max pooling: keep the strongest match of each neighbourhood."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from app.engine.kernels import pools
from app.engine.layer import image_of
from app.engine.layers.pool import Pool
from app.engine.listing import held, listing, padded, place, window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params, Shape
from app.engine.writing import flat, loudest, signed, where


@dataclass(frozen=True)
class MaxPool(Pool):
    """Shrinks the maps, so that exactly where something was found matters a little less.

        x       (n, c, h, w)
        output  (n, c, h', w')    h' = (h + 2 padding - size) // stride + 1

    Where several cells of a window are the largest, the first one (row by row) wins.
    """

    kind = "max_pool"
    stage = "pooled"
    called = "maximum"
    verb = "the largest number in its window"
    formula = r"y_{cij} = \max_{u,v}\, x_{c,\,si+u,\,sj+v}"
    summary = (
        "{window} Only the largest number {of_it} goes on: {size_in} cells become {size_out}, "
        "and what was found is still there, a little less exactly placed.\n\n"
        "There are no weights; nothing is learned here. Each map is pooled by itself, and maps "
        "never mix: {maps_in} in, {maps_out} out."
    )
    eli5 = (
        "{neighbours} hold up a number each. Only the largest is allowed through the door. The "
        "others go home.\n\n"
        "So the map gets smaller, and what it found is still there, just a little less exactly "
        "placed.\n\n"
        "Nothing is learned here: pooling has no weights at all. Each map is pooled alone; "
        "maps never mix."
    )
    in_depth = (
        "{rows_of_windows} A filter on the smaller map reaches further across the picture with "
        "the same few weights; that is the gain. The price is the exact place.\n\n"
        "A small shift of the picture often leaves the largest number of a window where it "
        "was, so the output changes less than the input did. That holds for small shifts only: "
        "move the picture further and the pooled map moves along.\n\n"
        "When the network learns, only the winner of each window gets the blame; the others "
        "had no say. Where several cells are equally large, the first one, row by row, is the "
        "winner.{padded}"
    )

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        return pools.max_pool(x, self._cells(image_of(x)), self.size, self.stride, self.padding)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Only the winner of each window is to blame."""
        x = inputs[0]
        cells = self._cells(image_of(x))
        blame = pools.max_pool_gradients(grad, x, cells, self.size, self.stride, self.padding)
        return Gradients((blame,), {})

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        window = self._window(cell, inputs[0])
        values = [-inf if value is None else value for _, _, value in window]
        winner = values.index(max(values))
        terms = tuple(
            Term(
                cell[0],
                i,
                j,
                value or 0.0,
                weight=float(place == winner),
                product=values[place] if place == winner else 0.0,
                padding=value is None,
                note="winner" if place == winner else None,
            )
            for place, (i, j, value) in enumerate(window)
        )
        return Terms(terms, values[winner])

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        padded = (
            " The padding around the map counts as less than any number, so it never wins."
            if any(self.padding)
            else ""
        )
        return super().blanks(*inputs) | {"padded": padded}

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        return listing(
            place(),
            f"x = {held(heard[0])}[c]",
            padded(self.padding, "-np.inf", channels=False),
            f"window = x[{window(self.size, self.stride)}]",
            "y = window.max()",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before, after = inputs[0][0], output[0]
        (channel, row, column), most = loudest(after)
        told = f"{self._every()} the largest went on: {self._became(before, after)}."
        name = "" if len(after) == 1 else f" in map {channel + 1}"
        if flat(before):
            return f"{told} Nothing changes from place to place, so every window held a tie."
        if most == float(before.max()):
            return f"{told} The loudest of all, {signed(most)}{name}, is still there."
        at = where((channel, row, column), after)
        return f"{told} The loudest that went on is {signed(most)}{name}{at}."
