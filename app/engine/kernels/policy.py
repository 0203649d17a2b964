"""Which kernel is used when: a fixed table, so that the same input always gives the same bits.

Measured on one thread of a CPU with AVX-512 and OpenBLAS 0.3.31 (benchmarks/README.md says
how). Choosing by the clock at run time was tried and dropped: it took seconds, and made
results depend on noise.
"""

from app.engine.types import Pair

VERSION = 1
"""Goes up with every change here that may change a result in its last bits."""

SMALL_PRODUCT = 1_000_000
"""Multiplications up to which OpenBLAS multiplies matrices without repacking them first.

For few filters that is two to three times as fast, so their windows are gathered in bands
of rows small enough to stay under it.
"""

FEW_WEIGHTS = 8_192
"""Weights of a layer (filters times window) up to which such small products pay off."""

BAND_BYTES = 1 << 20
"""How much is gathered at once otherwise: what the second-level cache holds with ease."""

NARROW = 24
"""Columns below which copying a row of windows costs more for the row than for its cells."""

ZEROS = 1 << 16
"""Cells up to which a maximum with 0 is taken against an array of zeros, not a number."""


def band(filters: int, depth: int, cells: Pair, itemsize: int) -> tuple[int, int]:
    """How many pictures, and how many rows of their windows, to gather at once.

    filters   rows of the matrix of weights
    depth     numbers in one window, over all channels it reads
    cells     windows of one picture, (rows, columns)
    itemsize  bytes per number

    >>> band(10, 90, (60, 60), itemsize=4), band(6, 25, (28, 28), itemsize=4)
    ((1, 18), (8, 28))
    """
    few = filters * depth <= FEW_WEIGHTS
    windows = SMALL_PRODUCT // (filters * depth) if few else BAND_BYTES // (depth * itemsize)
    rows, columns = cells
    if windows >= rows * columns:
        return windows // (rows * columns), rows
    return 1, max(1, windows // columns)


def lies_flat(columns: int, width: int) -> bool:
    """Whether windows are copied whole lines at a time, line ends and all.

    columns   windows in one row of the output
    width     cells in one row of the input
    """
    return columns < NARROW and 2 * width <= 3 * columns
