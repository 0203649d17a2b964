"""What lies around maps before a window slides over them: cells that nobody measured.

Most layers can lay zeros themselves. To try out a border they do not know, it is laid around
the input first and the layer is run without one.
"""

from typing import NamedTuple

import numpy as np

from app.engine.knobs import EDGE, REFLECT
from app.engine.types import Array, Shape, ShapeError
from app.engine.writing import by, counted


class Surround(NamedTuple):
    """Lines on each side; a negative number takes lines away that no window would read."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def lays(self) -> bool:
        """Whether anything is made up at all."""
        return any(side > 0 for side in self)

    def around(self, image: Shape) -> Shape:
        """The (c, h, w) of maps with this around them."""
        channels, height, width = image
        return channels, height + self.top + self.bottom, width + self.left + self.right

    def check(self, image: Shape, made_of: str | None) -> None:
        """Raise ShapeError where a reflection would need more than there is to look back at."""
        if made_of != REFLECT.value:
            return
        for length, sides in ((image[1], self[:2]), (image[2], self[2:])):
            if max(sides) >= length:
                raise ShapeError(
                    f"a reflection of {counted(max(sides), 'cell')} needs maps of at least "
                    f"{max(sides) + 1}, and these are {by(image[1:])}: the mirror would show "
                    f"more than stands before it"
                )

    def lay(self, x: Array, made_of: str | None) -> Array:
        """``x`` (n, c, h, w) with this around it.

        Reflected, the border repeats what lies inside, the edge itself not told twice:

        >>> x = np.arange(4.0).reshape(1, 1, 2, 2)
        >>> Surround(0, 0, 1, 1).lay(x, "reflect")[0, 0].tolist()
        [[1.0, 0.0, 1.0, 0.0], [3.0, 2.0, 3.0, 2.0]]
        >>> Surround(0, -1, 1, 0).lay(x, "zeros")[0, 0].tolist()
        [[0.0, 0.0, 1.0]]
        >>> Surround(0, -1, 2, 0).lay(x + 5, "edge")[0, 0].tolist()
        [[5.0, 5.0, 5.0, 6.0]]
        """
        height, width = x.shape[2:]
        self.check((1, height, width), made_of)
        kept = x[:, :, : height + min(self.bottom, 0), : width + min(self.right, 0)]
        sides = [max(side, 0) for side in self]
        widths = ((0, 0), (0, 0), (sides[0], sides[1]), (sides[2], sides[3]))
        if made_of == REFLECT.value:
            return np.pad(kept, widths, mode="reflect")
        if made_of == EDGE.value:
            return np.pad(kept, widths, mode="edge")
        return np.pad(kept, widths)


BARE = Surround(0, 0, 0, 0)
"""Nothing at all."""
