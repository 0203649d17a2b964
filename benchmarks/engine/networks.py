"""What is measured on: the networks in models/, and pictures of noise for them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from app.engine import Network

MODELS = Path(__file__).parent.parent.parent / "models"

Weights = Mapping[str, Mapping[str, np.ndarray]]


class Entry(NamedTuple):
    """A network with weights."""

    name: str
    network: Network
    weights: Weights


def load() -> list[Entry]:
    """The networks in models/, with their weights or, without, with seeded random ones."""
    entries = []
    for folder in sorted(MODELS.iterdir()):
        if (folder / "network.json").is_file():
            network = Network.from_spec(json.loads((folder / "network.json").read_text()))
            entries.append(Entry(folder.name, network, _weights(folder, network)))
    return entries


def _weights(folder: Path, network: Network) -> Weights:
    file = folder / "weights.safetensors"
    if not file.is_file():
        return random_weights(network)
    from safetensors.numpy import load_file

    weights: dict[str, dict[str, np.ndarray]] = {}
    for name, array in load_file(file).items():
        node, _, param = name.rpartition(".")
        weights.setdefault(node, {})[param] = array
    network.check(weights)
    return weights


def random_weights(network: Network, seed: int = 0) -> Weights:
    """Weights of the right shapes and a harmless size; a variance is never below zero."""
    rng = np.random.default_rng(seed)

    def some(name: str, shape: tuple[int, ...]) -> np.ndarray:
        numbers = (0.1 * rng.normal(size=shape)).astype(np.float32)
        return np.abs(numbers) if name == "variance" else numbers

    return {
        node: {name: some(name, shape) for name, shape in shapes.items()}
        for node, shapes in network.param_shapes().items()
    }


def pictures(network: Network, n: int) -> np.ndarray:
    """Noise from 0 to 1, (n, c, h, w)."""
    return np.random.default_rng(1).uniform(size=(n, *network.image)).astype(np.float32)


def logits(entry: Entry) -> str:
    """The node whose scores the last one, the softmax, shares out."""
    return entry.network.nodes[-1].inputs[0]
