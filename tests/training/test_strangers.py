"""Pictures of nothing: made by lot, the same each time, and none like the next."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from training.pytorch import strangers

MAKERS = (
    strangers.flat,
    strangers.gradient,
    strangers.noise,
    strangers.mosaic,
    strangers.drawing,
)


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_each_kind_is_a_picture_of_bytes(maker):
    picture = maker(np.random.default_rng(3))
    assert picture.shape == (3, 64, 64)
    assert picture.dtype == np.uint8


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_each_kind_looks_different_every_time(maker):
    rng = np.random.default_rng(3)
    pictures = [maker(rng).tobytes() for _ in range(8)]
    assert len(set(pictures)) == 8


def test_a_flat_colour_is_nearly_flat():
    assert np.ptp(strangers.flat(np.random.default_rng(5)), axis=(1, 2)).max() < 40


def test_mosaics_are_of_every_size():
    """The cells of a sharp one are as wide as the stretches in which nothing changes."""
    rng = np.random.default_rng(6)
    changes = [(np.diff(strangers.mosaic(rng)[0].astype(int)) != 0).mean() for _ in range(60)]
    assert min(changes) < 0.1
    assert max(changes) > 0.9


def test_mosaics_are_among_what_is_drawn_when_asked_for(monkeypatch):
    asked = []
    monkeypatch.setattr(strangers, "mosaic", lambda rng: asked.append(1) or strangers.flat(rng))
    strangers.drawn(40, np.random.default_rng(7))
    assert not asked
    strangers.drawn(40, np.random.default_rng(7), mosaics=True)
    assert asked


def test_the_same_lot_draws_the_same_pictures():
    once, twice = (strangers.drawn(20, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(once, twice)


def test_photos_of_other_things_come_with_their_kinds(tmp_path):
    path = tmp_path / "others.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, colour in {
            "train/n1/a.png": 10,
            "train/n2/b.png": 200,
            "val/n3/c.png": 90,
        }.items():
            into = io.BytesIO()
            Image.new("RGB", (80, 64), (colour, 0, 0)).save(into, "PNG")
            archive.writestr(name, into.getvalue())
    pictures, kinds = strangers.photos(path, "train", (3, 64, 64))
    assert kinds == ["n1", "n2"]
    assert pictures.shape == (2, 3, 64, 64)
    assert pictures[:, 0].max(axis=(1, 2)).tolist() == [10, 200]
