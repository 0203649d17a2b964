"""A filter from outside, put into a layer: read as rows of columns, and fitted into its window.

It may be one grid for all input channels, or one for each. It need not be as large as the
window: it stands in its middle, cropped or with zeros around it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.edits.numbers import Wanted, kind
from app.engine.refitting import centred
from app.engine.writing import by, counted
from app.errors import BadEdit
from app.settings import Settings


def read(
    where: str, value: Any, slices: int, part: bool, settings: Settings
) -> NDArray[np.float32]:
    """A kernel (r, s), or (c, r, s) with as many ``slices`` as the filter has.

    where   whose it is, for the sentences: "conv_1_1, channel 3"
    part    whether it is meant for one input channel, and so cannot have several slices

    Raises BadEdit.
    """
    deep = _first_is_list(value) and _first_is_list(value[0])
    if deep and part:
        raise BadEdit(
            f"{where}: a kernel for one input channel is one grid, rows of columns, "
            f"but there are brackets inside its rows."
        )
    if deep and len(value) != slices:
        raise BadEdit(
            f"{where}: the kernel has {counted(len(value), 'slice')}, but the filter has {slices}. "
            f"Give one grid for all of them, or {slices}."
        )
    size = _size(where, value[0] if deep else value, " of slice 0" if deep else "", settings)
    if deep:
        for number, grid in enumerate(value[1:], 1):
            other = _size(where, grid, f" of slice {number}", settings)
            if other != size:
                raise BadEdit(
                    f"{where}: slice {number} of the kernel is {by(other)}, but slice 0 is "
                    f"{by(size)}. All slices should be as large."
                )
    shape = (slices, *size) if deep else size
    return Wanted(where, "kernel", "kernel", settings.edit_value, shape).read(value)


def fitted(kernel: NDArray[np.float32], replaced: NDArray[Any], rescale: bool) -> NDArray[Any]:
    """A kernel (r, s) or (c, r, s) in the place of weights (c, r', s').

    One grid is shared out evenly: c channels that show the same give what one would. With
    ``rescale`` it gets the L2 norm of what it replaces; of zeros nothing can be made but zeros.
    """
    _, *window = replaced.shape
    grids = centred(kernel.astype(np.float64), (window[0], window[1]))
    if grids.ndim == 2:
        grids = np.broadcast_to(grids / len(replaced), replaced.shape)
    if rescale:
        norm = np.linalg.norm(grids)
        if norm > 0:
            grids = grids * (np.linalg.norm(replaced.astype(np.float64)) / norm)
    return grids


def _first_is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], list)


def _size(where: str, grid: Any, of: str, settings: Settings) -> tuple[int, int]:
    """Rows and columns of a grid that has as many in every row. Raises BadEdit."""
    most = settings.lab_size
    if not isinstance(grid, list):
        raise BadEdit(
            f"{where}: the kernel{of} is {kind(grid)}, but should be a list of rows: "
            f"[[1, 0], [0, 1]]."
        )
    if not 1 <= len(grid) <= most:
        raise BadEdit(
            f"{where}: the kernel{of} has {counted(len(grid), 'row')}, but should have 1 to {most}."
        )
    for number, row in enumerate(grid):
        at = f"row {number} of the kernel{of}"
        if not isinstance(row, list):
            raise BadEdit(f"{where}: {at} is {kind(row)}, but should be a list of numbers.")
        if not 1 <= len(row) <= most:
            raise BadEdit(
                f"{where}: {at} has {counted(len(row), 'column')}, but should have 1 to {most}."
            )
        if len(row) != len(grid[0]):
            raise BadEdit(
                f"{where}: {at} has {counted(len(row), 'column')}, but row 0 has {len(grid[0])}. "
                f"All rows should be as long."
            )
    return len(grid), len(grid[0])
