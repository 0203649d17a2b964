"""What is said of two settings side by side is what their numbers show."""

import numpy as np
import pytest

from app.engine import KINDS
from app.engine.comparing import ALIKE, compared
from app.engine.trial import Trial, knobs, settled

CONV = KINDS["conv2d"](filters=4, size=3)
PARAMS = {
    "weights": np.random.default_rng(1).normal(size=(4, 3, 3, 3)).astype(np.float32),
    "bias": np.zeros(4, np.float32),
}
PICTURE = np.random.default_rng(2).uniform(size=(1, 3, 16, 16)).astype(np.float32)


def said(one, other, layer=CONV, params=PARAMS, x=PICTURE, channel=1):
    outcomes = [
        Trial.of(layer, settled(layer, told)).run(channel, (x,), params) for told in (one, other)
    ]
    return " ".join(compared(*outcomes, knobs(type(layer)), x.shape[1:], "the picture"))


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ({}, {}, ALIKE),
        ({}, {"stride": 2}, "Stride 2 instead of 1: 14×14 becomes 7×7, a quarter of the numbers"),
        ({}, {"stride": 2}, "the last row and the last column of the picture are never read"),
        ({"stride": 2}, {"stride": 2, "ceil": True}, "now every row and column is read"),
        ({}, {"stride": 2}, "112 learned numbers on both sides"),
        ({}, {"size": 5}, "112 parameters become 304"),
        ({"padding": 1}, {"padding": 1, "border": "reflect"}, "Only 60 numbers along the border"),
        ({"padding": 1}, {"padding": 1, "border": "reflect"}, "The other 196 are the same"),
        ({}, {"filters": 128}, "each map stays 14×14"),
        ({}, {"filters": 128}, "4 maps become 128, one per filter, not 384"),
        ({}, {"filters": 128}, "Not one of the 196 numbers of this map changes"),
        ({}, {"filters": 1}, "There is no map 2 any more: this is map 1"),
        ({}, {"size": 11, "dilation": 2}, "nothing comes out, where there was a map of 14×14"),
        ({"size": 11, "dilation": 2}, {}, "there is a map of 14×14, where nothing came out"),
        ({"size": 11, "dilation": 2}, {"size": 11, "dilation": 3}, "nothing comes out on either"),
        ({}, {"padding": 2}, "14×14 becomes 18×18, 65\N{NO-BREAK SPACE}% more numbers"),
    ],
)
def test_the_difference_is_said(one, other, words):
    assert words in said(one, other)


def test_kinds_are_called_by_their_names():
    pool = KINDS["max_pool"]()
    told = said({}, {"kind": "average_pool"}, pool, {})
    assert told.startswith("Average instead of maximum: each map stays 8×8. 64 of 64 numbers")


def test_a_single_number_is_called_one():
    x = np.array([[[[-1.5]]]], np.float32)
    told = said({}, {"kind": "leaky_relu", "slope": 0.5}, KINDS["relu"](), {}, x, 0)
    assert told == "Leaky ReLU instead of ReLU: each map stays one number. 0 becomes −0.75."
    assert said({}, {"kind": "tanh"}, KINDS["relu"](), {}, 0 * x, 0).endswith("The number stays 0.")


def test_a_sentence_ends_where_it_should():
    for other in ({"stride": 3}, {"stride": 5}, {"filters": 5}, {"size": 1}, {"padding": 8}):
        told = said({}, other)
        assert told.endswith(".")
        assert ".." not in told
        assert "  " not in told
