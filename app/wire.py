"""Arrays as bytes: safetensors, npy and npz for programs, PNG for people.

tensors   many arrays in one body: float32 as it is, float16, or bytes with a range
npy       one array
npz       a few arrays by name
sheet     all maps of a layer as one picture
picture   the pixels a network sees
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from math import ceil, sqrt
from typing import Any, Literal

import numpy as np
import orjson
from numpy.typing import NDArray

from app import colours
from app.engine.types import Array, Weights

Form = Literal["f32", "f16", "u8"]
LARGEST_HALF = float(np.finfo(np.float16).max)
SMALLEST_HALF = np.finfo(np.float16).smallest_subnormal
DTYPES = {"<f4": "F32", "<f2": "F16", "|u1": "U8"}
"""What safetensors calls the kinds of numbers that are sent."""
Colours = NDArray[np.uint8]
"""A picture, (h, w, 3), or (h, w) if it is grey."""


# Numbers


def tensors(
    maps: Mapping[str, Array], form: Form = "f32", about: Mapping[str, Any] | None = None
) -> bytes:
    """Arrays (c, h, w) by name as one safetensors body.

    f32   exactly as they are
    f16   rounded, and held within what 16 bits can say; only an exact zero is zero
    u8    per channel, low + byte / 255 * (high - low); ``low`` and ``high`` stand in the
          metadata as JSON, under the name of the array

    ``about`` is plain data that goes into the metadata as well, as JSON by name.
    """
    told = dict(about or {})
    held: dict[str, NDArray[Any]]
    if form == "f32":
        held = {name: _packed(array, np.float32) for name, array in maps.items()}
    elif form == "f16":
        held = {name: _halved(array) for name, array in maps.items()}
    else:
        ranged = {name: _bytes_and_range(array) for name, array in maps.items()}
        held = {name: levels for name, (levels, _) in ranged.items()}
        told |= {name: ends for name, (_, ends) in ranged.items()}
    return _safetensors(held, told)


def levels(held: Mapping[str, NDArray[np.uint8]], about: Mapping[str, Any]) -> bytes:
    """Bytes by name as one safetensors body; ``about`` says, as JSON by name, what they mean."""
    return _safetensors(held, about)


def params(weights: Weights) -> bytes:
    """What a network learned as one safetensors body: ``<layer>.<param>``, exactly as it is."""
    return _safetensors(
        {
            f"{layer}.{name}": np.ascontiguousarray(array)
            for layer, held in weights.items()
            for name, array in held.items()
        }
    )


def npy(array: Array) -> bytes:
    """One array as NumPy writes it."""
    out = io.BytesIO()
    np.save(out, np.ascontiguousarray(array), allow_pickle=False)
    return out.getvalue()


def npz(arrays: Mapping[str, Array]) -> bytes:
    """Arrays by name as NumPy writes them, without the time of day: the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), npy(array))
    return out.getvalue()


def plain(array: Array) -> dict[str, Any]:
    """An array as JSON has it: its shape, what its numbers are, and nested lists of them."""
    return {"shape": list(array.shape), "dtype": str(array.dtype), "data": array.tolist()}


def _safetensors(
    arrays: Mapping[str, NDArray[Any]], about: Mapping[str, Any] | None = None
) -> bytes:
    """Arrays as they lie in memory, in the order given; the same arrays are the same bytes.

    Eight bytes say how long the header is; the header is JSON, filled up with spaces to a
    multiple of eight; the numbers follow. (The library would sort them by name and write its
    metadata in an order of chance.) https://github.com/huggingface/safetensors, "Format".
    """
    header: dict[str, Any] = {}
    if about:
        told = {name: orjson.dumps(one).decode() for name, one in about.items()}
        header["__metadata__"] = told
    end = 0
    for name, array in arrays.items():
        start, end = end, end + array.nbytes
        kind = DTYPES[array.dtype.str]
        header[name] = {"dtype": kind, "shape": array.shape, "data_offsets": (start, end)}
    text = orjson.dumps(header)
    text += b" " * (-len(text) % 8)
    numbers = [array.data.cast("B") for array in arrays.values() if array.size]
    return b"".join((struct.pack("<Q", len(text)), text, *numbers))


def _packed(array: Array, dtype: type[np.floating[Any]]) -> NDArray[Any]:
    return np.ascontiguousarray(array, dtype=dtype)


def _halved(array: Array) -> NDArray[np.float16]:
    """Numbers in 16 bits. What is too small for them keeps its sign, so that a zero is a zero."""
    half = _packed(np.clip(array, -LARGEST_HALF, LARGEST_HALF), np.float16)
    lost = (half == 0) & (array != 0)
    if lost.any():
        half[lost] = np.copysign(SMALLEST_HALF, array[lost])
    return half


def _bytes_and_range(array: Array) -> tuple[NDArray[np.uint8], dict[str, list[float]]]:
    """A map as levels 0..255 between its own lowest and highest number, channel by channel."""
    low = array.min(axis=(1, 2), keepdims=True)
    high = array.max(axis=(1, 2), keepdims=True)
    span = np.where(high > low, high - low, np.float32(1))
    levels = np.rint((array - low) * (255 / span)).astype(np.uint8)
    return np.ascontiguousarray(levels), {
        "low": low.ravel().tolist(),
        "high": high.ravel().tolist(),
    }


# Pictures


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
