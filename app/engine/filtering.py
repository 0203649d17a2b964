"""Laying a filter of one's own on a picture: one step, or a few after each other.

A step slides one filter over all channels of what it is given and makes a single map. What
comes out keeps its sign and is never cut off; that is left to whoever draws it.

    maps      (c, h, w)
    weights   (rows, columns)      one filter for all channels: their mean is what it sees, so
                                   that a grey picture gives what one of its channels gives
              (c, rows, columns)   a slice for every channel, as it is; the products add up
    answer    (1, h', w')
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal

import numpy as np

from app.engine import windows
from app.engine.kernels import pools
from app.engine.kernels.correlation import correlated
from app.engine.knobs import ZEROS
from app.engine.layer import image_of
from app.engine.surround import BARE, Surround
from app.engine.types import Array, Pair, Shape, ShapeError
from app.engine.writing import by, counted

POOL = (2, 2)
"""Rows and columns of the windows of a pool; they lie side by side."""


@dataclass(frozen=True, eq=False)
class Step:
    """One filter, how it slides, and what is done with its answers.

    flip      turn the filter round first: a convolution as mathematicians mean it; without, it
              is the cross-correlation that networks make
    padding   "same": as many cells around the picture as it takes to stand on every cell of it;
              "none"; or rows and columns on each side
    border    what these cells are: "zeros", "reflect" or "edge"
    relu      whether answers below 0 become 0
    pool      "max" or "average" of every 2x2 answers; a last odd row or column is left out
    """

    weights: Array
    bias: float = 0.0
    stride: Pair = (1, 1)
    padding: Pair | Literal["same", "none"] = "same"
    border: str = ZEROS.value
    dilation: Pair = (1, 1)
    flip: bool = False
    relu: bool = False
    pool: Literal["max", "average"] | None = None

    @property
    def size(self) -> Pair:
        """Rows and columns of the filter."""
        rows, columns = self.weights.shape[-2:]
        return rows, columns

    def kernel(self, channels: int) -> Array:
        """What is multiplied with each channel, (c, rows, columns), float64. Raises ShapeError."""
        weights = self.weights.astype(np.float64)
        if weights.ndim == 2:
            weights = np.broadcast_to(weights / channels, (channels, *self.size))
        elif len(weights) != channels:
            raise ShapeError(
                f"{counted(len(weights), 'slice')} of weights "
                f"{'does' if len(weights) == 1 else 'do'} not fit "
                f"{counted(channels, 'channel')}: give one for each, or one filter for all"
            )
        return weights[:, ::-1, ::-1] if self.flip else weights

    def surround(self) -> Surround:
        """The cells laid around the picture.

        An even filter has no middle. As in scipy.ndimage it stands on the later of its two
        middle cells, and flipped, on the earlier.

        >>> Step(np.ones((4, 3))).surround(), Step(np.ones((4, 3)), flip=True).surround()
        (Surround(top=2, bottom=1, left=1, right=1), Surround(top=1, bottom=2, left=1, right=1))
        """
        if self.padding == "none":
            return BARE
        if isinstance(self.padding, tuple):
            rows, columns = self.padding
            return Surround(rows, rows, columns, columns)
        (rows, columns), (low, wide) = self.size, self.dilation
        reach = windows.covered(1, rows, 1, low), windows.covered(1, columns, 1, wide)
        top, left = ((length - self.flip) // 2 for length in reach)
        return Surround(top, reach[0] - 1 - top, left, reach[1] - 1 - left)

    def cells(self, image: Shape) -> Pair:
        """Rows and columns of the sums, before any pool. Raises ShapeError."""
        surround = self.surround()
        surround.check(image, self.border)
        return windows.grid(surround.around(image), self.size, self.stride, dilation=self.dilation)

    def output_shape(self, image: Shape) -> Shape:
        """Channels, rows, columns of what comes out. Raises ShapeError."""
        rows, columns = self.cells(image)
        if not self.pool:
            return 1, rows, columns
        if min(rows, columns) < 2:
            raise ShapeError(
                f"a pool needs at least 2×2 numbers, and the filter leaves {by((rows, columns))}"
            )
        return 1, rows // 2, columns // 2

    def macs(self, image: Shape) -> int:
        """Multiplications with a weight."""
        return prod(self.cells(image)) * prod(self.size) * image[0]

    def summed(self, maps: Array) -> Array:
        """Bias and products added up at every place the filter stands, (rows, columns)."""
        kernel = self.kernel(len(maps))
        self.cells(image_of(maps[None]))
        if self.weights.ndim == 2 and len(maps) > 1:  # the mean first: one channel to slide over
            maps, kernel = _added(maps), kernel[:1]
        laid = self.surround().lay(maps[None], self.border)[0]
        sums = correlated(laid, kernel, self.stride, self.dilation)
        if self.bias:
            sums += np.asarray(self.bias, sums.dtype)
        return sums

    def finished(self, sums: Array) -> Array:
        """What is made of the sums (rows, columns): rectified and pooled where that is wanted."""
        if self.relu:
            sums = np.maximum(sums, np.zeros_like(sums))
        if not self.pool:
            return sums
        cells = sums.shape[0] // 2, sums.shape[1] // 2
        if self.pool == "max":
            pooled = pools.max_pool(sums[None, None], cells, POOL, POOL, (0, 0))
        else:
            pooled = pools.sum_pool(sums[None, None], cells, POOL, POOL, (0, 0))
            pooled /= prod(POOL)
        answer: Array = pooled[0, 0]
        return answer

    def apply(self, maps: Array) -> Array:
        """The answer, (1, h', w'). Raises ShapeError."""
        self.output_shape(image_of(maps[None]))
        return self.finished(self.summed(maps))[None]


def filtered(maps: Array, steps: Sequence[Step]) -> list[Array]:
    """What every step makes of what the one before it made; the first reads ``maps``.

    >>> edge = np.array([[0, 0, 1, 1.0]])[None]
    >>> [one.tolist() for one in filtered(edge, [Step(np.array([[-1, 0, 1.0]]), border="edge")])]
    [[[[0.0, 1.0, 1.0, 0.0]]]]

    Raises ShapeError, which names the step.
    """
    made = []
    for number, step in enumerate(steps, 1):
        try:
            maps = step.apply(maps)
        except ShapeError as error:
            raise ShapeError(f"Step {number}: {error}.") from None
        made.append(maps)
    return made


def _added(maps: Array) -> Array:
    """All channels added up, (1, h, w)."""
    total = maps[0] + maps[1]
    for one in maps[2:]:
        total += one
    return np.expand_dims(total, 0)
