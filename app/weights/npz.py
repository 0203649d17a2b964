"""What lies in an npz file: a zip of arrays, each with a short header, as NumPy writes them.

Nothing in it is ever executed: an array of Python objects (a pickle) is turned away by its header.
And nothing is unpacked further than the network has use for, however small a file has been made.
"""

import contextlib
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from math import prod
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib import format as npy

from app.errors import BadWeights
from app.weights.tensor import CHUNK, Tensor, kind

START = b"PK\x03\x04"
END = b"PK\x05\x06"
LIST = 2**20
"""Most bytes of a zip's table of contents; ours are about 20 kB."""
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
TURNED = 64 * 2**20
"""Bytes up to which an array that lies column by column is turned round."""
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
)
CHECKPOINT = (
    "That is a checkpoint of PyTorch, which may hold a program: it is not opened here. Save the "
    "arrays with safetensors or numpy.savez, under the names in the table."
)


def tensors(place: Path) -> dict[str, Tensor]:
    """Every array of the file by its name. Raises BadWeights."""
    _check_list(place)
    try:
        with zipfile.ZipFile(place) as archive:
            if any(one.filename.endswith(".pkl") for one in archive.infolist()):
                raise BadWeights(CHECKPOINT)
            return {
                name: _tensor(place, archive, one, name)
                for one in archive.infolist()
                for name in [one.filename.removesuffix(".npy")]
            }
    except DAMAGED as error:
        raise _damaged(error) from None


def _check_list(place: Path) -> None:
    """Raise BadWeights where the table of contents is missing, or longer than any of ours."""
    with place.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < 22:
        raise BadWeights("That npz file breaks off: its table of contents is missing.")
    if int.from_bytes(tail[at + 12 : at + 16], "little") > LIST:
        raise BadWeights("That npz file lists far more arrays than any network here has.")


def _tensor(place: Path, archive: zipfile.ZipFile, one: zipfile.ZipInfo, name: str) -> Tensor:
    if one.compress_type not in PACKED:
        raise BadWeights(f"The array {name[:80]} is packed in a way that NumPy does not use.")
    with archive.open(one) as file:
        dtype, shape, turned = _header(file, name)
    if not turned or len(shape) < 2:
        return Tensor(name, dtype, shape, partial(_read, place, one.filename, _size(dtype, shape)))
    if _size(dtype, shape) > TURNED:
        raise BadWeights(
            f"The array {name} lies column by column. Save numpy.ascontiguousarray of it instead."
        )
    return Tensor(name, dtype, shape, partial(_turned, place, one.filename, dtype, shape))


def _header(file: IO[bytes], name: str) -> tuple[np.dtype, tuple[int, ...], bool]:
    """The kind, the shape, and whether it lies column by column. Raises BadWeights, ValueError."""
    version = npy.read_magic(file)
    read = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}.get(version)
    if read is None:
        raise BadWeights(
            f"The array {name[:80]} is written in a form of npy that is not read here."
        )
    shape, turned, dtype = read(file)
    if dtype.hasobject:
        raise BadWeights(
            f"The array {name[:80]} holds Python objects (a pickle), which may be a program: it "
            f"is not opened here."
        )
    found = kind(name, dtype.newbyteorder("=").name)
    return found.newbyteorder(dtype.byteorder), tuple(int(one) for one in shape), bool(turned)


def _read(place: Path, filename: str, length: int) -> Iterator[bytes]:
    """The bytes behind the header, and no more than there should be."""
    name = filename.removesuffix(".npy")
    try:
        with zipfile.ZipFile(place) as archive, archive.open(filename) as file:
            _header(file, name)
            while length:
                data = file.read(min(CHUNK, length))
                if not data:
                    return
                length -= len(data)
                yield data
            if file.read(1):
                raise BadWeights(f"The array {name} goes on behind its last number.")
    except DAMAGED as error:
        raise _damaged(error) from None


def _turned(place: Path, filename: str, dtype: np.dtype, shape: tuple[int, ...]) -> Iterator[bytes]:
    data = b"".join(_read(place, filename, _size(dtype, shape)))
    with contextlib.suppress(ValueError):  # too short: found by whoever counts
        yield np.frombuffer(data, dtype).reshape(shape, order="F").tobytes()


def _size(dtype: np.dtype, shape: tuple[int, ...]) -> int:
    return prod(shape) * dtype.itemsize


def _damaged(error: Exception) -> BadWeights:
    return BadWeights(f"That npz file cannot be read: {str(error)[:120].rstrip('.')}.")
