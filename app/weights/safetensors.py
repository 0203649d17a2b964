"""What lies in a safetensors file: a line of JSON, then numbers as they lie in memory.

https://github.com/huggingface/safetensors, "Format". The header is read and checked before a single
number is.
"""

import struct
from collections.abc import Iterator
from functools import partial
from math import prod
from pathlib import Path
from typing import Any

import orjson

from app.errors import BadWeights
from app.weights.tensor import CHUNK, Tensor, kind

HEADER = 4 * 2**20
"""Most bytes of a header; ours are about 20 kB."""
CALLED = {
    "F16": "float16",
    "F32": "float32",
    "F64": "float64",
    "BF16": "bfloat16",
    "I64": "int64",
    "I32": "int32",
    "I16": "int16",
    "I8": "int8",
    "U8": "uint8",
    "BOOL": "bool",
}
NOT_ONE = "That is no file of weights that is read here: .safetensors and .npz are."


def tensors(place: Path) -> dict[str, Tensor]:
    """Every array of the file by its name. Raises BadWeights."""
    size = place.stat().st_size
    with place.open("rb") as file:
        start = file.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
        if not 2 <= length <= HEADER or 8 + length > size:
            raise BadWeights(NOT_ONE)
        text = file.read(length)
    try:
        header = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadWeights(NOT_ONE) from None
    if not isinstance(header, dict):
        raise BadWeights(NOT_ONE)
    header.pop("__metadata__", None)
    return {
        name: _tensor(place, name, told, 8 + length, size - 8 - length)
        for name, told in header.items()
    }


def _tensor(place: Path, name: str, told: Any, begin: int, room: int) -> Tensor:
    """One entry of the header: {"dtype": "F32", "shape": [4, 3], "data_offsets": [0, 48]}."""
    try:
        called, shape, (start, end) = told["dtype"], told["shape"], told["data_offsets"]
    except (TypeError, KeyError, ValueError):
        raise BadWeights(f"The header of the file says nothing usable about {name[:80]}.") from None
    if not isinstance(called, str):
        raise BadWeights(f"The header of the file does not say what {name[:80]} is made of.")
    dtype = kind(name, CALLED.get(called, called))
    whole = isinstance(shape, list) and all(_counts(one) for one in shape)
    if not whole or not _counts(start) or not _counts(end):
        raise BadWeights(f"The header of the file says nothing usable about {name[:80]}.")
    if not start <= end <= room:
        raise BadWeights(
            f"The array {name[:80]} breaks off: the file says that it ends {end:,} bytes behind "
            f"the header, but there are {room:,}."
        )
    if prod(shape) * dtype.itemsize != end - start:
        raise BadWeights(
            f"The array {name[:80]} should take {prod(shape) * dtype.itemsize:,} bytes, but the "
            f"file keeps {end - start:,} for it."
        )
    return Tensor(name, dtype, tuple(shape), partial(_read, place, begin + start, end - start))


def _read(place: Path, start: int, length: int) -> Iterator[bytes]:
    with place.open("rb") as file:
        file.seek(start)
        while length:
            data = file.read(min(CHUNK, length))
            if not data:
                return
            length -= len(data)
            yield data


def _counts(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**48
