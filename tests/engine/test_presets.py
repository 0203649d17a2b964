"""Filters with names are what books say they are, and do what their sentences say."""

import numpy as np
import pytest

from app.engine.filtering import Step
from app.engine.presets import PRESETS
from app.engine.types import SpecError

KEEP = {"identity", "box-blur", "gaussian", "sharpen", "unsharp", "emboss"}
"""Those that leave a flat wall as it is; all others give nothing there, but for chance."""


@pytest.fixture(params=PRESETS.values(), ids=lambda one: one.name)
def preset(request):
    return request.param


def all_sizes(preset):
    return [(rows, columns) for rows in preset.lengths for columns in preset.lengths]


def test_the_three_cell_filters_are_those_of_the_books():
    def weights(name):
        return PRESETS[name].weights((3, 3)).tolist()

    assert weights("identity") == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
    assert weights("sharpen") == [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
    assert weights("emboss") == [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]
    assert weights("outline") == [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]
    assert weights("sobel-x") == [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    assert weights("sobel-y") == [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
    assert weights("prewitt-x") == [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]
    assert weights("prewitt-y") == [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]
    assert weights("scharr-x") == [[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]]
    assert weights("scharr-y") == [[-3, -10, -3], [0, 0, 0], [3, 10, 3]]
    assert weights("laplacian") == [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
    assert weights("line-0") == [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]]
    assert weights("line-45") == [[-1, -1, 2], [-1, 2, -1], [2, -1, -1]]
    assert weights("line-90") == [[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]]
    assert weights("line-135") == [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]]


def test_a_larger_sobel_is_opencvs_divided_by_a_power_of_two():
    column, row = [1, 4, 6, 4, 1], [-1, -2, 0, 2, 1]
    assert PRESETS["sobel-x"].weights((5, 5)) * 16 == pytest.approx(np.outer(column, row))


def test_it_has_a_name_a_sentence_and_a_usual_size(preset):
    assert preset.title
    assert preset.sentence.endswith(".")
    assert set(preset.size) <= set(preset.lengths)
    assert set(preset.lengths) <= set(range(1, 12))
    for one in preset.parameters:
        assert one.low <= one.value <= one.high
        assert one.step > 0
        assert one.label


def test_it_is_finite_small_and_not_all_zeros_at_every_size(preset):
    for size in all_sizes(preset):
        for end in ("low", "value", "high"):
            values = {one.name: getattr(one, end) for one in preset.parameters}
            weights = preset.weights(size, values)
            assert weights.shape == size
            assert np.isfinite(weights).all()
            assert np.abs(weights).max() <= 1e3
            assert weights.any() or (preset.name == "unsharp" and size == (1, 1))


def test_what_it_makes_of_a_flat_wall_is_what_its_sentence_says(preset):
    for size in all_sizes(preset):
        weights = preset.weights(size)
        if preset.name in KEEP:
            assert weights.sum() == pytest.approx(1)
        elif preset.name != "random":
            assert weights.sum() == pytest.approx(0, abs=1e-9)
            assert "a flat wall" in preset.sentence


def slope(down, across):
    i, j = np.mgrid[:30, :30]
    return (down * i + across * j).astype(np.float32)[None]


def middle(name, picture, **values):
    preset = PRESETS[name]
    return [
        float(Step(preset.weights(size, values)).apply(picture)[0, 15, 15])
        for size in [(n, n) for n in preset.lengths if n >= 3]
    ]


@pytest.mark.parametrize(("name", "gain"), [("sobel", 8), ("prewitt", 6), ("scharr", 32)])
def test_the_same_slope_gives_the_same_number_at_every_size(name, gain):
    rightwards, downwards = slope(0, 1), slope(1, 0)
    assert middle(f"{name}-x", rightwards) == pytest.approx([gain] * 5, rel=1e-5)
    assert middle(f"{name}-y", downwards) == pytest.approx([gain] * 5, rel=1e-5)
    assert middle(f"{name}-x", downwards) == pytest.approx([0] * 5, abs=1e-3)
    assert middle(f"{name}-y", -downwards) == pytest.approx([-gain] * 5, rel=1e-5)


def test_lines_answer_most_to_their_own_direction():
    lines = np.zeros((4, 1, 31, 31), np.float32)
    at = np.arange(31)
    lines[0, 0, 15, :] = lines[2, 0, :, 15] = 1
    lines[1, 0, 30 - at, at] = lines[3, 0, at, at] = 1
    for which, angle in enumerate((0, 45, 90, 135)):
        weights = PRESETS[f"line-{angle}"].weights((5, 5))
        answers = [float(Step(weights).apply(one)[0, 15, 15]) for one in lines]
        assert int(np.argmax(answers)) == which


def test_corners_answer_most_in_their_own_corner():
    square = np.zeros((1, 31, 31), np.float32)
    square[0, 8:23, 8:23] = 1
    places = {
        "top-left": (8, 8), "top-right": (8, 22), "bottom-left": (22, 8), "bottom-right": (22, 22),
    }  # fmt: skip
    for name, place in places.items():
        answer = Step(PRESETS[f"corner-{name}"].weights((5, 5))).apply(square)[0]
        assert np.unravel_index(answer.argmax(), answer.shape) == place


def test_a_gabor_answers_to_stripes_of_its_own_direction():
    stripes = np.cos(2 * np.pi * np.arange(40) / 5).astype(np.float32)
    upright = np.broadcast_to(stripes, (1, 40, 40)).copy()
    own, across = (
        np.abs(Step(PRESETS["gabor"].weights((9, 9), {"angle": angle})).apply(upright)).max()
        for angle in (0, 90)
    )
    assert own > 5 * across


def test_a_seed_always_gives_the_same_filter():
    chance = PRESETS["random"]
    one, again, other = (chance.weights((3, 3), {"seed": seed}) for seed in (5, 5, 6))
    assert (one == again).all()
    assert (one != other).any()


@pytest.mark.parametrize(
    ("name", "size", "values", "words"),
    [
        ("sobel-x", (4, 3), {}, "rows is 4, but sobel-x is defined for 3, 5, 7, 9 and 11"),
        ("unsharp", (3, 2), {}, "columns is 2"),
        ("box-blur", (12, 3), {}, "defined for 1 to 11"),
        ("gaussian", (3, 3), {"sigma": 0}, "sigma is 0, but should be a number from 0.3 to 5"),
        ("gaussian", (3, 3), {"sigma": float("nan")}, "sigma is nan"),
        ("gaussian", (3, 3), {"angle": 1}, "gaussian has no parameter 'angle'. It has sigma."),
        ("outline", (3, 3), {"sigma": 1}, "It has none"),
    ],
)
def test_what_it_cannot_be_is_said(name, size, values, words):
    with pytest.raises(SpecError, match=words):
        PRESETS[name].weights(size, values)
