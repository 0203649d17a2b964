"""The parts that networks are built of again and again: inception modules, residual blocks."""

from typing import NamedTuple

from tools.networks.drawing import Drawing


class Filters(NamedTuple):
    """How many filters an inception module has in each of its six convolutions."""

    one: int
    squeeze_3: int
    three: int
    squeeze_5: int
    five: int
    behind_pool: int


def inception(d: Drawing, name: str, sizes: tuple[int, int, int, int, int, int]) -> None:
    """Four branches side by side: 1x1, 3x3 and 5x5 behind a squeeze, and a pool."""
    filters = Filters(*sizes)
    above, d.module = d.last, name
    branches = [d.conv(f"{name}_1x1", filters.one, 1, above)]
    d.conv(f"{name}_3x3_reduce", filters.squeeze_3, 1, above)
    branches.append(d.conv(f"{name}_3x3", filters.three, 3, padding=1))
    d.conv(f"{name}_5x5_reduce", filters.squeeze_5, 1, above)
    branches.append(d.conv(f"{name}_5x5", filters.five, 5, padding=2))
    d.pool(f"{name}_pool", 3, 1, above, padding=1)
    branches.append(d.conv(f"{name}_pool_proj", filters.behind_pool, 1))
    d.layer(f"{name}_concat", "concat", *branches)
    d.module = ""


def residual(d: Drawing, name: str, filters: int, stride: int, channels: int) -> None:
    """Two convolutions, and what came in is added to what comes out."""
    above, d.module = d.last, name
    d.conv(f"{name}_conv_1", filters, 3, above, stride=stride, padding=1)
    d.layer(f"{name}_conv_2", "conv2d", filters=filters, size=3, padding=1)
    kept = d.last
    skip = above
    if stride != 1 or channels != filters:
        skip = d.layer(f"{name}_shortcut", "conv2d", above, filters=filters, size=1, stride=stride)
    _add(d, name, kept, skip)


def residual_as_published(
    d: Drawing, name: str, sizes: tuple[tuple[int, int], ...], stride: int, channels: int
) -> None:
    """The same with a batch norm behind every convolution.

    sizes     (filters, size) of each convolution: two of 3x3, or 1x1, 3x3, 1x1 (a bottleneck)
    stride    of the first convolution, and of the shortcut
    channels  that come in; where they or the size change, the shortcut is a 1x1 convolution
              (option B of the paper) and otherwise the identity
    """
    above, d.module = d.last, name
    for place, (filters, size) in enumerate(sizes, 1):
        settings = {"stride": stride} if place == 1 and stride != 1 else {}
        settings |= {"padding": size // 2} if size > 1 else {}
        d.normed(f"{name}_conv_{place}", filters, size, **settings)
        if place < len(sizes):
            d.layer(f"{name}_conv_{place}_relu", "relu")
    kept, skip, filters = d.last, above, sizes[-1][0]
    if stride != 1 or channels != filters:
        settings = {"stride": stride} if stride != 1 else {}
        skip = d.normed(f"{name}_shortcut", filters, 1, above, **settings)
    _add(d, name, kept, skip)


def _add(d: Drawing, name: str, kept: str, skip: str) -> None:
    """The sum of the two ways through a block, and the ReLU behind it."""
    d.layer(f"{name}_add", "add", kept, skip)
    d.layer(f"{name}_relu", "relu")
    d.module = ""
