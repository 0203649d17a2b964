"""The Python side: an environment of our own, filled from a lock file, mended when damaged."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from tools import debian
from tools.places import LOCKS, PYTHON, VENV
from tools.progress import SetupError, do, say, step

STAMP = VENV / ".convscope.json"
WIDER = {"run": ("dev",), "node": ("dev",), "dev": ()}  # a lock that holds all of another
OFFLINE = "Is this machine online? Behind a proxy, pip reads HTTPS_PROXY and PIP_INDEX_URL."


class Stamp(TypedDict):
    """What was installed, written only once all of it was: proof that nothing stopped half-way."""

    python: str  # "3.11"
    locks: dict[str, str]  # lock name -> digest of the file it was installed from
    packages: dict[str, list[str]]  # lock name -> the .dist-info folders it brought


def ready(lock: str) -> None:
    """Make sure that everything in requirements/<lock>.lock is installed in .venv, and whole."""
    stamp = _read_stamp()
    for name in (lock, *WIDER[lock]):
        if stamp and _holds(stamp, name):
            if _untouched(stamp, name):
                return
            lock = name
            break
    _install(lock, stamp)


def has(package: str) -> bool:
    """Whether a package that is in no lock file (torch) is in .venv."""
    return any(_name_of(folder) == package for folder in _folders())


def pip(*arguments: str, failed: str) -> None:
    """Install with .venv's pip."""
    options = ("--disable-pip-version-check", "--no-input", "-q", "--progress-bar", "off")
    do([PYTHON, "-m", "pip", "install", *options, *arguments], failed=failed, advice=OFFLINE)


def _install(lock: str, stamp: Stamp | None) -> None:
    _environment()
    _forget_damaged()
    STAMP.unlink(missing_ok=True)
    file = LOCKS / f"{lock}.lock"
    names = _names(file)
    with step(f"installing {len(names)} Python packages into .venv"):
        pip("--require-hashes", "-r", str(file), failed="The Python packages did not install.")
    old = stamp or Stamp(python="", locks={}, packages={})
    others = [name for name in old["locks"] if name != lock and _holds(old, name)]
    kept = [name for name in others if _untouched(old, name)]
    brought = sorted(folder.name for folder in _folders() if _name_of(folder) in names)
    fresh = Stamp(
        python=_version(),
        locks={name: _digest(name) for name in (*kept, lock)},
        packages={**{name: old["packages"][name] for name in kept}, lock: brought},
    )
    STAMP.write_text(json.dumps(fresh, indent=1))


def _environment() -> None:
    """A .venv whose Python starts and has pip; an unusable one is made anew."""
    if _works():
        return
    if VENV.exists():
        say("· .venv is there but does not work; making it anew")
        shutil.rmtree(VENV)
    with step("making a Python environment in .venv"):
        if importlib.util.find_spec("ensurepip") is None:
            _environment_without_ensurepip()
        else:
            _venv()


def _venv(*options: str) -> None:
    # A new interpreter: this one may have learned that ensurepip is missing, and remember it.
    command = [sys.executable, "-m", "venv", *options, str(VENV)]
    do(command, failed="Python could not make an environment.")


def _environment_without_ensurepip() -> None:
    """Debian ships Python without ensurepip: install it, or borrow the system's pip."""
    package = f"python3.{sys.version_info.minor}-venv"
    if debian.install(package):
        _venv()
    elif importlib.util.find_spec("venv") and importlib.util.find_spec("pip"):
        _venv("--without-pip")
        borrow = ["-m", "pip", "--python", str(PYTHON), "install", "-q", "pip"]
        do([sys.executable, *borrow], failed="pip did not install into .venv.", advice=OFFLINE)
    else:
        raise SetupError(
            "This Python cannot make virtual environments: its venv module is incomplete.",
            f"On Debian and Ubuntu: sudo apt install {package}",
        )


def _holds(stamp: Stamp, lock: str) -> bool:
    """Whether the stamp vouches for this lock file as it stands now."""
    same = stamp["locks"].get(lock) == _digest(lock) and lock in stamp["packages"]
    return same and stamp["python"] == _version()


def _untouched(stamp: Stamp, lock: str) -> bool:
    """Whether what this lock brought is still there, every file of it."""
    return all(map(_whole, _folders(stamp["packages"][lock])))


def _read_stamp() -> Stamp | None:
    try:
        stamp: Stamp = json.loads(STAMP.read_text())
        return stamp if {"python", "locks", "packages"} <= stamp.keys() else None
    except (OSError, ValueError, AttributeError):
        return None


def _forget_damaged() -> None:
    """Drop the record of every package that lost a file, so that pip installs it afresh."""
    damaged = [folder for folder in _folders() if not _whole(folder)]
    if damaged:
        say(f"· .venv is damaged ({', '.join(sorted(map(_name_of, damaged)))}); mending it")
    for folder in damaged:
        shutil.rmtree(folder)


def _whole(folder: Path) -> bool:
    """Whether every file that a package says it has (its RECORD) is there."""
    try:
        with (folder / "RECORD").open(newline="", encoding="utf-8") as file:
            listed = [row[0] for row in csv.reader(file) if row and not row[0].endswith(".pyc")]
    except (OSError, ValueError):
        return False
    site = os.fspath(folder.parent)
    return all(os.path.exists(os.path.join(site, name)) for name in listed)


def _version() -> str:
    """The version of .venv's Python ("3.11"), empty when it does not start."""
    return _ask("import sys; print(f'{sys.version_info[0]}.{sys.version_info[1]}')", "-I", "-S")


def _works() -> bool:
    return _ask("import pip; print(pip.__version__)") != ""


def _ask(code: str, *options: str) -> str:
    """What .venv's Python answers, empty when it fails."""
    command = [str(PYTHON), *options, "-c", code]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.strip()


def _folders(names: Iterable[str] | None = None) -> list[Path]:
    """The .dist-info folders in .venv: the named ones, or all there are."""
    sites = VENV.glob("Lib/site-packages" if os.name == "nt" else "lib/python3.*/site-packages")
    site = next(sites, VENV)
    return list(site.glob("*.dist-info")) if names is None else [site / name for name in names]


def _digest(lock: str) -> str:
    return hashlib.sha256((LOCKS / f"{lock}.lock").read_bytes()).hexdigest()


def _names(file: Path) -> set[str]:
    """The packages that a lock file names."""
    return {_spelled(name) for name in re.findall(r"^([\w.-]+)==", file.read_text(), re.M)}


def _name_of(folder: Path) -> str:
    return _spelled(folder.name.split("-")[0])


def _spelled(name: str) -> str:
    """A name as pip compares names: Jinja2 is jinja2, and a_b is a-b."""
    return re.sub(r"[-_.]+", "-", name).lower()
