"""A small network with everything that branches: a module of branches that are stacked, one whose
input is carried past and added, and a head that is only used while learning.

Its weights are random, from a fixed seed: it names nothing rightly, but every number is true.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from safetensors.numpy import save_file

from app.engine import Network
from tests.browser.every_kind import weights

NAME = "branching"


def _conv(name: str, filters: int, size: int, **more: Any) -> list[dict[str, Any]]:
    """A convolution that keeps the size, and its rectifier."""
    module = {"module": more["module"]} if "module" in more else {}
    conv = {"name": name, "kind": "conv2d", "filters": filters, "size": size, **more}
    return [
        {**conv, "padding": size // 2},
        {"name": f"{name}_relu", "kind": "relu", **module},
    ]


NODES = [
    *_conv("stem", 12, 3),
    *_conv("wide_1x1", 8, 1, module="wide_a"),
    *_conv("wide_reduce", 4, 1, **{"from": "stem_relu", "module": "wide_a"}),
    *_conv("wide_3x3", 12, 3, module="wide_a"),
    {
        "name": "wide_pool",
        "kind": "max_pool",
        "size": 3,
        "stride": 1,
        "padding": 1,
        "from": "stem_relu",
        "module": "wide_a",
    },
    {
        "name": "wide_stack",
        "kind": "concat",
        "from": ["wide_1x1_relu", "wide_3x3_relu", "wide_pool"],
        "module": "wide_a",
    },
    {"name": "head_flatten", "kind": "flatten", "from": "wide_stack", "module": "head"},
    {"name": "head_dense", "kind": "dense", "units": 4, "module": "head"},
    {"name": "head_softmax", "kind": "softmax", "module": "head"},
    *_conv("block_1", 32, 3, **{"from": "wide_stack", "module": "block_a"}),
    {
        "name": "block_2",
        "kind": "conv2d",
        "filters": 32,
        "size": 3,
        "padding": 1,
        "module": "block_a",
    },
    {"name": "block_add", "kind": "add", "from": ["block_2", "wide_stack"], "module": "block_a"},
    {"name": "block_relu", "kind": "relu", "module": "block_a"},
    {"name": "mean", "kind": "global_average_pool"},
    {"name": "dense", "kind": "dense", "units": 4},
    {"name": "softmax", "kind": "softmax"},
]
SPEC = {
    "id": NAME,
    "title": "Branching",
    "year": 2026,
    "about": "Branches that are stacked and added, with random weights. It names nothing rightly.",
    "image": [3, 16, 16],
    "classes": ["one", "two", "three", "four"],
    "preprocessing": {"kind": "photo"},
    "nodes": NODES,
}


def put(models: Path, samples: Path, pictures: Path) -> None:
    """Write the network and a sample for it, the way a service finds them.

    pictures    the folder of the project's own samples
    """
    place = models / NAME
    place.mkdir(parents=True)
    (place / "network.json").write_text(json.dumps(SPEC), encoding="utf-8")
    save_file(weights(Network.from_spec(SPEC)), place / "weights.safetensors")
    samples.mkdir(parents=True, exist_ok=True)
    shutil.copy(pictures / "everyday" / "monarch.webp", samples / "monarch.webp")
    told = {"id": "monarch", "title": "A monarch", "label": "one", "file": "monarch.webp"}
    index = json.dumps([{**told, "networks": [NAME]}])
    (samples / "index.json").write_text(index, encoding="utf-8")
