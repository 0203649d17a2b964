"""The networks on the shelf: one folder of ``models/`` each. The only reader of that folder.

network.json          what it is: layers, classes, how a picture is prepared for it
weights.safetensors   what it learned; without it the weights are drawn at random
calibration.json      how far its probabilities can be trusted, and how well it does
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import orjson
from safetensors import SafetensorError
from safetensors.numpy import load

from app.engine import drawn, figures
from app.engine.drawn import Drawn
from app.engine.network import Network
from app.engine.types import Array, EngineError, Weights
from app.errors import SetupError, UnknownNetwork

Origin = Literal["learned", "drawn", "loaded"]
"""Where weights come from: training, a seed, or a file that somebody has loaded."""


CAUTIONS: Mapping[Origin, str] = {
    "drawn": (
        "The weights were drawn at random: the answer means nothing. Look at the shapes and the "
        "maps."
    ),
    "loaded": "The weights come from a file. How often they are right was not measured here.",
}
RANDOM = f"drawn {drawn.SEED} {drawn.VERSION}".encode()
"""What stands for weights that follow from a seed, where a network is named by them."""


@dataclass(frozen=True)
class Calibration:
    """How honest a network is about itself. ``accuracy`` is None for one that is not trained."""

    unsure_below: float = 0.0
    temperature: float = 1.0
    accuracy: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Entry:
    """One network, with what it learned and what is said about it."""

    id: str
    title: str
    year: int | None
    about: str
    network: Network
    classes: tuple[str, ...]
    preprocessing: Mapping[str, Any]
    calibration: Calibration
    digest: str
    stored: bytes | None = field(repr=False, default=None)
    """The weights as they lie on disk."""
    otherwise: str | None = None
    """The class that stands for everything it does not know, if it has one."""
    original: str | None = None
    """The network that this one is a small twin of, by its id."""
    loaded: str | None = None
    """The name of the weights that somebody has loaded in place of its own, if they have."""
    given: Weights | None = field(repr=False, default=None)
    """Those weights."""

    @cached_property
    def weights(self) -> Weights:
        """What every layer is run with, by name; nobody can write to it."""
        if self.given is not None:
            return self.given
        if self.stored is None:
            return Drawn(self.network)
        weights: dict[str, dict[str, Array]] = {}
        for name, array in load(self.stored).items():
            node, _, param = name.rpartition(".")
            array.flags.writeable = False
            weights.setdefault(node, {})[param] = array
        return weights

    @cached_property
    def totals(self) -> figures.Totals:
        """What it costs and how far it sees, counted once."""
        return figures.totals(self.network)

    @property
    def origin(self) -> Origin:
        """Where its weights come from."""
        if self.given is not None:
            return "loaded"
        return "drawn" if self.stored is None else "learned"

    @property
    def caution(self) -> str | None:
        """What has to be said beside an answer that these weights give, if anything has."""
        return CAUTIONS.get(self.origin)

    def with_weights(self, name: str, weights: Weights) -> "Entry":
        """The same network with weights from a file. Nobody has measured how well it does."""
        told = f"{self.digest} loaded {name}".encode()
        return replace(
            self,
            loaded=name,
            given=weights,
            digest=hashlib.sha256(told).hexdigest()[:32],
            calibration=Calibration(),
        )

    @property
    def trained(self) -> bool:
        """Whether its weights were learned, and how well was measured."""
        return self.origin == "learned" and self.calibration.accuracy is not None

    @property
    def accuracy(self) -> float | None:
        """The share of pictures it had never seen that it named rightly."""
        measured = self.calibration.accuracy
        return None if measured is None else float(measured["value"])


class Catalogue(Mapping[str, Entry]):
    """All networks by their ids: those that learned first, tiny-vgg at the head, then by year."""

    def __init__(self, folder: Path) -> None:
        """Read every network in ``folder``. Raises SetupError, naming what is broken."""
        found = [read(place) for place in sorted(folder.glob("*/network.json"))]
        found.sort(key=_place)
        self._entries = {entry.id: entry for entry in found}

    def __getitem__(self, network: str) -> Entry:
        """The network of that id. Raises UnknownNetwork."""
        try:
            return self._entries[network]
        except KeyError:
            known = ", ".join(self._entries) or "none at all"
            raise UnknownNetwork(
                f"There is no network called {network[:80]!r}. There are: {known}."
            ) from None

    def find(self, network: str) -> Entry | None:
        """The network of that id, or None."""
        return self._entries.get(network)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _place(entry: Entry) -> tuple[bool, bool, int, int, str]:
    """Where a network stands among the others; of one year, the smaller before the larger."""
    first = entry.id == "tiny-vgg"
    return (entry.stored is None, not first, entry.year or 0, entry.totals.parameters, entry.id)


def read(place: Path) -> Entry:
    """The network that a ``network.json`` describes, with the files beside it."""
    try:
        spec = orjson.loads(place.read_bytes())
        network = Network.from_spec(spec)
        calibration = _calibration(place.with_name("calibration.json"))
        stored = _stored(place.with_name("weights.safetensors"))
        entry = Entry(
            id=spec["id"],
            title=spec["title"],
            year=spec.get("year"),
            about=spec["about"],
            network=network,
            classes=_classes(spec["classes"]),
            preprocessing=spec["preprocessing"],
            calibration=calibration,
            digest=_digest(spec, stored),
            stored=stored,
            otherwise=spec.get("otherwise"),
            original=spec.get("original"),
        )
        if stored is not None:
            network.check(entry.weights)
            _finite(entry.weights)
    except (EngineError, KeyError, TypeError, ValueError, OSError, SafetensorError) as error:
        raise SetupError(f"The network in {place.parent} cannot be read: {error}") from error
    return entry


def _classes(told: Sequence[str] | Mapping[str, int]) -> tuple[str, ...]:
    """The names of the classes; where only their count is told, they are numbered from 1."""
    if isinstance(told, Mapping):
        return tuple(f"class {place}" for place in range(1, told["count"] + 1))
    return tuple(told)


def _stored(place: Path) -> bytes | None:
    return place.read_bytes() if place.exists() else None


def _calibration(place: Path) -> Calibration:
    if not place.exists():
        return Calibration()
    told = orjson.loads(place.read_bytes())
    return Calibration(told["unsure_below"], told["temperature"], told.get("accuracy"))


def _digest(spec: Mapping[str, Any], stored: bytes | None) -> str:
    """A name for exactly this network: what it computes with, not what is said about it."""
    computed = {key: spec[key] for key in ("image", "classes", "preprocessing", "nodes")}
    digest = hashlib.sha256(orjson.dumps(computed, option=orjson.OPT_SORT_KEYS))
    digest.update(RANDOM if stored is None else stored)
    return digest.hexdigest()[:32]


def _finite(weights: Weights) -> None:
    for node, params in weights.items():
        for name, array in params.items():
            if array.dtype != np.float32 or not np.isfinite(array).all():
                raise EngineError(f"{node}.{name} should be finite numbers of float32.")
