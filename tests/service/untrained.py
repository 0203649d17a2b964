"""A network that has learned nothing, with a layer too large to be held, for the tests."""

import json
import shutil
from pathlib import Path

import numpy as np

WIDE = {
    "id": "wide",
    "title": "Wide",
    "year": 2014,
    "about": "A network that has learned nothing.",
    "classes": [f"thing {at}" for at in range(1, 21)],
    "preprocessing": {"kind": "photo"},
    "image": [3, 64, 64],
    "nodes": [
        {"name": "conv", "kind": "conv2d", "filters": 8, "padding": 1, "bias": False},
        {"name": "norm", "kind": "batch_norm"},
        {"name": "relu", "kind": "relu"},
        {"name": "pool", "kind": "max_pool"},
        {"name": "flatten", "kind": "flatten"},
        {"name": "fc", "kind": "dense", "units": 600},
        {"name": "relu_2", "kind": "relu"},
        {"name": "scores", "kind": "dense", "units": 20},
        {"name": "softmax", "kind": "softmax"},
    ],
}
"""fc has 600 rows of 8,192 weights: 20 MB."""
TWIN = {
    **WIDE,
    "id": "wide-twin",
    "title": "Wide twin",
    "original": "wide",
    "nodes": [{"name": "conv", "kind": "conv2d", "filters": 20, "size": 64},
              {"name": "softmax", "kind": "softmax"}],
}  # fmt: skip


def shelf(folder: Path, **others) -> Path:
    """A folder of networks: tiny-vgg, this one, and its twin."""
    shutil.copytree(Path("models") / "tiny-vgg", folder / "tiny-vgg")
    for spec in (WIDE, TWIN, *others.values()):
        place = folder / spec["id"]
        place.mkdir(parents=True)
        (place / "network.json").write_text(json.dumps(spec))
    return folder


def arrays(dtype=np.float32, seed=3):
    """Weights that fit it, by the names in a file."""
    rng = np.random.default_rng(seed)
    shapes = {
        "conv.weights": (8, 3, 3, 3),
        **dict.fromkeys(("norm.scale", "norm.shift", "norm.mean"), (8,)),
        "norm.variance": (8,),
        "fc.weights": (600, 8192),
        "fc.bias": (600,),
        "scores.weights": (20, 600),
        "scores.bias": (20,),
    }
    drawn = {name: 0.02 * rng.normal(size=shape) for name, shape in shapes.items()}
    drawn["norm.variance"] = np.ones(8)
    drawn["norm.scale"] = np.ones(8)
    return {name: array.astype(dtype) for name, array in drawn.items()}
