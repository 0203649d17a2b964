"""A layer tried out with other settings gives what the plain definition gives; or says why not."""

import numpy as np
import pytest

from app.engine import KINDS
from app.engine.coverage import coverage
from app.engine.reads import Window
from app.engine.refitting import refit
from app.engine.trial import Trial, knobs, settled
from app.engine.types import EngineError
from tests.engine import plain
from tests.engine.examples import EXAMPLES

SIZES = [(8, 9), (5, 5), (3, 7)]


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def tried(layer, told, x, params, channel=1):
    return Trial.of(layer, settled(layer, told)).run(channel, (x,), params)


def mirrored(x, before, after):
    """Reflection, written down cell by cell."""

    def home(at, length):
        at = -at if at < 0 else at
        return 2 * (length - 1) - at if at >= length else at

    h, w = x.shape[2:]
    rows = [home(i, h) for i in range(-before[0], h + after[0])]
    columns = [home(j, w) for j in range(-before[1], w + after[1])]
    return x[:, :, rows][:, :, :, columns]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_with_its_own_settings_every_layer_makes_what_it_always_makes(example):
    inputs, params = example.inputs(n=1), example.params()
    whole = example.layer.forward(inputs, params)
    channel = whole.shape[1] - 1
    outcome = Trial.of(example.layer, settled(example.layer, {})).run(channel, inputs, params)
    assert outcome.shape == whole.shape[1:] == example.layer.output_shape(*example.shapes)
    np.testing.assert_allclose(outcome.map, whole[0, channel], rtol=1e-12, atol=1e-12)
    assert outcome.macs == example.layer.macs(*example.shapes)
    assert outcome.reason is None
    assert not outcome.told


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_one_channel_alone_is_that_channel_of_all(example):
    inputs, params = example.inputs(), example.params()
    whole = example.layer.forward(inputs, params)
    for channel in range(whole.shape[1]):
        alone = example.layer.one(channel, inputs, params)
        np.testing.assert_allclose(alone, whole[:, channel : channel + 1], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_knob_is_described_and_has_a_place_to_stand(kind):
    for knob in knobs(kind):
        told = knob.as_dict(most=9)
        assert told["label"]
        assert told["about"].endswith(".")
        assert (knob.form == "choice") == bool(told["choices"])
    example = next(e for e in EXAMPLES if e.layer.kind == kind.kind)
    assert list(settled(example.layer, {})) == [knob.name for knob in knobs(kind)]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("border", ["zeros", "reflect"])
@pytest.mark.parametrize("ceil", [False, True], ids=["floor", "ceil"])
@pytest.mark.parametrize(
    ("stride", "padding", "dilation"), [(1, 1, 1), (2, 1, 1), (3, 2, 1), (2, 2, 2)]
)
def test_a_convolution_is_the_plain_one_on_what_was_laid_around(
    size, border, ceil, stride, padding, dilation
):
    layer = KINDS["conv2d"](filters=3, size=2)
    x, params = numbers(1, 2, *size), {"weights": numbers(3, 2, 2, 2), "bias": numbers(3)}
    told = {
        "stride": stride,
        "padding": padding,
        "dilation": dilation,
        "border": border,
        "ceil": ceil,
    }
    outcome = tried(layer, told, x, params)
    reach = outcome.surround
    after = (reach.bottom, reach.right)
    if border == "reflect":
        laid = mirrored(x, (padding, padding), after)
    else:
        laid = np.pad(x, ((0, 0), (0, 0), (padding, after[0]), (padding, after[1])))
    expected = plain.conv2d(
        laid, params["weights"], params["bias"], (stride,) * 2, (0, 0), (dilation,) * 2
    )
    assert outcome.shape == expected.shape[1:]
    np.testing.assert_allclose(outcome.map, expected[0, 1], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("kind", ["max_pool", "average_pool"])
@pytest.mark.parametrize("border", ["zeros", "reflect", "nothing"])
@pytest.mark.parametrize("ceil", [False, True], ids=["floor", "ceil"])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_a_pool_takes_what_lies_around_for_what_it_is(size, kind, border, ceil, stride):
    layer = KINDS["max_pool"](size=3, stride=2, padding=1)
    x = numbers(1, 2, *size)
    outcome = tried(layer, {"kind": kind, "border": border, "ceil": ceil, "stride": stride}, x, {})
    pick = np.max if kind == "max_pool" else np.mean
    after = (outcome.surround.bottom, outcome.surround.right)
    if border == "reflect":
        laid = mirrored(x, (1, 1), after)
    else:
        beyond = 0.0 if border == "zeros" else np.nan
        laid = np.pad(x, ((0, 0), (0, 0), (1, after[0]), (1, after[1])), constant_values=beyond)
        if border == "zeros" and kind == "average_pool":  # what hangs over further never counts
            laid[:, :, size[0] + 2 :] = np.nan
            laid[:, :, :, size[1] + 2 :] = np.nan
    _, rows, columns = outcome.shape
    for i, j in np.ndindex(rows, columns):
        window = laid[0, 1, i * stride : i * stride + 3, j * stride : j * stride + 3]
        assert outcome.map[i, j] == pytest.approx(pick(window[~np.isnan(window)]), abs=1e-5)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("border", ["zeros", "reflect"])
def test_pytorch_pads_and_convolves_the_same(seed, border):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(seed)
    size, stride, dilation = (int(n) for n in rng.integers(1, 4, 3))
    padding = int(rng.integers(0, 4))
    x = numbers(1, 3, int(rng.integers(9, 15)), int(rng.integers(9, 15)))
    params = {"weights": numbers(4, 3, size, size), "bias": numbers(4)}
    layer = KINDS["conv2d"](filters=4, size=size)
    told = {"stride": stride, "dilation": dilation, "padding": padding, "border": border}
    outcome = tried(layer, told, x, params, channel=3)
    twin = torch.nn.Conv2d(
        3,
        4,
        size,
        stride,
        padding,
        dilation,
        padding_mode={"zeros": "zeros", "reflect": "reflect"}[border],
    )
    with torch.no_grad():
        twin.weight.copy_(torch.from_numpy(params["weights"]))
        twin.bias.copy_(torch.from_numpy(params["bias"]))
        expected = twin(torch.from_numpy(x)).numpy()
    assert outcome.shape == expected.shape[1:]
    np.testing.assert_allclose(outcome.map, expected[0, 3], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("kind", ["max_pool", "average_pool"])
def test_pytorch_pools_the_same(seed, kind):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(seed)
    size, stride = int(rng.integers(1, 5)), int(rng.integers(1, 4))
    told = {
        "kind": kind,
        "size": size,
        "stride": stride,
        "padding": int(rng.integers(0, size // 2 + 1)),
        "ceil": bool(rng.integers(2)),
        "border": str(rng.choice(["zeros", "nothing"])) if kind == "average_pool" else "nothing",
    }
    x = numbers(1, 2, int(rng.integers(5, 12)), int(rng.integers(5, 12)))
    outcome = tried(KINDS["max_pool"](), told, x, {})
    geometry = size, stride, told["padding"]
    theirs = torch.from_numpy(x)
    if kind == "max_pool":
        expected = torch.nn.functional.max_pool2d(theirs, *geometry, ceil_mode=told["ceil"])
    else:
        counts = told["border"] == "zeros"
        expected = torch.nn.functional.avg_pool2d(theirs, *geometry, told["ceil"], counts)
    assert outcome.shape == expected.shape[1:]
    np.testing.assert_allclose(outcome.map, expected.numpy()[0, 1], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", ["relu", "leaky_relu", "sigmoid", "tanh"])
def test_an_activation_may_be_any_other(kind):
    x = numbers(1, 2, 4, 4)
    for own in ("relu", "tanh"):
        outcome = tried(KINDS[own](), {"kind": kind}, x, {})
        assert (outcome.map == KINDS[kind]().forward((x,), {})[0, 1]).all()
    leaky = tried(KINDS["relu"](), {"kind": "leaky_relu", "slope": 0.5}, x, {})
    assert leaky.map.min() == x[0, 1].min() / 2


# The weights


def test_a_larger_filter_of_zeros_sees_what_the_learned_one_saw():
    weights, bias = numbers(3, 2, 3, 3), numbers(3)
    x = numbers(1, 2, 9, 9)
    layer = KINDS["conv2d"](filters=3, size=3)
    small = tried(layer, {}, x, {"weights": weights, "bias": bias})
    large = tried(layer, {"size": 5}, x, {"weights": weights, "bias": bias})
    np.testing.assert_allclose(large.map, small.map[1:-1, 1:-1], rtol=1e-5, atol=1e-6)
    assert "zeros" in " ".join(large.told)
    assert (small.parameters, large.parameters) == (57, 153)


def test_a_smaller_filter_is_the_middle_of_the_learned_one():
    weights = numbers(3, 2, 5, 4)
    made = refit({"weights": weights}, (3, 2), 3, "zeros")
    assert (made.params["weights"] == weights[:, :, 1:4, 1:3]).all()
    assert "rows 1 to 3 and columns 1 to 2" in made.told[0]


def test_what_was_never_learned_is_the_same_every_time():
    weights, bias = numbers(3, 2, 3, 3), numbers(3)
    one, other = (refit({"weights": weights, "bias": bias}, (5, 5), 6, "random") for _ in range(2))
    assert (one.params["weights"] == other.params["weights"]).all()
    assert (one.params["weights"][:3, :, 1:4, 1:4] == weights).all()
    assert (one.params["weights"][:3, :, 0] != 0).all()
    assert (one.params["bias"] == [*bias, 0, 0, 0]).all()
    assert len(one.told) == 2
    fewer = refit({"weights": weights, "bias": bias}, (3, 3), 2, "zeros")
    assert (fewer.params["weights"] == weights[:2]).all()
    assert refit({"weights": weights, "bias": bias}, (3, 3), 3, "random").told == ()


# What is never read


@pytest.mark.parametrize("seed", range(40))
def test_a_line_is_never_read_if_nothing_that_stands_there_counts(seed):
    rng = np.random.default_rng(seed)
    size, stride, dilation = (int(n) for n in rng.integers(1, 4, 3))
    layer = KINDS["conv2d"](filters=2, size=3)
    told = {
        "size": size, "stride": stride, "dilation": dilation,
        "padding": int(rng.integers(0, 3)), "ceil": bool(rng.integers(2)),
    }  # fmt: skip
    x = numbers(1, 1, int(rng.integers(7, 14)), int(rng.integers(7, 14)))
    params = {"weights": np.ones((2, 1, 3, 3), np.float32), "bias": numbers(2)}
    outcome = tried(layer, told | {"fill": "random"}, x, params)
    left = {
        axis: {*outcome.coverage.dropped[axis], *outcome.coverage.skipped[axis]} for axis in (0, 1)
    }
    for axis in (0, 1):
        for line in range(x.shape[2 + axis]):
            other = x.copy()
            other[(slice(None), slice(None), *((line,) if axis == 0 else (slice(None), line)))] += 9
            same = (tried(layer, told | {"fill": "random"}, other, params).map == outcome.map).all()
            assert same == (line in left[axis]), (axis, line)
    for lines, length in zip(outcome.coverage.dropped, x.shape[2:], strict=True):
        assert list(lines) == list(range(length - len(lines), length))


def test_what_is_dropped_is_told_in_words():
    told = coverage(Window(size=(3, 3), stride=(2, 2)), (31, 31), (3, 64, 64))
    assert (
        told.sentence("the picture")
        == "The last row and the last column of the picture are never read."
    )
    told = coverage(Window(size=(1, 1), stride=(3, 1)), (2, 4), (1, 4, 4))
    assert told.sentence() == "2 rows in between are never read: the windows step over them."


# Nothing comes out


@pytest.mark.parametrize(
    ("kind", "told", "words"),
    [
        ("conv2d", {"size": 11}, ["11×11", "5×6"]),
        ("conv2d", {"size": 3, "dilation": 8}, ["17×17", "5×6"]),
        ("conv2d", {"padding": 5, "border": "reflect"}, ["reflection of 5 cells", "at least 6"]),
        ("max_pool", {"size": 9}, ["9×9", "5×6"]),
        ("max_pool", {"size": 2, "padding": 2}, ["more than half"]),
        ("average_pool", {"size": 7, "border": "reflect", "padding": 0}, ["7×7"]),
    ],
)
def test_where_nothing_comes_out_the_reason_says_the_numbers(kind, told, words):
    layer = KINDS[kind](filters=2) if kind == "conv2d" else KINDS[kind]()
    params = {"weights": numbers(2, 2, 3, 3), "bias": numbers(2)} if kind == "conv2d" else {}
    settings = settled(layer, told)
    try:
        trial = Trial.of(layer, settings)
    except EngineError as error:
        reason = str(error)
    else:
        outcome = trial.run(0, (numbers(1, 2, 5, 6),), params)
        assert (outcome.shape, outcome.map) == (None, None)
        reason = outcome.reason
        assert reason.startswith("Nothing comes out. ")
        assert reason.endswith(".")
    for word in words:
        assert word in reason


def test_the_last_size_that_fits_and_the_first_that_does_not():
    layer, x = KINDS["conv2d"](filters=1), numbers(1, 1, 5, 5)
    params = {"weights": numbers(1, 1, 3, 3), "bias": numbers(1)}
    assert tried(layer, {"size": 5}, x, params, 0).shape == (1, 1, 1)
    gone = tried(layer, {"size": 6}, x, params, 0)
    assert gone.shape is None
    assert gone.arithmetic[0].startswith("height and width: ⌊(5 + 2·0 − 6) / 1⌋ + 1 = 0")
