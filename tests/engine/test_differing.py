"""Two runs are compared number by number, and what is said about it is true."""

import numpy as np

from app.engine.differing import SAME, Difference, differing, sentence
from app.engine.network import Network
from app.engine.trace import Trace

NETWORK = Network.from_spec(
    {
        "image": [1, 3, 3],
        "nodes": [
            {"name": "first", "kind": "conv2d", "filters": 2, "size": 1},
            {"name": "second", "kind": "conv2d", "filters": 2, "size": 1},
            {"name": "relu", "kind": "relu"},
            {"name": "flatten", "kind": "flatten"},
            {"name": "dense", "kind": "dense", "units": 3},
        ],
    }
)


def trace(**values):
    return Trace({name: np.array(held, np.float32)[None] for name, held in values.items()})


def test_what_is_the_same_does_not_differ():
    before = trace(a=[[[1, 2]]], b=[[[3]]])
    assert differing(before, before) == ()
    assert differing(before, trace(a=[[[1, 2]]], b=[[[3]]])) == ()


def test_a_zero_with_another_sign_is_the_same_number():
    assert differing(trace(a=[[[0.0]]]), trace(a=[[[-0.0]]])) == ()


def test_the_largest_difference_and_its_place_are_found():
    before = trace(a=[[[0, 0], [0, 0]], [[1, 2], [3, 4]]], b=[[[5]]])
    after = trace(a=[[[0, 0], [0, 1]], [[1, 2], [-0.5, 4]]], b=[[[5]]])
    assert differing(before, after) == (Difference("a", 3.5, (1, 1, 0), 4.5 / 8, 2 / 8, (0, 1)),)


def test_layers_come_in_the_order_of_the_network():
    before, after = trace(b=[[[1]]], a=[[[1]]]), trace(b=[[[2]]], a=[[[3]]])
    assert [one.layer for one in differing(before, after)] == ["b", "a"]


def test_numbers_too_far_apart_for_their_own_kind_are_still_measured():
    before, after = trace(a=[[[-3e38]]]), trace(a=[[[3e38]]])
    (found,) = differing(before, after)
    assert np.isfinite([found.largest, found.mean]).all()
    (found,) = differing(trace(a=[[[1]]]), trace(a=[[[np.nextafter(np.float32(1), 2)]]]))
    assert 0 < found.largest < 1.2e-7


def said(layer, largest, channel):
    return sentence([Difference(layer, largest, (channel, 0, 0), 0.1, 0.5, (channel,))], NETWORK)


def test_the_first_layer_that_differs_is_named():
    assert said("second", 0.834, 3) == (
        "The first layer to change is convolved 2 (second): map 4 by up to 0.83."
    )
    assert said("dense", 12.5, 0) == "The first layer to change is dense: number 1 by up to 12.50."
    assert said("relu", 1e-9, 1).endswith("(relu): map 2 by less than 0.01.")
    assert sentence([], NETWORK) == SAME


def test_inside_a_module_a_layer_is_named_by_its_place_there():
    filters = {"kind": "conv2d", "filters": 2, "size": 1}
    network = Network.from_spec(
        {
            "image": [1, 3, 3],
            "nodes": [
                {"name": "stem", **filters},
                {"name": "res_2b_conv_1", "module": "res_2b", **filters},
                {"name": "res_2b_conv_2", "module": "res_2b", **filters},
            ],
        }
    )
    told = {
        name: sentence([Difference(name, 1.0, (0, 0, 0), 0.1, 0.5, (0,))], network)
        for name in ("stem", "res_2b_conv_2")
    }
    assert told["stem"].startswith("The first layer to change is convolved (stem): ")
    assert "is res 2b convolved 2 (res_2b_conv_2): " in told["res_2b_conv_2"]
