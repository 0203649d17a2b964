"""How the sizes and counts of a layer come about, with its numbers filled in.

An account is a line "label: sum = result", such as "parameters: 10 filters × (3 channels ×
3 × 3 weights + 1 bias) = 280". What there is to say about it follows after a semicolon.
The page shows them as they stand.
"""

from collections.abc import Sequence

from app.engine import windows
from app.engine.types import Pair, Shape
from app.engine.writing import counted, thousands

NOTHING_LEARNED = "0; nothing is learned here"
BYTES = 4
"""Of a number in float32."""


def product(*factors: int | str) -> str:
    """Factors as people write them.

    >>> product("10 filters", 3, 1690)
    '10 filters × 3 × 1,690'
    """
    return " × ".join(f if isinstance(f, str) else thousands(f) for f in factors)


def unchanged(image: Shape) -> tuple[str, ...]:
    """The account of a height and width that stay; a list of numbers has neither."""
    _, height, width = image
    return () if height == width == 1 else (f"height and width: {height} × {width}; as they were",)


def memory(shape: Shape) -> str:
    """What the numbers that come out take up.

    >>> memory((10, 62, 62))
    'memory: 10 × 62 × 62 numbers × 4 bytes = 153,760 bytes'
    """
    channels, height, width = shape
    many = channels * height * width
    numbers = (
        counted(channels, "number")
        if height == width == 1
        else f"{product(*shape)} {'number' if many == 1 else 'numbers'}"
    )
    return f"memory: {numbers} × {BYTES} bytes = {thousands(BYTES * many)} bytes"


def sliding(
    image: Shape,
    size: Pair,
    stride: Pair,
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
    ceil: bool = False,
) -> tuple[str, ...]:
    """Height and width of what a sliding window makes: one line if both come about alike.

    >>> sliding((3, 64, 64), (3, 3), (1, 1))
    ('height and width: ⌊(64 + 2·0 − 3) / 1⌋ + 1 = 62',)
    >>> sliding((1, 7, 6), (3, 3), (2, 2))  # doctest: +NORMALIZE_WHITESPACE
    ('height: ⌊(7 + 2·0 − 3) / 2⌋ + 1 = 3',
     'width: ⌊(6 + 2·0 − 3) / 2⌋ + 1 = ⌊1.5⌋ + 1 = 2; no window reaches the last column')
    """
    along = [
        (image[1 + axis], size[axis], stride[axis], padding[axis], dilation[axis], ceil)
        for axis in (0, 1)
    ]
    if along[0] == along[1]:
        return (f"height and width: {_places(*along[0])}{_edge(('row', 'column'), *along[0])}",)
    return (
        f"height: {_places(*along[0])}{_edge(('row',), *along[0])}",
        f"width: {_places(*along[1])}{_edge(('column',), *along[1])}",
    )


def _places(length: int, size: int, stride: int, padding: int, dilation: int, ceil: bool) -> str:
    """How many windows fit along one axis, as a sum."""
    reach = f"{size}" if dilation == 1 else f"{dilation}·({size} − 1) − 1"
    begin, end = "⌈⌉" if ceil else "⌊⌋"
    room = windows.room(length, size, padding, dilation)
    cells = windows.count(length, size, stride, padding, dilation, ceil)
    outside = ceil and cells < -(-room // stride) + 1  # the last would begin beyond the edge
    more = "+ 1 − 1" if outside else "+ 1"
    told = f"{begin}({length} + 2·{padding} − {reach}) / {stride}{end} {more}"
    if room % stride:
        told += f" = {begin}{_decimal(room / stride)}{end} {more}"
    return f"{told} = {cells}"


def _edge(
    lines: Sequence[str],
    length: int,
    size: int,
    stride: int,
    padding: int,
    dilation: int,
    ceil: bool,
) -> str:
    """What becomes of the far border; nothing, where the windows end with it."""
    cells = windows.count(length, size, stride, padding, dilation, ceil)
    beyond = windows.covered(cells, size, stride, dilation) - padding - length
    if beyond > padding:
        return "; the last window hangs over the edge"
    if beyond < 0:
        which = " and the last ".join(_few(-beyond, line) for line in lines)
        return f"; no window reaches the last {which}"
    if beyond < padding:
        return "; what no window reaches at the far edge is only padding"
    return ""


def _few(count: int, line: str) -> str:
    return line if count == 1 else counted(count, line)


def _decimal(value: float) -> str:
    """A number with what stands behind the point, at most two digits of it.

    >>> _decimal(1.5), _decimal(7 / 3)
    ('1.5', '2.33')
    """
    return f"{value:.2f}".rstrip("0")
