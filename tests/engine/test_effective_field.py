"""What a number really listens to lies inside what it could listen to, and can fill it."""

import numpy as np
import pytest

from app.engine import Network
from app.engine.effective_field import effective_field
from app.engine.network import INPUT
from tests.engine.networks import BRANCHING, CHAIN, pictures_for, weights_for
from tests.engine.test_provenance import alone

NETWORKS = pytest.mark.parametrize("network", [BRANCHING, CHAIN], ids=["branching", "chain"])


def could_listen_to(network, node, cell):
    """By layer, the cells a number can depend on at all: ``reads``, followed to the picture."""
    shapes = network.shapes()
    masks = {name: np.zeros(shape, bool) for name, shape in shapes.items()}
    masks[node][cell] = True
    for at in reversed(network.nodes):
        if not masks[at.name].any():
            continue
        rules = at.layer.reads(*network.input_shapes(at.name))
        for heard, rule in zip(at.inputs, rules, strict=True):
            for place in zip(*np.nonzero(masks[at.name]), strict=True):
                masks[heard][rule.field(place, shapes[heard], shapes[at.name])] = True
    return {name: mask.any(axis=0) for name, mask in masks.items() if name != node and mask.any()}


def somewhere(shape, seed=0):
    rng = np.random.default_rng(seed)
    return tuple(int(rng.integers(size)) for size in shape)


def test_a_field_lies_inside_what_is_read_and_fills_it(example):
    network, _, trace = alone(example)
    cell = somewhere(trace["it"].shape[1:])
    shape = trace["it"].shape[1:]
    rules = example.layer.reads(*example.shapes)
    filled = dict.fromkeys(network.node("it").inputs, 0.0)
    for seed in range(40):
        inputs = example.inputs(seed=seed, n=1)
        params = example.params()
        held = dict(zip(filled, inputs, strict=True)) | {
            "it": example.layer.forward(inputs, params)
        }
        told = effective_field(network, {"it": params}, type(trace)(held), "it", cell)
        for name in filled:
            filled[name] = filled[name] + told[name][0]
    for name, rule, size in zip(filled, rules, example.shapes, strict=True):
        could = np.zeros(size, bool)
        could[rule.field(cell, size, shape)] = True
        np.testing.assert_array_equal(filled[name] > 0, could.any(axis=0))


@NETWORKS
def test_fields_lie_inside_the_receptive_field_and_fill_it_all_the_way_back(network):
    node = "dense"
    cell = (1, 0, 0)
    could = could_listen_to(network, node, cell)
    filled = {name: np.zeros(mask.shape) for name, mask in could.items()}
    for seed in range(30):
        weights = weights_for(network, seed)
        trace = network.run(pictures_for(network, seed, n=1), weights)
        told = effective_field(network, weights, trace, node, cell)
        assert told.keys() <= could.keys()
        for name, field in told.items():
            assert field.shape == (1, *could[name].shape)
            assert not field[0][~could[name]].any()
            filled[name] += field[0]
    for name, mask in could.items():
        np.testing.assert_array_equal(filled[name] > 0, mask)


@NETWORKS
def test_a_small_field_stays_small(network):
    """In the first layers a number sees only its window, and no more."""
    weights = weights_for(network)
    trace = network.run(pictures_for(network), weights)
    first = network.nodes[0].name
    cell = somewhere(trace[first].shape[1:], 3)
    told = effective_field(network, weights, trace, first, cell)
    assert told.keys() == {INPUT}
    assert (told[INPUT][0] > 0).sum() == could_listen_to(network, first, cell)[INPUT].sum()


@NETWORKS
def test_fields_are_the_measured_slopes(network):
    weights = weights_for(network, dtype=np.float64)
    images = pictures_for(network, n=1, dtype=np.float64)
    trace = network.run(images, weights)
    node, cell, step = "dense", (2, 0, 0), 1e-6
    told = effective_field(network, weights, trace, node, cell)[INPUT]
    rng = np.random.default_rng(0)
    for _ in range(10):
        row, column = (int(rng.integers(size)) for size in network.image[1:])
        slopes = []
        for channel in range(network.image[0]):
            ends = []
            for sign in (-step, step):
                moved = images.copy()
                moved[0, channel, row, column] += sign
                ends.append(network.run(moved, weights)[node][0][cell])
            slopes.append(abs(ends[1] - ends[0]) / (2 * step))
        assert told[0, row, column] == pytest.approx(sum(slopes), rel=1e-5, abs=1e-9)


def test_a_number_that_was_cut_to_zero_listens_to_nobody():
    network = Network.from_spec({"image": [1, 3, 3], "nodes": [{"name": "r", "kind": "relu"}]})
    trace = network.run(-np.ones((1, 1, 3, 3), np.float32), {})
    assert not effective_field(network, {}, trace, "r", (0, 1, 1))[INPUT].any()
