"""Every kind explains itself, in words that fit its numbers."""

import re

import numpy as np
import pytest

from app.engine import KINDS, Network
from app.engine.input import Input
from app.engine.layers import Conv2D, Dense, MaxPool, ReLU, Softmax
from app.engine.network import INPUT
from app.engine.scene import Scene
from tests.engine.networks import BRANCHING, CHAIN, pictures_for, weights_for

FIELDS = ("verb", "formula", "summary", "eli5", "in_depth")
DEPTHS = ("summary", "eli5", "in_depth")


def sound(text):
    """A text fit to print: no blank left open, no false minus, plurals right."""
    assert text == text.strip()
    assert not re.search(r"[{}]|nan\b|  ", text)
    assert not re.search(r"(^|[\s(])-\d", text), "a minus sign is U+2212"
    assert not re.search(r"\b1 (maps|filters|numbers|scores|channels|cells|rows|branches)\b", text)
    assert not re.search(r"\b(?<![.,\d])([2-9]|\d{2,}) (map|filter|number|score|row)\b", text)
    assert not re.search(r"\dx\d", text), "sizes are written with ×"
    return text


def test_every_kind_has_words_at_three_depths():
    for kind in [*KINDS.values(), Input]:
        for field in FIELDS:
            assert getattr(kind, field).strip()
        assert kind.stage


def test_words_fit_the_layer(example):
    words = example.layer.words(*example.shapes)
    assert tuple(words) == FIELDS
    for field in ("verb", *DEPTHS):
        sound(words[field])
    for depth in DEPTHS:
        paragraphs = words[depth].split("\n\n")
        assert 1 <= len(paragraphs) <= 4
        assert all(len(paragraph) < 700 for paragraph in paragraphs)
        assert all(paragraph.endswith((".", "?", "!")) for paragraph in paragraphs)


def test_formulas_are_balanced():
    for kind in [*KINDS.values(), Input]:
        assert kind.formula.count("{") == kind.formula.count("}")
        assert kind.formula.count(r"\begin") == kind.formula.count(r"\end")


@pytest.mark.parametrize("picture", [False, True])
@pytest.mark.parametrize("fill", ["random", "flat", "zero", "negative"])
def test_every_picture_gets_its_sentence(example, fill, picture):
    inputs, params = example.inputs(dtype=np.float32), example.params(dtype=np.float32)
    level = {"flat": 0.5, "zero": 0.0, "negative": -0.25}.get(fill)
    if level is not None:
        inputs = tuple(np.full_like(x, level) for x in inputs)
    output = example.layer.forward(inputs, params)
    text = sound(example.layer.sentence(inputs, output, params, Scene(picture=picture)))
    assert text.endswith(".")
    assert len(text) < 250


def test_a_number_beyond_all_bounds_still_gets_its_sentence(example):
    """An edit may blow a network up; the page must still be able to say so."""
    inputs, params = example.inputs(dtype=np.float32), example.params(dtype=np.float32)
    output = example.layer.forward(inputs, params)
    for value in (np.inf, -np.inf, np.nan):
        broken = output.copy()
        broken.flat[-1] = value
        assert example.layer.sentence(inputs, broken, params)
        assert example.layer.sentence(inputs, np.full_like(output, value), params)


def test_a_convolution_says_that_channels_become_one_number():
    words = Conv2D(10).words((3, 64, 64))
    assert "the 3 sums become one number, not 3" in words["summary"]
    assert "10 filters make 10 maps of 62×62" in words["summary"]
    assert "10 maps, not 30" in words["in_depth"]
    assert "10 · (3·3·3 + 1) = 280" in words["in_depth"]
    assert "do not flip" in words["in_depth"]


def test_a_convolution_says_what_it_leaves_out():
    words = Conv2D(1, size=3, stride=2).words((1, 6, 6))
    assert "(6 − 3) / 2 + 1 = 2, rounded down. No window reaches the last row" in words["in_depth"]
    padded = Conv2D(1, size=3, stride=2, padding=1).words((1, 6, 6))
    assert "(6 + 2·1 − 3) / 2 + 1 = 3, rounded down. A border of zeros" in padded["in_depth"]
    assert "no window" not in padded["in_depth"].lower()


def test_a_convolution_names_its_loudest_answer():
    x = np.zeros((1, 3, 5, 5), np.float32)
    x[0, :, 2, 3] = 1
    params = {"weights": np.zeros((2, 3, 3, 3), np.float32), "bias": np.zeros(2, np.float32)}
    params["weights"][1, :, 1, 1] = 0.19
    layer = Conv2D(2)
    told = layer.sentence((x,), layer.forward((x,), params), params, Scene(picture=True))
    assert told == (
        "2 filters of 3×3×3 slid over your picture. Map 2 answers most: +0.57 at row 1, column 2."
    )


def test_pooling_says_that_nothing_is_learned():
    words = MaxPool().words((10, 60, 60))
    assert "no weights" in words["summary"]
    assert "maps never mix" in words["summary"]
    assert "Four neighbours" in words["eli5"]


def test_pooling_says_what_hangs_over_the_edge():
    def told(**settings):
        return MaxPool(**settings).words((1, 6, 6))["in_depth"].split(" A filter")[0]

    assert told(size=3) == (
        "Rows: (6 − 3) / 2 + 1 = 2, rounded down. No window reaches the last row: what stands "
        "there is never read."
    )
    assert told(size=3, ceil=True) == (
        "Rows: (6 − 3) / 2 + 1 = 3, rounded up. The last window hangs over the edge and holds "
        "fewer numbers."
    )
    assert told(size=2, stride=3, ceil=True).startswith(
        "Rows: (6 − 2) / 3 + 1 = 2, rounded down. No window"
    )


def test_softmax_says_what_a_share_is_not():
    words = Softmax().words((10, 1, 1))
    assert "even for a picture of nothing" in words["summary"]
    assert "A share is not the chance of being right" in words["in_depth"]


def test_relu_counts_what_it_cut():
    x = np.array([[[[-1.0, 2.0], [-0.5, 0.0]]]], np.float32)
    told = ReLU().sentence((x,), ReLU().forward((x,), {}), {})
    assert told.startswith("2 of 4 numbers (50.0\xa0%) were negative and became 0.")


def test_scores_are_ranked():
    x = np.ones((1, 2, 1, 1), np.float32)
    params = {"weights": np.array([[1, 0], [2, 1], [0, -1]], np.float32), "bias": np.zeros(3)}
    layer = Dense(3)
    told = layer.sentence((x,), layer.forward((x,), params), params)
    assert told == (
        "2 numbers voted on 3 scores. The 2nd is highest, +3.00; next comes the 1st, +1.00."
    )


@pytest.mark.parametrize("network", [BRANCHING, CHAIN], ids=["branching", "chain"])
def test_a_network_speaks_for_all_its_nodes(network):
    weights = weights_for(network)
    trace = network.run(pictures_for(network), weights)
    for name in trace:
        sound(network.sentence(name, trace, weights))
        assert tuple(network.words(name)) == FIELDS


def test_only_the_first_convolution_speaks_of_your_picture():
    network = Network.from_spec(
        {
            "image": [3, 8, 8],
            "nodes": [
                {"name": "a", "kind": "conv2d", "filters": 3},
                {"name": "b", "kind": "conv2d", "filters": 3},
            ],
        }
    )
    weights = weights_for(network)
    trace = network.run(pictures_for(network), weights)
    assert "your picture" in network.sentence("a", trace, weights)
    assert "over 3 maps" in network.sentence("b", trace, weights)


def test_an_empty_picture_is_called_empty():
    told = Input((3, 4, 4)).sentence(np.full((1, 3, 4, 4), 1.0, np.float32))
    assert "there is nothing to see" in told
    assert "from ≈0" not in told
    assert Input.kind == INPUT


def test_the_answer_calls_its_classes_by_name():
    network = Network.from_spec(
        {
            "image": [3, 1, 1],
            "nodes": [
                {"name": "hidden", "kind": "dense", "units": 2},
                {"name": "score", "kind": "dense", "units": 2},
                {"name": "share", "kind": "softmax"},
            ],
        }
    )
    weights = weights_for(network)
    trace = network.run(pictures_for(network), weights)
    told = {
        name: network.sentence(name, trace, weights, ("cat", "dog"))
        for name in ("hidden", "score", "share")
    }
    assert "cat" not in told["hidden"]
    assert all("\u201ccat\u201d" in told[name] for name in ("score", "share"))
    assert "the 1st" in network.sentence("share", trace, weights).lower()
