#!/usr/bin/env python3
"""The one door for people who work on convscope: run it, test it, check it, measure it.

    python3 dev.py run      serve the page (--host --port --workers --no-browser)
    python3 dev.py test     every test; arguments go to pytest
    python3 dev.py check    style and types, Python and TypeScript
    python3 dev.py bench    measure the engine; arguments go to the benchmark

Python 3.11 and a network are all it needs. What a verb is missing it fetches by itself, once,
from lock files, into .venv and node_modules; nothing outside this folder is changed. (For the
browser tests alone, root on a Debian machine without a browser gets the distribution's Chromium.)
"""

from __future__ import annotations

import os
import sys

OLDEST = (3, 11)


def newer_python() -> str | None:
    """Another Python on this machine that is new enough, newest first."""
    import shutil

    names = [f"python3.{minor}" for minor in range(14, OLDEST[1] - 1, -1)]
    return next(filter(None, map(shutil.which, names)), None)


def main(arguments: list[str]) -> int:
    """Find a Python that is new enough, then hand over to the verb."""
    if sys.version_info < OLDEST:
        python = newer_python()
        if python is None:
            sys.exit(f"convscope needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        os.execv(python, [python, *sys.argv])
    from tools import verbs

    return verbs.main(arguments, usage=__doc__ or "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
