"""The mission of Sobel's filters: slopes are recognised, in any direction and at any strength."""

import numpy as np
import pytest

from app.engine.derivatives import likeness
from app.engine.presets import PRESETS
from tests.service.missions.attempts import NETWORKS, attempt, edited, first, samples, slope


def slopes(client, network, count, size=3):
    layer, weights = first(client, network)
    return [
        {"layer": layer, "channel": at, "weights": slope(0.7 * at, size, weights.shape[1:])}
        for at in range(count)
    ]


@pytest.mark.parametrize(("network", "count"), [("tiny-vgg", 5), ("tiny-vgg", 10), ("lenet-5", 3)])
def test_sobel_filters_and_a_guess_are_told_before_and_after(shelf, network, count):
    shown = samples(shelf, network)
    edits = slopes(shelf, network, count)
    run = edited(shelf, shown[next(iter(shown))]["run"], edits)
    unsaid = attempt(shelf, run, "sobel-first")
    assert not unsaid["done"]
    assert unsaid["sentence"].startswith("Your guess is still missing")
    assert "right" not in unsaid["figures"], "nothing is told before the guess"

    after = 0
    for one in shown.values():
        says = shelf.edit(one["run"], *edits).json()["prediction"][0]["label"]
        after += says == one["label"]
    before = sum(one["correct"] for one in shown.values())
    guess = len(shown)
    told = attempt(shelf, run, "sobel-first", answer=guess)
    assert told["done"]
    assert told["figures"]["right_before"] == before
    assert told["figures"]["right"] == after < before
    assert told["sentence"] == (
        f"{before} of 12 were right before, {after} are now. "
        f"You said 12, which is {guess - after} too many."
    )
    exactly = attempt(shelf, run, "sobel-first", answer=after)
    assert exactly["sentence"].endswith("You said exactly that.")
    low = attempt(shelf, run, "sobel-first", answer=0)
    assert low["sentence"].endswith(f"You said 0, which is {after} too few.")


@pytest.mark.parametrize("network", NETWORKS)
def test_learned_filters_are_no_sobel_filters(shelf, network):
    run = next(iter(samples(shelf, network).values()))["run"]
    told = attempt(shelf, run, "sobel-first", answer=6)
    assert not told["done"]
    assert told["sentence"].startswith("None of ")
    assert max(told["figures"]["likeness"]) < 0.9


def test_too_few_sobel_filters_are_counted(shelf):
    run = samples(shelf, "tiny-vgg")["tabby"]["run"]
    layer, weights = first(shelf, "tiny-vgg")
    some = slopes(shelf, "tiny-vgg", 4)
    blur = {"layer": layer, "channel": 7, "weights": np.full(weights.shape[1:], 1 / 27).tolist()}
    told = attempt(shelf, edited(shelf, run, [*some, blur]), "sobel-first", answer=6)
    assert not told["done"]
    assert told["figures"]["slopes"] == [0, 1, 2, 3]
    assert told["sentence"].startswith(
        "4 of 10 filters are a slope like Sobel’s so far; 5 are needed. Of the others map 7 comes "
        "nearest: 0.81 of 1, where 0.99 is enough."
    )
    assert "guess" not in told["sentence"]


@pytest.mark.parametrize("name", ["sobel-x", "sobel-y", "prewitt-x", "prewitt-y", "scharr-x"])
@pytest.mark.parametrize("size", [3, 5, 7])
def test_slopes_out_of_the_textbook_are_recognised_at_any_size_and_strength(name, size):
    kernel = PRESETS[name].weights((size, size))
    assert likeness(-0.01 * kernel) == pytest.approx(1)
    assert likeness(np.pad(kernel, 1)) == pytest.approx(1), "in the middle of a larger filter"


def test_a_slope_may_have_any_direction():
    across = PRESETS["scharr-x"].weights((3, 3))
    for angle in np.linspace(0, 6.3, 40):
        assert likeness(np.cos(angle) * across + np.sin(angle) * across.T) == pytest.approx(1)
    assert likeness(np.array([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]])) == pytest.approx(1)
    assert likeness(np.array([[2, 1, 0], [1, 0, -1], [0, -1, -2]])) == pytest.approx(1)


@pytest.mark.parametrize("name", sorted(set(PRESETS) - {"emboss"}))
def test_other_presets_are_no_slopes(name):
    if name.startswith(("sobel", "prewitt", "scharr")):
        return
    assert likeness(PRESETS[name].weights((3, 3) if 3 in PRESETS[name].lengths else None)) < 0.99


@pytest.mark.parametrize("bad", [np.zeros((3, 3)), np.full((3, 3), np.inf), np.ones((1, 1))])
def test_what_is_no_filter_is_no_slope(bad):
    assert likeness(bad) == 0


def test_filters_from_the_studio_count_whatever_their_strength(shelf):
    run = samples(shelf, "lenet-5")["four"]["run"]
    layer, _ = first(shelf, "lenet-5")
    kernel = PRESETS["sobel-x"].weights((3, 3)).tolist()
    edits = [
        {"layer": layer, "channel": at, "kernel": kernel, "rescale": at % 2 == 0} for at in range(3)
    ]
    told = attempt(shelf, edited(shelf, run, edits), "sobel-first", answer=3)
    assert told["done"]
    assert told["figures"]["slopes"] == [0, 1, 2]
