"""Loaded weights on disk: one file each, all in one form, in a folder that all workers share.

The form is safetensors with float32 numbers in the order of the network's layers, named by the
digest of what is in it. It is mapped into memory, not read: a run looks at each page of it once,
and the system may take the pages back. What was used longest ago is forgotten when the folder is
full; whoever maps it at that moment keeps what they have.
"""

import contextlib
import hashlib
import logging
import mmap
import os
import re
import struct
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import IO, NamedTuple, cast

import numpy as np
import orjson

from app.catalogue import Entry
from app.engine.network import Network
from app.engine.rows import WHOLE, Laid
from app.engine.types import Array, Weights
from app.errors import BadWeights, ConvscopeError, WeightsNotKept
from app.settings import Settings
from app.weights import fitting, npz, safetensors
from app.weights.tensor import Tensor

SUFFIX = ".weights"
HALF = ".half"
NAME = re.compile(r"[0-9a-f]{32}\Z")
OPEN = 4
"""How many are held open by a worker."""
NOT_KEPT = "These weights are no longer kept here. Load the file again and they come back."
log = logging.getLogger("convscope.weights")


class NoRoom(ConvscopeError):  # noqa: N818
    """The disk would not have it."""

    status, slug, title = 507, "no-room", "No room"


class Received(NamedTuple):
    """What became of a file: the name of its weights, and what they are."""

    weights: str
    tensors: int
    parameters: int
    bytes: int


class Kept:
    """Weights by their names, up to so many bytes in all."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.weights_folder
        self.limit = settings.weights_bytes
        self._open: OrderedDict[str, Entry] = OrderedDict()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def arriving(self) -> Iterator[IO[bytes]]:
        """A file to receive one in; it is gone afterwards. Raises NoRoom."""
        with _room():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = tempfile.NamedTemporaryFile(dir=self.folder, suffix=HALF)  # noqa: SIM115
        with file:
            yield file

    def keep(self, place: Path, entry: Entry) -> Received:
        """Read a file with suspicion, and keep what is in it. Raises BadWeights, NoRoom."""
        with place.open("rb") as file:
            form = npz if file.read(4) == npz.START else safetensors
        found = fitting.check(form.tensors(place), entry.network, entry.title)
        head = _head(entry, found)
        with self.arriving() as half:
            digest = hashlib.sha256()
            with _room():
                for data in _written(head, found):
                    digest.update(data)
                    half.write(data)
                half.flush()
                name = digest.hexdigest()[:32]
                kept = self._place(name)
                os.link(half.name, kept.with_suffix(f".{os.getpid()}.{threading.get_ident()}"))
                kept.with_suffix(f".{os.getpid()}.{threading.get_ident()}").replace(kept)
        self.sweep(name)
        count = sum(prod(one.shape) for one in found)
        return Received(name, len(found), count, len(head) + 4 * count)

    def entry(self, entry: Entry, name: str) -> Entry:
        """The network with those weights in place of its own. Raises WeightsNotKept."""
        with self._lock:
            held = self._open.get(name)
            if held is not None and held.id == entry.id:
                self._open.move_to_end(name)
        if held is not None and held.id == entry.id:
            with contextlib.suppress(OSError):
                os.utime(self._place(name))
            return held
        opened = entry.with_weights(name, self._opened(entry, name))
        with self._lock:
            self._open[name] = opened
            while len(self._open) > OPEN:
                self._open.popitem(last=False)
        return opened

    def held(self) -> list[Entry]:
        """The networks with loaded weights that are open now."""
        with self._lock:
            return list(self._open.values())

    def sweep(self, spared: str = "") -> None:
        """Remove what was used longest ago until the folder is within its limit."""
        found = []
        with contextlib.suppress(OSError):
            for place in self.folder.glob(f"*{SUFFIX}"):
                with contextlib.suppress(OSError):
                    found.append((place.stat().st_mtime, place.stat().st_size, place))
        size = sum(one[1] for one in found)
        for _, length, place in sorted(found):
            if size <= self.limit:
                break
            if place.stem != spared:
                with contextlib.suppress(OSError):
                    place.unlink()
                size -= length

    def _place(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"

    def _opened(self, entry: Entry, name: str) -> Weights:
        """The weights in a file, as it was written. One that is not what it was does not count."""
        if not NAME.match(name):
            raise WeightsNotKept(f"There are no weights called {name[:80]!r}.")
        place = self._place(name)
        try:
            with place.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            os.utime(place)
        except (OSError, ValueError):
            raise WeightsNotKept(NOT_KEPT) from None
        if hashlib.sha256(mapped).hexdigest()[:32] != name:
            log.warning("%s is damaged and was thrown away", place)
            with contextlib.suppress(OSError):
                place.unlink()
            raise WeightsNotKept(NOT_KEPT)
        begin = 8 + struct.unpack("<Q", mapped[:8])[0]
        if orjson.loads(mapped[8:begin])["__metadata__"] != _about(entry):
            raise WeightsNotKept(f"There are no weights called {name} for {entry.title}.")
        return _mapped(mapped, begin, entry.network)


def _about(entry: Entry) -> dict[str, str]:
    return {"network": entry.id, "description": entry.digest}


def _head(entry: Entry, found: list[Tensor]) -> bytes:
    """The header of the file as it is kept."""
    header: dict[str, object] = {"__metadata__": _about(entry)}
    end = 0
    for one in found:
        start, end = end, end + 4 * prod(one.shape)
        header[one.name] = {"dtype": "F32", "shape": one.shape, "data_offsets": (start, end)}
    text = orjson.dumps(header)
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def _written(head: bytes, found: list[Tensor]) -> Iterator[bytes]:
    """The file as it is kept, piece by piece; every number is looked at on the way."""
    yield head
    for one in found:
        for numbers in one.numbers():
            if one.name.endswith(".variance") and (numbers < 0).any():
                raise BadWeights(
                    f"The array {one.name} has a number below 0, but no spread can be."
                )
            yield numbers.astype("<f4", copy=False).tobytes()


def _mapped(data: mmap.mmap, begin: int, network: Network) -> Weights:
    weights: dict[str, dict[str, Array]] = {}
    for layer, param, shape in fitting.needed(network):
        count = prod(shape)
        array: Array = np.frombuffer(data, "<f4", count, begin).reshape(shape)
        large = array.nbytes > WHOLE
        weights.setdefault(layer, {})[param] = cast(Array, Laid(array)) if large else array
        begin += 4 * count
    return weights


@contextlib.contextmanager
def _room() -> Iterator[None]:
    """Say it in words where the disk refuses."""
    try:
        yield
    except OSError as error:
        log.warning("weights could not be kept on disk: %s", error)
        raise NoRoom(
            f"The server could not keep the weights on its disk: {error.strerror or error}."
        ) from None
