"""Debian packages, for the two things that neither pip nor npm can bring: venv and a browser."""

from __future__ import annotations

import os
import shutil

from tools.progress import SetupError, do, say, step


def install(*packages: str) -> bool:
    """Install Debian packages where we may (root, apt-get); False where we may not or it failed."""
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    order = [apt, "install", "-y", "-q", "--no-install-recommends", *packages]
    try:
        with step(f"installing {packages[0]} with apt-get"):
            do([apt, "update", "-q"], env=env, failed="apt-get could not update its lists.")
            do(order, env=env, failed=f"apt-get could not install {packages[0]}.")
    except SetupError as error:
        say(str(error))
        return False
    return True
