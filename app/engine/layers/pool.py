"""What all pools share: a window that slides over each map by itself, and no weights."""

from dataclasses import dataclass

from app.engine import windows
from app.engine.layer import Layer, as_pair, as_switch
from app.engine.reads import Window
from app.engine.types import Array, Cell, Pair, Shape, SpecError


@dataclass(frozen=True)
class Pool(Layer):
    """A window of ``size`` moves by ``stride`` over each map; maps never mix.

    ``size``, ``stride`` and ``padding`` are one number or [rows, columns]. With ``ceil``
    the last window may hang over the edge; otherwise the rest is dropped.
    """

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


def image_of(x: Array) -> Shape:
    """The (c, h, w) of an (n, c, h, w) array."""
    _, c, h, w = x.shape
    return c, h, w
