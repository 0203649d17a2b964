"""Augmentation: another view of the same picture."""

import numpy as np
import pytest

from app.engine.augmentation import Augmentation, straight_warp, warp
from app.engine.types import SpecError

PICTURES = np.random.default_rng(2).random((5, 3, 12, 16), np.float32)


def rng(seed=1):
    return np.random.default_rng(seed)


def test_nothing_asked_is_nothing_done():
    np.testing.assert_array_equal(Augmentation()(PICTURES, rng()), PICTURES)


def test_both_ways_of_moving_a_picture_agree():
    maps = Augmentation(crop=0.4, shift=2, zoom=0.2, flip=True).maps(PICTURES.shape, rng())
    np.testing.assert_allclose(warp(PICTURES, maps), straight_warp(PICTURES, maps), atol=1e-6)


def test_a_flip_swaps_left_and_right():
    maps = np.tile([[1.0, 0, 0], [0, -1, 0]], (5, 1, 1))
    np.testing.assert_array_equal(straight_warp(PICTURES, maps), PICTURES[..., ::-1])
    np.testing.assert_array_equal(warp(PICTURES, maps), PICTURES[..., ::-1])


def test_a_shift_by_whole_cells_moves_cells():
    maps = np.tile([[1.0, 0, 2], [0, 1, -3]], (5, 1, 1))
    moved = straight_warp(PICTURES, maps)
    np.testing.assert_array_equal(moved[..., :-2, 3:], PICTURES[..., 2:, :-3])
    np.testing.assert_array_equal(moved[..., -1, 3:], PICTURES[..., -1, :-3])


def test_a_quarter_turn_is_a_quarter_turn():
    square = PICTURES[..., :12]
    maps = np.tile([[0.0, 1, 0], [-1, 0, 0]], (5, 1, 1))
    np.testing.assert_allclose(warp(square, maps), np.rot90(square, 1, (2, 3)), atol=1e-6)


def test_a_crop_stays_inside_and_has_the_area_it_should():
    maps = Augmentation(crop=0.5, stretch=4 / 3).maps((4000, 3, 12, 16), rng())
    tall, wide = maps[:, 0, 0], maps[:, 1, 1]
    assert (tall <= 1).all()
    assert (wide <= 1).all()
    assert (tall * wide).min() > 0.43  # a clipped stretch may lose a little more
    assert (abs(maps[:, 0, 2]) <= (1 - tall) * 6 + 1e-9).all()
    assert (abs(maps[:, 1, 2]) <= (1 - wide) * 8 + 1e-9).all()


@pytest.mark.parametrize(
    "augmentation",
    [
        Augmentation(crop=0.6, flip=True, brightness=0.3, contrast=0.3),
        Augmentation(shift=2, rotate=20, zoom=0.1),
        Augmentation(stretch=1.3),
        Augmentation(slant=0.3, bend=1.0),
    ],
    ids=str,
)
def test_a_view_is_still_a_picture_and_the_same_seed_the_same_view(augmentation):
    seen = augmentation(PICTURES, rng())
    assert seen.shape == PICTURES.shape
    assert seen.dtype == np.float32
    assert seen.min() >= 0
    assert seen.max() <= 1 + 1e-6
    assert not np.allclose(seen, PICTURES)
    np.testing.assert_array_equal(seen, augmentation(PICTURES, rng()))


def test_a_bend_moves_neighbours_alike_and_each_by_about_what_was_asked():
    bends = Augmentation(bend=0.8).bends((200, 1, 32, 32), rng())
    assert bends.shape == (200, 2, 32, 32)
    assert 0.5 < bends.std() < 0.8
    steps = np.abs(np.diff(bends, axis=3))
    assert steps.std() < bends.std() / 4
    still = np.tile([[1.0, 0, 0], [0, 1, 0]], (5, 1, 1))
    moved = warp(PICTURES, still, np.full((5, 2, 12, 16), 1.0))
    np.testing.assert_allclose(moved[..., :-1, :-1], PICTURES[..., 1:, 1:], atol=1e-6)


def test_a_crop_of_nothing_is_turned_away():
    with pytest.raises(SpecError, match="share of the area"):
        Augmentation(crop=0.0)
