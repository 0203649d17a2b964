"""Pictures that filters are laid on: sent once, then known by a name.

The name is made of the pixels, so the same picture has the same name on every machine. They
are kept as recipes are: some in memory, more on disk, what was asked for longest ago goes
first. Whoever asks for one that has gone is told to send it again.
"""

import hashlib
import re

import numpy as np
import orjson

from app.cache import Cache
from app.errors import NotFound, PictureNotKept
from app.pictures import Pixels
from app.settings import Settings
from app.store import Store

SALT = b"convscope picture 1"
NAME = re.compile(r"[0-9a-f]{32}\Z")
FOLDER = "pictures"
NOT_KEPT = "This picture is no longer kept here. Send it again and it comes back."


class Kept:
    """Pixels (3, h, w) by name, in memory and on disk, both bounded."""

    def __init__(self, settings: Settings) -> None:
        self._memory: Cache[Pixels] = Cache(settings.lab_picture_memory)
        self._store = Store(settings.store_folder / FOLDER, settings.lab_picture_bytes)

    def keep(self, pixels: Pixels) -> str:
        """Keep a picture; its name, 32 hexadecimal digits."""
        name = _name(pixels)
        self._store.put(name, orjson.dumps(pixels.shape) + b"\n" + pixels.tobytes())
        self._store.sweep()  # pictures are large: a few are enough to go past the limit
        self._remember(name, pixels)
        return name

    def get(self, name: str) -> Pixels:
        """The picture of that name. Raises NotFound, PictureNotKept."""
        if not NAME.match(name):
            raise NotFound(
                f"There is no picture called {name[:80]!r}: a picture has 32 digits, 0 to f."
            )
        held = self._memory.get(name)
        if held is not None:
            return held
        found = self._recalled(name)
        if found is None:
            raise PictureNotKept(NOT_KEPT)
        self._remember(name, found)
        return found

    def _recalled(self, name: str) -> Pixels | None:
        """A picture that is on disk. One that is not what it should be does not count."""
        line, _, data = (self._store.get(name) or b"").partition(b"\n")
        try:
            pixels = np.frombuffer(data, np.uint8).reshape(orjson.loads(line))
        except (ValueError, TypeError):
            return None
        return pixels if _name(pixels) == name else None

    def _remember(self, name: str, pixels: Pixels) -> None:
        pixels.flags.writeable = False
        self._memory.put(name, pixels, pixels.nbytes)


def _name(pixels: Pixels) -> str:
    name = hashlib.sha256(SALT)
    name.update(str(pixels.shape).encode())
    name.update(pixels.tobytes())
    return name.hexdigest()[:32]
