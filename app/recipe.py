"""Everything a run is made from, in about twelve kilobytes.

A run is named by what went into it: the network, the pixels, the edits. So a run never
changes, its address can be kept for ever, and any worker that has the recipe can compute
it again.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson

from app.pictures import Crop, Picture, Pixels

SALT = b"convscope run 3"
"""Counted up whenever the same recipe is answered in another form, so that nobody is shown
an answer in the old form from a cache."""


@dataclass(frozen=True)
class Facts:
    """What the picture was before the network's pixels were made of it."""

    width: int
    height: int
    format: str
    crop: Crop
    notes: tuple[str, ...]
    blank: bool
    noise: bool

    @classmethod
    def of(cls, picture: Picture) -> "Facts":
        """What there is to say about a picture that was read."""
        return cls(
            picture.width,
            picture.height,
            picture.format,
            picture.crop,
            tuple(picture.notes),
            picture.blank,
            picture.noise,
        )


@dataclass(frozen=True)
class Recipe:
    """One network, the pixels it sees (c, h, w), the edits made to it, and the picture's facts.

    weights   the name of the weights that somebody has loaded for it; None for its own
    """

    network: str
    digest: str
    pixels: Pixels
    edits: tuple[dict[str, Any], ...]
    facts: Facts
    weights: str | None = None

    def __post_init__(self) -> None:
        self.pixels.flags.writeable = False

    @property
    def run(self) -> str:
        """The name of the run: 32 hexadecimal digits."""
        name = hashlib.sha256(SALT)
        name.update(self.digest.encode())
        name.update(str(self.pixels.shape).encode())
        name.update(self.pixels.tobytes())
        name.update(orjson.dumps(self.edits, option=orjson.OPT_SORT_KEYS) if self.edits else b"")
        return name.hexdigest()[:32]

    def to_bytes(self) -> bytes:
        """The recipe as a line of JSON and the pixels after it."""
        told: dict[str, Any] = {
            "network": self.network,
            "digest": self.digest,
            "shape": self.pixels.shape,
            "edits": self.edits,
            "facts": {**vars(self.facts), "crop": list(self.facts.crop)},
        }
        if self.weights is not None:
            told["weights"] = self.weights
        return orjson.dumps(told) + b"\n" + self.pixels.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Recipe":
        """The recipe that was written. Raises ValueError, KeyError or TypeError if it was not."""
        line, _, pixels = data.partition(b"\n")
        told = orjson.loads(line)
        facts = told["facts"]
        facts["crop"], facts["notes"] = Crop(*facts["crop"]), tuple(facts["notes"])
        return cls(
            told["network"],
            told["digest"],
            np.frombuffer(pixels, np.uint8).reshape(told["shape"]),
            tuple(told["edits"]),
            Facts(**facts),
            told.get("weights"),
        )
