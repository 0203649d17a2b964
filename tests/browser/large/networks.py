"""Networks with very many maps, or with large ones: their weights are random, and they say nothing.

What real networks have that the small ones lack: layers of hundreds and thousands of maps, and
more numbers than a page should fetch.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from safetensors.numpy import save_file

from app.engine import Network
from tests.browser.every_kind import weights

WIDE, BROAD = "wide", "broad"
CLASSES = ["one", "two", "three", "four"]


def _described(name: str, about: str, side: int, nodes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": name,
        "title": name.title(),
        "year": None,
        "about": f"{about}, with random weights. It says nothing.",
        "image": [3, side, side],
        "classes": CLASSES,
        "preprocessing": {"kind": "photo"},
        "nodes": [
            *nodes,
            {"name": "flatten", "kind": "flatten"},
            {"name": "dense", "kind": "dense", "units": len(CLASSES)},
            {"name": "softmax", "kind": "softmax"},
        ],
    }


SPECS = [
    _described(
        WIDE,
        "Layers of hundreds and thousands of maps",
        16,
        [
            {"name": "few", "kind": "conv2d", "filters": 16, "size": 3},
            {"name": "relu", "kind": "relu"},
            {"name": "hundreds", "kind": "conv2d", "filters": 512, "size": 1},
            {"name": "thousands", "kind": "conv2d", "filters": 4000, "size": 1, "from": "relu"},
            {"name": "mean", "kind": "global_average_pool", "from": "hundreds"},
        ],
    ),
    _described(
        BROAD,
        "Maps of a hundred rows and columns",
        128,
        [
            {"name": "first", "kind": "conv2d", "filters": 40, "size": 3, "padding": 1},
            {"name": "relu", "kind": "relu"},
            {"name": "second", "kind": "conv2d", "filters": 40, "size": 3, "padding": 1},
            {"name": "stack", "kind": "concat", "from": ["relu", "second"]},
            {"name": "pool", "kind": "max_pool", "size": 8, "stride": 8},
        ],
    ),
]
SAMPLE = "everyday/monarch.webp"


def put(models: Path, samples: Path, pictures: Path) -> None:
    """Write the networks and a sample for them, the way a service finds them.

    pictures    the folder of the project's own samples
    """
    for spec in SPECS:
        place = models / spec["id"]
        place.mkdir(parents=True)
        (place / "network.json").write_text(json.dumps(spec), encoding="utf-8")
        save_file(weights(Network.from_spec(spec)), place / "weights.safetensors")
    samples.mkdir(parents=True, exist_ok=True)
    shutil.copy(pictures / SAMPLE, samples / "monarch.webp")
    listed = {"id": "monarch", "title": "A monarch", "label": "one", "file": "monarch.webp"}
    (samples / "index.json").write_text(
        json.dumps([{**listed, "networks": [spec["id"] for spec in SPECS]}]), encoding="utf-8"
    )
