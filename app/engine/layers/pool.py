"""What all pools share: a window that slides over each map by itself, and no weights."""

from dataclasses import dataclass, replace
from math import prod
from typing import Self

from app.engine import accounts, windows
from app.engine.knobs import CEIL, NOTHING, PADDING, REFLECT, SIZE, STRIDE, ZEROS, border
from app.engine.layer import Layer, as_pair, as_switch
from app.engine.reads import Window
from app.engine.types import Array, Cell, Pair, Params, Shape, SpecError
from app.engine.writing import by, counted, thousands


@dataclass(frozen=True)
class Pool(Layer):
    """A window of ``size`` moves by ``stride`` over each map; maps never mix.

    ``size``, ``stride`` and ``padding`` are one number or [rows, columns]. With ``ceil``
    the last window may hang over the edge; otherwise the rest is dropped.
    """

    family = "pool"
    knobs = (SIZE, STRIDE, PADDING, border(NOTHING, ZEROS, REFLECT), CEIL)

    size: Pair = (2, 2)
    stride: Pair = (2, 2)
    padding: Pair = (0, 0)
    ceil: bool = False

    def __post_init__(self) -> None:
        for name, least in {"size": 1, "stride": 1, "padding": 0}.items():
            object.__setattr__(self, name, as_pair(name, getattr(self, name), least))
        if any(2 * p > s for p, s in zip(self.padding, self.size, strict=True)):
            raise SpecError(
                f"padding {list(self.padding)} is more than half the window {list(self.size)}: "
                f"some windows would hold nothing but padding."
            )
        as_switch("ceil", self.ceil)

    def output_shape(self, *inputs: Shape) -> Shape:
        return inputs[0][0], *self._cells(inputs[0])

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("same", self.size, self.stride, self.padding),)

    @property
    def border(self) -> str | None:
        return NOTHING.value

    def unpadded(self) -> Self:
        return replace(self, padding=(0, 0), ceil=False)

    def one(self, channel: int, inputs: tuple[Array, ...], params: Params) -> Array:
        return self.forward((inputs[0][:, channel : channel + 1],), params)

    def _cells(self, image: Shape) -> Pair:
        return windows.grid(image, self.size, self.stride, self.padding, ceil=self.ceil)

    def _window(self, cell: Cell, x: Array) -> list[tuple[int, int, float | None]]:
        """Row, column and value under the window of ``cell``; None where nothing is."""
        image = x[0, cell[0]]
        height, width = image.shape
        rule = self.reads()[0]
        return [
            (i, j, float(image[i, j]) if 0 <= i < height and 0 <= j < width else None)
            for i in rule.rows(cell[1])
            for j in rule.columns(cell[2])
        ]

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        image = inputs[0]
        rows = self._cells(image)[0]
        together = self.size == self.stride and not any(self.padding)
        cells = prod(self.size)
        return super().blanks(*inputs) | {
            "window": (
                f"Each map is cut into blocks of {by(self.size)}."
                if together
                else f"A {by(self.size)} window moves over each map, {_apart(self.stride)}."
            ),
            "of_it": "of each block" if together else "in it",
            "neighbours": {1: "Neighbours", 4: "Four neighbours", 9: "Nine neighbours"}.get(
                cells, counted(cells, "neighbour")
            ),
            "rows_of_windows": self._rows_told(image[1], rows),
        }

    def sizes_told(self, *inputs: Shape) -> tuple[str, ...]:
        moved = accounts.sliding(inputs[0], self.size, self.stride, self.padding, ceil=self.ceil)
        return *moved, f"maps: {thousands(inputs[0][0])}; each pooled by itself"

    def _rows_told(self, height: int, rows: int) -> str:
        """How the number of rows comes about, and what becomes of the rest."""
        size, stride, padding = self.size[0], self.stride[0], self.padding[0]
        border = f" + 2·{padding}" if padding else ""
        whole, rest = divmod(height + 2 * padding - size, stride)
        hangs_over = rows > whole + 1
        rounded = f", rounded {'up' if hangs_over else 'down'}" if rest else ""
        told = f"Rows: ({height}{border} − {size}) / {stride} + 1 = {rows}{rounded}."
        if hangs_over:
            told += " The last window hangs over the edge and holds fewer numbers."
        else:
            told += windows.unread(rest - padding)
        if self.size == self.stride and not self.ceil and prod(self.size) > 1:
            told += f" Of every {prod(self.size)} numbers one is left."
        return told

    def _every(self) -> str:
        """How a sentence about all windows begins."""
        if self.size == self.stride and not any(self.padding):
            return f"Of every {counted(prod(self.size), 'number')} in a block of {by(self.size)}"
        return f"From every window of {by(self.size)}"

    def _became(self, before: Array, after: Array) -> str:
        """How many numbers there were, and how many there are."""
        return f"{counted(before.size, 'number')} became {thousands(after.size)}"


def _apart(stride: Pair) -> str:
    """How far the window moves.

    >>> _apart((2, 2))
    'two cells at a time'
    """
    small = {1: "one cell", 2: "two cells", 3: "three cells"}
    steps = {small.get(step, counted(step, "cell")) for step in stride}
    if len(steps) == 1:
        return f"{steps.pop()} at a time"
    down, across = (small.get(step, counted(step, "cell")) for step in stride)
    return f"{down} down and {across} across at a time"
