"""Layers wired into graphs: what a run keeps, what it computes again, and what it refuses."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from app.engine import EngineError, Network, ShapeError, SpecError
from app.engine.network import INPUT
from tests.engine.networks import BRANCHING, CHAIN, pictures_for, weights_for

NETWORKS = pytest.mark.parametrize("network", [BRANCHING, CHAIN], ids=["branching", "chain"])


def spec(*nodes, image=(1, 6, 6)):
    return {"image": list(image), "nodes": list(nodes)}


@NETWORKS
def test_one_run_keeps_every_number(network):
    trace = network.run(pictures_for(network), weights_for(network))
    assert {name: values.shape[1:] for name, values in trace.items()} == network.shapes()
    assert list(trace) == [INPUT, *(node.name for node in network.nodes)]
    assert trace.answer is trace[network.nodes[-1].name]
    assert trace.answer.sum(axis=1) == pytest.approx(1, abs=1e-6)
    assert {values.dtype for values in trace.values()} == {np.dtype(np.float32)}


@NETWORKS
def test_a_trace_cannot_be_written_to(network):
    images = pictures_for(network)
    trace = network.run(images, weights_for(network))
    for values in trace.values():
        with pytest.raises(ValueError, match="read-only"):
            values[...] = 0
    assert images.flags.writeable, "the caller's own array stays writeable"


@NETWORKS
def test_starting_in_the_middle_gives_what_a_full_run_gives(network):
    """And computes only what it must: all the rest is the very same array."""
    images, before = pictures_for(network), weights_for(network)
    earlier = network.run(images, before)
    for start in before:
        after = {**before, start: {name: 1.1 * a for name, a in before[start].items()}}
        whole = network.run(images, after)
        part = network.run(images, after, start=start, earlier=earlier)
        touched = network.downstream(start)
        assert start in touched
        for name in network.shapes():
            np.testing.assert_array_equal(part[name], whole[name])
            assert (part[name] is earlier[name]) == (name not in touched)


def test_downstream_is_what_listens_directly_or_not():
    assert BRANCHING.downstream("norm") == {"norm", "pool", "flatten", "dense", "softmax"}
    assert BRANCHING.downstream("dead_end") == {"dead_end"}
    assert BRANCHING.downstream("softmax") == {"softmax"}
    assert BRANCHING.downstream(INPUT) == set(BRANCHING.shapes())


@NETWORKS
def test_gradients_of_a_whole_network_are_the_measured_slopes(network):
    images = pictures_for(network, dtype=np.float64)
    weights = weights_for(network, dtype=np.float64)
    trace = network.run(images, weights)
    rng = np.random.default_rng(6)
    grad = rng.normal(size=trace.answer.shape)
    found = network.backward(grad, trace, weights)
    assert {node: set(params) for node, params in found.weights.items()} == {
        node: set(params) for node, params in weights.items()
    }

    def measured(images, weights):
        return (grad * network.run(images, weights).answer).sum()

    step = 1e-6
    direction = rng.normal(size=images.shape)
    slope = measured(images + step * direction, weights)
    slope = (slope - measured(images - step * direction, weights)) / (2 * step)
    assert (found.images * direction).sum() == pytest.approx(slope, rel=1e-5)
    for node, params in weights.items():
        for name, param in params.items():
            direction = rng.normal(size=param.shape)

            def moved(by, node=node, name=name, param=param, direction=direction):
                moved = {**weights[node], name: param + by * direction}
                return measured(images, {**weights, node: moved})

            slope = (moved(step) - moved(-step)) / (2 * step)
            assert (found.weights[node][name] * direction).sum() == pytest.approx(
                slope, rel=1e-5, abs=1e-9
            )


@NETWORKS
def test_learning_needs_no_pixels(network):
    images, weights = pictures_for(network), weights_for(network)
    trace = network.run(images, weights)
    grad = np.random.default_rng(7).normal(size=trace.answer.shape).astype(np.float32)
    alone = network.weight_gradients(grad, trace, weights)
    along = network.backward(grad, trace, weights).weights
    assert alone.keys() == along.keys()
    for node, params in along.items():
        for name, expected in params.items():
            np.testing.assert_array_equal(alone[node][name], expected)


def test_a_dead_end_has_no_say():
    images, weights = pictures_for(BRANCHING), weights_for(BRANCHING)
    trace = BRANCHING.run(images, weights)
    found = BRANCHING.backward(np.ones_like(trace.answer), trace, weights)
    assert not any(gradient.any() for gradient in found.weights["dead_end"].values())


def test_slopes_can_start_at_any_node():
    images, weights = pictures_for(CHAIN), weights_for(CHAIN)
    trace = CHAIN.run(images, weights)
    found = CHAIN.backward(np.ones_like(trace["dense"]), trace, weights, at="dense")
    np.testing.assert_allclose(found.weights["dense"]["bias"], len(images))
    early = CHAIN.backward(np.ones_like(trace["conv_1"]), trace, weights, at="conv_1")
    assert not early.weights["dense"]["weights"].any()
    assert early.images.any()


def test_a_batch_is_its_pictures_one_by_one():
    images, weights = pictures_for(BRANCHING, n=5), weights_for(BRANCHING)
    together = BRANCHING.run(images, weights)
    for at in range(len(images)):
        alone = BRANCHING.run(images[at : at + 1], weights)
        for name, values in alone.items():
            np.testing.assert_allclose(values[0], together[name][at], rtol=1e-4, atol=1e-5)


def test_eight_threads_get_their_own_numbers():
    weights = weights_for(BRANCHING)
    pictures = [pictures_for(BRANCHING, seed=seed, n=1) for seed in range(8)]
    alone = [BRANCHING.run(images, weights).answer for images in pictures]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            answers = pool.map(lambda images: BRANCHING.run(images, weights).answer, pictures)
            for expected, got in zip(alone, answers, strict=True):
                np.testing.assert_array_equal(got, expected)


@NETWORKS
def test_a_network_can_be_written_down_and_read_again(network):
    written = json.loads(json.dumps(network.to_spec()))
    assert Network.from_spec(written) == network


LEARNED = sorted(path.parent for path in Path("models").glob("*/weights.safetensors"))


@pytest.mark.parametrize("folder", LEARNED, ids=lambda path: path.name)
def test_shipped_networks_run(folder):
    network = Network.from_spec(json.loads((folder / "network.json").read_text()))
    trace = network.run(pictures_for(network, n=1), weights_for(network, size=0.1))
    assert trace.answer.sum() == pytest.approx(1, abs=1e-5)


def test_max_pool_on_a_flat_picture_blames_one_cell_per_window():
    """Equal numbers everywhere: blame goes to the first cell and is neither lost nor doubled."""
    network = Network.from_spec(
        spec({"name": "pool", "kind": "max_pool"}, image=(2, 6, 6)),
    )
    trace = network.run(np.full((1, 2, 6, 6), 0.5, np.float32), {})
    blame = network.backward(np.ones_like(trace.answer), trace, {}).images
    assert blame.sum() == trace.answer.size
    np.testing.assert_array_equal(blame[:, :, ::2, ::2], 1)


@pytest.mark.parametrize("level", [0.0, 0.5, 1.0])
def test_learning_from_a_flat_picture_conserves_blame(level):
    """Where all windows tie, the bias of a filter is blamed once for each, not four times."""
    network = Network.from_spec(
        spec(
            {"name": "conv", "kind": "conv2d", "filters": 2, "size": 3},
            {"name": "relu", "kind": "relu"},
            {"name": "pool", "kind": "max_pool"},
        )
    )
    weights = {"conv": {"weights": np.full((2, 1, 3, 3), 0.1), "bias": np.array([0.2, -5.0])}}
    trace = network.run(np.full((1, 1, 6, 6), level), weights)
    found = network.backward(np.ones_like(trace.answer), trace, weights)
    np.testing.assert_allclose(found.weights["conv"]["bias"], [4, 0])


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"nodes": []}, r"image is None, but should be \[channels, rows, columns\]\."),
        (spec(), "A network needs at least one node."),
        (spec({"kind": "relu"}), "A node needs a name"),
        (spec({"name": "a", "kind": "rleu"}), r"a is of kind 'rleu'. The kinds are conv2d"),
        (
            spec({"name": "a", "kind": "conv2d", "filtres": 3}),
            r"a: conv2d has no setting filtres. Its settings are filters, size, stride",
        ),
        (spec({"name": "a", "kind": "conv2d"}), r"a: conv2d cannot be made from {}"),
        (spec({"name": "a", "kind": "relu", "slope": 1}), "has no setting slope. It has none."),
        (
            spec({"name": "a", "kind": "conv2d", "filters": 0}),
            "a: filters is 0, but should be a whole number of at least 1.",
        ),
        (
            spec({"name": "a", "kind": "conv2d", "filters": 1, "size": [1, 2, 3]}),
            r"a: size is \[1, 2, 3\], but should be a whole number of at least 1, or two of them",
        ),
        (
            spec({"name": "a", "kind": "conv2d", "filters": 1, "stride": "two"}),
            "a: stride is 'two', but should be a whole number",
        ),
        (
            spec({"name": "a", "kind": "conv2d", "filters": 1, "size": 3.5}),
            "a: size is 3.5, but should be a whole number of at least 1",
        ),
        (
            spec({"name": "a", "kind": "conv2d", "filters": 3, "groups": 2}),
            "a: 3 filters cannot be shared out among 2 equal groups.",
        ),
        (
            spec({"name": "a", "kind": "max_pool", "size": 2, "padding": 2}),
            r"a: padding .* is more than half the window",
        ),
        (spec({"name": "a", "kind": "leaky_relu", "slope": 2}), "a: slope is 2, but should be"),
        (spec({"name": "a", "kind": "dropout", "rate": 1}), "a: rate is 1, but should be"),
        (spec({"name": "a", "kind": "batch_norm", "epsilon": 0}), "a: epsilon is 0"),
        (spec({"name": "a", "kind": "relu"}, {"name": "a", "kind": "relu"}), "two nodes called a"),
        (spec({"name": "input", "kind": "relu"}), "two nodes called input"),
        (
            spec({"name": "a", "kind": "relu", "from": ["b"]}),
            "a listens to b, but no node above has that name.",
        ),
        (
            spec({"name": "a", "kind": "add", "from": ["input"]}),
            "a: add listens to two nodes or more, not to 1.",
        ),
        (
            spec({"name": "a", "kind": "relu", "from": ["input", "input"]}),
            "a: relu listens to one node, not to 2.",
        ),
    ],
)
def test_a_description_that_makes_no_sense_is_explained(bad, sentence):
    with pytest.raises(SpecError, match=sentence):
        Network.from_spec(bad)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (
            spec({"name": "a", "kind": "conv2d", "filters": 1, "size": 7}),
            r"a: a window of 7×7 does not fit into maps of 6×6",
        ),
        (
            spec({"name": "a", "kind": "conv2d", "filters": 2, "groups": 2}),
            "a: 1 channel cannot be shared out among 2 equal groups",
        ),
        (
            spec({"name": "a", "kind": "dense", "units": 2}),
            "a: dense reads a list of numbers, but gets 1×6×6. Put a flatten layer before it.",
        ),
        (
            spec(
                {"name": "a", "kind": "max_pool"},
                {"name": "b", "kind": "add", "from": ["a", "input"]},
            ),
            "b: add needs inputs of equal shape, but gets 1×3×3 and 1×6×6.",
        ),
        (
            spec(
                {"name": "a", "kind": "max_pool"},
                {"name": "b", "kind": "concat", "from": ["a", "input"]},
            ),
            "b: concat needs inputs of equal height and width, but gets 1×3×3 and 1×6×6.",
        ),
    ],
)
def test_neighbours_that_do_not_fit_are_explained(bad, sentence):
    with pytest.raises(ShapeError, match=sentence):
        Network.from_spec(bad)


def test_what_a_run_cannot_use_is_explained():
    weights = weights_for(CHAIN)
    images = pictures_for(CHAIN)
    with pytest.raises(ShapeError, match="reads pictures of 1×12×12, but gets 3×12×12"):
        CHAIN.run(np.zeros((1, 3, 12, 12), np.float32), weights)
    with pytest.raises(EngineError, match="given as floats from 0 to 1, not as uint8"):
        CHAIN.run(np.zeros((1, 1, 12, 12), np.uint8), weights)
    with pytest.raises(ShapeError, match="conv_1 needs weights of 3×1×3×3, but has none"):
        CHAIN.run(images, {**weights, "conv_1": {}})
    with pytest.raises(ShapeError, match="dense needs bias of 6, but has 7"):
        CHAIN.run(images, {**weights, "dense": {**weights["dense"], "bias": np.zeros(7)}})
    with pytest.raises(
        EngineError, match=r"no layer called conv_9\. The layers are conv_1, relu_1"
    ):
        CHAIN.node("conv_9")
    with pytest.raises(EngineError, match="needs an earlier trace"):
        CHAIN.run(images, weights, start="conv_2")
    trace = CHAIN.run(images, weights)
    with pytest.raises(ShapeError, match="softmax is 2×6×1×1, so its slopes cannot be 2×5×1×1"):
        CHAIN.backward(np.zeros((2, 5, 1, 1), np.float32), trace, weights)


def test_every_error_is_one_family():
    assert issubclass(ShapeError, EngineError)
    assert issubclass(SpecError, EngineError)
    assert issubclass(EngineError, ValueError)
