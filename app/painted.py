"""Arrays as pictures for people: PNG, in the colours of the page.

sheet     all maps of a layer as one picture
one_map   one of them, on the colour scale of all
picture   the pixels a network sees
"""

import struct
import zlib
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from app import colours
from app.engine.types import Array

Colours = NDArray[np.uint8]
"""A picture, (h, w, 3), or (h, w) if it is grey."""


def sheet(
    maps: Array,
    *,
    palette: str = "light",
    scale: int = 1,
    tint: bool = False,
    extent: float | None = None,
) -> bytes:
    """All maps (c, h, w) of a layer as one PNG, side by side in reading order.

    palette   "light", "dark" or "grey", the ramps of the page
    scale     pixels along the side of one number
    tint      whether these are the channels of a picture, 0 to 1, rather than maps
    extent    where the ramps end; left out, the largest magnitude of all maps

    ``layout`` says which pixel is which number.
    """
    painted = paint(maps, palette=palette, tint=tint, extent=extent)
    columns, gap = layout(maps.shape)
    channels, height, width = maps.shape
    rows = ceil(channels / columns)
    size = rows * (height * scale + gap) - gap, columns * (width * scale + gap) - gap
    page = np.full((*size, 3), colours.rgb(colours.PAPER[palette]), np.uint8)
    for channel, one in enumerate(painted):
        row, column = divmod(channel, columns)
        top, left = row * (height * scale + gap), column * (width * scale + gap)
        page[top : top + height * scale, left : left + width * scale] = enlarged(one, scale)
    return png(page)


def one_map(
    maps: Array, channel: int, *, palette: str = "light", scale: int = 1, tint: bool = False
) -> bytes:
    """One of the maps as a PNG, on the colour scale of all of them."""
    extent = largest(maps)
    table = _table(channel, maps.shape[0], palette, tint)
    ends = 1.0 if tint else extent
    return png(enlarged(table[colours.places(maps[channel], ends)], scale))


def paint(
    maps: Array, *, palette: str = "light", tint: bool = False, extent: float | None = None
) -> Colours:
    """The colours (c, h, w, 3) of maps (c, h, w)."""
    ends = 1.0 if tint else largest(maps) if extent is None else extent
    painted = np.empty((*maps.shape, 3), np.uint8)
    for channel, values in enumerate(maps):
        table = _table(channel, maps.shape[0], palette, tint)
        painted[channel] = table[colours.places(values, ends)]
    return painted


def layout(shape: tuple[int, ...]) -> tuple[int, int]:
    """How many maps stand beside each other on a sheet, and the pixels between them.

    >>> layout((10, 62, 62)), layout((16, 10, 10)), layout((10, 1, 1)), layout((1690, 1, 1))
    ((5, 1), (4, 1), (10, 0), (64, 0))
    """
    channels, height, width = shape
    if height == width == 1:
        return min(channels, 64), 0
    if channels <= 5:
        return channels, 1
    least = ceil(sqrt(channels))
    even = (columns for columns in range(least, 2 * least) if channels % columns == 0)
    return next(even, least), 1


def picture(pixels: NDArray[np.uint8], scale: int = 1) -> bytes:
    """What a network sees, (c, h, w), as a PNG in colour or grey."""
    shown = pixels[0] if pixels.shape[0] == 1 else pixels[:3].transpose(1, 2, 0)
    return png(enlarged(shown, scale))


def largest(maps: Array) -> float:
    """The largest magnitude: where the colour scale ends."""
    return float(max(maps.max(), -maps.min()))


def enlarged(picture: Colours, scale: int) -> Colours:
    """Every pixel as a square of ``scale`` by ``scale`` pixels."""
    if scale == 1:
        return picture
    return picture.repeat(scale, axis=0).repeat(scale, axis=1)


def png(picture: Colours) -> bytes:
    """A PNG file, 8 bits a colour. (PNG specification, third edition, sections 5 and 11.)"""
    height, width = picture.shape[:2]
    kind = 2 if picture.ndim == 3 else 0
    lines = np.zeros((height, 1 + picture[0].size), np.uint8)  # each begins with filter 0: none
    lines[:, 1:] = picture.reshape(height, -1)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(lines.tobytes(), 1)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _table(channel: int, channels: int, palette: str, tint: bool) -> colours.Table:
    if tint:
        return colours.tint_table(channel, channels, palette)
    return colours.signed_table(palette)
