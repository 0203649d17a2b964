"""Small networks for the tests, and weights to run them with."""

import numpy as np

from app.engine import Network

BRANCHING = Network.from_spec(
    {
        "image": [3, 9, 8],
        "nodes": [
            {"name": "conv", "kind": "conv2d", "filters": 4, "padding": 1},
            {"name": "relu", "kind": "relu"},
            {"name": "again", "kind": "conv2d", "filters": 4, "padding": 1, "groups": 2},
            {"name": "sum", "kind": "add", "from": ["relu", "again"]},
            {"name": "dead_end", "kind": "conv2d", "filters": 2, "size": 1},
            {"name": "both", "kind": "concat", "from": ["sum", "input", "relu"]},
            {"name": "norm", "kind": "batch_norm"},
            {"name": "pool", "kind": "max_pool", "size": 3, "stride": 2, "padding": 1},
            {"name": "flatten", "kind": "flatten"},
            {"name": "dense", "kind": "dense", "units": 5},
            {"name": "softmax", "kind": "softmax"},
        ],
    }
)
"""A skip, a stack of unequal branches that hears the picture twice, and a dead end."""

CHAIN = Network.from_spec(
    {
        "image": [1, 12, 12],
        "nodes": [
            {"name": "conv_1", "kind": "conv2d", "filters": 3},
            {"name": "relu_1", "kind": "relu"},
            {"name": "pool_1", "kind": "max_pool"},
            {"name": "conv_2", "kind": "conv2d", "filters": 4},
            {"name": "relu_2", "kind": "relu"},
            {"name": "flatten", "kind": "flatten"},
            {"name": "dense", "kind": "dense", "units": 6},
            {"name": "softmax", "kind": "softmax"},
        ],
    }
)


def weights_for(network, seed=0, dtype=np.float32, size=0.3):
    """Random weights; what must be positive is."""
    rng = np.random.default_rng(seed)
    return {
        node: {
            name: (
                rng.uniform(0.5, 2, shape) if name == "variance" else size * rng.normal(size=shape)
            ).astype(dtype)
            for name, shape in shapes.items()
        }
        for node, shapes in network.param_shapes().items()
    }


def pictures_for(network, seed=1, n=2, dtype=np.float32):
    return np.random.default_rng(seed).uniform(size=(n, *network.image)).astype(dtype)
