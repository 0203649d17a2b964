"""Write the descriptions again:  python -m tools.networks [folder]"""

import sys
from pathlib import Path

from tools.networks.drawing import write
from tools.networks.originals import ORIGINALS
from tools.networks.twins import TWINS

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "models"
    for head, drawn in (*ORIGINALS, *TWINS):
        write(folder, head, drawn())
