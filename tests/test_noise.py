"""Noise is told from things, without any network: by how fine it is cut."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.pictures import prepare
from app.pictures.noise import looks_like_noise

SAMPLES = Path(__file__).parents[1] / "samples"


def drawn_by_lot(cells, side, channels=3, seed=1, spread=None):
    """Pixels (channels, side, side) of so many cells across, as a photo of it would be read."""
    rng = np.random.default_rng([seed, cells, side])
    numbers = rng.integers(0, 256, (cells, cells, channels))
    if spread:
        numbers = rng.normal(128, spread, numbers.shape).clip(0, 255)
    rows = np.repeat(numbers.astype(np.uint8), 3 // channels, axis=2)
    file = Image.fromarray(rows).resize((192, 192), Image.Resampling.NEAREST)
    return prepare(file, {"kind": "photo"}, (3, side, side)).pixels


def striped(side, every, turned=False):
    rows = np.where(np.arange(side) // every % 2, 230, 20).astype(np.uint8)
    pixels = np.broadcast_to(rows, (3, side, side))
    return pixels.swapaxes(1, 2) if turned else pixels


@pytest.mark.parametrize("side", [28, 64, 224])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("cells", [24, 48, 64, 192])
def test_what_is_drawn_by_lot_is_noise(cells, channels, side):
    for seed in range(8):
        assert looks_like_noise(drawn_by_lot(cells, side, channels, seed))
        assert looks_like_noise(drawn_by_lot(cells, side, channels, seed, spread=12))


@pytest.mark.parametrize("side", [16, 28, 64, 224])
@pytest.mark.parametrize(
    "row", json.loads((SAMPLES / "index.json").read_text()), ids=lambda r: r["id"]
)
def test_a_sample_is_none(row, side):
    with Image.open(SAMPLES / row["file"]) as picture:
        pixels = prepare(picture, {"kind": "photo"}, (3, side, side)).pixels
    assert not looks_like_noise(pixels)


@pytest.mark.parametrize("every", [2, 4, 5, 8])
def test_stripes_and_boards_are_none(every):
    lying, standing = striped(64, every), striped(64, every, turned=True)
    assert not looks_like_noise(lying)
    assert not looks_like_noise(standing)
    assert not looks_like_noise(np.where(lying == standing, lying, 255 - lying).astype(np.uint8))


def test_one_colour_is_none():
    assert not looks_like_noise(np.full((3, 64, 64), 90, np.uint8))


def test_what_is_too_small_to_tell_is_none():
    assert looks_like_noise(drawn_by_lot(64, 16))
    assert not looks_like_noise(drawn_by_lot(64, 15))


def test_a_thing_in_much_noise_drowns_and_in_little_does_not():
    """A bright disc on a dark ground."""
    down, across = np.mgrid[:64, :64] - 31.5
    disc = np.where(np.hypot(down, across) < 18, 160.0, 90.0)
    grain = np.random.default_rng(2).normal(0, 1, (3, 64, 64))
    told = [
        looks_like_noise((disc + by * grain).clip(0, 255).astype(np.uint8)) for by in (0, 20, 400)
    ]
    assert told == [False, False, True]
