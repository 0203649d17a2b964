"""Arrays as bytes for programs: safetensors, npy and npz. (For people they are painted.)

tensors   many arrays in one body: float32 as it is, float16, or bytes with a range
npy       one array
npz       a few arrays by name
"""

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import orjson
from numpy.typing import NDArray

from app.engine.types import Array, Weights

Form = Literal["f32", "f16", "u8"]
LARGEST_HALF = float(np.finfo(np.float16).max)
SMALLEST_HALF = np.finfo(np.float16).smallest_subnormal
DTYPES = {"<f4": "F32", "<f2": "F16", "|u1": "U8"}
"""What safetensors calls the kinds of numbers that are sent."""


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
