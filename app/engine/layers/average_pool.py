"""Average pooling: keep the mean of each neighbourhood."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from app.engine.kernels import pools
from app.engine.knobs import NOTHING, ZEROS
from app.engine.layer import as_switch, image_of
from app.engine.layers.pool import Pool
from app.engine.listing import held, listing, padded, place, window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Pair, Params, Shape
from app.engine.writing import flat, loudest, signed


@dataclass(frozen=True)
class AveragePool(Pool):
    """Blurs and shrinks.

        x       (n, c, h, w)
        output  (n, c, h', w')    h' = (h + 2 padding - size) // stride + 1

    With ``count_padding`` the zeros of the padding count as numbers of the window (what
    PyTorch does by default); without it the mean is of real cells only. Cells beyond the
    padding, where ``ceil`` lets a window hang over, never count.
    """

    kind = "average_pool"
    stage = "pooled"
    called = "average"
    verb = "the mean of its window"
    formula = r"y_{cij} = \frac{1}{|W|} \sum_{u,v} x_{c,\,si+u,\,sj+v}"
    summary = (
        "{window} The mean of the numbers {of_it} goes on: {size_in} cells become {size_out}. "
        "Every cell has the same say, so thin lines fade and broad areas stay.\n\n"
        "There are no weights; nothing is learned here. Each map is pooled by itself, and maps "
        "never mix: {maps_in} in, {maps_out} out."
    )
    eli5 = (
        "{neighbours} put what they have into one pot and share it out evenly. Only that fair "
        "share is passed on.\n\n"
        "A loud one among quiet neighbours is hardly heard any more; where all are loud, it "
        "stays loud. The map gets smaller and softer, as if you looked at it from further "
        "away.\n\n"
        "Nothing is learned here, and each map keeps to itself."
    )
    in_depth = (
        "{rows_of_windows} It is a convolution whose weights are all the same, 1 over the size "
        "of the window, used on each map alone and never learned.\n\n"
        "Beside max pooling: the maximum asks whether something is there at all, the mean asks "
        "how much of it there is. A single strong answer in an empty window survives the first "
        "and nearly vanishes in the second.\n\n"
        "When the network learns, every cell of a window gets an equal part of the "
        "blame.{padded}"
    )

    count_padding: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        as_switch("count_padding", self.count_padding)

    @property
    def border(self) -> str | None:
        return ZEROS.value if self.count_padding else NOTHING.value

    def with_border(self, border: str | None) -> Self | None:
        known = border in (ZEROS.value, NOTHING.value)
        return replace(self, count_padding=border == ZEROS.value) if known else None

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        cells = self._cells(image_of(x))
        sums = pools.sum_pool(x, cells, self.size, self.stride, self.padding)
        sums *= self._shares(x, cells)
        return sums

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Every cell of a window is to blame alike."""
        x = inputs[0]
        image = (x.shape[2], x.shape[3])
        cells = self._cells(image_of(x))
        shares = grad * self._shares(grad, cells, image)
        blame = pools.sum_pool_gradients(shares, image, cells, self.size, self.stride, self.padding)
        return Gradients((blame,), {})

    def _shares(self, x: Array, cells: Pair, image: Pair | None = None) -> Array:
        """One over the number of cells that count, for every window: (h', w')."""
        height, width = image or (x.shape[2], x.shape[3])
        down = self._counts(0, cells[0], height)
        across = self._counts(1, cells[1], width)
        return (1 / np.multiply.outer(down, across)).astype(x.dtype)

    def _counts(self, axis: int, cells: int, length: int) -> list[int]:
        """How many lines of each window count, along one axis."""
        edge = self.padding[axis] if self.count_padding else 0
        starts = [at * self.stride[axis] - self.padding[axis] for at in range(cells)]
        return [min(start + self.size[axis], length + edge) - max(start, -edge) for start in starts]

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        x = inputs[0]
        _, height, width = image_of(x)
        rows, columns = self._cells(image_of(x))
        count = self._counts(0, rows, height)[cell[1]] * self._counts(1, columns, width)[cell[2]]
        edge = self.padding if self.count_padding else (0, 0)
        terms = []
        for i, j, value in self._window(cell, x):
            counts = -edge[0] <= i < height + edge[0] and -edge[1] <= j < width + edge[1]
            weight = 1 / count if counts else 0.0
            number = value or 0.0
            terms.append(
                Term(cell[0], i, j, number, weight, number * weight, padding=value is None)
            )
        return Terms(tuple(terms), sum(term.product for term in terms))

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        padded = ""
        if any(self.padding):
            padded = (
                " The zeros of the padding count as numbers of the window, so means near the "
                "border are pulled towards 0."
                if self.count_padding
                else " The padding is left out: near the border the mean is of fewer numbers."
            )
        return super().blanks(*inputs) | {"padded": padded}

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        skips = any(self.padding) and not self.count_padding
        return listing(
            place(),
            f"x = {held(heard[0])}[c]",
            padded(self.padding, "np.nan" if skips else "0", channels=False),
            f"window = x[{window(self.size, self.stride)}]",
            "y = np.nanmean(window)" if skips else "y = window.mean()",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before, after = inputs[0][0], output[0]
        told = f"{self._every()} the mean went on: {self._became(before, after)}."
        if flat(before):
            return f"{told} Nothing changes from place to place, so the means say what was there."
        (channel, _, _), most = loudest(after)
        name = "" if len(after) == 1 else f" in map {channel + 1}"
        return (
            f"{told} The loudest number was {signed(float(before.max()))}; the loudest mean is "
            f"{signed(most)}{name}."
        )
