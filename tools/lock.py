"""Write the lock files anew: ``python3 -m tools.lock [--upgrade]``.

One file per need (run, node, dev), each with a hash for every file that may be installed, valid
for every Python from 3.11 on, and with no address in it: where packages come from is the
installing machine's business. Without --upgrade only what pyproject.toml changed moves.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import node, packages
from tools.places import LOCKS
from tools.progress import SetupError, do, say, step
from tools.turns import my_turn

NEEDS = {
    "run": ("pyproject.toml",),
    "node": ("--group", "node"),
    "dev": ("pyproject.toml", "--group", "dev"),
}
FORM = (
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
    *("--custom-compile-command", "python3 -m tools.lock"),
)


def main(arguments: Sequence[str]) -> int:
    """Lock Python's packages and npm's."""
    if set(arguments) - {"--upgrade"}:
        say("python3 -m tools.lock [--upgrade]")
        return 2
    try:
        with my_turn(), TemporaryDirectory() as folder:
            packages.ready("dev")
            packages.pip("--target", folder, "uv", failed="uv, which writes the locks, is missing.")
            for need in NEEDS:
                python(need, Path(folder), arguments)
            with step("package-lock.json"):
                order = ("update", "--save") if arguments else ("install",)
                quiet = ("--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund")
                node.npm(*order, *quiet, failed="npm could not lock.", advice=node.OFFLINE)
    except SetupError as error:
        say(f"{error}\n{error.advice}".strip())
        return 1
    return 0


def python(need: str, folder: Path, arguments: Sequence[str]) -> None:
    """Write one of the Python lock files, starting from what it says now."""
    file = LOCKS / f"{need}.lock"
    uv = folder / "bin" / "uv"
    with step(f"{file.parent.name}/{file.name}"):
        command = [
            str(uv),
            "pip",
            "compile",
            *NEEDS[need],
            *FORM,
            *arguments,
            "--output-file",
            str(file),
        ]
        do(command, failed="uv could not write the lock.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
