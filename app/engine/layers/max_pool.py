"""Max pooling: keep the strongest match of each neighbourhood."""

from dataclasses import dataclass
from math import inf

from app.engine.kernels import pools
from app.engine.layers.pool import Pool, image_of
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Params


@dataclass(frozen=True)
class MaxPool(Pool):
    """Shrinks the maps, so that exactly where something was found matters a little less.

        x       (n, c, h, w)
        output  (n, c, h', w')    h' = (h + 2 padding - size) // stride + 1

    Where several cells of a window are the largest, the first one (row by row) wins.
    """

    kind = "max_pool"
    stage = "pooled"
    verb = "the largest number in its window"
    formula = r"y_{cij} = \max_{u,v}\, x_{c,\,si+u,\,sj+v}"

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
