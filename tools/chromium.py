"""A real browser for the browser tests."""

from __future__ import annotations

import os
import shutil
import subprocess

from tools import debian, node
from tools.places import PYTHON
from tools.progress import SetupError, do, step

WHERE = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def ready() -> dict[str, str]:
    """Variables that lead the tests to a Chromium; where there is none, one is installed."""
    # Playwright brings a Node of its own, which needs a library that a small Debian lacks.
    env = {"PLAYWRIGHT_NODEJS_PATH": str(node.ready())}
    found = find()
    if found is None and debian.install("chromium", "fonts-dejavu-core"):
        found = find()
    if found is None:
        _playwrights_own(env)
        return env
    return {**env, "CONVSCOPE_CHROMIUM": found}


def find() -> str | None:
    """The Chromium that CONVSCOPE_CHROMIUM names, else one on the PATH."""
    named = os.environ.get("CONVSCOPE_CHROMIUM")
    if named and shutil.which(named) is None:
        raise SetupError(
            f"CONVSCOPE_CHROMIUM says {named}, and there is no program there.",
            "Correct it, or unset it to use the Chromium on the PATH.",
        )
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def _playwrights_own(env: dict[str, str]) -> None:
    environment = {**os.environ, **env}
    said = subprocess.run([PYTHON, "-c", WHERE], capture_output=True, text=True, env=environment)
    if said.returncode == 0 and os.path.exists(said.stdout.strip()):
        return
    with step("fetching a Chromium for the browser tests"):
        do(
            [PYTHON, "-m", "playwright", "install", "chromium-headless-shell"],
            env=environment,
            failed="No browser was found, and none could be fetched.",
            advice="Install Chromium or Chrome, or say where it is: CONVSCOPE_CHROMIUM=/path/to/it",
        )
