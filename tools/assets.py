"""The built page in static/dist: made when its sources changed, and only then."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from tools import node
from tools.places import DIST, ROOT, STATIC
from tools.progress import SetupError, say, step

STAMP = DIST / ".stamp.json"
SOURCES = (
    "package.json",
    "package-lock.json",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
    "static/src",
)


def ready() -> None:
    """Build the page if it is missing, incomplete or older than its sources."""
    if fresh():
        return
    node.modules()
    try:
        _build()
    except SetupError:
        if node.modules_whole():
            raise
        say("· the build failed because node_modules is damaged; mending it")
        node.modules(afresh=True)
        _build()


def fresh() -> bool:
    """Whether static/dist was built from these very sources and is all there."""
    try:
        stamp = json.loads(STAMP.read_text())
        whole = all((DIST / name).is_file() for name in stamp["files"])
        return whole and bool(stamp["sources"] == fingerprint())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def fingerprint() -> str:
    """One digest over everything the built page depends on, file names included."""
    digest = hashlib.sha256()
    for file in _files():
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(ROOT).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _files() -> list[Path]:
    found = [ROOT / name for name in SOURCES if (ROOT / name).is_file()]
    for name in SOURCES:
        found += (file for file in (ROOT / name).rglob("*") if file.is_file())
    return sorted(found)


def _build() -> None:
    """Build beside the old page and swap the two, so that a failed build leaves the old one be."""
    sources = fingerprint()
    new, old = STATIC / ".dist-new", STATIC / ".dist-old"
    shutil.rmtree(new, ignore_errors=True)
    node.ready()
    with step("building the page"):
        out = ("--", "--outDir", str(new), "--logLevel", "warn")
        node.npm("run", "--silent", "build", *out, failed="The page did not build.")
    files = sorted(f.relative_to(new).as_posix() for f in new.rglob("*") if f.is_file())
    (new / STAMP.name).write_text(json.dumps({"sources": sources, "files": files}, indent=1))
    shutil.rmtree(old, ignore_errors=True)
    if DIST.exists():
        DIST.rename(old)
    new.rename(DIST)
    shutil.rmtree(old, ignore_errors=True)
