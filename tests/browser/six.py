"""The twins of the six networks, and the folder a service finds them in.

What the story of the six shows is counted from descriptions, and what is cut in a block is true
whatever its weights are: a twin that was not trained yet gets weights drawn by chance.
"""

import json
import shutil
from pathlib import Path

from safetensors.numpy import save_file

from app.engine import Network
from tests.browser.every_kind import weights
from tools.networks.drawing import write
from tools.networks.twins import TWINS


def put(models: Path, ours: Path) -> None:
    """Write every network of ours, and the twins with weights drawn by chance where they have none.

    ours    the folder of the project's own networks
    """
    shutil.copytree(ours, models)
    for head, drawn in TWINS:
        place = models / head["id"]
        if (place / "weights.safetensors").exists():
            continue
        place.mkdir(exist_ok=True)
        write(models, head, drawn())
        described = json.loads((place / "network.json").read_text(encoding="utf-8"))
        save_file(weights(Network.from_spec(described)), place / "weights.safetensors")
