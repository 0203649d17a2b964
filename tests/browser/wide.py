"""A network with very many maps: its weights are random, from a fixed seed, and it says nothing.

What real networks have that the small ones lack: layers of hundreds and thousands of maps.
"""

import json
import shutil
from pathlib import Path

from safetensors.numpy import save_file

from app.engine import Network
from tests.browser.every_kind import weights

NAME = "wide"
SPEC = {
    "id": NAME,
    "title": "Wide",
    "year": None,
    "about": "Layers of hundreds and thousands of maps, with random weights. It says nothing.",
    "image": [3, 16, 16],
    "classes": ["one", "two", "three", "four"],
    "preprocessing": {"kind": "photo"},
    "nodes": [
        {"name": "few", "kind": "conv2d", "filters": 16, "size": 3},
        {"name": "relu", "kind": "relu"},
        {"name": "hundreds", "kind": "conv2d", "filters": 512, "size": 1},
        {"name": "thousands", "kind": "conv2d", "filters": 4000, "size": 1, "from": "relu"},
        {"name": "mean", "kind": "global_average_pool", "from": "hundreds"},
        {"name": "flatten", "kind": "flatten"},
        {"name": "dense", "kind": "dense", "units": 4},
        {"name": "softmax", "kind": "softmax"},
    ],
}
SAMPLE = "everyday/monarch.webp"


def put(models: Path, samples: Path, pictures: Path) -> None:
    """Write the network and a sample for it, the way a service finds them.

    pictures    the folder of the project's own samples
    """
    place = models / NAME
    place.mkdir(parents=True)
    (place / "network.json").write_text(json.dumps(SPEC), encoding="utf-8")
    save_file(weights(Network.from_spec(SPEC)), place / "weights.safetensors")
    samples.mkdir(parents=True, exist_ok=True)
    shutil.copy(pictures / SAMPLE, samples / "monarch.webp")
    listed = {"id": "monarch", "title": "A monarch", "label": "one", "file": "monarch.webp"}
    (samples / "index.json").write_text(
        json.dumps([{**listed, "networks": [NAME]}]), encoding="utf-8"
    )
