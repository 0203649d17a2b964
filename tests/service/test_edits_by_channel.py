"""Weights are edited channel by channel; where they do not belong to channels, that is said."""

import pytest

from app.edits import read
from app.engine import Network
from app.errors import BadEdit
from app.settings import Settings

NETWORK = Network.from_spec(
    {
        "image": [3, 8, 8],
        "nodes": [
            {"name": "conv", "kind": "conv2d", "filters": 2},
            {"name": "linked", "kind": "linked_conv2d", "links": [[0], [0, 1]]},
            {"name": "sub", "kind": "subsample"},
            {"name": "flatten", "kind": "flatten"},
            {"name": "dense", "kind": "dense", "units": 3},
            {"name": "rbf", "kind": "rbf", "units": 2},
        ],
    }
)


@pytest.mark.parametrize("layer", ["linked", "sub", "rbf"])
def test_weights_that_are_no_filters_and_no_rows_are_left_alone(layer):
    with pytest.raises(BadEdit, match=f"{layer} has no weights to edit. .* conv and dense"):
        read([{"layer": layer, "channel": 0, "scale": 0}], NETWORK, Settings())


@pytest.mark.parametrize("layer", ["conv", "dense"])
def test_filters_and_rows_are_edited(layer):
    (edit,) = read([{"layer": layer, "channel": 1, "scale": 0}], NETWORK, Settings())
    assert edit.layer == layer
