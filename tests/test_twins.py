"""The twins of the historical networks: small, right often enough, and not sure of nothing."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app import pictures
from app.catalogue import Catalogue
from app.engine import figures
from app.engine.evaluation import probabilities
from app.pictures import to_input
from app.settings import Settings
from tools.networks.twins import TWINS

MODELS = Settings().models
CATALOGUE = Catalogue(MODELS)
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(params=[head["id"] for head, _ in TWINS])
def twin(request):
    return CATALOGUE[request.param]


def test_every_twin_has_a_recipe():
    for head, _ in TWINS:
        assert (ROOT / "training" / f"{head['id']}.toml").exists()


def test_it_is_small(twin):
    assert figures.parameters(twin.network) <= 1_000_000
    assert (MODELS / twin.id / "weights.safetensors").stat().st_size <= 4_000_000


def test_it_has_learned_something(twin):
    """The least of them is right more often than the network that can be seen whole."""
    assert twin.trained
    assert twin.accuracy >= CATALOGUE["tiny-vgg"].accuracy


def test_how_well_it_notices_strangers_is_stated(twin):
    told = json.loads((MODELS / twin.id / "calibration.json").read_text())["strangers"]
    assert told["pictures"] == 950
    assert 0.7 < told["auroc"] < 1
    assert f"{100 * told['auroc']:.2f} % of the time" in (MODELS / twin.id / "card.md").read_text()


def shares(twin, picture):
    prepared = pictures.prepare(picture, twin.preprocessing, twin.network.image)
    trace = twin.network.run(to_input(prepared.pixels), twin.weights)
    return prepared, probabilities(trace[twin.network.logits].reshape(1, -1))[0]


def nothing():
    """Pictures with nothing on them: flat, grey, and noise from fine to coarse."""
    rng = np.random.default_rng(77)
    for _ in range(12):
        yield np.full((64, 64, 3), rng.integers(0, 256, 3), np.uint8)
    for side in (128, 96, 64, 64, 48, 32, 24, 16, 12, 8):
        yield rng.integers(0, 256, (side, side, 3)).astype(np.uint8)
        yield np.repeat(rng.integers(0, 256, (side, side, 1)), 3, axis=2).astype(np.uint8)


def test_a_picture_of_nothing_is_never_named_with_confidence(twin):
    """They are called blank, noise or "something else", or the guess is not likely enough."""
    for pixels in nothing():
        picture = Image.fromarray(pixels).resize((128, 128), Image.Resampling.NEAREST)
        prepared, found = shares(twin, picture)
        named = twin.classes[int(found.argmax())] != twin.otherwise
        likely = found.max() >= twin.calibration.unsure_below
        sure = likely and not (prepared.blank or prepared.noise)
        assert not (named and sure), (twin.classes[int(found.argmax())], found.max())


def test_it_names_most_of_our_own_samples(twin):
    """Drawn by a script, not photographed: a little mercy, but no more than that."""
    rows = json.loads((ROOT / "samples" / "index.json").read_text())
    mine = [row for row in rows if twin.id in row["networks"]]
    right = 0
    for row in mine:
        with Image.open(io.BytesIO((ROOT / "samples" / row["file"]).read_bytes())) as picture:
            _, found = shares(twin, picture)
        right += twin.classes[int(found.argmax())] == row["label"]
    assert right >= len(mine) * 0.6
