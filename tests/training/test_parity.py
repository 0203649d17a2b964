"""Every number of every layer of every twin: our engine against PyTorch, with what was learned."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app import pictures
from app.catalogue import Catalogue
from app.settings import Settings
from tools.networks.twins import TWINS
from training.pytorch import parity

CATALOGUE = Catalogue(Settings().models)
ROOT = Path(__file__).resolve().parents[2]
LEARNED = [head["id"] for head, _ in TWINS if CATALOGUE.find(head["id"])]


def looked_at(entry):
    """The sample pictures of a network, and one of noise, as bytes (n, c, h, w)."""
    rows = json.loads((ROOT / "samples" / "index.json").read_text())
    found = [np.random.default_rng(1).integers(0, 256, entry.network.image).astype(np.uint8)]
    for row in rows:
        if entry.id in row["networks"]:
            with Image.open(ROOT / "samples" / row["file"]) as picture:
                prepared = pictures.prepare(picture, entry.preprocessing, entry.network.image)
            found.append(prepared.pixels)
    return np.stack(found)


@pytest.mark.parametrize("network", LEARNED)
def test_every_layer_gives_the_numbers_of_pytorch(network):
    entry = CATALOGUE[network]
    apart = parity.by_layer(entry.network, entry.weights, looked_at(entry))
    assert len(apart) == len(entry.network.nodes)
    assert max(apart.values()) < 1e-4, max(apart, key=apart.get)
