"""The pictures on the first screen: complete, small, and drawn by a script that can do it again."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from samples.draw.canvas import develop
from samples.draw.catalogue import SAMPLES, Sample

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "samples"
INDEX = json.loads((FOLDER / "index.json").read_text("utf-8"))
NETWORKS = sorted(path.parent.name for path in (ROOT / "models").glob("*/weights.safetensors"))
QUICK = ("monarch", "albatross", "three", "ink-four", "chalk-seven")


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["id"])
def test_a_sample_is_a_small_square_picture(entry):
    path = FOLDER / entry["file"]
    assert path.stat().st_size <= 20_000
    with Image.open(path) as picture:
        assert picture.size in {(320, 320), (280, 280)}


@pytest.mark.parametrize("network", NETWORKS)
def test_every_class_has_a_picture(network):
    told = json.loads((ROOT / "models" / network / "network.json").read_text("utf-8"))
    things = set(told["classes"]) - {told.get("otherwise")}
    shown = {entry["label"] for entry in INDEX if network in entry["networks"]}
    assert things == shown


def test_the_index_lists_what_the_script_draws():
    assert [sample.entry() for sample in SAMPLES] == INDEX


def test_no_picture_lies_about_unlisted():
    listed = {entry["file"] for entry in INDEX}
    lying = {
        path.relative_to(FOLDER).as_posix()
        for folder in ("everyday", "digits")
        for path in (FOLDER / folder).iterdir()
    }
    assert lying == listed


def test_ids_and_titles_are_told_apart():
    for field in ("id", "title", "file"):
        assert len({entry[field] for entry in INDEX}) == len(INDEX)


def test_a_picture_is_the_same_every_time():
    ink_four = next(sample for sample in SAMPLES if sample.id == "ink-four")
    once, twice = ink_four.draw(140), ink_four.draw(140)
    assert np.array_equal(once, twice)


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param(sample, id=sample.id, marks=() if sample.id in QUICK else pytest.mark.slow)
        for sample in SAMPLES
    ],
)
def test_the_script_draws_what_lies_here(sample: Sample):
    """Drawn smaller and faster, then compared as the network sees it: 64 by 64."""
    again = _as_seen(develop(sample.draw(320), 64))
    with Image.open(FOLDER / sample.file) as committed:
        here = _as_seen(committed)
    assert np.abs(again - here).mean() < 0.02


def _as_seen(picture: Image.Image) -> np.ndarray:
    small = picture.convert("RGB").resize((64, 64), Image.Resampling.BICUBIC)
    return np.asarray(small, np.float32) / 255
