"""Every number can be taken apart, and adds up again."""

import numpy as np
import pytest

from app.engine import EngineError, Trace
from app.engine.network import INPUT, Network, Node
from app.engine.provenance import provenance
from tests.engine.networks import BRANCHING, CHAIN, pictures_for, weights_for


def alone(example, dtype=np.float32):
    """The example as a network of one layer, its weights, and a run written down by hand."""
    names = (INPUT, *(f"branch_{at}" for at in range(1, len(example.shapes))))
    inputs, params = example.inputs(dtype=dtype), example.params(dtype=dtype)
    source = Network(example.shapes[0], ())
    nodes = tuple(Node(name, _Given(shape), (INPUT,)) for name, shape in _branches(example, names))
    network = Network(source.image, (*nodes, Node("it", example.layer, names)))
    values = dict(zip(names, inputs, strict=True))
    values["it"] = example.layer.forward(inputs, params)
    return network, {"it": params}, Trace(values)


class _Given:
    """Stands in for whatever made an input of this shape."""

    def __init__(self, shape):
        self.shape = shape

    def output_shape(self, *inputs):
        return self.shape

    def param_shapes(self, *inputs):
        return {}

    def input_gradients(self, grad, inputs, params):
        return (np.zeros_like(inputs[0]),)


def _branches(example, names):
    return list(zip(names, example.shapes, strict=True))[1:]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("image", [0, 1])
def test_every_number_adds_up(example, image, dtype):
    network, weights, trace = alone(example, dtype)
    for cell in np.ndindex(trace["it"].shape[1:]):
        told = provenance(network, weights, trace, "it", cell, image)
        assert told.value == trace["it"][image][cell]
        assert told.adds_up
        assert told.tolerance < 1e-4
        assert told.kind == example.layer.kind


def test_products_and_bias_make_the_total(example):
    """Except where the layer says otherwise: a share is one exponential of the sum of all, and
    a normalised number is divided by what the squares around it come to.
    """
    network, weights, trace = alone(example)
    for cell in np.ndindex(trace["it"].shape[1:]):
        told = provenance(network, weights, trace, "it", cell)
        products = sum(term.product for term in told.terms)
        assert sum(told.partial_sums) == pytest.approx(products, abs=1e-12)
        own = next((term for term in told.terms if term.note), None)
        if example.layer.kind == "local_response_norm":
            loudness = example.layer.k + example.layer.alpha * products
            assert own.value / loudness**example.layer.beta == pytest.approx(told.total, abs=1e-12)
        elif example.layer.shares:
            assert own.product / products == pytest.approx(told.total, abs=1e-12)
        else:
            assert products + (told.bias or 0) == pytest.approx(told.total, abs=1e-12)
        for term in told.terms:
            if term.against is not None:
                assert term.product == (term.value - term.against) ** 2
            if term.weight is not None:
                assert term.product == pytest.approx(term.value * term.weight, abs=1e-12)


def test_terms_are_the_field_and_the_padding_around_it(example):
    """What a layer says it reads is what its terms are made of."""
    network, weights, trace = alone(example)
    output = trace["it"].shape[1:]
    names = network.node("it").inputs
    for cell in np.ndindex(output):
        told = provenance(network, weights, trace, "it", cell)
        shapes = example.shapes
        for name, shape, rule in zip(names, shapes, example.layer.reads(*shapes), strict=True):
            expected = np.zeros(shape, bool)
            expected[rule.field(cell, shape, output)] = True
            read = np.zeros(shape, bool)
            for term in told.terms:
                inside = 0 <= term.row < shape[1] and 0 <= term.column < shape[2]
                if term.layer == name:
                    assert inside != term.padding
                if term.layer == name and inside:
                    place = term.channel, term.row, term.column
                    read[place] = True
                    assert term.value == trace[name][0][place]
            np.testing.assert_array_equal(read, expected)


def test_padding_is_marked_and_holds_nothing():
    network = Network.from_spec(
        {"image": [2, 4, 4], "nodes": [{"name": "c", "kind": "conv2d", "filters": 1, "padding": 1}]}
    )
    weights = weights_for(network)
    told = provenance(network, weights, network.run(pictures_for(network), weights), "c", (0, 0, 0))
    outside = [(t.row, t.column) for t in told.terms if t.padding and t.channel == 0]
    assert outside == [(-1, -1), (-1, 0), (-1, 1), (0, -1), (1, -1)]
    assert {t.value for t in told.terms if t.padding} == {0.0}
    assert len(told.partial_sums) == 2


def test_the_first_of_equal_numbers_wins():
    network = Network.from_spec(
        {"image": [1, 4, 4], "nodes": [{"name": "p", "kind": "max_pool", "size": 2}]}
    )
    trace = network.run(np.ones((1, 1, 4, 4), np.float32), {})
    told = provenance(network, {}, trace, "p", (0, 1, 1))
    winners = [(term.row, term.column) for term in told.terms if term.note == "winner"]
    assert winners == [(2, 2)]
    assert [term.weight for term in told.terms] == [1, 0, 0, 0]


@pytest.mark.parametrize("network", [BRANCHING, CHAIN], ids=["branching", "chain"])
def test_whole_networks_add_up_back_to_the_picture(network):
    weights = weights_for(network)
    trace = network.run(pictures_for(network), weights)
    rng = np.random.default_rng(0)
    for node in network.nodes:
        shape = trace[node.name].shape[1:]
        for _ in range(20):
            cell = tuple(int(rng.integers(size)) for size in shape)
            told = provenance(network, weights, trace, node.name, cell)
            assert told.adds_up
            assert {term.layer for term in told.terms} <= set(node.inputs)


def test_what_does_not_exist_is_explained():
    weights = weights_for(CHAIN)
    trace = CHAIN.run(pictures_for(CHAIN), weights)
    with pytest.raises(EngineError, match="no layer called conv_9"):
        provenance(CHAIN, weights, trace, "conv_9", (0, 0, 0))
    with pytest.raises(EngineError, match=r"pool_1 has no cell \(3, 0, 0\): it is 3×5×5"):
        provenance(CHAIN, weights, trace, "pool_1", (3, 0, 0))
    with pytest.raises(EngineError, match="no picture 2: this run has 2"):
        provenance(CHAIN, weights, trace, "pool_1", (0, 0, 0), image=2)
