"""A network that has learned nothing, with a layer too large to be held, for the tests."""

import json
import shutil
from functools import cache
from pathlib import Path

import numpy as np

from app.settings import Settings
from tests.service.conftest import shelf as samples

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
SMALL = {
    **WIDE,
    "id": "small",
    "title": "Small",
    "image": [3, 16, 16],
    "nodes": [{**row, "units": 60} if row["name"] == "fc" else row for row in WIDE["nodes"]],
}
TWIN = {
    **WIDE,
    "id": "wide-twin",
    "title": "Wide twin",
    "original": "wide",
    "nodes": [{"name": "conv", "kind": "conv2d", "filters": 20, "size": 64},
              {"name": "softmax", "kind": "softmax"}],
}  # fmt: skip


def shelf(folder: Path, **others) -> Path:
    """A folder of networks: tiny-vgg, this one, a small one like it, and its twin."""
    shutil.copytree(Path("models") / "tiny-vgg", folder / "tiny-vgg")
    for spec in (WIDE, SMALL, TWIN, *others.values()):
        place = folder / spec["id"]
        place.mkdir(parents=True)
        (place / "network.json").write_text(json.dumps(spec))
    return folder


def settled(tmp_path_factory, **limits) -> Settings:
    """What a service of these networks keeps to: folders of its own, and the limits given."""
    return Settings(
        store_folder=tmp_path_factory.mktemp("store"),
        weights_folder=tmp_path_factory.mktemp("weights"),
        samples=samples(tmp_path_factory.mktemp("samples")),
        models=shelf(tmp_path_factory.mktemp("models")),
        **limits,
    )


def arrays(seed=3, units=600, fan=8192):
    """Weights that fit it, by the names in a file."""
    return dict(_arrays(seed, units, fan))


def few():
    """Weights that fit the small one."""
    return arrays(units=60, fan=512)


@cache
def _arrays(seed, units, fan):
    rng = np.random.default_rng(seed)
    shapes = {
        "conv.weights": (8, 3, 3, 3),
        **dict.fromkeys(("norm.scale", "norm.shift", "norm.mean"), (8,)),
        "norm.variance": (8,),
        "fc.weights": (units, fan),
        "fc.bias": (units,),
        "scores.weights": (20, units),
        "scores.bias": (20,),
    }
    drawn = {name: 0.02 * rng.standard_normal(shape, np.float32) for name, shape in shapes.items()}
    drawn["norm.variance"] = np.ones(8)
    drawn["norm.scale"] = np.ones(8)
    return {name: array.astype(np.float32) for name, array in drawn.items()}
