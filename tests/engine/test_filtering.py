"""A filter laid on a picture gives what SciPy gives, however it slides and whatever lies around.

The engine computes in float32, as it does when it serves; SciPy in float64. The largest
difference allowed is 1e-5 of the largest number of the answer.
"""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage, signal

from app.engine.filtered_cell import filtered_cell
from app.engine.filtering import Step, filtered
from app.engine.presets import PRESETS
from app.engine.types import EngineError, ShapeError

PICTURE = np.random.default_rng(7).random((1, 26, 37), np.float32)
MODES = {"zeros": "constant", "reflect": "mirror", "edge": "nearest"}
"""What SciPy calls our borders."""
PADS = {"zeros": "constant", "reflect": "reflect", "edge": "edge"}
PADDINGS = ("same", "none", (2, 1))
STRIDES = ((1, 1), (2, 2), (3, 1))
DILATIONS = ((1, 1), (2, 2), (1, 3))
LARGEST_ERROR = 1e-5


def sizes(preset):
    """Every square it is defined for, its corners, and for pure chance every size there is."""
    lengths = preset.lengths
    if preset.name == "random":
        return list(product(lengths, lengths))
    ends = {lengths[0], lengths[1], lengths[-1]}
    return sorted({(one, one) for one in lengths} | set(product(ends, ends)))


def combinations(preset):
    ways = len(PADDINGS) * len(MODES) * len(STRIDES) * len(DILATIONS) * 2
    return len(sizes(preset)) * ways


def spread(weights, dilation):
    """The filter with zeros between its weights."""
    rows, columns = ((n - 1) * d + 1 for n, d in zip(weights.shape, dilation, strict=True))
    wide = np.zeros((rows, columns))
    wide[:: dilation[0], :: dilation[1]] = weights
    return wide


def scipys(image, weights, padding, border, flip):
    """The same by SciPy, at every place: ``ndimage`` where it can, ``signal`` where it cannot."""
    if padding == "same":
        slide = ndimage.convolve if flip else ndimage.correlate
        return slide(image, weights, mode=MODES[border])
    slide = signal.convolve2d if flip else signal.correlate2d
    if padding != "none":
        image = np.pad(image, [(n, n) for n in padding], mode=PADS[border])
    return slide(image, weights, mode="valid")


def error(answer, expected):
    """The largest difference, relative to the largest number."""
    assert answer.shape == expected.shape
    return float(np.abs(answer - expected).max() / max(np.abs(expected).max(), 1e-3))


@pytest.mark.parametrize(
    "preset", PRESETS.values(), ids=lambda one: f"{one.name}, {combinations(one):,} combinations"
)
def test_every_preset_gives_what_scipy_gives(preset):
    """At every size, with every border, spread out, turned round, or in wider steps."""
    image, worst, compared = PICTURE[0].astype(float), 0.0, 0
    for size, dilation, flip in product(sizes(preset), DILATIONS, (False, True)):
        weights = preset.weights(size)
        wide = spread(weights, dilation)
        for padding, border in product(PADDINGS, MODES):
            expected = scipys(image, wide, padding, border, flip)
            for stride in STRIDES:
                step = Step(weights, 0.0, stride, padding, border, dilation, flip)
                answer = step.apply(PICTURE)[0]
                compared += 1
                assert answer.dtype == np.float32
                worst = max(worst, error(answer, expected[:: stride[0], :: stride[1]]))
    print(f"{preset.name}: {compared:,} combinations, largest relative error {worst:.1e}")
    assert worst < LARGEST_ERROR
    assert compared == combinations(preset)


def test_more_than_fifty_thousand_combinations_are_compared():
    assert sum(map(combinations, PRESETS.values())) > 50_000


@pytest.mark.parametrize("channels", [1, 2, 3, 10])
@pytest.mark.parametrize("size", [(3, 3), (4, 5), (11, 2)])
def test_one_filter_for_all_channels_sees_their_mean(channels, size):
    maps = np.random.default_rng(channels).normal(size=(channels, 40, 70)).astype(np.float32)
    weights = np.random.default_rng(3).normal(size=size)
    expected = ndimage.correlate(maps.mean(0, dtype=float), weights, mode="nearest") + 0.5
    (answer,) = filtered(maps, [Step(weights, 0.5, border="edge")])
    assert error(answer[0], expected) < LARGEST_ERROR


@pytest.mark.parametrize("flip", [False, True])
def test_a_slice_for_every_channel_is_used_as_it_is(flip):
    maps = np.random.default_rng(1).normal(size=(3, 150, 90)).astype(np.float32)
    slices = np.random.default_rng(2).normal(size=(3, 5, 4))
    slide = ndimage.convolve if flip else ndimage.correlate
    pairs = zip(maps.astype(float), slices, strict=True)
    expected = sum(slide(one, weights, mode="mirror") for one, weights in pairs)
    (answer,) = filtered(maps, [Step(slices, border="reflect", flip=flip)])
    assert error(answer[0], expected) < LARGEST_ERROR


def test_a_grey_picture_gives_what_one_of_its_channels_gives():
    grey = PICTURE.repeat(3, axis=0)
    for preset in PRESETS.values():
        step = Step(preset.weights())
        assert error(step.apply(grey), step.apply(PICTURE)) < 1e-6


def test_steps_read_what_the_step_before_made():
    first = Step(PRESETS["gaussian"].weights(), border="reflect")
    second = Step(PRESETS["sobel-x"].weights(), stride=(2, 2), border="edge")
    third = Step(np.array([[[1.0, -1.0]]]), padding="none")
    made = filtered(PICTURE, [first, second, third])
    assert [one.shape for one in made] == [(1, 26, 37), (1, 13, 19), (1, 13, 18)]
    assert (made[1] == second.apply(first.apply(PICTURE))).all()
    assert (made[2] == third.apply(made[1])).all()


@pytest.mark.parametrize("relu", [False, True])
@pytest.mark.parametrize(("pool", "take"), [("max", np.max), ("average", np.mean)])
def test_relu_and_a_pool_come_after_the_sums(relu, pool, take):
    plain = Step(PRESETS["sobel-y"].weights(), -0.1).apply(PICTURE)[0, :26, :36]
    kept = np.maximum(plain, 0) if relu else plain
    expected = take(kept.reshape(13, 2, 18, 2), axis=(1, 3))
    answer = Step(PRESETS["sobel-y"].weights(), -0.1, relu=relu, pool=pool).apply(PICTURE)[0]
    assert answer == pytest.approx(expected, abs=1e-6)


def test_answers_keep_their_sign_and_are_never_cut_off():
    step = Step(np.full((3, 3), -1e4))
    assert step.apply(PICTURE).min() < -2e4


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(np.ones((3, 3)), padding="none"), "Step 2: a window of 3×3 does not fit"),
        (Step(np.ones((3, 3)), border="reflect"), "Step 2: a reflection of 1 cell needs"),
        (Step(np.ones((2, 1, 1))), "Step 2: 2 slices of weights do not fit 1 channel"),
        (Step(np.ones((1, 1)), pool="max"), "Step 2: a pool needs at least 2×2 numbers"),
    ],
)
def test_a_step_that_leaves_nothing_is_named(step, words):
    dot = Step(np.ones((1, 1)))
    with pytest.raises(ShapeError, match=words):
        filtered(np.ones((1, 1, 1), np.float32), [dot, step])


steps = st.builds(
    lambda size, seed, **rest: Step(np.random.default_rng(seed).normal(size=size), **rest),
    st.tuples(*[st.integers(1, 5)] * 2) | st.tuples(st.just(3), *[st.integers(1, 5)] * 2),
    st.integers(0, 99),
    bias=st.sampled_from([0.0, -0.25]),
    stride=st.tuples(*[st.integers(1, 3)] * 2),
    padding=st.sampled_from(["same", "none"]) | st.tuples(*[st.integers(0, 3)] * 2),
    border=st.sampled_from(list(MODES)),
    dilation=st.tuples(*[st.integers(1, 2)] * 2),
    flip=st.booleans(),
    relu=st.booleans(),
    pool=st.sampled_from([None, "max", "average"]),
)


@given(steps, st.integers(1, 14), st.integers(1, 14), st.data())
@settings(max_examples=150, deadline=None)
def test_every_number_is_what_its_products_add_up_to(step, height, width, data):
    maps = np.random.default_rng(height * 20 + width).normal(size=(3, height, width))
    maps = maps.astype(np.float32)
    try:
        answer = step.apply(maps)
    except ShapeError:
        return
    assert answer.shape == step.output_shape(maps.shape)
    row = data.draw(st.integers(0, answer.shape[1] - 1))
    column = data.draw(st.integers(0, answer.shape[2] - 1))
    found = filtered_cell(step, maps, answer, (row, column))
    assert found.value == answer[0, row, column]
    assert found.adds_up
    assert found.told.total == max(found.totals)
    assert len(found.told.terms) == 3 * step.size[0] * step.size[1]
    for term in found.told.terms:
        assert term.padding == (not (0 <= term.row < height and 0 <= term.column < width))


@pytest.mark.parametrize("place", [(0, 37), (26, 0), (-1, 0), (0, -1), (10**30, 0)])
def test_a_place_that_is_not_there_is_named(place):
    step = Step(np.ones((1, 1)))
    with pytest.raises(EngineError, match="There is no number at row"):
        filtered_cell(step, PICTURE, step.apply(PICTURE), place)
