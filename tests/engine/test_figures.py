"""What networks cost and see. (The famous ones are in tests/test_originals.py.)"""

import json
from pathlib import Path

import pytest

from app.engine import Network, figures
from app.engine.network import INPUT
from tests.engine.networks import BRANCHING, CHAIN


def read(name):
    return Network.from_spec(json.loads(Path(f"models/{name}/network.json").read_text()))


def test_lenet_5_is_as_large_as_it_should_be():
    network = read("lenet-5")
    assert figures.parameters(network) == 61_706
    assert figures.parameters(network, "conv_1") == 156
    assert figures.numbers(network, "conv_1") == 4_704
    assert figures.macs(network) == pytest.approx(0.42e6, abs=5e3)
    assert figures.receptive_field(network, "conv_3")[0] == (32, 32)


def test_tiny_vgg_is_as_small_as_it_should_be():
    network = read("tiny-vgg")
    assert figures.parameters(network) == 19_920
    assert figures.parameters(network, "conv_1_1") == 3 * 3 * 3 * 10 + 10
    assert figures.receptive_field(network, "pool_1") == ((6, 6), (2, 2))
    assert figures.map_bytes(network, INPUT) == 3 * 64 * 64 * 4


def test_three_small_filters_see_as_far_as_one_of_seven():
    nodes = [{"name": f"c{at}", "kind": "conv2d", "filters": 1, "padding": 1} for at in range(3)]
    three = Network.from_spec({"image": [1, 32, 32], "nodes": nodes})
    assert figures.receptive_field(three, "c2") == ((7, 7), (1, 1))


def test_a_dense_layer_sees_everything_its_maps_saw():
    network = read("tiny-vgg")
    (rows, columns), _ = figures.receptive_field(network, "dense")
    size, jump = figures.receptive_field(network, "pool_2")
    assert rows == size[0] + 12 * jump[0] == 64
    assert figures.receptive_field(network, "flatten")[0] == size
    assert figures.receptive_field(network, "softmax")[0] == (rows, columns)


def test_the_input_costs_nothing_and_sees_itself():
    network = read("tiny-vgg")
    assert figures.parameters(network, INPUT) == figures.macs(network, INPUT) == 0
    assert figures.receptive_field(network, INPUT) == ((1, 1), (1, 1))


def test_a_branch_that_leads_nowhere_is_counted_apart():
    aside = figures.parameters(BRANCHING, "dead_end")
    assert aside == 4 * 2 + 2
    assert figures.auxiliary_parameters(BRANCHING) == aside
    whole = sum(figures.parameters(BRANCHING, node.name) for node in BRANCHING.nodes)
    assert figures.parameters(BRANCHING) + aside == whole
    work = sum(figures.macs(BRANCHING, node.name) for node in BRANCHING.nodes)
    assert figures.macs(BRANCHING) + figures.macs(BRANCHING, "dead_end") == work
    assert figures.auxiliary_parameters(CHAIN) == 0


def test_the_last_map_is_the_last_on_the_way_to_the_answer_with_places():
    assert figures.last_map(BRANCHING) == "pool"
    assert figures.last_map(CHAIN) == "relu_2"
    averaged = {
        "image": [1, 8, 8],
        "nodes": [
            {"name": "conv", "kind": "conv2d", "filters": 2},
            {"name": "average", "kind": "global_average_pool"},
            {"name": "dense", "kind": "dense", "units": 2},
        ],
    }
    assert figures.last_map(Network.from_spec(averaged)) == "conv"


def test_connections_are_what_lies_under_every_window_and_a_bias_each():
    assert figures.connections(CHAIN, "conv_1") == 3 * 10 * 10 * (9 + 1)
    assert figures.connections(CHAIN, "conv_2") == 4 * 3 * 3 * (3 * 9 + 1)
    assert figures.connections(CHAIN, "dense") == 6 * (36 + 1)
    assert figures.connections(CHAIN, "pool_1") == figures.connections(CHAIN, "flatten") == 0
    assert figures.connections(BRANCHING, "again") == 4 * 9 * 8 * (2 * 9 + 1)


def test_the_fields_of_all_nodes_are_those_of_each():
    seen = figures.receptive_fields(BRANCHING)
    assert list(seen) == list(BRANCHING.shapes())
    assert all(figures.receptive_field(BRANCHING, name) == field for name, field in seen.items())
