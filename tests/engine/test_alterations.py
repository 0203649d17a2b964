"""Alterations: a picture moved about, and nothing else changed."""

from math import cos, floor, radians, sin

import numpy as np
import pytest

from app.engine.alterations import ALTERATIONS, alter, said
from app.engine.types import SpecError

PICTURE = np.random.default_rng(5).random((1, 3, 16, 16), np.float32)
NEUTRAL = {name: one.neutral for name, one in ALTERATIONS.items()}


def one(**changes):
    return alter(PICTURE, [changes])


def looked_up(picture, row, column):
    """One bilinear look, cell by cell; beyond the edge the last row or column goes on."""
    height, width = picture.shape
    row, column = min(max(row, 0), height - 1), min(max(column, 0), width - 1)
    top, left = floor(row), floor(column)
    below, right = min(top + 1, height - 1), min(left + 1, width - 1)
    down, across = row - top, column - left
    upper = picture[top, left] * (1 - across) + picture[top, right] * across
    lower = picture[below, left] * (1 - across) + picture[below, right] * across
    return upper * (1 - down) + lower * down


def plainly(picture, shift_x=0, shift_y=0, rotate=0, scale=1):
    """The same as ``alter`` moves a picture, written as it would be explained."""
    _, channels, height, width = picture.shape
    moved = np.empty_like(picture)
    angle = radians(rotate)
    for row in range(height):
        for column in range(width):
            y = row - (height - 1) / 2 - shift_y
            x = column - (width - 1) / 2 - shift_x
            old_x = (x * cos(angle) + y * sin(angle)) / scale + (width - 1) / 2
            old_y = (y * cos(angle) - x * sin(angle)) / scale + (height - 1) / 2
            for channel in range(channels):
                moved[0, channel, row, column] = looked_up(picture[0, channel], old_y, old_x)
    return moved


@pytest.mark.parametrize("changes", [{}, NEUTRAL], ids=["nothing asked", "all neutral"])
def test_nothing_asked_is_nothing_done(changes):
    np.testing.assert_array_equal(alter(PICTURE, [changes]), PICTURE)


def test_a_neutral_picture_among_others_is_left_exactly_as_it_is():
    three = np.repeat(PICTURE, 3, axis=0)
    for name in ALTERATIONS:
        seen = alter(three, [{name: ALTERATIONS[name].high}, {}, NEUTRAL])
        np.testing.assert_array_equal(seen[1:], three[1:])
        assert not np.array_equal(seen[0], three[0])


@pytest.mark.parametrize(
    "changes",
    [
        {"shift_x": 2.5, "shift_y": -1.25},
        {"rotate": 23},
        {"rotate": -131},
        {"scale": 0.6},
        {"scale": 1.4},
        {"shift_x": -3, "shift_y": 2, "rotate": 40, "scale": 1.2},
    ],
    ids=str,
)
def test_a_moved_picture_is_what_the_plain_loops_make(changes):
    np.testing.assert_allclose(one(**changes), plainly(PICTURE, **changes), atol=2e-6)


def test_a_shift_by_whole_pixels_is_a_slice_and_the_edge_goes_on():
    right = one(shift_x=3)
    np.testing.assert_array_equal(right[..., 3:], PICTURE[..., :-3])
    np.testing.assert_array_equal(right[..., :3], np.repeat(PICTURE[..., :1], 3, axis=-1))
    up = one(shift_y=-2)
    np.testing.assert_array_equal(up[..., :-2, :], PICTURE[..., 2:, :])
    np.testing.assert_array_equal(up[..., -2:, :], np.repeat(PICTURE[..., -1:, :], 2, axis=-2))


def test_quarter_turns_are_exact_and_go_with_the_clock():
    for turns in (1, 2, -1, -2):
        turned = np.rot90(PICTURE, -turns, (2, 3))
        np.testing.assert_array_equal(one(rotate=90 * turns), turned)


def test_a_shift_moves_what_was_turned_before():
    np.testing.assert_array_equal(one(rotate=90, shift_x=3)[..., 3:], one(rotate=90)[..., :-3])


def test_brightness_multiplies_and_stops_at_white():
    np.testing.assert_allclose(one(brightness=0.5), PICTURE * np.float32(0.5))
    assert one(brightness=2).max() == 1
    assert not one(brightness=0).any()


def test_noise_is_the_same_each_time_and_only_grows_louder():
    grey = np.full((2, 3, 64, 64), 0.5, np.float32)
    little, more = alter(grey, [{"noise": 0.05}, {"noise": 0.1}])
    np.testing.assert_array_equal(alter(grey[:1], [{"noise": 0.05}])[0], little)
    np.testing.assert_allclose(more - 0.5, 2 * (little - 0.5), atol=1e-6)
    assert (more - 0.5).std() == pytest.approx(0.1, rel=0.03)
    assert abs((more - 0.5).mean()) < 0.003


@pytest.mark.parametrize("name", ALTERATIONS)
def test_many_at_once_are_each_what_they_are_alone(name):
    values = ALTERATIONS[name].values
    others = {"rotate": 20.0, "noise": 0.05}
    changes = [{**others, name: value} for value in values]
    together = alter(np.broadcast_to(PICTURE, (len(values), 3, 16, 16)), changes)
    assert together.dtype == np.float32
    assert together.min() >= 0
    assert together.max() <= 1
    for at in (0, len(values) // 3, len(values) - 1):
        np.testing.assert_array_equal(together[at : at + 1], alter(PICTURE, [changes[at]]))


@pytest.mark.parametrize("name", ALTERATIONS)
def test_a_slider_is_whole(name):
    known = ALTERATIONS[name]
    assert known.low <= known.neutral <= known.high
    assert known.values[0] == known.low
    assert known.values[-1] == known.high
    assert known.neutral in known.values
    steps = (known.high - known.low) / known.step
    assert steps == pytest.approx(round(steps))
    assert known.about.endswith(".")
    assert known.title[0].isupper()
    assert known.said(known.neutral) == ""
    assert known.said(known.high).endswith(".")


def test_what_was_done_is_said_in_the_order_in_which_it_was_done():
    told = said({"noise": 0.1, "rotate": 15, "shift_x": -1, "scale": 1})
    assert told == [
        "Turned by 15° to the right.",
        "Moved 1 pixel to the left.",
        "Noise with a standard deviation of 0.1 was added.",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"spin": 1}, "There is no alteration called 'spin'. There are shift_x,"),
        ({"rotate": 181}, "rotate is 181, but should be from −180 to 180."),
        ({"noise": float("nan")}, "noise is nan"),
    ],
)
def test_what_makes_no_sense_is_turned_away(changes, words):
    with pytest.raises(SpecError, match=words):
        one(**changes)
