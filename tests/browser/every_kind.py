"""A small network with every kind of layer in it, and the folders a service finds it in.

Its weights are random, from a fixed seed: it names nothing rightly, but every number of it is
true. What real networks have and the smallest ones lack is all here: skips that are added,
branches that are stacked, strided, dilated, grouped and linked filters, windows that hang over
the edge, and branches that lead nowhere.
"""

import json
import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from app.engine import Network

NAME = "every-kind"
LINKS = [[0, 1, 2], [1, 2, 5], [0, 4, 7], [0, 1, 2, 3, 4, 5, 6, 7], [3], [2, 3, 6]]
SPEC = {
    "id": NAME,
    "title": "Every kind",
    "year": 2026,
    "about": "One of every kind of layer, with random weights. It names nothing rightly.",
    "image": [3, 24, 24],
    "classes": ["one", "two", "three", "four", "five", "six"],
    "preprocessing": {"kind": "photo"},
    "nodes": [
        {"name": "padded", "kind": "conv2d", "filters": 8, "padding": 1},
        {"name": "norm", "kind": "batch_norm"},
        {"name": "leaky", "kind": "leaky_relu", "slope": 0.1},
        {"name": "strided", "kind": "conv2d", "filters": 8, "stride": 2, "padding": 1},
        {"name": "relu", "kind": "relu"},
        {
            "name": "dilated",
            "kind": "conv2d",
            "filters": 8,
            "padding": 2,
            "dilation": 2,
            "from": "relu",
        },
        {"name": "skip", "kind": "add", "from": ["relu", "dilated"]},
        {
            "name": "grouped",
            "kind": "conv2d",
            "filters": 8,
            "padding": 1,
            "groups": 4,
            "from": "relu",
        },
        {"name": "tanh", "kind": "tanh"},
        {"name": "response", "kind": "local_response_norm", "alpha": 0.05, "from": "relu"},
        {"name": "linked", "kind": "linked_conv2d", "links": LINKS, "padding": 1, "from": "relu"},
        {"name": "scaled", "kind": "tanh", "amplitude": 1.7159, "slope": 0.6667},
        {"name": "sub", "kind": "subsample"},
        {"name": "rescaled", "kind": "rescale", "low": -0.1, "high": 1.175, "from": "relu"},
        {"name": "narrow", "kind": "conv2d", "filters": 4, "size": 1, "from": "relu"},
        {"name": "sigmoid", "kind": "sigmoid"},
        {"name": "stack", "kind": "concat", "from": ["skip", "tanh", "sigmoid"]},
        {"name": "drop", "kind": "dropout", "rate": 0.4},
        {"name": "pool_max", "kind": "max_pool", "size": 3, "stride": 2, "padding": 1},
        {
            "name": "pool_mean",
            "kind": "average_pool",
            "size": 3,
            "stride": 2,
            "padding": 1,
            "ceil": True,
        },
        {"name": "flatten", "kind": "flatten"},
        {"name": "dense_1", "kind": "dense", "units": 12},
        {"name": "drop_list", "kind": "dropout", "rate": 0.25},
        {"name": "flat_sub", "kind": "flatten", "from": "sub"},
        {"name": "dense_84", "kind": "dense", "units": 84},
        {"name": "rbf", "kind": "rbf", "units": 6},
        {"name": "softmin", "kind": "softmin"},
        {
            "name": "pool_real",
            "kind": "average_pool",
            "size": 2,
            "stride": 3,
            "padding": 1,
            "ceil": True,
            "count_padding": False,
            "from": "pool_max",
        },
        {"name": "pool_over", "kind": "max_pool", "size": 2, "ceil": True},
        {"name": "global", "kind": "global_average_pool", "from": "pool_max"},
        {"name": "both", "kind": "concat", "from": ["drop_list", "global"]},
        {"name": "dense_2", "kind": "dense", "units": 6},
        {"name": "softmax", "kind": "softmax"},
    ],
}
SAMPLES = ("everyday/monarch.webp", "everyday/tabby.webp")


def weights(network: Network, seed: int = 7) -> dict[str, np.ndarray]:
    """Random weights of a size that keeps numbers alive through all layers."""
    rng = np.random.default_rng(seed)
    arrays = {}
    for node, shapes in network.param_shapes().items():
        fixed = network.node(node).layer.fixed(*network.input_shapes(node))
        for name, shape in shapes.items():
            fan = int(np.prod(shape[1:])) if len(shape) > 1 else 16
            drawn = rng.normal(size=shape) * np.sqrt(2 / fan)
            if name in {"variance", "scale"}:
                drawn = rng.uniform(0.4, 1.8, shape)
            drawn = fixed.get(name, drawn)
            arrays[f"{node}.{name}"] = drawn.astype(np.float32)
    return arrays


def put(models: Path, samples: Path, pictures: Path) -> None:
    """Write the network and two samples for it, the way a service finds them.

    pictures    the folder of the project's own samples
    """
    place = models / NAME
    place.mkdir(parents=True)
    (place / "network.json").write_text(json.dumps(SPEC), encoding="utf-8")
    save_file(weights(Network.from_spec(SPEC)), place / "weights.safetensors")
    listed = []
    for file in SAMPLES:
        copy = samples / Path(file).name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(pictures / file, copy)
        listed.append(
            {
                "id": copy.stem,
                "title": f"A {copy.stem}",
                "label": "one",
                "file": copy.name,
                "networks": [NAME],
            }
        )
    (samples / "index.json").write_text(json.dumps(listed), encoding="utf-8")
