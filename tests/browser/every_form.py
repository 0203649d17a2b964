"""Every way to lay a filter down, and hundreds of maps read at once, in one small network.

Padded, strided, dilated, grouped, channel by channel, without a bias. Its weights are random,
from a fixed seed: it names nothing rightly, but every number of it is true.
"""

import json
import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from app.engine import Network

NAME = "every-form"
SPEC = {
    "id": NAME,
    "title": "Every form",
    "year": 2026,
    "about": "Convolutions of every form, with random weights. It names nothing rightly.",
    "image": [3, 16, 16],
    "classes": ["one", "two"],
    "preprocessing": {"kind": "photo"},
    "nodes": [
        {"name": "padded", "kind": "conv2d", "filters": 12, "padding": 1},
        {"name": "dilated", "kind": "conv2d", "filters": 8, "padding": 2, "dilation": 2},
        {"name": "grouped", "kind": "conv2d", "filters": 8, "padding": 1, "groups": 2},
        {"name": "apart", "kind": "conv2d", "filters": 8, "padding": 1, "groups": 8},
        {"name": "strided", "kind": "conv2d", "filters": 512, "stride": 2, "padding": [1, 2]},
        {"name": "pointwise", "kind": "conv2d", "filters": 40, "size": 1},
        {
            "name": "deep",
            "kind": "conv2d",
            "filters": 256,
            "padding": 1,
            "bias": False,
            "from": "strided",
        },
        {
            "name": "large",
            "kind": "conv2d",
            "filters": 6,
            "size": 11,
            "padding": 5,
            "from": "input",
        },
        {"name": "global", "kind": "global_average_pool", "from": "deep"},
        {"name": "dense", "kind": "dense", "units": 2},
        {"name": "softmax", "kind": "softmax"},
    ],
}


def put(models: Path, samples: Path, pictures: Path) -> None:
    """Write the network and a sample for it, the way a service finds them.

    pictures    the folder of the project's own samples
    """
    place = models / NAME
    place.mkdir(parents=True)
    (place / "network.json").write_text(json.dumps(SPEC), encoding="utf-8")
    rng = np.random.default_rng(11)
    arrays = {}
    for node, shapes in Network.from_spec(SPEC).param_shapes().items():
        for name, shape in shapes.items():
            fan = max(9, int(np.prod(shape[1:])))
            drawn = rng.normal(size=shape) * np.sqrt(1 / fan)
            arrays[f"{node}.{name}"] = drawn.astype(np.float32)
    save_file(arrays, place / "weights.safetensors")
    samples.mkdir(parents=True, exist_ok=True)
    shutil.copy(pictures / "everyday" / "monarch.webp", samples / "monarch.webp")
    sample = {
        "id": "monarch",
        "title": "A monarch",
        "label": "one",
        "file": "monarch.webp",
        "networks": [NAME],
    }
    (samples / "index.json").write_text(json.dumps([sample]), encoding="utf-8")
