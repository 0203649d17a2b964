"""What the layers have in common that look at one cell at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.layer import Layer
from app.engine.listing import held, listing, place
from app.engine.reads import Window
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Params, Shape


@dataclass(frozen=True)
class PointWise(Layer):
    """Every cell is changed by itself; its neighbours have no say. Any shape, kept."""

    def one(self, channel: int, inputs: tuple[Array, ...], params: Params) -> Array:
        return self.forward((inputs[0][:, channel : channel + 1],), params)

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window(),)

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        return listing(f"x = {held(heard[0])}", place(), "x = x[c, i, j]", f"y = {self.in_numpy()}")

    def in_numpy(self) -> str:
        """What is done to ``x``, as NumPy has it."""
        raise NotImplementedError

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        """The one cell, run through the layer again in float64."""
        value = float(inputs[0][0][cell])
        result = float(self.forward((np.full((1, 1, 1, 1), value),), params).item())
        weight, note = self.weigh(value)
        return Terms((Term(*cell, value, weight, result, note=note),), result)

    def weigh(self, value: float) -> tuple[float | None, str | None]:
        """What ``value`` is multiplied by, where that is all that happens, and a remark."""
        return None, None
